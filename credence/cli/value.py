"""The command that asks what would be worth finding out: value."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from credence.cli.commands import app
from credence.cli.options import with_scenario
from credence.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from credence.scenario import Scenario

_SHOWN = 5e-5  # bits; less than this rounds to nothing in the table


@app.command()
@with_scenario
def value(scenario: "Scenario", form: FormatOption = Format.TABLE) -> None:
    """Print by how much settling each claim, or an argument's soundness, would move the target.

    Sorted by the expected bits, the largest first.

    Example: credence value ai-risk-1 --target scheming --on counting_functions
    """
    from credence.update import credence_of  # noqa: PLC0415 - NumPy comes with it
    from credence.value import value as cruxes_of  # noqa: PLC0415
    from credence.words import crux_words, percent, points_words  # noqa: PLC0415

    cruxes, credence = cruxes_of(scenario), credence_of(scenario)
    library = scenario.library
    fields = [
        "crux",
        *("probability", "if_true", "if_false", "expected_change", "expected_bits"),
        *("se_change", "se_bits", "exact"),
    ]
    seen = [crux for crux in cruxes if crux.expected_bits >= _SHOWN]
    show(
        form,
        data={
            "target": scenario.target,
            "credence": credence,
            "cruxes": [asdict(crux) for crux in cruxes],
        },
        columns=fields if form is not Format.TABLE else [*fields[:4], "on average", "bits"],
        rows=[[getattr(crux, field) for field in fields] for crux in cruxes],
        title=f"{library.claim(scenario.target).title}: {percent(credence)}. "
        "What would be worth finding out, the most bits first",
        table=[
            [
                crux.crux,
                percent(crux.probability),
                *("–" if side is None else percent(side) for side in (crux.if_true, crux.if_false)),
                points_words(crux.expected_change).removeprefix("+"),
                f"{crux.expected_bits:.4f}",
            ]
            for crux in seen
        ],
        notes=[
            *(crux_words(library, crux) for crux in seen[:3]),
            *(["Cruxes worth less than 0.00005 bits are left out."] if seen != cruxes else []),
        ],
    )
