"""A scenario's numbers as tables and arrays, for programs that read them elsewhere.

A *table* has named columns and a row a thing; its cells are raw numbers, not words. *Draws* are
what the tables summarise: for every draw the probability of every claim before and with the
arguments, and the value of every number that is uncertain.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence import __version__
from credence.marginal import Marginal
from credence.number import Kind
from credence.parameters import DrawnParameters
from credence.scenario import Scenario
from credence.update import Evaluation

type Cell = str | int | float | bool | None

ESTIMATE = "credence", "median", "low", "high", "mcse", "log_odds_bits"
EVALUATION = (
    "claim",
    *(f"{when}_{field}" for when in ("prior", "posterior") for field in ESTIMATE),
    *("bayes_factor_bits", "independent", "strongest_only", "stated", "gap_bits"),
)


@dataclass(frozen=True)
class Table:
    """Named columns, and rows of as many cells.

    Attributes:
        name: What it is a table of.
        columns: Names, all different.
        rows: Cells; ``None`` where there is nothing to say.
        about: Where the numbers come from, by name.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    about: dict[str, Cell]


def about(scenario: Scenario, link: str) -> dict[str, Cell]:
    """What a file of numbers says of where they come from."""
    return {
        "library": scenario.library.name,
        "title": scenario.library.title,
        "target": scenario.target,
        "draws": scenario.draws,
        "seed": scenario.seed,
        "link": link,
        "credence_version": __version__,
        "note": "The numbers that come with a library are illustrative.",
    }


def evaluation_table(evaluation: Evaluation, link: str = "") -> Table:
    """Prior and posterior of every claim, a row each."""
    rows: list[tuple[Cell, ...]] = [
        (
            claim,
            *(getattr(when, field) for when in (r.prior, r.posterior) for field in ESTIMATE),
            r.bayes_factor_bits,
            r.independent,
            r.strongest_only,
            r.stated.credence if r.stated else None,
            r.gap_bits,
        )
        for claim, r in evaluation.claims.items()
    ]
    return Table("evaluation", EVALUATION, rows, about(evaluation.scenario, link))


@dataclass(frozen=True)
class Draws:
    """Every draw of a scenario.

    Attributes:
        scenario: Whose they are.
        log_odds: Natural log-odds before and with the arguments by claim, each of shape (draws,);
            may be infinite.
        weights: How much each draw counts before and with the arguments by claim, 1 on average,
            each of shape (draws,): by how likely it had what is supposed.
    """

    scenario: Scenario
    log_odds: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]
    weights: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]

    @property
    def uncertain(self) -> dict[str, Kind]:
        """Paths and kinds of the numbers that are intervals, in the library's order."""
        numbers = self.scenario.numbers()
        return {path: kind for path, (kind, held) in numbers.items() if not held.is_point}

    def numbers(self) -> Iterator[tuple[str, NDArray[np.float64]]]:
        """Path and values of each uncertain number, one after the other; shape (draws,)."""
        scenario = self.scenario
        held = DrawnParameters(scenario.library, scenario.numbers(), scenario.seed, scenario.draws)
        for path, kind in self.uncertain.items():
            is_probability = kind is Kind.PROBABILITY
            yield path, held.pair(path)[0] if is_probability else np.exp(held.log_ratio(path))

    @property
    def size(self) -> int:
        """How many numbers these are."""
        return size_of_draws(self.scenario)


def size_of_draws(scenario: Scenario) -> int:
    """How many numbers a scenario's draws are, before they are made."""
    uncertain = sum(not held.is_point for _, held in scenario.numbers().values())
    return scenario.draws * (6 * len(scenario.library.claim_ids) + uncertain)


def draws_of(evaluation: Evaluation) -> Draws:
    """The draws behind an evaluation, each array at its full length."""
    count = (evaluation.scenario.draws,)

    def full(
        values: tuple[NDArray[np.float64], NDArray[np.float64]],
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        before, after = (np.broadcast_to(each, count) for each in values)
        return before, after

    def weight(marginal: Marginal) -> NDArray[np.float64]:
        return np.ones(1) if marginal.weight is None else marginal.weight

    found = evaluation.draws_of_all(evaluation.scenario.library.claim_ids)
    return Draws(
        evaluation.scenario,
        {claim: full((prior.log_odds, now.log_odds)) for claim, (prior, now) in found.items()},
        {claim: full((weight(prior), weight(now))) for claim, (prior, now) in found.items()},
    )
