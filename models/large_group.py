"""A large group with many different patterns or intervals: a normal approximation, corrected exactly.

Where nearly everybody answered another set of arguments, or gave intervals, people cannot be summed
up beforehand and each step of NUTS costs a pass over all of them. But so many people pin the group
down so well that its posterior is nearly normal (Bernstein and von Mises). So: find the mode by
Fisher scoring, draw from the normal there (over μ, log τ and log σ_b, with Fisher's information as
its precision), and weigh each draw by how far the normal misses the exact density. The weights are
smoothed by a generalised Pareto tail (Vehtari and others, "Pareto smoothed importance sampling",
2024), whose shape k says whether the correction can be relied on: up to 0.7 it can.

The passes over the people are few: a dozen for the mode, and one for each 64 draws, of which there
are four thousand for a few hundred people and four hundred for a million.
"""

import math

import numpy as np
from numpy.typing import NDArray

from credence.groups.likelihood import Group, information, log_likelihood_and_slope
from credence.groups.many_points import log_likelihoods
from credence.groups.posterior import Posterior
from credence.groups.priors import MU_SD, SIGMA_SD, TAU_LOG_SD, TAU_MEDIAN
from credence.groups.statistics import Statistics

Values = NDArray[np.float64]

FEWEST_DRAWS, MOST_DRAWS = 400, 4_000
_BUDGET = 1_000_000_000
"""Answers that all draws together look at, between these bounds."""

WIDER = 0.4
"""The normal is drawn from this much wider, over the root of its dimensions: tails that reach
further than a normal's are then covered, at the cost of a quarter of the effective draws."""

RELIABLE = 0.7
"""The largest Pareto k with which weighted draws are used."""

_STEPS, _ENOUGH = 40, 1e-4
_OUTLINE, _FEWEST_ANSWERS = 20_000, 200


class UnreliableError(RuntimeError):
    """The normal approximation is too far off to be corrected."""


def log_posterior(held: Statistics, point: Values) -> tuple[float, Values]:
    """Log density over (μ, log τ, log σ_b), and its gradient, up to a constant."""
    size = held.size
    total, slope = log_likelihood_and_slope(held, Group.of(point))
    mu, log_tau, log_sigma = point[:size], point[size : 2 * size], point[-1]
    slope[:size] -= mu / MU_SD**2
    slope[size : 2 * size] -= (log_tau - math.log(TAU_MEDIAN)) / TAU_LOG_SD**2
    slope[-1] += 1 - math.exp(2 * log_sigma) / SIGMA_SD**2
    return total + float(_log_priors(point[None])[0]), slope


def _log_priors(points: Values) -> Values:
    size = points.shape[1] // 2
    mu, log_tau, log_sigma = points[:, :size], points[:, size : 2 * size], points[:, -1]
    apart = (log_tau - math.log(TAU_MEDIAN)) / TAU_LOG_SD
    square = np.exp(2 * log_sigma) / SIGMA_SD**2
    total = (mu**2).sum(1) / (2 * MU_SD**2) + (apart**2).sum(1) / 2 + square / 2
    return np.asarray(log_sigma - total)


def precision(held: Statistics, point: Values, every: int = 1) -> Values:
    """Expected curvature of `log_posterior`; ``every`` is that of `information`."""
    size = held.size
    found = information(held, Group.of(point), every)
    found[np.arange(size), np.arange(size)] += 1 / MU_SD**2
    found[np.arange(size, 2 * size), np.arange(size, 2 * size)] += 1 / TAU_LOG_SD**2
    found[-1, -1] += 2 * math.exp(2 * point[-1]) / SIGMA_SD**2
    return found


def mode(held: Statistics) -> tuple[Values, Values]:
    """The mode of `log_posterior`, and the precision there, by Fisher scoring.

    The way there needs the precision in outline alone, so every so many rows serve for it.
    """
    every = _stride(held)
    means, spreads = _moments(held)
    point = np.concatenate([means, np.log(spreads), [-0.7]])
    total, slope = log_posterior(held, point)
    for _ in range(_STEPS):
        step = np.linalg.solve(precision(held, point, every), slope)
        step *= min(1.0, 1.0 / float(abs(step[held.size :]).max()))
        if float(step @ slope) < _ENOUGH**2:
            break
        for _halving in range(30):
            ahead = log_posterior(held, point + step)
            if ahead[0] >= total:
                break
            step = step / 2
        point, (total, slope) = point + step, ahead
    return point, precision(held, point)


def _stride(held: Statistics) -> int:
    """Every how many rows tell the precision in outline: all where an argument has few answers."""
    every = max(len(held.rows) // _OUTLINE, 1)
    answers = (~np.isnan(held.rows[::every])).sum(0)
    return every if answers.min(initial=_OUTLINE) >= _FEWEST_ANSWERS else 1


def _moments(held: Statistics) -> tuple[Values, Values]:
    """The mean and the spread of the answers on each argument, two vectors of shape (N,)."""
    given = ~np.isnan(held.rows)
    count = np.maximum(held.answers(), 1)
    mean = (held.count @ held.mean + np.where(given, held.rows, 0.0).sum(0)) / count
    square = (np.where(given, held.rows - mean, 0.0) ** 2).sum(0)
    square += np.einsum("gii->i", held.scatter)
    square += held.count @ np.where(held.answered > 0, held.mean - mean, 0.0) ** 2
    return mean, np.clip(np.sqrt(square / count), TAU_MEDIAN / 20, TAU_MEDIAN * 20)


def sample_large_group(held: Statistics, labels: tuple[str, ...], *, seed: int = 0) -> Posterior:
    """Draws from the posterior of a large group; see the module's docstring.

    Raises:
        UnreliableError: The Pareto k is above `RELIABLE`.
    """
    from arviz_stats.base import array_stats  # noqa: PLC0415 - slow to import

    centre, curvature = mode(held)
    factor = np.linalg.cholesky(curvature)
    draw = np.random.Generator(np.random.Philox(key=seed))
    draws = min(max(_BUDGET // max(held.rows.size, 1), FEWEST_DRAWS), MOST_DRAWS)
    standard = draw.standard_normal((draws, len(centre)))
    wider = 1 + WIDER / math.sqrt(len(centre))
    points = centre + np.linalg.solve(factor.T, wider * standard.T).T
    log_likelihood = log_likelihoods(held, points)
    missed = log_likelihood + _log_priors(points) + (standard**2).sum(1) / 2
    log_weights, shapes = array_stats.psislw(-missed)  # which takes minus the log weights
    shape = float(shapes)
    if not shape <= RELIABLE:
        raise UnreliableError(f"the Pareto k is {shape:.2f}, and above {RELIABLE} nothing is known")
    weights = np.exp(log_weights)
    weights /= weights.sum()
    # Systematic resampling: every draw stands as often as its weight says, but for one.
    places = np.searchsorted(np.cumsum(weights), (np.arange(draws) + draw.random()) / draws)
    places = np.minimum(places, draws - 1)
    chosen = points[places]
    effective = float(1 / (weights**2).sum())
    size = held.size
    return Posterior(
        labels,
        chosen[:, :size],
        np.exp(chosen[:, size : 2 * size]),
        np.exp(chosen[:, -1]),
        np.full(size, effective),
        log_likelihood[places],
        {
            "rhat_max": None,
            "ess_min": effective,
            "divergences": 0,
            "method": "normal approximation, weighted",
            "draws": draws,
            "pareto_k": shape,
        },
    )
