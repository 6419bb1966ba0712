"""What many people answer about a library, from tables and credence files, and what became of it.

A *question* is a number of the library that a survey may ask for: the likelihood ratio of an
argument, the prior of a claim, or an overall credence that somebody *states*. A *block* is some
people's answers as arrays; missing answers stay missing (NaN), and nobody is given the library's
number for what they left out.

An *account* says what became of every row: *used*, *partly used* (some of its answers could not be
read), or *set aside* (none could, or nothing was answered), with the reason. The counts are
complete; of the reports, row by row, the first `MOST_REPORTS` are kept.

People's own 90 % intervals give a standard deviation of the log LR; a point gives none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from credence.asking import Asked
from credence.groups.statistics import Statistics, merged, statistics_of
from credence.library import Library
from credence.number import Z90
from credence.ratios import labels_of

Values = NDArray[np.float64]

MOST_REPORTS = 1_000
"""Row reports that are kept; the counts go on."""

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(32)


@dataclass(frozen=True)
class Questions:
    """What can be asked about a library.

    Attributes:
        ratios: Path of each likelihood ratio by its label: the argument's id, or the id and the
            claim (``speed.scheming``) where it bears on several.
        claims: Ids of the claims.
    """

    ratios: dict[str, str]
    claims: tuple[str, ...]

    @classmethod
    def of(cls, library: Library) -> "Questions":
        """Every likelihood ratio and every claim of a library."""
        return cls(labels_of(library), library.claim_ids)


@dataclass(frozen=True)
class RowReport:
    """What was wrong with one row.

    Attributes:
        file: Name of the file.
        row: The row's line in its file; 0 for a file of one person.
        name: The person's name, empty where there is none.
        status: ``partly used`` or ``set aside``.
        reasons: Each with the column that it is about.
    """

    file: str
    row: int
    name: str
    status: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """What became of every row.

    Attributes:
        rows: How many rows there were: ``used + partly + aside``.
        used: Rows of which everything was used.
        partly: Rows of which some answers could not be read.
        aside: Rows of which nothing was used.
        unread: How many answers could not be read, by column.
        reports: The first rows that are not used in full, in the order of the files.
        notes: What was taken how, a sentence each: columns and sheets that are left out, rows above
            the header, ``50/50`` as parts of a hundred, merged names.
        asked: What the files leave open; see `credence.asking`.
    """

    rows: int = 0
    used: int = 0
    partly: int = 0
    aside: int = 0
    unread: Mapping[str, int] = field(default_factory=dict)
    reports: tuple[RowReport, ...] = ()
    notes: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()

    def plus(self, other: "Account") -> "Account":
        """Both together, this one's rows first."""
        unread = dict(self.unread)
        for column, count in other.unread.items():
            unread[column] = unread.get(column, 0) + count
        return Account(
            self.rows + other.rows,
            self.used + other.used,
            self.partly + other.partly,
            self.aside + other.aside,
            unread,
            (*self.reports, *other.reports)[:MOST_REPORTS],
            tuple(dict.fromkeys((*self.notes, *other.notes))),
            tuple(dict.fromkeys((*self.asked, *other.asked))),
        )


@dataclass(frozen=True)
class Block:
    """Some people's answers.

    Attributes:
        names: Each person's name, shape (people,); empty where there is none.
        rows: The line on which each person stands or first stands.
        numbers: Low and high end by path, each of shape (people,); equal for a point, NaN where
            missing. ``claims.<id>.stated`` is a path here too.
        flags: Toggles and suppositions by ``active.<id>`` and ``suppose.<id>``: 1, 0, or −1 for
            unsaid.
    """

    names: NDArray[np.object_]
    rows: NDArray[np.int64]
    numbers: dict[str, tuple[Values, Values]]
    flags: dict[str, NDArray[np.int8]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.names)

    def log_ratios(self, questions: Questions) -> tuple[Values, Values]:
        """Log LRs, shape (people, ratios), NaN where missing, and deviations of own intervals."""
        shape = self.people, len(questions.ratios)
        centre, deviation = np.full(shape, np.nan), np.zeros(shape)
        for place, path in enumerate(questions.ratios.values()):
            if path in self.numbers:
                low, high = (np.log(end) for end in self.numbers[path])
                centre[:, place] = np.where(low == high, low, (low + high) / 2)
                deviation[:, place] = np.nan_to_num((high - low) / (2 * Z90))
        return centre, deviation

    def credences(self, claim: str, field_: str) -> Values | None:
        """What people state for a claim (``stated``) or hold as its ``prior``, NaN where missing.

        A stated interval counts as its centre in log-odds (`Scenario.with_stated`), a prior's as
        its mean, by 32 points of Gauss and Hermite on the log-odds.
        """
        held = self.numbers.get(f"claims.{claim}.{field_}")
        if held is None:
            return None
        return (centre_of if field_ == "stated" else mean_of)(*held)


def centre_of(low: Values, high: Values) -> Values:
    """Middle in log-odds of intervals with these ends; points stay as they are."""
    found = low.copy()
    wide = low < high
    first, last = _log_odds(low[wide], high[wide])
    found[wide] = 1 / (1 + np.exp(-(first + last) / 2))
    return found


def mean_of(low: Values, high: Values) -> Values:
    """Mean of logit-normal intervals with these 5th and 95th percentiles; points stay as they are."""
    found = low.copy()
    wide = low < high
    if wide.any():
        first, last = _log_odds(low[wide], high[wide])
        at = (first + last)[:, None] / 2 + (last - first)[:, None] / (2 * Z90) * NODES
        found[wide] = (1 / (1 + np.exp(-at))) @ WEIGHTS / WEIGHTS.sum()
    return found


def _log_odds(*ends: Values) -> list[Values]:
    return [np.log(end) - np.log1p(-end) for end in ends]


@dataclass(frozen=True)
class Reduced:
    """What is kept of a part of a survey, however many people it has.

    Attributes:
        size: How many people answered anything.
        statistics: Their log LRs.
        sides: People whose LR is below, at and above 1, shape (3, ratios).
        stated: What people state, by claim; shape (answers,).
        priors: What people hold as priors, likewise.
        account: What became of the rows.
        keys: A 64-bit key of each person's name, and their row, shape (people, 2).
        people: The answers themselves, where the survey is small enough to keep them.
    """

    size: int
    statistics: Statistics
    sides: NDArray[np.int64]
    stated: dict[str, Values]
    priors: dict[str, Values]
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
    return Reduced(
        sum(part.size for part in every),
        merged([part.statistics for part in every] or [none]),
        sum((part.sides for part in every), np.zeros((3, size), dtype=np.int64)),
        _joined([part.stated for part in every]),
        _joined([part.priors for part in every]),
        account,
        np.concatenate([np.zeros((0, 2), dtype=np.uint64), *(part.keys for part in every)]),
        tuple(block for part in every for block in part.people),
    )


def _joined(parts: list[dict[str, Values]]) -> dict[str, Values]:
    claims = dict.fromkeys(claim for part in parts for claim in part)
    return {claim: np.concatenate([p[claim] for p in parts if claim in p]) for claim in claims}
