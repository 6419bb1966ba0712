"""Where a function of one number is 0, and where it is least: what lies between places looked at.

Both look between neighbouring *places* only, and the second next to the lowest of them. A root between
two places at which the function has the same sign, or a dip that no place shows, is not found: what is
known of the function says how close together the places must be.
"""

import itertools
from collections.abc import Callable, Sequence

PRECISION = 1e-13
"""How near a root is found, absolute and relative."""

_HUGE = 1e6
"""What an infinite value counts as, so that a step towards it can be taken."""


def roots(function: Callable[[float], float], places: Sequence[float]) -> list[float]:
    """Where a continuous function is 0 between two neighbouring places (Brent 1973).

    Args:
        function: Asked once at each place, and as often as it takes in between; may be infinite.
        places: In rising order.
    """
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to import

    def finite(place: float) -> float:
        return min(max(function(place), -_HUGE), _HUGE)

    values = {place: finite(place) for place in places}
    found = []
    for low, high in itertools.pairwise(places):
        if not values[low]:
            found.append(low)
        elif values[low] * values[high] < 0:
            found.append(float(brentq(finite, low, high, xtol=PRECISION, rtol=PRECISION)))
    return found + [place for place in places[-1:] if not values[place]]


def least(function: Callable[[float], float], places: Sequence[float], precision: float) -> float:
    """Where a function is least: next to the lowest of some places, to within ``precision``.

    By golden sections and parabolas (Brent 1973). At the first or last place it is asked first
    whether the function falls from there on.

    Args:
        function: Asked once at each place, and about ten times in between.
        places: In rising order, two or more; further apart than ``precision``.
        precision: How near, on the scale of the places.
    """
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - slow to import

    values = [function(place) for place in places]
    lowest = min(range(len(places)), key=values.__getitem__)
    low, high = places[max(0, lowest - 1)], places[min(len(places) - 1, lowest + 1)]
    inwards = {low: low + precision, high: high - precision}.get(places[lowest])
    if inwards is not None and function(inwards) >= values[lowest]:
        return places[lowest]
    options = {"xatol": precision}
    found = minimize_scalar(function, bounds=(low, high), method="bounded", options=options)
    return float(found.x) if found.fun < values[lowest] else places[lowest]
