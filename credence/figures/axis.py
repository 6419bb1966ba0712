"""Log-odds axes with percentages on them, and ranges that hold still.

On a *log-odds axis* the same argument moves every credence by the same length, and 0.01 % stands as
far from 0.1 % as 99.9 % from 99.99 %. Its labels are percentages all the same: nobody reads
log-odds.

A *decade* is a credence or a complement of 10 %, 1 %, 0.1 %, …. Ranges end on decades, so that a
range changes only when the values that it must hold cross one.
"""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from credence.odds import log_odds

Extent = tuple[float, float]

_FURTHEST = 300
"""Decades from the middle at which an axis ends in any case (a double ends at 308)."""
_LEAST_DECADES = 3
_FIRST_POWER = 6  # from here on "0.0001 %" is longer than a phone's axis has room for
_PAD = 0.05
_MOST_PLACES = 6


def decade(number: int) -> float:
    """Log-odds of a decade: −1 is 10 %, −2 is 1 %, 0 is 50 %, 1 is 90 %, 2 is 99 %."""
    if number == 0:
        return 0.0
    size = -log_odds(10.0 ** -abs(number))
    return math.copysign(size, number)


def axis_range(*held: ArrayLike) -> Extent:
    """The range from decade to decade that holds all that is given, in natural log-odds.

    ``held`` are log-odds of any shape: of the prior, and of what the arguments could make of it,
    such as the posterior with all those on that raise it, and with all those on that lower it. A
    range of these stands still whatever is switched. Of each array of 200 and more, one value in a hundred at either end may stay outside, since
    quantile dots leave them out too; infinite values always do. The range is at least three
    decades wide.
    """
    lows, highs = [0.0], [0.0]
    ends = [_ends(values) for values in held]
    found = [pair for pair in ends if pair]
    if found:
        lows, highs = [low for low, _ in found], [high for _, high in found]
    first, last = _decade_below(min(lows)), _decade_above(max(highs))
    while last - first < _LEAST_DECADES:
        first, last = (first - 1, last) if first + last > 0 else (first, last + 1)
    return decade(first), decade(last)


def padded(extent: Extent) -> Extent:
    """A range with a little room at both ends, so that the labels there are not cut off."""
    room = _PAD * (extent[1] - extent[0])
    return extent[0] - room, extent[1] + room


def ticks(extent: Extent, most: int = 6) -> list[tuple[float, str]]:
    """Log-odds and labels of the decades inside a range, at most ``most`` of them with a label.

    The others have an empty label; where there are more than five times ``most`` they are left out.
    """
    first, last = _decade_above(extent[0]), _decade_below(extent[1])
    step = max(1, math.ceil((last - first + 1) / most))
    shown = [
        number for number in range(first, last + 1) if number % step == 0 or last - first < 5 * most
    ]
    return [(decade(number), "" if number % step else label(number)) for number in shown]


def label(number: int) -> str:
    """A decade as people write it: "10 %", "0.01 %", "99.9 %", and beyond as "1 in 10⁵"."""
    if number == 0:
        return "50 %"
    size = abs(number)
    if size >= _FIRST_POWER:
        power = "10" + str(size).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return f"1 in {power}" if number < 0 else f"all but<br>1 in {power}"
    share = f"{100 * 10.0**-size:.{max(0, size - 2)}f}"
    return f"{share} %" if number < 0 else f"{100 - float(share):.{max(0, size - 2)}f} %"


def linear_ticks(extent: Extent, most: int = 5) -> list[tuple[float, str]]:
    """Probabilities and labels of round percentages inside a range of probabilities."""
    extent = max(0.0, extent[0]), min(1.0, extent[1])
    step = round_step((extent[1] - extent[0]) / most)
    places = max(0, -math.floor(math.log10(100 * step) + 1e-9))
    first, last = math.ceil(extent[0] / step - 1e-9), math.floor(extent[1] / step + 1e-9)
    values = [number * step for number in range(first, last + 1)]
    if places > _MOST_PLACES:
        return [(value, f"{100 * value:.3g} %") for value in values]
    return [(value, f"{100 * value:.{places}f} %") for value in values]


def round_step(least: float) -> float:
    """The smallest of …, 0.1, 0.2, 0.5, 1, 2, 5, … that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= least * (1 - 1e-9))


def rounded(values: Iterable[float], extent: Extent) -> list[float]:
    """Values to a ten-thousandth of a range, which no eye tells from the exact ones."""
    places = max(0, 4 - math.floor(math.log10(extent[1] - extent[0])))
    return [round(float(value), places) for value in values]


def _ends(values: ArrayLike) -> Extent | None:
    array = np.asarray(values, dtype=np.float64).ravel()
    finite = array[np.isfinite(array)]
    if not finite.size:
        return None
    if finite.size < 200:
        return float(finite.min()), float(finite.max())
    low, high = np.quantile(finite, [0.01, 0.99])
    return float(low), float(high)


def _decade_below(value: float) -> int:
    """The last decade at or below some log-odds."""
    number = _near(value)
    while number > -_FURTHEST and decade(number) > value + 1e-9:
        number -= 1
    while number < _FURTHEST and decade(number + 1) <= value + 1e-9:
        number += 1
    return number


def _decade_above(value: float) -> int:
    return -_decade_below(-value)


def _near(value: float) -> int:
    guess = round(value / math.log(10))
    return max(-_FURTHEST, min(_FURTHEST, guess))
