"""The sums over draws for one chunk of subsets, as machine code.

What `credence.subsets.plain` does, operation by operation and so digit for digit, in one loop over the
draws in which everything stays in the processor's caches: no exponential, two divisions a subset. The code
is compiled when it is first called, which takes some seconds, and kept beside this file, or in
the user's cache folder, for the next process. It lets other threads run.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from credence.parameters import Values
from credence.subsets.layout import Layout

Array = Any
"""A NumPy array, as compiled code sees it."""


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    try:
        return numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    except RuntimeError:  # no folder to keep the code in
        return numba.njit(nogil=True, error_model="numpy")(function)


@_compiled
def _indices(prefix: int, count: int, shifts: Array, out: Array) -> None:
    """For ``count`` prefixes from ``prefix`` on, the term's bits put together."""
    for row in range(count):
        found = 0
        for place in range(len(shifts)):
            found |= (((prefix + row) >> shifts[place]) & 1) << place
        out[row] = found


def _sums_of(columns: int) -> Callable[..., Any]:
    """The sums for joint weights of so many columns, known to the compiler."""

    @_compiled
    def _sums(
        joint: Array,
        tables: Array,
        chunk: int,
        batches: int,
        bits: int,
        chunk_bits: int,
        inner: int,
        inner_state: int,
        level_states: Array,
        level_widths: Array,
        level_terms: Array,
        term_states: Array,
        term_offsets: Array,
        term_bits: Array,
        shifts: Array,
    ) -> tuple[Array, Array]:
        size: int = 1 << chunk_bits
        leading, levels = bits - chunk_bits, len(level_states)
        free = np.zeros(levels + 1, np.int64)
        start = np.zeros(levels + 1, np.int64)
        for level in range(levels):
            width = level_widths[level]
            if width >= leading:
                free[level] = width - leading
                start[level] = chunk << (width - leading)
            else:
                start[level] = chunk >> (leading - width)
        free[levels] = (
            inner  # the inner terms are one more level, whose prefixes are the inner bits
        )

        found = np.zeros((len(term_states), 1 << free.max()), np.int64)
        for level in range(levels + 1):
            for term in range(level_terms[level], level_terms[level + 1]):
                own = shifts[term_bits[term] : term_bits[term + 1]]
                _indices(start[level], 1 << free[level], own, found[term])
                found[term, : 1 << free[level]] += term_offsets[term]

        largest, rest = columns, joint.shape[1]
        for level in range(levels - 1):
            rest //= level_states[level]
            largest = max(largest, rest << free[level])
        before, after = np.empty(max(largest, joint.shape[1])), np.empty(largest)
        count = 1 << free[levels - 1]
        fixed, varying = np.empty((count, columns)), np.empty((count, columns))
        weight = np.empty(1 << inner)
        weights = np.empty(level_states.max())
        true, false = np.zeros((batches, size)), np.zeros((batches, size))

        for draw in range(len(joint)):
            table = tables[draw]
            batch = draw * batches // len(joint)
            before[: joint.shape[1]] = joint[draw]
            rest, was_free = joint.shape[1], 0
            for level in range(levels):
                states = level_states[level]
                whole, rest = rest, rest // states
                last = level == levels - 1
                for row in range(1 << free[level]):
                    weights[:] = 1.0
                    for term in range(level_terms[level], level_terms[level + 1]):
                        weights[term_states[term]] *= table[found[term, row]]
                    parent = (row >> (free[level] - was_free)) * whole
                    if last:
                        for column in range(columns):
                            total = before[parent + column]
                            for state in range(1, states):
                                part = weights[state] * before[parent + columns * state + column]
                                if state == inner_state:
                                    varying[row, column] = part
                                else:
                                    total += part
                            fixed[row, column] = total
                    else:
                        for place in range(rest):
                            total = before[parent + place]
                            for state in range(1, states):
                                total += weights[state] * before[parent + state * rest + place]
                            after[row * rest + place] = total
                if not last:
                    before[: rest << free[level]] = after[: rest << free[level]]
                was_free = free[level]
            weight[:] = 1.0
            for term in range(level_terms[levels], level_terms[levels + 1]):
                for place in range(1 << inner):
                    weight[place] *= table[found[term, place]]
            for row in range(count):
                f0, t0, f1, t1 = fixed[row, 0], fixed[row, 1], varying[row, 0], varying[row, 1]
                p = true[batch, row << inner : (row + 1) << inner]
                q = false[batch, row << inner : (row + 1) << inner]
                if columns == 2:
                    for place in range(1 << inner):
                        t = t0 + t1 * weight[place]
                        f = f0 + f1 * weight[place]
                        total = t + f
                        p[place] += t / total
                        q[place] += f / total
                else:  # something is supposed, which leaves out worlds that a draw is measured by
                    w0, w1 = fixed[row, 2], varying[row, 2]
                    for place in range(1 << inner):
                        total = w0 + w1 * weight[place]
                        p[place] += (t0 + t1 * weight[place]) / total
                        q[place] += (f0 + f1 * weight[place]) / total
        return true, false

    return _sums


SUMS = {columns: _sums_of(columns) for columns in (2, 3)}
"""By the columns of the joint weights: three where something is supposed."""


def chunk_sums(
    layout: Layout, joint: Values, tables: Values, chunk: int, batches: int = 1
) -> tuple[Values, Values]:
    """Sums over the draws of P(target) and of P(not target), for every code of a chunk.

    As `credence.subsets.plain.chunk_sums`, without logarithms, for at least one level.
    """
    rows, columns = len(joint), joint.shape[-1]
    joint = np.require(joint.reshape(rows, -1), requirements=["C", "W"])
    tables = np.require(tables, requirements=["C", "W"])
    found: tuple[Values, Values] = SUMS[columns](joint, tables, chunk, batches, *layout.flat)
    return found
