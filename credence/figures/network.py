"""What drawn networks share: nodes with their titles under them, and arrows between columns.

Arrows differ in width, dash and label as well as in colour; nodes in shape, and in being filled or
hollow. Titles stand under their nodes on two or three short lines, so that a network of a few
columns is readable on a phone; the whole title comes up on hovering, and stands in the table.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from credence.figures.text import escape
from credence.figures.theme import Palette, hidden_axis, layout, note
from credence.layout import Layout
from credence.words.plain import clean

ROW = 64
"""Pixels of one row: a node and three lines of its title."""
_STEPS = 16
_PLACES = (8, 5, 10, 7, 11, 4, 12, 6, 9)  # of a label along its arrow, in steps; the best first
_ROOM = (0.24, 0.2)  # that a label takes to either side: of a column, of a row
_CLEAR = 0.07  # of a column, between an arrow's ends and the nodes


@dataclass(frozen=True)
class Node:
    """A node: a Plotly symbol, a colour, and what hovering says (escaped)."""

    title: str
    symbol: str
    colour: str
    hover: str
    size: int = 14
    strong: bool = False


@dataclass(frozen=True)
class Arrow:
    """An arrow from node to node; ``label`` stands on it, ``hover`` (escaped) comes up there."""

    start: str
    end: str
    width: float
    dash: str
    colour: str
    label: str = ""
    hover: str = ""


def network_figure(
    places: Layout,
    nodes: Mapping[str, Node],
    arrows: Sequence[Arrow],
    colours: Palette,
    *,
    reverse: bool = False,
    wrap: int = 20,
    lines: int = 3,
    more: Iterable[dict[str, Any]] = (),
    shapes: Iterable[dict[str, Any]] = (),
    row: int = ROW,
) -> go.Figure:
    """Draw a network.

    Args:
        places: Where the nodes stand.
        nodes: Every node of ``places``.
        arrows: Between them.
        colours: Of the ground that it is drawn on.
        reverse: Whether column 0 stands on the right.
        wrap: Letters on one line of a title.
        lines: Lines of a title; longer ones end in "…".
        more: Annotations beside those of the arrows.
        shapes: Drawn below everything.
        row: Pixels of one row.
    """
    sign = -1 if reverse else 1
    at = {name: (sign * column, -held) for name, (column, held) in places.places.items()}
    ends = sorted((0, sign * (places.columns - 1)))
    labels = _labels(arrows, at, colours)
    more = list(more)
    return go.Figure(
        data=[*_lines(arrows, at), *_heads(arrows, at), *_nodes(nodes, at, colours, wrap, lines)],
        layout=layout(
            colours,
            round(row * (places.rows + (0.65 if more else 0.35))) + 20,
            margin={"l": 4, "r": 4, "t": 10, "b": 10},
            hovermode="closest",
            annotations=[*more, *labels],
            shapes=list(shapes),
            xaxis=hidden_axis((ends[0] - 0.5, ends[1] + 0.5)),
            yaxis=hidden_axis((-places.rows + 0.25, 0.9 if more else 0.6)),
        ),
    )


def wrapped(title: str, wrap: int, lines: int) -> str:
    """A title on a few short lines for Plotly; what does not fit ends in "…"."""
    held = textwrap.wrap(clean(title), wrap, max_lines=lines, placeholder="…")
    return "<br>".join(escape(line) for line in held)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> tuple[list[float], list[float]]:
    """A level S-curve between two nodes, clear of both."""
    forward = 1 if end[0] > start[0] else -1
    x0, x1 = start[0] + forward * _CLEAR, end[0] - forward * _CLEAR
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    xs = [x0 + (x1 - x0) * share for share in shares]
    ys = [start[1] + (end[1] - start[1]) * share**2 * (3 - 2 * share) for share in shares]
    return [round(x, 3) for x in xs], [round(y, 3) for y in ys]


def _lines(arrows: Sequence[Arrow], at: Mapping[str, tuple[float, float]]) -> list[dict[str, Any]]:
    """One trace for each style of line."""
    styles: dict[tuple[float, str, str], list[Arrow]] = {}
    for arrow in arrows:
        styles.setdefault((arrow.width, arrow.dash, arrow.colour), []).append(arrow)
    traces = []
    for (width, dash, colour), held in styles.items():
        x: list[float | None] = []
        y: list[float | None] = []
        for arrow in held:
            xs, ys = _curve(at[arrow.start], at[arrow.end])
            x += [*xs, None]
            y += [*ys, None]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": x,
                "y": y,
                "line": {"color": colour, "width": width, "dash": dash},
                "hoverinfo": "skip",
            }
        )
    return traces


def _heads(arrows: Sequence[Arrow], at: Mapping[str, tuple[float, float]]) -> list[dict[str, Any]]:
    """Arrow heads at the ends, and places in the middle where hovering says what an arrow is."""
    if not arrows:
        return []
    curves = [_curve(at[arrow.start], at[arrow.end]) for arrow in arrows]
    rightward = [at[arrow.end][0] > at[arrow.start][0] for arrow in arrows]
    heads = {
        "type": "scatter",
        "mode": "markers",
        "x": [xs[-1] for xs, _ in curves],
        "y": [ys[-1] for _, ys in curves],
        "marker": {
            "symbol": ["triangle-right" if right else "triangle-left" for right in rightward],
            "size": [7 + 1.5 * arrow.width for arrow in arrows],
            "color": [arrow.colour for arrow in arrows],
            # Plotly takes markers of several sizes for bubbles: half transparent, with a rim.
            "opacity": 1,
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
    }
    said = [(curve, arrow) for curve, arrow in zip(curves, arrows, strict=True) if arrow.hover]
    middle = {
        "type": "scatter",
        "mode": "markers",
        "x": [xs[_STEPS // 2] for (xs, _), _ in said],
        "y": [ys[_STEPS // 2] for (_, ys), _ in said],
        "marker": {"size": 12, "opacity": 0},
        "hovertext": [arrow.hover for _, arrow in said],
        "hoverinfo": "text",
    }
    return [heads, middle] if said else [heads]


def _nodes(
    nodes: Mapping[str, Node],
    at: Mapping[str, tuple[float, float]],
    colours: Palette,
    wrap: int,
    lines: int,
) -> list[dict[str, Any]]:
    titles = [wrapped(node.title, wrap, lines) for node in nodes.values()]
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [at[name][0] for name in nodes],
            "y": [round(at[name][1], 3) for name in nodes],
            "text": [
                f"<b>{title}</b>" if node.strong else title
                for title, node in zip(titles, nodes.values(), strict=True)
            ],
            "textposition": "bottom center",
            # A rim in the ground's colour, so that a line behind a title does not cross it out.
            "textfont": {"size": 11, "color": colours.text, "shadow": _rim(colours.ground)},
            "marker": {
                "symbol": [node.symbol for node in nodes.values()],
                "size": [node.size for node in nodes.values()],
                "color": [node.colour for node in nodes.values()],
                "opacity": 1,
                "line": {"width": 2, "color": [node.colour for node in nodes.values()]},
            },
            "hovertext": [node.hover for node in nodes.values()],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]


def _rim(colour: str) -> str:
    return ", ".join(f"{x}px {y}px 1px {colour}" for x in (-2, 0, 2) for y in (-2, 0, 2))


def _labels(
    arrows: Sequence[Arrow], at: Mapping[str, tuple[float, float]], colours: Palette
) -> list[dict[str, Any]]:
    """Labels on their arrows, near the middle, where none stands on another one."""
    ranked = sorted(arrows, key=lambda arrow: (at[arrow.end], -at[arrow.start][1], arrow.start))
    labels: list[dict[str, Any]] = []
    taken: list[tuple[float, float]] = []
    for arrow in ranked:
        if arrow.label:
            xs, ys = _curve(at[arrow.start], at[arrow.end])
            x, y = max(
                ((xs[place], ys[place]) for place in _PLACES),
                key=lambda at: min([1.0, *(_apart(at, other) for other in taken)]),
            )
            taken.append((x, y))
            held = {"x": x, "y": y, "bgcolor": colours.ground, "borderpad": 1}
            labels.append(note(arrow.label, colours.faint_text, size=10, **held))
    return labels


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two labels stand apart; from 1 on they do not touch."""
    return max(abs(a - b) / room for a, b, room in zip(one, other, _ROOM, strict=True))
