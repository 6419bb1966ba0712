"""Every subset's credence, in the order of the masks.

The only home of the choice between the fast sums and, where the chosen arguments bear on too many
claims at once, the engine that evaluates subset by subset.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from credence.answers import credences, marginals, question_of
from credence.errors import CancelledError, InputError, Problem, unknown
from credence.parameters import Values
from credence.scenario import Scenario
from credence.subsets.layout import Codes
from credence.subsets.plan import Plan, check_size, plan_of
from credence.subsets.work import Executor, Sums, sums

MOST_ARGUMENTS = 20
MOST_ONE_BY_ONE = 2**14
_QUESTIONS = 64
_SPREAD_FROM = 2**23
"""Subsets times draws from which a second thread is worth its start."""


@dataclass(frozen=True)
class Subsets:
    """The target's credence under every subset of some arguments.

    Attributes:
        scenario: What stays as it is.
        target: The claim.
        arguments: The chosen arguments; bit i of a mask says whether the i-th is on.
        point_values: Whether numbers are at their medians and soundness in expectation.
        credence: By mask, the credence; shape (2 ** arguments,).
        log_odds: By mask, the natural log-odds of the credence; infinite where it is 0 or 1.
        pulls: By batch of draws and mask, how far the batch pulls the credence from the mean of all;
            shape (batches, 2 ** arguments); none where they were not asked for.
    """

    scenario: Scenario
    target: str
    arguments: tuple[str, ...]
    point_values: bool
    credence: Values
    log_odds: Values
    pulls: Values = field(default_factory=lambda: np.empty((0, 0)))

    def on(self, mask: int) -> list[str]:
        """The chosen arguments that are on in a subset."""
        return [name for index, name in enumerate(self.arguments) if mask >> index & 1]

    def scenario_of(self, mask: int) -> Scenario:
        """The scenario with this subset of the chosen arguments on."""
        return self.scenario.with_toggles(
            {name: bool(mask >> index & 1) for index, name in enumerate(self.arguments)}
        )


def every_subset(
    scenario: Scenario,
    arguments: Iterable[str],
    claim: str | None = None,
    *,
    point_values: bool = False,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    executor: Executor | None = None,
    batches: int = 0,
) -> Subsets:
    """The credence of a claim for every subset of ``arguments``, all others as they are.

    Args:
        scenario: What stays as it is: numbers, suppositions, and all toggles but the chosen ones.
        arguments: One to twenty ids, each once.
        claim: The claim; the scenario's target by default.
        point_values: Every uncertain number at its median, and every argument's evidence in
            expectation over its soundness: one draw, for a quick look.
        progress: Called with the share of the work that is done, in [0, 1].
        cancelled: Asked between chunks; once true, the run stops.
        executor: What computes the chunks, called like ``map``; threads by default.
        batches: Batches of draws whose pulls are told, a power of two up to the draws; 0 for none.

    Raises:
        InputError: Unknown or repeated ids, none or too many; what is supposed has probability 0;
            the arguments bear on too many claims at once.
        CancelledError: ``cancelled`` said so.
    """
    claim = scenario.asked(claim)
    names = checked(scenario, arguments)
    plan = plan_of(scenario, claim, names, point_values=point_values)
    check_size(plan, MOST_ONE_BY_ONE)

    def done(share: float) -> None:
        if cancelled is not None and cancelled():
            raise CancelledError("the run was cancelled")
        if progress is not None:
            progress(share)

    done(0.0)
    if plan.fits:
        small = plan.draws * 2**plan.layout.bits < _SPREAD_FROM
        mapped = executor or (map if small else in_threads())
        found, codes = sums(plan, mapped, done, batches=batches), _codes(plan, names)
    else:
        found, codes = _one_by_one(plan, names, done, batches)
    return Subsets(
        scenario,
        claim,
        names,
        point_values,
        found.credence[codes],
        found.log_odds[codes],
        found.pulls[:, codes],
    )


def checked(scenario: Scenario, arguments: Iterable[str]) -> tuple[str, ...]:
    """The ids as a tuple, if each is known and stands once and they are neither none nor too many."""
    names = tuple(arguments)
    known = scenario.library.arguments
    problems = [
        Problem(f"arguments.{name}", unknown("argument", name, known))
        for name in dict.fromkeys(names)
        if name not in known
    ]
    problems += [
        Problem(f"arguments.{name}", "it is chosen twice; name each argument once")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if not names:
        problems.append(Problem("arguments", "no argument is chosen; name at least one"))
    if len(names) > MOST_ARGUMENTS:
        problems.append(
            Problem(
                "arguments",
                f"{len(names)} arguments are chosen, and the most is {MOST_ARGUMENTS} "
                f"({2**MOST_ARGUMENTS:,} subsets); leave out those that hardly move the claim",
            )
        )
    if problems:
        raise InputError(problems)
    return names


def _codes(plan: Plan, names: tuple[str, ...]) -> Codes:
    """By mask over all names, the code of the subset's arguments that matter."""
    place = dict(zip(plan.found.chosen, plan.layout.places, strict=True))
    codes = np.zeros(1, dtype=np.int32)
    for name in names:
        bit = np.int32(1 << place[name]) if name in place else np.int32(0)
        codes = np.concatenate([codes, codes | bit])
    return codes


def _one_by_one(
    plan: Plan, names: tuple[str, ...], done: Callable[[float], None], batches: int
) -> tuple[Sums, Codes]:
    """Every subset by the engine, those that differ in nothing that matters once; and the codes."""
    chosen = plan.found.chosen
    now = question_of(plan.scenario)
    others = now.active - set(names)
    count = 2 ** len(chosen)
    found: list[tuple[float, float]] = []
    pulls: list[Values] = []
    for start in range(0, count, _QUESTIONS):
        questions = tuple(
            replace(now, active=others | {n for i, n in enumerate(chosen) if mask >> i & 1})
            for mask in range(start, min(start + _QUESTIONS, count))
        )
        if batches:
            answers = marginals(plan.scenario, questions, (plan.target,))
            asked = [answer[plan.target] for answer in answers]
            found += [(each.means[0], each.log_odds_of_mean) for each in asked]
            pulls += [each.pulls(batches) for each in asked]
        else:
            found += credences(plan.scenario, questions, plan.target)
        done(len(found) / count)
    codes = np.zeros(1, dtype=np.int32)
    for name in names:
        bit = np.int32(1 << chosen.index(name)) if name in chosen else np.int32(0)
        codes = np.concatenate([codes, codes | bit])
    credence, log_odds = np.array(found).T
    return Sums(credence, log_odds, np.array(pulls).reshape(count, -1).T), codes


def in_threads(workers: int | None = None) -> Executor:
    """An executor of threads, one for each core by default; it never runs far ahead."""
    count = workers or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else "1")

    def mapped(function: Callable[[int], Any], chunks: Iterable[int]) -> Iterator[Any]:
        pending: deque[Future[Any]] = deque()
        with ThreadPoolExecutor(count) as pool:
            try:
                for chunk in chunks:
                    pending.append(pool.submit(function, chunk))
                    if len(pending) > 2 * count:
                        yield pending.popleft().result()
                while pending:
                    yield pending.popleft().result()
            finally:
                for future in pending:
                    future.cancel()

    return mapped
