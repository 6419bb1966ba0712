"""The sums over all draws and all subsets, as work that can be spread.

`chunk_sums` is a function of a layout, a block and the number of a chunk: all of them plain data, so
that threads, processes or other machines may compute chunks in any order. What comes back is added in a
fixed order, so no digit depends on who computed what.

An *executor* is called like the built-in ``map`` and gives the results in order.
"""

import math
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from credence.parameters import Values
from credence.subsets import plain
from credence.subsets.blocks import Block, blocks
from credence.subsets.layout import Layout, Level, TermPlace
from credence.subsets.plan import Plan

type Executor = Callable[[Callable[[int], Any], Iterable[int]], Iterable[Any]]

COMPILED_FROM = 2**22
"""Subsets times draws above which machine code is worth its start."""

COMPILED_FROM_LOADED = 2**16
"""The same where it has been started; its digits are those of NumPy."""


def chunk_sums(
    layout: Layout, block: Block, chunk: int, *, compiled: bool | None = None
) -> tuple[Values, Values]:
    """Sums over a block's draws of P(target) and P(not target), by code; logarithms if the block is.

    Args:
        layout: The order of the bits.
        block: The numbers.
        chunk: Number of the chunk, below ``layout.chunks``.
        compiled: Whether to use machine code; by default where it is worth its start.
    """
    rows = len(block.joint)
    if compiled is None:
        compiled = _is_worth_compiling(layout, block)
    repeats = block.draws // rows
    if compiled and layout.levels and not block.in_logs:
        from credence.subsets import kernel  # noqa: PLC0415 - Numba is slow to import

        true, false = kernel.chunk_sums(layout, block.joint, block.tables, chunk)
    else:
        true, false = plain.chunk_sums(
            layout, block.joint, block.tables, chunk, in_logs=block.in_logs
        )
    if block.in_logs:
        return true + math.log(repeats), false + math.log(repeats)
    return true * repeats, false * repeats


def _is_worth_compiling(layout: Layout, block: Block) -> bool:
    is_loaded = "credence.subsets.kernel" in sys.modules
    least = COMPILED_FROM_LOADED if is_loaded else COMPILED_FROM
    return bool(len(block.joint) * 2**layout.bits > least)


def warm() -> None:
    """Have the machine code ready, compiled or from its cache: seconds once, then nothing.

    For a thread that nobody waits for: `chunk_sums` does the same when it first needs it.
    """
    from credence.subsets import kernel  # noqa: PLC0415 - Numba is slow to import

    term = TermPlace(state=1, offset=0, shifts=(0,))
    level = Level(states=2, width=0, terms=())
    layout = Layout(1, 1, 1, (0,), (), {}, (level,), 1, (term,), 2)
    kernel.chunk_sums(layout, np.full((1, 2, 2), 0.25), np.ones((1, 2)), 0)


def sums(
    plan: Plan,
    executor: Executor = map,
    done: Callable[[float], object] = float,
    *,
    compiled: bool | None = None,
) -> tuple[Values, Values]:
    """Natural logarithms of the means of P(target) and P(not target), and the first mean, by code.

    Args:
        plan: The question.
        executor: Called like ``map`` with a function and the numbers of all chunks.
        done: Called after each chunk with the share of the work that is done; may raise to stop.
        compiled: As for `chunk_sums`.

    Returns:
        Means of shape (2 ** bits,): of P(target), and the natural log-odds of it.
    """
    layout = plan.layout
    size = 2**layout.chunk_bits
    plains: list[Values] = [np.zeros(2**layout.bits) for _ in range(2)]
    logs: list[Values] = []
    finished = 0
    for block in blocks(plan):
        if block.in_logs and not logs:
            logs = [np.full(2**layout.bits, -np.inf) for _ in range(2)]
        totals, plus = (logs, np.logaddexp) if block.in_logs else (plains, np.add)
        # Decided here and not by whoever computes a chunk: everywhere the same digits.
        by_machine = _is_worth_compiling(layout, block) if compiled is None else compiled
        task = partial(chunk_sums, layout, block, compiled=by_machine)
        for chunk, found in enumerate(executor(task, range(layout.chunks))):
            part = slice(chunk * size, (chunk + 1) * size)
            for total, values in zip(totals, found, strict=True):
                plus(total[part], values, out=total[part])
            finished += block.draws
            done(finished / (layout.chunks * plan.draws))
    true, false = plains
    with np.errstate(divide="ignore"):
        if not logs:
            return true / plan.draws, np.log(true) - np.log(false)
        log_true, log_false = (
            np.logaddexp(total, np.log(values)) for total, values in zip(logs, plains, strict=True)
        )
    return np.exp(log_true - math.log(plan.draws)), log_true - log_false
