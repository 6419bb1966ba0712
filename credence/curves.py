"""A credence as a function of one dial: another prior, more scepticism, more overlap.

- The *prior curve* asks what people who start elsewhere would conclude from the same arguments. In
  each draw the arguments multiply the claim's odds by L = P(evidence | claim) / P(evidence | not
  claim), whatever the prior; from a prior x they lead to xL / (xL + 1 − x), and the credence is the
  mean of that over the draws.
- The *scepticism curve* shrinks every argument at once, from full weight (0) to none (1).
- The *overlap curve* sets the overlap of all families alike, from independent (0) to only the
  strongest counts (1). Its ends are no bounds: with arguments of both signs in a family the credence
  in between can lie outside, since discounting the third of one sign and the second of the other
  weigh differently at each overlap. The curve's own extremes are what it can be.

For a claim with a prior of its own and no parents, and nothing supposed, the prior curve is what one
gets by setting that number to x as a point. (What is supposed belongs to the prior credence.) For any other claim the prior credence comes out of other numbers; the curve
then keeps what those say on the evidence (each draw's L) and replaces the claim's own prior odds in
each draw, as a soft weight on the claim would, and the draws keep the weights that what is supposed
gives them. Changing a leak, or the prior of a cause, would also
change what the evidence on causes and effects says, and is another question.

The marks do not lie exactly on the prior curve where the prior is an interval: the curve starts
from x in every draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from credence import odds
from credence.answers import credences, marginals, question_of
from credence.errors import InputError
from credence.evidence import structure_of
from credence.inference import Question
from credence.line_search import least
from credence.marginal import Marginal
from credence.parameters import Values
from credence.relevance import players
from credence.scenario import Scenario
from credence.update import credence_of, estimates_of, shares_evidence

LEAST_PRIOR = 1e-6
"""The prior curve runs from this to 1 minus this."""

PRIORS = 121
"""Points of a prior curve, evenly spaced in log-odds; the middle one is 50 %."""

STEPS = tuple(step / 20 for step in range(21))
"""Where the other two curves are worked out, beside where the scenario stands."""

NEAR = 0.001
"""How near on the dial the extremes of an overlap curve are sought, next to the lowest and highest step."""

_SAME = 1e-12
"""Credences that differ by less than this differ by rounding."""


@dataclass(frozen=True)
class Point:
    """One point of a curve.

    Attributes:
        at: The prior credence, the scepticism or the overlap.
        credence: The claim's credence there.
        complement: 1 minus the credence, to its own full precision.
        mcse: Monte Carlo standard error of the credence; 0 where it is exact.
    """

    at: float
    credence: float
    complement: float
    mcse: float


@dataclass(frozen=True)
class Curve:
    """A credence along one dial.

    Attributes:
        target: The claim.
        at: Where the scenario stands on the dial; ``None`` where families differ in overlap.
        credence: The credence there, as the calculator reports it.
        points: By rising ``at``.
    """

    target: str
    at: float | None
    credence: float
    points: tuple[Point, ...]

    @property
    def least(self) -> Point:
        """The point of the least credence."""
        return min(self.points, key=lambda point: point.credence)

    @property
    def most(self) -> Point:
        """The point of the largest credence."""
        return max(self.points, key=lambda point: point.credence)

    @property
    def beyond_ends(self) -> list[Point]:
        """The extremes that lie beyond both ends, the least first."""
        ends = self.points[0].credence, self.points[-1].credence
        least, most = self.least, self.most
        found = [least] if least.credence < min(ends) - _SAME else []
        return found + ([most] if most.credence > max(ends) + _SAME else [])

    @property
    def is_flat(self) -> bool:
        """Whether the dial makes no difference."""
        return self.most.credence - self.least.credence <= _SAME


def prior_curve(
    scenario: Scenario, claim: str | None = None, priors: Sequence[float] | None = None
) -> Curve:
    """The posterior from other prior credences of a claim, the scenario's target by default.

    Args:
        scenario: What is switched on.
        claim: The claim whose prior varies, and whose posterior is told.
        priors: Prior credences strictly between 0 and 1; by default `PRIORS` of them.

    Raises:
        InputError: The claim is certain, what is supposed has probability 0, or the network is
            too wide.
    """
    claim = scenario.asked(claim)
    if priors is None:
        most = -odds.log_odds(LEAST_PRIOR)
        starts = np.linspace(-most, most, PRIORS)
    else:
        starts = np.array([_inner(prior) for prior in priors])
    logs, log_weight = log_ratios(scenario, claim)
    none = replace(question_of(scenario), active=frozenset())
    before, now = marginals(scenario, (none, question_of(scenario)), (claim,))
    return Curve(
        target=claim,
        at=before[claim].means[0],
        credence=now[claim].means[0],
        points=tuple(
            Point(float(odds.probability(start)), *marginal.means, marginal.mcse)
            for start in starts
            for marginal in (_started(start, logs, log_weight),)
        ),
    )


def prior_for(scenario: Scenario, at: float, claim: str | None = None) -> float:
    """The prior credence from which the arguments lead to the credence ``at``.

    Raises:
        InputError: ``at`` is no probability strictly between 0 and 1, or as for `prior_curve`.
    """
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to import

    claim = scenario.asked(claim)
    wanted = _inner(at)
    logs, log_weight = log_ratios(scenario, claim)
    # From the first start no draw leads beyond the wanted credence, from the second every one does.
    first, last = wanted - float(logs.max()), wanted - float(logs.min())

    def gap(start: float) -> float:
        log_true, log_false = _started(start, logs, log_weight).log_means
        return log_true - log_false - wanted

    if last - first < 1e-12:
        return float(odds.probability(first))
    return float(odds.probability(brentq(gap, first - 1e-9, last + 1e-9, xtol=1e-13)))


def scepticism_curve(
    scenario: Scenario, claim: str | None = None, at: Sequence[float] = STEPS
) -> Curve:
    """The credence of a claim from full weight of every argument (0) to none (1).

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    places = _places("scepticism", {*at, scenario.scepticism})
    questions = [replace(question_of(scenario), scepticism=place) for place in places]
    return _curve(scenario, claim, scenario.scepticism, places, questions)


def overlap_curve(
    scenario: Scenario, claim: str | None = None, at: Sequence[float] = STEPS
) -> Curve:
    """The credence of a claim with one overlap for all families, from 0 to 1.

    Where that makes a difference, the points also have the least and the largest credence that there
    is next to the steps that come nearest to it, to within `NEAR` of their overlap.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    held = {scenario.value(f"families.{name}.overlap").low for name in sharing(scenario, claim)}
    own = held.pop() if len(held) == 1 else None
    places = _places("overlap", {*at} if own is None else {*at, own})
    shared = shares_evidence(scenario)  # where none is, another overlap is the same but for chance
    questions = [question_of(scenario, overlap=place if shared else None) for place in places]
    curve = _curve(scenario, claim, own, places, questions)
    return curve if curve.is_flat or len(places) < 2 else _with_extremes(scenario, curve)


def _with_extremes(scenario: Scenario, curve: Curve) -> Curve:
    """An overlap curve with its extremes among its points."""
    found = {point.at: point.credence for point in curve.points}
    steps = sorted(found)

    def credence(place: float) -> float:
        if place not in found:
            question = question_of(scenario, overlap=place)
            ((found[place], _),) = credences(scenario, (question,), curve.target)
        return found[place]

    extremes = {least(credence, steps, NEAR), least(lambda place: -credence(place), steps, NEAR)}
    between = sorted(extremes - {*steps})
    questions = [question_of(scenario, overlap=place) for place in between]
    points = (*curve.points, *_points(scenario, curve.target, between, questions))
    return replace(curve, points=tuple(sorted(points, key=lambda point: point.at)))


def sharing(scenario: Scenario, claim: str | None = None) -> tuple[str, ...]:
    """Families of which two or more active arguments bear on one claim and can reach the target."""
    playing = set(players(scenario, scenario.asked(claim)))
    found = {
        family
        for families in structure_of(scenario.library).families.values()
        for family, ratios in families.items()
        if sum(ratio.argument in playing for ratio in ratios) > 1
    }
    return tuple(name for name in scenario.library.families if name in found)


def _started(start: float, logs: Values, log_weight: Values | None) -> Marginal:
    """The claim in each draw from these prior log-odds."""
    return Marginal(*odds.probability_pair(start + logs), log_weight=log_weight)


def log_ratios(scenario: Scenario, claim: str) -> tuple[Values, Values | None]:
    """Natural log of L in each draw, shape (draws,) or (1,): what the arguments do to the odds.

    And the logarithm of each draw's weight, ``None`` where all weigh the same.

    Raises:
        InputError: The claim is certain beforehand, so that no evidence is conceivable against it.
    """
    if _is_root(scenario, claim):
        # L does not depend on the claim's own prior, which may be 0 or 1 and then hides it.
        scenario = scenario.with_number(f"claims.{claim}.prior", 0.5)
    now = question_of(scenario)
    none = replace(now, active=frozenset())
    before, after = (found[claim] for found in marginals(scenario, (none, now), (claim,)))
    if not np.isfinite(before.log_odds).all():
        title = scenario.library.claim(claim).title
        raise InputError.at(
            f"claims.{claim}",
            f"“{title}” is certain before any argument, so it has no other prior to start from; "
            "leave open what is supposed, or change the numbers that settle it",
        )
    return after.log_odds - before.log_odds, after.log_weight


def _is_root(scenario: Scenario, claim: str) -> bool:
    library = scenario.library
    return not library.parents_of(claim) and f"claims.{claim}.prior" in library.numbers


def _inner(probability: float) -> float:
    """Log-odds of a probability that is strictly between 0 and 1."""
    if not 0 < probability < 1:
        raise InputError.at("prior", "a probability strictly between 0 and 1 is needed here")
    return odds.log_odds(probability)


def _places(name: str, places: set[float]) -> list[float]:
    if wrong := [place for place in places if not 0 <= place <= 1]:
        raise InputError.at(name, f"{name} is a number between 0 and 1, not {wrong[0]!r}")
    return sorted(places)


def _curve(
    scenario: Scenario,
    claim: str,
    own: float | None,
    places: list[float],
    questions: list[Question],
) -> Curve:
    points = _points(scenario, claim, places, questions)
    return Curve(claim, own, credence_of(scenario, claim), points)


def _points(
    scenario: Scenario, claim: str, places: list[float], questions: list[Question]
) -> tuple[Point, ...]:
    found = estimates_of(scenario, tuple(questions), claim)
    return tuple(
        Point(place, estimate.credence, estimate.complement, estimate.mcse)
        for place, estimate in zip(places, found, strict=True)
    )
