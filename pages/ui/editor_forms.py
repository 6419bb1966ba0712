"""The form of one claim or argument of a draft, checked as one types.

A form's widgets hold what is being typed; "Add" or "Change" writes it into the draft.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from credence.files.draft import Checked, id_of, text_of, with_item, without_item
from credence.files.library_file import library_of
from pages.ui import editor, view
from pages.ui.editor_fields import FIELDS, Data, argument_form, claim_form, fill, titled
from pages.ui.text import plain

NEW = ""


def show(draft: Checked, section: str, item: str) -> None:
    """The items of a section, and the form for one of them or for a new one."""
    items = draft.data.get(section)
    items = items if isinstance(items, dict) else {}
    item = item if item in items else NEW
    noun = "claim" if section == "claims" else "argument"
    st.selectbox(
        f"Which {noun}?",
        [NEW, *items],
        format_func=lambda each: titled(items.get(each), each) if each else f"A new {noun}",
        key=_filled(section, item, items),
        on_change=_choose,
    )
    fields = claim_form(draft, item) if section == "claims" else argument_form(draft, item)
    name = item or id_of(fields["title"] or "", items)
    changed = with_item(draft.data, section, name, fields)
    found = _new_problems(draft, changed) if fields["title"] else []
    for problem in found[:5]:
        st.warning(plain(problem))
    with st.container(horizontal=True):
        st.button(
            f"Change this {noun}" if item else f"Add this {noun}",
            key="form.write",
            disabled=bool(found) or not fields["title"],
            on_click=lambda: _write(text_of(changed), name),
        )
        if item:
            removed = text_of(without_item(draft.data, section, item))
            st.button(
                f"Remove this {noun}",
                key="form.remove",
                on_click=lambda: _write(removed, NEW),
            )


def _filled(section: str, item: str, items: Mapping[str, Any]) -> str:
    """The key of the chooser; where another item is chosen, the form is filled with it."""
    now = section, item, repr(items.get(item))
    shown = all(f"form.{field}" in st.session_state for field in FIELDS[section])
    if st.session_state.get("form.of") != now or not shown:
        st.session_state["form.of"] = now
        record = items.get(item)
        fill(section, record if isinstance(record, dict) else {})
    st.session_state["form.item"] = item
    return "form.item"


def _new_problems(draft: Checked, changed: Data) -> list[str]:
    """What would be wrong with the draft once this was written, and is not yet."""
    _, problems = library_of(changed)
    known = {(each.path, each.message) for each in draft.problems}
    return [str(each) for each in problems if (each.path, each.message) not in known]


def _choose() -> None:
    view.change("item", st.session_state["form.item"] or None)


def _write(text: str, item: str) -> None:
    editor.hold(text)
    st.session_state.pop("form.of", None)
    view.change("item", item or None)
