"""Every combination of the usual arguments, as figures of the catalogue."""

from functools import lru_cache
from typing import Any

from credence.figures.effects import effects_alt, effects_figure, effects_rows
from credence.figures.histogram import bar_edges, histogram_alt, histogram_figure, histogram_rows
from credence.figures.picture import Entry, Picture
from credence.figures.specification import (
    TENTHS,
    specification_alt,
    specification_figure,
    specification_rows,
)
from credence.multiverse import Multiverse, multiverse, usual_arguments
from credence.odds import probability
from credence.scenario import Scenario
from credence.words.plain import clean, quoted


def ranked_titles(found: Multiverse) -> dict[str, str]:
    """Titles by id, the arguments of the largest effects first; equal titles told apart."""
    library = found.subsets.scenario.library
    ranked = sorted(found.effects, key=lambda name: -abs(found.effects[name]))
    titles = {name: clean(library.arguments[name].title) for name in ranked}
    held = list(titles.values())
    return {n: f"{t} ({n})" if held.count(t) > 1 else t for n, t in titles.items()}


@lru_cache(maxsize=4)
def _usual(scenario: Scenario) -> Multiverse:
    return multiverse(scenario, usual_arguments(scenario))


def _asked(scenario: Scenario, found: Multiverse | None) -> tuple[Multiverse, str]:
    found = found or _usual(scenario)
    return found, scenario.library.claim(found.target).title


def _specification(
    scenario: Scenario,
    *,
    dark: bool = False,
    subsets: Multiverse | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    found, title = _asked(scenario, subsets)
    held = found.curve()
    on = {name: held.on[argument] for argument, name in ranked_titles(found).items()}
    quantiles = found.quantiles([k / TENTHS for k in range(TENTHS + 1)])
    return Picture(
        figure=specification_figure(tuple(held.log_odds), on, dark=dark),
        title=f"{quoted(title)} under every combination of {len(found.arguments)} arguments",
        alt=specification_alt(title, quantiles, on, found.count),
        rows=specification_rows(quantiles),
        numbers=[
            {"rank": float(rank), "low": float(low), "median": float(middle), "high": float(high)}
            | {argument: float(held.on[argument][place]) for argument in found.arguments}
            for place, (rank, low, middle, high) in enumerate(
                zip(held.rank, held.low, held.median, held.high, strict=True)
            )
        ],
    )


def _spread(
    scenario: Scenario,
    *,
    dark: bool = False,
    subsets: Multiverse | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    found, title = _asked(scenario, subsets)
    edges = bar_edges(found.subsets.log_odds)
    shares = found.histogram(edges).tolist()
    ends = probability(edges).tolist()
    return Picture(
        figure=histogram_figure(edges, shares, dark=dark),
        title=f"{quoted(title)} over all combinations of {len(found.arguments)} arguments",
        alt=histogram_alt(title, edges, shares),
        rows=histogram_rows(edges, shares),
        numbers=[
            {"from": low, "to": high, "share": share}
            for low, high, share in zip(ends[:-1], ends[1:], shares, strict=True)
        ],
    )


def _effects(
    scenario: Scenario,
    *,
    dark: bool = False,
    subsets: Multiverse | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    found, title = _asked(scenario, subsets)
    titles = ranked_titles(found)
    held = [(titles[name], *found.means[name]) for name in titles]
    return Picture(
        figure=effects_figure(held, dark=dark),
        title=f"What each argument does to {quoted(title)}, averaged over all combinations",
        alt=effects_alt(title, held),
        rows=effects_rows(held),
        numbers=[
            {"argument": name, "off": off, "on": on, "effect": on - off}
            for name, (_, off, on) in zip(titles, held, strict=True)
        ],
    )


ENTRIES = {
    "specification": Entry("Every combination, sorted", _specification, in_report=False),
    "spread": Entry("How the combinations are spread", _spread, in_report=False),
    "effects": Entry("What each argument does on average", _effects, in_report=False),
}
"""The figures by their names in the catalogue."""
