"""Any file of ours: what kind it is and what is wrong with it."""

from pathlib import Path
from typing import Literal

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem
from credence.files.credences import format_of, read_credences
from credence.files.document import content_of
from credence.files.library_file import document_of, read_library
from credence.library import Library

type FileKind = Literal["library", "credence-file"]


def check_file(
    path: Path, library: Library | None = None, *, told: Told = NOTHING
) -> tuple[FileKind, list[Problem]]:
    """The kind of a file and its problems, none where it is whole; never raises.

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
            return "library", []
    except InputError as error:
        return "library", list(error.problems)
    return "credence-file", read_credences(content, name=name, library=library, told=told)[1]


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
