"""Sums over the claims' network in many patterns of soundness at once.

The clusters and tables are those of `credence.junction` and `credence.messages`. But there every array
ends with the draws; here it ends with patterns *and* sets of numbers, and whatever has the same value in
every pattern is one row long. Messages run one way only, towards the cluster where most patterns meet:
what lies beside the evidence then stays one row long.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from credence.junction import Tree

Values = NDArray[np.float64]
Marks = tuple[tuple[str, bool], ...]
"""Claims that are taken as true or false in one sum."""


class Contraction:
    """Sums of the joint weights of all claims.

    Args:
        tree: The clusters.
        tables: One table per cluster, its axes, then patterns and sets of numbers.
        evidence: By variable, the weight of each of its states, of shape (states, patterns, sets).
        roots: By cluster, the one towards which messages run (see `roots_of`).
    """

    def __init__(
        self,
        tree: Tree,
        tables: Sequence[Values],
        evidence: Mapping[int, Values],
        roots: Sequence[int],
    ) -> None:
        self.tree, self.tables, self.evidence, self.roots = tree, tables, evidence, roots
        self._messages: dict[tuple[int, int, Marks], Values] = {}
        self._at: dict[int, list[int]] = {}
        for variable in evidence:
            self._at.setdefault(tree.home[variable], []).append(variable)

    def total(self, marks: Marks, like: Marks = ()) -> Values:
        """The weight of all states in which the marks hold, shape (patterns, sets).

        Args:
            marks: Claims taken as true or false.
            like: Sum over the components of the network that these claims lie in, as well.
        """
        homes = {self._home(claim) for claim, _ in (*marks, *like)}
        result: Values = np.ones((1, 1))
        for root in {self.roots[home] for home in homes}:
            inside = set(self.tree.connected[root])
            here = tuple(mark for mark in marks if self._home(mark[0]) in inside)
            for source, target in self.tree.towards[root]:
                self._send(source, target, here)
            axes = tuple(range(len(self.tree.scopes[root])))
            result = result * self._combine(root, None, here, axes)
        return result

    def _home(self, claim: str) -> int:
        return self.tree.home[self.tree.network.places[claim].variable]

    def _behind(self, source: int, target: int, marks: Marks) -> Marks:
        behind = self.tree.behind[source, target]
        return tuple(mark for mark in marks if self._home(mark[0]) in behind)

    def _send(self, source: int, target: int, marks: Marks) -> None:
        key = source, target, self._behind(source, target, marks)
        if key not in self._messages:
            axes = self.tree.summed[source, target]
            self._messages[key] = self._combine(source, target, key[2], axes)

    def _combine(
        self, cluster: int, without: int | None, marks: Marks, summed: tuple[int, ...]
    ) -> Values:
        """The product at a cluster, summed over some axes, which disappear."""
        tree, network = self.tree, self.tree.network
        parts = [self.tables[cluster]]
        for claim, truth in marks:
            if self._home(claim) == cluster:
                states = (np.array(network.truths(claim)) == truth)[:, None, None] * 1.0
                parts.append(self._spread(states, (network.places[claim].variable,), cluster))
        parts += [self._spread(self.evidence[v], (v,), cluster) for v in self._at.get(cluster, ())]
        for neighbour in tree.neighbours[cluster]:
            if neighbour != without:
                behind = self._behind(neighbour, cluster, marks)
                message = self._messages[neighbour, cluster, behind]
                parts.append(self._spread(message, tree.scopes[neighbour], cluster))
        parts.sort(
            key=lambda part: part.shape[-2]
        )  # one row first, and sums as soon as they can be
        result = parts[0]
        for place, part in enumerate(parts):
            result = result * part if place else part
            later = parts[place + 1 :]
            ready = tuple(
                axis
                for axis in summed
                if result.shape[axis] > 1 and all(other.shape[axis] == 1 for other in later)
            )
            if ready:
                result = result.sum(axis=ready, keepdims=True)
        return result.squeeze(axis=summed)

    def _spread(self, table: Values, variables: Sequence[int], cluster: int) -> Values:
        return table.reshape(*self.tree.spread(variables, cluster)[:-1], *table.shape[-2:])


def roots_of(tree: Tree, variables: Iterable[int]) -> list[int]:
    """By cluster, the one of its component towards which the fewest states differ by pattern.

    Args:
        tree: The clusters.
        variables: Those that arguments bear on.
    """
    told = {tree.home[variable] for variable in variables}
    sizes = [math.prod(tree.network.sizes[v] for v in scope) for scope in tree.scopes]

    def cost(root: int) -> int:
        differing = (
            source
            for source, target in tree.towards[root]
            if not told.isdisjoint(tree.behind[source, target])
        )
        return sizes[root] + sum(sizes[source] for source in differing)

    return [min(sorted(component), key=cost) for component in tree.connected]
