"""A part of a survey's table as a block of people, with an account of every row.

A part is some rows as Arrow columns, with the line of each. In the wide form each row is a person.
In the long form a person's rows may lie in several parts, so a part gives loose answers
(`LongPart`), and people are put together once all parts are read.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from credence.files.survey_cells import Cells, cells_of, interval_of, texts_of
from credence.files.survey_columns import UNUSED, Header, question_of
from credence.library import Library
from credence.number import Kind
from credence.survey import MOST_REPORTS, Account, Block, RowReport

_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "1", "1.0"), 1),
    **dict.fromkeys(("false", "no", "off", "0", "0.0"), 0),
}
_LONGEST = 200


@dataclass(frozen=True)
class Rows:
    """Some rows of a table.

    Attributes:
        columns: As Arrow columns, by position; ``None`` for one that is not needed.
        lines: Each row's line in the file.
        odd: Rows that do not fit the header: line and what is wrong.
    """

    columns: list[pa.ChunkedArray | pa.Array | None]
    lines: NDArray[np.int64]
    odd: tuple[tuple[int, str], ...] = ()

    def part(self, some: slice) -> "Rows":
        """Some of the rows; the odd ones go with the first."""
        start, stop, _ = some.indices(len(self.lines))
        columns = [c if c is None else c.slice(start, stop - start) for c in self.columns]
        return Rows(columns, self.lines[some], () if start else self.odd)


def keys_of_names(names: NDArray[np.object_], rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A 64-bit key of every named person with their row, shape (named, 2); the same anywhere."""
    named = np.array([bool(name) for name in names], dtype=bool)
    hashed = pd.util.hash_array(names[named], categorize=False)
    return np.stack([hashed.astype(np.uint64), rows[named].astype(np.uint64)], axis=1)


def wide_block(
    rows: Rows, header: Header, file: str, repeated: frozenset[int] = frozenset()
) -> tuple[Block, Account]:
    """People of a wide table; rows in ``repeated`` bear a name that stood before."""
    count = len(rows.lines)
    names = _names(rows, header.name)
    numbers: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
    flags: dict[str, NDArray[np.int8]] = {}
    wrong: dict[int, list[str]] = {}
    unread: dict[str, int] = {}
    answers = np.zeros(count, dtype=np.int64)
    out = np.isin(rows.lines, list(repeated))
    for stem in header.stems:
        parts = {end: rows.columns[place] for end, place in stem.columns.items()}
        if stem.question.kind is None:
            found, bad = _truths(parts.get("", pa.nulls(count, pa.string())))
            found[out] = -1
            flags[stem.question.path] = found
            answers += found >= 0
            bad = {row: f"{stem.name}: {message}" for row, message in bad.items()}
            counts = {stem.name: len(bad)} if bad else {}
        else:
            kind = stem.question.kind
            cells = {end: cells_of(column, kind) for end, column in parts.items()}
            held, counts = interval_of(cells, kind, stem.name)
            held.low[out] = held.high[out] = np.nan
            numbers[stem.question.path] = held.low, held.high
            answers += ~np.isnan(held.low)
            bad = held.wrong
        for row, message in bad.items():
            if not out[row]:
                wrong.setdefault(row, []).append(message)
        for column, number in counts.items():
            unread[column] = unread.get(column, 0) + number
    for row in np.flatnonzero(out).tolist():
        wrong[row] = [f"“{names[row]}” has a row already; in this form each person has one"]
    account = _account(answers, wrong, rows, names, file, unread, header.notes)
    kept = answers > 0
    block = Block(
        names[kept],
        rows.lines[kept],
        {path: (low[kept], high[kept]) for path, (low, high) in numbers.items()},
        {path: values[kept] for path, values in flags.items()},
    )
    return block, account


def _names(rows: Rows, place: int | None) -> NDArray[np.object_]:
    column = None if place is None else rows.columns[place]
    if column is None:
        return np.full(len(rows.lines), "", dtype=object)
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    texts = pc.utf8_slice_codeunits(texts_of(array), 0, _LONGEST)
    return np.asarray(pc.fill_null(texts, "").to_numpy(zero_copy_only=False), dtype=object)


def _truths(column: pa.ChunkedArray | pa.Array) -> tuple[NDArray[np.int8], dict[int, str]]:
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    found, wrong = np.full(len(array), -1, dtype=np.int8), {}
    for row, text in enumerate(texts_of(array).to_pylist()):
        if text is None:
            continue
        truth = _TRUTHS.get(text.lower())
        if truth is None:
            wrong[row] = f"“{text[:60]}” stands where true or false is needed"
        else:
            found[row] = truth
    return found, wrong


def _account(
    answers: NDArray[np.int64],
    wrong: dict[int, list[str]],
    rows: Rows,
    names: NDArray[np.object_],
    file: str,
    unread: dict[str, int],
    notes: tuple[str, ...],
) -> Account:
    bad = np.zeros(len(answers), dtype=bool)
    bad[list(wrong)] = True
    aside, partly = answers == 0, (answers > 0) & bad
    reports = [
        RowReport(
            file,
            int(rows.lines[row]),
            str(names[row]),
            "set aside" if aside[row] else "partly used",
            tuple(wrong.get(row, ["nothing is answered"])),
        )
        for row in np.flatnonzero(aside | partly)[:MOST_REPORTS].tolist()
    ]
    reports += [RowReport(file, line, "", "set aside", (why,)) for line, why in rows.odd]
    reports.sort(key=lambda report: report.row)
    return Account(
        rows=len(answers) + len(rows.odd),
        used=int((~aside & ~partly).sum()),
        partly=int(partly.sum()),
        aside=int(aside.sum()) + len(rows.odd),
        unread=unread,
        reports=tuple(reports[:MOST_REPORTS]),
        notes=notes,
    )


@dataclass(frozen=True)
class LongPart:
    """Loose answers of a long table.

    Attributes:
        names: The person of each answer.
        lines: Its line.
        codes: Which of ``paths`` it answers.
        paths: Paths as in `Block`.
        low: Lower end, the point, or a truth value.
        high: Upper end.
        account: What became of the rows so far: repeated answers are found later.
    """

    names: NDArray[np.object_]
    lines: NDArray[np.int64]
    codes: NDArray[np.int64]
    paths: tuple[str, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    account: Account


def long_part(rows: Rows, header: Header, library: Library, file: str) -> LongPart:
    """The answers of some rows of a long table."""
    count = len(rows.lines)
    blank = pa.nulls(count, pa.string())
    by_name = {key: rows.columns[place] for key, place in header.places.items()}
    names = _names(rows, header.name)
    low, high = np.full((2, count), np.nan)
    codes = np.full(count, -1)
    paths: dict[str, int] = {}
    wrong: dict[int, list[str]] = {}
    unread: dict[str, int] = {}
    used = np.zeros(count, dtype=bool)
    asked = [texts_of(_whole(by_name[key])) for key in ("item", "field")]
    joined = pc.binary_join_element_wise(*(pc.fill_null(t, "") for t in asked), "\x1f")
    coded = joined.dictionary_encode()
    groups = coded.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(groups, kind="stable")
    ends = np.searchsorted(groups[order], np.arange(len(coded.dictionary) + 1))
    for group, text in enumerate(coded.dictionary.to_pylist()):
        places = order[ends[group] : ends[group + 1]]
        item, _, field = text.partition("\x1f")
        question = (
            question_of(item, field, library) if item and field else "the row names no number"
        )
        label = f"{item}.{field}"
        if isinstance(question, str):
            bad = dict.fromkeys(range(len(places)), question)
            held = Cells(np.full(len(places), np.nan), np.full(len(places), np.nan), {})
            unread[label] = unread.get(label, 0) + len(places)
        elif question is UNUSED:
            used[places] = True
            continue
        else:
            parts = {
                "" if key == "value" else key: _whole(by_name.get(key, blank)).take(
                    pa.array(places)
                )
                for key in ("value", "low", "high")
            }
            held, bad = _held(parts, question.kind, label, unread)
            codes[places] = paths.setdefault(question.path, len(paths))
        low[places], high[places] = held.low, held.high
        for place, message in bad.items():
            wrong.setdefault(int(places[place]), []).append(message)
    unnamed = np.array([not name for name in names], dtype=bool)
    for row in np.flatnonzero(unnamed).tolist():
        wrong.setdefault(row, []).append("the name is missing; every row needs the person's")
    kept = ~np.isnan(low) & ~unnamed
    account = _account(
        (kept | used).astype(np.int64), wrong, rows, names, file, unread, header.notes
    )
    return LongPart(
        names[kept], rows.lines[kept], codes[kept], tuple(paths), low[kept], high[kept], account
    )


def _held(
    parts: dict[str, pa.Array], kind: Kind | None, label: str, unread: dict[str, int]
) -> tuple[Cells, dict[int, str]]:
    if kind is None:
        flags, bad = _truths(parts[""])
        values = np.where(flags < 0, np.nan, flags.astype(np.float64))
        counts = {label: len(bad)} if bad else {}
        held = Cells(values, values, bad)
    else:
        cells = {key: cells_of(column, kind) for key, column in parts.items()}
        held, counts = interval_of(cells, kind, label)
    for column, number in counts.items():
        unread[column] = unread.get(column, 0) + number
    return held, held.wrong


def _whole(column: pa.ChunkedArray | pa.Array | None) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        return column.combine_chunks()
    return column


def people_of_parts(parts: list[LongPart], file: str) -> tuple[Block, Account]:
    """The people of a long table, in the order in which they first come."""
    account = Account()
    for part in parts:
        account = account.plus(part.account)
    paths = list(dict.fromkeys(path for part in parts for path in part.paths))
    codes = np.concatenate(
        [np.array([paths.index(p) for p in part.paths] or [0])[part.codes] for part in parts]
    )
    names = np.concatenate([part.names for part in parts])
    lines = np.concatenate([part.lines for part in parts])
    low = np.concatenate([part.low for part in parts])
    high = np.concatenate([part.high for part in parts])
    person, who = pd.factorize(names)
    where = person.astype(np.int64) * max(len(paths), 1) + codes
    _, first, before = np.unique(where, return_index=True, return_inverse=True)
    again = first[before] != np.arange(len(where))
    if again.any():
        account = _with_repeated(account, again, lines, names, first[before], file)
    numbers, flags = {}, {}
    for code, path in enumerate(paths):
        chosen = (codes == code) & ~again
        ends = np.full((2, len(who)), np.nan)
        ends[0, person[chosen]], ends[1, person[chosen]] = low[chosen], high[chosen]
        if path.startswith(("active.", "suppose.")):
            flags[path] = np.where(np.isnan(ends[0]), -1, ends[0]).astype(np.int8)
        else:
            numbers[path] = ends[0], ends[1]
    starts = np.full(len(who), np.iinfo(np.int64).max)
    np.minimum.at(starts, person, lines)
    return Block(np.asarray(who, dtype=object), starts, numbers, flags), account


def _with_repeated(
    account: Account,
    again: NDArray[np.bool_],
    lines: NDArray[np.int64],
    names: NDArray[np.object_],
    first: NDArray[np.int64],
    file: str,
) -> Account:
    """The account with answers that somebody gave twice: the first one counts."""
    reports = [
        RowReport(
            file,
            int(lines[row]),
            str(names[row]),
            "set aside",
            (f"the same stands in row {lines[first[row]]} already; leave one out",),
        )
        for row in np.flatnonzero(again)[:MOST_REPORTS].tolist()
    ]
    count = int(again.sum())
    ordered = sorted((*account.reports, *reports), key=lambda report: report.row)
    return replace(
        account,
        used=account.used - count,
        aside=account.aside + count,
        reports=tuple(ordered[:MOST_REPORTS]),
    )
