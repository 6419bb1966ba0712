"""The figures of two scenarios side by side, for the catalogue.

``other`` is a name and a scenario on the same library, the first side; by default the library as it
comes. The second side is the scenario that the picture is of.
"""

import math
from collections.abc import Sequence
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
    one_drawn, two_drawn = (result.draws_of(scenario.target)[1] for result in results)
    ends = [result.target.posterior for result in results]
    one, two = ends
    title = scenario.library.claim(scenario.target).title
    first_stated, second_stated = (
        result.target.stated.credence if result.target.stated else None for result in results
    )
    stated = first_stated, second_stated
    return Picture(
        figure=posterior_figure(
            one_drawn.log_odds,
            two_drawn.log_odds,
            weights=(one_drawn.weight, two_drawn.weight),
            prior=one,
            posterior=two,
            dark=dark,
            names=names,
            stated=stated,
        ),
        title=f"{clean(title, 120)}: {names[0]} and {names[1].lower()}",
        alt=pair_alt(title, names, one, two, stated),
        rows=side_rows(names, ends, stated),
        numbers=[
            {"side": name, "stated": own, **{field: getattr(end, field) for field in ESTIMATE}}
            for name, own, end in zip(names, stated, ends, strict=True)
        ],
    )


def side_rows(
    names: tuple[str, str], ends: Sequence[Estimate], stated: tuple[float | None, float | None]
) -> list[dict[str, str]]:
    """Both sides' credences for a table; what they state where one of them does."""
    rows = []
    for name, end, own in zip(names, ends, stated, strict=True):
        row = {"": name}
        if stated != (None, None):
            row["Stated"] = "" if own is None else percent(own)
        row["Credence" if stated == (None, None) else "Implied"] = percent(*_pair(end))
        row["Median"] = percent(end.median)
        row["90 % interval"] = f"{percent(end.low)} to {percent(end.high)}"
        rows.append(row)
    return rows


def implied_names(
    names: tuple[str, str], stated: tuple[float | None, float | None]
) -> tuple[str, str]:
    """What the two ends of a gap are called: implied, where something else is stated."""
    first, second = (
        name if own is None else f"{clean(name, 30)}, implied"
        for name, own in zip(names, stated, strict=True)
    )
    return first, second


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
    ends = implied_names(names, found.stated)
    first_name = names[0] if other else names[0].lower()  # a person's name stays as it is
    return Picture(
        figure=waterfall_figure(a, b, steps, dark=dark, ends=ends),
        title=f"What makes {first_name} and {names[1].lower()} differ on {quoted(title)}",
        alt=gap_alt(title, ends, a, b, steps),
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
