"""One prior, one argument: a posterior that a grid computes, sharing nothing with the product."""

import math
from dataclasses import dataclass

import numpy as np

from credence.odds import log_odds, probability
from credence.scenario import Scenario
from tests.small import small

Z90 = 1.6448536269514722


@dataclass(frozen=True)
class One:
    """A question: a prior's interval, a ratio or its interval, what is stated and how firmly."""

    prior: tuple[float, float]
    ratio: tuple[float, float]
    stated: float
    tolerance: float
    soundness: float = 0.5
    firmness: float = 1.0

    def scenario(self, seed=0):
        """The same as a scenario of a library of its own."""
        low, high = self.ratio
        library = small(
            claims={"c": {"prior": dict(zip(("low", "high"), self.prior, strict=True))}},
            arguments={
                "a": {
                    "claim": "c",
                    "lr": low if low == high else {"low": low, "high": high},
                    "soundness": self.soundness,
                }
            },
        )
        scenario = Scenario(library).with_only("a").with_seed(seed).with_firmness(self.firmness)
        return scenario.with_stated("c", self.stated, self.tolerance)

    def exact(self, points=161, reach=6.0):
        """By path, the mean and the standard deviation of the posterior in own deviations.

        And the posterior mean of the soundness itself.
        """
        axis = np.linspace(-reach, reach, points)
        prior, strength, doubt = np.meshgrid(axis, axis, axis, indexing="ij", sparse=True)
        start, start_sd = normal(*map(log_odds, self.prior))
        ratio, ratio_sd = normal(*map(math.log, self.ratio))
        sound = probability(log_odds(self.soundness) + self.firmness * doubt)
        below = start + start_sd * prior
        implied = sound * probability(below + ratio + ratio_sd * strength)
        implied = implied + (1 - sound) * probability(below)
        distance = (np.log(implied) - np.log1p(-implied) - log_odds(self.stated)) / self.tolerance
        weights = np.exp(-0.5 * (prior**2 + strength**2 + doubt**2 + distance**2))
        weights /= weights.sum()
        found = {}
        for path, values, moves in (
            ("claims.c.prior", prior, True),
            ("arguments.a.lr", strength, ratio_sd > 0),
            ("arguments.a.soundness", doubt, self.firmness > 0),
        ):
            if moves:
                mean = (weights * values).sum()
                found[path] = mean, math.sqrt((weights * (values - mean) ** 2).sum())
        return found, float((weights * sound).sum())


def normal(low, high):
    """Mean and standard deviation from the ends of a central 90 % interval."""
    return (low + high) / 2, (high - low) / (2 * Z90)


SWEEP = tuple(
    One(prior, ratio, stated, tolerance)
    for prior in ((0.05, 0.6), (0.037, 0.963))
    for ratio in ((10, 10), (10, 100), (8, 15))
    for stated in (0.2, 0.5)
    for tolerance in (0.05, 0.2, 0.5)
)
"""Questions whose posteriors are ridges, narrow where the tolerance is small."""
