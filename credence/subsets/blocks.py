"""The numbers of a plan, block by block of draws: what the sums over subsets are made of.

A *block* is two plain arrays, the claims' joint weights and the tables of the terms' weights, so that it
can be sent to whoever computes. Where the weights of a block spread further than plain products can hold,
both are logarithms.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from credence.answers import LARGEST_BLOCK, credences, question_of
from credence.inference import SAFE_EXPONENT
from credence.messages import cluster_tables
from credence.parameters import DrawnParameters, Values, stack
from credence.subsets.joint import Potential, contracted, split
from credence.subsets.plan import Plan
from credence.subsets.tables import term_tables

_BLOCK_NUMBERS = 2**22


@dataclass(frozen=True)
class Block:
    """The numbers of some draws.

    Attributes:
        joint: Joint weights of the levels' states and the target, shape (rows, states…, 2 or 3).
        tables: The terms' weights, shape (rows, entries).
        in_logs: Whether both are logarithms.
        draws: Draws that it stands for; rows are as many, or one where all are alike.
    """

    joint: Values
    tables: Values
    in_logs: bool
    draws: int


def blocks(plan: Plan) -> Iterator[Block]:
    """The numbers of all draws, block by block; one draw at point values."""
    numbers, scenario = plan.scenario.numbers(), plan.scenario
    if plan.expected:
        yield _block(plan, DrawnParameters(scenario.library, numbers, scenario.seed, 1), 1)
        return
    tabled = sum(2 ** len(term.bits) for term in plan.found.terms)
    sound = sum(2 ** len(bits) for bits in plan.found.bits.values())
    fitting = max(1, _BLOCK_NUMBERS // (2 * tabled + sound + 6 * plan.width))
    length = min(LARGEST_BLOCK, 2 ** int(math.log2(fitting)), scenario.draws)
    for start in range(0, scenario.draws, length):
        part = slice(start, start + length)
        drawn = DrawnParameters(scenario.library, numbers, scenario.seed, scenario.draws, part)
        yield _block(plan, drawn, length)


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
    settled = (claim for claim, _ in plan.scenario.suppositions)
    homes = (tree.home[tree.network.places[claim].variable] for claim in (plan.target, *settled))
    clusters = sorted({cluster for home in homes for cluster in tree.connected[home]})
    tables = {cluster: found_tables[cluster] for cluster in clusters}
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
    supposed: list[Potential] = []
    for claim, value in plan.scenario.suppositions:
        place = tree.network.places[claim]
        allowed = (np.arange(tree.network.sizes[place.variable]) == place.state) == value
        full, none = (0.0, -np.inf) if in_logs else (1.0, 0.0)
        supposed.append(((place.variable,), np.where(allowed, full, none)[:, None]))
    kept = tuple(sorted({*plan.layout.states, target.variable}))
    table = contracted(tree, [*potentials, *supposed], kept, in_logs=in_logs)
    of_all = contracted(tree, potentials, kept, in_logs=in_logs) if supposed else None
    own = (target.variable, target.state)
    joint = split(table, kept, plan.layout.states, own, of_all=of_all, in_logs=in_logs)
    flat = joint[..., :2].reshape(len(joint), -1)
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
