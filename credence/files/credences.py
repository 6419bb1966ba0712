"""Credence files in all four formats: read from a path or from bytes, and written.

YAML and JSON hold one person, or a list of them; CSV and XLSX hold as many as there are names.
Reading never raises: what can be read is read, and every problem says where it is.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem
from credence.files.bounds import Bounds
from credence.files.cells import escaped, exact
from credence.files.credence_file import CredenceFile, credence_file_of, data_of
from credence.files.csv_text import csv_of, is_table, rows_of_csv
from credence.files.document import MOST_BYTES, Document, content_of, decoded, shortened
from credence.files.fields import listed, rows_of
from credence.files.json_text import json_of
from credence.files.library_file import document_of
from credence.files.tables import COLUMNS, Person, people_of
from credence.files.xlsx import rows_of_xlsx, xlsx_of
from credence.files.yaml_text import yaml_of
from credence.library import Library

type Format = Literal["yaml", "json", "csv", "xlsx"]


def read_credences(
    source: Path | bytes,
    *,
    name: str | None = None,
    library: Library | None = None,
    bounds: Bounds | None = None,
    told: Told = NOTHING,
) -> tuple[list[CredenceFile], list[Problem]]:
    """Read a file's people and everything that is wrong with it.

    ``name`` is the file's name, for messages and for its ending; ``library`` the library to read
    against, otherwise the released one that the file names. A file beyond ``bounds`` is a problem
    and nobody of it is read. ``told`` are the answers to what a table leaves open.
    """
    if isinstance(source, Path):
        name = name or str(source)
    try:
        content = source if isinstance(source, bytes) else content_of(source)
        form = format_of(content, name)
        if form in {"csv", "xlsx"}:
            return _from_table(content, form, name, library, bounds, told)
        if bounds:
            bounds.check_text(content, form, name)
        return _from_document(document_of(content, name), name, library)
    except InputError as error:
        return [], list(error.problems)


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


def format_of(content: bytes, name: str | None = None) -> Format:
    """The format of a file: by its ending, or by how its content begins."""
    ending = Path(name).suffix.lower() if name else ""
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
    form: Format,
    name: str | None,
    library: Library | None,
    bounds: Bounds | None,
    told: Told,  # noqa: ARG001
) -> tuple[list[CredenceFile], list[Problem]]:
    sheets: list[Problem] = []
    if form == "csv":
        rows = rows_of_csv(decoded(content, name), name)
    else:
        if len(content) > MOST_BYTES:
            message = f"the file has {len(content) / 1e6:.1f} MB; at most 5 MB are read"
            raise InputError(Problem("", message, file=name))
        if bounds:
            bounds.check_workbook(content, name)
        rows, sheets = rows_of_xlsx(content, name)
    if bounds:
        bounds.check_table(rows, name)
    people, problems = people_of(rows, name)
    problems = [*sheets, *problems]
    found: list[CredenceFile] = []
    for person in people:
        file, wrong = _held(person, name, library)
        problems += wrong
        found += [file] if file is not None else []
    if not people and not problems:
        problems.append(Problem("", "the table has a header and no rows", file=name))
    return found, shortened(sorted(problems, key=lambda problem: problem.line or 0))


def _held(
    person: Person, name: str | None, library: Library | None
) -> tuple[CredenceFile | None, list[Problem]]:
    data = listed(person.data)
    if "library" not in data:
        if library is None:
            message = (
                f"which library is meant? Name it when opening the table, or add a row "
                f"{person.name},scenario,library,ai-risk-1"
            )
            return None, [Problem("library", message, file=name)]
        data = data | {"library": library.name}
    file, problems = credence_file_of(data, library=library, name=person.name)
    return file, [person.placed(problem, name) for problem in problems]


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
