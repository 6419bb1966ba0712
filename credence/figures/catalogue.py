"""Every figure by its name: what can be exported, plotted and put into a report.

To add a figure, write a function from a scenario to a `Picture` and name it in `FIGURES`. Page,
command line, report and the tests of both drawing routes then have it too.
"""

from collections.abc import Mapping
from typing import Any

from credence.attribution import Attribution, Share, attribute
from credence.errors import InputError
from credence.figures.alt import posterior_alt, waterfall_alt
from credence.figures.maps import MAPS
from credence.figures.picture import Drawing, Entry, Picture
from credence.figures.posterior import moved_figure
from credence.figures.sensitivity import ENTRIES
from credence.figures.two_sides import ENTRIES as SIDES
from credence.figures.waterfall import waterfall_figure
from credence.figures.ways import ENTRIES as WAYS
from credence.figures.worth import ENTRIES as WORTH
from credence.neutral_uncertainty import neutral_uncertainty
from credence.scenario import Scenario
from credence.tables import ESTIMATE, Cell, Table
from credence.update import Estimate, Evaluation, evaluate
from credence.weight_of_evidence import WeightOfEvidence, weights_of_evidence
from credence.words import credence_rows, step_rows
from credence.words.evaluation import steps_of
from credence.words.plain import clean, quoted
from credence.words.weight import weight_cells

__all__ = ["FIGURES", "Drawing", "Entry", "Picture", "estimate_cells", "picture", "table_of"]


IN_BITS = "weight_of_evidence_bits", "neutral_uncertainty_bits"


def _posterior(
    scenario: Scenario,
    *,
    dark: bool = False,
    evaluation: Evaluation | None = None,
    **_: Any,  # noqa: ANN401
) -> Picture:
    evaluation = evaluation or evaluate(scenario)
    result = evaluation.target
    title = scenario.library.claim(scenario.target).title
    stages = {"prior": result.prior, "posterior": result.posterior}
    return Picture(
        figure=moved_figure(evaluation, dark=dark),
        title=f"{clean(title, 120)}: before and with the arguments",
        alt=posterior_alt(title, result.prior, result.posterior),
        rows=credence_rows(_row(result.prior), _row(result.posterior)),
        numbers=[{"when": when, **estimate_cells(held)} for when, held in stages.items()],
    )


def _waterfall(
    scenario: Scenario,
    *,
    dark: bool = False,
    evaluation: Evaluation | None = None,
    attribution: Attribution | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    result = (evaluation or evaluate(scenario)).target
    found = attribution or attribute(scenario)
    steps = steps_of(scenario, found.arguments)
    prior, posterior = _pair(result.prior), _pair(result.posterior)
    title = scenario.library.claim(scenario.target).title
    weights = weights_of_evidence(scenario)
    bits = {name: share.bits for name, share in found.arguments.items()}
    return Picture(
        figure=waterfall_figure(prior, posterior, steps, dark=dark),
        title=f"What each argument did to {quoted(title)}",
        alt=waterfall_alt(title, prior, posterior, steps),
        rows=step_rows(prior, posterior, steps, weight_cells(weights, bits)),
        numbers=_steps(
            scenario, found, (result.prior.credence, result.posterior.credence), weights
        ),
    )


def _steps(
    scenario: Scenario,
    found: Attribution,
    ends: tuple[float, float],
    weights: Mapping[str, WeightOfEvidence],
) -> list[dict[str, Cell]]:
    """From start to end, every active argument between, also one that cannot move the claim.

    ``points``, their ``se`` and what is ``reached`` are in percentage points.
    """
    columns = "step", "argument", "title", "points", "bits", "se", *IN_BITS, "reached"
    unsure, blank = neutral_uncertainty(scenario), (None,) * 5
    rows: list[tuple[Cell, ...]] = [("start", None, "Before the arguments", *blank, 100 * ends[0])]
    reached = 100 * ends[0]
    for name in scenario.active:
        share = found.arguments.get(name, Share(0.0, 0.0, 0.0))
        title, error = clean(scenario.library.arguments[name].title), share.se
        reached += 100 * share.points
        of_points = 100 * share.points, share.bits, None if error is None else 100 * error
        weight = weights[name].bits if name in weights else 0.0
        in_bits = weight, unsure[name].bits if name in unsure else None
        rows.append(("argument", name, title, *of_points, *in_bits, reached))
    rows.append(("end", None, "With the arguments", *blank, 100 * ends[1]))
    return [dict(zip(columns, row, strict=True)) for row in rows]


FIGURES: dict[str, Entry] = {
    "posterior": Entry("How sure it is", _posterior),
    "waterfall": Entry("What each argument did", _waterfall),
    **ENTRIES,
    **WORTH,
    **WAYS,
    **MAPS,
    **SIDES,
}
"""The figures by name, in the order in which people see them."""


def picture(name: str, scenario: Scenario, *, dark: bool = False, **computed: Any) -> Picture:  # noqa: ANN401
    """Draw a figure of the catalogue.

    Args:
        name: A key of `FIGURES`.
        scenario: What it is a figure of.
        dark: For a dark ground.
        computed: ``evaluation`` and ``attribution`` of the scenario, where they are at hand; for
            the figures of every combination its ``subsets``, and for those of two sides the
            ``other``, a name and a scenario.

    Raises:
        InputError: There is no such figure; the message lists those that there are.
    """
    if name not in FIGURES:
        message = f"there is no figure “{name}”; there are: {', '.join(FIGURES)}"
        raise InputError.at("figure", message)
    return FIGURES[name].draw(scenario, dark=dark, **computed)


def table_of(name: str, drawn: Picture, about: Mapping[str, Cell]) -> Table:
    """A figure's raw numbers as a table, or its words where it has no others."""
    rows = drawn.numbers or drawn.rows
    columns = tuple(rows[0]) if rows else ()
    return Table(name, columns, [tuple(row[c] for c in columns) for row in rows], dict(about))


def estimate_cells(estimate: Estimate) -> dict[str, Cell]:
    """An estimate as a row of raw numbers."""
    return {name: getattr(estimate, name) for name in ESTIMATE}


def _pair(estimate: Estimate) -> tuple[float, float]:
    return estimate.credence, estimate.complement


def _row(estimate: Estimate) -> tuple[float, float, float, float, float]:
    return (*_pair(estimate), estimate.median, estimate.low, estimate.high)
