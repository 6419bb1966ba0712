"""Numbers before and after a statement, each on its own scale: a forest plot.

Every number is drawn in its own standard deviations from before, so that a probability and a
likelihood ratio can stand under each other: grey is what it was, its middle at 0, and the colour is
what it has become. What the distances mean in its own terms is written beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from credence.figures.theme import axis, hidden_axis, layout, note, palette, titled
from credence.number import Z90, Kind, to_scale
from credence.reconciliation import Reconciliation, Shift, Spread
from credence.words.numbers import factor, percent
from credence.words.plain import listed, quoted

MOST = 12
_ROW, _FOOT = 44, 44  # pixels
_TITLE = 44
_TEXT = 0.1  # places in a row, whose height is 1
_LEAST_REACH = 2.0


@dataclass(frozen=True)
class Row:
    """One number: its title, what it was and is in words, and where it now lies.

    ``low``, ``middle``, ``high``, ``shift`` and its standard ``error`` are in standard deviations from
    before.
    """

    title: str
    before: str
    after: str
    low: float
    middle: float
    high: float
    shift: float
    error: float


def forest_rows_of(found: Reconciliation, titles: dict[str, str], most: int = MOST) -> list[Row]:
    """The numbers that moved farthest, by their titles."""
    return [_row(titles[path], shift) for path, shift in list(found.numbers.items())[:most]]


def _row(title: str, shift: Shift) -> Row:
    before = shift.before
    low, high = to_scale(before.low, shift.kind), to_scale(before.high, shift.kind)
    middle, deviation = (low + high) / 2, (high - low) / (2 * Z90)
    now_low, now, now_high = (
        (to_scale(value, shift.kind) - middle) / deviation
        for value in (shift.after.low, shift.after.median, shift.after.high)
    )
    was, is_now = (_said(shift.kind, spread) for spread in (before, shift.after))
    return Row(title, was, is_now, now_low, now, now_high, shift.shift_sd, shift.shift_mcse)


def _said(kind: Kind, spread: Spread) -> str:
    return (percent if kind is Kind.PROBABILITY else factor)(spread.median)


def forest_figure(rows: Sequence[Row], *, dark: bool = False) -> go.Figure:
    """Draw the rows in the order given, the first on top."""
    colours = palette(dark=dark)
    places = [len(rows) - 1 - index for index in range(len(rows))]
    reach = max([_LEAST_REACH, *(abs(end) for row in rows for end in (row.low, row.high))]) * 1.05
    notes = []
    for place, row in zip(places, rows, strict=True):
        where: dict[str, Any] = {
            "y": place + _TEXT,
            "yanchor": "bottom",
            "xref": "paper",
            "size": 12,
        }
        notes.append(titled(row.title, _TITLE, colours.text, x=0, xanchor="left", **where))
        words = f"{row.before} → {row.after}"
        notes.append(note(words, colours.text, x=1, xanchor="right", **where))
    return go.Figure(
        data=[
            _bars([-Z90] * len(rows), [Z90] * len(rows), [p + 0.02 for p in places], colours.prior),
            _bars(
                [row.low for row in rows],
                [row.high for row in rows],
                [place - 0.16 for place in places],
                colours.posterior,
            ),
            _marks([0.0] * len(rows), [p + 0.02 for p in places], colours.prior, "line-ns-open"),
            _marks(
                [row.middle for row in rows],
                [place - 0.16 for place in places],
                colours.posterior,
                "diamond",
            ),
        ],
        layout=layout(
            colours,
            _ROW * len(rows) + _FOOT,
            margin={"l": 8, "r": 8, "t": 4, "b": _FOOT - 4},
            annotations=notes,
            xaxis=axis(
                colours,
                (-reach, reach),
                zeroline=True,
                zerolinecolor=colours.faint_text,
                nticks=7,
                title={"text": "own standard deviations", "font": {"size": 12}},
            ),
            yaxis=hidden_axis((-0.5, len(rows) - 0.3)),
        ),
    )


def _bars(
    lows: list[float], highs: list[float], places: list[float], colour: str
) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for low, high, place in zip(lows, highs, places, strict=True):
        x += [float(f"{low:.4g}"), float(f"{high:.4g}"), None]
        y += [place, place, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": 4},
        "hoverinfo": "skip",
    }


def _marks(x: list[float], y: list[float], colour: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(f"{value:.4g}") for value in x],
        "y": y,
        "marker": {"color": colour, "size": 11, "symbol": symbol, "line": {"width": 2}},
        "hoverinfo": "skip",
    }


def forest_alt(rows: Sequence[Row]) -> str:
    """Say what `forest_figure` shows."""
    moved = [f"{quoted(row.title)} from {row.before} to {row.after}" for row in rows]
    return f"Numbers before and after the statement, the farthest moved first: {listed(moved, 4)}."


def forest_rows(rows: Sequence[Row]) -> list[dict[str, str]]:
    """The same numbers as a table."""
    return [
        {
            "Number": row.title,
            "Before": row.before,
            "After": row.after,
            "Moved by": f"{row.shift:+.2f} of its own standard deviations".replace("-", "−"),
            "Give or take": f"{row.error:.2f}",
        }
        for row in rows
    ]
