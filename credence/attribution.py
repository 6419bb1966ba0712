"""How much of the move from prior to posterior each active argument accounts for.

The *Shapley value* of an argument (Shapley 1953) is what it adds, averaged over every order in
which the arguments could be switched on. The values sum to the whole move, in probability
(*points*) and in log-odds (*bits*) alike. Families, undercuts and the network make arguments worth
more or less in company than alone, and the value shares that out evenly: an undercutter is
charged with what it takes away.

It is not the flip: what an argument would take with it if it were switched off now is a question
about one order only.

With few arguments every subset is evaluated and the values are exact. With many, orders are drawn
in pairs of opposites (antithetic sampling: Mitchell et al. 2022); one pair is already exact where
arguments interact at most two by two, and several give a standard error.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from credence import draws, odds
from credence.inference import Question, credences, question_of
from credence.relevance import players
from credence.scenario import Scenario
from credence.subsets.every import Subsets, every_subset

Coalition = frozenset[str]

MOST_SUBSETS = 2**16
"""Subsets that are all evaluated: exact values for up to 16 arguments."""

MOST_SAMPLED = 2**12
"""Subsets evaluated along sampled orders, one by one."""


@dataclass(frozen=True)
class Share:
    """One argument's part in the move.

    Attributes:
        points: Part of the difference of credences, as a difference of probabilities.
        bits: Part of the difference of log-odds.
        se: Standard error of ``points``; 0 where exact, ``None`` where a single pair of orders
            leaves it unknown.
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
        exact: Whether every subset was evaluated.
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
            exact. Of sampled orders, at most `MOST_SAMPLED` subsets are evaluated and at least one
            pair.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    names = players(scenario, claim)
    now = question_of(scenario)
    errors: list[float | None] = [0.0] * len(names)
    exact = 2 ** len(names) <= most_evaluations
    if exact and names:
        subsets = every_subset(scenario, names, claim)
        values, ends = _exact(subsets), subsets.credence[[0, -1]]
    else:
        values = np.empty((0, 2))
        if names:
            most = min(most_evaluations, MOST_SAMPLED)
            values, errors = _sampled(scenario, now, claim, names, most)
        ends = _worths(scenario, now, claim, [frozenset(), frozenset(names)])[:, 0]
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


def _worths(
    scenario: Scenario, now: Question, claim: str, coalitions: Iterable[Coalition]
) -> NDArray[np.float64]:
    """Credence and natural log-odds of each coalition, shape (coalitions, 2)."""
    questions = [replace(now, active=coalition) for coalition in coalitions]
    worths = np.array(credences(scenario, questions, claim)).reshape(-1, 2)
    # Ratios are finite and above 0: what is certain is so for every coalition and moves for none.
    worths[np.isinf(worths)] = 0.0
    return worths


def _exact(subsets: Subsets) -> NDArray[np.float64]:
    """Shapley values from every subset's worth, shape (arguments, 2)."""
    count = len(subsets.arguments)
    values = np.empty((count, 2))
    weights = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
    others = np.bitwise_count(np.arange(2**count // 2, dtype=np.int64))
    log_odds = np.where(np.isinf(subsets.log_odds), 0.0, subsets.log_odds)  # as in `_worths`
    for kind, worth in enumerate((subsets.credence, log_odds)):
        for index in range(count):
            without, with_it = worth.reshape(-1, 2, 1 << index).swapaxes(0, 1)
            # The mask without the argument's own bit has as many bits as the others in it.
            values[index, kind] = (weights[others] * (with_it - without).ravel()).sum()
    return values


def _sampled(
    scenario: Scenario, now: Question, claim: str, names: Sequence[str], most_evaluations: int
) -> tuple[NDArray[np.float64], list[float | None]]:
    """Mean over antithetic pairs of orders, and its standard error in points."""
    count = len(names)
    pairs = max(1, most_evaluations // (2 * count))
    found = np.empty((pairs, count, 2))
    for pair in range(pairs):
        # A keyed order, so that the same question always gives the same answer.
        order = np.argsort(draws.uniform(scenario.seed, f"order.{pair}", count))
        forward = _along(scenario, now, claim, names, order)
        backward = _along(scenario, now, claim, names, order[::-1])
        found[pair] = (forward + backward) / 2
    if pairs == 1:
        return found[0], [None] * count
    errors = found[:, :, 0].std(axis=0, ddof=1) / math.sqrt(pairs)
    return found.mean(axis=0), [float(error) for error in errors]


def _along(
    scenario: Scenario,
    now: Question,
    claim: str,
    names: Sequence[str],
    order: NDArray[np.intp],
) -> NDArray[np.float64]:
    """What each argument adds when they are switched on in one order, shape (arguments, 2)."""
    ordered = [names[index] for index in order]
    coalitions = [frozenset(ordered[:size]) for size in range(len(ordered) + 1)]
    gains = np.diff(_worths(scenario, now, claim, coalitions), axis=0)
    values = np.empty_like(gains)
    values[order] = gains
    return values
