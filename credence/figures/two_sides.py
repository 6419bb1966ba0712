"""The figures of two scenarios side by side, for the catalogue.

``other`` is a name and a scenario on the same library, the first side; by default the library as it
comes. The second side is the scenario that the picture is of.
"""

import math
from typing import Any

from credence.compare import compare
from credence.figures.alt import gap_alt, pair_alt
from credence.figures.picture import Entry, Picture
from credence.figures.posterior import posterior_figure
from credence.figures.waterfall import waterfall_figure
from credence.scenario import Scenario
from credence.tables import ESTIMATE
from credence.update import Estimate, evaluate
from credence.words import difference_title, gap_rows, percent
from credence.words.plain import clean, quoted

type Other = tuple[str, Scenario]

_SELF = "This scenario"


def _sides(scenario: Scenario, other: Other | None) -> tuple[tuple[str, str], Scenario]:
    name, first = other or ("The library", Scenario(scenario.library))
    return (clean(name, 40), _SELF), first.with_target(scenario.target)


def _both(
    scenario: Scenario,
    *,
    dark: bool = False,
    other: Other | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    names, first = _sides(scenario, other)
    results = [evaluate(side) for side in (first, scenario)]
    draws = [result.draws_of(scenario.target)[1] for result in results]
    ends = [result.target.posterior for result in results]
    one, two = ends
    title = scenario.library.claim(scenario.target).title
    return Picture(
        figure=posterior_figure(*draws, prior=one, posterior=two, dark=dark, names=names),
        title=f"{clean(title, 120)}: {names[0]} and {names[1].lower()}",
        alt=pair_alt(title, names, one, two),
        rows=[
            {
                "": name,
                "Credence": percent(*_pair(end)),
                "Median": percent(end.median),
                "90 % interval": f"{percent(end.low)} to {percent(end.high)}",
            }
            for name, end in zip(names, ends, strict=True)
        ],
        numbers=[
            {"side": name, **{field: getattr(end, field) for field in ESTIMATE}}
            for name, end in zip(names, ends, strict=True)
        ],
    )


def _differences(
    scenario: Scenario,
    *,
    dark: bool = False,
    other: Other | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    names, first = _sides(scenario, other)
    found, library = compare(first, scenario), scenario.library
    steps = [
        (difference_title(library, p.number), p.points, math.nan if p.bits is None else p.bits)
        for p in found.parts
        if p.matters
    ]
    a, b = (_pair(evaluate(side).target.posterior) for side in (first, scenario))
    title = library.claim(found.target).title
    first_name = names[0] if other else names[0].lower()  # a person's name stays as it is
    return Picture(
        figure=waterfall_figure(a, b, steps, dark=dark, ends=names),
        title=f"What makes {first_name} and {names[1].lower()} differ on {quoted(title)}",
        alt=gap_alt(title, names, a, b, steps),
        rows=gap_rows(library, found, names) or [{"Difference": "none"}],
        numbers=[
            {"difference": p.number, "points": p.points, "bits": p.bits, "se": p.se}
            for p in found.parts
        ],
    )


def _pair(estimate: Estimate) -> tuple[float, float]:
    return estimate.credence, estimate.complement


ENTRIES = {
    "both": Entry("Beside another’s credence", _both, in_report=False),
    "differences": Entry("What makes two differ", _differences, in_report=False),
}
"""The figures by their names in the catalogue."""
