"""Reconciling what a person says overall with the numbers that it should follow from.

`reconcile` takes what is stated as an observation and asks what it teaches: which numbers would have to
move, how far, and which arguments would have to be doubted (Lindley, Tversky and Brown 1979). Every
figure of the answer comes with its standard error: that of the draws, and what the choice of patterns
of soundness adds to it.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from credence import odds
from credence.errors import InputError
from credence.number import Z90, Kind, from_scale
from credence.reconciliation.implied import Implied
from credence.reconciliation.importance import Weighed
from credence.reconciliation.question import Question, question_of
from credence.reconciliation.records import (
    CHAINS,
    DRAWS,
    Accuracy,
    Diagnostics,
    Doubt,
    Draws,
    PatternSum,
    Reconciliation,
    Shift,
    Spread,
)
from credence.reconciliation.routes import Routes, sampled
from credence.reconciliation.statement import check_movable
from credence.scenario import Scenario
from credence.update import Estimate, estimate_of

Values = NDArray[np.float64]

PRIOR_SETS = 1024
"""Sets of numbers from which the soundness before the statement is computed."""
PLACES = 0.05, 0.5, 0.95
ROUNDING = 1e-12
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(64)


def reconcile(
    scenario: Scenario,
    *,
    longer: bool = False,
    progress: Callable[[float], None] = lambda _share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Reconciliation:
    """What a scenario's stated credences teach about its numbers.

    Args:
        scenario: At least one claim of it is stated.
        longer: Do four times as much, where the usual answer is in doubt.
        progress: Told what share of the work is done.
        cancelled: Asked whether to stop.

    Raises:
        InputError: Nothing is stated, what is stated is 0, 1 or supposed, or it cannot move.
        CancelledError: ``cancelled`` said so.
    """
    question, before = checked(scenario)
    routes = sampled(question, longer=longer, progress=progress, cancelled=cancelled)
    measure, implied = _Measure(routes), routes.implied
    offsets, joint = question.offsets(routes.latent), implied.true + implied.false
    shift, shift_error = measure.of(offsets)
    credence, credence_error = measure.of(implied.true, joint, lambda i: (i.true, i.true + i.false))
    numbers = {
        path: _shift(measure, path, offsets[i], float(shift[i]), float(shift_error[i]))
        for i, path in enumerate(question.moving)
    }
    soundness = _soundness(measure)
    quantities = np.concatenate([offsets, implied.log_odds])
    errors = np.concatenate([shift_error, measure.of(implied.log_odds, None, _log_odds)[1]])
    return Reconciliation(
        scenario=scenario,
        implied={
            claim: (
                before[claim],
                _credence(measure, implied.log_odds[i], joint[i], credence[i], credence_error[i]),
            )
            for i, claim in enumerate(question.stated)
        },
        numbers=dict(sorted(numbers.items(), key=lambda item: -abs(item[1].shift_sd))),
        soundness=soundness,
        diagnostics=_diagnostics(measure, quantities, errors),
        accuracy=Accuracy(
            error=float(errors.max()),
            doubt=max((held.mcse for held in soundness.values()), default=0.0),
            gap=_gap(routes, shift, shift_error),
        ),
        patterns=PatternSum(
            routes.statement.is_exact,
            routes.statement.implication.patterns.count,
            float(measure.changed(offsets, None, None).max()),
        ),
        draws=_draws(measure, offsets),
        is_longer=longer,
    )


def checked(scenario: Scenario) -> tuple[Question, dict[str, Spread]]:
    """The question that a scenario asks, and what is implied before by stated claim.

    Raises:
        InputError: What is wrong with the question, as of `reconcile`.
    """
    question = question_of(scenario)
    before = {claim: _of_estimate(claim, estimate_of(scenario, claim)) for claim in question.stated}
    check_movable(question)
    return question, before


type Other = Callable[[Implied], tuple[Values, Values | None]]
"""From what draws imply to a quantity of theirs and to what its mean is divided by."""


class _Measure:
    """Means over the second route's draws, with their errors."""

    def __init__(self, routes: Routes) -> None:
        self.routes = routes
        self.weighed = Weighed.by(routes.log_weight)
        self.generator = np.random.Generator(
            np.random.Philox(key=(routes.question.scenario.seed, 1))
        )
        self._pair: tuple[Weighed, Weighed] | None = None
        if routes.other is not None and routes.again is not None:
            count = routes.again.true.shape[1]
            first = Implied(
                routes.implied.true[:, :count],
                routes.implied.false[:, :count],
                np.empty((0, count)),
            )
            logs = routes.log_weight[:count]
            anew = logs - routes.statement.of(first) + routes.other.of(routes.again)
            self._pair = Weighed.by(logs), Weighed.by(anew)

    def of(
        self, values: Values, per: Values | None = None, other: Other | None = None
    ) -> tuple[Values, Values]:
        """Weighed means of values of shape (quantities, draws), and their standard errors.

        Args:
            values: The quantities.
            per: What each mean is divided by the mean of, of the same shape or (draws,).
            other: The same two from what draws imply, where they hang on the patterns of soundness.
        """
        mean = self.weighed.ratio(values, per)
        error = self.weighed.error(values, per)
        return mean, np.hypot(error, self.changed(values, per, other) / math.sqrt(2))

    def changed(self, values: Values, per: Values | None, other: Other | None) -> Values:
        """How far other patterns move each mean."""
        if self._pair is None or self.routes.again is None:
            return np.zeros(len(values))
        one, another = self._pair
        count = len(one.weight)
        first = values[:, :count], None if per is None else per[..., :count]
        anew = first if other is None else other(self.routes.again)
        return abs(one.ratio(*first) - another.ratio(*anew))


def _log_odds(implied: Implied) -> tuple[Values, None]:
    return implied.log_odds, None


def _shift(measure: _Measure, path: str, offset: Values, shift: float, error: float) -> Shift:
    question = measure.routes.question
    place = question.moving.index(path)
    mean, sd = (float(each[place]) for each in question.normals)
    kind = question.kind(path)
    center = float(question.scaled(path, _NODES) @ _WEIGHTS / _WEIGHTS.sum())
    held = question.scenario.value(path)
    low, high = held.low, held.high
    if held.is_point:
        low, high = (from_scale(mean + sd * z, kind) for z in (-Z90, Z90))
    before = Spread(center, held.median(kind), low, high, 0.0, _bits(center, kind))
    average, spread = measure.of(question.scaled(path, offset)[None])
    low, median, high = (
        from_scale(mean + sd * z, kind) for z in measure.weighed.quantiles(offset, PLACES)
    )
    value = float(average[0])
    after = Spread(value, median, low, high, float(spread[0]), _bits(value, kind))
    return Shift(kind, before, after, shift, error)


def _credence(
    measure: _Measure, log_odds: Values, joint: Values, credence: float, error: float
) -> Spread:
    """A claim's credence; draws in which what is supposed is likelier weigh more."""
    weighed = Weighed.by(measure.routes.log_weight + np.log(joint))
    low, median, high = (float(odds.probability(q)) for q in weighed.quantiles(log_odds, PLACES))
    return Spread(float(credence), median, low, high, float(error), _bits(float(credence)))


def _soundness(measure: _Measure) -> dict[str, Doubt]:
    """How probably each unsure argument is sound, before and after."""
    routes = measure.routes
    question = routes.question
    if not question.unsure:
        return {}
    prior = routes.statement.implication.of(question.prior(PRIOR_SETS), soundness=True)
    joint = prior.true[0] + prior.false[0]
    before = prior.sound @ joint / joint.sum()

    def sound_and_supposed(implied: Implied) -> tuple[Values, Values]:
        supposed = implied.true[0] + implied.false[0]
        return implied.sound * supposed, supposed

    after, error = measure.of(*sound_and_supposed(routes.implied), sound_and_supposed)
    rows = zip(before.tolist(), after.tolist(), error.tolist(), strict=True)
    return {name: Doubt(*row) for name, row in zip(question.unsure, rows, strict=True)}


def _diagnostics(measure: _Measure, quantities: Values, errors: Values) -> Diagnostics:
    """R-hat over independent quarters of the draws, and the effective sample size by the errors."""
    whole = measure.weighed
    sd = whole.sd(quantities)
    quarters = zip(
        np.array_split(measure.routes.log_weight, CHAINS),
        np.array_split(quantities, CHAINS, axis=1),
        strict=True,
    )
    means = np.stack([Weighed.by(logs).ratio(values) for logs, values in quarters])
    moving = sd > ROUNDING
    if not moving.any():
        return Diagnostics(math.nan, math.inf, 0, CHAINS * DRAWS)
    rhat = np.sqrt(1 + means.var(axis=0, ddof=1)[moving] / sd[moving] ** 2)
    effective = (sd[moving] / np.maximum(errors[moving], ROUNDING)) ** 2
    return Diagnostics(float(rhat.max()), float(effective.min()), 0, CHAINS * DRAWS)


def _gap(routes: Routes, shift: Values, error: Values) -> float:
    """How far the two routes' means lie apart, in standard errors of the difference."""
    size, islands, particles = routes.first.shape
    offsets = routes.question.offsets(routes.first.reshape(size, -1))
    weighed = offsets.reshape(-1, islands, particles) * routes.first_weight
    mean, share = weighed.sum(axis=(1, 2)), routes.first_weight.sum(axis=1)
    apart = weighed.sum(axis=2) - share * mean[:, None]
    error_of_first = np.sqrt((apart**2).sum(axis=1) * islands / (islands - 1))
    # One of many errors that is small by chance must not make a gap.
    error_of_first = np.maximum(error_of_first, np.median(error_of_first))
    return float((abs(mean - shift) / np.hypot(error_of_first, error)).max())


def _draws(measure: _Measure, offsets: Values) -> Draws:
    """Draws of equal weight, each chain from a part of its own of the second route's."""
    routes = measure.routes
    logs = routes.statement.of(routes.implied)
    places = []
    for part in np.array_split(np.arange(len(logs)), CHAINS):
        weighed = Weighed.by(routes.log_weight[part])
        places.append(part[weighed.resampled(measure.generator, DRAWS)])
    chosen = np.stack(places)
    log_prior = -0.5 * (routes.latent**2 + np.log(2 * np.pi)).sum(axis=0)
    return Draws(
        np.moveaxis(offsets[:, chosen], 0, -1).copy(),
        routes.question.moving,
        logs[chosen],
        log_prior[chosen],
    )


def _bits(mean: float, kind: Kind = Kind.PROBABILITY) -> float:
    return odds.bits(odds.log_odds(mean) if kind is Kind.PROBABILITY else math.log(mean))


def _of_estimate(claim: str, estimate: Estimate) -> Spread:
    if math.isinf(estimate.log_odds):
        raise InputError.at(
            f"claims.{claim}.stated",
            f"with these numbers {claim} is {'certain' if estimate.credence else 'impossible'}, "
            "and nothing stated can move that; change the number that is 0 or 1",
        )
    return Spread(
        estimate.credence,
        estimate.median,
        estimate.low,
        estimate.high,
        estimate.mcse,
        estimate.log_odds_bits,
    )
