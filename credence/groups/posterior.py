"""What the model says of a group once it has heard everybody: draws, and summaries of them.

The *group's LR* on an argument is exp(μ): the middle of what people hold. The *next person* is
somebody not asked: their LR differs from the group's by how far people disagree (τ) and by their own
leaning (σ_b), so its interval hardly narrows with more people asked, while that of the group's does.
The two are easily confused.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Interval:
    """A median with the central 90 % interval."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Argument:
    """What the group makes of one argument; μ and τ in natural log-units, ratios as they are.

    Attributes:
        mu: Posterior mean of μ.
        mu_sd: Its posterior standard deviation.
        mu_mcse: Monte Carlo standard error of ``mu``.
        tau: Posterior mean of τ.
        tau_interval: Posterior median and interval of τ.
        lr: The group's likelihood ratio exp(μ).
        lr_mean: Its posterior mean.
        lr_mcse: Monte Carlo standard error of that mean.
        next_person: Likelihood ratio of somebody not asked.
        next_below_one: Probability that theirs is below 1: evidence against.
    """

    mu: float
    mu_sd: float
    mu_mcse: float
    tau: float
    tau_interval: Interval
    lr: Interval
    lr_mean: float
    lr_mcse: float
    next_person: Interval
    next_below_one: float


@dataclass(frozen=True)
class Posterior:
    """Draws of the group's numbers.

    Attributes:
        labels: Label of each argument, N of them.
        mu: The group's centres, shape (draws, N).
        tau: How far people differ, shape (draws, N).
        sigma: How far leanings differ, shape (draws,).
        ess: Effective draws behind each mean of μ, shape (N,).
        log_likelihood: Natural log of the density of everybody's answers, shape (draws,).
        diagnostics: ``rhat_max``, ``ess_min``, ``divergences``, and how it was sampled.
        chains: How many chains the draws are of, one after the other; 1 where they are of none.
        diverging: Whether the step that led to a draw went astray, shape (draws,), of chains.
    """

    labels: tuple[str, ...]
    mu: Values
    tau: Values
    sigma: Values
    ess: Values
    log_likelihood: Values
    diagnostics: Mapping[str, float | int | str | None]
    chains: int = 1
    diverging: NDArray[np.bool_] | None = None

    def arguments(self) -> dict[str, Argument]:
        """The summary of every argument."""
        return {label: self._argument(place) for place, label in enumerate(self.labels)}

    def leaning(self) -> Interval:
        """Median and interval of σ_b."""
        return _interval(self.sigma)

    def _argument(self, place: int) -> Argument:
        mu, tau = self.mu[:, place], self.tau[:, place]
        spread = np.sqrt(tau**2 + self.sigma**2)
        ends = [mixture_quantile(mu, spread, q) for q in QUANTILES]
        ratio = _interval(mu)
        deviation, ratios = float(mu.std(ddof=1)), np.exp(mu)
        root = float(np.sqrt(self.ess[place]))
        return Argument(
            mu=float(mu.mean()),
            mu_sd=deviation,
            mu_mcse=deviation / root,
            tau=float(tau.mean()),
            tau_interval=_interval(tau),
            lr=_exp(ratio),
            lr_mean=float(ratios.mean()),
            lr_mcse=float(ratios.std(ddof=1)) / root,
            next_person=_exp(Interval(ends[1], ends[0], ends[2])),
            next_below_one=float(_normal_cdf(-mu / spread).mean()),
        )


def _interval(draws: Values) -> Interval:
    low, median, high = (float(q) for q in np.quantile(draws, QUANTILES))
    return Interval(median, low, high)


def _exp(held: Interval) -> Interval:
    return Interval(*(float(np.exp(v)) for v in (held.median, held.low, held.high)))


def mixture_quantile(means: Values, deviations: Values, probability: float) -> float:
    """A quantile of the equal mixture of normals, by bisection to the last digit but a few."""
    low = float((means - 9 * deviations).min())
    high = float((means + 9 * deviations).max())
    for _ in range(60):
        middle = (low + high) / 2
        below = float(_normal_cdf((middle - means) / deviations).mean())
        low, high = (middle, high) if below < probability else (low, middle)
    return (low + high) / 2


def _normal_cdf(values: Values) -> Values:
    from scipy.special import ndtr  # noqa: PLC0415 - slow to import

    return np.asarray(ndtr(values))
