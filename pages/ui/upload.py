"""Credence files from elsewhere: who is in them, what could not be read, and opening one.

What is opened becomes the scenario in the address; the file itself is kept nowhere.
"""

from functools import lru_cache, partial

import streamlit as st

from credence.asking import NOTHING, Told
from credence.errors import Problem
from credence.files import CredenceFile, is_released, open_credences
from credence.files.bounds import OPENED_ON_A_PAGE, PLACE
from credence.files.credences import Opened
from credence.library import Library
from credence.scenario import Scenario
from credence.words.plain import counted
from pages.ui import asking, problems
from pages.ui import opened as opening
from pages.ui.text import plain

ENDINGS = ("yaml", "yml", "json", "csv", "tsv", "xlsx")
MOST_PEOPLE = 200
_FIELD, _DROPPED = "upload", "upload.dropped"


def show(scenario: Scenario) -> None:
    """Draw the place to drop a file, and what was in it."""
    st.file_uploader(
        "A credence file: YAML, JSON, CSV or Excel, of one person or many",
        type=list(ENDINGS),
        key=_FIELD,
        help="It is read, and kept for your visit alone. At most 5 MB.",
        on_change=_drop,
    )
    dropped: tuple[str, bytes] | None = st.session_state.get(_DROPPED)
    if dropped is None:
        st.caption("The templates below show what such a file looks like.")
        return
    name, content = dropped
    if st.session_state[_FIELD] is None:
        st.caption(f"From “{plain(name, 80)}”:")
    opened = read(content, name, scenario.library, asking.told(content))
    people = opened.people
    asking.show(opened.account, content, "upload")
    _people(people, scenario)
    _problems(opened.unread, people)
    if any(person.scenario == scenario for person in people):
        icon = ":material/arrow_forward:"
        st.page_link("pages/calculator.py", label="To the calculator", icon=icon)


def _drop() -> None:
    """Hold on to what was dropped: the widget forgets it when the page is turned."""
    dropped = st.session_state[_FIELD]
    st.session_state[_DROPPED] = None if dropped is None else (dropped.name, dropped.getvalue())


@lru_cache(maxsize=8)
def read(content: bytes, name: str, library: Library, told: Told = NOTHING) -> Opened:
    """Who is in a file, and what could not be read; a table that names no library is about ours."""
    ours = partial(
        open_credences, content, name=name, library=library, bounds=OPENED_ON_A_PAGE, told=told
    )
    if not is_released(library):  # one's own may bear the name of a released one
        found = ours()
        if not any(problem.path.rpartition(".")[2] == "library" for problem in found.unread):
            return found
    found = open_credences(content, name=name, bounds=OPENED_ON_A_PAGE, told=told)
    if not found.people and any(problem.path == "library" for problem in found.unread):
        return ours()
    return found


def _people(people: tuple[CredenceFile, ...], scenario: Scenario) -> None:
    if not people:
        return
    count = "One person" if len(people) == 1 else f"{len(people):,} people"
    st.markdown(f"**{count}.** Whom you open, all pages then show.")
    for number, person in enumerate(people[:MOST_PEOPLE]):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Open now" if person.scenario == scenario else "Open",
                key=f"open.{number}",
                on_click=partial(opening.open_file, person),
                disabled=person.scenario == scenario,
            )
            st.markdown(f"**{plain(person.name, 80)}** · {_said(person)}")
            if person.note:
                st.caption(plain(person.note, 300))
    if len(people) > MOST_PEOPLE:
        st.caption(
            f"{len(people) - MOST_PEOPLE:,} more are in the file; the page *Group* takes all."
        )


def _said(person: CredenceFile) -> str:
    held = person.scenario
    parts = [
        plain(person.library),
        f"{counted(len(held.active), 'argument')} on",
        f"{counted(len(held.changes), 'number')} changed",
    ]
    if held.statements:
        parts.append(f"{counted(len(held.statements), 'credence')} stated")
    return " · ".join(parts)


def _problems(found: list[Problem], people: tuple[CredenceFile, ...]) -> None:
    if not found:
        return
    read_too = " What could be read is above." if people else ""
    count = "One thing" if len(found) == 1 else f"{len(found):,} things"
    st.warning(f"{count} in this file could not be read.{read_too}")
    problems.show(found)
    if any(problem.path == PLACE for problem in found):
        icon = ":material/arrow_forward:"
        st.page_link("pages/group.py", label="To the page Group", icon=icon)
