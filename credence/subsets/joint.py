"""The claims' network, contracted down to the claims that the chosen arguments bear on.

What remains of the network is one table per draw: for each state of the *kept* variables, the weight
of the worlds in which the target is true and of those in which it is false. The evidence of all other
arguments and the suppositions are in it. Where something is supposed, a third column holds the weight of
all worlds, whether it holds in them or not: what a draw gave to what is supposed says how much it counts.
A kept variable's states that no chosen argument bears on are one state.

Variables are summed out one by one, the cheapest first (*variable elimination*: Zhang and Poole
1994). `width` says beforehand how large a table that takes.
"""

import math
from collections.abc import Sequence
from functools import reduce

import numpy as np

from credence.junction import Tree
from credence.messages import Algebra, Linear, Log
from credence.parameters import Values

type Potential = tuple[tuple[int, ...], Values]
"""Variables, and a table with an axis for each and the draws last."""


def width(tree: Tree, kept: frozenset[int]) -> int:
    """Joint states of the largest table that contracting down to ``kept`` makes."""
    sizes = tree.network.sizes
    scopes = [frozenset(scope) for scope in tree.scopes]
    largest = math.prod(sizes[variable] for variable in kept)
    while gone := frozenset().union(*scopes) - kept:
        variable, joined = _cheapest(scopes, gone, sizes)
        scopes = [scope for scope in scopes if variable not in scope] + [joined - {variable}]
        largest = max(largest, math.prod(sizes[v] for v in joined))
    return largest


def _cheapest(
    scopes: Sequence[frozenset[int]], gone: frozenset[int], sizes: Sequence[int]
) -> tuple[int, frozenset[int]]:
    """The variable that is cheapest to sum out next, and the variables of the table it takes."""

    def joined(variable: int) -> frozenset[int]:
        return frozenset().union(*(scope for scope in scopes if variable in scope))

    found = {variable: joined(variable) for variable in gone}
    best = min(gone, key=lambda v: (math.prod(sizes[u] for u in found[v]), v))
    return best, found[best]


def contracted(
    tree: Tree, potentials: Sequence[Potential], kept: tuple[int, ...], *, in_logs: bool
) -> Values:
    """The product of all potentials, summed over every variable that is not kept.

    Args:
        tree: The network and its variables.
        potentials: The tables, as logarithms where ``in_logs``.
        kept: The variables whose axes remain, in this order.
        in_logs: Whether tables hold logarithms.

    Returns:
        A table with an axis for each kept variable and the draws last.
    """
    algebra: Algebra = Log() if in_logs else Linear()
    sizes = tree.network.sizes
    pending = list(potentials)
    held = frozenset(kept)
    while gone := frozenset(v for scope, _ in pending for v in scope) - held:
        scopes = [frozenset(scope) for scope, _ in pending]
        variable, joined = _cheapest(scopes, gone, sizes)
        scope = (variable, *sorted(joined - {variable}))
        touching = [one for one in pending if variable in one[0]]
        pending = [one for one in pending if variable not in one[0]]
        product = reduce(algebra.times, (_aligned(one, scope) for one in touching))
        pending.append((scope[1:], algebra.total(product, (0,))))
    table = reduce(algebra.times, (_aligned(one, kept) for one in pending))
    shape = (*(sizes[variable] for variable in kept), table.shape[-1])
    return np.broadcast_to(table, shape)


def _aligned(potential: Potential, scope: tuple[int, ...]) -> Values:
    """A potential's table with its axes in the places that they have in ``scope``."""
    own, table = potential
    order = sorted(range(len(own)), key=lambda axis: scope.index(own[axis]))
    lengths = dict(zip(own, table.shape, strict=False))
    shape = tuple(lengths.get(variable, 1) for variable in scope)
    return table.transpose(*order, len(own)).reshape(*shape, table.shape[-1])


def split(
    table: Values,
    kept: tuple[int, ...],
    states: dict[int, tuple[int, ...]],
    target: tuple[int, int],
    *,
    of_all: Values | None = None,
    in_logs: bool,
) -> Values:
    """The joint weights that the sums over subsets start from.

    Args:
        table: As `contracted` gives it, with the suppositions.
        kept: Its variables; the target's own is among them.
        states: For each variable that chosen arguments bear on, the states that they bear on.
        target: The target's variable and state.
        of_all: The same table without the suppositions, where there are any.
        in_logs: Whether tables hold logarithms.

    Returns:
        Shape (draws or 1, states…, 2 or 3): for each variable of ``states``, first all other states
        together, then its own; the target false, then true, then all worlds where there are
        suppositions.
    """
    algebra: Algebra = Log() if in_logs else Linear()
    none = -np.inf if in_logs else 0.0
    variable, state = target
    axis = kept.index(variable)
    is_true = (np.arange(table.shape[axis]) == state).reshape(
        -1, *(1 for _ in table.shape[axis + 1 :])
    )
    columns = [np.where(is_true, none, table), np.where(is_true, table, none)]
    halves = np.stack(np.broadcast_arrays(*columns, *([] if of_all is None else [of_all])))
    if variable not in states:
        halves = algebra.total(halves, (axis + 1,))
        kept = tuple(v for v in kept if v != variable)
    for place, kept_variable in enumerate(kept, start=1):
        own = states[kept_variable]
        rest = [s for s in range(halves.shape[place]) if s not in own]
        others = halves.take(rest, axis=place)
        shape = (*halves.shape[:place], *halves.shape[place + 1 :])
        summed = algebra.total(others, (place,)) if rest else np.full(shape, none)
        parts = [np.expand_dims(summed, place), halves.take(own, axis=place)]
        halves = np.concatenate(parts, axis=place)
    order = [1 + kept.index(moved) for moved in states]
    return np.ascontiguousarray(halves.transpose(halves.ndim - 1, *order, 0))
