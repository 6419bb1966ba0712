"""Importance sampling: the second route to a posterior, and the more exact one.

Where particles have found the posterior, a normal distribution is fitted to them, a little wider, and
mixed with the prior. Independent draws from the mixture are weighed by posterior over proposal. The
prior's share bounds every weight, so that the error of a weighed mean is finite and can be read off the
weights, wherever the posterior lies (a *defensive* mixture: Hesterberg 1995). What the particles had
missed, the prior's draws may find: then the two routes disagree.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

OF_THE_PRIOR = 0.2
"""The prior's share in the proposal."""

WIDER = 1.2
"""Factor of the fitted variances."""

MOST_FITTED = 20
"""So many latent values are fitted, those that moved most; all others are left as they were before: what
particles say of hundreds is noise."""


@dataclass(frozen=True)
class Proposal:
    """The mixture of the prior and a normal distribution fitted to particles.

    Attributes:
        fitted: Places of the latent values that are fitted; the others are as before.
        mean: Their mean.
        axes: Their principal axes, the columns of an orthogonal matrix.
        variance: Their variance along each.
    """

    fitted: NDArray[np.int64]
    mean: Values
    axes: Values
    variance: Values

    @classmethod
    def of(cls, particles: Values) -> "Proposal":
        """The proposal for particles of shape (size, islands, particles)."""
        told = np.maximum(_told(particles, 0.0), _told(particles**2, 1.0))
        fitted = np.argsort(-told, kind="stable")[:MOST_FITTED]
        latent = particles.reshape(len(particles), -1)[fitted]
        variance, axes = np.linalg.eigh(np.atleast_2d(np.cov(latent)))
        return cls(fitted, latent.mean(axis=1), axes, WIDER * variance)

    def draw(self, generator: np.random.Generator, size: int, count: int) -> tuple[Values, Values]:
        """Draws of shape (size, count), and the logarithm of prior over proposal at each."""
        latent = generator.standard_normal((size, count))
        place = np.ix_(self.fitted, np.flatnonzero(generator.random(count) >= OF_THE_PRIOR))
        scaled = np.sqrt(self.variance)[:, None] * latent[place]
        latent[place] = self.mean[:, None] + self.axes @ scaled
        told = latent[self.fitted]
        distance = self.axes.T @ (told - self.mean[:, None])
        # What is not fitted has one density under both.
        log_prior = -0.5 * (told**2).sum(axis=0)
        log_own = -0.5 * (distance**2 / self.variance[:, None]).sum(axis=0)
        log_own -= 0.5 * np.log(self.variance).sum()
        mixture = np.logaddexp(np.log(OF_THE_PRIOR) + log_prior, np.log(1 - OF_THE_PRIOR) + log_own)
        return latent, log_prior - mixture


def _told(values: Values, before: float) -> Values:
    """How many standard errors the mean of particles lies from what it was before."""
    means = values.mean(axis=2)
    error = means.std(axis=1, ddof=1) / np.sqrt(means.shape[1])
    found: Values = abs(means.mean(axis=1) - before) / error
    return found


@dataclass(frozen=True)
class Weighed:
    """Draws with weights that sum to 1.

    Attributes:
        weight: Of each draw, shape (draws,).
    """

    weight: Values

    @classmethod
    def by(cls, log_weight: Values) -> "Weighed":
        """From the logarithms of the weights, up to a constant."""
        weight = np.exp(log_weight - log_weight.max())
        return cls(weight / weight.sum())

    @property
    def effective(self) -> float:
        """As many draws of equal weight would tell as much."""
        return float(1 / (self.weight**2).sum())

    def mean(self, values: Values) -> Values:
        """The weighed mean over the last axis."""
        found: Values = values @ self.weight
        return found

    def ratio(self, values: Values, per: Values | None = None) -> Values:
        """The weighed mean, divided by that of ``per`` where there is one."""
        return self.mean(values) if per is None else self.mean(values) / self.mean(per)

    def sd(self, values: Values) -> Values:
        """The weighed standard deviation over the last axis."""
        distance = values - self.mean(values)[..., None]
        found: Values = np.sqrt(distance**2 @ self.weight)
        return found

    def error(self, values: Values, per: Values | None = None) -> Values:
        """Standard error of the weighed mean, or of the ratio of two, by the delta method."""
        below = np.ones_like(self.weight) if per is None else per
        ratio = self.mean(values) / self.mean(below)
        influence = (values - ratio[..., None] * below) / self.mean(below)[..., None]
        found: Values = np.sqrt(influence**2 @ self.weight**2)
        return found

    def quantiles(self, values: Values, places: tuple[float, ...]) -> list[float]:
        """Weighed quantiles of values of shape (draws,)."""
        order = np.argsort(values)
        reached = np.cumsum(self.weight[order]) - self.weight[order] / 2
        return [float(np.interp(place, reached, values[order])) for place in places]

    def resampled(self, generator: np.random.Generator, count: int) -> NDArray[np.int64]:
        """Places of ``count`` draws of equal weight (systematic resampling), in random order."""
        steps = (generator.random() + np.arange(count)) / count
        places = np.searchsorted(np.cumsum(self.weight), steps)
        return generator.permutation(np.minimum(places, len(self.weight) - 1))
