"""Exact marginals of the claims by messages in a tree of clusters.

A *table* holds a cluster's probabilities given the numbers; *evidence* is a weight for each state
of a variable (Pearl's virtual evidence: only ratios matter). A *message* from one cluster to its
neighbour is the product of everything behind it, summed down to what the two share; a *belief* is
a cluster's table times all messages into it (Shafer and Shenoy 1990). Nothing is ever subtracted
or divided, so both tails keep their digits.

The draws are the last axis of every array, and one pass serves all of them. The same code builds
PyTensor graphs, since it only multiplies, adds and reshapes; `Log` works on logarithms instead,
slower, for evidence so strong that plain products would underflow.

What people get wrong: a message depends only on the evidence *behind* it. After one toggle, half of
all messages still stand, which is why they are remembered under the evidence that they carry.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Protocol

import numpy as np

from credence.junction import Tree
from credence.memo import Memo
from credence.network import Array, Numbers


class Algebra(Protocol):
    """How potentials are multiplied and summed."""

    def times(self, left: Array, right: Array) -> Array:
        """Product of two potentials of broadcastable shapes."""

    def total(self, table: Array, axes: tuple[int, ...]) -> Array:
        """Sum of a potential over axes, which disappear."""


class Linear:
    """Potentials as they are; for NumPy arrays and PyTensor variables."""

    def times(self, left: Array, right: Array) -> Array:
        """``left · right``."""
        return left * right

    def total(self, table: Array, axes: tuple[int, ...]) -> Array:
        """Plain sum."""
        return table.sum(axis=axes) if axes else table


class Log:
    """Potentials as natural logarithms, minus infinity for 0; for NumPy arrays."""

    def times(self, left: Array, right: Array) -> Array:
        """Logarithm of the product."""
        return left + right

    def total(self, table: Array, axes: tuple[int, ...]) -> Array:
        """Logarithm of the sum, by the largest term."""
        if not axes:
            return table
        largest = table.max(axis=axes, keepdims=True)
        shift = np.where(np.isneginf(largest), 0.0, largest)
        with np.errstate(divide="ignore"):
            summed = np.log(np.exp(table - shift).sum(axis=axes, keepdims=True))
        return np.squeeze(summed + shift, axis=axes)


def cluster_tables(
    tree: Tree, numbers: Numbers, stack: Callable[[Sequence[Array], tuple[int, ...]], Array]
) -> list[Array]:
    """The product of each cluster's factors, axes as in its scope and the draws last.

    Args:
        tree: The clusters.
        numbers: Where the factors find their numbers.
        stack: Makes a table of a shape from its entries in C order, the draws as a last axis.
    """
    return [_product(tree, cluster, numbers, stack) for cluster in range(len(tree.scopes))]


def _product(
    tree: Tree,
    cluster: int,
    numbers: Numbers,
    stack: Callable[[Sequence[Array], tuple[int, ...]], Array],
) -> Array:
    scope, sizes = tree.scopes[cluster], tree.network.sizes
    full = tuple(sizes[variable] for variable in scope)
    result = stack([1.0] * math.prod(full), full)  # every axis at its full length from the start
    for factor in (tree.network.factors[index] for index in tree.factors[cluster]):
        shape = tuple(sizes[variable] for variable in factor.scope)
        table = stack(factor.entries(numbers), shape)
        order = sorted(range(len(shape)), key=lambda axis: scope.index(factor.scope[axis]))
        table = table.transpose(*order, len(shape)).reshape(tree.spread(factor.scope, cluster))
        result = result * table
    return result


class Propagation:
    """The messages of one update.

    Args:
        tree: The clusters.
        tables: One table per cluster, as `cluster_tables` gives them.
        evidence: By variable, weights of shape (states, draws) or (states, 1).
        algebra: How potentials are multiplied and summed.
        tokens: By variable, a key of its evidence; equal keys mean equal weights.
        memo: Where messages are remembered by the evidence that they carry.
        of: A key of the tables; equal keys mean equal tables.
    """

    def __init__(
        self,
        tree: Tree,
        tables: Sequence[Array],
        evidence: dict[int, Array],
        algebra: Algebra,
        tokens: dict[int, Hashable] | None = None,
        memo: Memo | None = None,
        of: Hashable = (),
    ) -> None:
        self.tree, self.tables, self.evidence = tree, tables, evidence
        self.algebra, self.tokens, self.memo = algebra, tokens or {}, memo
        self.of = of
        self._beliefs: dict[int, Array] = {}
        self._messages: dict[tuple[int, int], Array] = {}
        self._at: dict[int, list[int]] = {}
        for variable in evidence:
            self._at.setdefault(tree.home[variable], []).append(variable)

    def marginal(self, variable: int) -> Array:
        """Unnormalised weights of a variable's states, shape (states, draws)."""
        home = self.tree.home[variable]
        return self._recall(
            ("marginal", variable, self._key_of(self.tree.connected[home])),
            lambda: self.algebra.total(self._belief(home), self.tree.summed_at_home[variable]),
        )

    def _belief(self, cluster: int) -> Array:
        """A cluster's table times its evidence and every message into it, kept for one update."""
        if cluster not in self._beliefs:
            for source, target in self.tree.towards[cluster]:
                if (source, target) not in self._messages:
                    self._messages[source, target] = self._recall(
                        (source, target, self._key_of(self.tree.behind[source, target])),
                        partial(self._send, source, target),
                    )
            self._beliefs[cluster] = self._combine(cluster, without=None)
        return self._beliefs[cluster]

    def _send(self, source: int, target: int) -> Array:
        return self.algebra.total(
            self._combine(source, without=target), self.tree.summed[source, target]
        )

    def _combine(self, cluster: int, without: int | None) -> Array:
        """The product at a cluster; small parts are multiplied first, the table last."""
        tree = self.tree
        parts = [
            self.evidence[variable].reshape(tree.spread((variable,), cluster))
            for variable in self._at.get(cluster, ())
        ]
        for neighbour in tree.neighbours[cluster]:
            if neighbour != without:
                message = self._messages[neighbour, cluster]
                parts.append(message.reshape(tree.arrives[neighbour, cluster]))
        parts.append(self.tables[cluster])
        result = parts[0]
        for part in parts[1:]:
            result = self.algebra.times(result, part)
        return result

    def _key_of(self, clusters: Sequence[int]) -> Hashable:
        return tuple(self.tokens.get(v) for c in clusters for v in self._at.get(c, ()))

    def _recall(self, key: Hashable, make: Callable[[], Array]) -> Array:
        return make() if self.memo is None else self.memo.recall((self.of, key), make)
