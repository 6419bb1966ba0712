"""The likelihood ratio at which a credence equals a threshold, one ratio at a time.

The argument is switched on for it and all else stays as it is. A ratio has a *label*: the id of its
argument, or id and claim (``speed.scheming``) where the argument bears on several claims, each with a
ratio of its own.

In one draw a credence rises or falls all the way as a ratio grows. Over the draws it need not: where
an argument speaks for the target in some of them and against it in others (its claim may be a rival
of the target or lead to it, as the numbers have it), the mean may turn round, and meet the threshold
twice. Then one of the ratios that do it is told, the nearest to today's that is found.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np

from credence.answers import marginals, question_of
from credence.library import Library
from credence.number import Kind
from credence.parameters import Values
from credence.scenario import Scenario

STRONGEST = 1e6
"""Likelihood ratios from one in a million to a million are searched."""

_PLACES = 33
"""Ratios that are looked at where the mean turns round between both ends and today's ratio."""

_SAME = 1e-12
"""Probabilities that differ by less than this differ by rounding."""


def labels_of(library: Library) -> dict[str, str]:
    """Path of each likelihood ratio by its label, in the order of the library."""
    found = {}
    for path, (kind, _) in library.numbers.items():
        section, item, *rest = path.split(".")
        if section == "arguments" and kind is Kind.RATIO:
            found[item if rest == ["lr"] else f"{item}.{rest[-1]}"] = path
    return found


def argument_of(label: str) -> str:
    """The argument whose ratio it is."""
    return label.partition(".")[0]


def ratio_for(scenario: Scenario, path: str, at: float, claim: str) -> float | None:
    """The ratio, its argument switched on, at which a claim's credence equals ``at``.

    Args:
        scenario: What else is switched on, and every other number.
        path: The ratio's path in the library.
        at: The credence that is to be reached.
        claim: The claim whose credence it is.

    Returns:
        A ratio within `STRONGEST`, or ``None`` where none does it or all do.
    """
    active = scenario.with_active(path.split(".")[1])

    def drawn(log_ratio: float) -> Values:
        edited = active.with_number(path, math.exp(log_ratio))
        return marginals(edited, (question_of(edited),), (claim,))[0][claim].true

    def gap(log_ratio: float) -> float:
        return float(drawn(log_ratio).mean()) - at

    most = math.log(STRONGEST)
    weak, strong = np.broadcast_arrays(drawn(-most), drawn(most))
    if at < np.minimum(weak, strong).mean() or at > np.maximum(weak, strong).mean():
        return None
    turns = (strong - weak > _SAME).any() and (weak - strong > _SAME).any()
    if not turns:
        low, high = float(weak.mean()) - at, float(strong.mean()) - at
        if low == high or low * high > 0:
            return None
        return math.exp(_met(gap, [-most, most])[0])
    now = math.log(scenario.value(path).median(Kind.RATIO))
    middle = min(max(now, -most), most)
    met = _met(gap, [-most, middle, most]) or _met(gap, np.linspace(-most, most, _PLACES).tolist())
    return math.exp(min(met, key=lambda place: abs(place - now))) if met else None


def _met(gap: Callable[[float], float], places: Sequence[float]) -> list[float]:
    """Where a function is 0 between two neighbouring places on either side of it."""
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to import

    gaps = [gap(place) for place in places]
    return [
        brentq(gap, *places[index : index + 2], xtol=1e-10)
        for index in range(len(places) - 1)
        if places[index] < places[index + 1] and gaps[index] * gaps[index + 1] <= 0
    ]
