"""A survey reduced to what a group's numbers need of it, in parts that are put together.

Nothing here grows with the number of people but what they state and hold as priors: a number each.
A small survey keeps the answers themselves too, so that everybody can be shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence.groups.own import Own, joined, own_of
from credence.groups.statistics import Statistics, merged, statistics_of
from credence.survey import Account, Block, Questions, Values


@dataclass(frozen=True)
class Reduced:
    """What is kept of a part of a survey, however many people it has.

    Attributes:
        size: How many people answered anything.
        statistics: Their log LRs.
        sides: People whose LR is below, at and above 1, shape (3, ratios).
        stated: What people state, by claim; shape (answers,).
        priors: What people hold as priors, likewise.
        own: Everybody's own numbers, toggles and suppositions, each distinct set of them once.
        votes: How many people have each argument on, and how many of those who say so have it on
            or off.
        account: What became of the rows.
        keys: A 64-bit key of each person's name, and their row, shape (people, 2).
        people: The answers themselves, where the survey is small enough to keep them.
    """

    size: int
    statistics: Statistics
    sides: NDArray[np.int64]
    stated: dict[str, Values]
    priors: dict[str, Values]
    own: Own
    votes: dict[str, tuple[int, int]]
    account: Account
    keys: NDArray[np.uint64]
    people: tuple[Block, ...] = ()


def reduced(
    block: Block,
    questions: Questions,
    account: Account,
    *,
    keep: bool,
    keys: NDArray[np.uint64] | None = None,
) -> Reduced:
    """Reduce a block; ``keep`` keeps the people too."""
    centre, deviation = block.log_ratios(questions)
    with np.errstate(invalid="ignore"):
        sides = np.array([(centre < 0).sum(0), (centre == 0).sum(0), (centre > 0).sum(0)])
    return Reduced(
        block.people,
        statistics_of(centre, deviation),
        sides,
        _present(block, questions, "stated"),
        _present(block, questions, "prior"),
        own_of(block, centre),
        {
            argument: (int((said == 1).sum()), int((said >= 0).sum()))
            for argument, said in block.toggles(questions).items()
        },
        account,
        np.zeros((0, 2), dtype=np.uint64) if keys is None else keys,
        (block,) if keep else (),
    )


def _present(block: Block, questions: Questions, field_: str) -> dict[str, Values]:
    every = {claim: block.credences(claim, field_) for claim in questions.claims}
    return {
        claim: values[~np.isnan(values)]
        for claim, values in every.items()
        if values is not None and not np.isnan(values).all()
    }


def combined(parts: Iterable[Reduced], questions: Questions) -> Reduced:
    """One survey out of its parts, in their order."""
    every = list(parts)
    account = Account()
    for part in every:
        account = account.plus(part.account)
    size = len(questions.ratios)
    none = statistics_of(np.zeros((0, size)))
    nobody = Block(np.zeros(0, dtype=object), np.zeros(0, dtype=np.int64), {})
    votes: dict[str, tuple[int, int]] = {}
    for part in every:
        for argument, (on, said) in part.votes.items():
            before = votes.get(argument, (0, 0))
            votes[argument] = before[0] + on, before[1] + said
    return Reduced(
        sum(part.size for part in every),
        merged([part.statistics for part in every] or [none]),
        sum((part.sides for part in every), np.zeros((3, size), dtype=np.int64)),
        _joined([part.stated for part in every]),
        _joined([part.priors for part in every]),
        joined([part.own for part in every] or [own_of(nobody, np.zeros((0, size)))]),
        votes,
        account,
        np.concatenate([np.zeros((0, 2), dtype=np.uint64), *(part.keys for part in every)]),
        tuple(block for part in every for block in part.people),
    )


def _joined(parts: list[dict[str, Values]]) -> dict[str, Values]:
    claims = dict.fromkeys(claim for part in parts for claim in part)
    return {claim: np.concatenate([p[claim] for p in parts if claim in p]) for claim in claims}
