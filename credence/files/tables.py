"""Credence tables: rows to each person's plain data, and back.

The *long form* has one row a number (``name, item, field, value, low, high``), the *wide form* one
row a person and a column a number (``scheming.prior``, ``speed.lr.low``). Which one a table has
shows in its header. Both become the same plain data that YAML and JSON files hold, so that what
counts as right is said once; a `Place` remembers the row and column that a value came from.

An item is an id. Where a claim, an argument and a family share one, the field tells which is meant;
``families.counting`` says it outright.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from credence.errors import InputError, Problem, unknown
from credence.files.cells import Cell, as_text, plain
from credence.files.credence_edits import SECTIONS
from credence.files.credence_record import SCHEMA
from credence.files.csv_text import Row
from credence.files.fields import insert, keys_of, value_of

COLUMNS = ("name", "item", "field", "value", "low", "high")


@dataclass
class Person:
    """One person's rows as plain data.

    Attributes:
        name: As the table has it.
        data: What a YAML file of theirs would hold.
        places: Row and column by path; the row's number is its line in the file.
    """

    name: str
    data: dict[str, Any]
    places: dict[str, tuple[int, str]] = field(default_factory=dict)

    def placed(self, problem: Problem, file: str | None) -> Problem:
        """A problem of the data as one of the table."""
        line, column, more = self._place(problem.path)
        where = (
            f" (row {line}, column “{column}”, {self.name}{more})" if column else f" ({self.name})"
        )
        return Problem(problem.path, problem.message + where, line, file)

    @cached_property
    def _items(self) -> dict[str, dict[int, str]]:
        """The rows of each item, with the column that says so; asked for when all rows are read."""
        found: dict[str, dict[int, str]] = {}
        for path, (line, column) in self.places.items():
            section, _, rest = path.partition(".")
            found.setdefault(f"{section}.{rest.partition('.')[0]}", {}).setdefault(line, column)
        return found

    def _place(self, path: str) -> tuple[int | None, str, str]:
        """Row and column of a path, and how many further rows are about it."""
        if path and path not in self.places and path in self._items:
            rows = self._items[path]  # an item that is none, with all its fields
            line, column = min(rows.items())
            left = len(rows) - 1
            more = f"; {left} more row{'' if left == 1 else 's'} of it" if left else ""
            return line, column if "." in column else "item", more
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return *self.places.get(path, (None, "")), ""


def people_of(rows: list[Row], file: str | None = None) -> tuple[list[Person], list[Problem]]:
    """Each person of a table, in the order in which they first come, and what was not read.

    Raises:
        InputError: The header is of neither form.
    """
    if not rows:
        message = f"the table is empty; its header is {','.join(COLUMNS)}"
        raise InputError(Problem("", message, file=file))
    header, *body = without_margin(rows)
    columns = [str(cell).strip() for cell in header.cells]
    while columns and not columns[-1]:
        columns.pop()
    lowered = [name.lower() for name in columns]
    is_long = {"item", "field"} <= set(lowered)
    columns = [name if "." in name else low for name, low in zip(columns, lowered, strict=True)]
    _check_header(columns, header.line, file, is_long=is_long)
    table = _Table(file)
    for row in body:
        cells = table.cells(row, columns)
        if cells is not None:
            (table.long if is_long else table.wide)(row.line, *cells)
    return list(table.people.values()), table.problems


def without_margin(rows: list[Row]) -> list[Row]:
    """The rows without leading columns in which no row has anything, as on a sheet with a margin."""
    filled = ((k for k, cell in enumerate(row.cells) if str(cell).strip()) for row in rows)
    margin = min((next(places, 0) for places in filled), default=0)
    return [Row(row.line, row.cells[margin:]) for row in rows] if margin else rows


def _check_header(columns: list[str], line: int, file: str | None, *, is_long: bool) -> None:
    shape = (
        f"a table has the columns {','.join(COLUMNS)}, or a row a person with columns such as "
        "name,scheming.weight,speed.lr.low,speed.lr.high"
    )
    if "name" not in columns and not any(c in COLUMNS or "." in c for c in columns):
        message = f"this is no header of a credence table; delete what stands above it; {shape}"
        raise InputError(Problem("", f"row {line}: {message}", line, file))
    problems = []
    if "name" not in columns:
        problems.append(f"the column “name” is missing; {shape}")
    for position, name in enumerate(columns, start=1):
        if not name:
            problems.append(f"column {position} has no name; name it or delete it")
        elif name in columns[: position - 1]:
            problems.append(f"the column “{name}” stands here twice; leave one out")
        elif is_long and name not in COLUMNS:
            problems.append(unknown("column", name, COLUMNS))
        elif not is_long and name != "name" and "." not in name:
            problems.append(f"“{name}” is no column of such a table; {shape}")
    if not is_long and len(columns) < 2:
        problems.append(shape)
    if problems:
        raise InputError([Problem("", message, line, file) for message in problems])


class _Table:
    """Gathers rows by person."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.people: dict[str, Person] = {}
        self.problems: list[Problem] = []

    def problem(self, line: int, message: str, column: str | None = None) -> None:
        where = f"row {line}, column “{column}”" if column else f"row {line}"
        self.problems.append(Problem("", f"{where}: {message}", line, self.file))

    def cells(self, row: Row, columns: list[str]) -> tuple[dict[str, Cell], frozenset[str]] | None:
        """A row's cells by column, and the columns that cannot be read; None where none can."""
        if any(str(cell).strip() for cell in row.cells[len(columns) :]):
            message = f"{len(row.cells)} cells under a header of {len(columns)}; is a comma inside"
            self.problem(row.line, f"{message} a text or number? Put quotation marks around it")
            return None
        found: dict[str, Cell] = {}
        unread = set()
        for column, value in zip(columns, row.cells, strict=False):
            try:
                found[column] = plain(value)
            except ValueError as error:
                self.problem(row.line, str(error), column)
                unread.add(column)
        if "name" in unread:
            return None
        if found.get("name") is None:
            self.problem(row.line, "the name is missing; every row needs the person's", "name")
            return None
        return found, frozenset(unread)

    def person(self, name: Cell) -> Person:
        who = as_text(name).strip()
        return self.people.setdefault(who, Person(who, {"schema": SCHEMA, "name": who}))

    def long(self, line: int, cells: dict[str, Cell], unread: frozenset[str]) -> None:
        person = self.person(cells["name"])
        if unread:
            return  # and it has been said
        item, name = cells.get("item"), cells.get("field")
        value, low, high = (cells.get(key) for key in ("value", "low", "high"))
        if item is None or name is None:
            column = "item" if item is None else "field"
            self.problem(line, f"the {column} is missing", column)
            return
        columns = {"item": "item", "field": "field", "": "value", "low": "low", "high": "high"}
        self.put(person, line, (str(item), str(name)), (value, low, high), columns)

    def wide(self, line: int, cells: dict[str, Cell], unread: frozenset[str]) -> None:
        if as_text(cells["name"]).strip() in self.people:
            message = f"“{cells['name']}” has a row already; in this form each person has one"
            self.problem(line, message, "name")
            return
        person = self.person(cells["name"])
        groups: dict[str, dict[str, Cell]] = {}
        for column, value in cells.items():
            if column == "name" or value is None:
                continue
            stem, _, end = column.rpartition(".")
            is_end = end in {"low", "high"}
            groups.setdefault(stem if is_end else column, {})[end if is_end else ""] = value
        for stem, values in groups.items():
            if not unread.isdisjoint({stem, f"{stem}.low", f"{stem}.high"}):
                continue
            first = stem if "" in values else f"{stem}.{next(iter(values))}"
            columns = {"item": first, "field": first, "": stem}
            columns |= {end: f"{stem}.{end}" for end in ("low", "high")}
            item, _, name = stem.partition(".")
            if item in SECTIONS and "." in name:
                inner, _, rest = name.partition(".")
                item, name = f"{item}.{inner}", rest
            held = values.get(""), values.get("low"), values.get("high")
            self.put(person, line, (item, name), held, columns)

    def put(
        self,
        person: Person,
        line: int,
        named: tuple[str, str],
        held: tuple[Cell, Cell, Cell],
        columns: dict[str, str],
    ) -> None:
        """Put one value where a YAML file would have it."""
        item, name = (text.strip() for text in named)
        value, low, high = held
        keys = keys_of(item, name)
        if isinstance(keys, str):
            self.problem(line, keys, columns["field"])
            return
        if value is not None and (low is not None or high is not None):
            self.problem(line, "give a value, or low and high, and not both", columns[""])
            return
        if value is None and (low is None or high is None):
            if low is None and high is None:
                self.problem(
                    line, "the value is missing; give one or leave the row out", columns[""]
                )
            else:
                end = "low" if low is None else "high"
                self.problem(line, f"{end} is missing; an interval has both ends", columns[end])
            return
        try:
            content = (
                value_of(value, keys)
                if value is not None
                else {"low": value_of(low, keys), "high": value_of(high, keys)}
            )
        except ValueError as error:
            self.problem(line, str(error), columns["" if value is not None else "low"])
            return
        path = ".".join(keys)
        if path in person.places:
            before = person.places[path][0]
            self.problem(line, f"{item} {name} stands in row {before} already; leave one out")
            return
        column = columns["" if value is not None else "low"]
        person.places[path] = line, column
        if value is None:
            person.places[f"{path}.low"] = line, columns["low"]
            person.places[f"{path}.high"] = line, columns["high"]
        insert(person.data, keys, content)
