"""A table cut into parts of fixed size that can be read one by one, anywhere.

Where a part begins depends on the file alone, never on who reads it or how many read at once: a CSV
is cut at the first row that begins after each 16 MiB, a Parquet file into its row groups, and a row
group into at most 2²⁰ rows; a sheet is one part. A part names its file, so that a worker on another
machine reads it for itself, or holds its bytes where there is no file.

The *header* is the row among the first ones that asks most of the library: titles and notes may
stand above it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from credence.errors import InputError, Problem
from credence.words.plain import counted

MOST_ABOVE = 40
"""Rows in which a header is looked for."""

type Score = Callable[[Sequence[str]], int]
"""How much a row asks, as a header: 0 where it is none."""


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
        sheet: Name of the sheet (XLSX).
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
    sheet: str = ""


@dataclass(frozen=True)
class Table:
    """What is known of a table once its header is found.

    Attributes:
        names: The header's cells.
        line: The header's line.
        parts: What comes below.
        notes: What was taken how: sheets that are left out, rows above the header.
    """

    names: tuple[str, ...]
    line: int
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """Some rows of a table.

    Attributes:
        columns: As Arrow columns, by position; ``None`` for one that is not needed.
        lines: Each row's line in the file.
        odd: Rows that do not fit the header: line and what is wrong.
        marks: Cells that hold no value, by position of the column and by row: why not.
        notes: What was taken how.
    """

    columns: list[pa.ChunkedArray | pa.Array | None]
    lines: NDArray[np.int64]
    odd: tuple[tuple[int, str], ...] = ()
    marks: dict[int, dict[int, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def part(self, some: slice) -> "Rows":
        """Some of the rows; the odd ones go with the first."""
        start, stop, _ = some.indices(len(self.lines))
        columns = [c if c is None else c.slice(start, stop - start) for c in self.columns]
        marks = {
            place: {row - start: why for row, why in held.items() if start <= row < stop}
            for place, held in self.marks.items()
        }
        return Rows(columns, self.lines[some], () if start else self.odd, marks, self.notes)


def cut(source: Path | bytes, file: str, form: str, score: Score, shape: str) -> Table:
    """Find a table's header and cut what is below it into parts.

    ``shape`` says what such a table looks like.

    Raises:
        InputError: The table cannot be read, or none of its first rows is a header.
    """
    # Each of these knows its own format; only a part's dispatch is here.
    from credence.files import csv_parts, parquet_parts, sheet_parts  # noqa: PLC0415 - they build on this module

    if form == "parquet":
        return parquet_parts.cut(source, file, score, shape)
    if form == "xlsx":
        return sheet_parts.cut(source, file, score, shape)
    return csv_parts.cut(source, file, score, shape)


def read_part(part: Part, needed: frozenset[int], labels: frozenset[int] = frozenset()) -> Rows:
    """Read a part's columns at the needed positions.

    ``labels`` are positions of columns whose merged cells stand for every row that they cover.

    Raises:
        InputError: The bytes are no such table.
    """
    from credence.files import csv_parts, parquet_parts, sheet_parts  # noqa: PLC0415

    if part.form == "parquet":
        return parquet_parts.rows_of(part, needed)
    if part.form == "xlsx":
        return sheet_parts.rows_of(part, needed, labels)
    return csv_parts.rows_of(part, needed)


def best(rows: Sequence[Sequence[object]], score: Score) -> tuple[int, int]:
    """The score of the row that is likeliest the header, and its place; the first among equals."""
    scores = [score([str(cell).strip() for cell in row]) for row in rows[:MOST_ABOVE]]
    top = max(scores, default=0)
    return top, scores.index(top) if top else 0


def no_header(rows: Sequence[Sequence[object]], file: str, line: int, shape: str) -> InputError:
    """What is wrong with a table none of whose first rows is a header."""
    if not rows:
        return InputError(Problem("", f"the table is empty; {shape}", file=file))
    message = (
        "none of the first rows is a header that asks about the library; put one there, with "
        f"nothing but notes above it; {shape}"
    )
    return InputError(Problem("", message, line, file))


def above(count: int) -> tuple[str, ...]:
    """The note on rows above the header."""
    verb = "is" if count == 1 else "are"
    return (f"{counted(count, 'row')} above the header {verb} skipped",) if count else ()


def too_long(cells: int, width: int) -> str:
    """What is wrong with a row of more cells than the header has."""
    return (
        f"{cells} cells under a header of {width}; is a comma inside a text or number? Put "
        "quotation marks around it"
    )
