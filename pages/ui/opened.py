"""The credence file that was opened last, and whose name the next one bears.

The address holds a scenario and no more. What else a file says (notes, sources, reasons for single
numbers) stays with the visit, so that opening a file, changing it and saving it loses nothing.
"""

from dataclasses import replace

import streamlit as st

from credence.files import CredenceFile
from credence.scenario import Scenario
from pages.ui.state import change

_FILE, _NAME, _FIELD, _WITH = "file.opened", "file.called", "file.name", "file.with"
_NOBODY = "Me"


def open_file(person: CredenceFile) -> None:
    """Show somebody's scenario on all pages; a callback."""
    st.session_state[_FILE] = person
    st.session_state[_NAME] = person.name
    change(lambda _: person.scenario)


def to_save(scenario: Scenario) -> CredenceFile:
    """Ask for a name; gives the scenario as a credence file, with what the opened one said."""
    st.session_state.setdefault(_NAME, _NOBODY)
    st.session_state[_FIELD] = st.session_state[_NAME]
    st.text_input("Your name, for the file", key=_FIELD, max_chars=200, on_change=_named)
    name = st.session_state[_NAME].strip() or _NOBODY
    held: CredenceFile | None = st.session_state.get(_FILE)
    if held is None or held.library != scenario.library.name or not _says_more(held):
        return CredenceFile(scenario, name=name)
    if not st.checkbox("With the notes and sources of the file that was opened", True, key=_WITH):
        return CredenceFile(scenario, name=name)
    return replace(held, scenario=scenario, name=name)


def _named() -> None:
    st.session_state[_NAME] = st.session_state[_FIELD]


def _says_more(file: CredenceFile) -> bool:
    return bool(file.note or file.sources or file.remarks)
