"""The two drawn networks as figures of the catalogue: the claims, and who questions whom."""

from typing import Any

from credence.figures.argument_map import argument_map, map_alt, map_rows, mapped, undercuts_of
from credence.figures.claims_map import claims_alt, claims_map, claims_rows, links_of, sets_of
from credence.figures.picture import Entry, Picture
from credence.scenario import Scenario
from credence.words.plain import clean


def _claims(scenario: Scenario, *, dark: bool = False, **_: Any) -> Picture:  # noqa: ANN401 - what other figures take
    library = scenario.library
    titles = {name: library.claim(name).title for name in library.claim_ids}
    links, sets = links_of(scenario), sets_of(scenario)
    return Picture(
        figure=claims_map(titles, links, sets, target=scenario.target, dark=dark),
        title=f"How the claims hang together: {clean(library.title, 80)}",
        alt=claims_alt(titles, links, sets),
        rows=claims_rows(titles, links),
        numbers=[
            {"start": link.start, "end": link.end, "kind": link.kind, "strength": link.strength}
            for link in links
        ],
    )


def _objections(scenario: Scenario, *, dark: bool = False, **_: Any) -> Picture:  # noqa: ANN401 - what other figures take
    arguments, undercuts = mapped(scenario), undercuts_of(scenario)
    return Picture(
        figure=argument_map(arguments, undercuts, dark=dark),
        title=f"Which arguments question which: {clean(scenario.library.title, 80)}",
        alt=map_alt(arguments, undercuts),
        rows=map_rows(arguments, undercuts),
        numbers=[
            {
                "argument": each.start,
                "undercuts": each.end,
                "strength": each.strength,
                "at_work": arguments[each.start].active and arguments[each.end].active,
            }
            for each in undercuts
        ],
    )


MAPS: dict[str, Entry] = {
    "claims": Entry("How the claims hang together", _claims, in_report=False),
    "objections": Entry("Which arguments question which", _objections, in_report=False),
}
"""The networks by name; a report, which is on one claim, leaves them out."""
