"""The fields of a claim's and of an argument's form: filled from the draft, and read back.

Only the commonest are here; what a form has no field for (tables, premises, several claims at once)
is written in the text, and kept.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from credence import number
from credence.files.draft import Checked
from credence.number import Kind
from credence.words import clean
from pages.ui.text import plain

Data = dict[str, Any]
FIELDS = {
    "claims": ("title", "statement", "prior", "requires", "horizon"),
    "arguments": ("title", "summary", "claim", "lr", "soundness", "undercuts", "family", "source"),
}
_NUMBERS = {"prior": Kind.PROBABILITY, "lr": Kind.RATIO, "soundness": Kind.PROBABILITY}


def titled(record: object, name: str) -> str:
    """What an item of the draft is called, whatever the draft holds there."""
    title = record.get("title") if isinstance(record, dict) else None
    return clean(str(title or name), 80)


def fill(section: str, record: Mapping[str, Any]) -> None:
    """Put an item of the draft into the form's widgets; an empty one empties them."""
    for field in FIELDS[section]:
        held = record.get(field)
        value: object = "" if held is None else held
        if field in _NUMBERS:
            value = _written(held)
        elif field == "requires":
            value = list(held) if isinstance(held, list) else []
        elif field == "undercuts":
            undercut = held if isinstance(held, dict) else {}
            value = list(undercut)
            for other, strength in undercut.items():
                st.session_state[f"form.undercuts.{other}"] = _written(strength)
        elif field == "source":
            sources = record.get("sources")
            first = sources[0] if isinstance(sources, list) and sources else {}
            value = " | ".join(
                str(first.get(part) or "") for part in ("title", "author", "year", "url")
            ).rstrip(" |")
        st.session_state[f"form.{field}"] = value


def _written(held: object) -> str:
    """A number of the draft as one types it: "0.2", "1.5..10"."""
    if isinstance(held, dict) and {"low", "high"} == set(held):
        return f"{held['low']}..{held['high']}"
    return "" if held is None else str(held)


def _read(field: str) -> object:
    """What was typed, as the draft holds it; what cannot be read stays, and is named by the check."""
    text = st.session_state[field].strip()
    if not text:
        return None
    kind = _NUMBERS.get(field.split(".")[1], Kind.PROBABILITY)
    try:
        return number.read(text, kind).as_data()
    except ValueError:
        return text


def claim_form(draft: Checked, item: str) -> Data:
    """Draw a claim's form; gives the fields as the draft holds them."""
    st.text_input("Title", key="form.title", placeholder="Scheming")
    st.text_area(
        "Statement",
        key="form.statement",
        placeholder="A sentence that is true or false.",
        height=80,
    )
    st.text_input(
        "How probable before any argument?",
        key="form.prior",
        placeholder="20 %, or 0.05..0.6 for anything between",
    )
    others = [name for name in _names(draft, "claims") if name != item]
    _among("form.requires", others)
    st.multiselect(
        "It can only be true if these are",
        others,
        format_func=lambda name: titled(draft.data["claims"].get(name), name),
        key="form.requires",
        placeholder="none",
    )
    st.text_input("By when? (optional)", key="form.horizon", placeholder="by 2100")
    state = st.session_state
    return {
        "title": state["form.title"].strip(),
        "statement": state["form.statement"].strip(),
        "prior": _read("form.prior"),
        "requires": list(state["form.requires"]),
        "horizon": state["form.horizon"].strip(),
    }


def argument_form(draft: Checked, item: str) -> Data:
    """Draw an argument's form; gives the fields as the draft holds them."""
    st.text_input("Title", key="form.title", placeholder="The counting argument")
    st.text_area(
        "What it says", key="form.summary", placeholder="Two or three sentences.", height=100
    )
    record = draft.data.get("arguments", {}).get(item, {})
    several = isinstance(record, dict) and "bears_on" in record
    if several:
        st.caption("It bears on several claims; their numbers are in the text.")
    else:
        claims = ["", *_claims(draft)]
        if st.session_state["form.claim"] not in claims:
            st.session_state["form.claim"] = ""
        st.selectbox(
            "On which claim?",
            claims,
            format_func=lambda name: name.replace("_", " ") or "none: it only questions others",
            key="form.claim",
        )
        st.text_input(
            "How many times more probable is this evidence if the claim is true?",
            key="form.lr",
            placeholder="3, or 1.5..10, or 1:4 against",
        )
    st.text_input(
        "How probable is it that it is evidence at all?",
        key="form.soundness",
        placeholder="70 %, or 0.3..0.9; left empty, it is certain",
    )
    others = [name for name in _names(draft, "arguments") if name != item]
    _among("form.undercuts", others)
    st.multiselect(
        "If it is sound, which arguments does it question?",
        others,
        format_func=lambda name: titled(draft.data["arguments"].get(name), name),
        key="form.undercuts",
        placeholder="none",
    )
    for other in st.session_state["form.undercuts"]:
        title = titled(draft.data["arguments"].get(other), other)
        st.session_state.setdefault(f"form.undercuts.{other}", "0.5")
        st.text_input(
            f"How probable that it undoes “{plain(title)}”?", key=f"form.undercuts.{other}"
        )
    families = ["", *_names(draft, "families")]
    if st.session_state["form.family"] not in families:
        st.session_state["form.family"] = ""
    if len(families) > 1:
        st.selectbox(
            "Which family does it overlap with?",
            families,
            format_func=lambda name: (
                titled(draft.data["families"].get(name), name) if name else "none"
            ),
            key="form.family",
        )
    st.text_input(
        "Source: title | author | year | address", key="form.source", placeholder="optional"
    )
    state = st.session_state
    own: Data = {} if several else {"claim": state["form.claim"], "lr": _read("form.lr")}
    return own | {
        "title": state["form.title"].strip(),
        "summary": state["form.summary"].strip(),
        "soundness": _read("form.soundness"),
        "undercuts": {each: _read(f"form.undercuts.{each}") for each in state["form.undercuts"]},
        "family": state["form.family"],
        "sources": _sources(record, state["form.source"]),
    }


def _sources(record: object, typed: str) -> list[Any]:
    """The first source as typed, the further ones as they are."""
    held = record.get("sources") if isinstance(record, dict) else None
    held = held if isinstance(held, list) else []
    parts = [part.strip() for part in typed.split("|", 3)]
    named = dict(zip(("title", "author", "year", "url"), parts, strict=False))
    first = {key: value for key, value in named.items() if value}
    if held and isinstance(held[0], dict):
        first = {k: v for k, v in held[0].items() if k not in named} | first if first else {}
    return [*([first] if first else []), *held[1:]]


def _names(draft: Checked, section: str) -> list[str]:
    held = draft.data.get(section)
    return list(held) if isinstance(held, dict) else []


def _claims(draft: Checked) -> list[str]:
    """Ids of claims, those of alternatives included."""
    groups = draft.data.get("alternatives")
    members = [
        name
        for group in (groups.values() if isinstance(groups, dict) else ())
        if isinstance(group, dict) and isinstance(group.get("members"), dict)
        for name in group["members"]
    ]
    return [*_names(draft, "claims"), *members]


def _among(key: str, options: list[str]) -> None:
    """A multiselect refuses what is no option."""
    st.session_state[key] = [each for each in st.session_state[key] if each in options]
