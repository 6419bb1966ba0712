"""Tempered particles: draws from a posterior whose prior is standard normal, without gradients.

*Particles* start as draws from the prior and are led to the posterior by a likelihood that is let in
little by little, L^β with β from 0 to 1 (*tempering*). At each step they are weighed by what was let in,
drawn anew by these weights, and moved (sequential Monte Carlo: Del Moral, Doucet and Jasra 2006); β grows
so far that the weights keep half of their worth. Where a posterior has several modes, each gets its
share, since the particles were everywhere to begin with: chains that start somewhere cannot promise that.

A particle moves by *elliptical slice sampling* (Murray, Adams and MacKay 2010): on an ellipse through
itself and a fresh draw from the prior, to a point whose likelihood is above a random level. Nothing has
to be tuned, and no step is rejected.

Particles live on *islands*, which share nothing but the steps of β. So how far the islands' means lie
apart says honestly how wrong their mean may be, whatever went wrong on the way. Few particles on an island
are biased, all islands alike; weighed by their *evidence*, the product of the mean weights on the way,
they are not.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
LogLikelihood = Callable[[Values], Values]
"""From latent values of shape (size, sets) to shape (sets,)."""

ISLANDS = 32
SHARE_KEPT = 0.5
"""The effective share of the particles that one step of β leaves."""
LAST_SWEEPS = 3
"""How often every particle moves at the end; once after each step before."""


def tempered(
    log_likelihood: LogLikelihood,
    size: int,
    particles: int,
    generator: np.random.Generator,
    progress: Callable[[float], None],
) -> tuple[Values, Values]:
    """Particles of the posterior, and the logarithm of each island's evidence.

    Args:
        log_likelihood: What is let in.
        size: How many latent values there are, independent standard normals before.
        particles: How many on each island.
        generator: Of everything random.
        progress: Told β after each step.

    Returns:
        Shapes (size, islands, particles), all on an island of one weight; and (islands,).
    """
    latent = generator.standard_normal((size, ISLANDS * particles))
    logs, beta, evidence = log_likelihood(latent), 0.0, np.zeros(ISLANDS)
    while beta < 1:
        step = next_step(logs, 1 - beta)
        weights = np.exp(step * (logs - logs.max())).reshape(ISLANDS, particles)
        evidence += np.log(weights.mean(axis=1))
        places = _resampled(weights, generator)
        latent, logs = latent[:, places], logs[places]
        beta = 1.0 if step == 1 - beta else beta + step
        for _ in range(LAST_SWEEPS if beta == 1 else 1):
            move(latent, logs, log_likelihood, beta, generator)
        progress(beta)
    return latent.reshape(size, ISLANDS, particles), evidence


def next_step(logs: Values, most: float) -> float:
    """How far β may grow: ``most``, or so far that the weights keep `SHARE_KEPT` of their worth."""

    def share(step: float) -> float:
        weights = np.exp(step * (logs - logs.max()))
        return float(weights.sum() ** 2 / (weights**2).sum() / len(logs))

    if share(most) >= SHARE_KEPT:
        return most
    low, high = 0.0, most
    while high - low > 1e-3 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) > SHARE_KEPT else (low, middle)
    return high


def _resampled(weights: Values, generator: np.random.Generator) -> NDArray[np.int64]:
    """Places of the particles drawn anew, island by island (systematic resampling)."""
    reached = np.cumsum(weights, axis=1)
    count, islands = weights.shape[1], np.arange(ISLANDS)[:, None]
    steps = (generator.random((ISLANDS, 1)) + np.arange(count)) / count
    reached = (reached / reached[:, -1:] + islands).ravel()
    places = np.searchsorted(reached, (steps + islands).ravel())
    first = (islands * count + np.zeros(count, dtype=np.int64)).ravel()
    found: NDArray[np.int64] = np.clip(places, first, first + count - 1)
    return found


def move(
    latent: Values,
    logs: Values,
    log_likelihood: LogLikelihood,
    beta: float,
    generator: np.random.Generator,
) -> None:
    """Move every particle once, in place, so that prior · L^β stays as it is.

    Args:
        latent: The particles, shape (size, particles).
        logs: Their log-likelihoods.
        log_likelihood: Whence they came.
        beta: How much of it is let in.
        generator: Of the moves.
    """
    count = len(logs)
    other = generator.standard_normal(latent.shape)
    level = beta * logs + np.log(generator.random(count))
    angle = generator.uniform(0, 2 * np.pi, count)
    low, high = angle - 2 * np.pi, angle.copy()
    moving = np.arange(count)
    while len(moving):
        at = angle[moving]
        offered = latent[:, moving] * np.cos(at) + other[:, moving] * np.sin(at)
        found = log_likelihood(offered)
        # At an angle of 0 a particle is where it was: rounding must not keep it on its way for ever.
        taken = (beta * found >= level[moving]) | (high[moving] - low[moving] < 1e-12)
        latent[:, moving[taken]], logs[moving[taken]] = offered[:, taken], found[taken]
        moving, at = moving[~taken], at[~taken]
        low[moving] = np.where(at < 0, at, low[moving])
        high[moving] = np.where(at < 0, high[moving], at)
        angle[moving] = generator.uniform(low[moving], high[moving])
