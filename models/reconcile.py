"""Reconciling what a person says overall with the numbers that it should follow from.

`reconcile` takes what is stated as an observation and asks what it teaches: which numbers would
have to move, how far, and which arguments would have to be doubted (Lindley, Tversky and Brown
1979). What the answer's words mean stands in `credence.reconciliation`.
"""

import math
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from credence import draws as streams
from credence import odds
from credence.errors import InputError
from credence.number import Kind, Number, from_scale
from credence.reconciliation import Draws, PatternSum, Reconciliation, Shift, Spread
from credence.scenario import Scenario
from credence.update import Estimate, estimate_of
from models.circuit import Values
from models.diagnostics import diagnose, standard_error
from models.likelihood import Likelihood, likelihood_of
from models.pattern_sums import sums_over_patterns
from models.preview import normalised
from models.sampling import DRAWS, Progress, Sampled, sample

PRIOR_DRAWS = 1024
BLOCK = 256
TOO_STRONG = 600.0
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(64)


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
    before = implied_before(scenario)
    drawn = sample(likelihood, draws=draws, progress=progress, cancelled=cancelled)
    return answer(likelihood, drawn, before)


def implied_before(scenario: Scenario) -> dict[str, Spread]:
    """By stated claim, what numbers and arguments imply as they stand.

    Raises:
        InputError: A claim is certain or impossible, which nothing stated can move.
    """
    return {claim: _of_estimate(claim, estimate_of(scenario, claim)) for claim in scenario.stated}


def answer(likelihood: Likelihood, drawn: Sampled, before: Mapping[str, Spread]) -> Reconciliation:
    """The record of an answer from draws of the offsets."""
    scenario, form = likelihood.scenario, likelihood.form
    chains, count, _ = drawn.offset.shape
    numbers = scenario.numbers()
    with ThreadPoolExecutor(1) as beside:  # compiled sums here, ArviZ in the meantime
        summing = beside.submit(
            _over_patterns, likelihood, drawn.offset.reshape(chains * count, -1)
        )
        sound_before = _sound_before(likelihood)
        shifts = {
            path: _shift(numbers[path], drawn.offset[..., index])
            for index, path in enumerate(form.uncertain)
        }
        of_numbers = diagnose(drawn.offset, drawn.diverging)
        after = summing.result()
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
            float(mean.mean()),
            float(median),
            float(low),
            float(high),
            standard_error(mean),
            _bits(float(mean.mean())),
        )
        implied[claim] = before[claim], spread
    of_claims = np.stack([after.implied[c].reshape(chains, count) for c in form.stated], axis=-1)
    return Reconciliation(
        scenario=scenario,
        implied=implied,
        numbers=dict(sorted(shifts.items(), key=lambda item: -abs(item[1].shift_sd))),
        soundness={
            name: (float(sound_before[i]), float(after.soundness[:, i].mean()))
            for i, name in enumerate(form.unsure)
        },
        diagnostics=of_numbers.with_others(diagnose(of_claims, drawn.diverging)),
        patterns=PatternSum(
            likelihood.is_exact,
            likelihood.patterns,
            float(np.median(after.effective)),
            0.0 if likelihood.is_exact else float(np.median(after.error)),
        ),
        draws=Draws(
            drawn.offset,
            form.uncertain,
            after.log_likelihood.reshape(chains, count),
            drawn.diverging,
            drawn.energy,
            drawn.steps,
        ),
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
        log_likelihood: Logarithm of p(stated | numbers), shape (draws,).
    """

    soundness: Values
    implied: dict[str, Values]
    picked: dict[str, Values]
    effective: Values
    error: Values
    log_likelihood: Values


def _over_patterns(likelihood: Likelihood, offset: Values) -> _Summed:
    """Sum over the patterns' posterior at each of some offsets, shape (draws, numbers)."""
    mean, sd = likelihood.normals
    claims = likelihood.form.stated
    nodes = [likelihood.log_odds[claim] for claim in claims]
    sound = np.array(list(likelihood.sound.values())).reshape(-1, likelihood.patterns)
    parts = []
    for start in range(0, len(offset), BLOCK):
        scaled = mean + sd * offset[start : start + BLOCK]
        log_pattern, log_joint, *log_odds = likelihood.values(
            scaled, likelihood.log_pattern, likelihood.log_joint, *nodes
        )
        generator = np.random.Generator(np.random.Philox(key=(likelihood.scenario.seed, start)))
        uniform = generator.uniform(size=len(scaled))
        parts.append(
            sums_over_patterns(*map(_whole, (log_pattern, log_joint, log_odds, sound, uniform)))
        )
    soundness, implied, picked, effective, error, log_likelihood = zip(*parts, strict=True)
    by_claim = [
        dict(zip(claims, np.concatenate(held, axis=1), strict=True)) for held in (implied, picked)
    ]
    return _Summed(
        np.concatenate(soundness),
        *by_claim,
        *(np.concatenate(held) for held in (effective, error, log_likelihood)),
    )


def _whole(values: ArrayLike) -> Values:
    """As one piece of memory in C order, which is the one form that sums are compiled for."""
    return np.array(values, dtype=np.float64)


def _sound_before(likelihood: Likelihood) -> Values:
    """Each unsure argument's probability of being sound before the statement."""
    mean, sd = likelihood.normals
    scaled = mean + sd * _prior_offsets(likelihood)
    sound = np.array(list(likelihood.sound.values())).reshape(-1, likelihood.patterns)
    (log_pattern,) = likelihood.values(scaled, likelihood.log_pattern)
    return (normalised(log_pattern)[0] @ sound.T).mean(axis=0)


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
    before = Spread(center, from_scale(mean, kind), held.low, held.high, 0.0, _bits(center, kind))
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
