"""Any file of ours: what kind it is and what is wrong with it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem
from credence.files.credences import format_of, open_credences
from credence.files.document import content_of
from credence.files.library_file import document_of, read_library
from credence.files.released import load_library
from credence.library import Library

type FileKind = Literal["library", "credence-file"]


class Checked(NamedTuple):
    """What kind a file is, its problems, none where it is whole, and what of it was taken how."""

    kind: FileKind
    problems: list[Problem]
    notes: tuple[str, ...] = ()


def check_files(paths: Iterable[Path], told: Told = NOTHING) -> list[Checked]:
    """Check several files; a credence file whose library is not released, against the one among them."""
    every = list(paths)
    checked = [check_file(path, told=told) for path in every]
    own = [path for path, one in zip(every, checked, strict=True) if one.kind == "library"]
    if len(own) != 1 or checked[every.index(own[0])].problems:
        return checked
    library = load_library(str(own[0]))
    return [
        check_file(path, library, told=told)
        if any(problem.path.rpartition(".")[2] == "library" for problem in one.problems)
        else one
        for path, one in zip(every, checked, strict=True)
    ]


def check_file(path: Path, library: Library | None = None, *, told: Told = NOTHING) -> Checked:
    """Check one file; never raises.

    A file says what it is by its ``schema``; where it does not, one that nobody else can tell is
    taken for a library. ``library`` is what a credence file is read against, otherwise the
    released one that it names.
    """
    name = str(path)
    try:
        content = content_of(path)
        is_library = format_of(content, name) in {"yaml", "json"} and _is_library(content, name)
        if is_library:
            read_library(content, name)
            return Checked("library", [])
    except InputError as error:
        return Checked("library", list(error.problems))
    opened = open_credences(content, name=name, library=library, told=told)
    left = (asked.sentence for asked in opened.account.asked if asked.kind == "summary")
    return Checked("credence-file", opened.problems, (*opened.account.notes, *left))


def _is_library(content: bytes, name: str) -> bool:
    data = document_of(content, name).data
    if isinstance(data, list):
        return not data or not isinstance(data[0], dict)
    if not isinstance(data, dict):
        return True
    schema = data.get("schema")
    if isinstance(schema, str) and schema.startswith(("credence-library", "credence-file")):
        return schema.startswith("credence-library")
    return "library" not in data
