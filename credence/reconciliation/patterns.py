"""Patterns of soundness: which of the unsure arguments are sound, all at once, and how probably.

A *pattern* says of every unsure argument whether it is sound. While there are few, each is *listed*
and weighed by its probability given the numbers. Where there are too many, patterns are *drawn*: each
argument has its own stratified uniform draws, the same whatever the numbers are (common random
numbers), and is sound where its draw lies below the probability that the numbers give it. So numbers
move the patterns, and never their weights, which stay equal.

Members of a family share their fate through a standard normal G of the family's (a Gaussian copula):
the draw of a member is Φ(√ρ·G + √(1−ρ)·g). Where patterns are listed G is integrated out
(`credence.fates`).

Arrays have the shape (patterns, sets of numbers), either of which may be 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from credence import draws
from credence.evidence import Namespace, Parameters, soundness, structure_of
from credence.fates import together
from credence.network import Array
from credence.reconciliation.question import Question

Values = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Patterns:
    """The patterns at some sets of numbers.

    Attributes:
        sound: By argument, whether it is sound in each pattern.
        weight: The probability of each pattern, a row for each; they sum to 1 over the patterns.
        chance: By unsure argument, how probable it is that it is sound given what undercuts it, in
            each pattern; by its mean one knows its soundness better than by that of ``sound``.
    """

    sound: Mapping[str, Truths]
    weight: Values
    chance: Mapping[str, Values]


def chance(
    xp: Namespace, question: Question, numbers: Parameters, name: str, sound: Mapping[str, Truths]
) -> Array:
    """How probable it is that an argument is sound, given what else is.

    Args:
        xp: NumPy or PyTensor's tensor namespace.
        question: What is asked.
        numbers: The numbers.
        name: The argument.
        sound: Whether each unsure argument that undercuts it is sound.
    """
    found = soundness(numbers, structure_of(question.scenario.library).premises[name])
    for other in question.undercuts[name]:
        spared = numbers.pair(f"arguments.{other}.undercuts.{name}")[1]
        found = found * (xp.where(sound[other], spared, 1.0) if other in sound else spared)
    return found


def groups_of(question: Question) -> list[tuple[list[str], float]]:
    """Unsure arguments that share their fate, and how far they overlap; others by themselves, at 0."""
    lots: dict[str, list[str]] = {}
    for name in question.unsure:
        family = question.family_of.get(name, "")
        lots.setdefault(family if family in question.overlaps else f" {name}", []).append(name)
    return [
        (names, question.overlaps.get(family, 0.0) if len(names) > 1 else 0.0)
        for family, names in lots.items()
    ]


@dataclass(frozen=True)
class Listed:
    """Every pattern of a question's unsure arguments."""

    question: Question
    count: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", 2 ** len(self.question.unsure))

    def at(self, numbers: Parameters) -> Patterns:
        """The patterns, weighed by their probability at some sets of numbers."""
        sound = _every(self.question.unsure)
        weight: Values = np.ones((1, 1))
        for members, overlap in groups_of(self.question):
            scope = list(dict.fromkeys((*members, *self._undercutting(members))))
            local = _every(scope)
            found = together(
                [local[name] for name in members],
                [chance(np, self.question, numbers, name, local) for name in members],
                overlap,
            )
            place = sum((sound[name].astype(int) << rank for rank, name in enumerate(scope)), 0)
            weight = weight * found[np.ravel(place)]
        chances = {n: chance(np, self.question, numbers, n, sound) for n in self.question.unsure}
        return Patterns(sound, weight, chances)

    def _undercutting(self, members: Sequence[str]) -> list[str]:
        unsure = set(self.question.unsure)
        return [o for name in members for o in self.question.undercuts[name] if o in unsure]


def _every(names: Sequence[str]) -> dict[str, Truths]:
    """Whether each argument is sound in each of all 2ⁿ patterns, shape (patterns, 1)."""
    numbers = np.arange(2 ** len(names))[:, None]
    return {name: (numbers >> rank) & 1 == 1 for rank, name in enumerate(names)}


@dataclass(frozen=True)
class Drawn:
    """Some patterns of a question's unsure arguments, from draws that stay while numbers move.

    Args:
        question: The question.
        count: How many patterns.
        name: Sets of patterns of different names are independent of each other.
    """

    question: Question
    count: int
    name: str
    uniforms: Mapping[str, Values] = field(init=False)

    def __post_init__(self) -> None:
        found = {name: self._uniform(name)[:, None] for name in self.question.unsure}
        object.__setattr__(self, "uniforms", found)

    def _uniform(self, argument: str) -> Values:
        seed, question = self.question.scenario.seed, self.question
        own = f"reconcile.{self.name}.{argument}"
        family = question.family_of.get(argument)
        overlap = question.overlaps.get(family, 0.0) if family else 0.0
        if not overlap:
            return draws.uniform(seed, own, self.count)
        common = np.sqrt(overlap) * draws.normal(
            seed, f"reconcile.{self.name}.families.{family}", self.count
        )
        mixed = common + np.sqrt(1 - overlap) * draws.normal(seed, own, self.count)
        ranks = np.argsort(np.argsort(mixed, kind="stable"), kind="stable")
        return (ranks + 0.5) / self.count

    def at(self, numbers: Parameters) -> Patterns:
        """The patterns at some sets of numbers, all of one weight."""
        sound: dict[str, Truths] = {}
        chances: dict[str, Values] = {}
        for name in self.question.unsure:
            chances[name] = chance(np, self.question, numbers, name, sound)
            sound[name] = self.uniforms[name] < chances[name]
        return Patterns(sound, np.full((self.count, 1), 1 / self.count), chances)
