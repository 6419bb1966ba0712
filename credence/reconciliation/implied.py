"""The credence that numbers imply, soundness summed out: C(θ) = Σ_s P(s | θ) · P(claim | s, θ).

θ is one set of the numbers that move, s a pattern of soundness. Under a supposition d it is
Σ_s P(s | θ) · P(claim, d | s, θ) / Σ_s P(s | θ) · P(d | s, θ): what is supposed teaches about soundness
too. People compare a stated credence with what one pattern implies ("if the argument is sound, …").
Then somebody who states exactly their headline is told to doubt an argument; here they are not.

In every pattern the claims' network is contracted exactly, by messages towards one cluster. Only the
clusters between the claims that arguments bear on have a value for each pattern; what lies beside them
is computed once for a set of numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence import evidence, odds
from credence.junction import Tree, tree_of
from credence.messages import cluster_tables
from credence.number import Kind
from credence.parameters import shares_of, stack
from credence.reconciliation.contraction import Contraction, roots_of
from credence.reconciliation.patterns import Drawn, Listed, Patterns
from credence.reconciliation.question import Question

Values = NDArray[np.float64]
ELEMENTS = 2**15
"""Patterns × sets of numbers that are computed at once, so that arrays stay in the processor's cache."""


class _Numbers:
    """Every number as an array of shape (sets,), or (1,) where it stays."""

    def __init__(self, question: Question, offset: Values) -> None:
        mean, sd = question.normals
        self.scenario = question.scenario
        self.scaled = {path: mean[i] + sd[i] * offset[i] for i, path in enumerate(question.moving)}

    def pair(self, path: str) -> tuple[Values, Values]:
        """``(p, 1 − p)`` of a probability."""
        if path in self.scaled:
            return odds.probability_pair(self.scaled[path])
        held = self.scenario.value(path).low
        return np.array([held]), np.array([1 - held])

    def log_ratio(self, path: str) -> Values:
        """Natural logarithm of a ratio or a weight."""
        if path in self.scaled:
            held: Values = self.scaled[path]
            return held
        return np.array([self.scenario.value(path).normal(Kind.RATIO)[0]])

    def shares(self, paths: Sequence[str]) -> list[Values]:
        """Weights divided by their sum."""
        return shares_of(np, [self.log_ratio(path) for path in paths])

    def uniform(self, argument: str) -> Values:
        """Patterns have their own, so nobody asks for these."""
        raise KeyError(argument)


@dataclass(frozen=True)
class Implied:
    """What some sets of numbers imply.

    Attributes:
        true: By stated claim, P(claim, what is supposed | θ), shape (claims, sets).
        false: The same of the claim's opposite.
        sound: By unsure argument, P(sound | θ, what is supposed), shape (arguments, sets).
    """

    true: Values
    false: Values
    sound: Values

    @property
    def log_odds(self) -> Values:
        """Natural log-odds of each stated claim, shape (claims, sets)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(self.true) - np.log(self.false)


def joined(parts: Sequence[Implied]) -> Implied:
    """What several lots of sets imply, one after the other."""
    columns = zip(*((part.true, part.false, part.sound) for part in parts), strict=True)
    return Implied(*(np.concatenate(column, axis=1) for column in columns))


class Implication:
    """From numbers to the credences of the stated claims.

    Args:
        question: What is asked.
        patterns: Over which soundness is summed out.
    """

    def __init__(self, question: Question, patterns: Listed | Drawn) -> None:
        self.question, self.patterns = question, patterns
        self.tree: Tree = tree_of(question.network)
        places = self.tree.network.places
        self.roots = roots_of(self.tree, {places[claim].variable for claim in question.ratios})

    def of(self, offset: Values, *, soundness: bool = False) -> Implied:
        """What sets of numbers imply.

        Args:
            offset: Each number's distance from its mean, shape (numbers, sets).
            soundness: Whether each argument's soundness is wanted too.
        """
        sets = offset.shape[1]
        step = max(1, ELEMENTS // self.patterns.count)
        return joined(
            [
                self._part(offset[:, start : start + step], soundness=soundness)
                for start in range(0, sets, step)
            ]
        )

    def _part(self, offset: Values, *, soundness: bool) -> Implied:
        numbers = _Numbers(self.question, offset)
        patterns = self.patterns.at(numbers)
        tables = [table[..., None, :] for table in cluster_tables(self.tree, numbers, stack)]
        sums = Contraction(self.tree, tables, self._weights(numbers, patterns), self.roots)
        supposed = self.question.scenario.suppositions

        def over_patterns(values: Values) -> Values:
            return np.broadcast_to((patterns.weight * values).sum(axis=0), offset.shape[1:])

        true, false = [], []
        for claim in self.question.stated:
            yes, no = (sums.total(((claim, truth), *supposed)) for truth in (True, False))
            every = sums.total((), like=((claim, True), *supposed)) if supposed else yes + no
            true.append(over_patterns(yes / every))
            false.append(over_patterns(no / every))
        sound = np.zeros((0, offset.shape[1]))
        if soundness and self.question.unsure:
            given = np.ones((1, 1))
            if supposed:
                given = sums.total(supposed) / sums.total((), like=supposed)
            total = over_patterns(given)
            found = [self._sound(name, patterns) for name in self.question.unsure]
            sound = np.stack([over_patterns(given * each) / total for each in found])
        return Implied(np.stack(true), np.stack(false), sound)

    def _sound(self, name: str, patterns: Patterns) -> Values:
        """Whether an argument is sound in each pattern, or how probably where that says as much.

        It does not where something is supposed, or where what undercuts it shares its fate.
        """
        question = self.question
        family = question.family_of.get(name)
        reach = evidence.structure_of(question.scenario.library).reach[name]
        shared = family in question.overlaps and any(
            question.family_of.get(other) == family for other in reach
        )
        if shared or question.scenario.suppositions:
            return patterns.sound[name].astype(np.float64)
        return patterns.chance[name]

    def _weights(self, numbers: _Numbers, patterns: Patterns) -> dict[int, Values]:
        """By variable that arguments bear on, the weight of each state, the largest 1."""
        network = self.tree.network
        kept = 1 - self.question.scenario.scepticism
        logs: dict[int, dict[int, Values]] = {}
        for claim in self.question.ratios:
            place = network.places[claim]
            told = kept * self._evidence(claim, numbers, patterns)
            logs.setdefault(place.variable, {})[place.state] = told
        found = {}
        for variable, by_state in logs.items():
            shape = np.broadcast_shapes(*(told.shape for told in by_state.values()))
            table = np.zeros((network.sizes[variable], *shape))
            for state, told in by_state.items():
                table[state] = told
            table -= table.max(axis=0)
            found[variable] = np.exp(table, out=table)
        return found

    def _evidence(self, claim: str, numbers: _Numbers, patterns: Patterns) -> Values:
        """What the arguments on a claim add up to, in natural log-odds."""
        total: Values = np.zeros((1, 1))
        for family, ratios in self.question.shared(self.question.ratios[claim]).items():
            logs = [numbers.log_ratio(ratio.path) for ratio in ratios]
            sound = [patterns.sound.get(ratio.argument, _ALWAYS) for ratio in ratios]
            if len(ratios) == 1:
                total = total + np.where(sound[0], logs[0], 0.0)
                continue
            order, ordered = evidence.strongest_first(np, logs)
            *each, _ = np.broadcast_arrays(*sound, ordered[:1])
            stacked = np.stack(each)
            places = np.broadcast_to(order[:, None], stacked.shape)
            total = total + evidence.family_total(
                np,
                self.question.overlaps[family],
                np.take_along_axis(stacked, places, axis=0),
                ordered[:, None],
                len(ratios),
            )
        return total


_ALWAYS = np.ones((1, 1), dtype=bool)
