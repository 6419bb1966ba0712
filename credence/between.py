"""The scenarios between two: some things as one person holds them, all else as the other does.

Both sides draw every number from the same stream, so a scenario in between has the very draws of
the side that each of its numbers comes from, and nothing is drawn anew for it.
"""

from collections.abc import Iterable, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from credence.answers import blocks
from credence.differences import SCEPTICISM, Difference
from credence.inference import MEMO_BYTES, Inference, Question
from credence.marginal import BlockMeans
from credence.memo import Memo
from credence.parameters import DrawnParameters, Values
from credence.scenario import Scenario

type Player = tuple[Difference, ...]
"""Differences that change sides together; mostly a single one."""


class Mixed(DrawnParameters):
    """One side's numbers, and the other's at some paths; arrays are shared with both."""

    def __init__(
        self, base: DrawnParameters, other: DrawnParameters, paths: frozenset[str]
    ) -> None:
        numbers = {path: (other if path in paths else base).numbers[path] for path in base.numbers}
        super().__init__(base.library, numbers, base.seed, base.count, base.block)
        self._base, self._other, self._paths = base, other, paths
        # Where the two differ on a family's overlap, its members' draws are those of neither.
        self._apart = {f for f in base.library.families if base.overlap(f) != other.overlap(f)}

    def pair(self, path: str) -> tuple[Values, Values]:
        """``(p, 1 − p)`` of a probability, from the side it belongs to."""
        return self._side(path).pair(path)

    def log_ratio(self, path: str) -> Values:
        """Natural logarithm of a ratio or a weight, from the side it belongs to."""
        if self.family_of(path) in self._apart:
            return super().log_ratio(path)
        return self._side(path).log_ratio(path)

    def uniform(self, argument: str) -> Values:
        """The draws that settle an argument's soundness."""
        if self._family_of.get(argument) in self._apart:
            return super().uniform(argument)
        return self._base.uniform(argument)

    def at_overlap(self, overlap: float) -> Self:
        """The same numbers where every family overlaps alike."""
        found = super().at_overlap(overlap)
        found._apart = set(self.library.families)  # noqa: SLF001 - of its own class
        return found

    def _side(self, path: str) -> DrawnParameters:
        return self._other if path in self._paths else self._base


class Between:
    """A claim's credence in every scenario between two.

    Args:
        a: One side; its seed and draws are used for both.
        b: The other.
        claim: The claim.
        players: What can change sides; all else stays as ``a`` holds it.
    """

    def __init__(self, a: Scenario, b: Scenario, claim: str, players: Sequence[Player]) -> None:
        self.a, self.b, self.claim, self.players = a, b, claim, players

    def worths(self, coalitions: Sequence[Iterable[int]]) -> NDArray[np.float64]:
        """Credence and natural log-odds with some players on ``b``'s side, shape (coalitions, 2).

        Raises:
            InputError: What is supposed in one of them has probability 0.
        """
        asked = [self._asked(coalition) for coalition in coalitions]
        by_numbers: dict[frozenset[str], list[int]] = {}
        for index, (paths, _) in enumerate(asked):
            by_numbers.setdefault(paths, []).append(index)
        found = BlockMeans(len(asked))
        changed = {path: number for path, (_, number) in self.b.numbers().items()}
        for part in blocks(self.a):
            own, other = (
                DrawnParameters(self.a.library, side.numbers(), self.a.seed, self.a.draws, part)
                for side in (self.a, self.b)
            )
            memo = Memo(MEMO_BYTES)  # shared, so that only what a number changes is made anew
            for paths, indices in by_numbers.items():
                changes = tuple((path, changed[path]) for path in sorted(paths))
                numbers = Mixed(own, other, paths)
                inference = Inference(self.a.library, numbers, changes, memo)
                answers = [
                    inference.marginals(asked[index][1], (self.claim,))[self.claim]
                    for index in indices
                ]
                found.add(answers, indices)
        return np.column_stack([found.credences, found.log_odds])

    def _asked(self, coalition: Iterable[int]) -> tuple[frozenset[str], Question]:
        """The numbers that come from ``b``, and the question."""
        active, supposed = set(self.a.active), self.a.suppose
        scepticism = self.a.scepticism
        paths = set()
        for difference in (d for player in coalition for d in self.players[player]):
            match difference.number.split("."):
                case ["arguments", argument, "active"]:
                    active ^= {argument}
                case ["suppose", claim]:
                    supposed.pop(claim, None)
                    if isinstance(difference.b, bool):
                        supposed[claim] = difference.b
                case [name] if name == SCEPTICISM:
                    scepticism = self.b.scepticism
                case _:
                    paths.add(difference.number)
        return frozenset(paths), Question(
            frozenset(active), scepticism, tuple(sorted(supposed.items()))
        )
