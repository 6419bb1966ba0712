"""What many people answer about a library, from tables and credence files, and what became of it.

A *question* is a number of the library that a survey may ask for: the likelihood ratio of an
argument, the prior of a claim, or an overall credence that somebody *states*. A *block* is some
people's answers as arrays; missing answers stay missing (NaN), and nobody is given the library's
number for what they left out.

An *account* says what became of every row: *used*, *partly used* (some of its answers could not be
read), *set aside* (none could), with the reason, or *silent*: nothing was answered. The counts are
complete; of the reports, row by row, the first `MOST_REPORTS` are kept.

People's own 90 % intervals give a standard deviation of the log LR; a point gives none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from credence.asking import Asked
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


def added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Two counts together, key by key."""
    return {key: one.get(key, 0) + other.get(key, 0) for key in dict.fromkeys((*one, *other))}


@dataclass(frozen=True)
class Account:
    """What became of every row.

    Attributes:
        rows: How many rows there were: ``used + partly + aside + silent``.
        used: Rows of which everything was used.
        partly: Rows of which some answers could not be read.
        aside: Rows of which nothing was used.
        unread: How many answers could not be read, by the number's path; those of a column that is
            held back are not among them.
        silent: Rows in which nothing is answered, which is nobody's fault.
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
    silent: int = 0
    reports: tuple[RowReport, ...] = ()
    notes: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()

    def plus(self, other: "Account") -> "Account":
        """Both together, this one's rows first."""
        return Account(
            self.rows + other.rows,
            self.used + other.used,
            self.partly + other.partly,
            self.aside + other.aside,
            added(self.unread, other.unread),
            self.silent + other.silent,
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
        flags: Toggles and suppositions by ``active.<id>`` and ``suppose.<id>``: 1, 0, −1 for unsaid,
            or −2 for an argument that is off since a list of all that are on leaves it out.
        texts: What only a credence file holds (notes, sources), by the keys of its place; None
            where missing. Read where single people are opened.
        lines: Lines of single answers by path, where they have rows of their own; 0 for none.
    """

    names: NDArray[np.object_]
    rows: NDArray[np.int64]
    numbers: dict[str, tuple[Values, Values]]
    flags: dict[str, NDArray[np.int8]] = field(default_factory=dict)
    texts: dict[tuple[str, ...], NDArray[np.object_]] = field(default_factory=dict)
    lines: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.names)

    def taken(self, rows: slice | NDArray[np.int64]) -> "Block":
        """Some of the people."""
        return Block(
            self.names[rows],
            self.rows[rows],
            {path: (low[rows], high[rows]) for path, (low, high) in self.numbers.items()},
            {path: truths[rows] for path, truths in self.flags.items()},
            {keys: texts[rows] for keys, texts in self.texts.items()},
            {path: lines[rows] for path, lines in self.lines.items()},
        )

    @staticmethod
    def joined(blocks: Sequence["Block"]) -> "Block":
        """The people of several blocks together, in their order."""
        numbers = dict.fromkeys(path for block in blocks for path in block.numbers)
        flags = dict.fromkeys(path for block in blocks for path in block.flags)

        def ends(path: str, end: int) -> Values:
            none = [np.full(block.people, np.nan) for block in blocks]
            parts = [
                b.numbers[path][end] if path in b.numbers else n
                for b, n in zip(blocks, none, strict=True)
            ]
            return np.concatenate(parts)

        unsaid = [np.full(block.people, -1, dtype=np.int8) for block in blocks]
        return Block(
            np.concatenate([block.names for block in blocks]),
            np.concatenate([block.rows for block in blocks]),
            {path: (ends(path, 0), ends(path, 1)) for path in numbers},
            {
                path: np.concatenate(
                    [b.flags.get(path, none) for b, none in zip(blocks, unsaid, strict=True)]
                )
                for path in flags
            },
        )

    def log_ratios(self, questions: Questions) -> tuple[Values, Values]:
        """Log LRs, shape (people, ratios), NaN where missing, and deviations of own intervals."""
        shape = self.people, len(questions.ratios)
        centre, deviation = np.full(shape, np.nan), np.zeros(shape)
        for place, path in enumerate(questions.ratios.values()):
            if path in self.numbers:
                low, high = self.numbers[path]
                logs, wide = np.log(low), low < high
                if wide.any():
                    first, last = logs[wide], np.log(high[wide])
                    logs[wide] = (first + last) / 2
                    deviation[wide, place] = (last - first) / (2 * Z90)
                centre[:, place] = logs
        return centre, deviation

    def toggles(self, questions: Questions) -> dict[str, NDArray[np.int8]]:
        """What people say of each argument, as in ``flags``; who gives its ratio has it on."""
        what = "active."
        found = {p.removeprefix(what): t for p, t in self.flags.items() if p.startswith(what)}
        for label, path in questions.ratios.items():
            if path in self.numbers:
                argument = label.partition(".")[0]
                said = found.get(argument, np.full(self.people, -1, dtype=np.int8))
                given = (said == -1) & ~np.isnan(self.numbers[path][0])
                found[argument] = np.where(given, 1, said).astype(np.int8)
        return found

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
