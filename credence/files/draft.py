"""A library in the making: a text that may be wrong, and edits of it.

A *draft* is YAML, as in a library's file: people see what they are making, and whoever knows the
format can write all of it. A *form* holds only the commonest fields of a claim or an argument; what
else the draft says of that item stays. Comments of the text are lost where a form edits it.

Checking a draft never raises: it gives the library, or everything that keeps it from being one,
with the line of each.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from credence.errors import InputError, Problem
from credence.files.document import Document
from credence.files.library_file import document_of, library_of, library_text
from credence.files.yaml_text import yaml_of
from credence.library import SCHEMA, Library

SECTIONS = ("claims", "alternatives", "families", "arguments")


@dataclass(frozen=True)
class Checked:
    """What a draft comes to.

    Attributes:
        data: Its plain data, as far as the text could be read.
        library: The library, where nothing is wrong.
        problems: Everything that is wrong, by line.
    """

    data: dict[str, Any]
    library: Library | None
    problems: tuple[Problem, ...]

    @property
    def is_text(self) -> bool:
        """Whether the text could be read at all, so that forms can edit it."""
        return bool(self.data)


def checked(text: str) -> Checked:
    """Read a draft and say all that is wrong with it."""
    try:
        document = document_of(text.encode("utf-8", "replace"))
    except InputError as error:
        return Checked({}, None, error.problems)
    library, problems = library_of(document.data)
    placed = Document(document.data, document.lines, document.problems).placed(problems)
    data = document.data if isinstance(document.data, dict) else {}
    return Checked(data, None if placed else library, tuple(placed))


def empty(title: str = "My library") -> str:
    """A draft with one claim to begin with."""
    return yaml_of(
        {
            "schema": SCHEMA,
            "id": "my-library",
            "version": 1,
            "title": title,
            "claims": {
                "my_claim": {
                    "title": "My claim",
                    "statement": "Say here what is true or false.",
                    "prior": {"low": 0.2, "high": 0.8},
                }
            },
        }
    )


def copy_of(library: Library) -> str:
    """A draft that says what a library says, under a name of its own."""
    name = library.id if library.id.startswith("my-") else f"my-{library.id}"
    return yaml_of(_first(checked(library_text(library)).data | {"id": name, "version": 1}))


def _first(data: dict[str, Any]) -> dict[str, Any]:
    """The keys that say what a file is before all others."""
    return {key: data[key] for key in ("schema", "id", "version", "title") if key in data} | data


def with_item(
    data: Mapping[str, Any], section: str, item: str, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The draft's data with the fields of one item set; ``None`` takes a field out."""
    held = data.get(section)
    items = dict(held) if isinstance(held, dict) else {}
    before = items.get(item)
    merged = (dict(before) if isinstance(before, dict) else {}) | dict(fields)
    items[item] = {key: value for key, value in merged.items() if value not in (None, "", {}, [])}
    return {**data, section: items}


def without_item(data: Mapping[str, Any], section: str, item: str) -> dict[str, Any]:
    """The draft's data without one item; what refers to it is named by the next check."""
    held = data.get(section)
    items = {k: v for k, v in held.items() if k != item} if isinstance(held, dict) else {}
    return {
        key: value for key, value in {**data, section: items}.items() if value or key != section
    }


def text_of(data: Mapping[str, Any]) -> str:
    """The draft's data as its text."""
    return yaml_of(_first(dict(data)))


def id_of(title: str, taken: Mapping[str, Any] | None = None) -> str:
    """An id made from a title, such as ``white_box`` from "White box!"; a new one among ``taken``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50].strip("_")
    name = words if words[:1].isalpha() else f"item_{words}".rstrip("_")
    number, free = 2, name
    while free in (taken or {}):
        free, number = f"{name}_{number}", number + 1
    return free
