"""The likelihood of one group's answers at many points at once.

Weighing draws from an approximation asks for the density at hundreds of points and for no slope. A
row then serves a block of points while it is at hand, and the innermost loop runs over points, which
processors do several of at a time: ten times as fast as a pass for each point.

The sums are those of `credence.groups.likelihood`; the order in which they are added up depends on
the answers alone.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from credence.groups.likelihood import Group, log_likelihood
from credence.groups.statistics import Statistics

Values = NDArray[np.float64]

BLOCK = 64
"""Points that are looked at together; their numbers fit into a processor's nearest memory."""

TOGETHER = 6
"""Variances that are multiplied before their logarithm is taken, which costs as much as ten steps."""


def log_likelihoods(held: Statistics, points: Values) -> Values:
    """Natural log of the density of everybody's answers at points (μ, log τ, log σ_b).

    Args:
        held: The answers.
        points: Shape (points, 2N + 1).

    Returns:
        Shape (points,).
    """
    size = held.size
    none = np.zeros((0, size))
    summed = Statistics(held.answered, held.count, held.mean, held.scatter, none, none)
    total = np.array([log_likelihood(summed, Group.of(point)) for point in points])
    for at in range(0, len(points), BLOCK):
        some = points[at : at + BLOCK].T
        mu, log_tau = some[:size], some[size : 2 * size]
        total[at : at + BLOCK] += _rows(
            held.rows,
            held.deviations,
            np.ascontiguousarray(mu),
            np.exp(2 * log_tau),
            np.exp(2 * some[-1]),
        )
    return total


@njit(cache=True)
def _take_logs(product: Values, logs: Values) -> None:  # pragma: no cover - compiled
    for d in range(len(product)):
        logs[d] += np.log(product[d])
        product[d] = 1.0


@njit(cache=True)
def _rows(
    rows: Values, deviations: Values, mu: Values, variance: Values, square: Values
) -> Values:  # pragma: no cover - compiled
    people, size = rows.shape
    points = len(square)
    plain, log_plain = 1 / variance, np.log(variance)
    total, logs = np.zeros(points), np.zeros(points)
    whole, weighted, squares = np.zeros(points), np.zeros(points), np.zeros(points)
    product = np.ones(points)
    answers = np.zeros(size)
    count, held = 0, 0
    for p in range(people):
        whole[:] = 0.0
        weighted[:] = 0.0
        squares[:] = 0.0
        for i in range(size):
            y = rows[p, i]
            if np.isnan(y):
                continue
            own = deviations[p, i] if p < len(deviations) else 0.0
            count += 1
            if own == 0:
                answers[i] += 1
                for d in range(points):
                    apart = y - mu[i, d]
                    weight = plain[i, d]
                    whole[d] += weight
                    weighted[d] += weight * apart
                    squares[d] += weight * apart * apart
            else:
                for d in range(points):
                    apart = y - mu[i, d]
                    spread = variance[i, d] + own * own
                    weight = 1 / spread
                    product[d] *= spread
                    whole[d] += weight
                    weighted[d] += weight * apart
                    squares[d] += weight * apart * apart
                held += 1
                if held >= TOGETHER:
                    _take_logs(product, logs)
                    held = 0
        for d in range(points):
            shared = 1 + square[d] * whole[d]
            product[d] *= shared
            total[d] += squares[d] - square[d] / shared * weighted[d] * weighted[d]
        held += 1
        if held >= TOGETHER:
            _take_logs(product, logs)
            held = 0
    _take_logs(product, logs)
    for i in range(size):
        for d in range(points):
            logs[d] += answers[i] * log_plain[i, d]
    found: Values = -0.5 * (total + logs + count * np.log(2 * np.pi))
    return found
