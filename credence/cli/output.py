"""Results as a table for people, as JSON for programs, as CSV for spreadsheets.

JSON has no infinity: log-odds of a certain claim are ``null`` there and blank in CSV. Cells of CSV
that a spreadsheet would take for a formula get an apostrophe in front.
"""

import csv
import json
import math
import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

_PATH = re.compile(r"[\w:]+(\.[\w:]+)+")
_NARROW = 24  # letters that a column of paths needs at least
_NUMERIC = re.compile(r"([+−<>×-]?[\d.].*)?")  # nothing, or what begins with a number


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[
    Format, typer.Option("--format", help="A table to read, or json or csv for programs.")
]


def show(
    form: Format,
    *,
    data: Any,  # noqa: ANN401 - any record that JSON can hold
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    title: str = "",
    notes: Sequence[str] = (),
    table: Sequence[Sequence[str]] | None = None,
) -> None:
    """Print a result.

    Args:
        form: The format that is asked for.
        data: The whole result, for JSON.
        columns: Names of the columns of ``rows``.
        rows: The result as a table of raw values, for CSV.
        title: Printed above the table for people.
        notes: Printed below it.
        table: The rows in words for people, where that differs from the raw values.
    """
    if form is Format.JSON:
        plain = (getattr(sys.stdout, "encoding", None) or "").lower() not in {"utf-8", "utf8"}
        print(json.dumps(_finite(data), ensure_ascii=plain, indent=2, allow_nan=False))  # noqa: T201
    elif form is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)
    else:
        _table(title, columns, table or [[_plain(v) for v in row] for row in rows], notes)


def _finite(value: Any) -> Any:  # noqa: ANN401 - any record that JSON can hold
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def _cell(value: Any) -> Any:  # noqa: ANN401 - one cell
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value


def signed(bits: float) -> str:
    """Bits with their sign, as they stand in a table; nothing where they round to none."""
    text = f"{bits:+.2f}".replace("-", "−")
    return "0" if text in {"+0.00", "−0.00"} else text


def _plain(value: Any) -> str:  # noqa: ANN401 - one cell
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str]
) -> None:
    from rich.console import Console  # noqa: PLC0415 - only a table needs it
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(soft_wrap=False, highlight=False)
    table = Table(title=Text(title) if title else None, title_justify="left", box=None)
    fitted = _fitted(columns, rows, console.width)
    for name, cells in zip(columns, fitted, strict=True):
        if all(map(_NUMERIC.fullmatch, cells)):  # figures stay in one piece
            table.add_column(name, justify="right", no_wrap=True)
        else:
            table.add_column(name, overflow="fold")
    for row in zip(*fitted, strict=True):
        table.add_row(*map(Text, row))
    console.print(table)
    for note in notes:
        console.print(Text(note))


def _fitted(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The cells by column; where they are too wide, paths are broken after dots.

    If that alone leaves the paths too little room, an interval in brackets goes to a line of its own.
    """
    cells = [[str(row[place]) for row in rows] for place in range(len(columns))]
    paths = [at for at, column in enumerate(cells) if column and all(map(_PATH.fullmatch, column))]
    if len(paths) != 1 or _room(columns, cells, width) >= 0:
        return cells
    at = paths[0]
    widest = max(map(len, cells[at]))
    room = widest + _room(columns, cells, width)
    if room < _NARROW:
        cells = [[cell.replace(" (", "\n(") for cell in column] for column in cells]
        room = widest + _room(columns, cells, width)
    cells[at] = [_at_dots(cell, max(room, _NARROW)) for cell in cells[at]]
    return cells


def _room(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> int:
    """Letters left of a line; less than 0 where there are too many."""
    lines = [
        [name, *"\n".join(column).split("\n")] for name, column in zip(columns, cells, strict=True)
    ]
    return width - sum(max(map(len, column)) + 2 for column in lines)


def _at_dots(text: str, room: int) -> str:
    """A path that is longer than there is room for, broken after its dots and not in its words."""
    if len(text) <= room:
        return text
    lines = [""]
    for piece in re.split(r"(?<=\.)(?=\w)", text):
        if lines[-1] and len(lines[-1] + piece) > room:
            lines.append("  ")
        lines[-1] += piece
    return "\n".join(lines)
