"""Credence files from elsewhere: who is in them, what could not be read, and opening one.

What is opened becomes the scenario in the address; the file itself is kept nowhere.
"""

from functools import lru_cache

import streamlit as st

from credence.errors import Problem
from credence.files import CredenceFile, read_credences
from credence.files.document import MOST_BYTES
from credence.library import Library
from credence.scenario import Scenario
from credence.words import clean
from pages.ui.state import change
from pages.ui.text import plain

ENDINGS = ("yaml", "yml", "json", "csv", "tsv", "xlsx")
MOST_PEOPLE, MOST_PROBLEMS = 200, 200


def show(scenario: Scenario) -> None:
    """Draw the place to drop a file, and what was in it."""
    dropped = st.file_uploader(
        "A credence file: YAML, JSON, CSV or Excel, of one person or many",
        type=list(ENDINGS),
        key="upload",
        help="It is read, and kept nowhere. At most 5 MB.",
    )
    if dropped is None:
        st.caption("The templates below show what such a file looks like.")
        return
    if dropped.size > MOST_BYTES:
        st.error(f"This file has {dropped.size / 1e6:.1f} MB; at most 5 MB are read.")
        return
    people, problems = read(dropped.getvalue(), dropped.name, scenario.library)
    _people(people)
    _problems(problems, people)


@lru_cache(maxsize=8)
def read(
    content: bytes, name: str, library: Library
) -> tuple[tuple[CredenceFile, ...], tuple[Problem, ...]]:
    """Who is in a file, and what could not be read; a table that names no library is about ours."""
    people, problems = read_credences(content, name=name)
    if not people and any(problem.path == "library" for problem in problems):
        people, problems = read_credences(content, name=name, library=library)
    return tuple(people), tuple(problems)


def _people(people: tuple[CredenceFile, ...]) -> None:
    if not people:
        return
    count = "One person" if len(people) == 1 else f"{len(people):,} people"
    st.markdown(f"**{count}.** Whom you open, all pages then show.")
    for number, person in enumerate(people[:MOST_PEOPLE]):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Open",
                key=f"open.{number}",
                on_click=lambda opened=person: change(lambda _: opened.scenario),
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
        f"{len(held.active)} arguments on",
        f"{len(held.changes)} numbers changed",
    ]
    if held.statements:
        parts.append(f"{len(held.statements)} credences stated")
    return " · ".join(parts)


def _problems(problems: tuple[Problem, ...], people: tuple[CredenceFile, ...]) -> None:
    if not problems:
        return
    read_too = " What could be read is above." if people else ""
    count = "One thing" if len(problems) == 1 else f"{len(problems):,} things"
    st.warning(f"{count} in this file could not be read.{read_too}")
    st.dataframe(
        [
            {
                "line or row": "" if each.line is None else str(each.line),
                "place": clean(each.path, 120),
                "what is wrong, and what would be right": clean(each.message, 500),
            }
            for each in problems[:MOST_PROBLEMS]
        ],
        hide_index=True,
        width="stretch",
    )
