"""The joint table of a target with each crux, over the draws.

A crux is a claim, or whether an argument is sound (``arguments.<id>.sound``). Within a draw the four
cells of a claim's table come from three passes through the network: the target as it is, granted,
and denied. An argument is sound in a draw or it is not. The table is the mean over the draws, each
weighed by how likely it had what the scenario supposes; how the cells vary between draws gives
standard errors.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from credence.answers import inferences, question_of
from credence.inference import Inference, Question
from credence.information import Joint, Pair
from credence.marginal import SMALLEST_SAFE, BlockMeans, Marginal, log_mean
from credence.relevance import players
from credence.scenario import Scenario
from credence.unsure import company, ever_together, node, unsure

FEWEST_ON_A_SIDE = 8
"""Where an argument is sound, or unsound, in fewer draws than this, what follows is not told."""

_IMPOSSIBLE = Marginal(np.zeros(1), np.zeros(1), np.full(1, -np.inf), np.full(1, -np.inf))


@dataclass(frozen=True)
class Counted:
    """A crux's joint table with the target, summed over the draws.

    Attributes:
        joint: The four cells' means.
        products: Mean products of the cells over the draws, each draw's with its weight (1 on
            average), shape (4, 4), for standard errors.
        draws: How many draws there are.
        sides: In how many draws the crux is true and false; ``None`` for a claim, which has a
            probability of either in each.
        linked: Whether the two hang together at all; where not, ``joint`` is that of independence.
        exact: Whether what the crux tells of the target owes nothing to chance draws.
    """

    joint: Joint
    products: NDArray[np.float64]
    draws: int
    sides: tuple[int, int] | None
    linked: bool
    exact: bool

    @property
    def target(self) -> Pair:
        """Credence in the target."""
        return self.joint.target

    @property
    def crux(self) -> Pair:
        """Credence in the crux."""
        return self.joint.crux

    @property
    def if_true(self) -> Pair | None:
        """Credence in the target once the crux is true; ``None`` where too few draws say."""
        return self.joint.if_true if self._enough(0) else None

    @property
    def if_false(self) -> Pair | None:
        """Credence in the target once the crux is false; ``None`` where too few draws say."""
        return self.joint.if_false if self._enough(1) else None

    def _enough(self, side: int) -> bool:
        return self.sides is None or self.sides[side] >= FEWEST_ON_A_SIDE

    def error(self, slopes: NDArray[np.float64]) -> float:
        """Standard error of a function of the cells with these slopes, by the delta method.

        Draws are stratified, so it is an upper bound; like every first-order error it is too small
        where the function is at its least.
        """
        if self.exact:
            return 0.0
        # A draw pulls the table by its cells less the table itself; its cells sum to 1.
        pull = slopes - slopes @ self.joint.cells
        return math.sqrt(max(float(pull @ self.products @ pull), 0.0) / self.draws)


def joints(scenario: Scenario, claim: str) -> dict[str, Counted]:
    """The joint table of the target with each crux, in the order of the library.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    others = tuple(name for name in scenario.library.claim_ids if name != claim)
    near, playing = company(scenario, claim), set(players(scenario, claim))
    linked = {name for name in others if name in near}
    linked |= {sound(name) for name in playing if scenario.scepticism < 1}
    exact, doubtful = _is_exact(scenario, claim), unsure(scenario)
    totals: dict[str, NDArray[np.float64]] = {}
    products: dict[str, NDArray[np.float64]] = {}
    counts: dict[str, int] = {}
    mass, blocks, largest = -math.inf, 0, math.nan
    alone = [claim, *(name for name in others if name not in linked)]
    alone += [sound(name) for name in sorted(doubtful) if sound(name) not in linked]
    means = BlockMeans(len(alone))
    for inference in inferences(scenario):
        blocks += 1
        now = inference.marginals(question_of(scenario), (claim, *others))
        weight = now[claim].log_weight
        if blocks == 1:  # what keeps weights in range; it cancels
            largest = 0.0 if weight is None else float(weight.max())
        mass = float(np.logaddexp(mass, now[claim].log_mass - largest))
        for name, cells, logs in _cells(inference, scenario, claim, others, now, largest):
            held = totals.get(name, np.full(4, -np.inf))
            totals[name] = np.logaddexp(held, logs)
            products[name] = products.get(name, 0) + cells @ cells.T / cells.shape[1]
        by_itself = now | _soundness(inference, question_of(scenario), doubtful, now)
        means.add([by_itself[name] for name in alone])
        # Of all that is on, since what is certainly sound may strike what is counted.
        for name, truths in inference.evidence.soundness(frozenset(scenario.active)).items():
            if name in doubtful:
                counts[sound(name)] = counts.get(sound(name), 0) + int(truths.sum())
    found = {}
    apart = dict(zip(alone, means.log_means.tolist(), strict=True))
    for name, logs in totals.items():
        is_linked = name in linked
        found[name] = Counted(
            joint=Joint(*(logs - mass).tolist())
            if is_linked
            else Joint(*(t + c for t in apart[claim] for c in apart[name])),
            products=products[name] * blocks / math.exp(2 * mass),
            draws=scenario.draws,
            sides=(counts[name], scenario.draws - counts[name]) if name in counts else None,
            linked=is_linked,
            exact=exact or not is_linked,
        )
    return found


def sound(argument: str) -> str:
    """The name of the crux whether an argument is sound."""
    return f"arguments.{argument}.sound"


def _cells(
    inference: Inference,
    scenario: Scenario,
    claim: str,
    others: tuple[str, ...],
    known: dict[str, Marginal],
    largest: float,
) -> Iterator[tuple[str, NDArray[np.float64], NDArray[np.float64]]]:
    """For each crux its four cells in each draw, shape (4, draws), and their log means, shape (4,).

    Cells are multiplied by the draw's weight over ``exp(largest)``. Three passes through the network
    give every joint: the target as it is, granted, and denied.
    """
    now, doubtful, target = question_of(scenario), unsure(scenario), known[claim]
    granted, denied = (
        _given(inference, now, claim, truth, others, log)
        for truth, log in zip((True, False), target.log_means, strict=True)
    )
    for name in others:
        yield name, *_joint(target, granted[name], denied[name], largest)
    for name, truths in inference.evidence.soundness(now.active).items():
        if name in doubtful:
            either = Marginal(truths.astype(float), (~truths).astype(float))
            yield sound(name), *_joint(target, either, either, largest)


def _soundness(
    inference: Inference, now: Question, doubtful: set[str], known: dict[str, Marginal]
) -> dict[str, Marginal]:
    """Whether each unsure argument is sound, weighed by what is supposed in its own company."""
    company = ever_together(inference.library)
    found = {}
    for name, truths in inference.evidence.soundness(now.active).items():
        if name in doubtful:
            either = Marginal(truths.astype(float), (~truths).astype(float))
            near = company[node(name)]
            weights = (known[c].log_weight for c in near if c in known)
            weight = next((w for w in weights if w is not None), None)
            found[sound(name)] = either if weight is None else either.weighted(weight)
    return found


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
    target: Marginal, granted: Marginal, denied: Marginal, largest: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pairs = (
        (target.true, granted.true, 0, granted, 0),
        (target.true, granted.false, 0, granted, 1),
        (target.false, denied.true, 1, denied, 0),
        (target.false, denied.false, 1, denied, 1),
    )
    log_weight = 0.0 if target.log_weight is None else target.log_weight - largest
    weight = np.exp(log_weight)
    cells = np.stack(np.broadcast_arrays(*(weight * one * two for one, two, *_ in pairs)))
    logs = np.empty(4)
    for index, (_, _, side, other, answer) in enumerate(pairs):
        in_logs = None
        if cells[index].mean() <= SMALLEST_SAFE:
            found = log_weight + target.logs[side] + other.logs[answer]
            in_logs = np.broadcast_to(found, cells.shape[1:])
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
