"""Things ranked by a number, with one mark for each group that has one.

Marks of a row differ in shape as well as in colour. Where values may lie on both sides of nothing,
the upright line at 0 parts them. Titles stand above their rows, so that they have the full width on
a phone.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from credence.figures.axis import padded, round_step, rounded
from credence.figures.text import escape
from credence.figures.theme import axis, hidden_axis, layout, palette
from credence.figures.titles import Grid, grid

MOST = 12
"""Rows that are drawn, the first ones given."""
MOST_SERIES = 6

_ROW = 36  # pixels
_TITLE = 46  # characters on a screen of 360 pixels
_SYMBOLS = ("diamond", "circle", "square", "triangle-up", "x", "cross")


def ranked_figure(
    rows: Sequence[tuple[str, Mapping[str, float]]],
    unit: str,
    *,
    dark: bool = False,
    most: int = MOST,
) -> go.Figure:
    """Draw a mark for every value of every row.

    Args:
        rows: Title, and value by series, in the order to draw; a series may be missing in a row.
        unit: What the axis says of the values.
        dark: Whether the ground is dark.
        most: How many rows are drawn, the first ones.
    """
    shown = list(rows[:most])
    colours = palette(dark=dark)
    series = list(dict.fromkeys(name for _, values in shown for name in values))[:MOST_SERIES]
    values = [value for _, held in shown for value in held.values()]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    high = high if high > low else 1.0  # nothing but zeros
    step = round_step((high - low) / 4)
    span = padded((math.floor(low / step) * step, math.ceil(high / step) * step))
    hues = [colours.up, colours.down, colours.text, colours.prior, colours.faint_text, colours.up]
    places = grid([title for title, _ in shown], _TITLE, row=_ROW)
    traces: list[dict[str, Any]] = [_stems(shown, span, places, colours.prior)]
    for place, name in enumerate(series):
        held = [(row, values[name]) for row, (_, values) in enumerate(shown) if name in values]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": escape(name or "no group", 24),
                "x": rounded((value for _, value in held), span),
                "y": [places.middle(row) for row, _ in held],
                "marker": {
                    "symbol": _SYMBOLS[place],
                    "size": 12,
                    "color": hues[place],
                    "line": {"width": 1, "color": colours.ground},
                },
                "hovertext": [f"{escape(shown[row][0], 80)}: {value:.3g}" for row, value in held],
                "hoverinfo": "text",
            }
        )
    count = max(1, len(shown))
    return go.Figure(
        data=traces,
        layout=layout(
            colours,
            places.height(count) + (106 if len(series) > 1 else 74),
            margin={"l": 14, "r": 14, "t": 40 if len(series) > 1 else 8, "b": 58},
            annotations=[places.title(row, colours.text) for row in range(len(shown))],
            showlegend=len(series) > 1,
            legend={
                "orientation": "h",
                "x": 0,
                "y": 1,
                "yanchor": "bottom",
                "font": {"size": 12, "color": colours.text},
                "itemclick": False,
                "itemdoubleclick": False,
            },
            yaxis=hidden_axis((-(count - 1) - 0.55, 0.5)),
            xaxis=axis(
                colours,
                span,
                nticks=6,
                title={"text": unit, "font": {"size": 12, "color": colours.faint_text}},
            ),
        ),
    )


def _stems(
    shown: Sequence[tuple[str, Mapping[str, float]]],
    span: tuple[float, float],
    places: Grid,
    colour: str,
) -> dict[str, Any]:
    """Thin lines from 0 to the farthest mark on either side, and the upright line at 0."""
    x: list[float | None] = [0.0, 0.0, None]
    y: list[float | None] = [0.5, -max(0, len(shown) - 1) - 0.55, None]
    for row, (_, values) in enumerate(shown):
        if values:
            ends = [min(0.0, *values.values(), 0.0), max(0.0, *values.values(), 0.0)]
            x += [*rounded(ends, span), None]
            y += [places.middle(row), places.middle(row), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }
