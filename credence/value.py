"""What would be worth finding out: by how much each crux is expected to move the target.

A *crux* is a question that could be settled: whether a claim is true (its id), or whether an
argument is sound (``arguments.<id>.sound``). Its *value of information* is the mean absolute change
of the target's credence, and the mutual information in bits, once it is settled (R. A. Howard,
1966, "Information Value Theory", IEEE Transactions on Systems Science and Cybernetics 2).

P(target | crux) = P(target and crux) / P(crux), each a mean over all draws. The draws weigh the
same beforehand, but settling a claim reweighs them: if an unlikely claim turns out true, the draws
that thought it likely were nearer the mark, and that tells on the target too. So the credences
after both answers, weighed by their probabilities, give the credence now, exactly. A scenario's
*supposition* is something else: it asks for the credence with the claim granted in each draw, all
draws weighing as before, and learns nothing about the numbers from it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from credence.inference import Inference, Question, inferences, question_of
from credence.information import Joint
from credence.marginal import SMALLEST_SAFE, Marginal, log_mean
from credence.relevance import players
from credence.scenario import Scenario
from credence.unsure import company, unsure

FEWEST_ON_A_SIDE = 8
"""Where an argument is sound, or unsound, in fewer draws than this, what follows is not told."""

_IMPOSSIBLE = Marginal(np.zeros(1), np.zeros(1), np.full(1, -np.inf), np.full(1, -np.inf))


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


@dataclass
class Counted:
    """A crux's joint table with the target, summed over the draws.

    Attributes:
        joint: The four cells' means.
        products: Mean products of the cells over the draws, shape (4, 4), for standard errors.
        sides: In how many draws the crux is true and false; ``None`` for a claim, which has a
            probability of either in each.
        linked: Whether the two hang together at all; where not, ``joint`` is that of independence.
    """

    joint: Joint
    products: NDArray[np.float64] = field(default_factory=lambda: np.zeros((4, 4)))
    sides: tuple[int, int] | None = None
    linked: bool = True


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
    exact = _is_exact(scenario, claim)
    found = [
        _crux(name, counted, scenario.draws, exact=exact)
        for name, counted in joints(scenario, claim).items()
    ]
    return sorted(found, key=lambda crux: -crux.expected_bits)


def joints(scenario: Scenario, claim: str) -> dict[str, Counted]:
    """The joint table of the target with each crux, in the order of the library.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    others = tuple(name for name in scenario.library.claim_ids if name != claim)
    near, playing = company(scenario, claim), set(players(scenario, claim))
    linked = {name for name in others if name in near}
    linked |= {sound(name) for name in playing if scenario.scepticism < 1}
    totals: dict[str, NDArray[np.float64]] = {}
    products: dict[str, NDArray[np.float64]] = {}
    counts: dict[str, int] = {}
    blocks = 0
    for inference in inferences(scenario):
        blocks += 1
        for name, cells, logs in _cells(inference, scenario, claim, others):
            held = totals.get(name, np.full(4, -np.inf))
            totals[name] = np.logaddexp(held, logs)
            products[name] = products.get(name, 0) + cells @ cells.T / cells.shape[1]
        for name, truths in inference.soundness(frozenset(unsure(scenario))).items():
            counts[name] = counts.get(name, 0) + int(truths.sum())
    tables = {name: Joint(*(logs - math.log(blocks)).tolist()) for name, logs in totals.items()}
    found = {}
    for name, table in tables.items():
        is_linked = name in linked
        joint = table if is_linked else table.unlinked()
        found[name] = Counted(joint, products[name] / blocks, linked=is_linked)
    for name, count in counts.items():
        found[sound(name)].sides = count, scenario.draws - count
    return found


def sound(argument: str) -> str:
    """The name of the crux whether an argument is sound."""
    return f"arguments.{argument}.sound"


def _cells(
    inference: Inference, scenario: Scenario, claim: str, others: tuple[str, ...]
) -> Iterator[tuple[str, NDArray[np.float64], NDArray[np.float64]]]:
    """For each crux its four cells in each draw, shape (4, draws), and their log means, shape (4,).

    Three passes through the network give every joint: the target as it is, granted, and denied.
    """
    now, doubtful = question_of(scenario), unsure(scenario)
    target = inference.marginals(now, (claim,))[claim]
    granted, denied = (
        _given(inference, now, claim, truth, others, log)
        for truth, log in zip((True, False), target.log_means, strict=True)
    )
    for name in others:
        yield name, *_joint(target, granted[name], denied[name])
    for name, truths in inference.soundness(now.active).items():
        if name in doubtful:
            either = Marginal(truths.astype(float), (~truths).astype(float))
            yield sound(name), *_joint(target, either, either)


def _given(
    inference: Inference,
    now: Question,
    claim: str,
    truth: bool,
    others: tuple[str, ...],
    log_probability: float,
) -> dict[str, Marginal]:
    """Every other claim's probability in each draw, given the target's truth."""
    if log_probability == -math.inf:
        return dict.fromkeys(others, _IMPOSSIBLE)
    supposed = tuple(sorted((dict(now.suppositions) | {claim: truth}).items()))
    return inference.marginals(replace(now, suppositions=supposed), others)


def _joint(
    target: Marginal, granted: Marginal, denied: Marginal
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pairs = (
        (target.true, granted.true, 0, granted, 0),
        (target.true, granted.false, 0, granted, 1),
        (target.false, denied.true, 1, denied, 0),
        (target.false, denied.false, 1, denied, 1),
    )
    cells = np.stack(np.broadcast_arrays(*(first * second for first, second, *_ in pairs)))
    logs = np.empty(4)
    for index, (_, _, side, other, answer) in enumerate(pairs):
        in_logs = None
        if cells[index].mean() <= SMALLEST_SAFE:
            in_logs = np.broadcast_to(target.logs[side] + other.logs[answer], cells.shape[1:])
        logs[index] = log_mean(cells[index], in_logs)
    return cells, logs


def _is_exact(scenario: Scenario, claim: str) -> bool:
    """Whether the target's credence hangs on no draw: points, and soundness 0 or 1, throughout."""
    playing = set(players(scenario, claim))
    if playing & unsure(scenario):
        return False
    for path, (_, held) in scenario.numbers().items():
        section, item, _ = path.split(".", 2)
        if not held.is_point and (
            section == "claims" or (section == "arguments" and item in playing)
        ):
            return False
    return True


def _crux(name: str, counted: Counted, draws: int, *, exact: bool) -> Crux:
    joint = counted.joint
    enough = [side >= FEWEST_ON_A_SIDE for side in counted.sides or (draws, draws)]
    if_true, if_false = joint.if_true, joint.if_false
    cells = [
        math.exp(log) for log in (joint.both, joint.target_only, joint.crux_only, joint.neither)
    ]
    both, target_only, crux_only, neither = cells
    slopes = 2 * np.array([neither, -crux_only, -target_only, both])
    spread = counted.products - np.outer(cells, cells)
    exact = exact or not counted.linked

    def error(gradient: NDArray[np.float64]) -> float:
        if exact:
            return 0.0
        return math.sqrt(max(float(gradient @ spread @ gradient), 0.0) / draws)

    return Crux(
        crux=name,
        probability=joint.crux[0],
        if_true=if_true[0] if if_true and enough[0] else None,
        if_false=if_false[0] if if_false and enough[1] else None,
        expected_change=joint.expected_change if counted.linked else 0.0,
        expected_bits=joint.expected_bits if counted.linked else 0.0,
        se_change=error(slopes),
        se_bits=error(np.array(joint.lifts)),
        exact=exact,
    )
