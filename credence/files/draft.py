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
from credence.files.released import is_released
from credence.files.yaml_text import yaml_of
from credence.library import SCHEMA, Library

ABOUT = "about"
OWN_ID, CLAIM = "my-library", "My claim"
"""What a draft begun from nothing calls itself and its claim; forms put better names in their place."""


@dataclass(frozen=True)
class Checked:
    """What a draft comes to.

    Attributes:
        data: Its plain data, as far as the text could be read.
        library: The library, where nothing is wrong.
        problems: Everything that is wrong, by line.
        is_text: Whether all of the text could be read, so that forms can edit it and lose nothing.
    """

    data: dict[str, Any]
    library: Library | None
    problems: tuple[Problem, ...]
    is_text: bool = False

    def section(self, name: str) -> dict[str, Any]:
        """The items of a section by id; none where the draft has something else there."""
        held = self.data.get(name)
        return held if isinstance(held, dict) else {}

    def record(self, section: str, item: str) -> dict[str, Any]:
        """What the draft says of an item, or of itself for the section `ABOUT`."""
        held = self.data if section == ABOUT else self.section(section).get(item)
        return held if isinstance(held, dict) else {}

    @property
    def claim_ids(self) -> list[str]:
        """Ids of claims, those of alternatives included."""
        members = [
            name
            for group in self.section("alternatives").values()
            if isinstance(group, dict) and isinstance(group.get("members"), dict)
            for name in group["members"]
        ]
        return [*self.section("claims"), *members]


def checked(text: str) -> Checked:
    """Read a draft and say all that is wrong with it."""
    try:
        document = document_of(text.encode("utf-8", "replace"))
    except InputError as error:
        return Checked({}, None, error.problems)
    library, problems = library_of(document.data)
    placed = Document(document.data, document.lines, document.problems).placed(problems)
    data = document.data if isinstance(document.data, dict) else {}
    is_text = bool(data) and not document.problems
    return Checked(data, None if placed else library, tuple(placed), is_text)


def empty(title: str = "My library") -> str:
    """A draft with one claim to begin with."""
    return yaml_of(
        {
            "schema": SCHEMA,
            "id": OWN_ID,
            "version": 1,
            "title": title,
            "claims": {
                id_of(CLAIM): {
                    "title": CLAIM,
                    "statement": "Say here what is true or false.",
                    "prior": {"low": 0.2, "high": 0.8},
                }
            },
        }
    )


def copy_of(library: Library) -> str:
    """A draft that says what a library says; of a released one under a name of its own."""
    data = checked(library_text(library)).data
    if is_released(library):
        data = data | {"id": f"my-{library.id}", "version": 1}
    return yaml_of(_first(data))


def _first(data: dict[str, Any]) -> dict[str, Any]:
    """The keys that say what a file is before all others."""
    return {key: data[key] for key in ("schema", "id", "version", "title") if key in data} | data


def edited(draft: Checked, section: str, item: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    """The draft's text with fields of one item set, and the item's id.

    ``None`` takes a field out; an empty ``item`` is a new one. An item gets its id from its title,
    and keeps it for good once it has one that is not a stand-in.
    """
    if section == ABOUT:
        if draft.data.get("id") == OWN_ID and fields.get("title"):
            fields = {"id": id_of(str(fields["title"])).replace("_", "-"), **fields}
        return text_of(_merged(draft.data, fields)), ""
    items = draft.section(section)
    name = item or id_of(str(fields.get("title") or _NOUNS[section]), items)
    data = with_item(draft.data, section, name, fields)
    title = fields.get("title")
    if item and title and draft.record(section, item).get("title") in (None, "", CLAIM):
        better = id_of(str(title), {key: 1 for key in items if key != item})
        if not re.search(rf"\b{re.escape(item)}\b", yaml_of(_others(data, section, item))):
            held = data[section]
            data = {**data, section: {better if k == item else k: v for k, v in held.items()}}
            name = better
    return text_of(data), name


_NOUNS = {"claims": "claim", "arguments": "argument"}


def _others(data: Mapping[str, Any], section: str, item: str) -> dict[str, Any]:
    """All that a draft says beside one item."""
    return {**data, section: {key: value for key, value in data[section].items() if key != item}}


def with_item(
    data: Mapping[str, Any], section: str, item: str, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The draft's data with the fields of one item set; ``None`` takes a field out."""
    held = data.get(section)
    items = dict(held) if isinstance(held, dict) else {}
    before = items.get(item)
    items[item] = _merged(before if isinstance(before, dict) else {}, fields)
    return {**data, section: items}


def _merged(before: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**before, **fields}
    emptied = {key for key, value in fields.items() if value in (None, "", {}, [])}
    return {key: value for key, value in merged.items() if key not in emptied}


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
