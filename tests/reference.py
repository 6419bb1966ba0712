"""The model by brute force: the second, independent way to every credence.

Nothing is clever here. A *state* says of every claim whether it is true; a *pattern* says of every
active argument whether it is sound. `credences` goes through all states and all patterns in
80-digit decimal arithmetic, where nothing underflows and 1 − p loses no digits; it needs every
number to be a point. `simulated` draws uncertain numbers, soundness included, from NumPy's own
generator, and goes through all states in each draw.

The credence is Σ P(pattern) · P(claim | pattern): each pattern's posterior is normalised by itself.
To weigh the patterns by how well they explain the evidence would be another model: an active
argument says nothing about its own soundness.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

import numpy as np

from credence.library import Library
from credence.number import Kind
from credence.scenario import Scenario

Z90 = 1.6448536269514722  # the standard normal's 95th percentile

type State = dict[str, bool]
type Values = Mapping[str, Decimal]


class ImpossibleError(Exception):
    """What is supposed has probability 0."""


@dataclass(frozen=True)
class Pair:
    """A probability and its complement, each with all of its digits."""

    credence: Decimal
    complement: Decimal

    @property
    def odds(self) -> Decimal:
        """Odds of the credence; 0 and infinity for certainty."""
        return self.credence / self.complement if self.complement else Decimal("Infinity")


def points(scenario: Scenario) -> dict[str, Decimal]:
    """Every number of the scenario as the exact decimal of its double."""
    values = {}
    for path, (_, number) in scenario.numbers().items():
        if not number.is_point:
            raise ValueError(f"{path} is an interval; enumeration needs points")
        values[path] = Decimal(number.low)
    return values


# The claims' network


def states(library: Library) -> Iterator[State]:
    """Every assignment of truth to the claims, impossible ones included."""
    for truth in itertools.product((False, True), repeat=len(library.claim_ids)):
        yield dict(zip(library.claim_ids, truth, strict=True))


def prior_weight(library: Library, values: Mapping, state: State):
    """P(state) before any argument, from decimals or from arrays over draws."""
    weight = 1
    for name, claim in library.claims.items():
        place = f"claims.{name}"
        if claim.table:
            row = "".join("1" if state[parent] else "0" for parent in claim.parents)
            true = values[f"{place}.table.{row}"]
            false = 1 - true
        elif not all(state[required] for required in claim.requires):
            true, false = 0, 1
        else:
            false = 1 - values[f"{place}.prior"]
            for cause in claim.causes:
                if state[cause]:
                    false = false * (1 - values[f"{place}.causes.{cause}"])
            true = 1 - false
        weight = weight * (true if state[name] else false)
    for group in library.alternatives.values():
        holding = [name for name in group.members if state[name]]
        if not all(state[required] for required in group.requires):
            weight = weight * (0 if holding else 1)
        elif len(holding) != 1:
            weight = weight * 0
        else:
            total = sum(values[f"claims.{name}.weight"] for name in group.members)
            weight = weight * values[f"claims.{holding[0]}.weight"] / total
    return weight


# Soundness


def undercutters(library: Library, argument: str) -> list[str]:
    """The arguments that may make this one unsound."""
    return [name for name, other in library.arguments.items() if argument in other.undercuts]


def undercut_order(library: Library) -> list[str]:
    """The arguments, each after all that undercut it."""
    order: list[str] = []
    while len(order) < len(library.arguments):
        order += [
            name
            for name in library.arguments
            if name not in order and all(other in order for other in undercutters(library, name))
        ]
    return order


def chance_of_soundness(library: Library, values: Mapping, argument: str, *, sound: Iterable[str]):
    """P(the argument is sound | which of the earlier ones are)."""
    chance = values[f"arguments.{argument}.soundness"]
    for premise in library.arguments[argument].premises:
        chance = chance * values[f"arguments.{argument}.premises.{premise}"]
    for other in sound:
        if argument in library.arguments[other].undercuts:
            chance = chance * (1 - values[f"arguments.{other}.undercuts.{argument}"])
    return chance


def patterns(
    library: Library, values: Values, active: Iterable[str]
) -> list[tuple[frozenset[str], Decimal]]:
    """Every set of sound arguments that can be, with its probability."""
    found: dict[frozenset[str], Decimal] = {frozenset(): Decimal(1)}
    for name in undercut_order(library):
        if name not in active:
            continue
        grown: dict[frozenset[str], Decimal] = {}
        for sound, probability in found.items():
            chance = chance_of_soundness(library, values, name, sound=sound)
            for pattern, share in ((sound | {name}, chance), (sound, 1 - chance)):
                if share:
                    grown[pattern] = probability * share
        found = grown
    return list(found.items())


# Evidence


def ratio_path(library: Library, argument: str, claim: str) -> str | None:
    """Where the argument's likelihood ratio on the claim is kept, if it has one."""
    record = library.arguments[argument]
    if claim in record.bears_on:
        return f"arguments.{argument}.bears_on.{claim}"
    if record.claim == claim and not record.bears_on:
        return f"arguments.{argument}.lr"
    return None


def log_evidence(
    library: Library, values: Values, claim: str, sound: Iterable[str], scepticism: float
) -> Decimal:
    """E_c: the sum of the sound arguments' weighted log likelihood ratios on the claim."""
    groups: dict[tuple[str | None, bool], list[Decimal]] = {}
    total = Decimal(0)
    for name in sound:
        path = ratio_path(library, name, claim)
        if path is None:
            continue
        log_ratio = values[path].ln()
        family = library.arguments[name].family
        if family is None:
            total += log_ratio
        else:
            groups.setdefault((family, log_ratio > 0), []).append(log_ratio)
    for (family, _), log_ratios in groups.items():
        kept = 1 - values[f"families.{family}.overlap"]
        weight = Decimal(1)
        for log_ratio in sorted(log_ratios, key=abs, reverse=True):
            total += weight * log_ratio
            weight *= kept
    return (1 - Decimal(scepticism)) * total


def credences(
    scenario: Scenario,
    *,
    active: Iterable[str] | None = None,
    overlap: float | None = None,
) -> dict[str, Pair]:
    """Every claim's credence in a scenario whose numbers are all points.

    ``active`` replaces the scenario's own toggles (nothing active gives the prior), ``overlap``
    replaces every family's.

    Raises:
        ImpossibleError: What the scenario supposes has probability 0.
    """
    library = scenario.library
    switched_on = scenario.active if active is None else tuple(active)
    with localcontext() as context:
        context.prec = 80
        values = points(scenario)
        if overlap is not None:
            values |= {f"families.{name}.overlap": Decimal(overlap) for name in library.families}
        possible = [
            (state, weight)
            for state in states(library)
            if all(state[claim] == truth for claim, truth in scenario.suppose.items())
            and (weight := prior_weight(library, values, state))
        ]
        if not possible:
            raise ImpossibleError
        true = dict.fromkeys(library.claim_ids, Decimal(0))
        false = dict(true)
        for sound, probability in patterns(library, values, switched_on):
            factor = {
                claim: log_evidence(library, values, claim, sound, scenario.scepticism).exp()
                for claim in library.claim_ids
            }
            weights = [
                weight * math.prod(factor[claim] for claim, holds in state.items() if holds)
                for state, weight in possible
            ]
            total = sum(weights)
            for (state, _), weight in zip(possible, weights, strict=True):
                for claim, holds in state.items():
                    (true if holds else false)[claim] += probability * weight / total
        return {claim: Pair(true[claim], false[claim]) for claim in library.claim_ids}


# Uncertain numbers


def sampled(
    scenario: Scenario, generator: np.random.Generator, draws: int
) -> dict[str, np.ndarray]:
    """Every number in every draw, shape (draws,): logit-normal or log-normal between its ends."""
    values = {}
    for path, (kind, number) in scenario.numbers().items():
        if number.is_point:
            values[path] = np.full(draws, number.low)
            continue
        ends = np.array([number.low, number.high])
        low, high = np.log(ends / (1 - ends)) if kind is Kind.PROBABILITY else np.log(ends)
        normal = (low + high) / 2 + (high - low) / (2 * Z90) * generator.standard_normal(draws)
        is_probability = kind is Kind.PROBABILITY
        values[path] = 1 / (1 + np.exp(-normal)) if is_probability else np.exp(normal)
    return values


def _sound_draws(
    scenario: Scenario, values: Mapping[str, np.ndarray], generator: np.random.Generator, draws: int
) -> dict[str, np.ndarray]:
    """Whether each active argument is sound, in every draw."""
    library = scenario.library
    sound: dict[str, np.ndarray] = {}
    for name in undercut_order(library):
        if name not in scenario.active:
            continue
        chance = chance_of_soundness(library, values, name, sound=())
        for other, is_sound in sound.items():
            if name in library.arguments[other].undercuts:
                strength = values[f"arguments.{other}.undercuts.{name}"]
                chance = chance * np.where(is_sound, 1 - strength, 1)
        sound[name] = generator.random(draws) < chance
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


def simulated(scenario: Scenario, *, draws: int, seed: int) -> dict[str, np.ndarray]:
    """P(claim | active arguments, draw) for every claim and draw, each array of shape (draws,).

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
    total = np.zeros(draws)
    true = {claim: np.zeros(draws) for claim in library.claim_ids}
    for state in states(library):
        if any(state[claim] != truth for claim, truth in scenario.suppose.items()):
            continue
        weight = prior_weight(library, values, state) * np.ones(draws)
        for claim, holds in state.items():
            weight = weight * factor[claim] if holds else weight
        total += weight
        for claim, holds in state.items():
            true[claim] += weight if holds else 0
    if not np.all(total > 0):
        raise ImpossibleError
    return {claim: weight / total for claim, weight in true.items()}
