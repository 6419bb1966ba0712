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
    for index, name in enumerate(columns):
        if all(_NUMERIC.fullmatch(str(row[index])) for row in rows):  # figures stay in one piece
            table.add_column(name, justify="right", no_wrap=True)
        else:
            table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console.print(table)
    for note in notes:
        console.print(Text(note))
