"""The command that asks for every subset of some arguments: multiverse."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credence.cli.commands import app
from credence.cli.options import names_in, with_scenario
from credence.cli.output import Format, FormatOption, show
from credence.cli.progress import progress_of
from credence.errors import InputError, Problem

if TYPE_CHECKING:
    from credence.multiverse import Multiverse
    from credence.scenario import Scenario

INTERRUPTED = 130


@app.command()
@with_scenario
def multiverse(
    scenario: "Scenario",
    arguments: Annotated[str, typer.Option(help="The arguments, at most 20: a,b,c.")],
    below: Annotated[
        str, typer.Option(help="Thresholds: the share of subsets below each is printed.")
    ] = "0.01,0.1,0.5",
    output: Annotated[
        Path | None, typer.Option(help="Keep every subset in this Parquet file.")
    ] = None,
    point_values: Annotated[
        bool,
        typer.Option(
            "--point-values",
            help="A quick look: every uncertain number at its median, and every argument's "
            "evidence in proportion to the probability that it is sound.",
        ),
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Compute on a Dask cluster: tcp://127.0.0.1:8786."),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print what the target claim's credence is over every subset of some arguments.

    Example: credence multiverse ai-risk-1 --target scheming --arguments counting_functions,speed
    """
    from credence.files.subsets_file import (  # noqa: PLC0415 - pyarrow comes with it
        check_output,
        details_of,
        write_subsets,
    )
    from credence.links import encode  # noqa: PLC0415
    from credence.multiverse import multiverse as all_of  # noqa: PLC0415 - NumPy comes with it
    from credence.scale import mapper  # noqa: PLC0415

    thresholds = _thresholds(below)
    if output is not None:
        check_output(output)
    told = "the multiverse"
    try:
        with mapper(scheduler) as executor, progress_of("of the subsets done") as progress:
            found = all_of(
                scenario,
                names_in([arguments]),
                point_values=point_values,
                progress=progress,
                executor=executor,
            )
        if output is not None:
            told = f"writing {output}"
            write_subsets(found.subsets, output, details_of(found.subsets, encode(scenario)))
    except KeyboardInterrupt:
        kept = "" if output is None else f"; {output} was not written"
        print(f"credence: {told} was cancelled{kept}", file=sys.stderr)  # noqa: T201
        raise typer.Exit(INTERRUPTED) from None
    _show(found, thresholds, form)


def _show(found: "Multiverse", thresholds: list[float], form: Format) -> None:
    from credence.words import percent, points_words  # noqa: PLC0415

    by_size = sorted(found.effects, key=lambda name: -abs(found.effects[name]))
    rows = [(name, *found.means[name], found.effects[name]) for name in by_size]
    quantiles = found.quantiles()
    claim = found.subsets.scenario.library.claim(found.target)
    middle, low, high = (percent(quantiles[share]) for share in (0.5, 0.05, 0.95))
    below = found.below(thresholds).items()
    notes = [
        f"{found.count:,} subsets: median {middle}, 90 % of them from {low} to {high}.",
        "; ".join(f"{percent(share)} of them below {percent(t)}" for t, share in below) + ".",
    ]
    for word, extreme in (("Lowest", found.lowest), ("Highest", found.highest)):
        names = ", ".join(extreme.on) or "none of them"
        notes.append(f"{word}: {percent(extreme.credence)} with {names}.")
    if found.subsets.point_values:
        notes.append("At point values: a quick look, not the credence itself.")
    show(
        form,
        data=found.as_data(thresholds),
        columns=["argument", "off", "on", "effect"],
        rows=rows,
        title=f"{claim.title}: mean credence over the subsets without and with each argument",
        table=[[n, percent(off), percent(on), points_words(gap)] for n, off, on, gap in rows],
        notes=notes,
    )


def _thresholds(text: str) -> list[float]:
    from credence.number import Kind, read  # noqa: PLC0415

    found, problems = [], []
    for piece in (piece.strip() for piece in text.split(",")):
        try:
            held = read(piece, Kind.PROBABILITY)
        except ValueError as error:
            problems.append(Problem("--below", str(error)))
            continue
        if not held.is_point:
            problems.append(Problem("--below", f"“{piece}” is to be one probability, such as 10%"))
        found.append(held.low)
    if problems:
        raise InputError(problems)
    return list(dict.fromkeys(found))
