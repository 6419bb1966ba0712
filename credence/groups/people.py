"""Each person of a group: their scenario, their credences, and their values drawn to the group.

A person's *credence* in a claim is what they state for it, if they do; otherwise what their scenario
implies: their own numbers and toggles, and the library's where they are silent. Somebody who only
states credences implies none.

A person's *shrunken* value on an argument is the mean of what they may really hold, given what they
answered, how unsure they said they are, and the rest of the group: sure answers stay, unsure ones
are drawn towards the group by as much as they are unsure, and an answer not given is the group's
centre moved by the person's leaning. In closed form given μ, τ and σ_b, then averaged over draws.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence.answers import marginals, question_of
from credence.errors import InputError
from credence.groups.posterior import Posterior
from credence.number import Kind, Number
from credence.scenario import FEWEST_DRAWS, Scenario
from credence.survey import Block

Values = NDArray[np.float64]

MOST_PEOPLE = 2_000
"""People up to whom everybody's credences are computed through their own scenario."""

_BUDGET = 1 << 20
"""Draws for all people together."""


@dataclass(frozen=True)
class Person:
    """One person of a small survey.

    Attributes:
        name: As they call themselves, or by their row.
        scenario: Theirs.
        implies: Whether they gave any number or toggle, so that their scenario is their own.
        stated: What they state, by claim; 0 and 1 included.
        refused: Numbers that their scenario could not take, in sentences.
    """

    name: str
    scenario: Scenario
    implies: bool
    stated: dict[str, float]
    refused: tuple[str, ...]


def people_of(blocks: tuple[Block, ...], base: Scenario) -> Iterator[Person]:
    """Everybody, their answers put on top of the scenario ``base``."""
    for block in blocks:
        for place, name in enumerate(block.names):
            yield _person(block, place, str(name) or f"row {block.rows[place]}", base)


def _person(block: Block, place: int, name: str, base: Scenario) -> Person:
    scenario, implies = base, False
    stated: dict[str, float] = {}
    refused: list[str] = []
    toggles: dict[str, bool] = {}
    for path, (lows, highs) in block.numbers.items():
        low, high = float(lows[place]), float(highs[place])
        if np.isnan(low):
            continue
        if path.endswith(".stated"):
            stated[path.split(".")[1]] = Number(low, high).median(Kind.PROBABILITY)
            continue
        try:
            if path == "scepticism":
                scenario = scenario.with_scepticism(low)
            else:
                scenario = scenario.with_number(path, Number(low, high))
            implies = True
        except InputError as error:
            refused.extend(str(problem) for problem in error.problems)
    for path, truths in block.flags.items():
        what, _, item = path.partition(".")
        if truths[place] < 0:
            continue
        implies = True
        if what == "active":
            toggles[item] = bool(truths[place])
        else:
            scenario = scenario.with_supposition(item, bool(truths[place]))
    return Person(name, scenario.with_toggles(toggles), implies, stated, tuple(refused))


@dataclass(frozen=True)
class Credences:
    """Everybody's credence in every claim.

    Attributes:
        names: Each person's name.
        values: By claim, shape (people,); NaN for who holds none.
        stated: By claim, which of them are stated and not implied, shape (people,).
        draws: Draws behind each implied credence.
        refused: People whose scenario cannot be evaluated or is not taken in full, with the reason.
    """

    names: tuple[str, ...]
    values: dict[str, Values]
    stated: dict[str, NDArray[np.bool_]]
    draws: int
    refused: tuple[tuple[str, str], ...]


def draws_for(people: int, wanted: int) -> int:
    """Draws for each of so many people: the scenario's own, and fewer for more than some 250."""
    fair = max(_BUDGET // max(people, 1), FEWEST_DRAWS)
    return min(wanted, 1 << (fair.bit_length() - 1))


def credences_of(people: list[Person]) -> Credences:
    """Stated where stated, implied otherwise."""
    if not people:
        return Credences((), {}, {}, 0, ())
    claims = people[0].scenario.library.claim_ids
    draws = draws_for(len(people), people[0].scenario.draws)
    values = {claim: np.full(len(people), np.nan) for claim in claims}
    stated = {claim: np.zeros(len(people), dtype=bool) for claim in claims}
    refused = [(person.name, reason) for person in people for reason in person.refused]
    for place, person in enumerate(people):
        if person.implies:
            scenario = person.scenario.with_draws(draws)
            try:
                found = marginals(scenario, (question_of(scenario),), claims)[0]
            except InputError as error:
                refused.extend((person.name, str(problem)) for problem in error.problems)
            else:
                for claim in claims:
                    values[claim][place] = float(found[claim].true.mean())
        for claim, credence in person.stated.items():
            values[claim][place] = credence
            stated[claim][place] = True
    return Credences(tuple(p.name for p in people), values, stated, draws, tuple(refused))


@dataclass(frozen=True)
class Shrunken:
    """People's log LRs as the model sees them.

    Attributes:
        mean: Posterior mean, shape (people, N).
        deviation: Posterior standard deviation, shape (people, N); 0 for a sure answer.
        leaning: Posterior mean of each person's leaning, shape (people,).
        leaning_deviation: Its standard deviation.
    """

    mean: Values
    deviation: Values
    leaning: Values
    leaning_deviation: Values


def shrunken(posterior: Posterior, rows: Values, deviations: Values, most: int = 500) -> Shrunken:
    """Everybody's shrunken values, in closed form given each of at most ``most`` draws.

    Args:
        posterior: Of the same N arguments, in the same order.
        rows: Log LRs, shape (people, N), NaN where not answered.
        deviations: Standard deviations of own intervals, 0 for a sure answer.
        most: Draws that are averaged over, evenly spaced among all.
    """
    given = ~np.isnan(rows)
    answers, own = np.where(given, rows, 0.0), np.where(given, deviations**2, np.inf)
    unsure = np.where(given, own, 0.0)
    chosen = np.unique(np.linspace(0, len(posterior.sigma) - 1, most).round().astype(int))
    sums = np.zeros((3, *rows.shape))
    leanings = np.zeros((3, len(rows)))
    for draw in chosen.tolist():
        mu, variance = posterior.mu[draw], posterior.tau[draw] ** 2
        weight = np.where(given, 1 / (variance + own), 0.0)
        spread = 1 / (1 / posterior.sigma[draw] ** 2 + weight.sum(1))
        leaning = spread * (weight * (answers - mu)).sum(1)
        # How much of a value is the group's and not the answer's: 0 for sure, 1 for no answer.
        share = np.where(given, unsure / (variance + unsure), 1.0)
        centre = share * (mu + leaning[:, None]) + (1 - share) * answers
        square = share * variance + share**2 * spread[:, None]
        sums += np.array([centre, centre**2, square])
        leanings += np.array([leaning, leaning**2, spread])
    count = len(chosen)
    mean, leaning = sums[0] / count, leanings[0] / count
    between = np.maximum(sums[1] / count - mean**2, 0)
    sure = given & (own == 0)
    return Shrunken(
        np.where(sure, answers, mean),
        np.where(sure, 0.0, np.sqrt(sums[2] / count + between)),
        leaning,
        np.sqrt(leanings[2] / count + np.maximum(leanings[1] / count - leaning**2, 0)),
    )
