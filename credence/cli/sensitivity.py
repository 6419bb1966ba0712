"""The commands that ask what a credence hangs on: tornado, threshold, interactions."""

from typing import TYPE_CHECKING, Annotated

import typer

from credence.cli.commands import app
from credence.cli.options import with_scenario
from credence.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from credence.scenario import Scenario

_SHOWN = 1e-4


@app.command()
@with_scenario
def tornado(scenario: "Scenario", form: FormatOption = Format.TABLE) -> None:
    """Print how far each uncertain number moves the target claim.

    Example: credence tornado ai-risk-1 --target scheming --on counting_functions
    """
    from credence.tornado import tornado as bars_of  # noqa: PLC0415 - NumPy comes with it
    from credence.update import credence_of  # noqa: PLC0415
    from credence.words import percent  # noqa: PLC0415

    bars, credence = bars_of(scenario), credence_of(scenario)
    fields = ["number", "low", "high", "at_low", "at_high"]
    rows = [[getattr(bar, field) for field in fields] for bar in bars]
    show(
        form,
        data={
            "target": scenario.target,
            "credence": credence,
            "rows": [dict(zip(fields, row, strict=True)) for row in rows],
        },
        columns=fields,
        rows=rows,
        title=f"{scenario.library.claim(scenario.target).title}: {percent(credence)}",
        table=[
            [b.number, f"{b.low:.3g}", f"{b.high:.3g}", percent(b.at_low), percent(b.at_high)]
            for b in bars
            if b.width > _SHOWN
        ],
        notes=["Numbers that move it by less than a hundredth of a point are left out here."],
    )


@app.command()
@with_scenario
def interactions(scenario: "Scenario", form: FormatOption = Format.TABLE) -> None:
    """Print what each pair of active arguments does beyond its parts.

    Example: credence interactions ai-risk-1 --on counting_functions,overfitting_reductio
    """
    from credence.interactions import interactions as pairs_of  # noqa: PLC0415 - NumPy comes with it
    from credence.words import points_words  # noqa: PLC0415

    pairs = pairs_of(scenario)
    fields = ["a", "b", "points", "bits"]
    rows = [[getattr(pair, field) for field in fields] for pair in pairs]
    show(
        form,
        data={
            "target": scenario.target,
            "pairs": [dict(zip(fields, row, strict=True)) for row in rows],
        },
        columns=fields,
        rows=rows,
        title=scenario.library.claim(scenario.target).title,
        table=[[p.a, p.b, points_words(p.points), f"{p.bits:+.3f}"] for p in pairs],
    )


@app.command()
@with_scenario
def threshold(
    scenario: "Scenario",
    at: Annotated[str, typer.Option(help="The threshold: 0.1, 10% or 1 in 10.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Print what it would take for the target claim to reach a threshold.

    Example: credence threshold ai-risk-1 --at 20% --on counting_functions
    """
    from credence.errors import InputError  # noqa: PLC0415
    from credence.number import Kind, read  # noqa: PLC0415
    from credence.threshold import threshold as found_for  # noqa: PLC0415 - NumPy comes with it
    from credence.words import percent  # noqa: PLC0415
    from credence.words.threshold import needed_words, threshold_words  # noqa: PLC0415

    try:
        held = read(at, Kind.PROBABILITY)
    except ValueError as error:
        raise InputError.at("--at", str(error)) from None
    if not held.is_point or not 0 < held.low < 1:
        raise InputError.at("--at", "a threshold is one probability strictly between 0 and 1")
    found = found_for(scenario, held.low)
    show(
        form,
        data={
            "target": found.target,
            "at": found.at,
            "credence": found.credence,
            "arguments": found.arguments,
            "at_any_ratio": list(found.at_any_ratio),
            "smallest_set": found.smallest_set,
            "exact": found.exact,
        },
        columns=["argument", "lr"],
        rows=[[name, ratio] for name, ratio in found.arguments.items()],
        title=f"{scenario.library.claim(found.target).title}: {percent(found.credence)}, "
        f"to reach {percent(found.at)}",
        notes=[threshold_words(scenario, found)],
        table=[[label, needed_words(found, label)] for label in found.arguments],
    )
