"""The sums over draws for one chunk of subsets, in NumPy.

In a draw, the weight of the worlds in which the target is true (or false, and what is supposed holds) is
divided by that of all worlds. So where something is supposed the two add up to the probability that the
draw gave to it, which is how much the draw counts.

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
    layout: Layout,
    joint: Values,
    tables: Values,
    chunk: int,
    batches: int = 1,
    *,
    in_logs: bool,
) -> tuple[Values, Values]:
    """Sums over the draws of P(target) and of P(not target), for every code of a chunk.

    Both together with what is supposed.

    Args:
        layout: The order of the bits.
        joint: Joint weights, shape (draws, states…, 2 or 3).
        tables: The terms' weights, shape (draws, entries).
        chunk: Number of the chunk.
        batches: Equally long batches of the draws, each with sums of its own.
        in_logs: Whether joint, tables and what is returned are logarithms.

    Returns:
        Two arrays of shape (batches, 2 ** chunk_bits), by code.
    """
    size, length = 2**layout.chunk_bits, len(joint) // batches
    none = -np.inf if in_logs else 0.0
    true, false = np.full((batches, size), none), np.full((batches, size), none)
    of_true, of_false = true[0], false[0]
    plus = np.logaddexp if in_logs else np.add
    step = max(1, MOST_AT_ONCE // size)
    for start in range(0, len(joint), step):
        part = slice(start, start + step)
        found = _probabilities(layout, joint[part], tables[part], chunk, in_logs=in_logs)
        for draw, (p, q) in enumerate(zip(*found, strict=True), start=start):
            if not draw % length:
                of_true, of_false = true[draw // length], false[draw // length]
            plus(of_true, p, out=of_true)
            plus(of_false, q, out=of_false)
    return true, false


def _probabilities(
    layout: Layout, joint: Values, tables: Values, chunk: int, *, in_logs: bool
) -> tuple[Values, Values]:
    """P(target) and P(not target), what is supposed included; each of shape (draws, codes)."""
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
        columns = np.moveaxis(held, 2, 0)
    else:
        inner = np.arange(2**layout.inner)
        weight = np.full((draws, len(inner)), one)
        for term in layout.inner_terms:
            weight = times(weight, tables[:, term.offset + _index(term, inner)])
        both = plus(fixed[:, :, None], times(varying[:, :, None], weight[:, None, :, None]))
        columns = np.moveaxis(both, 3, 0).reshape(both.shape[3], draws, -1)
    false, true, *whole = columns
    total = whole[0] if whole else plus(true, false)
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
