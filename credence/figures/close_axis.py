"""A log-odds axis that lies close around what it shows, with round percentages on it.

`credence.figures.axis` gives ranges from decade to decade, which hold still while one switches
arguments. Where a figure stands for itself, such as the credences of all subsets, a range of 1 % to
90 % would leave credences between 10 % and 14 % in a flat line. Here the range ends at the round
percentages beside the values.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from credence.figures.axis import Extent, axis_range, linear_ticks, ticks
from credence.figures.rows import linear_range
from credence.odds import log_odds, probability

_WIDE = 9.0
"""From here on, in natural log-odds (about four decades), decades say enough."""
_FAR = 16.0  # beyond, a double's percentage leaves no room beside 0 or 1
_NARROW = math.log(2.5)
_TENTHS = [tenth / 10 for tenth in range(1, 10)]


def close_range(*held: ArrayLike) -> Extent:
    """The range in natural log-odds that holds all finite values given, and ends at round ones."""
    values = np.concatenate([np.asarray(each, dtype=np.float64).ravel() for each in held])
    finite = values[np.isfinite(values)]
    if not finite.size:
        return axis_range()
    low, high = float(finite.min()), float(finite.max())
    if high - low > _WIDE or max(-low, high) > _FAR:
        return axis_range([low, high])
    if high - low < _NARROW:
        first, last = linear_range([float(probability(low)), float(probability(high))])
    else:
        first = max(rung for rung in _rungs() if log_odds(rung) <= low + 1e-9)
        last = min(rung for rung in _rungs() if log_odds(rung) >= high - 1e-9)
    return log_odds(first), log_odds(last)


def close_ticks(extent: Extent, most: int = 6) -> list[tuple[float, str]]:
    """Log-odds and labels of round percentages inside a range, at most ``most`` or so."""
    if extent[1] - extent[0] > _WIDE + 2 or max(-extent[0], extent[1]) > _FAR:
        return ticks(extent, most)
    if extent[1] - extent[0] < 2 * _NARROW:
        shares = float(probability(extent[0])), float(probability(extent[1]))
        return [(log_odds(value), label) for value, label in linear_ticks(shares, most)]
    for step in (_rungs(), _rungs(tenths=False), _rungs(tenths=False, halves=False)):
        inside = [rung for rung in step if extent[0] - 1e-9 <= log_odds(rung) <= extent[1] + 1e-9]
        if len(inside) <= most:
            return [(log_odds(rung), f"{100 * rung:.10g} %") for rung in inside]
    return ticks(extent, most)


def _rungs(*, tenths: bool = True, halves: bool = True) -> list[float]:
    """Round probabilities, ascending: 1, 2, 5, 10, 20, …, 90, 95, 98, 99 % and so on outwards."""
    parts = (1, 2, 5) if halves else (1,)
    small = [part * 10.0**-power for power in range(9, 1, -1) for part in parts]
    middle = _TENTHS if tenths else [0.1, 0.2, 0.5, 0.8, 0.9] if halves else [0.1, 0.5, 0.9]
    return [*small, *middle, *(1 - rung for rung in reversed(small))]
