"""Library and scenario in, credences out: prior and posterior of every claim, and how sure.

- *credence*: the mean of the claim's probability over the draws (law of total probability);
- *median*, *low*, *high*: the middle and the central 90 % *credal interval* over the draws: how
  unsure the person is about their own numbers;
- *mcse*: the Monte Carlo standard error of the credence: how far the computer's finite draws may
  have missed it. It shrinks with more draws; the credal interval does not. The draws are
  stratified, so it is an upper bound of the true error;
- *Bayes factor*: posterior odds over prior odds: what the arguments do, apart from the start;
- *independent* and *strongest only*: the credence with every family's overlap at 0 and at 1; two
  ends, and no bounds of what lies between (see `credence.curves`).

The mean of probabilities is not the probability at the mean log-odds: a claim that is either
near-certain or near-impossible, nobody knows which, has a credence near a half.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from credence import odds
from credence.answers import marginals, question_of
from credence.evidence import structure_of
from credence.inference import Question
from credence.marginal import Marginal
from credence.scenario import Scenario, Stated


@dataclass(frozen=True)
class Estimate:
    """A claim's credence, prior or posterior, with its uncertainty.

    Attributes:
        credence: Mean of P(claim) over the draws.
        complement: Mean of P(not claim), to its own full precision.
        median: Median of P(claim) over the draws.
        low: 5th percentile.
        high: 95th percentile.
        mcse: Monte Carlo standard error of the credence; 0 where nothing is uncertain.
        log_odds: Natural log-odds of the credence; infinite where it is 0 or 1.
    """

    credence: float
    complement: float
    median: float
    low: float
    high: float
    mcse: float
    log_odds: float

    @property
    def log_odds_bits(self) -> float:
        """Base-2 log-odds of the credence."""
        return odds.bits(self.log_odds)


@dataclass(frozen=True)
class ClaimResult:
    """What is reported of one claim.

    Attributes:
        prior: With no argument active.
        posterior: With the active arguments.
        bayes_factor_bits: Posterior minus prior log-odds; ``None`` where one
            alone is infinite, 0 where both are the same infinity.
        independent: The posterior credence with every overlap at 0.
        strongest_only: The posterior credence with every overlap at 1.
        stated: What the person states overall, if they do.
        gap_bits: Stated minus posterior log-odds; ``None`` where nothing is stated, and where it is
            infinite: one of the two is certain and the other is not.
    """

    prior: Estimate
    posterior: Estimate
    bayes_factor_bits: float | None
    independent: float
    strongest_only: float
    stated: Stated | None = None
    gap_bits: float | None = None


@dataclass(frozen=True)
class Evaluation:
    """A scenario's answer.

    Attributes:
        scenario: What was asked.
        claims: What is reported of every claim of the library.
    """

    scenario: Scenario
    claims: dict[str, ClaimResult]

    @property
    def target(self) -> ClaimResult:
        """What is reported of the claim that the scenario asks about."""
        return self.claims[self.scenario.target]

    def draws_of(self, claim: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Prior and posterior log-odds in each draw, shape (draws,) or (1,); may be infinite."""
        return self.draws_of_all((claim,))[claim]

    def draws_of_all(
        self, claims: tuple[str, ...]
    ) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """The same of several claims at once."""
        questions = _prior(self.scenario), question_of(self.scenario)
        before, after = marginals(self.scenario, questions, claims)
        return {claim: (before[claim].log_odds, after[claim].log_odds) for claim in claims}


def evaluate(scenario: Scenario) -> Evaluation:
    """Prior and posterior of every claim.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claims = scenario.library.claim_ids
    questions = [question_of(scenario)]
    if shares_evidence(scenario):
        questions += [question_of(scenario, overlap=0.0), question_of(scenario, overlap=1.0)]
    after, *ends = marginals(scenario, tuple(questions), claims)
    free, strongest = ends or (after, after)
    before = _priors(
        replace(scenario, toggles=(), scepticism=0.0, statements=(), chosen_target=None)
    )
    stated = scenario.stated
    return Evaluation(
        scenario,
        {
            claim: _result(
                before[claim],
                _estimate(after[claim]),
                float(free[claim].true.mean()),
                float(strongest[claim].true.mean()),
                stated.get(claim),
            )
            for claim in claims
        },
    )


@lru_cache(maxsize=64)
def _priors(scenario: Scenario) -> dict[str, Estimate]:
    """The prior of every claim; kept, since no toggle moves it."""
    found = marginals(scenario, (_prior(scenario),), scenario.library.claim_ids)[0]
    return {claim: _estimate(marginal) for claim, marginal in found.items()}


def credence_of(scenario: Scenario, claim: str | None = None) -> float:
    """The posterior credence of one claim, the scenario's target by default."""
    claim = scenario.asked(claim)
    return float(marginals(scenario, (question_of(scenario),), (claim,))[0][claim].true.mean())


def estimate_of(scenario: Scenario, claim: str | None = None) -> Estimate:
    """The posterior of one claim, the scenario's target by default."""
    claim = scenario.asked(claim)
    return _estimate(marginals(scenario, (question_of(scenario),), (claim,))[0][claim])


def shares_evidence(scenario: Scenario) -> bool:
    """Whether at least two active arguments of one family bear on the same claim."""
    active = set(scenario.active)
    return any(
        sum(ratio.argument in active for ratio in ratios) > 1
        for families in structure_of(scenario.library).families.values()
        for ratios in families.values()
    )


def _prior(scenario: Scenario) -> Question:
    return Question(frozenset(), scenario.scepticism, scenario.suppositions)


def _result(
    prior: Estimate, posterior: Estimate, free: float, strongest: float, stated: Stated | None
) -> ClaimResult:
    return ClaimResult(
        prior=prior,
        posterior=posterior,
        bayes_factor_bits=_difference(posterior.log_odds, prior.log_odds),
        independent=free,
        strongest_only=strongest,
        stated=stated,
        gap_bits=_difference(odds.log_odds(stated.credence), posterior.log_odds)
        if stated
        else None,
    )


def _difference(after: float, before: float) -> float | None:
    """Difference in bits; ``None`` where an infinite one leaves nothing to say."""
    if math.isinf(before) or math.isinf(after):
        return 0.0 if before == after else None
    return odds.bits(after - before)


def _estimate(marginal: Marginal) -> Estimate:
    true, false = marginal.true, marginal.false
    low, median, high = (float(q) for q in np.quantile(true, (0.05, 0.5, 0.95)))
    log_true, log_false = marginal.log_means
    count = len(true)
    return Estimate(
        credence=float(true.mean()),
        complement=float(false.mean()),
        median=median,
        low=low,
        high=high,
        mcse=float(true.std(ddof=1) / math.sqrt(count)) if count > 1 else 0.0,
        log_odds=log_true - log_false,
    )
