"""The people of a credence table as the plain data that YAML and JSON files hold.

So what counts as right is said once; a `Person` remembers the row that each value came from. A table
is about the library that it is opened with, or about those that its people name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]

from credence.errors import InputError, Problem, unknown
from credence.files.credence_record import SCHEMA
from credence.files.fields import insert
from credence.files.people_table import Wish, read_table
from credence.files.released import load_library, released
from credence.files.survey_cells import texts_of, whole
from credence.files.survey_header import SHAPE
from credence.files.survey_parts import cut, read_part
from credence.library import Library
from credence.number import Number
from credence.survey import Account, Block


@dataclass
class Person:
    """One person's rows as plain data.

    Attributes:
        name: As the table has it, or by their row.
        line: On which they first stand.
        data: What a YAML file of theirs would hold.
        lines: Lines of single values by path.
    """

    name: str
    line: int
    data: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)

    def placed(self, problem: Problem, file: str | None) -> Problem:
        """A problem of the data as one of the table."""
        path = problem.path
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        line = self.lines.get(path, self.line)
        where = f" (row {line}, {column_of(path)}, {self.name})" if path else f" ({self.name})"
        return Problem(problem.path, problem.message + where, line, file)


def column_of(path: str) -> str:
    """How tables name a number, from its path: ``doom.stated``."""
    section, _, rest = path.partition(".")
    return f"{rest}.{section}" if section in {"active", "suppose"} else rest or section


@dataclass(frozen=True)
class TableRead:
    """A table's people, each with the library that they are about.

    Attributes:
        people: In the order in which they first come.
        account: What became of every row.
        problems: Of the header and the like.
    """

    people: tuple[tuple[Person, Library], ...]
    account: Account
    problems: tuple[Problem, ...]


def people_of(
    content: bytes, file: str, form: str, library: Library | None, wish: Wish
) -> TableRead:
    """Each person of a table.

    Raises:
        InputError: The table cannot be read, or names no library.
    """
    if library is not None:
        found, problems = read_table(content, file, form, library, wish)
        people = [p for block in found.people for p in _people(block)]
        return TableRead(tuple((p, library) for p in people), found.account, tuple(problems))
    named = _libraries(content, file, form)
    if not named:
        message = (
            "which library is meant? Name it when opening the table, or add a row "
            "NAME,scenario,library,ai-risk-1"
        )
        raise InputError(Problem("library", message, file=file))
    account, people_found, problems_found = Account(), [], []
    for name in named:
        if name not in released():
            hint = "for a library of your own, give its file too"
            message = f"{unknown('released library', name, released())}; {hint}"
            problems_found.append(Problem("library", message, file=file))
            continue
        read, problems = read_table(content, file, form, load_library(name), wish)
        account = read.account if len(named) == 1 else account.plus(read.account)
        problems_found += problems
        every = [p for block in read.people for p in _people(block)]
        if len(named) > 1:
            every = [person for person in every if person.data.get("library") == name]
        people_found += [(person, load_library(name)) for person in every]
    people_found.sort(key=lambda pair: pair[0].line)
    return TableRead(tuple(people_found), account, tuple(problems_found))


def _people(block: Block) -> Iterator[Person]:
    for place, named in enumerate(block.names):
        line = int(block.rows[place])
        name = str(named) or f"row {line}"
        person = Person(name, line, {"schema": SCHEMA, "name": name})
        held: list[tuple[tuple[str, ...], object]] = []
        for path, (low, high) in block.numbers.items():
            if not np.isnan(low[place]):
                number = Number(float(low[place]), float(high[place]))
                held.append((tuple(path.split(".")), number.as_data()))
        for path, truths in block.flags.items():
            if truths[place] >= 0:
                held.append((tuple(path.split(".")), bool(truths[place])))
        texts = block.texts.items()
        held += [(keys, each[place]) for keys, each in texts if each[place] is not None]
        for keys, value in held:
            path = ".".join(keys)
            insert(person.data, list(keys), value)
            lines = block.lines.get(path)
            person.lines[path] = int(lines[place]) if lines is not None else line
        yield person


def _libraries(content: bytes, file: str, form: str) -> list[str]:
    """The libraries that a table's people name."""

    def score(names: Sequence[str]) -> int:
        lowered = [name.lower() for name in names]
        is_long = {"item", "field"} <= set(lowered)
        return 2 * is_long + ("name" in lowered and (is_long or any("." in n for n in names)))

    table = cut(content, file, form, score, SHAPE)
    lowered = [name.strip().lower() for name in table.names]
    found: list[str] = []
    for part in table.parts:
        if {"item", "field", "value"} <= set(lowered):
            places = {key: lowered.index(key) for key in ("item", "field", "value")}
            rows = read_part(part, frozenset(places.values()), frozenset(places.values()))
            item, name, value = (texts_of(whole(rows.columns[p])) for p in places.values())
            chosen = pc.and_(pc.equal(item, "scenario"), pc.equal(name, "library"))
            found += value.filter(pc.fill_null(chosen, False)).to_pylist()
        elif "scenario.library" in lowered:
            place = lowered.index("scenario.library")
            rows = read_part(part, frozenset({place}))
            found += texts_of(whole(rows.columns[place])).to_pylist()
    return list(dict.fromkeys(name for name in found if name))
