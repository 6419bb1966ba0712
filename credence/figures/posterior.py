"""Prior and posterior as quantile dots on a log-odds axis.

*Quantile dots* show a distribution as a number of equally likely values, here 50 blocks: people
read "5 of 50 lie beyond" better than areas under a curve (Kay, Kola, Hullman and Munson, "When
(ish) is my bus?", CHI 2016). Blocks stretch with the picture's width where round dots would not.

The prior hangs below the middle and the posterior stands above it, so that neither hides the other.
Between them lie their 90 % intervals and, as a diamond and a circle, their credences: the means of
the probabilities, which need not lie where the blocks are densest.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike, NDArray

from credence.figures.axis import Extent, axis_range, padded, rounded, ticks
from credence.figures.text import escape
from credence.figures.theme import Palette, axis, hidden_axis, layout, note, palette
from credence.marginal import Marginal
from credence.odds import log_odds, probability_pair
from credence.words.numbers import percent, told_apart
from credence.words.plain import clean

if TYPE_CHECKING:
    from credence.update import Evaluation

BLOCKS = 50
"""Equally likely values that are shown of each distribution."""
NAMES = "Before the arguments", "With the arguments"
NONE_ON = "Before any argument", "Now, none switched on"

_HEIGHT = 340
_NAME = 38  # characters: all that a screen of 360 pixels has room for
_LONG = 24  # characters; a longer name has a line to itself, above its figure
_LINE = 2.3  # room for one more line, in blocks
_COLUMNS = 40
_TALLEST = 12.0  # blocks; higher stacks have flatter blocks
_MIDDLE = 1.9  # half the height of the strip between prior and posterior, in blocks
_LINE_PIXELS = 38  # for both halves
_LABEL = 2.7  # room for a label beyond the tallest stack, in blocks


type Weights = tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]


class Spread(Protocol):
    """A credence with its complement and its 90 % interval."""

    @property
    def credence(self) -> float:
        """Mean of the probability over the draws."""

    @property
    def complement(self) -> float:
        """Mean of what the probability leaves of 1."""

    @property
    def low(self) -> float:
        """5th percentile of the probability."""

    @property
    def high(self) -> float:
        """95th percentile of the probability."""


@dataclass(frozen=True)
class _Spread:
    credence: float
    complement: float
    low: float
    high: float


def posterior_figure(
    prior_log_odds: ArrayLike,
    posterior_log_odds: ArrayLike,
    *,
    prior: Spread | None = None,
    posterior: Spread | None = None,
    extent: Extent | None = None,
    dark: bool = False,
    names: tuple[str, str] = NAMES,
    stated: tuple[float | None, float | None] = (None, None),
    weights: Weights = (None, None),
) -> go.Figure:
    """Draw prior and posterior of one claim, or two people's posteriors.

    Args:
        prior_log_odds: Natural log-odds per draw, shape (draws,); may be infinite.
        posterior_log_odds: The same with the arguments, shape (draws,).
        prior: Its credence and interval; by default those of the draws.
        posterior: The same with the arguments.
        extent: Range of the axis in log-odds, from `axis_range` over all that is possible; by
            default the range of these draws, which moves with them.
        dark: Whether the ground is dark.
        names: What the two are called.
        stated: What each states overall, if they do; it gets a mark of its own, a cross.
        weights: How much each draw of the one and of the other counts, where they differ.
    """
    draws = [_draws(prior_log_odds, "prior"), _draws(posterior_log_odds, "posterior")]
    spreads = [
        given or spread_of(values, weight)
        for given, values, weight in zip((prior, posterior), draws, weights, strict=True)
    ]
    crosses = [log_odds(said) for said in stated if said is not None and 0 < said < 1]
    span = padded(extent or axis_range(*draws, crosses))
    colours = palette(dark=dark)
    two_lines = max(len(clean(name)) for name in names) > _LONG or stated != (None, None)
    room = _LABEL + (_LINE if two_lines else 0.0)
    below = _Side(-1, escape(names[0], _NAME), colours.prior, "circle", span, room)
    above = _Side(1, escape(names[1], _NAME), colours.posterior, "diamond", span, room)
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    said = told_apart(*((each.credence, each.complement) for each in spreads))
    sides = zip((below, above), draws, weights, spreads, said, stated, strict=True)
    for side, values, weight, spread, implied, own in sides:
        quantiles = quantiles_of(values, weight)
        figure = implied if own is None else f"states {percent(own)}</b>, implied <b>{implied}"
        inside = quantiles[(quantiles >= span[0]) & (quantiles <= span[1])]
        traces += [side.blocks(inside), side.interval(spread), side.mean(spread, implied, colours)]
        if own is not None:
            traces.append(side.cross(own))
        notes += [side.label(spread, figure, colours), *side.beyond(quantiles, colours)]
    marks = ticks(span)
    reach = _TALLEST + _MIDDLE + below.room
    return go.Figure(
        data=traces,
        layout=layout(
            colours,
            _HEIGHT + round(_LINE_PIXELS * (below.room - _LABEL) / _LINE),
            margin={"l": 14, "r": 14, "t": 8, "b": 58},
            bargap=0,
            annotations=notes,
            yaxis=hidden_axis((-reach, reach)),
            xaxis=axis(
                colours,
                span,
                tickvals=rounded((value for value, _ in marks), span),
                ticktext=[text for _, text in marks],
                title={
                    "text": f"Each block: one of {BLOCKS} equally likely values",
                    "font": {"size": 12, "color": colours.faint_text},
                    "standoff": 10,
                },
            ),
        ),
    )


def moved_figure(
    evaluation: "Evaluation", *, extent: Extent | None = None, dark: bool = False
) -> go.Figure:
    """Draw a scenario's prior and posterior of its target; ``extent`` as for `posterior_figure`."""
    result = evaluation.target
    before, after = evaluation.draws_of(evaluation.scenario.target)
    return posterior_figure(
        before.log_odds,
        after.log_odds,
        weights=(before.weight, after.weight),
        prior=result.prior,
        posterior=result.posterior,
        extent=extent,
        dark=dark,
        names=NAMES if evaluation.scenario.active else NONE_ON,
    )


def spread_of(values: NDArray[np.float64], weight: NDArray[np.float64] | None = None) -> Spread:
    """Credence and 90 % interval of draws of log-odds, shape (draws,)."""
    marginal = Marginal(
        *probability_pair(values), log_weight=None if weight is None else np.log(weight)
    )
    return _Spread(*marginal.means, *marginal.quantiles((0.05, 0.95)))


def quantiles_of(
    values: NDArray[np.float64], weight: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """The equally likely values that stand for the draws, shape (50,), ascending."""
    places = (np.arange(BLOCKS) + 0.5) / BLOCKS
    # A value that was drawn, never one between two: halfway to infinity is nowhere.
    return np.quantile(values, places, weights=weight, method="inverted_cdf")


def _draws(values: ArrayLike, name: str) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64).ravel()
    if not array.size:
        raise ValueError(f"the {name} has no draws to show; at least one is needed")
    if np.isnan(array).any():
        raise ValueError(f"the {name} has draws that are not a number")
    return array


@dataclass(frozen=True)
class _Side:
    """One of the two halves: ``sign`` is 1 above the middle and −1 below."""

    sign: int
    name: str
    colour: str
    symbol: str
    span: Extent
    room: float

    def blocks(self, quantiles: NDArray[np.float64]) -> dict[str, Any]:
        """The stacked blocks of the values that lie on the axis, ascending."""
        low, high = self.span
        width = (high - low) / _COLUMNS
        column = np.minimum(np.floor((quantiles - low) / width), _COLUMNS - 1)
        place = low + (column + 0.5) * width
        if quantiles.size and quantiles[0] == quantiles[-1]:
            place = quantiles  # a certain number stands at its exact place, in no column
        level = np.arange(quantiles.size) - np.searchsorted(column, column)
        height = min(1.0, _TALLEST / (level.max(initial=0) + 1))
        gap = 0.14 * height if height > 0.4 else 0.0
        base = self.sign * (_MIDDLE + level * height)
        return {
            "type": "bar",
            "x": rounded(place, self.span),
            "y": [round(self.sign * (height - gap), 3)] * quantiles.size,
            "base": [round(value, 3) for value in base.tolist()],
            "width": round(0.88 * width, 4),
            "marker": {"color": self.colour, "cornerradius": 3},
            "customdata": [percent(*_pair(value)) for value in quantiles.tolist()],
            "hovertemplate": f"{self.name}: one in {BLOCKS} at %{{customdata}}<extra></extra>",
        }

    def interval(self, spread: Spread) -> dict[str, Any]:
        """The 90 % interval as a line beside the middle, with ends."""
        ends = [self._inside(log_odds(end)) for end in (spread.low, spread.high)]
        return {
            "type": "scatter",
            "mode": "lines+markers",
            "x": rounded(ends, self.span),
            "y": [self._line, self._line],
            "line": {"color": self.colour, "width": 3},
            "marker": {"symbol": "line-ns", "size": 9, "line": {"width": 2, "color": self.colour}},
            "hovertemplate": (
                f"{self.name}: 90 % between {percent(spread.low)} and {percent(spread.high)}"
                "<extra></extra>"
            ),
        }

    def mean(self, spread: Spread, said: str, colours: Palette) -> dict[str, Any]:
        """The credence: filled with the arguments, hollow before them."""
        filled = self.sign > 0
        at = _log_odds_of(spread)
        symbol = self.symbol
        if not self.span[0] <= at <= self.span[1]:
            symbol = "triangle-left" if at < self.span[0] else "triangle-right"
        return {
            "type": "scatter",
            "mode": "markers",
            "x": rounded([self._inside(at)], self.span),
            "y": [self._line],
            "marker": {
                "symbol": symbol,
                "size": 14 if filled else 12,
                "color": self.colour if filled else colours.ground,
                "line": {"width": 2, "color": colours.ground if filled else self.colour},
            },
            "hovertemplate": f"{self.name}: {said}<extra></extra>",
        }

    def cross(self, stated: float) -> dict[str, Any]:
        """What is stated overall, beside the interval of what is implied."""
        return {
            "type": "scatter",
            "mode": "markers",
            "x": rounded([self._inside(log_odds(stated))], self.span),
            "y": [self._line],
            "marker": {"symbol": "x-thin", "size": 12, "line": {"width": 3, "color": self.colour}},
            "hovertemplate": f"{self.name}: states {percent(stated)}<extra></extra>",
        }

    def label(self, spread: Spread, said: str, colours: Palette) -> dict[str, Any]:
        """The name and the credence, over or under the credence's place."""
        at = self._inside(_log_odds_of(spread))
        share = (at - self.span[0]) / (self.span[1] - self.span[0])
        where: dict[str, Any] = {
            "x": rounded([at], self.span)[0],
            "xanchor": "left" if share < 0.35 else "right" if share > 0.65 else "center",
        }
        if self.room > _LABEL:  # in the middle even a long name has room
            where = {"xref": "paper", "x": 0.5, "xanchor": "center"}
        return note(
            f"{self.name}{'<br>' if self.room > _LABEL else ': '}<b>{said}</b>",
            self.colour if self.sign > 0 else colours.faint_text,
            size=15 if self.sign > 0 else 13,
            **where,
            y=self.sign * (_TALLEST + _MIDDLE + self.room),
            yanchor="top" if self.sign > 0 else "bottom",
        )

    def beyond(self, quantiles: NDArray[np.float64], colours: Palette) -> list[dict[str, Any]]:
        """Notes on how many blocks lie beyond either end of the axis."""
        low, high = self.span
        found = []
        for count, end, anchor, text in (
            (int((quantiles < low).sum()), low, "left", "◂ {} of {} below"),
            (int((quantiles > high).sum()), high, "right", "{} of {} above ▸"),
        ):
            if count:
                found.append(
                    note(
                        text.format(count, BLOCKS),
                        colours.faint_text,
                        size=12,
                        x=end,
                        y=self.sign * (_TALLEST + _MIDDLE - 1),
                        xanchor=anchor,
                    )
                )
        return found

    @property
    def _line(self) -> float:
        return self.sign * 0.85

    def _inside(self, value: float) -> float:
        """The value, or a place just inside the end of the axis that it lies beyond."""
        low, high = self.span
        edge = 0.02 * (high - low)
        return value if low <= value <= high else min(max(value, low + edge), high - edge)


def _log_odds_of(spread: Spread) -> float:
    if spread.credence == 0 or spread.complement == 0:
        return -math.inf if spread.credence == 0 else math.inf
    return math.log(spread.credence) - math.log(spread.complement)


def _pair(value: float) -> tuple[float, float]:
    p, q = probability_pair(value)
    return float(p), float(q)
