"""The sums over draws for one chunk of subsets, in NumPy.

The definition that the machine code of `credence.subsets.kernel` has to match, and what small
questions use, since it needs no compiling. The same lines work on logarithms, for evidence so strong
that plain products would leave the range of numbers.

Draws are added one after the other, so that a subset's sum depends on nothing but its own numbers.
"""

import numpy as np

from credence.parameters import Values
from credence.subsets.layout import Codes, Layout, TermPlace

MOST_AT_ONCE = 2**16
"""Subsets times draws held at once: half a megabyte an array, which stays in a core's own cache."""


def chunk_sums(
    layout: Layout, joint: Values, tables: Values, chunk: int, *, in_logs: bool
) -> tuple[Values, Values]:
    """Sums over the draws of P(target) and of P(not target), for every code of a chunk.

    Args:
        layout: The order of the bits.
        joint: Joint weights, shape (draws, states…, 2).
        tables: The terms' weights, shape (draws, entries).
        chunk: Number of the chunk.
        in_logs: Whether joint, tables and what is returned are logarithms.

    Returns:
        Two arrays of shape (2 ** chunk_bits,), by code.
    """
    size = 2**layout.chunk_bits
    none = -np.inf if in_logs else 0.0
    true, false = np.full(size, none), np.full(size, none)
    plus = np.logaddexp if in_logs else np.add
    step = max(1, MOST_AT_ONCE // size)
    for start in range(0, len(joint), step):
        part = slice(start, start + step)
        for p, q in zip(
            *_probabilities(layout, joint[part], tables[part], chunk, in_logs=in_logs), strict=True
        ):
            plus(true, p, out=true)
            plus(false, q, out=false)
    return true, false


def _probabilities(
    layout: Layout, joint: Values, tables: Values, chunk: int, *, in_logs: bool
) -> tuple[Values, Values]:
    """P(target) and P(not target) of every code of a chunk, each of shape (draws, codes)."""
    times, plus = (np.add, np.logaddexp) if in_logs else (np.multiply, np.add)
    one = 0.0 if in_logs else 1.0
    draws = len(joint)
    held = joint.reshape(draws, 1, -1)
    free = 0
    fixed: Values | None = None
    varying: Values | None = None
    for index, level in enumerate(layout.levels):
        prefixes, parents, free = _prefixes(layout, level.width, chunk, free)
        rows = held.reshape(draws, held.shape[1], level.states, -1)[:, parents]
        is_last = index == len(layout.levels) - 1
        summed = rows[:, :, 0]
        for state in range(1, level.states):
            weight = np.full((draws, len(prefixes)), one)
            for term in level.terms:
                if term.state == state:
                    weight = times(weight, tables[:, term.offset + _index(term, prefixes)])
            weighed = times(weight[:, :, None], rows[:, :, state])
            if is_last and state == layout.inner_state:
                varying = weighed
            else:
                summed = plus(summed, weighed)
        held = fixed = summed
    if fixed is None or varying is None:  # no chosen argument bears on anything
        fixed, (false, true) = None, (held[:, :, 0], held[:, :, 1])
    else:
        inner = np.arange(2**layout.inner)
        weight = np.full((draws, len(inner)), one)
        for term in layout.inner_terms:
            weight = times(weight, tables[:, term.offset + _index(term, inner)])
        both = plus(fixed[:, :, None], times(varying[:, :, None], weight[:, None, :, None]))
        false, true = both[..., 0].reshape(draws, -1), both[..., 1].reshape(draws, -1)
    total = plus(true, false)
    return (true - total, false - total) if in_logs else (true / total, false / total)


def _prefixes(layout: Layout, width: int, chunk: int, before: int) -> tuple[Codes, Codes, int]:
    """A level's prefixes within a chunk, where each came from, and how many bits differ."""
    leading = layout.bits - layout.chunk_bits
    free = max(0, width - leading)
    own = np.arange(2**free)
    start = chunk << free if width >= leading else chunk >> (leading - width)
    return start + own, own >> (free - before), free


def _index(term: TermPlace, prefixes: Codes) -> Codes:
    found = np.zeros_like(prefixes)
    for place, shift in enumerate(term.shifts):
        found |= (prefixes >> shift & 1) << place
    return found
