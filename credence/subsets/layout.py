"""The order of the bits, in which most of the work is shared between subsets.

Inside the sums a subset is numbered by its *code*: its bits in another order. The variables that
chosen arguments bear on are contracted one after the other; a *level* is one of them, and its
*prefix* is the code's leading bits that the variables up to it depend on. So the first levels are
contracted a few times and the last one often.

The lowest bits, the *inner* ones, act on a single claim and share no term with any other bit. For
given leading bits the target's probability is then (a + b·w) / (c + d·w), where w runs through one
small table of weights: a product, a sum and a division for each subset.

Codes are taken in *chunks* with the same leading bits. A subset's sum over the draws does not depend
on the chunk it is in, so that no digit depends on how chunks are made or who computes them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from credence.junction import Tree
from credence.subsets.terms import Term, Terms

MOST_INNER = 10
CHUNK_BITS = 14
MOST_HELD = 2**21
"""Numbers that a chunk may hold between two levels, in one draw."""


type Codes = NDArray[np.int64] | NDArray[np.int32]
"""Codes or masks, or parts of them."""


@dataclass(frozen=True)
class TermPlace:
    """Where a term's weight is found.

    Attributes:
        state: The state of the level's variable that it bears on, counted from 1.
        offset: Where its table begins among all tables.
        shifts: For each of its bits, lowest first, that bit's place in the prefix.
    """

    state: int
    offset: int
    shifts: tuple[int, ...]


@dataclass(frozen=True)
class Level:
    """One variable that chosen arguments bear on.

    Attributes:
        states: Its states: those that chosen arguments bear on, and all others as one.
        width: Leading bits of the code that it and all earlier levels depend on.
        terms: The terms that bear on it and depend on the prefix.
    """

    states: int
    width: int
    terms: tuple[TermPlace, ...]


@dataclass(frozen=True)
class Layout:
    """What the sums need to know beside the numbers.

    Attributes:
        bits: Number of bits of a code.
        inner: How many of them are inner ones.
        chunk_bits: Bits that differ within a chunk.
        places: For each chosen argument, the place of its bit in the code.
        order: The terms, in the order in which their tables are laid out.
        states: For each level's variable, its states that chosen arguments bear on.
        levels: The variables in the order in which they are contracted.
        inner_state: The state of the last level's variable that the inner bits act on.
        inner_terms: The terms of the inner bits.
        entries: Numbers in all tables together.
    """

    bits: int
    inner: int
    chunk_bits: int
    places: tuple[int, ...]
    order: tuple[Term, ...]
    states: dict[int, tuple[int, ...]]
    levels: tuple[Level, ...]
    inner_state: int
    inner_terms: tuple[TermPlace, ...]
    entries: int

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return 1 << (self.bits - self.chunk_bits)

    @cached_property
    def flat(self) -> tuple[int | Codes, ...]:
        """What machine code reads: sizes, then arrays over levels, over terms and over bits."""
        groups = [*(level.terms for level in self.levels), self.inner_terms]
        terms = [term for group in groups for term in group]
        return (
            self.bits,
            self.chunk_bits,
            self.inner,
            self.inner_state,
            _integers([level.states for level in self.levels]),
            _integers([level.width for level in self.levels]),
            np.cumsum(_integers([0, *(len(group) for group in groups)])),
            _integers([term.state for term in terms]),
            _integers([term.offset for term in terms]),
            np.cumsum(_integers([0, *(len(term.shifts) for term in terms)])),
            _integers([shift for term in terms for shift in term.shifts]),
        )


def _integers(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def layout_of(tree: Tree, found: Terms) -> Layout:
    """Lay out the bits of all terms that depend on a chosen argument."""
    moving = tuple(term for term in found.terms if term.bits)
    variable_of = {term.claim: tree.network.places[term.claim].variable for term in moving}
    inner_claim, inner_bits = _inner(moving)
    reach: dict[int, set[int]] = {}
    for term in moving:
        reach.setdefault(variable_of[term.claim], set()).update(set(term.bits) - inner_bits)
    states = {
        variable: tuple(
            sorted(
                {
                    tree.network.places[t.claim].state
                    for t in moving
                    if variable_of[t.claim] == variable
                }
            )
        )
        for variable in reach
    }
    last = variable_of.get(inner_claim)
    sequence = _sequence(reach, last)
    ranks: dict[int, int] = {}  # by chosen argument, how many bits stand before its own
    widths = []
    for variable in sequence:
        for bit in sorted(reach[variable] - ranks.keys()):
            ranks[bit] = len(ranks)
        widths.append(len(ranks))
    inner = len(inner_bits)
    for bit in sorted(inner_bits):
        ranks[bit] = len(ranks)
    count = len(ranks)
    offsets, entries = [], 0
    for term in moving:
        offsets.append(entries)
        entries += 2 ** len(term.bits)

    def place(index: int, width: int) -> TermPlace:
        term = moving[index]
        state = states[variable_of[term.claim]].index(tree.network.places[term.claim].state) + 1
        return TermPlace(state, offsets[index], tuple(width - 1 - ranks[b] for b in term.bits))

    def is_inner(term: Term) -> bool:
        return bool(inner_bits) and set(term.bits) <= inner_bits

    levels = tuple(
        Level(
            states=1 + len(states[variable]),
            width=width,
            terms=tuple(
                place(index, width)
                for index, term in enumerate(moving)
                if variable_of[term.claim] == variable and not is_inner(term)
            ),
        )
        for variable, width in zip(sequence, widths, strict=True)
    )
    return Layout(
        bits=count,
        inner=inner,
        chunk_bits=_chunk_bits(levels, count, inner),
        places=tuple(count - 1 - ranks[bit] for bit in range(len(found.chosen))),
        order=moving,
        states={variable: states[variable] for variable in sequence},
        levels=levels,
        inner_state=(
            states[last].index(tree.network.places[inner_claim].state) + 1
            if last is not None
            else 1
        ),
        inner_terms=tuple(place(i, count) for i, term in enumerate(moving) if is_inner(term)),
        entries=entries,
    )


def _inner(moving: Sequence[Term]) -> tuple[str, set[int]]:
    """The claim that most bits act on alone, and those bits, as many as fit."""
    best: tuple[str, set[int]] = ("", set())
    for claim in sorted({term.claim for term in moving}):
        elsewhere = {bit for term in moving if term.claim != claim for bit in term.bits}
        fitting: set[int] = set()
        for group in sorted(_groups([t for t in moving if t.claim == claim]), key=sorted):
            if not group & elsewhere and len(fitting) + len(group) <= MOST_INNER:
                fitting |= group
        if len(fitting) > len(best[1]) or not best[0]:
            best = (claim, fitting)
    return best


def _groups(terms: Sequence[Term]) -> list[set[int]]:
    """Bits that share a term, directly or through others."""
    groups: list[set[int]] = []
    for term in terms:
        joined = set(term.bits).union(*(group for group in groups if group & set(term.bits)))
        groups = [group for group in groups if not group & joined] + [joined]
    return groups


def _sequence(reach: dict[int, set[int]], last: int | None) -> list[int]:
    """The variables, each next one adding the fewest bits; the one of the inner bits last."""
    found: list[int] = []
    known: set[int] = set()
    pending = set(reach) - {last}
    while pending:
        variable = min(pending, key=lambda v: (len(reach[v] - known), v))
        pending.remove(variable)
        known |= reach[variable]
        found.append(variable)
    return [*found, *([] if last is None else [last])]


def _chunk_bits(levels: Sequence[Level], bits: int, inner: int) -> int:
    """As many as `CHUNK_BITS`, fewer where the levels would then hold too much."""
    for held in range(min(bits, CHUNK_BITS), inner, -1):
        rest = 2 * math.prod(level.states for level in levels)
        most = 0
        for level in levels:
            rest //= level.states
            most = max(most, rest * 2 ** max(0, level.width - (bits - held)))
        if most <= MOST_HELD:
            return held
    return inner
