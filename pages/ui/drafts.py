"""The library in the making, by its id in the address: a reload, a link and Back all find it again.

With every change the draft goes into the store, and the address names it; so the browser's Back is
its undo. Where the store takes nothing the draft is *unkept*: it lives as long as the visit.
"""

from functools import lru_cache

import streamlit as st

from credence.errors import InputError
from credence.files.draft import Checked, checked
from credence.store import open_store
from pages.ui import view

CHOICE = "draft"
_UNKEPT, _REFUSED = "draft.unkept", "draft.refused"


def text() -> str | None:
    """The draft as it was last left; None where there is none, or it cannot be found."""
    if _UNKEPT in st.session_state:
        return str(st.session_state[_UNKEPT])
    name = view.text(CHOICE)
    try:
        return _kept(name) if name else None
    except InputError as error:
        refuse(str(error))
        return None


def current() -> Checked:
    """The draft with its problems."""
    return _checked(text() or "")


def hold(new: str) -> None:
    """Make this the draft; for callbacks."""
    old = view.text(CHOICE) or None
    try:
        name = _keep(new, old)
    except InputError as error:
        st.session_state[_UNKEPT] = new
        refuse(
            f"{error.problems[0].message} What you make here is lost when you load the page anew: "
            "save it as a file."
        )
        return
    st.session_state.pop(_UNKEPT, None)
    view.change(CHOICE, name)


def is_kept() -> bool:
    """Whether the address brings the draft back."""
    return _UNKEPT not in st.session_state


def refuse(message: str) -> None:
    """Say on the next run what could not be done."""
    st.session_state[_REFUSED] = message


def refused() -> str | None:
    """What could not be done, said once."""
    return st.session_state.pop(_REFUSED, None)


def _keep(new: str, old: str | None) -> str:
    store = open_store()
    try:
        return store.keep_draft(new, old)
    except InputError:
        if old is None:
            raise
        return store.keep_draft(new)  # the draft before it may be gone


@lru_cache(maxsize=32)
def _kept(name: str) -> str:
    return open_store().draft(name)


@lru_cache(maxsize=32)
def _checked(held: str) -> Checked:
    return checked(held)
