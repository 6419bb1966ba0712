"""Library and scenario in, credences out: prior and posterior of every claim, and how sure.

- *credence*: the mean of the claim's probability over the draws (law of total probability);
- *median*, *low*, *high*: the middle and the central 90 % *credal interval* over the draws: how
  unsure the person is about their own numbers;
- *mcse*: the Monte Carlo standard error of the credence: how far the computer's finite draws may
  have missed it. It shrinks with more draws; the credal interval does not. The draws are
  stratified, so it is an upper bound of the true error; what rare patterns of soundness could do that
  hardly a draw holds is in it (`credence.patterns`);
- *Bayes factor*: posterior odds over prior odds: what the arguments do, apart from the start;
- *independent* and *strongest only*: the credence with every family's overlap at 0 and at 1; two
  ends, and no bounds of what lies between (see `credence.curves`).

The mean of probabilities is not the probability at the mean log-odds: a claim that is either
near-certain or near-impossible, nobody knows which, has a credence near a half.
"""

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from credence import odds
from credence.answers import marginals, question_of
from credence.evidence import structure_of
from credence.inference import Question
from credence.marginal import Marginal
from credence.patterns import Patterns, patterns_of
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
        effective_draws: How many equally weighted draws would say as much; ``None`` where nothing
            is supposed and they do weigh the same.
    """

    credence: float
    complement: float
    median: float
    low: float
    high: float
    mcse: float
    log_odds: float
    effective_draws: float | None = None

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

    def draws_of(self, claim: str) -> tuple[Marginal, Marginal]:
        """Prior and posterior in each draw, with the draws' weights where something is supposed."""
        return self.draws_of_all((claim,))[claim]

    def draws_of_all(self, claims: tuple[str, ...]) -> dict[str, tuple[Marginal, Marginal]]:
        """The same of several claims at once."""
        questions = _prior(self.scenario), question_of(self.scenario)
        before, after = marginals(self.scenario, questions, claims)
        return {claim: (before[claim], after[claim]) for claim in claims}


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
    (rare,) = patterns_of(scenario, questions[:1], claims)
    before = _priors(
        replace(scenario, toggles=(), scepticism=0.0, statements=(), chosen_target=None)
    )
    stated = scenario.stated
    return Evaluation(
        scenario,
        {
            claim: _result(
                before[claim],
                _estimate(scenario, after[claim], rare.get(claim)),
                free[claim].means[0],
                strongest[claim].means[0],
                stated.get(claim),
            )
            for claim in claims
        },
    )


@lru_cache(maxsize=64)
def _priors(scenario: Scenario) -> dict[str, Estimate]:
    """The prior of every claim; kept, since no toggle moves it."""
    found = marginals(scenario, (_prior(scenario),), scenario.library.claim_ids)[0]
    return {claim: _estimate(scenario, marginal) for claim, marginal in found.items()}


def credence_of(scenario: Scenario, claim: str | None = None) -> float:
    """The posterior credence of one claim, the scenario's target by default."""
    claim = scenario.asked(claim)
    return marginals(scenario, (question_of(scenario),), (claim,))[0][claim].means[0]


def estimate_of(scenario: Scenario, claim: str | None = None) -> Estimate:
    """The posterior of one claim, the scenario's target by default."""
    claim = scenario.asked(claim)
    return estimates_of(scenario, (question_of(scenario),), claim)[0]


def estimates_of(scenario: Scenario, questions: tuple[Question, ...], claim: str) -> list[Estimate]:
    """A claim's credence under each question, with its uncertainty."""
    drawn = marginals(scenario, questions, (claim,))
    rare = patterns_of(scenario, questions, (claim,))
    return [
        _estimate(scenario, answer[claim], pattern.get(claim))
        for answer, pattern in zip(drawn, rare, strict=True)
    ]


def shares_evidence(scenario: Scenario) -> bool:
    """Whether at least two active arguments of one family have a ratio, and so a common fate."""
    active = set(scenario.active)
    members = Counter(
        family
        for name, family in structure_of(scenario.library).family_of.items()
        if name in active
    )
    return any(count > 1 for count in members.values())


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


def _estimate(scenario: Scenario, marginal: Marginal, rare: Patterns | None = None) -> Estimate:
    low, median, high = marginal.quantiles((0.05, 0.5, 0.95))
    credence, complement = marginal.means
    log_true, log_false = marginal.log_means
    return Estimate(
        credence=credence,
        complement=complement,
        median=median,
        low=low,
        high=high,
        mcse=marginal.mcse if rare is None else rare.mcse(marginal),
        log_odds=log_true - log_false,
        effective_draws=(
            scenario.draws * marginal.effective_share if scenario.suppositions else None
        ),
    )
