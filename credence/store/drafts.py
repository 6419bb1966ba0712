"""A text in the making as the store holds it: a first text, and what has changed since.

A person who edits a long library keeps a new text with every change. A *draft* is therefore held
whole once, as a *base*, and then as the lines that differ from its base; a base has no base itself.
Where little is left of the base, the whole text is the smaller one, and a base of its own.
"""

import json
from difflib import SequenceMatcher

from credence.errors import InputError
from credence.store.content import compressed

SCHEMA = "credence-draft/1"
MOST_COMPARED = 4_000_000
"""Pairs of lines; more of them would take seconds to compare, and are kept as one change."""

type Change = tuple[int, int, str]
"""The lines of the base from one number up to another, and the text in their place."""


def whole(text: str) -> bytes:
    """A draft that needs no other, as canonical JSON."""
    return _json({"schema": SCHEMA, "text": text})


def bytes_of(text: str, base: tuple[str, str] | None) -> bytes:
    """A draft as canonical JSON, by its base (an id and a text) where that is much shorter."""
    full = whole(text)
    if base is None:
        return full
    name, before = base
    short = _json({"schema": SCHEMA, "base": name, "changes": changes(before, text)})
    return short if 4 * len(compressed(short)) < len(compressed(full)) else full


def text_of(raw: bytes) -> tuple[str | None, str | list[Change]]:
    """What `bytes_of` wrote: no base and the text, or the base's id and the changes.

    Raises:
        InputError: A later version of Credence wrote it, or nobody did.
    """
    data = json.loads(raw)
    match data:
        case {"schema": "credence-draft/1", "text": str(text)}:
            return None, text
        case {"schema": "credence-draft/1", "base": str(base), "changes": list(held)}:
            return base, [(start, end, text) for start, end, text in held]
    raise InputError.at("store", f"this version reads {SCHEMA}; a newer one may open this draft")


def changes(before: str, after: str) -> list[Change]:
    """What to put in place of which lines of ``before``, in their order, to have ``after``."""
    old, new = _lines(before), _lines(after)
    first, most = 0, min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle, other = old[first : len(old) - last], new[first : len(new) - last]
    if len(middle) * len(other) > MOST_COMPARED:
        return [(first, len(old) - last, "".join(other))]
    found = SequenceMatcher(None, middle, other, autojunk=False).get_opcodes()
    return [
        (first + start, first + end, "".join(other[begin:stop]))
        for kind, start, end, begin, stop in found
        if kind != "equal"
    ]


def changed(before: str, held: list[Change]) -> str:
    """The text that `changes` were found for."""
    lines = _lines(before)
    for start, end, text in reversed(held):
        lines[start:end] = [text]
    return "".join(lines)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _json(data: dict[str, object]) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()
