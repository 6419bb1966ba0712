"""A forest plot of strengths: how strong people, or a group, hold arguments to be.

Each row has a *mark* with a thick bar (its 90 % interval), and may have a thin bar that reaches
further (where somebody not asked would stand) and a hollow *own* mark: what a person answered,
before it was drawn towards the group. The scale is in bits, labelled as factors on the odds; the
upright line stands where an argument says nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from credence.figures.axis import rounded
from credence.figures.text import escape
from credence.figures.theme import axis, hidden_axis, layout, note, palette
from credence.odds import LN2

MOST = 15
"""Rows that are drawn, the first ones given."""

_ROW = 40  # pixels
_TITLE, _SAID = 40, 24  # characters side by side on a screen of 360 pixels
_TEXT, _LINE = 0.24, -0.2
_LEAST, _FURTHEST = 2, 12  # bits to either side


@dataclass(frozen=True)
class StrengthRow:
    """One row; all places are natural log likelihood ratios.

    Attributes:
        title: A stranger's words, or ours; cut where they are too long.
        said: What stands at the right, such as "×3 (÷1.2 … ×9)".
        mark: Place of the filled mark.
        low: Where the thick bar begins.
        high: Where it ends.
        far: The thin bar's ends, where there is one.
        own: Place of the hollow mark, where there is one.
        is_group: Whether the row is the group and no person.
    """

    title: str
    said: str
    mark: float
    low: float
    high: float
    far: tuple[float, float] | None = None
    own: float | None = None
    is_group: bool = False


def strengths_figure(
    rows: Sequence[StrengthRow], *, dark: bool = False, most: int = MOST
) -> go.Figure:
    """Draw the first ``most`` rows from top to bottom."""
    shown, colours = list(rows[:most]), palette(dark=dark)
    span = _span(shown)
    marks = [(place, row) for place, row in enumerate(shown)]
    people = [(place, row) for place, row in marks if not row.is_group]
    groups = [(place, row) for place, row in marks if row.is_group]
    traces = [
        _bars([(p, r.far) for p, r in marks if r.far], span, colours.prior, 2),
        _bars([(p, (r.low, r.high)) for p, r in marks], span, colours.posterior, 5),
        _marks([(p, r.mark, r) for p, r in people], span, "circle", colours.posterior),
        _marks([(p, r.mark, r) for p, r in groups], span, "diamond", colours.down),
        _marks(
            [(p, r.own, r) for p, r in marks if r.own is not None],
            span,
            "circle-open",
            colours.text,
        ),
    ]
    ticks = _ticks(span)
    count = max(1, len(shown))
    return go.Figure(
        data=traces,
        layout=layout(
            colours,
            count * _ROW + 74,
            margin={"l": 14, "r": 14, "t": 8, "b": 58},
            annotations=[
                note(
                    escape(text, most_characters),
                    colour,
                    x=side,
                    xref="paper",
                    xanchor="left" if side == 0 else "right",
                    y=-place + _TEXT,
                    yanchor="middle",
                )
                for place, row in marks
                for text, most_characters, colour, side in (
                    (row.title, _TITLE, colours.text, 0),
                    (row.said, _SAID, colours.faint_text, 1),
                )
            ],
            shapes=[
                {
                    "type": "line",
                    "x0": 0,
                    "x1": 0,
                    "y0": -(count - 1) - 0.55,
                    "y1": 0.5,
                    "line": {"color": colours.prior, "width": 1},
                }
            ],
            yaxis=hidden_axis((-(count - 1) - 0.55, 0.5)),
            xaxis=axis(
                colours,
                span,
                tickvals=ticks,
                ticktext=[_tick(bits) for bits in ticks],
                title={
                    "text": "factor on the odds",
                    "font": {"size": 12, "color": colours.faint_text},
                },
            ),
        ),
    )


def strengths_alt(what: str, rows: Sequence[StrengthRow]) -> str:
    """A sentence for those who do not see the plot: how many rows, and the first three."""
    said = "; ".join(f"{row.title}: {row.said}" for row in rows[:3])
    more = f"; and {len(rows) - 3} more" if len(rows) > 3 else ""
    return f"{what}, {len(rows)} rows. {said}{more}."


def _span(rows: Sequence[StrengthRow]) -> tuple[float, float]:
    """From one whole, even number of bits to another, with room for every mark."""
    places = [0.0]
    for row in rows:
        places += [row.mark, row.low, row.high, *(row.far or ())]
        places += [] if row.own is None else [row.own]
    low, high = min(places) / LN2, max(places) / LN2

    def outward(value: float) -> float:
        return min(max(2 * math.ceil((value + 0.3) / 2), _LEAST), _FURTHEST)

    return -outward(-low), outward(high)


def _bars(
    ends: Sequence[tuple[int, tuple[float, float]]],
    span: tuple[float, float],
    colour: str,
    width: int,
) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for place, (low, high) in ends:
        inside = [min(max(end / LN2, span[0]), span[1]) for end in (low, high)]
        x += [*rounded(inside, span), None]
        y += [round(-place + _LINE, 2), round(-place + _LINE, 2), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _marks(
    held: Sequence[tuple[int, float, StrengthRow]],
    span: tuple[float, float],
    symbol: str,
    colour: str,
) -> dict[str, Any]:
    places = [min(max(value / LN2, span[0]), span[1]) for _, value, _ in held]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(rounded(places, span)),
        "y": [round(-place + _LINE, 2) for place, _, _ in held],
        "marker": {"symbol": symbol, "size": 11, "color": colour, "line": {"width": 2}},
        "hovertext": [f"{escape(row.title, 40)}: {escape(row.said, 40)}" for _, _, row in held],
        "hoverinfo": "text",
    }


def _ticks(span: tuple[float, float]) -> list[int]:
    step = 2 if span[1] - span[0] <= 12 else 4
    return [bits for bits in range(-_FURTHEST, _FURTHEST + 1, step) if span[0] <= bits <= span[1]]


def _tick(bits: int) -> str:
    if bits == 0:
        return "×1"
    return f"{'×' if bits > 0 else '÷'}{2 ** abs(bits):,}"
