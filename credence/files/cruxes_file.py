"""A table of stated cruxes: one row for each person and crux, as CSV or XLSX.

Columns: person, group, question, crux, p_u, p_c, p_u_given_c, in any order; group and question may
be left out. Probabilities are written 0.2, 20 %, 0,2 or 1 in 5; a blank cell is a missing answer.
"""

from pathlib import Path

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem, unknown
from credence.files.cells import Cell, as_text, plain, with_points
from credence.files.credences import format_of
from credence.files.csv_text import Row, rows_of_csv
from credence.files.document import content_of, decoded, shortened
from credence.files.xlsx import rows_of_xlsx
from credence.number import Kind, read
from credence.stated_cruxes import Statement

NAMES = ("person", "group", "question", "crux")
NUMBERS = ("p_u", "p_c", "p_u_given_c")
OPTIONAL = {"group", "question"}


def read_cruxes(
    source: Path | bytes,
    *,
    name: str | None = None,
    told: Told = NOTHING,  # noqa: ARG001
) -> list[Statement]:
    """Read every row of a table; ``told`` are the answers to what it leaves open.

    Raises:
        InputError: The file is no such table, or cells cannot be read; all of them are named.
    """
    name = str(source) if isinstance(source, Path) else name
    content = source if isinstance(source, bytes) else content_of(source)
    problems: list[Problem] = []
    if format_of(content, name) == "xlsx":
        rows, problems = rows_of_xlsx(content, name)
    else:
        rows = rows_of_csv(decoded(content, name), name)
    if not rows:
        raise InputError(
            Problem("", f"the table is empty; its columns are {_columns()}", file=name)
        )
    header = [str(cell or "").strip().casefold() for cell in rows[0].cells]
    problems += _wrong(header, rows[0], name)
    if problems:
        raise InputError(problems)
    found = [_statement(header, row, name, problems) for row in rows[1:]]
    problems += _repeated(found, rows[1:], name)
    if problems:
        raise InputError(shortened(problems))
    return found


def _columns() -> str:
    return ", ".join((*NAMES, *NUMBERS))


def _wrong(header: list[str], row: Row, file: str | None) -> list[Problem]:
    known = (*NAMES, *NUMBERS)
    missing = [column for column in known if column not in header and column not in OPTIONAL]
    odd = [column for column in header if column and column not in known]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    return [
        *(
            Problem(c, f"the column is missing; there are {_columns()}", row.line, file)
            for c in missing
        ),
        *(Problem(c, unknown("column", c, known), row.line, file) for c in odd),
        *(Problem(c, "the column stands twice; leave one out", row.line, file) for c in twice),
    ]


def _repeated(found: list[Statement], rows: list[Row], file: str | None) -> list[Problem]:
    """Rows of a person on a crux that they have a row on already."""
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for statement, row in zip(found, rows, strict=True):
        key = tuple(getattr(statement, name) for name in NAMES)
        if first.setdefault(key, row.line) != row.line and statement.person and statement.crux:
            message = (
                f"“{statement.person[:60]}” has a row on “{statement.crux[:60]}” already, in line "
                f"{first[key]}; leave one out, or give two people two names"
            )
            problems.append(Problem("person", message, row.line, file))
    return problems


def _statement(header: list[str], row: Row, file: str | None, problems: list[Problem]) -> Statement:
    cells: dict[str, Cell] = {}
    for place, value in enumerate(row.cells):
        column = header[place] if place < len(header) else ""
        try:
            cells[column] = plain(value)
        except ValueError as error:
            problems.append(Problem(column or f"column {place + 1}", str(error), row.line, file))
    if cells.get("") is not None:
        message = "a cell stands outside the table; give its column a name"
        problems.append(Problem("", message, row.line, file))
    for needed in ("person", "crux"):
        if cells.get(needed) is None:
            message = f"every row needs a {needed}"
            problems.append(Problem(needed, message, row.line, file))
    numbers: dict[str, float | None] = {}
    for column in NUMBERS:
        try:
            numbers[column] = _probability(cells.get(column))
        except ValueError as error:
            problems.append(Problem(column, str(error), row.line, file))
    texts = {column: as_text(cells.get(column) or "").strip() for column in NAMES}
    return Statement(
        person=texts["person"],
        group=texts["group"],
        question=texts["question"],
        crux=texts["crux"],
        p_u=numbers.get("p_u"),
        p_c=numbers.get("p_c"),
        p_u_given_c=numbers.get("p_u_given_c"),
    )


def _probability(cell: Cell) -> float | None:
    """One probability; ``None`` for a blank cell."""
    if cell is None:
        return None
    number = read(with_points(cell) if isinstance(cell, str) else cell, Kind.PROBABILITY)
    if not number.is_point:
        raise ValueError("one probability is needed here, not an interval")
    return number.low
