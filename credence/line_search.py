"""Where a function of one number is 0, and where it is least: what lies between places looked at.

Both look between neighbouring *places* only. A root between two places at which the function has the
same sign, or a dip that no place shows, is not found: what is known of the function says how close
together the places must be.
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
