"""Simulation-based calibration of the group model: ranks of the truth among its posterior draws.

A group is drawn from the prior and its people's answers from the model; were the posterior right,
the true value would be equally likely to have any rank among draws from it (Talts and others,
"Validating Bayesian inference algorithms with simulation-based calibration", 2018).
"""

import numpy as np

from credence.groups.priors import MU_SD, SIGMA_SD, TAU_LOG_SD, TAU_MEDIAN
from credence.groups.statistics import statistics_of

SIZE = 4
LABELS = tuple("abcd")
RANKS = 100
"""Possible ranks: the truth among 99 draws."""


def simulated(people, seed):
    """A group from the prior, with gaps and intervals: true values and statistics."""
    draw = np.random.default_rng([7, seed])
    mu = draw.normal(0, MU_SD, SIZE)
    tau = np.exp(draw.normal(np.log(TAU_MEDIAN), TAU_LOG_SD, SIZE))
    sigma = abs(draw.normal(0, SIGMA_SD))
    own = np.where(draw.random((people, SIZE)) < 0.4, draw.uniform(0.2, 1, (people, SIZE)), 0.0)
    rows = mu + sigma * draw.normal(size=(people, 1))
    rows = rows + np.sqrt(tau**2 + own**2) * draw.normal(size=(people, SIZE))
    gaps = draw.random((people, SIZE)) < 0.2
    gaps[:2] = False  # every argument is answered
    rows[gaps] = np.nan
    return np.concatenate([mu, tau, [sigma]]), statistics_of(rows, own)


def ranks(sample, people, runs):
    """Ranks of every true value, shape (runs, 2 · SIZE + 1): μ, τ and σ_b."""
    found = np.zeros((runs, 2 * SIZE + 1), dtype=int)
    for run in range(runs):
        truth, held = simulated(people, run)
        posterior = sample(held, LABELS, seed=run)
        draws = np.column_stack([posterior.mu, posterior.tau, posterior.sigma])
        chosen = np.random.default_rng(run).choice(len(draws), RANKS - 1, replace=False)
        found[run] = (draws[chosen] < truth).sum(0)
    return found
