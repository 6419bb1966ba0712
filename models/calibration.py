"""Simulation-based calibration: is the posterior right on average, over questions drawn at random?

A truth is drawn from the prior, a statement is made up from it as the model says people state
things, and the statement is reconciled. If likelihood and sampler are right, the truth is one more
draw from the posterior: its *rank* among the others is uniform (Talts and others 2018, *Validating
Bayesian inference algorithms with simulation-based calibration*). Where the sampler is too sure,
ranks pile up at both ends; where it is biased, at one.

This tries likelihood, gradient, sampler and what is made of the draws all at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence import odds
from credence.scenario import Scenario
from models.circuit import Values
from models.likelihood import likelihood_of
from models.reconcile import reconcile

RANKED_AMONG = 99
"""Posterior draws that a truth is ranked among, so that there are 100 ranks."""


@dataclass(frozen=True)
class Calibration:
    """What came out.

    Attributes:
        numbers: Paths of the numbers.
        ranks: Rank of each truth, shape (runs, numbers), from 0 to `RANKED_AMONG`.
        arguments: The unsure arguments.
        sound: Whether each was sound in truth, shape (runs, arguments).
        soundness: Its posterior soundness, of the same shape.
    """

    numbers: tuple[str, ...]
    ranks: NDArray[np.int64]
    arguments: tuple[str, ...]
    sound: NDArray[np.bool_]
    soundness: Values

    def p_values(self) -> dict[str, float]:
        """By number, how probable a rank histogram at least so uneven would be (chi-squared)."""
        from scipy.stats import chisquare  # noqa: PLC0415 - slow to import

        bins = 10
        found = {}
        for index, path in enumerate(self.numbers):
            counts = np.bincount(self.ranks[:, index] * bins // (RANKED_AMONG + 1), minlength=bins)
            found[path] = float(chisquare(counts).pvalue)
        return found

    def soundness_scores(self) -> dict[str, float]:
        """By argument, truths minus posteriors over their standard deviation: standard normal."""
        excess = (self.sound - self.soundness).sum(axis=0)
        variance = (self.soundness * (1 - self.soundness)).sum(axis=0)
        return dict(zip(self.arguments, (excess / np.sqrt(variance)).tolist(), strict=True))


def calibrate(
    scenario: Scenario,
    runs: int,
    seed: int,
    progress: Callable[[int], None] = lambda _done: None,
) -> Calibration:
    """Reconcile made-up statements.

    Args:
        scenario: States claims: those, with their tolerances, are what is made up. At most ten of
            its arguments are unsure.
        runs: How many truths to draw.
        seed: Seed of everything.
        progress: Told how many runs are done.
    """
    generator = np.random.default_rng(seed)
    likelihood = likelihood_of(scenario)
    mean, sd = likelihood.normals
    patterns = np.array(list(likelihood.sound.values())).reshape(-1, likelihood.patterns)
    ranks, sound, soundness = [], [], []
    for run in range(runs):
        truth = generator.normal(size=len(mean))
        scaled = (mean + sd * truth)[None]
        chance = np.exp(likelihood.values(scaled, likelihood.log_pattern)[0][0])
        pattern = generator.choice(likelihood.patterns, p=chance / chance.sum())
        made_up = scenario.with_seed(int(generator.integers(2**32)))
        for claim, held in scenario.stated.items():
            log_odds = likelihood.values(scaled, likelihood.log_odds[claim])[0][0, pattern]
            said = odds.probability(log_odds + held.tolerance * generator.normal())
            made_up = made_up.with_stated(claim, float(said), held.tolerance)
        found = reconcile(made_up)
        draws = found.draws.offset.reshape(-1, len(mean))
        among = draws[np.linspace(0, len(draws) - 1, RANKED_AMONG).astype(int)]
        ranks.append((among < truth).sum(axis=0))
        sound.append(patterns[:, pattern] == 1)
        soundness.append([found.soundness[name][1] for name in likelihood.form.unsure])
        progress(run + 1)
    return Calibration(
        likelihood.form.uncertain,
        np.array(ranks),
        likelihood.form.unsure,
        np.array(sound),
        np.array(soundness),
    )
