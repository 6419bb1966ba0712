"""A part of a wide table, in which each row is a person, as a block of people."""

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from credence.files.survey_header import Header
from credence.files.survey_parts import Rows
from credence.files.survey_rows import (
    Gathered,
    account_of,
    has,
    names_of,
    numbers_of,
    remarks_on,
    summaries_in,
    texts_in,
    truths_of,
    untitled,
    without,
)
from credence.files.taking import Shown, Taking
from credence.survey import Account, Block

if TYPE_CHECKING:
    from numpy.typing import NDArray


def wide_block(
    rows: Rows,
    header: Header,
    file: str,
    taking: Taking,
    repeated: frozenset[int] = frozenset(),
) -> tuple[Block, Account, Shown]:
    """People of a wide table; rows in ``repeated`` bear a name that stood before."""
    count = len(rows.lines)
    found = Gathered()
    names, no_names = names_of(rows, header.name)
    numbers: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
    flags: dict[str, NDArray[np.int8]] = {}
    texts: dict[tuple[str, ...], NDArray[np.object_]] = {}
    answers = np.zeros(count, dtype=np.int64)
    out, summary = np.isin(rows.lines, list(repeated)), summaries_in(names, taking, found)
    for row, why in no_names.items():
        found.fault(row, f"name: {why}")
        out[row] = True
    found.shown.append(untitled(rows, header))
    skipped = out | summary
    for stem in header.stems:
        question = stem.question
        if question.is_text and not taking.entire:
            continue
        parts = {end: without(rows.columns[p], skipped) for end, p in stem.columns.items()}
        marks = {end: rows.marks.get(place, {}) for end, place in stem.columns.items()}
        bad: dict[int, str]
        if question.kind is None:
            column = parts.get("", pa.nulls(count, pa.string()))
            if question.is_text:
                texts[question.keys], bad = texts_in(column), {}
                answers += np.array([text is not None for text in texts[question.keys]], dtype=int)
            else:
                flags[question.path], bad = truths_of(column)
                answers += flags[question.path] >= 0
            bad = {row: f"{stem.name}: {why}" for row, why in (bad | marks.get("", {})).items()}
        elif question.path in taking.held:
            continue
        else:
            held = numbers_of(parts, marks, question, stem.name, taking)
            found.cells(held, question.path, stem.name)
            numbers[question.path] = held.low, held.high
            answers += ~np.isnan(held.low)
            bad = held.wrong
            found.remarks += remarks_on(held, rows, names)
        for row, message in bad.items():
            if not skipped[row]:
                found.fault(row, message, question.path)
    for row in np.flatnonzero(np.isin(rows.lines, list(repeated))).tolist():
        found.fault(row, f"“{names[row]}” has a row already; in this form each person has one")
    if header.name is not None:  # a row of blanks is no row
        summary |= (names == "") & (answers == 0) & ~has(found.wrong, count)
    account = account_of(answers, found, rows, names, file, ~summary, taking)
    block = Block(names, rows.lines, numbers, flags, texts)
    kept = (answers > 0) if not taking.entire else ~skipped & ~summary
    if not kept.all():
        block = block.taken(np.flatnonzero(kept))
    return block, account, Shown.of(found.shown)
