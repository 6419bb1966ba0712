"""What the forms of the editor show of a draft, and what was typed into them.

Each *field* of a form is one key of an item's record; its widget's key is ``form.<field>``. Only
fields whose widget no longer shows what the draft holds are read back, so that whatever a form
cannot say in full (bits, a second source) stays as it is.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from credence import number
from credence.number import Kind
from credence.words import clean

type Data = dict[str, Any]

FIELDS = {
    "about": ("title", "description", "id", "version", "target"),
    "claims": ("title", "statement", "prior", "causes", "requires", "horizon"),
    "arguments": ("title", "summary", "claim", "lr", "soundness", "undercuts", "family", "sources"),
}
STRENGTH = "0.5"
"""How strong a cause or an undercut is until one says."""
_NUMBERS = {"prior": Kind.PROBABILITY, "lr": Kind.RATIO, "soundness": Kind.PROBABILITY}
_KEYED = ("causes", "undercuts")
_LISTS = ("requires", *_KEYED)
_SOURCE = ("title", "author", "year", "url")


def titled(record: object, name: str) -> str:
    """What an item of the draft is called, whatever the draft holds there."""
    title = record.get("title") if isinstance(record, dict) else None
    return clean(str(title or name), 80)


def shown(section: str, record: Mapping[str, Any]) -> Data:
    """What a form's widgets show of a record, whatever the draft holds there, by field."""
    found: Data = {}
    for field in FIELDS[section]:
        held = record.get(field)
        if field in _KEYED:
            strengths = held if isinstance(held, dict) else {}
            found[field] = [str(name) for name in strengths]
            for name, strength in strengths.items():
                found[f"{field}.{name}"] = _written(strength, Kind.PROBABILITY)
        elif field == "requires":
            found[field] = [str(name) for name in held] if isinstance(held, list) else []
        elif field == "sources":
            first = held[0] if isinstance(held, list) and held else {}
            parts = [first.get(part) for part in _SOURCE] if isinstance(first, dict) else []
            found[field] = " | ".join(str(part or "") for part in parts).rstrip(" |")
        elif field in _NUMBERS:
            found[field] = _written(held, _NUMBERS[field])
        else:
            found[field] = "" if held is None else str(held)
    return found


def fill(section: str, record: Mapping[str, Any]) -> None:
    """Put an item of the draft into the form's widgets; an empty one empties them."""
    for field, value in shown(section, record).items():
        st.session_state[f"form.{field}"] = value


def typed(section: str, record: Mapping[str, Any]) -> Data:
    """What the widgets say otherwise than the record, as the draft holds it."""
    before = shown(section, record)
    found: Data = {}
    for field in FIELDS[section]:
        value = st.session_state.get(f"form.{field}", before[field])
        if field in _KEYED:
            held = _strengths(field, value, record, before)
            if held != (record.get(field) or {}):
                found[field] = held
        elif value != before[field]:
            found[field] = _read(field, value, record)
    return found


def _strengths(field: str, names: list[str], record: Mapping[str, Any], before: Data) -> Data:
    """The strength of each name, the record's own where nothing else was typed."""
    held = record.get(field)
    found: Data = {}
    for name in names:
        key = f"{field}.{name}"
        text = st.session_state.get(f"form.{key}", before.get(key, STRENGTH))
        is_same = isinstance(held, dict) and name in held and text == before[key]
        found[name] = held[name] if is_same else _number(text, Kind.PROBABILITY)
    return found


def _read(field: str, value: Any, record: Mapping[str, Any]) -> object:  # noqa: ANN401 - a widget's
    if field in _LISTS:
        return list(value)
    if field == "sources":
        return _sources(record.get("sources"), value)
    if field == "version" and value.strip().isdecimal():
        return int(value)
    return _number(value, _NUMBERS[field]) if field in _NUMBERS else value.strip() or None


def _written(held: object, kind: Kind) -> str:
    """A number of the draft as one types it: "0.2", "1.5..10"; as it stands where it is none."""
    if held is None or isinstance(held, str):
        return held or ""
    try:
        read = number.read(held, kind)
    except ValueError:
        return str(held)
    return f"{read.low!r}..{read.high!r}" if not read.is_point else str(read.low)


def _number(text: str, kind: Kind) -> object:
    """What was typed, as the draft holds it; what cannot be read stays, and is named by the check."""
    text = text.strip()
    try:
        return number.read(text, kind).as_data() if text else None
    except ValueError:
        return text


def _sources(held: object, text: str) -> list[Any]:
    """The first source as typed, the further ones as they are."""
    held = held if isinstance(held, list) else []
    parts = [part.strip() for part in text.split("|", 3)]
    first = {key: value for key, value in zip(_SOURCE, parts, strict=False) if value}
    if first and held and isinstance(held[0], dict):
        first = {k: v for k, v in held[0].items() if k not in _SOURCE} | first
    return [*([first] if first else []), *held[1:]]
