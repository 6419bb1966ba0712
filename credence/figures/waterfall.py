"""From prior to posterior, argument by argument.

Each bar begins where the one before ended, and its length is the argument's share in the whole
move, in percentage points: the shares sum to the move exactly. The axis seldom begins at 0 %: bars
here are differences, which have no zero line, and the first and the last row are marks, not bars.

Titles stand above their bars, so that they have the full width on a phone.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from credence.figures.axis import Extent, linear_ticks, padded, rounded
from credence.figures.text import escape
from credence.figures.theme import Palette, axis, hidden_axis, layout, note, palette
from credence.figures.titles import Grid, grid
from credence.words.numbers import bits_words, points_words, told_apart

MOST = 12
"""Arguments with a bar of their own; the smaller ones share one."""

ENDS = "Before the arguments", "With the arguments"

_TITLE = 38  # characters: beside a value on a screen of 360 pixels
_THICK = 14  # pixels


@dataclass(frozen=True)
class Bar:
    """One row between prior and posterior: ``points`` and ``bits`` are its share in the move."""

    title: str
    points: float
    bits: float


def waterfall_figure(
    prior: tuple[float, float],
    posterior: tuple[float, float],
    steps: Iterable[tuple[str, float, float]],
    *,
    extent: Extent | None = None,
    dark: bool = False,
    most: int = MOST,
    ends: tuple[str, str] = ENDS,
) -> go.Figure:
    """Draw what each active argument did.

    Args:
        prior: Credence and complement with no argument.
        posterior: The same with the arguments.
        steps: (title, points, bits) of each argument, in the order to draw; points are differences
            of probabilities and sum to ``posterior − prior``.
        extent: Range of the axis in probabilities, such as `step_range` gives; by default that of
            these steps.
        dark: Whether the ground is dark.
        most: Arguments with a bar of their own.
        ends: What the first and the last row are called.
    """
    bars = largest([Bar(*step) for step in steps], most)
    span = padded(extent or step_range(prior[0], posterior[0], [bar.points for bar in bars]))
    colours = palette(dark=dark)
    rows = len(bars) + 2
    places = grid([ends[0], *(bar.title for bar in bars), ends[1]], _TITLE, thick=_THICK)
    drawing = _Drawing(colours, span, places)
    before, after = told_apart(prior, posterior)
    drawing.end(0, prior[0], before, hollow=True)
    reached = prior[0]
    for row, bar in enumerate(bars, start=1):
        reached = drawing.bar(row, bar, reached)
    drawing.link(rows - 2, reached)
    drawing.end(rows - 1, posterior[0], after, hollow=False)
    marks = linear_ticks(span)
    return go.Figure(
        data=drawing.traces(),
        layout=layout(
            colours,
            places.height(rows) + 44,
            margin={"l": 14, "r": 14, "t": 4, "b": 40},
            annotations=drawing.notes,
            yaxis=hidden_axis((-(rows - 1) - 0.55, 0.5)),
            xaxis=axis(
                colours,
                span,
                tickvals=[float(f"{value:.9g}") for value, _ in marks],
                ticktext=[text for _, text in marks],
            ),
        ),
    )


def largest(bars: Sequence[Bar], most: int = MOST) -> list[Bar]:
    """The bars in their order, all but the largest ones summed into one at the end."""
    if len(bars) <= most:
        return list(bars)
    by_size = sorted(bars, key=lambda bar: (-abs(bar.points), -abs(bar.bits), bar.title))
    kept = {id(bar) for bar in by_size[: most - 1]}
    rest = [bar for bar in bars if id(bar) not in kept]
    points, bits = math.fsum(bar.points for bar in rest), sum(bar.bits for bar in rest)
    return [*(bar for bar in bars if id(bar) in kept), Bar(f"{len(rest)} others", points, bits)]


def step_range(prior: float, posterior: float, points: Iterable[float]) -> Extent:
    """A range of probabilities that holds all that is reached, from rung to rung of a ladder.

    The rungs are 1, 2, 5, 10, 20, …, 80, 90, 95, 98, 99 % and, beyond, the same with more noughts
    or nines, so that the range stands still until a rung is crossed. Sums of shares on the way are
    no credences and may leave 0 to 1; then the range does too.
    """
    held = [prior, posterior]
    reached = prior
    for each in points:
        reached += each
        held.append(reached)
    low, high = min(held), max(held)
    first, last = _rung_below(low), 1 - _rung_below(1 - high)
    if last - first < _LEAST_RUNG:
        # A lone point on a rung has no width: then the rungs beside it serve.
        first, last = _rung_below(0.99 * low), 1 - _rung_below(0.99 * (1 - high))
    return first, last


def _rung_below(value: float) -> float:
    """The last rung at or below a probability; below 0, the last fifth of 1."""
    if value <= 0:
        return math.floor(value * 5 + 1e-9) / 5
    if value >= 0.1:
        rungs = [0.1 * tenth for tenth in range(1, 9)] + [0.9, 0.95, 0.98, 0.99]
        nines = [1 - m * 10.0**-power for power in range(3, 12) for m in (5, 2, 1)]
        return max((rung for rung in (*rungs, *nines) if rung <= value + 1e-12), default=0.1)
    power = 10.0 ** math.floor(math.log10(value) + 1e-12)
    found = max((m * power for m in (1, 2, 5) if m * power <= value * (1 + 1e-12)), default=0.0)
    return found if value >= _LEAST_RUNG else 0.0


_LEAST_RUNG = 1e-11


class _Drawing:
    """Collects what the rows are made of, so that a figure has few traces however many rows."""

    def __init__(self, colours: Palette, span: Extent, places: Grid) -> None:
        self.colours, self.span, self.places = colours, span, places
        self.notes: list[dict[str, Any]] = []
        self._bars: list[tuple[int, float, float, str, str]] = []
        self._ends: list[tuple[int, float, bool]] = []
        self._links: list[tuple[int, float]] = []

    def end(self, row: int, credence: float, said: str, *, hollow: bool) -> None:
        """The first or the last row: a mark at a credence."""
        self._ends.append((row, credence, hollow))
        if row == 0:
            self.link(0, credence)
        colour = self.colours.faint_text if hollow else self.colours.posterior
        self._say(row, f"<b>{said}</b>", colour)
        self.notes[-2]["text"] = f"<b>{self.places.titles[row]}</b>"

    def bar(self, row: int, bar: Bar, start: float) -> float:
        """One argument's row; returns the credence that it reaches."""
        reached = start + bar.points
        weight = "" if math.isnan(bar.bits) else f"<br>{bits_words(bar.bits)}"
        moved = points_words(bar.points)
        hover = f"{escape(bar.title, 80)}<br>{moved}{weight}"
        colour = self.colours.up if bar.points >= 0 else self.colours.down
        self._bars.append((row, start, reached, hover, colour))
        self._say(row, moved, self.colours.text)
        if row > 1:
            self.link(row - 1, start)
        return reached

    def link(self, row: int, value: float) -> None:
        """A thin line from one row's end down to the next row."""
        if not self._links or self._links[-1] != (row, value):
            self._links.append((row, value))

    def traces(self) -> list[dict[str, Any]]:
        """Links, bars, arrow heads and marks, in the order in which they are painted."""
        return [self._link_trace(), *([self._bar_trace(), self._heads()] if self._bars else []),
                *self._end_traces()]  # fmt: skip

    def _say(self, row: int, value: str, colour: str) -> None:
        self.notes.append(self.places.title(row, colour))
        self.notes.append(note(value, colour, x=1, xanchor="right", **self.places.at(row)))

    def _link_trace(self) -> dict[str, Any]:
        x: list[float | None] = []
        y: list[float | None] = []
        for row, value in self._links:
            x += [*rounded([value, value], self.span), None]
            y += [self.places.middle(row), self.places.middle(row + 1), None]
        return {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "line": {"color": self.colours.prior, "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
        }

    def _bar_trace(self) -> dict[str, Any]:
        return {
            "type": "bar",
            "orientation": "h",
            "y": [self.places.middle(row) for row, *_ in self._bars],
            "base": rounded((start for _, start, *_ in self._bars), self.span),
            "x": rounded((end - start for _, start, end, *_ in self._bars), self.span),
            "width": self.places.thick,
            "marker": {"color": [colour for *_, colour in self._bars], "line": {"width": 0}},
            "hovertext": [hover for *_, hover, _ in self._bars],
            "hoverinfo": "text",
        }

    def _heads(self) -> dict[str, Any]:
        """Arrow heads, so that a direction is seen without colour and a short bar at all."""
        return {
            "type": "scatter",
            "mode": "markers",
            "y": [self.places.middle(row) for row, *_ in self._bars],
            "x": rounded((end for _, _, end, *_ in self._bars), self.span),
            "marker": {
                "symbol": [_head(end - start) for _, start, end, *_ in self._bars],
                "size": 15,
                "color": [colour for *_, colour in self._bars],
            },
            "hoverinfo": "skip",
        }

    def _end_traces(self) -> list[dict[str, Any]]:
        return [
            {
                "type": "scatter",
                "mode": "markers",
                "x": rounded([value], self.span),
                "y": [self.places.middle(row)],
                "marker": {
                    "symbol": "circle" if hollow else "diamond",
                    "size": 12 if hollow else 14,
                    "color": self.colours.ground if hollow else self.colours.posterior,
                    "line": {
                        "width": 2,
                        "color": self.colours.prior if hollow else self.colours.ground,
                    },
                },
                "hoverinfo": "skip",
            }
            for row, value, hollow in self._ends
        ]


def _head(points: float) -> str:
    if points == 0:
        return "line-ns"
    return "triangle-right" if points > 0 else "triangle-left"
