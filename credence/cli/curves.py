"""The commands that turn one dial: curve; and that compare with what is stated: coherence."""

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from credence.cli.commands import app
from credence.cli.options import with_scenario
from credence.cli.output import Format, FormatOption, show, signed

if TYPE_CHECKING:
    from credence.scenario import Scenario


class Kind(StrEnum):
    """Which dial a curve turns."""

    PRIOR = "prior"
    SCEPTICISM = "scepticism"
    OVERLAP = "overlap"


@app.command()
@with_scenario
def curve(
    scenario: "Scenario",
    kind: Annotated[Kind, typer.Option(help="The dial that is turned.")] = Kind.PRIOR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print the target claim's credence from other priors, with more scepticism, or more overlap.

    Example: credence curve ai-risk-1 --kind prior --target scheming --on counting_functions
    """
    from credence import curves  # noqa: PLC0415 - NumPy comes with it
    from credence.words import curve_words, percent  # noqa: PLC0415

    of = {
        Kind.PRIOR: curves.prior_curve,
        Kind.SCEPTICISM: curves.scepticism_curve,
        Kind.OVERLAP: curves.overlap_curve,
    }
    found = of[kind](scenario)
    fields = ["at", "credence", "complement", "mcse"]
    rows = [[getattr(point, field) for field in fields] for point in found.points]
    where = percent if kind is Kind.PRIOR else "{:.3g}".format
    marks = {found.at, *(point.at for point in found.beyond_ends)}
    steps = [p.at for p in found.points][::10] if kind is Kind.PRIOR else curves.STEPS[::2]
    seen = [p for p in found.points if p.at in {*steps, *marks}]
    show(
        form,
        data={
            "target": found.target,
            "kind": kind.value,
            "at": found.at,
            "credence": found.credence,
            "points": [dict(zip(fields, row, strict=True)) for row in rows],
            "least": asdict(found.least),
            "most": asdict(found.most),
        },
        columns=fields if form is not Format.TABLE else [kind.value, "credence"],
        rows=rows,
        title=f"{scenario.library.claim(found.target).title}: {percent(found.credence)}",
        table=[[where(p.at), percent(p.credence, p.complement)] for p in seen],
        notes=[curve_words(kind.value, found)],
    )


@app.command()
@with_scenario
def coherence(scenario: "Scenario", form: FormatOption = Format.TABLE) -> None:
    """Print every stated credence beside the implied one, and what alone would close the gap.

    Example: credence coherence ai-risk-1 --on counting_functions --set claims.doom.stated=10%
    """
    from credence.coherence import coherence as gaps_of  # noqa: PLC0415 - NumPy comes with it
    from credence.ratios import labels_of  # noqa: PLC0415
    from credence.words import factor, gap_words, percent  # noqa: PLC0415

    gaps, paths = gaps_of(scenario), labels_of(scenario.library)
    rows, table = [], []
    for gap in gaps:
        bits = "infinite" if gap.gap_bits is None else signed(gap.gap_bits)
        pair = [percent(gap.stated.credence), percent(gap.implied), bits]
        lone = [("prior credence", gap.prior), (gap.number, gap.value)]
        lone += [(paths[label], ratio) for label, ratio in gap.arguments.items()]
        for number, value in lone:
            if number is None:
                continue
            rows.append([gap.claim, gap.stated.credence, gap.implied, gap.gap_bits, number, value])
            is_ratio = number.startswith("arguments.") or number.endswith(".weight")
            said = "out of reach" if value is None else (factor if is_ratio else percent)(value)
            table.append([gap.claim, *pair, number, said])
    show(
        form,
        data={
            "claims": {
                gap.claim: {"stated": gap.stated.credence, "tolerance": gap.stated.tolerance}
                | {
                    key: getattr(gap, key)
                    for key in ("implied", "gap_bits", "prior", "number", "value", "arguments")
                }
                for gap in gaps
            }
        },
        columns=["claim", "stated", "implied", "gap_bits", "number", "value"],
        rows=rows,
        title="What you state beside what your arguments imply, and what alone would close the gap",
        table=table,
        notes=[gap_words(scenario, gap) for gap in gaps]
        or ["Nothing is stated; try --set claims.doom.stated=10%."],
    )
