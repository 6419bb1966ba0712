"""From a network to a tree of clusters on which exact messages run.

Variables are *eliminated* one after the other; eliminating one joins its neighbours, and it and
they form a *cluster*. Clusters hang together in a tree, neighbours sharing a *separator*
(Lauritzen and Spiegelhalter 1988; Shafer and Shenoy 1990). The largest cluster settles what exact
inference costs, and it depends on the order: two greedy orders are tried and the cheaper is kept.

What people get wrong: the cost follows the network's tree-width, not the number of claims.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from credence.errors import InputError
from credence.library import Library
from credence.network import Network, network_of

MOST_STATES = 2**14
"""Joint states of the largest cluster that is still contracted."""


@dataclass(frozen=True)
class Tree:
    """Clusters of variables, joined to a forest.

    Attributes:
        network: The network that the tree serves.
        scopes: Variables of each cluster, in the order of its axes.
        neighbours: Neighbours of each cluster.
        factors: Indices of the factors that each cluster multiplies.
        home: For each variable, the cluster where its evidence enters and its marginal is read.
    """

    network: Network
    scopes: tuple[tuple[int, ...], ...]
    neighbours: tuple[tuple[int, ...], ...]
    factors: tuple[tuple[int, ...], ...]
    home: tuple[int, ...]

    @property
    def states(self) -> int:
        """Joint states of the largest cluster."""
        return max(_states(self.network, scope) for scope in self.scopes)

    @cached_property
    def towards(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """By cluster, the edges ``(source, target)`` directed towards it, farthest first."""
        return tuple(self._towards(cluster) for cluster in range(len(self.scopes)))

    def _towards(self, cluster: int) -> tuple[tuple[int, int], ...]:
        edges, frontier, seen = [], [cluster], {cluster}
        while frontier:
            node = frontier.pop()
            for neighbour in self.neighbours[node]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    edges.append((neighbour, node))
                    frontier.append(neighbour)
        return tuple(reversed(edges))

    @cached_property
    def connected(self) -> tuple[tuple[int, ...], ...]:
        """By cluster, all clusters of its component."""
        return tuple(
            (cluster, *(source for source, _ in edges))
            for cluster, edges in enumerate(self.towards)
        )

    @cached_property
    def behind(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """By directed edge, the clusters whose evidence its message carries."""
        found: dict[tuple[int, int], tuple[int, ...]] = {}
        for edges in self.towards:
            for source, target in edges:
                if (source, target) not in found:
                    others = (n for n in self.neighbours[source] if n != target)
                    found[source, target] = (source, *(c for n in others for c in found[n, source]))
        return found

    @cached_property
    def summed(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """By directed edge, the axes of the source that its message sums over."""
        return {
            (source, target): self._axes_without(source, self.scopes[target])
            for source, target in self.behind
        }

    @cached_property
    def summed_at_home(self) -> tuple[tuple[int, ...], ...]:
        """By variable, the axes of its home that its marginal sums over."""
        return tuple(
            self._axes_without(cluster, (variable,)) for variable, cluster in enumerate(self.home)
        )

    def _axes_without(self, cluster: int, kept: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(axis for axis, v in enumerate(self.scopes[cluster]) if v not in kept)

    @cached_property
    def arrives(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """By directed edge, the shape in which its message meets the target's axes and draws."""
        return {
            (source, target): self.spread(self.scopes[source], target)
            for source, target in self.behind
        }

    def spread(self, variables: Iterable[int], cluster: int) -> tuple[int, ...]:
        """The shape in which a table over ``variables`` meets a cluster's axes and the draws."""
        inside = set(variables)
        scope = self.scopes[cluster]
        return (*(self.network.sizes[v] if v in inside else 1 for v in scope), -1)


@lru_cache(maxsize=32)
def tree_of(library: Library) -> Tree:
    """The tree of a library's claims.

    Raises:
        InputError: The network is too wide to contract; the message names the claims.
    """
    network = network_of(library)
    orders = [_eliminate(network, by_fill=by_fill) for by_fill in (True, False)]
    cliques = min(orders, key=lambda found: sum(_states(network, c) for _, c in found))
    widest = max((clique for _, clique in cliques), key=lambda c: _states(network, c))
    if (states := _states(network, widest)) > MOST_STATES:
        names = ", ".join(dict.fromkeys(network.names[variable] for variable in sorted(widest)))
        raise InputError.at(
            "claims",
            f"the network is too wide: {states} joint states of {names} would have to be held at "
            f"once, and the most is {MOST_STATES}; give these claims fewer shared parents",
        )
    return _tree(network, cliques)


def _states(network: Network, scope: Iterable[int]) -> int:
    return math.prod(network.sizes[variable] for variable in scope)


def _eliminate(network: Network, *, by_fill: bool) -> list[tuple[int, frozenset[int]]]:
    """Eliminate greedily by fewest added edges, or by smallest cluster; variable and its clique."""
    around: dict[int, set[int]] = {v: set() for v in range(len(network.sizes))}
    for factor in network.factors:
        for variable in factor.scope:
            around[variable].update(set(factor.scope) - {variable})

    def cost(variable: int) -> tuple[float, float, int]:
        near = around[variable]
        size = _states(network, near | {variable})
        fill = sum(len(near - around[other]) - 1 for other in near) / 2
        return (fill, size, variable) if by_fill else (size, fill, variable)

    costs = {variable: cost(variable) for variable in around}
    found = []
    while around:
        variable = min(costs, key=costs.__getitem__)
        near = around.pop(variable)
        del costs[variable]
        found.append((variable, frozenset(near | {variable})))
        for other in near:
            around[other] |= near
            around[other] -= {variable, other}
        for other in near.union(*(around[n] for n in near)) if near else ():
            costs[other] = cost(other)
    return found


def _tree(network: Network, cliques: list[tuple[int, frozenset[int]]]) -> Tree:
    position = {variable: index for index, (variable, _) in enumerate(cliques)}
    parent: dict[int, int | None] = {}
    for index, (variable, clique) in enumerate(cliques):
        rest = [position[other] for other in clique if other != variable]
        parent[index] = min(rest, default=None)
    sets = {index: clique for index, (_, clique) in enumerate(cliques)}
    _absorb(sets, parent)
    numbered = {old: new for new, old in enumerate(sorted(sets))}
    scopes = tuple(tuple(sorted(sets[old], key=position.__getitem__)) for old in sorted(sets))
    upward = [
        (numbered[old], numbered[up]) for old in sorted(sets) if (up := parent[old]) is not None
    ]
    neighbours: list[list[int]] = [[] for _ in scopes]
    for source, target in upward:
        neighbours[source].append(target)
        neighbours[target].append(source)
    holders = sorted(range(len(scopes)), key=lambda c: _states(network, scopes[c]))
    factors: list[list[int]] = [[] for _ in scopes]
    for index, factor in enumerate(network.factors):
        factors[next(c for c in holders if set(factor.scope) <= set(scopes[c]))].append(index)
    return Tree(
        network=network,
        scopes=scopes,
        neighbours=tuple(map(tuple, neighbours)),
        factors=tuple(map(tuple, factors)),
        home=tuple(
            next(c for c in holders if variable in scopes[c])
            for variable in range(len(network.sizes))
        ),
    )


def _absorb(sets: dict[int, frozenset[int]], parent: dict[int, int | None]) -> None:
    """Merge every cluster that lies within a neighbour into that neighbour."""
    for index in sorted(sets):
        up = parent.get(index)  # None for a root, and for a cluster that is already merged
        while up is not None and sets[up] <= sets[index]:
            parent[index] = parent.pop(up)
            del sets[up]
            for other, target in parent.items():
                if target == up and other != index:
                    parent[other] = index
            up = parent[index]
