"""The forms of a draft: its title, a claim, an argument. What is typed is in the draft at once.

A form's widgets are filled when another item is chosen, and not on every run: a person who is
typing in one field must not lose it because another one has just been read.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from credence.files.draft import ABOUT, Checked, edited, text_of, without_item
from pages.ui import drafts, view
from pages.ui.editor import looked_at
from pages.ui.editor_draw import about_form, argument_form, claim_form
from pages.ui.editor_fields import FIELDS, fill, titled, typed

NEW = ""
_SHOWN_FOR = "form.of"


def show(draft: Checked, section: str) -> None:
    """The items of a section, and the form for one of them or for a new one."""
    if section == ABOUT:
        _filled(section, NEW, draft.data)
        about_form(draft, _typed)
        return
    items = draft.section(section)
    item = _item(draft, section)
    noun = "claim" if section == "claims" else "argument"
    _filled(section, item, draft.record(section, item))
    st.session_state["form.item"] = item
    st.selectbox(
        f"Which {noun}?",
        [NEW, *items],
        format_func=lambda each: titled(items.get(each), each) if each else f"A new {noun}",
        key="form.item",
        on_change=lambda: view.change("item", st.session_state["form.item"] or None),
    )
    (claim_form if section == "claims" else argument_form)(draft, item, _typed)
    if item:
        with st.container(horizontal=True):
            st.button(
                f"Add another {noun}",
                key="form.new",
                on_click=lambda: view.change("item", None),
            )
            st.button(f"Remove this {noun}", key="form.remove", on_click=_remove)


def _item(draft: Checked, section: str) -> str:
    item = view.text("item")
    return item if item in draft.section(section) else NEW


def _filled(section: str, item: str, record: Mapping[str, Any]) -> None:
    """Fill the form where it does not show this item as the draft has it."""
    now = _identity(section, item, record)
    drawn = all(f"form.{field}" in st.session_state for field in FIELDS[section])
    if st.session_state.get(_SHOWN_FOR) != now or not drawn:
        st.session_state[_SHOWN_FOR] = now
        fill(section, record)


def _identity(section: str, item: str, record: Mapping[str, Any]) -> tuple[str, str, str]:
    own = {field: record.get(field) for field in FIELDS[section]}
    return section, item, repr(own)


def _typed() -> None:
    """Write what was typed into the draft, as it was last left; a callback."""
    section, draft = _place()
    item = NEW if section == ABOUT else _item(draft, section)
    fields = typed(section, draft.record(section, item))
    if not fields or not draft.is_text:
        return
    text, name = edited(draft, section, item, fields)
    drafts.hold(text)
    record = drafts.current().record(section, name)
    if section == ABOUT and "id" in record:
        st.session_state["form.id"] = str(record["id"])  # it may come from the title
    st.session_state[_SHOWN_FOR] = _identity(section, name, record)
    if section != ABOUT:
        view.change("item", name)


def _remove() -> None:
    section, draft = _place()
    drafts.hold(text_of(without_item(draft.data, section, _item(draft, section))))
    view.change("item", None)


def _place() -> tuple[str, Checked]:
    part = looked_at()
    return part if part in FIELDS else "claims", drafts.current()
