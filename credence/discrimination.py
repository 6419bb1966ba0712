"""Which crux would bring two people together, once it is settled.

The *value of discrimination* of a crux for two people is the expected fall in the symmetric KL
divergence between their credences in the target, with the crux's probability pooled by the
geometric mean of their odds (Forecasting Research Institute, "Roots of Disagreement on AI Risk",
2024). It can be negative: an answer can drive people further apart.

It is easily confused with the value of information (`credence.value`): a crux can matter much to
both and leave them as far apart as before.
"""

import math
from dataclasses import dataclass

import numpy as np

from credence.differences import check_library
from credence.information import Joint, discrimination
from credence.joints import Counted, joints
from credence.scenario import Scenario

_STEP = 1e-4


@dataclass(frozen=True)
class Discrimination:
    """How much closer one crux is expected to bring two people.

    Attributes:
        crux: A claim's id, or ``arguments.<id>.sound``.
        a: The first one's credence in the crux.
        b: The second one's.
        bits: Expected fall in the symmetric divergence; ``None`` where it is undefined: one of them
            is certain of the crux or the target and the other is not, or too few draws say.
        se: Upper bound of the standard error of ``bits``; 0 where exact, ``None`` with ``bits``.
    """

    crux: str
    a: float
    b: float
    bits: float | None
    se: float | None


def discriminate(a: Scenario, b: Scenario, claim: str | None = None) -> list[Discrimination]:
    """The value of discrimination of each crux for two people, the largest first.

    Cruxes are all claims but the target, and the soundness of arguments that both have switched on
    and neither is sure of.

    Raises:
        InputError: The libraries differ, or what is supposed has probability 0.
    """
    check_library(a, b)
    claim = a.asked(claim)
    one, other = joints(a, claim), joints(b, claim)
    found = [_between(crux, one[crux], other[crux]) for crux in one if crux in other]
    return sorted(found, key=lambda d: -math.inf if d.bits is None else d.bits, reverse=True)


def _between(crux: str, one: Counted, other: Counted) -> Discrimination:
    if not one.linked and not other.linked:
        return Discrimination(crux, one.crux[0], other.crux[0], 0.0, 0.0)
    bits = discrimination(one, other)
    # The two share draws in ways that differ by number; the sum bounds the error of any.
    error = None if bits is None else _error(one, other) + _error(other, one)
    return Discrimination(crux, one.crux[0], other.crux[0], bits, error)


def _error(own: Counted, other: Counted) -> float:
    """Standard error from one person's draws."""
    joint = own.joint
    slopes = np.zeros(4)
    for index in np.flatnonzero(joint.cells):
        ends = []
        for step in (_STEP, -_STEP):
            logs = [joint.both, joint.target_only, joint.crux_only, joint.neither]
            logs[index] += math.log1p(step)
            ends.append(discrimination(Joint(*logs), other.joint))
        if ends[0] is not None and ends[1] is not None:
            slopes[index] = (ends[0] - ends[1]) / (2 * _STEP * joint.cells[index])
    return own.error(slopes)
