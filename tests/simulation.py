"""Uncertain numbers by plain simulation: the second, independent way to every mean over draws.

`simulated` draws every interval, and whether each argument is sound, from NumPy's own generator,
and goes through all states of the claims in each draw. Its draws are neither keyed nor stratified:
it shares the model with the engine and nothing else. Numbers that are all points are better
enumerated (``tests/reference.py``), which has no error of chance.
"""

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import ndtr

from credence.number import Kind
from credence.scenario import Scenario
from tests.reference import (
    ImpossibleError,
    Spread,
    chance_of_soundness,
    prior_weight,
    ratio_path,
    shared_family,
    spread_over,
    states,
    undercut_order,
)

Z90 = 1.6448536269514722  # the standard normal's 95th percentile


def sampled(
    scenario: Scenario, generator: np.random.Generator, draws: int
) -> dict[str, np.ndarray]:
    """Every number in every draw, shape (draws,): logit-normal or log-normal between its ends."""
    values = {}
    strong = _latents(scenario, generator, draws)
    for path, (kind, number) in scenario.numbers().items():
        if number.is_point:
            values[path] = np.full(draws, number.low)
            continue
        ends = np.array([number.low, number.high])
        low, high = np.log(ends / (1 - ends)) if kind is Kind.PROBABILITY else np.log(ends)
        middle = (low + high) / 2
        own = generator.standard_normal(draws)
        normal = middle + (high - low) / (2 * Z90) * _moved(path, middle, own, strong)
        is_probability = kind is Kind.PROBABILITY
        values[path] = 1 / (1 + np.exp(-normal)) if is_probability else np.exp(normal)
    return values


def _moved(
    path: str, middle: float, own: np.ndarray, common: Mapping[str, tuple[float, np.ndarray]]
) -> np.ndarray:
    """The number's standard normal; a family's ratios move together, each the way it speaks."""
    section, item, field, *_ = path.split(".")
    if section != "arguments" or field not in {"lr", "bears_on"} or item not in common:
        return own
    overlap, latent = common[item]
    return math.copysign(math.sqrt(overlap), middle) * latent + math.sqrt(1 - overlap) * own


def _latents(
    scenario: Scenario, generator: np.random.Generator, draws: int
) -> dict[str, tuple[float, np.ndarray]]:
    """By argument that shares a family's fate, the overlap and the family's latent normal."""
    library = scenario.library
    values = {
        f"families.{name}.overlap": scenario.value(f"families.{name}.overlap").low
        for name in library.families
    }
    common = {name: generator.standard_normal(draws) for name in library.families}
    members = {name: shared_family(library, values, name) for name in library.arguments}
    return {
        name: (values[f"families.{family}.overlap"], common[family])
        for name, family in members.items()
        if family
    }


def _sound_draws(
    scenario: Scenario, values: Mapping[str, np.ndarray], generator: np.random.Generator, draws: int
) -> dict[str, np.ndarray]:
    """Whether each active argument is sound, in every draw."""
    library = scenario.library
    sound: dict[str, np.ndarray] = {}
    latents = _latents(scenario, generator, draws)
    for name in undercut_order(library):
        if name not in scenario.active:
            continue
        chance = chance_of_soundness(library, values, name, sound=())
        for other, is_sound in sound.items():
            if name in library.arguments[other].undercuts:
                strength = values[f"arguments.{other}.undercuts.{name}"]
                chance = chance * np.where(is_sound, 1 - strength, 1)
        uniform = generator.random(draws)
        if name in latents:
            overlap, common = latents[name]
            own = generator.standard_normal(draws)
            uniform = ndtr(math.sqrt(overlap) * common + math.sqrt(1 - overlap) * own)
        sound[name] = uniform < chance
    return sound


def _evidence_draws(
    scenario: Scenario,
    values: Mapping[str, np.ndarray],
    sound: Mapping[str, np.ndarray],
    claim: str,
) -> np.ndarray:
    """E_c in every draw; a rank in a family is a count of the stronger ones of the same sign."""
    library = scenario.library
    draws = len(next(iter(values.values())))
    on_claim = {name: path for name in sound if (path := ratio_path(library, name, claim))}
    counted = {
        name: np.where(sound[name], np.log(values[path]), 0) for name, path in on_claim.items()
    }
    total = np.zeros(draws)
    for position, (name, log_ratio) in enumerate(counted.items()):
        family = library.arguments[name].family
        rank = np.zeros(draws)
        for place, (other, rival) in enumerate(counted.items()):
            if family is None or other == name or library.arguments[other].family != family:
                continue
            before = np.abs(rival) > np.abs(log_ratio)
            before |= (np.abs(rival) == np.abs(log_ratio)) & (place < position)
            rank += before & (np.sign(rival) == np.sign(log_ratio))
        kept = 1 - values[f"families.{family}.overlap"] if family else np.ones(draws)
        total += kept**rank * log_ratio
    return (1 - scenario.scepticism) * total


def simulated(
    scenario: Scenario, *, draws: int, seed: int
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """P(claim | active arguments, supposed, draw) for every claim, each of shape (draws,).

    And P(supposed | active arguments, draw), of the same shape.

    Raises:
        ImpossibleError: What the scenario supposes has probability 0.
    """
    generator = np.random.default_rng(seed)
    library = scenario.library
    values = sampled(scenario, generator, draws)
    sound = _sound_draws(scenario, values, generator, draws)
    factor = {
        claim: np.exp(_evidence_draws(scenario, values, sound, claim))
        for claim in library.claim_ids
    }
    total, everything = np.zeros(draws), np.zeros(draws)
    true = {claim: np.zeros(draws) for claim in library.claim_ids}
    for state in states(library):
        weight = prior_weight(library, values, state) * np.ones(draws)
        for claim, holds in state.items():
            weight = weight * factor[claim] if holds else weight
        everything += weight
        if any(state[claim] != truth for claim, truth in scenario.suppose.items()):
            continue
        total += weight
        for claim, holds in state.items():
            true[claim] += weight if holds else 0
    if not np.all(total > 0):
        raise ImpossibleError
    return {claim: weight / total for claim, weight in true.items()}, total / everything


def spread_of(values: np.ndarray, weights: np.ndarray) -> Spread:
    """How one claim's probability varies between simulated draws."""
    return spread_over(values, np.full(len(values), 1 / len(values)), weights)
