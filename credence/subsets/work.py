"""The sums over all draws and all subsets, as work that can be spread.

`chunk_sums` is a function of a layout, a block and the number of a chunk: all of them plain data, so
that threads, processes or other machines may compute chunks in any order. What comes back is added in a
fixed order, so no digit depends on who computed what.

An *executor* is called like the built-in ``map`` and gives the results in order.
"""

import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
    layout: Layout, block: Block, chunk: int, batches: int = 1, *, compiled: bool | None = None
) -> tuple[Values, Values]:
    """Sums over a block's draws of P(target) and P(not target); logarithms if the block is.

    Args:
        layout: The order of the bits.
        block: The numbers.
        chunk: Number of the chunk, below ``layout.chunks``.
        batches: Equally long batches of the draws, each with sums of its own.
        compiled: Whether to use machine code; by default where it is worth its start.

    Returns:
        Two arrays of shape (batches, 2 ** chunk_bits).
    """
    if compiled is None:
        compiled = _is_worth_compiling(layout, block)
    apart = min(batches, len(block.joint))  # one row stands for every batch
    repeats = block.draws // batches // (len(block.joint) // apart)
    if compiled and layout.levels and not block.in_logs:
        from credence.subsets import kernel  # noqa: PLC0415 - Numba is slow to import

        true, false = kernel.chunk_sums(layout, block.joint, block.tables, chunk, apart)
    else:
        true, false = plain.chunk_sums(
            layout, block.joint, block.tables, chunk, apart, in_logs=block.in_logs
        )
    if apart < batches:
        true, false = (np.broadcast_to(v, (batches, v.shape[1])) for v in (true, false))
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
    for columns in (2, 3):
        kernel.chunk_sums(layout, np.full((1, 2, columns), 0.25), np.ones((1, 2)), 0, 1)


@dataclass(frozen=True)
class Sums:
    """What the draws say of every subset, by code; shape (2 ** bits,) each.

    Attributes:
        credence: The mean of P(target), weighted by what the draws gave to what is supposed.
        log_odds: The natural log-odds of it.
        pulls: By batch of draws, how far it pulls the credence from the mean of all, shape
            (batches, 2 ** bits); none where no batches were asked for.
    """

    credence: Values
    log_odds: Values
    pulls: Values


def sums(
    plan: Plan,
    executor: Executor = map,
    done: Callable[[float], object] = float,
    *,
    compiled: bool | None = None,
    batches: int = 0,
) -> Sums:
    """Sum over the draws, for every subset.

    Args:
        plan: The question.
        executor: Called like ``map`` with a function and the numbers of all chunks.
        done: Called after each chunk with the share of the work that is done; may raise to stop.
        compiled: As for `chunk_sums`.
        batches: A power of two, at most the draws: the batches whose pulls are told; 0 for none.
    """
    layout, count = plan.layout, max(1, batches)
    size, length = 2**layout.chunk_bits, plan.draws // count
    plains: list[Values] = [np.zeros((count, 2**layout.bits)) for _ in range(2)]
    logs: list[Values] = []
    finished = 0
    for block in blocks(plan):
        if block.in_logs and not logs:
            logs = [np.full((count, 2**layout.bits), -np.inf) for _ in range(2)]
        totals, plus = (logs, np.logaddexp) if block.in_logs else (plains, np.add)
        # Decided here and not by whoever computes a chunk: everywhere the same digits.
        by_machine = _is_worth_compiling(layout, block) if compiled is None else compiled
        own = max(1, block.draws // length)
        first = finished // (layout.chunks * length)
        task = partial(chunk_sums, layout, block, batches=own, compiled=by_machine)
        for chunk, found in enumerate(executor(task, range(layout.chunks))):
            part = slice(first, first + own), slice(chunk * size, (chunk + 1) * size)
            for total, values in zip(totals, found, strict=True):
                plus(total[part], values, out=total[part])
            finished += block.draws
            done(finished / (layout.chunks * plan.draws))
    return _means(plan, plains, logs, batches)


def _means(plan: Plan, plains: list[Values], logs: list[Values], batches: int) -> Sums:
    """From sums by batch, of plain numbers and of those that came as logarithms."""
    is_supposed = bool(plan.scenario.suppositions)
    with np.errstate(divide="ignore"):
        if logs:
            logs = [np.logaddexp(log, np.log(sums)) for log, sums in zip(logs, plains, strict=True)]
            log_true, log_false = (np.logaddexp.reduce(log) for log in logs)
            whole = np.logaddexp(log_true, log_false) if is_supposed else math.log(plan.draws)
            credence = np.exp(log_true - whole)
            shares = (np.exp(log - whole) for log in logs)
        else:
            true, false = (values.sum(axis=0) for values in plains)
            log_true, log_false = np.log(true), np.log(false)
            mass = true + false if is_supposed else plan.draws
            credence = true / mass
            shares = (values / mass for values in plains)
    pulls = np.empty((0, len(credence)))
    if batches:
        of_true, of_false = shares
        pulls = of_true - credence * (of_true + of_false)
    return Sums(credence, log_true - log_false, pulls)
