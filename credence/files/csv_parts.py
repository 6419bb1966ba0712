"""CSV tables: their header, and pieces of some 16 MiB as parts.

A line break inside quotation marks ends no row: cutting counts the marks. What is not UTF-8 or has
no line feeds is taken whole (`credence.files.encoding`).
"""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import csv as arrow_csv

from credence.errors import InputError, Problem
from credence.files.csv_text import MOST_COLUMNS, SEPARATORS, names_separator, separator_of
from credence.files.encoding import is_plain, utf8
from credence.files.survey_parts import (
    MOST_ABOVE,
    Part,
    Rows,
    Score,
    Table,
    above,
    best,
    no_header,
    too_long,
)

PART_BYTES = 1 << 24
_LONGEST_PART = 1 << 28
_HEADER_BYTES = _READ_BYTES = 1 << 20


def cut(source: Path | bytes, file: str, score: Score, shape: str) -> Table:
    """The header of a CSV, and the parts below it.

    Raises:
        InputError: It cannot be read, or has no header.
    """
    notes: tuple[str, ...] = ()
    with opened(source, file) as stream:
        head = stream.read(_HEADER_BYTES)
        if not is_plain(head):
            source, note = utf8(head + stream.read(), file)
            notes = (note,) if note else ()
    with opened(source, file) as stream:
        head = stream.read(_HEADER_BYTES)
        mark = 3 if head.startswith(b"\xef\xbb\xbf") else 0
        is_whole = len(head) < _HEADER_BYTES
        text = head[mark : None if is_whole else head.rfind(b"\n") + 1 or None]
        header, line, first, separator, skipped = _header(
            utf8(text, file)[0].decode(), text, file, score, shape
        )
        first += mark
        size = stream.seek(0, io.SEEK_END)
        whole = Part(file, "csv", source, 0, 0, 0, separator=separator, width=len(header))
        parts, start = [], first
        at = 1 + head[:first].count(b"\n")
        stream.seek(first)
        for stop, lines in _cuts(stream, first, size):
            if stop - start > _LONGEST_PART:
                message = "a quotation mark is opened in or after this row and never closed"
                raise InputError(Problem("", message, at, file))
            parts.append(replace(whole, start=start, stop=stop, line=at))
            start, at = stop, at + lines
    return Table(tuple(header), line, tuple(parts), (*notes, *above(skipped)))


def _header(
    text: str, head: bytes, file: str, score: Score, shape: str
) -> tuple[list[str], int, int, str, int]:
    """The header's cells, its line, the byte after it, the separator, and the rows above it."""
    likely = separator_of(text)
    rows, found = _first_rows(text, likely, file), (0, 0)
    if rows and names_separator(rows[0][0]):
        rows = rows[1:]
        found = best([cells for cells, *_ in rows], score)
    else:
        separators = (likely, *(each for each in SEPARATORS if each != likely))
        for separator in separators:
            other = rows if separator == likely else _first_rows(text, separator, None)
            scored = best([cells for cells, *_ in other], score)
            if scored[0] > found[0]:
                found, rows, likely = scored, other, separator
    if not found[0]:
        raise no_header(rows, file, rows[0][1] if rows else 1, shape)
    cells, line, last = rows[found[1]]
    if len(cells) > MOST_COLUMNS:
        message = f"the header has more than {MOST_COLUMNS:,} columns; use the long form"
        raise InputError(Problem("", message, line, file))
    while cells and not cells[-1].strip():
        cells.pop()
    size = sum(len(each) for each in io.BytesIO(head).readlines()[:last])
    return cells, line, size, likely, found[1]


def _first_rows(text: str, separator: str, file: str | None) -> list[tuple[list[str], int, int]]:
    """The first rows with anything in them: cells, first line and last line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, begins = [], 1
    try:
        for cells in itertools.islice(reader, 3 * MOST_ABOVE):
            if any(cell.strip() for cell in cells):
                rows.append((cells, begins, reader.line_num))
            begins = reader.line_num + 1
    except csv.Error as error:
        if file is not None and not rows:
            message = f"the header cannot be read: {error}; check the quotation marks"
            raise InputError(Problem("", message, begins, file)) from None
    return rows[: MOST_ABOVE + 1]


def _cuts(stream: BinaryIO, start: int, size: int) -> Iterator[tuple[int, int]]:
    """Where each part ends and how many lines it has.

    It ends at the first line break outside quotation marks by which it has its size.
    """
    at, quoted, lines = start, False, 0
    while piece := stream.read(_READ_BYTES):
        place = 0
        while place < len(piece):
            stop = max(start + PART_BYTES - 1 - at, place)
            ends = False
            if stop < len(piece):
                found = piece.find(b"\n", stop)
                ends, stop = found >= 0, found + 1 if found >= 0 else len(piece)
            quoted ^= piece.count(b'"', place, stop) % 2 == 1
            lines += piece.count(b"\n", place, stop)
            place = min(stop, len(piece))
            if ends and not quoted:
                start = at + place
                yield start, lines
                lines = 0
        at += len(piece)
    if start < size:
        yield size, lines


def rows_of(part: Part, needed: frozenset[int]) -> Rows:
    """Read a part's needed columns.

    Raises:
        InputError: It is no text, or its quotation marks do not match.
    """
    with opened(part.source, part.file) as stream:
        stream.seek(part.start)
        content = stream.read(part.stop - part.start)
    note = None
    if not content.isascii() or b"\0" in content:
        content, note = utf8(content, part.file, part.line)
    notes = (note,) if note else ()
    names = [str(place) for place in range(part.width)]
    odd: list[int] = []

    def unfit(row: arrow_csv.InvalidRow) -> str:
        odd.append(row.number or 0)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            io.BytesIO(content),
            arrow_csv.ReadOptions(
                use_threads=False, column_names=names, block_size=len(content) + 1
            ),
            arrow_csv.ParseOptions(
                delimiter=part.separator, newlines_in_values=True, invalid_row_handler=unfit
            ),
            arrow_csv.ConvertOptions(
                include_columns=[str(place) for place in sorted(needed)],
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        message = f"the table cannot be read: {error}; check the quotation marks"
        raise InputError(Problem("", message, part.line, part.file)) from None
    columns: list[pa.ChunkedArray | None] = [None] * part.width
    for place in needed:
        columns[place] = table.column(str(place))
    lines = content.count(b"\n") + (not content.endswith(b"\n") and bool(content))
    if not odd and len(table) == lines and content.count(b'"') % 2 == 0:
        return Rows(columns, part.line + np.arange(lines), notes=notes)
    return _row_by_row(content.decode(), part, needed, notes)


def _row_by_row(text: str, part: Part, needed: frozenset[int], notes: tuple[str, ...]) -> Rows:
    """A part in which lines and rows do not match.

    Blank lines are no rows; a row may be shorter than the header, or longer by empty cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=part.separator, strict=True)
    held: dict[int, list[str | None]] = {place: [] for place in needed}
    lines: list[int] = []
    odd: list[tuple[int, str]] = []
    begins = 1
    try:
        for cells in reader:
            line, begins = part.line + begins - 1, reader.line_num + 1
            if not cells:
                continue
            if any(cell.strip() for cell in cells[part.width :]):
                odd.append((line, too_long(len(cells), part.width)))
                continue
            lines.append(line)
            for place, column in held.items():
                column.append(cells[place] if place < len(cells) else None)
    except csv.Error as error:
        message = f"the table cannot be read: {error}; check the quotation marks"
        raise InputError(Problem("", message, part.line + begins - 1, part.file)) from None
    columns: list[pa.Array | None] = [None] * part.width
    for place, column in held.items():
        columns[place] = pa.array(column, pa.string())
    return Rows(columns, np.array(lines, dtype=np.int64), tuple(odd), notes=notes)


def opened(source: Path | bytes, file: str) -> BinaryIO:
    """A file or its bytes to read from.

    Raises:
        InputError: There is no such file, or it cannot be read.
    """
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except FileNotFoundError:
        message = "there is no such file"
    except IsADirectoryError:
        message = "this is a directory; name a file in it"
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
    raise InputError(Problem("", message, file=file))
