"""Simulation-based calibration: is the posterior right on average, over questions drawn at random?

A truth is drawn from the prior, a statement is made up from it as the model says people state
things, and the statement is reconciled. If density and sampler are right, the truth is one more
draw from the posterior: its *rank* among the others is uniform (Talts and others 2018, *Validating
Bayesian inference algorithms with simulation-based calibration*). Where the sampler is too sure,
ranks pile up at both ends; where it is biased, at one.
"""

from dataclasses import dataclass

import numpy as np

from credence import odds
from credence.reconciliation import reconcile
from credence.reconciliation.question import question_of
from credence.reconciliation.statement import rough

RANKED_AMONG = 99
"""Posterior draws that a truth is ranked among, so that there are 100 ranks."""


@dataclass(frozen=True)
class Calibration:
    """What came out.

    Attributes:
        numbers: Paths of the numbers.
        ranks: Rank of each truth, shape (runs, numbers), from 0 to `RANKED_AMONG`.
    """

    numbers: tuple[str, ...]
    ranks: np.ndarray

    def p_values(self):
        """By number, how probable a rank histogram at least so uneven would be (chi-squared)."""
        from scipy.stats import chisquare

        bins = 10
        found = {}
        for index, path in enumerate(self.numbers):
            counts = np.bincount(self.ranks[:, index] * bins // (RANKED_AMONG + 1), minlength=bins)
            found[path] = float(chisquare(counts).pvalue)
        return found


def calibrate(scenario, runs, seed, answer=reconcile):
    """Reconcile made-up statements.

    Args:
        scenario: States claims: those, with their tolerances, are what is made up. At most six of
            its arguments are unsure.
        runs: How many truths to draw.
        seed: Seed of everything.
        answer: What reconciles.
    """
    generator = np.random.default_rng(seed)
    question = question_of(scenario)
    statement = rough(question)
    assert statement.is_exact
    ranks = []
    for _ in range(runs):
        truth = question.offsets(generator.normal(size=(question.size, 1)))
        implied = statement.implication.of(truth).log_odds[:, 0]
        made_up = scenario.with_seed(int(generator.integers(2**32)))
        for (claim, held), log_odds in zip(scenario.stated.items(), implied, strict=True):
            said = odds.probability(log_odds + held.tolerance * generator.normal())
            made_up = made_up.with_stated(claim, float(said), held.tolerance)
        draws = answer(made_up).draws.offset.reshape(-1, len(question.moving))
        among = draws[np.linspace(0, len(draws) - 1, RANKED_AMONG).astype(int)]
        ranks.append((among < truth[:, 0]).sum(axis=0))
    return Calibration(question.moving, np.array(ranks))
