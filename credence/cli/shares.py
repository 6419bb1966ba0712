"""The command attribute: what each argument did, beside what it weighs by itself."""

from typing import TYPE_CHECKING

from credence.cli.commands import app
from credence.cli.options import with_scenario
from credence.cli.output import Format, FormatOption, show, signed

if TYPE_CHECKING:
    from credence.scenario import Scenario

_TOLD = 3
"""Arguments, the largest in points, of which it is said why they did not do what they weigh."""


@app.command()
@with_scenario
def attribute(scenario: "Scenario", form: FormatOption = Format.TABLE) -> None:
    """Share the move from prior to posterior among the active arguments (Shapley values).

    Example: credence attribute ai-risk-1 --target scheming --on counting_functions,speed
    """
    from credence.attribution import attribute as attributed  # noqa: PLC0415
    from credence.neutral_uncertainty import neutral_uncertainty  # noqa: PLC0415
    from credence.weight_of_evidence import weights_of_evidence  # noqa: PLC0415
    from credence.words import percent, points_words  # noqa: PLC0415
    from credence.words.weight import surprises, weight_words  # noqa: PLC0415

    found = attributed(scenario)
    weights, unsure = weights_of_evidence(scenario), neutral_uncertainty(scenario)
    fields = "points", "bits", "se", "weight_of_evidence_bits", "neutral_uncertainty_bits"
    numbers = {
        name: (
            *(share.points, share.bits, share.se, weights[name].bits),
            unsure[name].bits if name in unsure else None,
        )
        for name, share in found.arguments.items()
    }
    ways = "every order counted" if found.exact else "sampled"
    errors = f"{ways}; ± is the standard error in points"
    show(
        form,
        data={
            "target": found.target,
            "prior": found.prior,
            "posterior": found.posterior,
            "exact": found.exact,
            "arguments": {
                name: dict(zip(fields, row, strict=True)) for name, row in numbers.items()
            },
        },
        columns=["argument", *fields]
        if form is not Format.TABLE
        else ["argument", "points", "bits", "se", "weight", "neutral"],
        rows=[[name, *row] for name, row in numbers.items()],
        title=f"{scenario.library.claim(found.target).title}: "
        f"{percent(found.prior)} → {percent(found.posterior)} ({errors})",
        table=[
            [
                *(n, points_words(s.points), signed(s.bits)),
                "" if not s.se else f"{100 * s.se:.2g}",
                signed(weights[n].bits),
                signed(unsure[n].bits) if n in unsure else "",
            ]
            for n, s in found.largest_first()
        ],
        notes=[
            *(f"{n}: {weight_words(weights[n], s.bits)}" for n, s in found.largest_first()[:_TOLD]),
            *surprises(scenario, found),
        ],
    )
