"""How much of the move from prior to posterior each active argument accounts for.

The *Shapley value* of an argument (Shapley 1953) is what it adds, averaged over every order in
which the arguments could be switched on. The values sum to the whole move, in probability
(*points*) and in log-odds (*bits*) alike. Families, undercuts and the network make arguments worth
more or less in company than alone, and the value shares that out evenly: an undercutter is
charged with what it takes away.

It is not the flip: what an argument would take with it if it were switched off now is a question
about one order only.

With few arguments every subset is evaluated, and the values are exactly those of the draws. Each is a
weighted sum of the subsets' credences, so that how far a batch of draws pulls these is how far it
pulls the value: that gives the standard error that the draws leave, an upper bound as they are
stratified. With many arguments orders are drawn in pairs of opposites (antithetic sampling: Mitchell et
al. 2022); one pair is already exact where arguments interact at most two by two, and several give a
standard error, beside which that of the draws is small.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from credence import odds, shapley
from credence.answers import LARGEST_BLOCK, credences, marginals, question_of
from credence.relevance import players
from credence.scenario import Scenario
from credence.subsets.every import every_subset

MOST_SUBSETS = 2**16
"""Subsets that are all evaluated: exact values for up to 16 arguments."""

FEW_SUBSETS = 2**7
"""Up to so many, single questions are quicker: most of them were asked before the last toggle."""

BATCHES = 64
"""Batches of draws that an exact value's standard error is taken from; a scenario has no fewer draws."""

_ROUNDING = 1e-14

MOST_SAMPLED = 2**12
"""Subsets evaluated along sampled orders, one by one."""


@dataclass(frozen=True)
class Share:
    """One argument's part in the move.

    Attributes:
        points: Part of the difference of credences, as a difference of probabilities.
        bits: Part of the difference of log-odds.
        se: Standard error of ``points``: where every subset was evaluated what the draws leave, 0
            where nothing is drawn; ``None`` where a single pair of orders leaves it unknown.
    """

    points: float
    bits: float
    se: float | None


@dataclass(frozen=True)
class Attribution:
    """The move of one claim, shared out among the arguments that can influence it.

    Attributes:
        target: The claim.
        prior: Its credence with no argument active.
        posterior: Its credence with the active ones.
        exact: Whether every subset was evaluated, so that only the draws leave an error.
        arguments: By argument, its share; the shares sum to the move.
    """

    target: str
    prior: float
    posterior: float
    exact: bool
    arguments: dict[str, Share]

    def largest_first(self) -> list[tuple[str, Share]]:
        """The shares by falling size in points."""
        return sorted(self.arguments.items(), key=lambda pair: -abs(pair[1].points))


def attribute(
    scenario: Scenario, claim: str | None = None, *, most_evaluations: int = MOST_SUBSETS
) -> Attribution:
    """Share the move of a claim (the scenario's target by default) among the active arguments.

    Args:
        scenario: What is switched on.
        claim: The claim that moves.
        most_evaluations: Bound on the number of subsets evaluated; where all fit, the answer is
            exact but for the draws. Of sampled orders, at most `MOST_SAMPLED` subsets are evaluated
            and at least one pair.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    names = players(scenario, claim)
    now = question_of(scenario)
    errors: Sequence[float | None]

    def worth(coalitions: Sequence[frozenset[int]]) -> NDArray[np.float64]:
        active = (frozenset(names[index] for index in coalition) for coalition in coalitions)
        questions = [replace(now, active=held) for held in active]
        return _finite(np.array(credences(scenario, questions, claim)).reshape(-1, 2))

    exact = 2 ** len(names) <= most_evaluations
    if exact and names:
        worths, pulls = _every(scenario, names, claim)
        values, ends = shapley.exact(_finite(worths)), worths[[0, -1], 0]
        errors = _errors(pulls, worths[:, 0].max())
    else:
        most = min(most_evaluations, MOST_SAMPLED)
        found = shapley.shapley(worth, len(names), seed=scenario.seed, most_evaluations=most)
        values = found.values
        errors = [None] * len(names) if found.errors is None else found.errors[:, 0].tolist()
        ends = worth([frozenset(), frozenset(range(len(names)))])[:, 0]
    return Attribution(
        target=claim,
        prior=float(ends[0]),
        posterior=float(ends[1]),
        exact=exact,
        arguments={
            name: Share(float(points), odds.bits(float(log_odds)), error)
            for name, (points, log_odds), error in zip(names, values, errors, strict=True)
        },
    )


def _every(
    scenario: Scenario, names: tuple[str, ...], claim: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Every subset's credence and log-odds, shape (subsets, 2), and pulls, (batches, subsets)."""
    if 2 ** len(names) > FEW_SUBSETS or scenario.draws > LARGEST_BLOCK:
        subsets = every_subset(scenario, names, claim, batches=BATCHES)
        return np.column_stack([subsets.credence, subsets.log_odds]), subsets.pulls
    now = question_of(scenario)
    questions = tuple(
        replace(now, active=frozenset(n for i, n in enumerate(names) if mask >> i & 1))
        for mask in range(2 ** len(names))
    )
    found = [answer[claim] for answer in marginals(scenario, questions, (claim,))]
    worths = np.array([(each.means[0], each.log_odds_of_mean) for each in found])
    return worths, np.array([each.pulls(BATCHES) for each in found]).T


def _errors(pulls: NDArray[np.float64], largest: float) -> list[float]:
    """Standard errors of the players' values from how batches of draws pull every subset's credence.

    What is less than the rounding of the ``largest`` credence is none.
    """
    players = pulls.shape[1].bit_length() - 1
    of_values = pulls @ shapley.coefficients(players).T
    errors = math.sqrt(len(pulls)) * of_values.std(axis=0, ddof=1)
    return [0.0 if error <= _ROUNDING * largest else error for error in errors.tolist()]


def _finite(worths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Worths with infinite log-odds at 0.

    Ratios are finite and above 0: what is certain is so for every coalition and moves for none.
    """
    worths[np.isinf(worths)] = 0.0
    return worths
