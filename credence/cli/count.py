"""The worked count on the command line: how many functions fit, and what training finds of them."""

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from credence.cli.commands import app
from credence.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from credence.count_experiment import Experiment
    from credence.worked_count import Enclosed


@app.command()
def count(
    digits: Annotated[int, typer.Option(help="Digits of the numbers that are added, 1 to 12.")] = 4,
    training: Annotated[int, typer.Option(help="Training problems, all different.")] = 992,
    experiment: Annotated[
        str, typer.Option(help="Also train small networks: carry, first, two, parity, random, …")
    ] = "",
    examples: Annotated[
        int | None, typer.Option(help="Its training examples; half of its inputs by default.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Its training sets and weights.")] = 0,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print how many functions add, how many fit, and the share that gets over half right.

    Example: credence count --digits 4 --training 992 --experiment carry
    """
    from credence.count_experiment import TASKS, run  # noqa: PLC0415 - NumPy comes with it
    from credence.words.count import count_rows, way_rows  # noqa: PLC0415
    from credence.words.plain import counted  # noqa: PLC0415
    from credence.worked_count import addition  # noqa: PLC0415

    found = addition(digits, training)
    tried = run(experiment, training=examples, seed=seed) if experiment else None
    quantities = {
        "functions": found.functions,
        "fitting": found.fitting,
        "share": found.share,
        "generalising": found.generalising,
    }
    values = [_written(value) for value in quantities.values()]
    rows: list[list[Any]] = [
        [name, value["written"], value["log10"]]
        for name, value in zip(quantities, values, strict=True)
    ]
    table = [list(row.values()) for row in count_rows(found)]
    notes = [] if tried is None else [f"{TASKS[tried.task].title}, {tried.training} trained:"]
    for row, way in zip(way_rows(tried), tried.ways, strict=True) if tried else ():
        rows.append(
            [
                f"{way.name}_mean_right",
                row["Right on average"],
                math.log10(way.mean) if way.mean else -math.inf,
            ]
        )
        notes.append(f"  {row['How']}: {row['In words']}.")
    show(
        form,
        data={
            "digits": digits,
            "training": training,
            "inputs": found.inputs,
            "answers": found.answers,
            "untrained": found.untrained,
            **dict(zip(quantities, values, strict=True)),
            "experiment": tried and _experiment(tried),
        },
        columns=["quantity", "written", "log10"],
        rows=rows,
        table=table,
        title=f"Adding two numbers of {counted(digits, 'digit')}, {training:,} problems trained",
        notes=notes,
    )


def _written(value: "Enclosed") -> dict[str, Any]:
    from credence.words.powers import log10_words, power_words  # noqa: PLC0415 - as above

    return {
        "log10": float(value),
        "log10_written": log10_words(value),
        "written": power_words(value),
    }


def _experiment(found: "Experiment") -> dict[str, Any]:
    return {
        "task": found.task,
        "training": found.training,
        "untrained": found.untrained,
        "seed": found.seed,
        "networks": found.networks,
        "unfit": found.unfit,
        "guesses": found.guesses,
        "ways": {
            way.name: {
                "taken": way.taken,
                "sets": way.sets,
                "mean": way.mean,
                "mean_se": way.error,
                "over_half": way.over_half,
                "over_half_se": way.over_half_error,
                "shares": [float(share) for share in way.shares if not math.isnan(share)],
            }
            for way in found.ways
        },
    }
