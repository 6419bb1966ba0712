"""The model by brute force: the second, independent way to every credence.

Nothing is clever here. A *state* says of every claim whether it is true; a *pattern* says of every
active argument whether it is sound. `credences` goes through all states and all patterns in
80-digit decimal arithmetic, where nothing underflows and 1 − p loses no digits; it needs every
number to be a point. (Uncertain numbers: ``tests/simulation.py``.)

The credence is Σ P(pattern) · P(claim | pattern): each pattern's posterior is normalised by itself.
To weigh the patterns by how well they explain the evidence would be another model: an active
argument says nothing about its own soundness. What is supposed is learnt, though: then a pattern
weighs P(pattern) · P(supposed | pattern).

Members of a family share their fate: a pattern's probability is an integral over the family's latent
normal variable, by the trapezoidal rule, which for such integrands is exact to rounding; at overlap 1
it is the length of an interval.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from credence.library import Library
from credence.scenario import Scenario

DIGITS = 80
LATENT = np.linspace(-9, 9, 3601)
"""Where a family's latent normal variable is looked at."""

type State = dict[str, bool]
type Values = Mapping[str, Decimal]
type Fates = tuple[tuple[float, bool], ...]
"""Of a family's members, the chance of being sound and whether they are."""


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

    @property
    def log_odds(self) -> float:
        """Natural log-odds, of probabilities far below the smallest double too."""
        if not (self.credence and self.complement):
            return math.inf if self.credence else -math.inf
        return float(self.credence.ln() - self.complement.ln())


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
    found: list[tuple[frozenset[str], Decimal, dict[str, Fates]]] = [(frozenset(), Decimal(1), {})]
    for name in undercut_order(library):
        if name not in active:
            continue
        family = shared_family(library, values, name)
        grown = []
        for sound, probability, fates in found:
            chance = chance_of_soundness(library, values, name, sound=sound)
            for pattern, share in ((sound | {name}, chance), (sound, 1 - chance)):
                if share in {0, 1}:
                    grown += [(pattern, probability, fates)] if share else []
                elif family:
                    met = (*fates.get(family, ()), (float(chance), name in pattern))
                    grown.append((pattern, probability, fates | {family: met}))
                else:
                    grown.append((pattern, probability * share, fates))
        found = grown
    return [
        (sound, probability * math.prod(_together(library, values, pair) for pair in fates.items()))
        for sound, probability, fates in found
    ]


def shared_family(library: Library, values: Mapping, argument: str) -> str | None:
    """The family whose fate the argument shares: one with an overlap, and it has a ratio itself."""
    record = library.arguments[argument]
    has_ratio = bool(record.bears_on) or record.lr is not None
    overlaps = record.family and values[f"families.{record.family}.overlap"] > 0
    return record.family if has_ratio and overlaps else None


def _together(library: Library, values: Values, pair: tuple[str, Fates]) -> Decimal:
    """Probability that a family's members are sound and unsound as they are."""
    family, fates = pair
    overlap = float(values[f"families.{family}.overlap"])
    if overlap == 1:
        least = min((chance for chance, sound in fates if sound), default=1.0)
        most = max((chance for chance, sound in fates if not sound), default=0.0)
        return Decimal(max(least - most, 0.0))
    density = np.exp(-(LATENT**2) / 2)
    given = density / density.sum()
    for chance, sound in fates:
        limit = (ndtri(chance) - math.sqrt(overlap) * LATENT) / math.sqrt(1 - overlap)
        given = given * ndtr(limit if sound else -limit)
    return Decimal(float(given.sum()))


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


@dataclass(frozen=True)
class Spread:
    """A claim's probability over patterns or draws: mean, standard deviation, and reach.

    ``heavy`` is the spread of the weights, where something is supposed.
    """

    mean: float
    deviation: float
    reach: float
    heavy: "Spread | None" = None

    def error_of_mean(self, draws: int, *, doubt: float = 1e-9) -> float:
        """What the mean of ``draws`` draws exceeds with probability ``doubt`` at most.

        Bernstein's inequality for bounded draws (S. Boucheron, G. Lugosi, P. Massart, 2013,
        Concentration Inequalities, section 2.8); it holds for rare patterns too, where a multiple
        of the standard error does not. Stratified draws only do better.
        """
        level = math.log(2 / doubt)
        error = self.deviation * math.sqrt(2 * level / draws) + 2 * level * self.reach / (3 * draws)
        if self.heavy is None:
            return error
        least = 1 - self.heavy.error_of_mean(draws, doubt=doubt)
        return error / least if least > 0 else math.inf


class Row(NamedTuple):
    """One pattern.

    Attributes:
        probability: Of the pattern.
        claims: Every claim's posterior in it.
        supposed: The probability in it of what is supposed, 1 where nothing is.
    """

    probability: Decimal
    claims: dict[str, Pair]
    supposed: Decimal = Decimal(1)


def posteriors(
    scenario: Scenario,
    *,
    active: Iterable[str] | None = None,
    overlap: float | None = None,
) -> list[Row]:
    """Every pattern with every claim's posterior in it; options as `credences`."""
    library = scenario.library
    switched_on = scenario.active if active is None else tuple(active)
    with localcontext() as context:
        context.prec = DIGITS
        values = points(scenario)
        if overlap is not None:
            values |= {f"families.{name}.overlap": Decimal(overlap) for name in library.families}
        possible = [
            (state, weight, all(state[c] == truth for c, truth in scenario.suppose.items()))
            for state in states(library)
            if (weight := prior_weight(library, values, state))
        ]
        if not any(supposed for _, _, supposed in possible):
            raise ImpossibleError
        rows: list[Row] = []
        for sound, probability in patterns(library, values, switched_on):
            factor = {
                claim: log_evidence(library, values, claim, sound, scenario.scepticism).exp()
                for claim in library.claim_ids
            }
            true = dict.fromkeys(library.claim_ids, Decimal(0))
            false = dict(true)
            total = everything = Decimal(0)
            for state, weight, supposed in possible:
                posterior = weight * math.prod(factor[c] for c, holds in state.items() if holds)
                everything += posterior
                if not supposed:
                    continue
                total += posterior
                for claim, holds in state.items():
                    (true if holds else false)[claim] += posterior
            found = {claim: Pair(true[claim] / total, false[claim] / total) for claim in true}
            rows.append(Row(probability, found, total / everything))
        return rows


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
    return mean_over(posteriors(scenario, active=active, overlap=overlap))


def mean_over(rows: list[Row]) -> dict[str, Pair]:
    """Every claim's credence: the mean over the patterns."""
    with localcontext() as context:
        context.prec = DIGITS
        shares = [row.probability * row.supposed for row in rows]
        mass = sum(shares)

        def mean(values: Iterable[Decimal]) -> Decimal:
            return sum(s * value for s, value in zip(shares, values, strict=True)) / mass

        return {
            claim: Pair(
                mean(row.claims[claim].credence for row in rows),
                mean(row.claims[claim].complement for row in rows),
            )
            for claim in rows[0].claims
        }


def spreads(rows: list[Row]) -> dict[str, Spread]:
    """How every claim's probability varies between the patterns."""
    chances = np.array([float(row.probability) for row in rows])
    weights = np.array([float(row.supposed) for row in rows])
    return {
        claim: spread_over(
            np.array([float(row.claims[claim].credence) for row in rows]), chances, weights
        )
        for claim in rows[0].claims
    }


def spread_over(values: np.ndarray, chances: np.ndarray, weights: np.ndarray) -> Spread:
    """How far patterns, or draws, pull a weighted mean; each array of one shape.

    A weighted mean over draws is off by the mean of ``weight · (value − mean)``, over the mean
    weight of those draws, which is told apart in ``heavy``.
    """
    weights = weights / (chances @ weights)
    mean = float(chances @ (weights * values))
    pulls = weights * (values - mean)
    heavy = Spread(1.0, math.sqrt(chances @ (weights - 1) ** 2), float(np.ptp(weights)))
    return Spread(mean, math.sqrt(chances @ pulls**2), float(np.ptp(pulls)), heavy)
