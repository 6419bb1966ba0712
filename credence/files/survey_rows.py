"""What rows of a table say, in either form: names, truths, texts, numbers, and an account of all.

Rows that sum others up, cells without a value and columns without a name are told apart here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from credence.files.cells import is_no_answer, unescaped
from credence.files.survey_cells import Cells, cells_of, texts_of, whole
from credence.files.survey_columns import Question
from credence.files.survey_header import Header
from credence.files.survey_intervals import interval_of
from credence.files.survey_parts import Rows
from credence.files.taking import SUMMARY_HINT, Shown, Taking, is_summary
from credence.number import Kind
from credence.survey import MOST_REPORTS, Account, RowReport
from credence.written import stripped

_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "1", "1.0"), 1),
    **dict.fromkeys(("false", "no", "off", "0", "0.0"), 0),
}
_LONGEST = 201
"""Characters of a name that are kept: one more than a name may have."""


def keys_of_names(names: NDArray[np.object_], rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A 64-bit key of every named person with their row, shape (named, 2); the same anywhere."""
    named = names != ""
    hashed = pd.util.hash_array(names[named], categorize=False)
    return np.stack([hashed.astype(np.uint64), rows[named].astype(np.uint64)], axis=1)


@dataclass
class Gathered:
    """What is found while a part is read.

    Attributes:
        wrong: By row, each with its column.
        unread: How many answers could not be read, by path.
        shown: What the cells show of the whole table.
        remarks: What is odd about answers that are used.
    """

    wrong: dict[int, list[str]] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def fault(self, row: int, message: str, path: str | None = None) -> None:
        """Something is wrong with a row."""
        self.wrong.setdefault(row, []).append(message)
        if path:
            self.unread[path] = self.unread.get(path, 0) + 1

    def cells(self, cells: Cells, path: str, label: str) -> None:
        """What the cells of a column show."""
        above = {path: cells.above} if cells.above else {}
        taken = tuple(f"{label}: {said}" for said in cells.taken)
        self.shown.append(Shown(cells.signs, above, taken=taken))


def untitled(rows: Rows, header: Header) -> Shown:
    """The columns without a name that hold something."""
    found = []
    for place, name in enumerate(header.names):
        column = None if name else rows.columns[place]
        if column is not None and texts_of(whole(column)).null_count < len(column):
            found.append(f"column {place + 1} has no name and is left out")
    return Shown(taken=tuple(found))


def without(column: pa.ChunkedArray | pa.Array, skipped: NDArray[np.bool_]) -> pa.Array:
    """A column without the cells of rows that are nobody's."""
    array = whole(column)
    if not skipped.any():
        return array
    return pc.if_else(pa.array(skipped), pa.scalar(None, array.type), array)


def numbers_of(
    parts: dict[str, pa.Array],
    marks: dict[str, dict[int, str]],
    question: Question,
    label: str,
    taking: Taking,
) -> Cells:
    """One question's answers from its columns."""
    kind = question.kind or Kind.PROBABILITY
    in_percent = question.path in taking.percent
    cells = {
        end: cells_of(column, kind, taking.custom, in_percent=in_percent)
        for end, column in parts.items()
    }
    for end, held in marks.items():
        cells[end].wrong |= held
    return interval_of(cells, kind, label)


def summaries_in(names: NDArray[np.object_], taking: Taking, found: Gathered) -> NDArray[np.bool_]:
    """The rows that sum others up and are left out."""
    texts = pa.array(names, pa.string())
    likely = pc.match_substring_regex(texts, SUMMARY_HINT, ignore_case=True)
    places = np.flatnonzero(likely.to_numpy(zero_copy_only=False))
    sums = np.zeros(len(names), dtype=bool)
    sums[[place for place in places.tolist() if is_summary(names[place])]] = True
    people = bool(((names != "") & ~sums).any())
    found.shown.append(Shown(summaries=tuple(dict.fromkeys(names[sums].tolist())), people=people))
    return np.zeros(len(names), dtype=bool) if taking.keep_summary_rows else sums


def remarks_on(cells: Cells, rows: Rows, names: NDArray[np.object_]) -> list[str]:
    """What is odd about answers that are used, with their rows."""
    return [
        f"row {rows.lines[row]} ({names[row] or 'no name'}): {said}"
        for row, said in cells.remarks.items()
    ]


def has(wrong: Iterable[int], count: int) -> NDArray[np.bool_]:
    """Which of so many rows are among those that something is wrong with."""
    found = np.zeros(count, dtype=bool)
    found[list(wrong)] = True
    return found


def names_of(rows: Rows, place: int | None) -> tuple[NDArray[np.object_], dict[int, str]]:
    """Each row's name, and why a cell holds none."""
    column = None if place is None else rows.columns[place]
    if column is None:
        return np.full(len(rows.lines), "", dtype=object), {}
    texts = pc.utf8_slice_codeunits(texts_of(whole(column)), 0, _LONGEST)
    found = np.asarray(pc.fill_null(texts, "").to_numpy(zero_copy_only=False), dtype=object)
    odd = pc.or_(pc.starts_with(texts, "'"), pc.invert(pc.string_is_ascii(texts)))
    for row in np.flatnonzero(pc.fill_null(odd, False).to_numpy(zero_copy_only=False)).tolist():
        found[row] = unescaped(stripped(found[row]))
    return found, rows.marks.get(place, {}) if place is not None else {}


def truths_of(column: pa.Array) -> tuple[NDArray[np.int8], dict[int, str]]:
    """Truth values (1, 0, −1 where there is no answer), and what cannot be read, by row."""
    found, wrong = np.full(len(column), -1, dtype=np.int8), {}
    for row, text in enumerate(texts_of(column).to_pylist()):
        if text is None:
            continue
        truth = _TRUTHS.get(text.lower())
        if truth is not None:
            found[row] = truth
        elif not is_no_answer(text):
            wrong[row] = f"“{text[:60]}” stands where true or false is needed"
    return found, wrong


def texts_in(column: pa.Array) -> NDArray[np.object_]:
    """Texts as they stand; None for a blank."""
    found = [None if text is None else unescaped(str(text)) for text in column.to_pylist()]
    return np.array([text if text and text.strip() else None for text in found], dtype=object)


def account_of(
    answers: NDArray[np.int64],
    found: Gathered,
    rows: Rows,
    names: NDArray[np.object_],
    file: str,
    counted: NDArray[np.bool_],
    taking: Taking,
) -> Account:
    """What became of the rows that count as such."""
    bad = has(found.wrong, len(answers))
    aside, partly = counted & bad & (answers == 0), counted & bad & (answers > 0)
    silent = counted & ~bad & (answers == 0)
    most = len(answers) + len(rows.odd) if taking.entire else MOST_REPORTS
    reports = [
        RowReport(
            file,
            int(rows.lines[row]),
            str(names[row]),
            "set aside" if aside[row] else "partly used",
            tuple(found.wrong[row]),
        )
        for row in np.flatnonzero(aside | partly)[:most].tolist()
    ]
    reports += [RowReport(file, line, "", "set aside", (why,)) for line, why in rows.odd]
    reports.sort(key=lambda report: report.row)
    return Account(
        rows=int(counted.sum()) + len(rows.odd),
        used=int((counted & ~bad & (answers > 0)).sum()),
        partly=int(partly.sum()),
        aside=int(aside.sum()) + len(rows.odd),
        silent=int(silent.sum()),
        unread=found.unread,
        reports=tuple(reports[:most]),
        notes=(*rows.notes, *found.remarks),
    )
