"""Workbooks: the sheet that holds the table among others, and its rows."""

from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from credence.files.cells import exact, plain
from credence.files.csv_parts import opened
from credence.files.survey_parts import Part, Rows, Score, Table, above, best, no_header, too_long
from credence.files.xlsx import rows_of_xlsx
from credence.files.xlsx_cells import Unreadable
from credence.words.plain import listed, quoted


def cut(source: Path | bytes, file: str, score: Score, shape: str) -> Table:
    """The header of the sheet that asks most; all else is named.

    Raises:
        InputError: It is no workbook, or no sheet has a header.
    """
    content = _content(source, file)
    sheet, rows, others = rows_of_xlsx(content, file, lambda cells: best(cells, score)[0])
    top, place = best([row.cells for row in rows], score)
    if not top:
        raise no_header([row.cells for row in rows], file, rows[0].line if rows else 1, shape)
    names = ["" if cell is None else str(cell).strip() for cell in rows[place].cells]
    while names and not names[-1]:
        names.pop()
    part = Part(file, "xlsx", source, 0, 0, rows[place].line + 1, width=len(names), sheet=sheet)
    return Table(tuple(names), rows[place].line, (part,), (*_left(others), *above(place)))


def _left(others: list[str]) -> tuple[str, ...]:
    if not others:
        return ()
    names = listed(map(quoted, others))
    is_one = len(others) == 1
    return (f"the sheet{'' if is_one else 's'} {names} {'is' if is_one else 'are'} left out",)


def rows_of(part: Part, needed: frozenset[int], labels: frozenset[int]) -> Rows:
    """The rows of a sheet below its header; merged labels stand for every row that they cover."""
    held: dict[int, list[str | None]] = {place: [] for place in needed}
    marks: dict[int, dict[int, str]] = {}
    lines: list[int] = []
    odd, merged = [], False
    _, rows, _ = rows_of_xlsx(_content(part.source, part.file), part.file, sheet=part.sheet)
    for row in (row for row in rows if row.line >= part.line):
        if any(str(cell).strip() for cell in row.cells[part.width :]):
            odd.append((row.line, too_long(len(row.cells), part.width)))
            continue
        for place, column in held.items():
            cell = row.cells[place] if place < len(row.cells) else None
            if isinstance(cell, Unreadable) and place in labels and cell.first is not None:
                cell, merged = cell.first, True
            try:
                column.append(_text(cell))
            except ValueError as error:
                marks.setdefault(place, {})[len(lines)] = str(error)
                column.append(None)
        lines.append(row.line)
    columns: list[pa.Array | None] = [None] * part.width
    for place, column in held.items():
        columns[place] = pa.array(column, pa.string())
    notes = ("merged names stand for every row that they cover",) if merged else ()
    return Rows(columns, np.array(lines, dtype=np.int64), tuple(odd), marks, notes)


def _text(cell: object) -> str | None:
    """A cell as the text that means the same."""
    value = cell if isinstance(cell, str) else plain(cell)
    if isinstance(value, bool):
        return str(value).lower()
    return exact(value) if isinstance(value, float) else None if value is None else str(value)


def _content(source: Path | bytes, file: str) -> bytes:
    with opened(source, file) as stream:
        return stream.read()
