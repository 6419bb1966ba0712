"""A long table, in which each row is a number: loose answers of its parts, and the people of all.

A person's rows may lie in several parts, so that people are put together once all parts are read.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from credence.files.quantiles import LEVELS
from credence.files.survey_cells import texts_of
from credence.files.survey_columns import Question, question_of
from credence.files.survey_header import Header
from credence.files.survey_parts import Rows
from credence.files.survey_rows import (
    Gathered,
    account_of,
    has,
    names_of,
    numbers_of,
    summaries_in,
    texts_in,
    truths_of,
    untitled,
    without,
)
from credence.files.taking import Shown, Taking
from credence.library import Library
from credence.survey import MOST_REPORTS, Account, Block, RowReport


@dataclass(frozen=True)
class LongPart:
    """Loose answers of a long table.

    Attributes:
        names: The person of each answer.
        lines: Its line.
        codes: Which of ``paths`` it answers; −1 for none.
        paths: Paths as in `Block`, with the keys of a text.
        low: Lower end, the point, or a truth value.
        high: Upper end.
        texts: The text of each answer that is one.
        labels: How the table names a path.
        account: What became of the rows so far: repeated answers are found later.
        shown: What the rows show of the whole table.
    """

    names: NDArray[np.object_]
    lines: NDArray[np.int64]
    codes: NDArray[np.int64]
    paths: tuple[tuple[str, tuple[str, ...]], ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    texts: NDArray[np.object_]
    labels: dict[str, str]
    account: Account
    shown: Shown


def long_part(rows: Rows, header: Header, library: Library, file: str, taking: Taking) -> LongPart:
    """The answers of some rows of a long table."""
    count = len(rows.lines)
    found = Gathered()
    names, no_names = names_of(rows, header.name)
    summary = summaries_in(names, taking, found)
    found.shown.append(untitled(rows, header))
    by_name = {key: without(rows.columns[place], summary) for key, place in header.places.items()}
    marks = {key: rows.marks.get(place, {}) for key, place in header.places.items()}
    low, high = np.full((2, count), np.nan)
    texts = np.full(count, None, dtype=object)
    codes = np.full(count, -1)
    paths: dict[tuple[str, tuple[str, ...]], int] = {}
    labels: dict[str, str] = {}
    used = np.zeros(count, dtype=bool)
    asked = [texts_of(by_name[key]) for key in ("item", "field")]
    joined = pc.binary_join_element_wise(*(pc.fill_null(t, "") for t in asked), "\x1f")
    coded = joined.dictionary_encode()
    groups = coded.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(groups, kind="stable")
    ends = np.searchsorted(groups[order], np.arange(len(coded.dictionary) + 1))
    for group, text in enumerate(coded.dictionary.to_pylist()):
        places = order[ends[group] : ends[group + 1]]
        item, _, name = text.partition("\x1f")
        label = f"{item}.{name}"
        question: Question | str = (
            question_of(item, name, library)
            if item and name
            else f"the {'field' if item else 'item'} is missing"
        )
        if isinstance(question, str):
            if not (item or name):  # a row with nothing but a name, or nothing at all
                places = np.array([p for p in places if _is_filled(by_name, int(p))], dtype=int)
            for place in places.tolist():
                found.fault(place, question, label)
            continue
        labels.setdefault(question.path, label)
        parts = {
            "" if key == "value" else key: by_name[key].take(pa.array(places))
            for key in ("value", *LEVELS)
            if key in by_name
        }
        if question.is_text:
            used[places] = True
            if not taking.entire:
                continue
            texts[places], bad = texts_in(parts.get("", pa.nulls(len(places), pa.string()))), {}
            for end, column in parts.items():
                for row in np.flatnonzero(texts_in(column) != None).tolist() if end else ():  # noqa: E711 - an array
                    bad[row] = f"{label} is written into the column value, not {end}"
        elif question.path in taking.held:
            used[places] = True
            continue
        else:
            own = {
                "" if key == "value" else key: {
                    row: marks[key][place]
                    for row, place in enumerate(places.tolist())
                    if place in marks[key]
                }
                for key in ("value", *LEVELS)
                if marks.get(key)
            }
            if question.kind is None:
                flags, bad = truths_of(parts.get("", pa.nulls(len(places), pa.string())))
                bad = {row: f"{label}: {why}" for row, why in (bad | own.get("", {})).items()}
                low[places] = high[places] = np.where(flags < 0, np.nan, flags)
            else:
                held = numbers_of(parts, own, question, label, taking)
                found.cells(held, question.path, label)
                low[places], high[places], bad = held.low, held.high, held.wrong
                for row, said in held.remarks.items():
                    place = int(places[row])
                    found.remarks.append(f"row {rows.lines[place]} ({names[place]}): {said}")
        codes[places] = paths.setdefault((question.path, question.keys), len(paths))
        for row, message in bad.items():
            found.fault(int(places[row]), message, question.path)
    for row in np.flatnonzero((names == "") & ~summary).tolist():
        if row in no_names:
            found.fault(row, f"name: {no_names[row]}")
        elif codes[row] >= 0 or used[row] or row in found.wrong:
            found.fault(row, "the name is missing; every row needs the person's")
    unnamed = names == ""
    is_text = np.array([text is not None for text in texts], dtype=bool)
    kept = (~np.isnan(low) | is_text) & ~unnamed
    blank = unnamed & ~has(found.wrong, count)
    account = account_of(
        (kept | (used & ~unnamed)).astype(np.int64),
        found,
        rows,
        names,
        file,
        ~summary & ~blank,
        taking,
    )
    if taking.entire:
        kept = ~unnamed & ~summary
        codes[np.isnan(low) & ~is_text] = -1
    return LongPart(
        names[kept],
        rows.lines[kept],
        codes[kept],
        tuple(paths),
        low[kept],
        high[kept],
        texts[kept],
        labels,
        account,
        Shown.of(found.shown),
    )


def _is_filled(columns: dict[str, pa.Array], row: int) -> bool:
    """Whether a row has anything besides its name."""
    return any(
        str(column[row].as_py() or "").strip() for key, column in columns.items() if key != "name"
    )


def people_of_parts(parts: list[LongPart], file: str) -> tuple[Block, Account]:
    """The people of a long table, in the order in which they first come."""
    account = Account()
    for part in parts:
        account = account.plus(part.account)
    paths = list(dict.fromkeys(path for part in parts for path in part.paths))
    codes = np.concatenate(
        [
            np.where(
                part.codes < 0,
                -1,
                np.array([paths.index(p) for p in part.paths] or [0])[part.codes],
            )
            for part in parts
        ]
    )
    names = np.concatenate([part.names for part in parts])
    lines = np.concatenate([part.lines for part in parts])
    low = np.concatenate([part.low for part in parts])
    high = np.concatenate([part.high for part in parts])
    written = np.concatenate([part.texts for part in parts])
    person, who = pd.factorize(names)
    where = person.astype(np.int64) * (len(paths) + 1) + codes + 1
    _, first, before = np.unique(where, return_index=True, return_inverse=True)
    again = (first[before] != np.arange(len(where))) & (codes >= 0)
    if again.any():
        account = _with_repeated(account, again, lines, names, first[before], file)
    block = Block(np.asarray(who, dtype=object), np.zeros(0, dtype=np.int64), {})
    for code, (path, keys) in enumerate(paths):
        chosen = (codes == code) & ~again
        ends = np.full((2, len(who)), np.nan)
        ends[0, person[chosen]], ends[1, person[chosen]] = low[chosen], high[chosen]
        block.lines[path] = np.zeros(len(who), dtype=np.int64)
        block.lines[path][person[chosen]] = lines[chosen]
        if keys:
            block.texts[keys] = np.full(len(who), None, dtype=object)
            block.texts[keys][person[chosen]] = written[chosen]
        elif path.startswith(("active.", "suppose.")):
            block.flags[path] = np.where(np.isnan(ends[0]), -1, ends[0]).astype(np.int8)
        else:
            block.numbers[path] = ends[0], ends[1]
    starts = np.full(len(who), np.iinfo(np.int64).max)
    np.minimum.at(starts, person, lines)
    return replace(block, rows=starts), account


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
