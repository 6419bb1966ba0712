"""Libraries on disk: YAML (or JSON) to `Library` and back.

A file is wrong in two ways: a value has the wrong *shape* (a text where a number belongs, a key
that nobody knows), or the parts do not *hang together* (an id that is not there, a circle). A
person wants both lists at once, so a file whose shape is wrong in places is mended for the moment,
with stand-ins, to look at how the rest hangs together. A mended file never becomes a library.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from credence.consistency import problems_of
from credence.errors import InputError, Problem
from credence.files.document import Document, content_of, decoded
from credence.files.json_text import read_json
from credence.files.wording import is_shape, problems_in
from credence.files.yaml_text import read_yaml, yaml_of
from credence.junction import tree_of
from credence.library import SCHEMA, Library

_SECTIONS = {"claims", "alternatives", "families", "arguments"}
_JSON_BEGINS = re.compile(r'\s*(?:\[\s*)?\{\s*["}]')


def document_of(content: bytes, file: str | None = None) -> Document:
    """A file's content as plain data: JSON where it begins with a brace, YAML otherwise.

    Raises:
        InputError: The content is neither.
    """
    text = decoded(content, file)
    # YAML may begin with a brace too, but then with an unquoted key as a rule. Which reader takes a
    # text matters for the messages alone: what JSON writes, YAML reads the same way.
    is_json = (file or "").lower().endswith(".json") or _JSON_BEGINS.match(text)
    return read_json(text, file) if is_json else read_yaml(text, file)


def read_library(source: Path | bytes, file: str | None = None) -> Library:
    """Read a library from a path, or from a file's content.

    Raises:
        InputError: The file is no library. Carries every problem, with file, line and path.
    """
    if isinstance(source, Path):
        file = file or str(source)
    document = document_of(source if isinstance(source, bytes) else content_of(source), file)
    library, problems = library_of(document.data)
    if problems := document.placed(problems):
        raise InputError(problems)
    if library is None:
        raise InputError(Problem("", "the file is empty; a library is needed", file=file))
    return library


def library_of(data: object) -> tuple[Library | None, list[Problem]]:
    """The library that plain data describe, or everything that keeps them from being one."""
    if not isinstance(data, dict):
        message = f"a library is a mapping that begins with “schema: {SCHEMA}”"
        return None, [Problem("", message)]
    try:
        library = Library.model_validate(data)
    except ValidationError as error:
        shape = list(problems_in(error, Library))
        if any(is_shape(found) for found in error.errors(include_url=False)):
            shape += _further(data, error, shape)
        return None, shape
    try:
        tree_of(library)
    except InputError as error:
        return None, list(error.problems)
    return library, []


def _further(
    data: dict[str, Any], error: ValidationError, shape: list[Problem]
) -> Iterator[Problem]:
    """How the rest hangs together, where the shape is wrong in places."""
    mended: Any = copy.deepcopy(data)
    found = error.errors(include_url=False)
    for _ in range(4):
        if not all(_mend(mended, list(one["loc"]), one["type"]) for one in found):
            return
        try:
            library = Library.model_validate(mended)
        except ValidationError as next_error:
            found = next_error.errors(include_url=False)
            if not any(is_shape(one) for one in found):
                problems = next_error.errors()[0]["ctx"]["error"].problems
                break
        else:
            problems = tuple(problems_of(library))
            break
    else:
        return
    known = {problem.path for problem in shape}
    misnamed = {path.rpartition(".")[2] for path in known}
    for problem in problems:
        is_echo = any(
            problem.path == path
            or problem.path.startswith(f"{path}.")
            or (problem.path.count(".") > 0 and path.startswith(f"{problem.path}."))
            for path in known
        )
        if not is_echo and not any(f"“{name}”" in problem.message for name in misnamed):
            yield problem


_STAND_INS: Mapping[str, object] = {
    "schema": SCHEMA,
    "id": "stand-in",
    "version": 1,
    **dict.fromkeys(("title", "statement", "summary", "reason"), "…"),
    **dict.fromkeys(("prior", "weight", "lr", "soundness", "overlap"), 0.5),
    "kind": "illustrative",
    "active": False,
}
_RECORDS: Mapping[str, object] = {
    "claims": {"title": "…", "statement": "…", "prior": 0.5},
    "members": {"title": "…", "statement": "…", "weight": 1},
    "families": {"title": "…", "overlap": 0.5},
    "arguments": {"title": "…", "summary": "…", "bears_on": {}, "soundness": 0.5},
}
_NUMBERS = {"causes", "table", "premises", "undercuts", "bears_on"}


def _mend(data: object, place: list[Any], kind: str) -> bool:
    """Put a stand-in at a place, or take the place out; False where nothing can be mended."""
    if place[-1:] == ["[key]"]:
        place, kind = place[:-1], "extra_forbidden"
    if not place or (len(place) == 1 and place[0] in _SECTIONS):
        return False
    *outer, last = place
    holder: Any = data
    for part in outer:
        if not isinstance(holder, dict | list):
            return False
        try:
            holder = holder[part]
        except (KeyError, IndexError, TypeError):
            return True
    if isinstance(holder, list):
        # Emptied, not shortened: the places of the other errors count from the list's beginning.
        holder.clear()
        return True
    if not isinstance(holder, dict):
        return True
    parent = outer[-1] if outer else ""
    if kind == "extra_forbidden":
        holder.pop(last, None)
    elif last in _STAND_INS and parent not in {*_SECTIONS, "members", *_NUMBERS, "basis"}:
        holder[last] = _STAND_INS[last]
    elif parent in _NUMBERS:
        holder[last] = 0.5
    elif parent in _RECORDS:
        holder[last] = copy.deepcopy(_RECORDS[parent])
    elif last == "members":
        return False
    else:
        holder.pop(last, None)
    return True


def library_text(library: Library) -> str:
    """A library as YAML; reading it gives an equal library."""
    data = library.as_data()
    return yaml_of({"schema": data.pop("schema"), **data})
