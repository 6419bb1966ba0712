"""What people's own numbers imply, claim by claim, and their values drawn to the group.

A person *implies* a credence in each claim that their own numbers, toggles and suppositions reach
(`credence.groups.reached`): what their scenario gives, in which the library's numbers fill only the
rest. On a claim that nothing of theirs reaches they imply nothing, and what they state of it is
pooled apart.

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
from credence.groups.own import Own, gone_through
from credence.groups.posterior import Posterior
from credence.groups.reached import reached_by
from credence.number import Number
from credence.scenario import FEWEST_DRAWS, Scenario
from credence.survey import Block, Questions

Values = NDArray[np.float64]

_BUDGET = 1 << 20
"""Draws for all people together."""


@dataclass(frozen=True)
class Person:
    """One person's own answers on top of a scenario.

    Attributes:
        name: As they call themselves, or by their row.
        scenario: Theirs.
        own: What they answered: paths of numbers, ``active.<id>`` and ``suppose.<id>``.
        refused: Numbers that their scenario could not take, in sentences.
    """

    name: str
    scenario: Scenario
    own: frozenset[str]
    refused: tuple[str, ...]


def people_of(block: Block, base: Scenario) -> Iterator[Person]:
    """Everybody, their answers put on top of the scenario ``base``."""
    toggles = block.toggles(Questions.of(base.library))
    for place, name in enumerate(named(block)):
        yield _person(block, place, name, base, toggles)


def named(block: Block) -> Iterator[str]:
    """Everybody's name, or their row where they give none."""
    for name, row in zip(block.names, block.rows, strict=True):
        yield str(name) or f"row {row}"


def _person(
    block: Block, place: int, name: str, base: Scenario, toggles: dict[str, NDArray[np.int8]]
) -> Person:
    said = {item: int(truths[place]) for item, truths in toggles.items() if truths[place] != -1}
    scenario = base.with_toggles({item: truth > 0 for item, truth in said.items()})
    own = {f"active.{item}" for item, truth in said.items() if truth >= 0}
    refused: list[str] = []
    for path, (lows, highs) in block.numbers.items():
        low, high = float(lows[place]), float(highs[place])
        if np.isnan(low) or path.endswith(".stated"):
            continue
        try:
            if path == "scepticism":
                scenario = scenario.with_scepticism(low)
            else:
                scenario = scenario.with_number(path, Number(low, high))
            own.add(path)
        except InputError as error:
            refused.extend(str(problem) for problem in error.problems)
    for path, truths in block.flags.items():
        what, _, item = path.partition(".")
        if what == "suppose" and truths[place] >= 0:
            scenario = scenario.with_supposition(item, bool(truths[place]))
            own.add(path)
    return Person(name, scenario, frozenset(own), tuple(refused))


@dataclass(frozen=True)
class Implied:
    """What people's own numbers imply, each distinct set of answers once.

    Attributes:
        names: Of the first who gave each set.
        values: By claim, shape (sets,); NaN where nothing of theirs reaches it.
        people: How many people each set stands for, shape (sets,).
        is_sample: Whether some stand for others who answered otherwise.
        draws: Draws behind each credence.
        refused: People whose scenario cannot be evaluated or is not taken in full, with the reason.
    """

    names: tuple[str, ...]
    values: dict[str, Values]
    people: Values
    is_sample: bool
    draws: int
    refused: tuple[tuple[str, str], ...]


def draws_for(people: int, wanted: int) -> int:
    """Draws for each of so many people: the scenario's own, and fewer for more than some 250."""
    fair = max(_BUDGET // max(people, 1), FEWEST_DRAWS)
    return min(wanted, 1 << (fair.bit_length() - 1))


def implied_by(own: Own, base: Scenario) -> Implied:
    """What everybody's own answers imply on top of the scenario ``base``."""
    held = gone_through(own)
    claims, count = base.library.claim_ids, len(held.people)
    draws = draws_for(count, base.draws)
    values = {claim: np.full(count, np.nan) for claim in claims}
    names, refused = [], []
    for place, person in enumerate(people_of(held.block, base.with_draws(draws))):
        names.append(person.name)
        refused += [(person.name, reason) for reason in person.refused]
        asked = tuple(c for c in claims if c in reached_by(person.scenario, person.own))
        if not asked:
            continue
        try:
            found = marginals(person.scenario, (question_of(person.scenario),), asked)[0]
        except InputError as error:
            refused.extend((person.name, str(problem)) for problem in error.problems)
        else:
            for claim in asked:
                values[claim][place] = found[claim].means[0]
    return Implied(tuple(names), values, held.people, held.is_sample, draws, tuple(refused))


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
