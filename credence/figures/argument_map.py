"""Which arguments question which: the undercuts of a library as a drawn network.

On the left stands what bears on a claim, right of it what questions that, and so on: an arrow runs
from an objection to what it questions. The wider it is, the more surely a sound objection undoes its
target. It is solid where both are switched on, and dotted where it does nothing now.

Triangles point up where an argument raises its claim and down where it lowers it; a square has no
weight of its own and only questions; a diamond raises one claim and lowers another. What is switched
on is filled. The arguments of one claim stand in one band.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from credence.browse import side_of
from credence.figures.network import Arrow, Node, network_figure
from credence.figures.text import escape
from credence.figures.theme import Palette, note, palette
from credence.layout import Layout, layered
from credence.number import Kind
from credence.scenario import Scenario
from credence.words.numbers import percent
from credence.words.plain import counted, listed, quoted

SYMBOLS = {
    "for": "triangle-up",
    "against": "triangle-down",
    "undercutter": "square",
    "both": "diamond",
}
SIDES = {
    "for": "raises its claim",
    "against": "lowers its claim",
    "undercutter": "only questions others",
    "both": "raises one claim, lowers another",
}
_WIDTHS = ((0.65, 4.5), (0.4, 3.0), (0.25, 1.8), (0.0, 0.9))


@dataclass(frozen=True)
class Mapped:
    """An argument on the map: its title, the claim that it is on, its side, and whether it is on."""

    title: str
    claim: str
    side: str
    active: bool


@dataclass(frozen=True)
class Undercut:
    """``start`` questions ``end``; ``strength`` is the probability that it undoes it if sound."""

    start: str
    end: str
    strength: float


def mapped(scenario: Scenario) -> dict[str, Mapped]:
    """Every argument of a library as it stands on the map, by id."""
    library = scenario.library
    held = {}
    for name, argument in library.arguments.items():
        claim = next(iter(argument.ratios), "")
        about = library.claim(claim).title if claim else "Objections alone"
        held[name] = Mapped(argument.title, about, side_of(argument), scenario.is_active(name))
    return held


def undercuts_of(scenario: Scenario) -> list[Undercut]:
    """Every undercut, with the median of its strength as the person holds it."""
    return [
        Undercut(
            name,
            other,
            scenario.value(f"arguments.{name}.undercuts.{other}").median(Kind.PROBABILITY),
        )
        for name, argument in scenario.library.arguments.items()
        for other in argument.undercuts
    ]


def map_layout(
    arguments: Mapping[str, Mapped], undercuts: Sequence[Undercut], chosen: str | None = None
) -> Layout:
    """Where the arguments stand; those that no undercut touches are left out.

    With one ``chosen`` it stands in the middle, what it questions left of it, what questions it on
    the right; nothing else is shown.
    """
    edges = [(each.start, each.end) for each in undercuts]
    if chosen is not None:
        columns = {end: 0 for start, end in edges if start == chosen}
        columns |= {start: 2 for start, end in edges if end == chosen} | {chosen: 1}
        nodes = [name for name in arguments if name in columns]
        used = sorted(set(columns.values()))
        columns = {name: used.index(column) for name, column in columns.items()}
        held = [edge for edge in edges if chosen in edge]
        return layered(nodes, held, columns=columns)
    touched = {name for edge in edges for name in edge}
    nodes = [name for name in arguments if name in touched]
    # Bands come by claim, in the order of the claims' first arguments.
    first = list(dict.fromkeys(arguments[name].claim for name in nodes))
    nodes.sort(key=lambda name: first.index(arguments[name].claim))
    return layered(nodes, edges, {name: arguments[name].claim for name in nodes}, gap=0.7)


def argument_map(
    arguments: Mapping[str, Mapped],
    undercuts: Sequence[Undercut],
    *,
    chosen: str | None = None,
    dark: bool = False,
) -> go.Figure:
    """Draw the undercuts among some arguments, or those of one ``chosen`` argument alone.

    Args:
        arguments: By id; undercuts from or to others are left out.
        undercuts: As the person holds them.
        chosen: The one whose neighbours are shown; it must be among the arguments.
        dark: Whether the ground is dark.
    """
    held = [each for each in undercuts if each.start in arguments and each.end in arguments]
    places = map_layout(arguments, held, chosen)
    shown = {name: arguments[name] for name in places.places}
    if chosen is not None:
        held = [each for each in held if chosen in {each.start, each.end}]
    colours = palette(dark=dark)
    wide = chosen is None
    return network_figure(
        places,
        {name: _node(each, colours, strong=name == chosen) for name, each in shown.items()},
        [_arrow(each, shown, colours, label=not wide) for each in held],
        colours,
        wrap=26 if wide and places.columns > 3 else 18,
        lines=2 if wide and places.columns > 3 else 3,
        more=_claims(places, colours) if wide else (),
        shapes=_rules(places, colours) if wide else (),
        row=56 if wide else 74,
    )


def map_alt(
    arguments: Mapping[str, Mapped], undercuts: Sequence[Undercut], chosen: str | None = None
) -> str:
    """Say what `argument_map` shows."""
    held = [each for each in undercuts if each.start in arguments and each.end in arguments]
    if chosen is not None:
        return " ".join(
            [
                f"Around {quoted(arguments[chosen].title)}.",
                _said("It questions", [e.end for e in held if e.start == chosen], arguments),
                _said("It is questioned by", [e.start for e in held if e.end == chosen], arguments),
            ]
        )
    shown = {name for each in held for name in (each.start, each.end)}
    at_work = sum(arguments[e.start].active and arguments[e.end].active for e in held)
    targets = [each.end for each in held]
    most = sorted(set(targets), key=lambda name: (-targets.count(name), name))[:3]
    often = listed(f"{quoted(arguments[name].title)} ({targets.count(name)})" for name in most)
    return (
        f"{counted(len(held), 'undercut')} among {counted(len(shown), 'argument')}, "
        f"{at_work} of them at work. Most often questioned: {often or 'nothing'}."
    )


def map_rows(
    arguments: Mapping[str, Mapped], undercuts: Iterable[Undercut], chosen: str | None = None
) -> list[dict[str, str]]:
    """The same undercuts as a table."""
    return [
        {
            "This": arguments[each.start].title,
            "questions": arguments[each.end].title,
            "Undoes it, if sound": percent(each.strength),
            "At work": _state(arguments[each.start], arguments[each.end]),
        }
        for each in undercuts
        if each.start in arguments
        and each.end in arguments
        and chosen in {None, each.start, each.end}
    ]


def _said(lead: str, names: Sequence[str], arguments: Mapping[str, Mapped]) -> str:
    titles = listed((quoted(arguments[name].title) for name in names), 8)
    return f"{lead} {titles or 'nothing'}."


def _state(start: Mapped, end: Mapped) -> str:
    if start.active and end.active:
        return "yes"
    if start.active or end.active:
        return f"no, {quoted(end.title if start.active else start.title)} is off"
    return "no, both are off"


def _node(argument: Mapped, colours: Palette, *, strong: bool) -> Node:
    hues = {"for": colours.up, "against": colours.down}
    state = "on" if argument.active else "off"
    return Node(
        argument.title,
        SYMBOLS[argument.side] + ("" if argument.active else "-open"),
        hues.get(argument.side, colours.faint_text),
        f"{escape(argument.title, 80)}<br>{SIDES[argument.side]} · {state}",
        size=18 if strong else 13,
        strong=strong,
    )


def _arrow(
    each: Undercut, arguments: Mapping[str, Mapped], colours: Palette, *, label: bool
) -> Arrow:
    start, end = arguments[each.start], arguments[each.end]
    at_work = start.active and end.active
    said = percent(each.strength)
    return Arrow(
        each.start,
        each.end,
        next(width for least, width in _WIDTHS if each.strength >= least),
        "solid" if at_work else "dot",
        colours.text if at_work else colours.prior,
        said if label else "",
        f"{escape(start.title, 80)}<br>questions {escape(end.title, 80)}: {said}",
    )


def _claims(places: Layout, colours: Palette) -> list[dict[str, Any]]:
    """The claim of each band, at its upper left."""
    return [
        note(
            f"<b>{escape(band.group, 60)}</b>",
            colours.faint_text,
            size=12,
            xref="paper",
            x=0,
            xanchor="left",
            y=-band.top + 0.62,
            yanchor="middle",
            bgcolor=colours.ground,
        )
        for band in places.bands
    ]


def _rules(places: Layout, colours: Palette) -> list[dict[str, Any]]:
    """A thin line between bands."""
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": -band.top + 0.85,
            "y1": -band.top + 0.85,
            "line": {"color": colours.grid, "width": 1},
            "layer": "below",
        }
        for band in places.bands[1:]
    ]
