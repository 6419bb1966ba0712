"""What would be worth finding out: by how much each crux is expected to move the target.

A *crux* is a question that could be settled: whether a claim is true (its id), or whether an
argument is sound (``arguments.<id>.sound``). Its *value of information* is the mean absolute change
of the target's credence, and the mutual information in bits, once it is settled (R. A. Howard,
1966, "Information Value Theory", IEEE Transactions on Systems Science and Cybernetics 2).

P(target | crux) = P(target and crux) / P(crux), each a mean over all draws. The draws weigh the
same beforehand, but settling a claim reweighs them: if an unlikely claim turns out true, the draws
that thought it likely were nearer the mark, and that tells on the target too. So the credences
after both answers, weighed by their probabilities, give the credence now, exactly. A scenario that
*supposes* the claim says the same number.
"""

from dataclasses import dataclass

import numpy as np

from credence.joints import Counted, joints
from credence.scenario import Scenario


@dataclass(frozen=True)
class Crux:
    """One question and what its answer is worth.

    Attributes:
        crux: A claim's id, or ``arguments.<id>.sound``.
        probability: Credence that it is true.
        if_true: Credence in the target once it is; ``None`` where it cannot be, or is in too few
            draws to say.
        if_false: The same once it is not.
        expected_change: Mean absolute change of the target's credence.
        expected_bits: Mean KL divergence of the credence then from the credence now.
        se_change: Standard error of ``expected_change``, 0 where exact. Draws are stratified, so
            it is an upper bound; like every first-order error it is too small where the true
            value is next to nothing.
        se_bits: Standard error of ``expected_bits``.
        exact: Whether the two values owe nothing to chance draws.
    """

    crux: str
    probability: float
    if_true: float | None
    if_false: float | None
    expected_change: float
    expected_bits: float
    se_change: float
    se_bits: float
    exact: bool


def value(scenario: Scenario, claim: str | None = None) -> list[Crux]:
    """The value of settling each crux, the largest in bits first.

    Cruxes are all claims but the target, and whether each active, unsure argument is sound. What
    hangs together with the target in no way is worth exactly 0.

    Args:
        scenario: What is switched on.
        claim: The target; the scenario's own by default.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    found = [_crux(name, counted) for name, counted in joints(scenario, claim).items()]
    return sorted(found, key=lambda crux: -crux.expected_bits)


def _crux(name: str, counted: Counted) -> Crux:
    joint = counted.joint
    if_true, if_false = counted.if_true, counted.if_false
    both, target_only, crux_only, neither = joint.cells
    return Crux(
        crux=name,
        probability=joint.crux[0],
        if_true=if_true[0] if if_true else None,
        if_false=if_false[0] if if_false else None,
        expected_change=joint.expected_change if counted.linked else 0.0,
        expected_bits=joint.expected_bits if counted.linked else 0.0,
        se_change=counted.error(2 * np.array([neither, -crux_only, -target_only, both])),
        se_bits=counted.error(np.array(joint.lifts)),
        exact=counted.exact,
    )
