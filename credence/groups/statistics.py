"""Answers to sufficient statistics: what the model needs of a group, whatever its size.

A *pattern* is the set of arguments that somebody answered. People of one pattern without intervals
of their own are held as a count, a mean and a *scatter* (the sum of squares and products about the
mean); everyone else is held as a *row*. Both are exact. So a million people who answered everything
cost what ten do, and only people with intervals or rare patterns cost a row each. Rows come in two
kinds, and those of *unsure* people, who gave intervals, come first.

Parts are merged pairwise by the update of Chan, Golub and LeVeque ("Updating formulae and a
pairwise algorithm for computing sample variances", 1979), in an order that follows the parts'
numbers alone: who computed which part, and when, changes no digit. The sums are loops of our own
for the same reason: a BLAS adds in an order that depends on its number of threads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float64]

FEWEST = 4
"""People of one pattern from whom on it may be held as sums; and as many as there are arguments,
since a table of products takes as much room as a row for each argument."""


@dataclass(frozen=True)
class Statistics:
    """Sufficient statistics of a group's log likelihood ratios; N arguments.

    Attributes:
        answered: Which arguments each pattern has, shape (patterns, N), 1.0 or 0.0.
        count: People of each pattern, shape (patterns,).
        mean: Their mean log LR, shape (patterns, N); 0 where not answered.
        scatter: Σ (y − mean)(y − mean)ᵀ, shape (patterns, N, N); 0 where not answered.
        rows: Log LRs of everyone else, shape (rows, N); NaN where not answered.
        deviations: Standard deviations of the intervals of the first rows, shape (unsure, N); 0
            where they give none. The other rows have none at all.
    """

    answered: Values
    count: Values
    mean: Values
    scatter: Values
    rows: Values
    deviations: Values

    @property
    def people(self) -> int:
        """How many people answered anything."""
        return int(self.count.sum()) + len(self.rows)

    @property
    def size(self) -> int:
        """How many arguments there are."""
        return int(self.answered.shape[1])

    def answers(self) -> NDArray[np.int64]:
        """How many people answered on each argument, shape (N,)."""
        by_pattern = self.count @ self.answered
        return np.asarray(by_pattern + (~np.isnan(self.rows)).sum(0)).astype(np.int64)

    def columns(self, kept: Sequence[int]) -> "Statistics":
        """The same for some of the arguments; people without an answer on any are left out."""
        places = list(kept)
        rows = self.rows[:, places]
        some = ~np.isnan(rows).all(axis=1)
        held = self.answered[:, places].any(axis=1)
        return Statistics(
            self.answered[held][:, places],
            self.count[held],
            self.mean[held][:, places],
            self.scatter[held][:, places][:, :, places],
            rows[some],
            self.deviations[:, places][some[: len(self.deviations)]],
        )


def statistics_of(rows: Values, deviations: Values | None = None) -> Statistics:
    """Reduce one part of a group; people without any answer are left out.

    Args:
        rows: Log LRs, shape (people, N); NaN where not answered.
        deviations: Standard deviations of people's own intervals, same shape, 0 for none.
    """
    rows = np.ascontiguousarray(rows, dtype=np.float64)
    given = ~np.isnan(rows)
    some = given.any(axis=1)
    unsure = np.zeros(len(rows), dtype=bool)
    if deviations is not None:
        unsure = some & ((deviations > 0) & given).any(axis=1)
    keys, place = _patterns(given)
    own = np.bincount(place[some & ~unsure], minlength=len(keys))
    summed = np.flatnonzero(own >= max(FEWEST, rows.shape[1]))
    where = np.full(len(keys), -1)
    where[summed] = np.arange(len(summed))
    group = np.where(some & ~unsure, where[place], -1)
    count, mean, scatter = _sums(rows, group, len(summed))
    sure = some & ~unsure & (group < 0)
    held = np.zeros((0, rows.shape[1]))
    if deviations is not None:
        held = np.where(given[unsure], deviations[unsure], 0.0)
    left = np.concatenate([rows[unsure], rows[sure]]) if len(held) else rows[sure]
    return Statistics(keys[summed].astype(np.float64), count, mean, scatter, left, held)


def merged(parts: Sequence[Statistics]) -> Statistics:
    """One group out of its parts, in their order; see the module's docstring.

    Raises:
        ValueError: There is no part.
    """
    if not parts:
        raise ValueError("there is nothing to merge")
    sums = list(parts)
    while len(sums) > 1:
        pairs = [_both(*sums[at : at + 2]) for at in range(0, len(sums) - 1, 2)]
        sums = [*pairs, *sums[2 * len(pairs) :]]
    # Rows whose pattern is common over all parts, though rare in its own, are summed in the end.
    unsure = [part.rows[: len(part.deviations)] for part in parts]
    sure = statistics_of(np.concatenate([part.rows[len(part.deviations) :] for part in parts]))
    whole = _both(sums[0], sure)
    return Statistics(
        whole.answered,
        whole.count,
        whole.mean,
        whole.scatter,
        np.concatenate([*unsure, sure.rows]),
        np.concatenate([part.deviations for part in parts]),
    )


def _patterns(given: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """The distinct rows of a table of truth values, in a fixed order, and each row's place."""
    packed = np.ascontiguousarray(np.packbits(given, axis=1))
    if not packed.size:
        return given[:1], np.zeros(len(given), dtype=np.int64)
    codes = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, place = np.unique(codes, return_index=True, return_inverse=True)
    return given[first], place.astype(np.int64)


@njit(cache=True)
def _sums(
    rows: Values, group: NDArray[np.int64], groups: int
) -> tuple[Values, Values, Values]:  # pragma: no cover - compiled
    people, size = rows.shape
    count = np.zeros(groups)
    mean = np.zeros((groups, size))
    scatter = np.zeros((groups, size, size))
    for p in range(people):
        if group[p] >= 0:
            count[group[p]] += 1
            for i in range(size):
                if not np.isnan(rows[p, i]):
                    mean[group[p], i] += rows[p, i]
    for g in range(groups):
        for i in range(size):
            mean[g, i] /= count[g]
    apart = np.zeros(size)
    for p in range(people):
        g = group[p]
        if g < 0:
            continue
        for i in range(size):
            apart[i] = 0.0 if np.isnan(rows[p, i]) else rows[p, i] - mean[g, i]
        for i in range(size):
            for j in range(size):
                scatter[g, i, j] += apart[i] * apart[j]
    return count, mean, scatter


def _both(one: Statistics, other: Statistics) -> Statistics:
    """The sums of two parts together; their rows are left out."""
    keys, place = _patterns(np.concatenate([one.answered, other.answered]) > 0)
    size = one.size
    count, mean = np.zeros(len(keys)), np.zeros((len(keys), size))
    scatter = np.zeros((len(keys), size, size))
    first, second = place[: len(one.count)], place[len(one.count) :]
    count[first], mean[first], scatter[first] = one.count, one.mean, one.scatter
    for at, target in enumerate(second):
        n, m = count[target], other.count[at]
        apart = other.mean[at] - mean[target]
        mean[target] += apart * (m / (n + m))
        scatter[target] += other.scatter[at] + np.outer(apart, apart) * (n * m / (n + m))
        count[target] = n + m
    none = np.zeros((0, size))
    return Statistics(keys.astype(np.float64), count, mean, scatter, none, none)
