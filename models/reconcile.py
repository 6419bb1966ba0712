"""Reconciling what a person says overall with the numbers that it should follow from.

Somebody's numbers and arguments imply 30 %, and all things considered they say 10 %. One of the two
has to give. `reconcile` takes the statement as an observation and asks what it teaches: which
numbers would have to move, how far, and which arguments would have to be doubted
(reconciliation: Lindley, Tversky and Brown 1979).

*Before* is a person's own uncertainty about their numbers, *after* is what is left of it once the
statement is taken in. A number shifts much where it is unsure and where much hangs on it; a point
cannot shift at all.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from credence import draws as streams
from credence import odds
from credence.errors import InputError
from credence.number import Kind, Number, from_scale
from credence.scenario import Scenario
from credence.update import Estimate, estimate_of
from models.circuit import Values
from models.diagnostics import Diagnostics, diagnose, standard_error
from models.likelihood import Likelihood, likelihood_of
from models.sampling import DRAWS, Draws, Progress, sample

PRIOR_DRAWS = 1024
BLOCK = 256
TOO_STRONG = 600.0
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(64)


@dataclass(frozen=True)
class Spread:
    """A number, or a credence, with its uncertainty.

    Attributes:
        mean: The mean; for a credence, the credence.
        median: The median.
        low: The 5th percentile.
        high: The 95th percentile.
        mcse: Monte Carlo standard error of the mean.
        log_odds_bits: Base-2 log-odds of the mean; of a ratio, its base-2 logarithm.
    """

    mean: float
    median: float
    low: float
    high: float
    mcse: float
    log_odds_bits: float


@dataclass(frozen=True)
class Shift:
    """One number before and after the statement.

    Attributes:
        kind: What the number measures.
        before: As the person holds it.
        after: Given the statement.
        shift_sd: How far its mean moved on the scale where it is normal, in its own standard
            deviations from before.
    """

    kind: Kind
    before: Spread
    after: Spread
    shift_sd: float


@dataclass(frozen=True)
class PatternSum:
    """How well the patterns of soundness were summed over; see `models.patterns`.

    Attributes:
        exact: Whether every pattern was there.
        count: How many there were.
        effective: How many the sum in effect rests on, at the median draw.
        error: Relative standard error of the likelihood, at the median draw; 0 where exact.
    """

    exact: bool
    count: int
    effective: float
    error: float


@dataclass(frozen=True)
class Reconciliation:
    """The answer.

    Attributes:
        scenario: What was asked.
        implied: By stated claim, the credence that numbers and arguments imply, before and after.
        numbers: By path, every number that can move, the farthest moved first.
        soundness: By argument, the probability that it is sound, before and after; the unsure
            ones that matter alone.
        diagnostics: Whether the draws can be trusted.
        patterns: How well soundness was summed out.
        draws: The draws themselves.
    """

    scenario: Scenario
    implied: Mapping[str, tuple[Spread, Spread]]
    numbers: Mapping[str, Shift]
    soundness: Mapping[str, tuple[float, float]]
    diagnostics: Diagnostics
    patterns: PatternSum
    draws: Draws


def reconcile(
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Reconciliation:
    """What a scenario's stated credences teach about its numbers.

    Args:
        scenario: At least one claim of it is stated.
        draws: Draws of each chain.
        progress: Told how far sampling has come.
        cancelled: Asked whether to stop.

    Raises:
        InputError: Nothing is stated, or what is stated cannot move.
        CancelledError: ``cancelled`` said so.
    """
    likelihood = likelihood_of(scenario)
    before = {claim: _of_estimate(claim, estimate_of(scenario, claim)) for claim in scenario.stated}
    drawn = sample(likelihood, draws=draws, progress=progress, cancelled=cancelled)
    return answer(likelihood, drawn, before)


def answer(
    likelihood: Likelihood, drawn: Draws, before: Mapping[str, Spread]
) -> Reconciliation:
    """The record of an answer from draws of the offsets."""
    scenario, form = likelihood.scenario, likelihood.form
    chains, count, _ = drawn.offset.shape
    after = _over_patterns(likelihood, drawn.offset.reshape(chains * count, -1))
    prior = _over_patterns(likelihood, _prior_offsets(likelihood), stated=False)
    implied = {}
    for claim in form.stated:
        log_odds = after.picked[claim].reshape(chains, count)
        if abs(log_odds).max() > TOO_STRONG:
            raise InputError.at(
                f"claims.{claim}.stated",
                f"the arguments are too strong to be reconciled: some draws put {claim} beyond "
                "log-odds of 600; lower the largest likelihood ratios",
            )
        mean = after.implied[claim].reshape(chains, count)
        low, median, high = odds.probability(np.quantile(log_odds, (0.05, 0.5, 0.95)))
        spread = Spread(
            float(mean.mean()), median, low, high, standard_error(mean), _bits(float(mean.mean()))
        )
        implied[claim] = before[claim], spread
    numbers = scenario.numbers()
    shifts = {
        path: _shift(numbers[path], drawn.offset[..., index])
        for index, path in enumerate(form.uncertain)
    }
    quantities = [drawn.offset, *(after.implied[c].reshape(chains, count, 1) for c in form.stated)]
    return Reconciliation(
        scenario=scenario,
        implied=implied,
        numbers=dict(sorted(shifts.items(), key=lambda item: -abs(item[1].shift_sd))),
        soundness={
            name: (float(prior.soundness[:, i].mean()), float(after.soundness[:, i].mean()))
            for i, name in enumerate(form.unsure)
        },
        diagnostics=diagnose(np.concatenate(quantities, axis=-1), drawn.diverging),
        patterns=PatternSum(
            form.is_exact,
            likelihood.patterns,
            float(np.median(after.effective)),
            0.0 if form.is_exact else float(np.median(after.error)),
        ),
        draws=drawn,
    )


@dataclass(frozen=True)
class _Summed:
    """What is known of the patterns at each of some offsets.

    Attributes:
        soundness: Each unsure argument's probability of being sound, shape (draws, unsure).
        implied: By claim, its probability averaged over patterns, shape (draws,).
        picked: By claim, its log-odds in one pattern picked at random, shape (draws,).
        effective: Effective number of patterns, shape (draws,).
        error: Relative standard error of the likelihood, shape (draws,).
    """

    soundness: Values
    implied: dict[str, Values]
    picked: dict[str, Values]
    effective: Values
    error: Values


def _over_patterns(likelihood: Likelihood, offset: Values, *, stated: bool = True) -> _Summed:
    """Sum over the patterns' posterior, or over their prior where ``stated`` is false."""
    blocks = [
        _summed_block(likelihood, offset[start : start + BLOCK], start, stated=stated)
        for start in range(0, len(offset), BLOCK)
    ]
    claims = likelihood.form.stated
    return _Summed(
        soundness=np.concatenate([block.soundness for block in blocks]),
        implied={c: np.concatenate([block.implied[c] for block in blocks]) for c in claims},
        picked={c: np.concatenate([block.picked[c] for block in blocks]) for c in claims},
        effective=np.concatenate([block.effective for block in blocks]),
        error=np.concatenate([block.error for block in blocks]),
    )


def _summed_block(
    likelihood: Likelihood, offset: Values, start: int, *, stated: bool
) -> _Summed:
    mean, sd = likelihood.normals
    scaled = mean + sd * offset
    before = _weights(likelihood.values(likelihood.log_pattern, scaled))
    after = _weights(likelihood.values(likelihood.log_joint, scaled)) if stated else before
    sound = np.stack([*likelihood.sound.values(), np.zeros(likelihood.patterns)])
    generator = np.random.Generator(np.random.Philox(key=(likelihood.scenario.seed, start)))
    chosen = generator.uniform(size=(len(offset), 1)) * after.sum(axis=1, keepdims=True)
    index = np.minimum((after.cumsum(axis=1) < chosen).sum(axis=1), likelihood.patterns - 1)
    implied, picked = {}, {}
    for claim, node in likelihood.log_odds.items():
        log_odds = likelihood.values(node, scaled)
        implied[claim] = (after * odds.probability(log_odds)).sum(axis=1)
        picked[claim] = np.take_along_axis(log_odds, index[:, None], axis=1)[:, 0]
    return _Summed(
        soundness=after @ sound[:-1].T,
        implied=implied,
        picked=picked,
        effective=1 / (after**2).sum(axis=1),
        error=np.sqrt(((after - before) ** 2).sum(axis=1)),
    )


def _weights(logs: Values) -> Values:
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def _prior_offsets(likelihood: Likelihood) -> Values:
    """Stratified draws of the offsets as they are before the statement."""
    seed = likelihood.scenario.seed
    columns = [streams.normal(seed, path, PRIOR_DRAWS) for path in likelihood.form.uncertain]
    return np.stack(columns, axis=1) if columns else np.zeros((1, 0))


def _shift(number: tuple[Kind, Number], offset: Values) -> Shift:
    kind, held = number
    mean, sd = held.normal(kind)
    values = _from_scale(mean + sd * offset, kind)
    center = float(_from_scale(mean + sd * _NODES, kind) @ _WEIGHTS / _WEIGHTS.sum())
    before = Spread(
        center, from_scale(mean, kind), held.low, held.high, 0.0, _bits(center, kind)
    )
    low, median, high = (
        from_scale(mean + sd * q, kind) for q in np.quantile(offset, (0.05, 0.5, 0.95))
    )
    average = float(values.mean())
    after = Spread(average, median, low, high, standard_error(values), _bits(average, kind))
    return Shift(kind, before, after, float(offset.mean()))


def _from_scale(values: Values, kind: Kind) -> Values:
    return odds.probability(values) if kind is Kind.PROBABILITY else np.exp(values)


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
