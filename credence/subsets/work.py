"""The sums over all draws and all subsets, as work that can be spread.

A *plan* is a question without numbers: which arguments are chosen and how their bits are laid out. A
*block* has the numbers of some draws. `chunk_sums` is a function of a layout, a block and the number
of a chunk: all of them plain data, so that threads, processes or other machines may compute chunks in
any order. What comes back is added in a fixed order, so no digit depends on who computed what.

An *executor* is called like the built-in ``map`` and gives the results in order.
"""

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from credence.errors import InputError
from credence.inference import LARGEST_BLOCK, SAFE_EXPONENT, credences, question_of
from credence.junction import Tree, tree_of
from credence.messages import cluster_tables
from credence.number import Number
from credence.parameters import DrawnParameters, Values, stack
from credence.scenario import Scenario
from credence.subsets import plain
from credence.subsets.joint import Potential, contracted, split, width
from credence.subsets.layout import Layout, Level, TermPlace, layout_of
from credence.subsets.tables import term_tables
from credence.subsets.terms import Terms, terms_of

type Executor = Callable[[Callable[[int], Any], Iterable[int]], Iterable[Any]]

MOST_JOINT = 2**13
"""Joint states of the claims that chosen arguments bear on, and of any table on the way there."""

COMPILED_FROM = 2**22
"""Subsets times draws above which machine code is worth its start."""

COMPILED_FROM_LOADED = 2**16
"""The same where it has been started; its digits are those of NumPy."""

_BLOCK_NUMBERS = 2**22


@dataclass(frozen=True)
class Plan:
    """A question about every subset, without its numbers.

    Attributes:
        scenario: What stays as it is, and the numbers.
        target: The claim.
        found: The terms through which the chosen arguments matter.
        layout: The order of the bits.
        expected: Whether soundness counts as the probability that it is.
        width: Joint states of the largest table on the way.
    """

    scenario: Scenario
    target: str
    found: Terms
    layout: Layout
    expected: bool
    width: int

    @property
    def draws(self) -> int:
        """How many draws a mean is over."""
        return 1 if self.expected else self.scenario.draws

    @property
    def tree(self) -> Tree:
        """The claims' network."""
        return tree_of(self.scenario.library)

    @property
    def fits(self) -> bool:
        """Whether the claims' joint states are few enough for this way of summing."""
        return self.width <= MOST_JOINT


@dataclass(frozen=True)
class Block:
    """The numbers of some draws.

    Attributes:
        joint: Joint weights of the levels' states and the target, shape (rows, states…, 2).
        tables: The terms' weights, shape (rows, entries).
        in_logs: Whether both are logarithms.
        draws: Draws that it stands for; rows are as many, or one where all are alike.
    """

    joint: Values
    tables: Values
    in_logs: bool
    draws: int


def plan_of(
    scenario: Scenario, target: str, arguments: tuple[str, ...], *, point_values: bool = False
) -> Plan:
    """Plan the sums over every subset of ``arguments``, all others as the scenario has them."""
    if point_values:
        scenario = at_medians(scenario)
    found = terms_of(scenario, target, arguments)
    tree = tree_of(scenario.library)
    layout = layout_of(tree, found)
    kept = frozenset({*layout.states, tree.network.places[target].variable})
    return Plan(scenario, target, found, layout, point_values, width(tree, kept))


def at_medians(scenario: Scenario) -> Scenario:
    """The scenario with every uncertain number at its median."""
    medians = {
        path: Number.point(held.median(kind))
        for path, (kind, held) in scenario.numbers().items()
        if not held.is_point
    }
    changes = dict(scenario.changes) | medians
    return replace(scenario, changes=tuple(sorted(changes.items())))


def blocks(plan: Plan) -> Iterator[Block]:
    """The numbers of all draws, block by block; one draw at point values."""
    numbers, scenario = plan.scenario.numbers(), plan.scenario
    if plan.expected:
        yield _block(plan, DrawnParameters(numbers, scenario.seed, 1), 1)
        return
    tabled = sum(2 ** len(term.bits) for term in plan.found.terms)
    sound = sum(2 ** len(bits) for bits in plan.found.bits.values())
    fitting = max(1, _BLOCK_NUMBERS // (2 * tabled + sound + 4 * plan.width))
    length = min(LARGEST_BLOCK, 2 ** int(math.log2(fitting)), scenario.draws)
    for start in range(0, scenario.draws, length):
        part = slice(start, start + length)
        yield _block(plan, DrawnParameters(numbers, scenario.seed, scenario.draws, part), length)


def _block(plan: Plan, numbers: DrawnParameters, draws: int) -> Block:
    library, tree, layout = plan.scenario.library, plan.tree, plan.layout
    kept = 1 - plan.scenario.scepticism
    found = term_tables(library, numbers, plan.found, expected=plan.expected)
    values = dict(zip(plan.found.terms, found, strict=True))
    moving = [kept * values[term] for term in layout.order]
    weights: dict[int, Values] = {}
    for term, value in values.items():
        if not term.bits:
            place = tree.network.places[term.claim]
            states = np.arange(tree.network.sizes[place.variable])[:, None]
            logs = np.where(states == place.state, kept * value, 0.0)
            weights[place.variable] = weights.get(place.variable, 0.0) + logs
    found_tables = cluster_tables(tree, numbers, stack)
    home = tree.home[tree.network.places[plan.target].variable]
    tables = {cluster: found_tables[cluster] for cluster in tree.connected[home]}
    reach = (*moving, *weights.values())
    spread = sum(-math.log(table[table > 0].min(initial=1.0)) for table in tables.values())
    spread += sum(float(abs(logs).max()) for logs in reach)
    in_logs = not _is_safe(spread)
    joint = _joint(plan, tables, weights, in_logs=in_logs)
    flat = _rows(moving)
    return _collapsed(joint, flat if in_logs else np.exp(flat), draws, in_logs=in_logs)


def _joint(
    plan: Plan, tables: dict[int, Values], weights: dict[int, Values], *, in_logs: bool
) -> Values:
    tree, target = plan.tree, plan.tree.network.places[plan.target]
    with np.errstate(divide="ignore"):
        potentials: list[Potential] = [
            (tree.scopes[cluster], np.log(table) if in_logs else table)
            for cluster, table in tables.items()
        ]
    for variable, logs in weights.items():
        shifted = logs - logs.max(axis=0)
        potentials.append(((variable,), shifted if in_logs else np.exp(shifted)))
    within = {variable for scope, _ in potentials for variable in scope}
    for claim, value in plan.scenario.suppositions:
        place = tree.network.places[claim]
        if place.variable not in within:
            continue
        allowed = (np.arange(tree.network.sizes[place.variable]) == place.state) == value
        full, none = (0.0, -np.inf) if in_logs else (1.0, 0.0)
        potentials.append(((place.variable,), np.where(allowed, full, none)[:, None]))
    kept = tuple(sorted({*plan.layout.states, target.variable}))
    table = contracted(tree, potentials, kept, in_logs=in_logs)
    own = (target.variable, target.state)
    joint = split(table, kept, plan.layout.states, own, in_logs=in_logs)
    flat = joint.reshape(len(joint), -1)
    possible = np.isfinite(flat).any(axis=1) if in_logs else flat.any(axis=1)
    if not possible.all():  # the engine says what is wrong
        credences(plan.scenario, [question_of(plan.scenario)], plan.target)
    return joint


def _is_safe(spread: float) -> bool:
    """Whether plain products keep all their digits where logarithms spread as far as this."""
    return spread <= SAFE_EXPONENT


def _rows(moving: list[Values]) -> Values:
    """The terms' tables one after the other, shape (draws, entries)."""
    if not moving:
        return np.zeros((1, 0))
    draws = max(value.shape[-1] for value in moving)
    full = [np.broadcast_to(value, (len(value), draws)) for value in moving]
    return np.ascontiguousarray(np.concatenate(full).T)


def _collapsed(joint: Values, tables: Values, draws: int, *, in_logs: bool) -> Block:
    """As many rows in both, and a single one where all draws are alike."""
    if (joint == joint[:1]).all() and (tables == tables[:1]).all():
        return Block(np.array(joint[:1]), np.array(tables[:1]), in_logs, draws)
    rows = max(len(joint), len(tables))
    # Copies, since machine code tells arrays that may be written to from those that may not.
    return Block(
        np.array(np.broadcast_to(joint, (rows, *joint.shape[1:])), order="C"),
        np.array(np.broadcast_to(tables, (rows, tables.shape[1])), order="C"),
        in_logs,
        draws,
    )


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


def check_size(plan: Plan, most: int) -> None:
    """Refuse what would take absurdly long.

    Raises:
        InputError: The claims are too entangled for so many subsets; the message says what to do.
    """
    if plan.fits or (2 ** len(plan.found.chosen) <= most and not plan.expected):
        return
    claims = ", ".join(dict.fromkeys(term.claim for term in plan.layout.order))
    raise InputError.at(
        "arguments",
        f"the {len(plan.found.chosen)} chosen arguments bear on claims whose joint states are too "
        f"many to hold ({claims}); choose at most {int(math.log2(most))} arguments and no point "
        "values, or arguments that bear on fewer claims",
    )
