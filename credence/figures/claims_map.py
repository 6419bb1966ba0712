"""How the claims hang together: causes, requirements, tables and alternatives as a drawn network.

An arrow runs from a claim to one whose probability depends on it. A *cause* is solid and labelled
with its strength: how probable it is that it brings the other about. What a claim *requires* is
dashed and labelled "needed". A parent in a full conditional table is dotted and labelled "table".
*Alternatives*, of which exactly one is true, stand in a box.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from credence.figures.network import Arrow, Node, network_figure
from credence.figures.text import escape
from credence.figures.theme import note, palette
from credence.layout import Layout, layered
from credence.number import Kind
from credence.scenario import Scenario
from credence.words.numbers import percent
from credence.words.plain import counted, listed, quoted

DASHES = {"causes": "solid", "requires": "dash", "table": "dot"}
KINDS = {
    "causes": "may bring about",
    "requires": "is needed for",
    "table": "is one of the parents of",
}


@dataclass(frozen=True)
class Link:
    """``start`` bears on ``end``: a cause with its strength, a requirement, or a table's parent."""

    start: str
    end: str
    kind: str
    strength: float | None = None


def links_of(scenario: Scenario) -> list[Link]:
    """Every arrow between a library's claims, with strengths as the person holds them (medians)."""
    library, links = scenario.library, []
    for name in library.claim_ids:
        claim = library.claims.get(name)
        if claim is None:
            links += [Link(parent, name, "requires") for parent in library.parents_of(name)]
            continue
        for cause in claim.causes:
            strength = scenario.value(f"claims.{name}.causes.{cause}").median(Kind.PROBABILITY)
            links.append(Link(cause, name, "causes", strength))
        links += [Link(parent, name, "requires") for parent in claim.requires]
        links += [Link(parent, name, "table") for parent in claim.parents]
    return links


def sets_of(scenario: Scenario) -> dict[str, list[str]]:
    """The members of each set of alternatives, by the set's title."""
    groups = scenario.library.alternatives.values()
    return {group.title: list(group.members) for group in groups}


def claims_layout(
    titles: Mapping[str, str], links: Sequence[Link], sets: Mapping[str, Sequence[str]]
) -> Layout:
    """Where the claims stand: what depends on nothing at the left, each set in rows of its own."""
    group = {member: name for name, members in sets.items() for member in members}
    nodes = [*group, *(name for name in titles if name not in group)]
    backward = [(link.end, link.start) for link in links]
    return layered(nodes, backward, {name: group.get(name, "") for name in nodes}, gap=0.6)


def claims_map(
    titles: Mapping[str, str],
    links: Sequence[Link],
    sets: Mapping[str, Sequence[str]],
    *,
    target: str | None = None,
    dark: bool = False,
) -> go.Figure:
    """Draw the claims' network.

    Args:
        titles: Of the claims, by id.
        links: Between them.
        sets: Members of each set of alternatives, by its title.
        target: The claim that is asked about; drawn strong.
        dark: Whether the ground is dark.
    """
    colours = palette(dark=dark)
    places = claims_layout(titles, links, sets)
    boxes, names = [], []
    for band in places.bands:
        if not band.group:
            continue
        columns = [places.places[member][0] for member in sets[band.group]]
        boxes.append(
            {
                "type": "rect",
                "x0": min(columns) - 0.46,
                "x1": max(columns) + 0.46,
                "y0": -band.top - band.height + 0.35,
                "y1": -band.top + 0.65,
                "line": {"color": colours.faint_text, "width": 1, "dash": "dashdot"},
                "layer": "below",
            }
        )
        names.append(
            note(
                f"{escape(band.group, 40)}: one of these",
                colours.faint_text,
                size=11,
                x=min(columns) - 0.44,
                xanchor="left",
                y=-band.top + 0.65,
                yanchor="bottom",
            )
        )
    nodes = {
        name: Node(
            titles[name],
            "circle" if name == target else "circle-open",
            colours.posterior if name == target else colours.faint_text,
            escape(titles[name], 80),
            size=16 if name == target else 12,
            strong=name == target,
        )
        for name in places.places
    }
    arrows = [
        Arrow(
            link.start,
            link.end,
            2.0 if link.kind == "requires" else 1.4,
            DASHES[link.kind],
            colours.down if link.kind == "requires" else colours.prior,
            _label(link),
            f"{escape(titles[link.start], 60)}<br>{KINDS[link.kind]} {escape(titles[link.end], 60)}"
            + (f": {percent(link.strength)}" if link.strength is not None else ""),
        )
        for link in links
    ]
    return network_figure(
        places, nodes, arrows, colours, wrap=14, lines=3, more=names, shapes=boxes, row=62
    )


def claims_alt(
    titles: Mapping[str, str], links: Sequence[Link], sets: Mapping[str, Sequence[str]]
) -> str:
    """Say what `claims_map` shows."""
    said = [f"{counted(len(titles), 'claim')} and {counted(len(links), 'arrow')} between them."]
    for name, members in sets.items():
        held = listed((quoted(titles[member]) for member in members), 8)
        said.append(f"{quoted(name)}: exactly one of {held}.")
    ends: dict[str, list[str]] = {}
    for link in links:
        ends.setdefault(link.end, []).append(link.start)
    for end, starts in ends.items():
        held = listed((quoted(titles[start]) for start in starts), 8)
        said.append(f"{quoted(titles[end])} depends on {held}.")
    return " ".join(said)


def claims_rows(titles: Mapping[str, str], links: Sequence[Link]) -> list[dict[str, str]]:
    """The same arrows as a table."""
    return [
        {
            "This": titles[link.start],
            "does what": KINDS[link.kind],
            "that": titles[link.end],
            "How probably": "" if link.strength is None else percent(link.strength),
        }
        for link in links
    ]


def _label(link: Link) -> str:
    if link.kind == "causes":
        return "" if link.strength is None else percent(link.strength).replace(" ", "\u2009")
    return "needed" if link.kind == "requires" else "table"
