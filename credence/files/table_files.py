"""A table of numbers as CSV, XLSX, Parquet or JSON.

All four hold the same cells. What is not finite has no place in JSON and in spreadsheets and is
left blank there, as the command line prints it; Parquet keeps it. A text that a spreadsheet would
take for a formula has an apostrophe in front in CSV and XLSX, and nowhere else.
"""

import io
import math
from collections.abc import Callable

from credence.files.cells import escaped, exact
from credence.files.csv_text import csv_of
from credence.files.json_text import json_of
from credence.files.xlsx import workbook_of
from credence.tables import Cell, Table


def table_bytes(table: Table, suffix: str) -> bytes:
    """The table as a file; ``suffix`` is one of `SUFFIXES`.

    Raises:
        InputError: A text holds a character that a workbook cannot.
    """
    return _WRITERS[suffix](table)


def _csv(table: Table) -> bytes:
    rows = [[_text(_finite(cell)) for cell in row] for row in table.rows]
    return csv_of([table.columns, *rows]).encode()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return escaped(cell) if isinstance(cell, str) else exact(cell)


def _xlsx(table: Table) -> bytes:
    rows = [[_safe(_finite(cell)) for cell in row] for row in table.rows]
    facts = [(name, _safe(value)) for name, value in table.about.items()]
    return workbook_of({table.name: [table.columns, *rows], "about": [("name", "value"), *facts]})


def _safe(cell: Cell) -> Cell:
    return escaped(cell) if isinstance(cell, str) else cell


def _json(table: Table) -> bytes:
    rows = [
        {name: _finite(cell) for name, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]
    return json_of({"table": table.name, "about": table.about, "rows": rows}).encode()


def _parquet(table: Table) -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    columns = {
        name: pa.array([row[k] for row in table.rows]) for k, name in enumerate(table.columns)
    }
    facts = {name: str(value) for name, value in table.about.items()}
    stream = io.BytesIO()
    pq.write_table(pa.table(columns).replace_schema_metadata(facts), stream)
    return stream.getvalue()


def _finite(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


_WRITERS: dict[str, Callable[[Table], bytes]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "json": _json,
}
SUFFIXES = tuple(_WRITERS)
"""What a table can be written as."""
