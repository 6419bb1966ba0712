"""From what a person can say about a number to the number: words, two quantiles, a histogram.

A number here is a point or a central 90 % interval (5th and 95th percentile) of a normal
distribution on the log-odds of a probability, or on the logarithm of a ratio. People rarely know
their percentiles. They can say

- a *verbal anchor*, "likely", "moderate evidence", which stands for an interval;
- *two quantiles*, "one time in four below 2, one in four above 5", which fix a normal exactly;
- a *histogram*: chips laid on bins of the scale, one chip an equal share of their belief (the
  roulette method: Gore 1987; Oakley and O'Hagan, SHELF). The normal that makes the chips most
  probable is the answer; bins hold intervals, so the likelihood is that of grouped data.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_ndtr, ndtr, ndtri

from credence.number import Z90, Kind, Number, from_scale, read, to_scale

FEWEST_CHIPS = 3
_WIDEST_RATIO, _LEAST_PROBABILITY = 1e6, 1e-9


def from_quantiles(first: tuple[float, float], second: tuple[float, float], kind: Kind) -> Number:
    """The number with two given quantiles.

    Args:
        first: A probability level strictly between 0 and 1, and the value there.
        second: Another level, and its value.
        kind: Whether the values are probabilities or ratios.

    Raises:
        ValueError: The levels are equal or out of range, or the values do not rise with them.
    """
    (level, value), (other_level, other) = sorted((first, second))
    for each in (level, other_level):
        if not 0 < each < 1:
            raise ValueError(f"a quantile's level lies strictly between 0 and 1, not at {each:g}")
    if level == other_level:
        raise ValueError("two different quantiles are needed")
    if value == other:
        return read(value, kind)
    if value > other:
        raise ValueError(
            f"the value at {level:.0%} is {value:g} and at {other_level:.0%} {other:g}; "
            "it must rise with the level"
        )
    ends = [to_scale(read(each, kind).low, kind) for each in (value, other)]
    if not np.isfinite(ends).all():
        raise ValueError("both values lie strictly inside the possible range")
    deviation = (ends[1] - ends[0]) / (ndtri(other_level) - ndtri(level))
    return _number(ends[0] - deviation * ndtri(level), deviation, kind)


def from_histogram(edges: Sequence[float], chips: Sequence[int], kind: Kind) -> Number:
    """The number that makes a histogram of chips most probable.

    Args:
        edges: Edges of the bins in rising order, one more than bins; the first and the last may be
            the ends of the scale (0 and 1, or 0 and infinity).
        chips: How many chips lie in each bin.
        kind: Whether the edges are probabilities or ratios.

    Returns:
        A 90 % interval, or a point where all chips lie on so narrow a bin that none is left.

    Raises:
        ValueError: Fewer than three chips, or edges that do not rise.
    """
    if len(edges) != len(chips) + 1 or list(edges) != sorted(set(edges)):
        raise ValueError("the edges of the bins rise, and there is one more than there are bins")
    count = np.asarray(chips, dtype=float)
    if (count < 0).any() or count.sum() < FEWEST_CHIPS:
        raise ValueError(f"lay at least {FEWEST_CHIPS} chips, so that there is a shape to fit")
    with np.errstate(divide="ignore"):
        scale = np.array([_edge(each, kind) for each in edges])
    low, high = scale[:-1], scale[1:]
    finite = np.clip(scale, *_bounds(kind))
    middles = (finite[:-1] + finite[1:]) / 2
    centre = float(np.average(middles, weights=count))
    # One bin, or two neighbours, fit a spike as well as anything: no narrower than a bin can tell.
    least = float(np.diff(finite)[count > 0].min()) / (2 * Z90)
    spread = max(float(np.sqrt(np.average((middles - centre) ** 2, weights=count))), least)

    def unlikely(parameters: np.ndarray) -> float:
        mean, deviation = parameters[0], np.exp(parameters[1])
        inside = _log_interval((low - mean) / deviation, (high - mean) / deviation)
        return -float((count[count > 0] * inside[count > 0]).sum())

    found = minimize(
        unlikely,
        np.array([centre, np.log(spread)]),
        bounds=[(finite[0], finite[-1]), (np.log(least), np.log(finite[-1] - finite[0]))],
        method="L-BFGS-B",
    )
    return _number(float(found.x[0]), float(np.exp(found.x[1])), kind)


def bin_shares(number: Number, edges: Sequence[float], kind: Kind) -> list[float]:
    """How probable it is that the number lies between each two edges; a point lies in one bin.

    Args:
        number: A point, or a 90 % interval.
        edges: Edges of the bins in rising order.
        kind: Whether the edges are probabilities or ratios.
    """
    if number.is_point:
        return [float(low <= number.low < high) for low, high in pairwise(edges)]
    mean, deviation = number.normal(kind)
    with np.errstate(divide="ignore"):
        scale = (np.array([_edge(each, kind) for each in edges]) - mean) / deviation
    return [float(share) for share in np.diff(ndtr(scale))]


def _log_interval(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Logarithm of the standard normal's probability between two ends, exact in both tails."""
    flip = low > 0  # measure from the nearer tail
    a, b = np.where(flip, -high, low), np.where(flip, -low, high)
    upper, lower = log_ndtr(b), log_ndtr(a)
    with np.errstate(divide="ignore"):
        logs = upper + np.log1p(-np.exp(np.minimum(lower - upper, 0.0)))
    result: np.ndarray = np.maximum(logs, -1e6)
    return result


def _edge(value: float, kind: Kind) -> float:
    if kind is not Kind.PROBABILITY and np.isinf(value):
        return np.inf
    return to_scale(value, kind)


def _bounds(kind: Kind) -> tuple[float, float]:
    """The part of the scale on which an open bin is taken to lie, for its middle."""
    if kind is Kind.PROBABILITY:
        return to_scale(_LEAST_PROBABILITY, kind), -to_scale(_LEAST_PROBABILITY, kind)
    return to_scale(1 / _WIDEST_RATIO, kind), to_scale(_WIDEST_RATIO, kind)


def _number(mean: float, deviation: float, kind: Kind) -> Number:
    low, high = (_rounded(from_scale(mean + s * Z90 * deviation, kind), kind) for s in (-1, 1))
    return read(low if low == high else {"low": low, "high": high}, kind)


def _rounded(value: float, kind: Kind) -> float:
    """Six significant digits, near 1 of the complement; nobody means more."""
    if kind is Kind.PROBABILITY and value > 0.5:
        return 1 - float(f"{1 - value:.6g}")
    return float(f"{value:.6g}")
