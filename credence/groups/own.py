"""Whose own numbers are gone through one by one, however many people a survey has.

What a person's own numbers, toggles and suppositions imply has to be worked out through a scenario
of theirs. People who answered the same imply the same, so each distinct set of answers is held once,
with the number of people who gave it: as exact at a million people as at ten, while there are at
most `MOST` distinct sets. Of more, `FEW` stand for all: people are put in the order of their *total*,
the sum of their log likelihood ratios and prior log-odds, and every so-and-so-many-th is taken
(systematic sampling: Madow and Madow, "On the theory of systematic sampling", 1944), so that every
part of the group is represented in its share. Who is taken depends on the answers, not on the order
of the people.

What somebody states is no number of their own here: it implies nothing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from credence.survey import Block

Values = NDArray[np.float64]
Keys = NDArray[np.uint64]

MOST = 2_000
"""Distinct sets of answers up to which each is gone through."""

FEW = 500
"""Of more, as many as stand for all, so that a million people take no longer than some hundreds."""

_HELD = 8 * MOST
"""Of several parts so many are held, so that taking some of them twice costs no accuracy."""


@dataclass(frozen=True)
class Own:
    """People's own numbers, toggles and suppositions.

    Attributes:
        block: Distinct sets of answers, each with the name and row of the first who gave it.
        people: How many people each stands for, shape (sets,); they add up to all who gave any.
        keys: A 64-bit key of each set.
        total: The sum of its log likelihood ratios and prior log-odds, which puts them in order.
        is_sample: Whether some stand for others who answered otherwise.
    """

    block: Block
    people: Values
    keys: Keys
    total: Values
    is_sample: bool


def own_of(block: Block, log_ratios: Values) -> Own:
    """The distinct sets of answers of some people; ``log_ratios`` as `Block.log_ratios` gives them."""
    keys, has_any = _keys(block)
    total = _sums(log_ratios)
    for path, (low, high) in block.numbers.items():
        if path.endswith(".prior"):
            middle = np.clip(np.sqrt(low * high), 1e-300, 1 - 1e-16)
            total += np.nan_to_num(np.log(middle) - np.log1p(-middle))
    rows = np.flatnonzero(has_any)
    own = Own(block, np.ones(len(rows)), keys[rows], total[rows], is_sample=False)
    return _thinned(own, MOST, rows)


def joined(parts: Sequence[Own]) -> Own:
    """The same of several parts together, in their order."""
    whole = Own(
        Block.joined([part.block for part in parts]),
        np.concatenate([part.people for part in parts]),
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.total for part in parts]),
        is_sample=any(part.is_sample for part in parts),
    )
    return _thinned(whole, _HELD if whole.is_sample or len(whole.keys) > MOST else MOST)


def gone_through(own: Own) -> Own:
    """The sets that are to be worked out: all, or those that stand for all."""
    return _thinned(own, FEW if own.is_sample or len(own.keys) > MOST else MOST)


def _thinned(own: Own, most: int, rows: NDArray[np.int64] | None = None) -> Own:
    """The distinct ones among some sets of answers, or as many as may be held.

    ``rows`` are the people of the block whom the sets are of, by default all.
    """
    keys, first, place = np.unique(own.keys, return_index=True, return_inverse=True)
    people, is_sample = np.bincount(place, own.people, len(keys)), own.is_sample
    if len(keys) > most:
        order = np.argsort(own.total[first], kind="stable")  # ties stay in the order of their keys
        step = people.sum() / most
        upto = np.cumsum(people[order])
        hit = np.searchsorted(upto, (np.arange(most) + 0.5) * step, side="right")
        taken, times = np.unique(np.minimum(hit, len(keys) - 1), return_counts=True)
        first, people, is_sample = first[order[taken]], times * step, True
    order = np.argsort(first)
    kept = first[order]
    block = own.block.taken(kept if rows is None else rows[kept])
    return Own(block, people[order], own.keys[kept], own.total[kept], is_sample)


def _keys(block: Block) -> tuple[Keys, NDArray[np.bool_]]:
    """A key of what each person answered, and whether they answered anything of their own."""
    keys = np.zeros(block.people, dtype=np.uint64)
    has_any = np.zeros(block.people, dtype=bool)
    for path, (low, high) in block.numbers.items():
        if not path.endswith(".stated"):
            _mix(keys, has_any, _salt(path), low, high)
    for path, truths in block.flags.items():
        held = np.where(truths == -1, np.nan, truths)
        _mix(keys, np.zeros_like(has_any), _salt(path), held, held)  # what is left out is no answer
        has_any |= truths >= 0
    return keys, has_any


def _salt(path: str) -> np.uint64:
    """A number for a path, the same in every process."""
    return np.uint64(int.from_bytes(hashlib.blake2b(path.encode(), digest_size=8).digest()))


@njit(cache=True)
def _mix(
    keys: Keys, has_any: NDArray[np.bool_], salt: np.uint64, low: Values, high: Values
) -> None:  # pragma: no cover - compiled
    """Add an answer to each person's key, in any order of answers; mixing as in SplitMix64."""
    first, last = low.view(np.uint64), high.view(np.uint64)
    for p in range(len(keys)):
        if np.isnan(low[p]):
            continue
        has_any[p] = True
        x = salt ^ (first[p] * np.uint64(0x9E3779B97F4A7C15))
        for bits in (last[p], np.uint64(0)):
            x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            x = (x ^ (x >> np.uint64(31))) + bits
        keys[p] += x


@njit(cache=True)
def _sums(rows: Values) -> Values:  # pragma: no cover - compiled
    """The sum of each row without what is missing, and without a copy of the whole."""
    total = np.zeros(len(rows))
    for p in range(rows.shape[0]):
        for i in range(rows.shape[1]):
            if not np.isnan(rows[p, i]):
                total[p] += rows[p, i]
    return total
