"""Charts of rows: each a title, a value in words, and under both a bar between two places.

Tornado, flips, pairs and coherence are the same picture with other words: what differs is what the
two ends of a bar are. Titles stand above their bars, so that they have the full width on a phone.
The start of a bar is a hollow circle and its end a filled mark: which end is which is seen without
colour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from credence.figures.axis import Extent, round_step, rounded
from credence.figures.text import escape
from credence.figures.theme import Palette, axis, hidden_axis, layout, note, palette
from credence.figures.titles import Grid, grid

MOST = 15
"""Rows that a chart shows; the largest are kept and the table under it has all."""

_TITLE, _VALUE = 46, 22  # characters side by side on a screen of 360 pixels


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        title: A stranger's words, or ours; on two lines where they are long.
        said: What stands at the right, such as "+3.2 points".
        start: Place of the hollow end.
        end: Place of the filled end.
        hover: What a pointer over the bar tells.
    """

    title: str
    said: str
    start: float
    end: float
    hover: str = ""


def rows_figure(
    rows: Sequence[Row],
    *,
    extent: Extent,
    ticks: Sequence[tuple[float, str]],
    below: str = "",
    reference: float | None = None,
    coloured: Literal["direction", "none"] = "none",
    arrows: bool = False,
    dark: bool = False,
) -> go.Figure:
    """Draw rows from top to bottom.

    Args:
        rows: At most `MOST` of them are shown well.
        extent: Range of the axis.
        ticks: Places and labels on it.
        below: What the axis is, in a few words.
        reference: Where a line goes through all rows, such as the credence now.
        coloured: Whether bars to the right and to the left differ in colour.
        arrows: Whether the filled end is an arrow head that points away from the start.
        dark: Whether the ground is dark.
    """
    colours = palette(dark=dark)
    if not rows:
        return _empty(colours)
    fills = [_colour(row, colours, coloured) for row in rows]
    rooms = [max(16, _TITLE - min(_VALUE, len(row.said))) for row in rows]
    held = grid([row.title for row in rows], rooms)
    places = [held.middle(index) for index in range(len(rows))]
    traces = [
        *_reference(reference, places, extent, colours),
        {
            "type": "bar",
            "orientation": "h",
            "y": places,
            "base": rounded((row.start for row in rows), extent),
            "x": rounded((row.end - row.start for row in rows), extent),
            "width": held.thick,
            "marker": {"color": fills, "line": {"width": 0}},
            "hovertext": [row.hover for row in rows],
            "hoverinfo": "text",
        },
        _ends(rows, places, fills, extent, arrows=arrows),
    ]
    if not arrows:
        traces.append(_starts(rows, places, colours, extent))
    notes = [each for index, row in enumerate(rows) for each in _texts(index, row, held, colours)]
    title = {"text": below, "font": {"size": 12, "color": colours.faint_text}, "standoff": 10}
    return go.Figure(
        data=traces,
        layout=layout(
            colours,
            held.height(len(rows)) + (64 if below else 44),
            margin={"l": 14, "r": 14, "t": 4, "b": 58 if below else 40},
            annotations=notes,
            yaxis=hidden_axis((-(len(rows) - 1) - 0.55, 0.5)),
            xaxis=axis(
                colours,
                extent,
                tickvals=rounded((value for value, _ in ticks), extent),
                ticktext=[text for _, text in ticks],
                **({"title": title} if below else {}),
            ),
        ),
    )


def linear_range(values: Iterable[float], *, within: Extent = (0.0, 1.0)) -> Extent:
    """A range between round numbers that holds all values, rounded outward so that it stands still."""
    held = list(values)
    low, high = min(held), max(held)
    # A lone point has no width: then that of the credence itself, or of what it leaves, serves.
    step = round_step(max((high - low) / 4, min(abs(low), abs(1 - high)) / 20) or 0.01)
    first = (low - 0.1 * step) // step * step
    last = -((-high - 0.1 * step) // step) * step
    return max(within[0], first), min(within[1], last)


def _empty(colours: Palette) -> go.Figure:
    """A chart of nothing says so."""
    hidden = hidden_axis((0.0, 1.0))
    text = note("There is nothing to show.", colours.faint_text, x=0.5, y=0.5)
    return go.Figure(layout=layout(colours, 80, annotations=[text], xaxis=hidden, yaxis=hidden))


def _colour(row: Row, colours: Palette, coloured: str) -> str:
    if coloured == "none":
        return colours.posterior
    return colours.up if row.end >= row.start else colours.down


def _texts(index: int, row: Row, held: Grid, colours: Palette) -> list[dict[str, Any]]:
    place = held.at(index)
    return [
        held.title(index, colours.text),
        note(escape(row.said), colours.text, x=1, xanchor="right", **place),
    ]


def _reference(
    value: float | None, places: list[float], extent: Extent, colours: Palette
) -> list[dict[str, Any]]:
    if value is None:
        return []
    x = rounded([value], extent)[0]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            # Beside the bars alone: a line through the titles would be hard to read.
            "x": [each for _ in places for each in (x, x, None)],
            "y": [each for place in places for each in (*_around(place), None)],
            "line": {"color": colours.prior, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        }
    ]


def _around(place: float) -> tuple[float, float]:
    return round(place - 0.26, 2), round(place + 0.26, 2)


def _ends(
    rows: Sequence[Row], places: list[float], fills: list[str], extent: Extent, *, arrows: bool
) -> dict[str, Any]:
    symbols = [_head(row.end - row.start) if arrows else "diamond" for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rounded((row.end for row in rows), extent),
        "y": places,
        "marker": {"symbol": symbols, "size": 13, "color": fills},
        "hoverinfo": "skip",
    }


def _starts(
    rows: Sequence[Row], places: list[float], colours: Palette, extent: Extent
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rounded((row.start for row in rows), extent),
        "y": places,
        "marker": {
            "symbol": "circle",
            "size": 11,
            "color": colours.ground,
            "line": {"width": 2, "color": colours.prior},
        },
        "hoverinfo": "skip",
    }


def _head(difference: float) -> str:
    if difference == 0:
        return "line-ns"
    return "triangle-right" if difference > 0 else "triangle-left"
