"""How probable a group's answers are, with every person's leaning integrated out.

Given the group, one person's answers y (on the arguments that they answered) are jointly normal
around μ with covariance diag(τ² + s²) + σ_b² 11ᵀ: the leaning that they share makes them correlated.
With w = 1 / (τ² + s²), T = Σw and k = σ_b² / (1 + σ_b² T), the inverse of the covariance is
A = diag(w) − k wwᵀ (Sherman, Morrison and Woodbury), so that a person costs a few sums:

    −2 log p(y) = n log 2π − Σ log w + log(1 + σ_b² T) + Σ w r² − k (Σ w r)²,   r = y − μ.

People of one pattern share A, and of r only its mean and scatter are needed.

The *slope* is the gradient of log p; the *information* is Fisher's, the expected curvature. Both
are taken over (μ, log τ, log σ_b); under the information μ and the rest do not interact.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from credence.groups.statistics import Statistics

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Group:
    """What the model says of a group; natural log-units.

    Attributes:
        mu: The group's centre on each argument, shape (N,).
        tau: How far people differ on each argument, shape (N,), above 0.
        sigma: How far leanings differ, above 0.
    """

    mu: Values
    tau: Values
    sigma: float

    @classmethod
    def of(cls, point: Values) -> "Group":
        """The group at a point (μ, log τ, log σ_b), shape (2N + 1,)."""
        size = (len(point) - 1) // 2
        return cls(point[:size], np.exp(point[size : 2 * size]), float(np.exp(point[-1])))

    def point(self) -> Values:
        """The inverse of `of`."""
        return np.concatenate([self.mu, np.log(self.tau), [np.log(self.sigma)]])


def log_likelihood(held: Statistics, group: Group) -> float:
    """Natural log of the density of everybody's answers."""
    return log_likelihood_and_slope(held, group)[0]


def log_likelihood_and_slope(held: Statistics, group: Group) -> tuple[float, Values]:
    """The log density, and its gradient over (μ, log τ, log σ_b), shape (2N + 1,)."""
    total, slope = density(
        group.mu,
        group.tau**2,
        group.sigma**2,
        held.answered,
        held.count,
        held.mean,
        held.scatter,
        held.rows,
        held.deviations,
    )
    return float(total), slope


def information(held: Statistics, group: Group, every: int = 1) -> Values:
    """Fisher's information over (μ, log τ, log σ_b), shape (2N + 1, 2N + 1).

    Args:
        held: The answers.
        group: Where it is taken.
        every: 3 looks at every third row alone and counts it three times: an estimate.
    """
    size = held.size
    found = np.zeros((2 * size + 1, 2 * size + 1))
    variance, square = group.tau**2, group.sigma**2
    rows = held.rows[::every]
    _information(
        np.concatenate([~np.isnan(rows), held.answered > 0]),
        held.deviations[::every],
        np.concatenate([np.full(len(rows), len(held.rows) / max(len(rows), 1)), held.count]),
        variance,
        square,
        found,
    )
    return found


@njit(cache=True)
def density(
    mu: Values,
    variance: Values,
    square: float,
    answered: Values,
    count: Values,
    mean: Values,
    scatter: Values,
    rows: Values,
    deviations: Values,
) -> tuple[float, Values]:  # pragma: no cover - compiled
    """`log_likelihood_and_slope` on plain arrays: ``variance`` is τ², ``square`` is σ_b².

    A row's missing answer is NaN, or has an infinite deviation.
    """
    slope = np.zeros(2 * len(mu) + 1)
    total = _rows(rows, deviations, mu, variance, square, slope)
    total += _patterns(answered, count, mean, scatter, mu, variance, square, slope)
    return total, slope


@njit(cache=True)
def _rows(
    rows: Values,
    deviations: Values,
    mu: Values,
    variance: Values,
    square: float,
    slope: Values,
) -> float:  # pragma: no cover - compiled
    people, size = rows.shape
    total = 0.0
    weight, apart = np.zeros(size), np.zeros(size)
    plain, log_plain = 1 / variance, np.log(variance)
    for p in range(people):
        answers, whole, weighted, squares, logs = 0, 0.0, 0.0, 0.0, 0.0
        for i in range(size):
            own = deviations[p, i] if p < len(deviations) else 0.0
            if np.isnan(rows[p, i]) or np.isinf(own):
                weight[i] = 0.0
                apart[i] = 0.0
                continue
            answers += 1
            apart[i] = rows[p, i] - mu[i]
            if own == 0:
                weight[i] = plain[i]
                logs += log_plain[i]
            else:
                spread = variance[i] + own**2
                weight[i] = 1 / spread
                logs += np.log(spread)
            whole += weight[i]
            weighted += weight[i] * apart[i]
            squares += weight[i] * apart[i] ** 2
        shared = 1 + square * whole
        k = square / shared
        total -= 0.5 * (
            answers * np.log(2 * np.pi) + logs + np.log(shared) + squares - k * weighted**2
        )
        for i in range(size):
            g = weight[i] * (apart[i] - k * weighted)
            slope[i] += g
            slope[size + i] += variance[i] * (g * g - weight[i] + k * weight[i] ** 2)
        slope[2 * size] += square * ((weighted / shared) ** 2 - whole / shared)
    return total


@njit(cache=True)
def _patterns(
    answered: Values,
    count: Values,
    mean: Values,
    scatter: Values,
    mu: Values,
    variance: Values,
    square: float,
    slope: Values,
) -> float:  # pragma: no cover - compiled
    patterns, size = answered.shape
    total = 0.0
    weight, apart, across = np.zeros(size), np.zeros(size), np.zeros(size)
    for g in range(patterns):
        n, answers, whole, weighted, logs = count[g], 0, 0.0, 0.0, 0.0
        for i in range(size):
            weight[i] = 0.0
            apart[i] = 0.0
            if answered[g, i] > 0:
                answers += 1
                weight[i] = 1 / variance[i]
                apart[i] = mean[g, i] - mu[i]
                logs += np.log(variance[i])
                whole += weight[i]
                weighted += weight[i] * apart[i]
        shared = 1 + square * whole
        k = square / shared
        # Over the pattern's people: Σ r_i Σ_j w_j r_j in ``across``, Σ (Σ w r)² in ``both``, and
        # Σ w r² in ``squares``.
        both, squares = 0.0, 0.0
        for i in range(size):
            across[i] = n * weighted * apart[i]
            for j in range(size):
                across[i] += scatter[g, i, j] * weight[j]
            both += weight[i] * across[i]
            squares += weight[i] * (scatter[g, i, i] + n * apart[i] ** 2)
        total -= 0.5 * (
            n * (answers * np.log(2 * np.pi) + logs + np.log(shared)) + squares - k * both
        )
        for i in range(size):
            slope[i] += n * weight[i] * (apart[i] - k * weighted)
            own = scatter[g, i, i] + n * apart[i] ** 2 - 2 * k * across[i] + k * k * both
            inverse = weight[i] - k * weight[i] ** 2
            slope[size + i] += variance[i] * (weight[i] ** 2 * own - n * inverse)
        slope[2 * size] += square * (both / shared**2 - n * whole / shared)
    return total


@njit(cache=True)
def _information(
    answered: NDArray[np.bool_],
    deviations: Values,
    count: Values,
    variance: Values,
    square: float,
    found: Values,
) -> None:  # pragma: no cover - compiled
    people, size = answered.shape
    weight = np.zeros(size)
    last = 2 * size
    for p in range(people):
        whole = 0.0
        for i in range(size):
            weight[i] = 0.0
            if answered[p, i]:
                own = deviations[p, i] if p < len(deviations) else 0.0
                weight[i] = 1 / (variance[i] + own**2)
            whole += weight[i]
        shared = 1 + square * whole
        k = square / shared
        for i in range(size):
            if weight[i] == 0.0:
                continue
            for j in range(size):
                entry = -k * weight[i] * weight[j]
                if i == j:
                    entry += weight[i]
                found[i, j] += count[p] * entry
                found[size + i, size + j] += 2 * count[p] * variance[i] * variance[j] * entry**2
            side = 2 * count[p] * variance[i] * square * (weight[i] / shared) ** 2
            found[size + i, last] += side
            found[last, size + i] += side
        found[last, last] += 2 * count[p] * (square * whole / shared) ** 2
