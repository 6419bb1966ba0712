"""What CSV text is: its separator, its rows, and how rows are written.

The separator is the one of comma, semicolon and tab that the header has most of. A *row* knows its
line in the file, or its number in a sheet.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from credence.errors import InputError, Problem

MOST_COLUMNS = 5_000
MOST_ROWS = 200_000
SEPARATORS = ",;\t"
_NAMED = re.compile(r"\ufeff?sep=([,;\t])[,;\t]*\s*", re.IGNORECASE)
"""Spreadsheets write and read such a line before the header."""


@dataclass(frozen=True)
class Row:
    """The cells of one row as they stand, and its line in the file (its number in a sheet)."""

    line: int
    cells: tuple[object, ...]


def separator_of(text: str) -> str:
    """The separator of the first line with anything in it, or the one that it names (``sep=;``)."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    if named := _NAMED.fullmatch(header):
        return named[1]
    return max(SEPARATORS, key=header.count)


def names_separator(cells: list[str]) -> bool:
    """Whether a row before the header is the line that names the separator."""
    return cells[0].lower() == "sep=" and not any(cells[1:])


def check_size(rows: list[Row], file: str | None) -> None:
    """Refuse a table that is too long or too wide, as soon as it is."""
    if len(rows) > MOST_ROWS:
        message = f"the table has more than {MOST_ROWS:,} rows; split it"
        raise InputError(Problem("", message, rows[-1].line, file))
    if len(rows[-1].cells) > MOST_COLUMNS:
        message = f"the row has more than {MOST_COLUMNS:,} columns; use the long form"
        raise InputError(Problem("", message, rows[-1].line, file))


def csv_of(rows: Iterable[Iterable[str]]) -> str:
    """Rows of texts as CSV, a line each."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def is_table(text: str) -> bool:
    """Whether a text begins with the header of a credence table."""
    separator = separator_of(text)
    lines = (line for line in _lines(text) if not _NAMED.fullmatch(line))
    first = next(iter(lines), "")
    names = [cell.strip().strip('"').lower() for cell in first.split(separator)]
    return len(names) > 1 and "name" in names


def _lines(text: str) -> Iterator[str]:
    return (line for line in itertools.islice(text.splitlines(), 20) if line.strip())
