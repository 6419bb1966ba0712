"""Every number of a scenario in every draw, as arrays that the formulas read.

A point is an array of shape (1,), an interval one of shape (draws,): where nothing is uncertain,
nothing is drawn and the answer is exact. A probability is held as ``p`` and ``1 − p`` side by side,
so that neither loses its digits. Members of a family share their fate through two common streams, one
for whether they are sound and one for how strong they are.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from functools import reduce
from typing import Self

import numpy as np
from numpy.typing import NDArray

from credence import draws, odds
from credence.errors import InputError
from credence.evidence import Namespace, structure_of
from credence.library import Library
from credence.network import Array
from credence.number import Kind, Number

Values = NDArray[np.float64]


class DrawnParameters:
    """The numbers of a scenario over a block of its draws.

    Args:
        library: Says who is of which family.
        numbers: Every number by its path, with its kind.
        seed: Seed of the streams.
        count: Draws of the whole scenario.
        block: The part of the draws that is wanted.
        overlap: A number in place of every family's own overlap; ``None`` leaves them.
    """

    def __init__(
        self,
        library: Library,
        numbers: Mapping[str, tuple[Kind, Number]],
        seed: int,
        count: int,
        block: slice = slice(None),
        overlap: float | None = None,
    ) -> None:
        self.library, self.numbers = library, numbers
        self.seed, self.count, self.block = seed, count, block
        self._family_of, self._overlap = structure_of(library).family_of, overlap
        self._pairs: dict[str, tuple[Values, Values]] = {}
        self._logs: dict[str, Values] = {}
        self._uniforms: dict[str, Values] = {}

    def pair(self, path: str) -> tuple[Values, Values]:
        """``(p, 1 − p)`` of a probability, each of shape (draws,) or (1,)."""
        if path not in self._pairs:
            held = self.numbers[path][1]
            if held.is_point:
                self._pairs[path] = np.array([held.low]), np.array([1 - held.low])
            else:
                self._pairs[path] = odds.probability_pair(self._on_scale(path))
        return self._pairs[path]

    def log_ratio(self, path: str) -> Values:
        """Natural logarithm of a ratio or a weight, shape (draws,) or (1,)."""
        if path not in self._logs:
            self._logs[path] = self._on_scale(path)
        return self._logs[path]

    def is_silent(self, path: str) -> bool:
        """Whether a likelihood ratio is exactly 1 and so no evidence at all."""
        held = self.numbers[path][1]
        return held.low == held.high == 1

    def shares(self, paths: Sequence[str]) -> list[Values]:
        """Weights divided by their sum, each of shape (draws,) or (1,)."""
        logs = [self.log_ratio(path) for path in paths]
        if np.isneginf(reduce(np.maximum, logs)).any():
            raise InputError.at(
                paths[0], "every weight of the alternatives is 0; raise one of them"
            )
        return shares_of(np, logs)

    def uniform(self, argument: str) -> Values:
        """The draws that settle an argument's soundness, shape (draws,)."""
        if argument not in self._uniforms:
            name = f"arguments.{argument}.sound"
            if family := self._family_of.get(argument):
                self._uniforms[argument] = draws.shared_uniform(
                    self.seed,
                    name,
                    f"families.{family}.sound",
                    self.overlap(family),
                    self.count,
                    self.block,
                )
            else:
                self._uniforms[argument] = draws.uniform(self.seed, name, self.count, self.block)
        return self._uniforms[argument]

    def overlap(self, family: str) -> float:
        """How far a family's members overlap."""
        if self._overlap is not None:
            return self._overlap
        return self.numbers[f"families.{family}.overlap"][1].low

    def at_overlap(self, overlap: float) -> Self:
        """The same numbers where every family overlaps alike; what no family shares is kept."""
        found = copy(self)
        found._start_at(overlap, {p: v for p, v in self._logs.items() if self.family_of(p) is None})  # noqa: SLF001 - of its own class
        return found

    def _start_at(self, overlap: float, logs: dict[str, Values]) -> None:
        self._overlap, self._logs, self._uniforms = overlap, logs, {}

    def family_of(self, path: str) -> str | None:
        """The family that a likelihood ratio shares its draws with, if there is one."""
        section, item, field, *_ = path.split(".")
        is_ratio = section == "arguments" and field in {"lr", "bears_on"}
        return self._family_of.get(item) if is_ratio else None

    def _on_scale(self, path: str) -> Values:
        """The number on the scale where it is normal."""
        kind, held = self.numbers[path]
        mean, deviation = held.normal(kind)
        if held.is_point:
            return np.array([mean])
        return mean + deviation * self._normal(path, mean)

    def _normal(self, path: str, mean: float) -> Values:
        """Standard normal draws; of a family's ratios, moved the way that each speaks."""
        family = self.family_of(path)
        if family is None:
            return draws.normal(self.seed, path, self.count, self.block)
        return draws.shared_normal(
            self.seed,
            path,
            f"families.{family}.lr",
            self.overlap(family),
            -1.0 if mean < 0 else 1.0,
            self.count,
            self.block,
        )


def shares_of(xp: Namespace, logs: Sequence[Array]) -> list[Array]:
    """Weights divided by their sum, from their logarithms; ``xp`` is NumPy or PyTensor's."""
    largest = reduce(xp.maximum, logs)
    weights = [xp.exp(log - largest) for log in logs]
    total = sum(weights)
    return [weight / total for weight in weights]


def stack(entries: Sequence[Values | float], shape: tuple[int, ...]) -> Values:
    """A table of ``shape`` from its entries in C order, with the draws as a last axis."""
    rows = np.broadcast_arrays(*(np.atleast_1d(entry) for entry in entries))
    return np.stack(rows).reshape(*shape, -1)
