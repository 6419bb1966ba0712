"""Credence files in all formats: read from a path or from bytes, and written.

YAML and JSON hold one person, or a list of them; CSV, XLSX and Parquet hold as many as there are names, and
are read by the rules of surveys (`credence.files.people_table`). Reading never raises: what can be read is read, and every problem says where it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, Self

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem
from credence.files.bounds import Bounds
from credence.files.cells import escaped, exact
from credence.files.credence_file import CredenceFile, credence_file_of, data_of
from credence.files.csv_text import csv_of, is_table
from credence.files.document import MOST_BYTES, Document, content_of, shortened
from credence.files.fields import COLUMNS, listed, rows_of
from credence.files.json_text import json_of
from credence.files.library_file import document_of
from credence.files.xlsx import xlsx_of
from credence.files.yaml_text import yaml_of
from credence.library import Library
from credence.survey import Account

type Format = Literal["yaml", "json", "csv", "xlsx"]
"""What credence files are written as."""
type Form = Format | Literal["parquet"]
"""What they are read from."""


@dataclass(frozen=True)
class Opened:
    """What a file holds.

    Attributes:
        people: Everybody in it, as far as they could be read.
        whole: What is wrong with the file as a whole.
        about: What is wrong with what single people wrote, by their name.
        account: Of a table: what became of every row, what was taken how, what is left open.
    """

    people: tuple[CredenceFile, ...] = ()
    whole: tuple[Problem, ...] = ()
    about: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    account: Account = field(default_factory=Account)

    @property
    def unread(self) -> list[Problem]:
        """What could not be read, in the order of the file."""
        every = [*self.whole, *(problem for held in self.about.values() for problem in held)]
        return shortened(sorted(dict.fromkeys(every), key=lambda problem: problem.line or 0))

    @property
    def problems(self) -> list[Problem]:
        """What could not be read, and the columns that are held back."""
        held = (asked for asked in self.account.asked if asked.kind == "percent")
        return [*(Problem(asked.column, asked.sentence) for asked in held), *self.unread]

    def only(self, person: str) -> Self:
        """The file as if it held one person alone: nobody else's cells are in the way."""
        people = tuple(one for one in self.people if one.name == person)
        about = {name: held for name, held in self.about.items() if name == person}
        return replace(self, people=people, about=about)


def open_credences(
    source: Path | bytes,
    *,
    name: str | None = None,
    library: Library | None = None,
    bounds: Bounds | None = None,
    told: Told = NOTHING,
) -> Opened:
    """Read a file's people and everything that is wrong with it; never raises.

    ``name`` is the file's name, for messages and for its ending; ``library`` the library to read
    against, otherwise the released one that the file names. A file beyond ``bounds`` is a problem
    and nobody of it is read. ``told`` are the answers to what a table leaves open.
    """
    if isinstance(source, Path):
        name = name or str(source)
    try:
        content = source if isinstance(source, bytes) else content_of(source)
        form = format_of(content, name)
        if form in {"csv", "xlsx", "parquet"}:
            return _from_table(content, form, name, library, bounds, told)
        if bounds:
            bounds.check_text(content, form, name)
        people, problems = _from_document(document_of(content, name), name, library)
        return Opened(tuple(people), tuple(problems))
    except InputError as error:
        return Opened(whole=error.problems)


def read_credences(
    source: Path | bytes,
    *,
    name: str | None = None,
    library: Library | None = None,
    bounds: Bounds | None = None,
    told: Told = NOTHING,
) -> tuple[list[CredenceFile], list[Problem]]:
    """A file's people and everything that is wrong with it; see `open_credences`."""
    found = open_credences(source, name=name, library=library, bounds=bounds, told=told)
    return list(found.people), found.problems


def load_credences(
    source: Path | bytes, *, name: str | None = None, library: Library | None = None
) -> list[CredenceFile]:
    """Read a file's people.

    Raises:
        InputError: Anything at all is wrong with the file.
    """
    files, problems = read_credences(source, name=name, library=library)
    if problems:
        raise InputError(problems)
    return files


def format_of(content: bytes, name: str | None = None) -> Form:
    """The format of a file: by its ending, or by how its content begins."""
    ending = Path(name).suffix.lower() if name else ""
    if content.startswith(b"PAR1") or ending in {".parquet", ".pq"}:
        return "parquet"
    if content.startswith(b"PK") or ending in {".xlsx", ".xlsm"}:
        return "xlsx"
    if ending in {".csv", ".tsv", ".tab"}:
        return "csv"
    if ending in {".yaml", ".yml", ".json"}:
        return "json" if ending == ".json" else "yaml"
    return "csv" if is_table(content[:100_000].decode("utf-8-sig", "replace")) else "yaml"


def _from_document(
    document: Document, name: str | None, library: Library | None
) -> tuple[list[CredenceFile], list[Problem]]:
    stem = Path(name).stem if name else None
    many = document.data if isinstance(document.data, list) else [document.data]
    found: list[CredenceFile] = []
    problems: list[Problem] = []
    for number, data in enumerate(many):
        file, wrong = credence_file_of(data, library=library, name=stem)
        prefix = f"{number}." if isinstance(document.data, list) else ""
        problems += [Problem(f"{prefix}{p.path}".rstrip("."), p.message) for p in wrong]
        found += [file] if file is not None else []
    if not many:
        problems.append(Problem("", "the list is empty; a credence file holds at least one person"))
    return found, document.placed(problems)


def _from_table(
    content: bytes,
    form: Form,
    name: str | None,
    library: Library | None,
    bounds: Bounds | None,
    told: Told,
) -> Opened:
    from credence.files.people_table import Wish  # noqa: PLC0415 - PyArrow and pandas come with it
    from credence.files.tables import people_of  # noqa: PLC0415

    if len(content) > MOST_BYTES:
        message = f"the file has {len(content) / 1e6:.1f} MB; at most 5 MB are read"
        raise InputError(Problem("", message, file=name))
    if bounds and form == "xlsx":
        bounds.check_workbook(content, name)
    wish = Wish(told, entire=True, check=partial(bounds.check_rows, name) if bounds else None)
    read = people_of(content, name or "the table", form, library, wish)
    found: list[CredenceFile] = []
    whole = list(read.problems)
    about: dict[str, list[Problem]] = {}
    for report in read.account.reports:
        who = f" ({report.name})" if report.name else ""
        for reason in report.reasons:
            problem = Problem("", f"row {report.row}{who}: {reason}", report.row, name)
            (about.setdefault(report.name, []) if report.name else whole).append(problem)
    for person, own in read.people:
        data = {"library": own.name} | listed(person.data)
        file, wrong = credence_file_of(data, library=own, name=person.name)
        if wrong:
            about.setdefault(person.name, []).extend(person.placed(one, name) for one in wrong)
        found += [file] if file is not None else []
    if not found and not whole and not about:
        whole.append(Problem("", "the table has a header and no rows", file=name))
    return Opened(
        tuple(found), tuple(whole), {n: tuple(held) for n, held in about.items()}, read.account
    )


def write_credences(files: Iterable[CredenceFile], form: Format) -> bytes:
    """Credence files as the bytes of one file; reading them gives equal credence files.

    Raises:
        InputError: There is nobody to write, or a table would mix up two people of one name.
    """
    people = list(files)
    if not people:
        raise InputError.at("", "there is no credence file to write")
    every = [data_of(file) for file in people]
    if form in {"yaml", "json"}:
        data = every[0] if len(every) == 1 else every
        return (yaml_of(data) if form == "yaml" else json_of(data)).encode()
    names = [file.name for file in people]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        message = f"two people are called {', '.join(twice)}; in a table names tell people apart"
        raise InputError.at("name", message)
    return table_of(zip(names, every, strict=True), form)


def table_of(people: Iterable[tuple[str, dict[str, Any]]], form: Format) -> bytes:
    """Named people's plain data as a table in the long form, ``csv`` or ``xlsx``."""
    rows: list[list[str | float | bool]] = [list(COLUMNS)]
    for name, data in people:
        rows += [_row(name, *row) for row in rows_of(data)]
    if form == "xlsx":
        return xlsx_of(rows)
    return csv_of([_text(cell) for cell in row] for row in rows).encode()


def _row(name: str, item: str, field: str, value: object) -> list[str | float | bool]:
    cells: tuple[object, ...] = (value, "", "")
    if isinstance(value, dict):
        cells = "", value["low"], value["high"]
    return [escaped(name), item, field, *(_cell(cell) for cell in cells)]


def _cell(value: object) -> str | float | bool:
    return value if isinstance(value, bool | int | float) else escaped(str(value))


def _text(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else exact(value)
