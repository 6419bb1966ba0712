"""A large table cut into parts of fixed size that can be read one by one, anywhere.

Where a part begins depends on the file alone, never on who reads it or how many read at once: a CSV
is cut at the first row that begins after each 16 MiB, a Parquet file into its row groups, and a
row group into at most 2²⁰ rows. A part names its file, so that a worker on another machine reads it for itself, or
holds its bytes where there is no file.

A line break inside quotation marks ends no row: cutting counts the marks.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from pyarrow import csv as arrow_csv

from credence.errors import InputError, Problem
from credence.files.csv_text import MOST_COLUMNS, names_separator, separator_of
from credence.files.survey_table import Rows
from credence.files.xlsx import rows_of_xlsx

PART_BYTES = 1 << 24
PART_ROWS = 1 << 20
_LONGEST_PART = 1 << 28
_NO_UTF8 = "the file is not UTF-8 text; save it with the encoding UTF-8"
_HEADER_BYTES = _READ_BYTES = 1 << 20


@dataclass(frozen=True)
class Part:
    """Some rows of a table.

    Attributes:
        file: Name of the file, for messages.
        form: ``csv``, ``parquet`` or ``xlsx``.
        source: Path of the file, or its bytes.
        start: First byte (CSV), or first row of the row group (Parquet).
        stop: After the last.
        line: Line of the first row.
        group: The row group (Parquet).
        separator: Between cells (CSV).
        width: Columns of the header.
    """

    file: str
    form: str
    source: Path | bytes
    start: int
    stop: int
    line: int
    group: int = 0
    separator: str = ","
    width: int = 0


def cut(source: Path | bytes, file: str, form: str) -> tuple[list[str], int, list[Part]]:
    """The header of a table, its line, and its parts.

    Raises:
        InputError: The table cannot be read.
    """
    if form == "parquet":
        return _cut_parquet(source, file)
    if form == "xlsx":
        content = source if isinstance(source, bytes) else source.read_bytes()
        header, line = _sheet(content, file)[0]
        return header, line, [Part(file, form, source, 0, 0, line + 1, width=len(header))]
    return _cut_csv(source, file)


def read_part(part: Part, needed: frozenset[int]) -> Rows:
    """Read a part's columns at the needed positions.

    Raises:
        InputError: The bytes are no such table.
    """
    if part.form == "parquet":
        return _parquet_rows(part, needed)
    if part.form == "xlsx":
        return _sheet_rows(part)
    return _csv_rows(part, needed)


# CSV


def _cut_csv(source: Path | bytes, file: str) -> tuple[list[str], int, list[Part]]:
    with opened(source, file) as stream:
        head = stream.read(_HEADER_BYTES)
        if b"\0" in head[:1_000]:
            raise InputError(Problem("", _NO_UTF8, 1, file))
        mark = 3 if head.startswith(b"\xef\xbb\xbf") else 0
        header, line, first, separator = _csv_header(head[mark:], file)
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
    return header, line, parts


def _csv_header(head: bytes, file: str) -> tuple[list[str], int, int, str]:
    """The header's cells, its line, the byte after it, and the separator."""
    text = head.decode("utf-8", "replace")
    separator = separator_of(text)
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not names_separator(cells):
                if len(cells) > MOST_COLUMNS:
                    message = f"the header has more than {MOST_COLUMNS:,} columns"
                    raise InputError(Problem("", message, begins, file))
                lines = io.BytesIO(head).readlines()[: reader.line_num]
                while cells and not cells[-1].strip():
                    cells.pop()
                return cells, begins, sum(len(line) for line in lines), separator
            begins = reader.line_num + 1
    except csv.Error as error:
        message = f"the header cannot be read: {error}; check the quotation marks"
        raise InputError(Problem("", message, begins, file)) from None
    raise InputError(Problem("", "the table is empty; it needs a header", file=file))


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


def _csv_rows(part: Part, needed: frozenset[int]) -> Rows:
    with opened(part.source, part.file) as stream:
        stream.seek(part.start)
        content = stream.read(part.stop - part.start)
    names = [str(place) for place in range(part.width)]
    odd: list[tuple[int, str]] = []

    def unfit(row: arrow_csv.InvalidRow) -> str:
        odd.append((row.number or 0, row.text))
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
        raise _unreadable(content, part, error) from None
    columns: list[pa.ChunkedArray | None] = [None] * part.width
    for place in needed:
        columns[place] = table.column(str(place))
    lines = content.count(b"\n") + (not content.endswith(b"\n") and bool(content))
    if not odd and len(table) == lines:
        return Rows(columns, part.line + np.arange(lines))
    return _with_odd(content.decode(), part, needed)


def _unreadable(content: bytes, part: Part, error: Exception) -> InputError:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = part.line + content.count(b"\n", 0, wrong.start)
        return InputError(Problem("", _NO_UTF8, line, part.file))
    message = f"the table cannot be read: {error}; check the quotation marks"
    return InputError(Problem("", message, part.line, part.file))


def _with_odd(text: str, part: Part, needed: frozenset[int]) -> Rows:
    """A part in which lines and rows do not match, read row by row.

    Blank lines are no rows; a row may be shorter than the header, or longer by empty cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=part.separator)
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
                odd.append((line, _too_long(len(cells), part.width)))
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
    return Rows(columns, np.array(lines, dtype=np.int64), tuple(odd))


def _too_long(cells: int, width: int) -> str:
    return (
        f"{cells} cells under a header of {width}; is a comma inside a text or number? Put "
        "quotation marks around it"
    )


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


# Parquet


def _cut_parquet(source: Path | bytes, file: str) -> tuple[list[str], int, list[Part]]:
    with _parquet(source, file) as table:
        header = list(table.schema_arrow.names)
        parts, row = [], 0
        for group in range(table.num_row_groups):
            count = table.metadata.row_group(group).num_rows
            for start in range(0, count, PART_ROWS):
                stop = min(start + PART_ROWS, count)
                parts.append(
                    Part(
                        file,
                        "parquet",
                        source,
                        start,
                        stop,
                        row + start + 1,
                        group,
                        "",
                        len(header),
                    )
                )
            row += count
    return header, 0, parts


def _parquet_rows(part: Part, needed: frozenset[int]) -> Rows:
    with _parquet(part.source, part.file) as table:
        names = table.schema_arrow.names
        wanted = sorted(needed)
        try:
            held = table.read_row_group(
                part.group, columns=[names[place] for place in wanted], use_threads=False
            )
        except (pa.ArrowException, OSError) as error:
            raise _no_parquet(part.file, error) from None
    held = held.slice(part.start, part.stop - part.start)
    columns: list[pa.ChunkedArray | None] = [None] * part.width
    for position, place in enumerate(wanted):
        columns[place] = held.column(position)
    return Rows(columns, part.line + np.arange(part.stop - part.start))


def _parquet(source: Path | bytes, file: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(pa.BufferReader(source) if isinstance(source, bytes) else source)
    except FileNotFoundError:
        raise InputError(Problem("", "there is no such file", file=file)) from None
    except (pa.ArrowException, OSError) as error:
        raise _no_parquet(file, error) from None


def _no_parquet(file: str, error: Exception) -> InputError:
    said = str(error).split(".")[0][:200]
    return InputError(Problem("", f"this is no Parquet file that can be read: {said}", file=file))


# XLSX


def _sheet(
    content: bytes, file: str
) -> tuple[tuple[list[str], int], list[tuple[int, tuple[object, ...]]]]:
    rows, problems = rows_of_xlsx(content, file)
    if problems:
        raise InputError(problems)
    if not rows:
        raise InputError(Problem("", "the sheet is empty; it needs a header", file=file))
    names = [str(cell).strip() for cell in rows[0].cells]
    while names and not names[-1]:
        names.pop()
    return (names, rows[0].line), [(row.line, row.cells) for row in rows[1:]]


def _sheet_rows(part: Part) -> Rows:
    content = part.source if isinstance(part.source, bytes) else part.source.read_bytes()
    held: list[list[str | None]] = [[] for _ in range(part.width)]
    lines, odd = [], []
    for line, cells in _sheet(content, part.file)[1]:
        if any(str(cell).strip() for cell in cells[part.width :]):
            odd.append((line, _too_long(len(cells), part.width)))
            continue
        lines.append(line)
        for place, column in enumerate(held):
            cell = cells[place] if place < len(cells) else None
            column.append(None if cell is None else _sheet_text(cell))
    columns = [pa.array(column, pa.string()) for column in held]
    return Rows(list(columns), np.array(lines, dtype=np.int64), tuple(odd))


def _sheet_text(cell: object) -> str:
    return repr(cell) if isinstance(cell, float) else str(cell)
