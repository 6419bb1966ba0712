"""Where the credence would go, once a crux is settled: both answers of each crux.

Each row is one crux. A line runs between the credence if it is false (a hollow circle) and if it is
true (a filled diamond), across the upright line of the credence now. The larger a mark, the more
probable its answer: a large mark close by and a small one far away balance.

Titles stand above their rows, so that they have the full width on a phone.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from credence.figures.axis import Extent, linear_ticks, padded, round_step, rounded
from credence.figures.text import escape
from credence.figures.theme import Palette, axis, hidden_axis, layout, note, palette
from credence.figures.titles import Grid, grid
from credence.words.numbers import percent
from credence.words.plain import listed, quoted

MOST = 12
"""Cruxes that are drawn, the first ones given."""

_TITLE = 34  # characters: beside a value on a screen of 360 pixels
_LEAST, _ROOM = 7.0, 13.0  # a mark's size in pixels, and what it has beside at probability 1


@dataclass(frozen=True)
class Answers:
    """One crux: its title, its probability, the credence after both answers, and its worth.

    Attributes:
        title: What it asks.
        probability: Credence that it is true.
        if_true: Credence in the target then; ``None`` where it is not told.
        if_false: The same if it is false.
        bits: Expected KL divergence in bits.
    """

    title: str
    probability: float
    if_true: float | None
    if_false: float | None
    bits: float

    @property
    def sides(self) -> list[tuple[str, float, float]]:
        """("true" or "false", credence then, probability of it), those that are told."""
        both = (
            ("true", self.if_true, self.probability),
            ("false", self.if_false, 1 - self.probability),
        )
        return [(truth, then, chance) for truth, then, chance in both if then is not None]


def answers_figure(
    credence: float, cruxes: Sequence[Answers], *, dark: bool = False, most: int = MOST
) -> go.Figure:
    """Draw both answers of each crux.

    Args:
        credence: Credence in the target now.
        cruxes: In the order to draw.
        dark: Whether the ground is dark.
        most: How many are drawn, the first ones.
    """
    shown = list(cruxes[:most])
    colours = palette(dark=dark)
    span = padded(_range(credence, [then for each in shown for _, then, _ in each.sides]))
    rows = max(1, len(shown))
    now = rounded([credence], span)[0]
    marks = linear_ticks(span)
    places = grid([each.title for each in shown], _TITLE)
    notes = [
        text
        for row, each in enumerate(shown)
        for text in _texts(row, places, f"{each.bits:.2g} bits", colours)
    ]
    return go.Figure(
        data=[
            _now(now, rows, credence, colours),
            _lines(shown, span, places, colours),
            _points(shown, "true", span, places, colours),
            _points(shown, "false", span, places, colours),
        ],
        layout=layout(
            colours,
            places.height(rows) + 96,
            margin={"l": 14, "r": 14, "t": 44, "b": 40},
            annotations=notes,
            showlegend=True,
            legend={
                "orientation": "h",
                "x": 0,
                "y": 1,
                "yanchor": "bottom",
                "font": {"size": 12, "color": colours.text},
                "itemclick": False,
                "itemdoubleclick": False,
                "itemsizing": "constant",
            },
            yaxis=hidden_axis((-(rows - 1) - 0.55, 0.5)),
            xaxis=axis(
                colours,
                span,
                tickvals=[float(f"{value:.9g}") for value, _ in marks],
                ticktext=[text for _, text in marks],
            ),
        ),
    )


def answers_alt(claim: str, credence: float, cruxes: Sequence[Answers], most: int = MOST) -> str:
    """Say what `answers_figure` shows."""
    lead = (
        f"Credence in {quoted(claim)}, now {percent(credence)}, and where each answer would take it"
    )
    if not cruxes:
        return f"{lead}. There is nothing to settle."
    told = [
        f"{quoted(each.title)} ("
        + ", ".join(f"{percent(then)} if {truth}" for truth, then, _ in each.sides)
        + ")"
        for each in cruxes[:3]
    ]
    return f"{lead}, for {min(len(cruxes), most)} cruxes. Worth most: {listed(told)}."


def _range(credence: float, after: Iterable[float]) -> Extent:
    """Round percentages around all that is reached."""
    held = [credence, *after]
    low, high = min(held), max(held)
    step = round_step(max((high - low) / 4, min(low, 1 - high) / 20) or 0.01)
    return (
        max(0.0, math.floor(low / step - 0.1) * step),
        min(1.0, math.ceil(high / step + 0.1) * step),
    )


def _texts(row: int, places: Grid, value: str, colours: Palette) -> list[dict[str, Any]]:
    place = places.at(row)
    return [
        places.title(row, colours.text),
        note(value, colours.faint_text, x=1, xanchor="right", **place),
    ]


def _now(now: float, rows: int, credence: float, colours: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"now {percent(credence)}",
        "x": [now, now],
        "y": [0.5, -(rows - 1) - 0.55],
        "line": {"color": colours.prior, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _lines(
    shown: Sequence[Answers], span: Extent, places: Grid, colours: Palette
) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for row, each in enumerate(shown):
        if len(each.sides) == 2:
            x += [*rounded([then for _, then, _ in each.sides], span), None]
            y += [places.middle(row), places.middle(row), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colours.prior, "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _points(
    shown: Sequence[Answers], truth: str, span: Extent, places: Grid, colours: Palette
) -> dict[str, Any]:
    found = [
        (row, then, chance, each.title)
        for row, each in enumerate(shown)
        for side, then, chance in each.sides
        if side == truth
    ]
    filled = truth == "true"
    colour = colours.up if filled else colours.down
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"if {truth}",
        "x": rounded((then for _, then, _, _ in found), span),
        "y": [places.middle(row) for row, *_ in found],
        "marker": {
            "symbol": "diamond" if filled else "circle",
            "size": [round(_LEAST + _ROOM * math.sqrt(chance), 1) for _, _, chance, _ in found],
            "color": colour if filled else colours.ground,
            "line": {"width": 2, "color": colour},
        },
        "hovertext": [
            f"{escape(title, 80)}<br>{truth} ({percent(chance)} likely): {percent(then)}"
            for _, then, chance, title in found
        ],
        "hoverinfo": "text",
    }
