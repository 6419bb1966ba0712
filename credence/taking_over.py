"""Making a reconciliation's answer one's own: the scenario in which it is accepted.

An interval that moved becomes the interval that is left of it, and a point that moved (a soundness, a
premise, how surely one argument undoes another) the point where it now lies.

What cannot be taken over is how they hang together ("either this prior is low or that argument
unsound"): a scenario holds each number by itself. So the credence that follows is near the
reconciled one, not equal to it.
"""

import math

from credence.number import Kind
from credence.reconciliation import Reconciliation
from credence.scenario import Scenario

LEAST_SHIFT = 0.1
"""Standard deviations: a number that moved less is left as it was."""


def taken_over(found: Reconciliation) -> Scenario:
    """The scenario that was asked about, with the answer accepted."""
    scenario = found.scenario
    for path, shift in found.numbers.items():
        if abs(shift.shift_sd) < LEAST_SHIFT:
            continue
        if scenario.value(path).is_point:
            point, _ = _rounded(shift.after.median, shift.after.median, shift.kind)
            scenario = scenario.with_number(path, point)
        else:
            low, high = _rounded(shift.after.low, shift.after.high, shift.kind)
            scenario = scenario.with_number(path, {"low": low, "high": high})
    return scenario


def _rounded(low: float, high: float, kind: Kind) -> tuple[float, float]:
    """Ends to three digits, or as many more as tell them apart.

    Three digits of a probability or, where it is more than a half, of what it leaves of 1.
    """
    ends = (low, high)
    smallest = min(1 - end if kind is Kind.PROBABILITY and end > 0.5 else end for end in ends)
    sizes = [size for size in (smallest, high - low) if size > 0]
    digits = 2 - math.floor(math.log10(min(sizes))) if sizes else 0
    return round(low, digits), round(high, digits)
