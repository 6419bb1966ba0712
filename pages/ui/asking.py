"""How a table is read, beside it: what it leaves open, what was taken how, what became of its rows.

One click answers a question, and one takes the answer back. An answer goes with the content of the
table for the length of the visit: the same file needs none again on another page, and a file that was
changed is asked about anew.
"""

import hashlib
from collections.abc import Callable
from functools import reduce
from typing import Literal

import streamlit as st

from credence.asking import NOTHING, Told
from credence.survey import Account
from credence.words.group import account_words
from credence.words.group_tables import report_rows
from pages.ui import view
from pages.ui.text import plain

_TOLD = "asking.told"
_YES = {"percent": "Yes, in per cent", "summary": "Yes, count them as people"}
_MOST_NOTES, _REPORTS, _FEW = 30, 200, 5


def told(content: bytes) -> Told:
    """What was answered about a file."""
    held: dict[str, Told] = st.session_state.get(_TOLD, {})
    return held.get(_digest(content), NOTHING)


def show(
    account: Account,
    content: bytes,
    place: str,
    name: str = "",
    then: Callable[[], None] | None = None,
) -> None:
    """Ask what a table leaves open, and say what was taken how.

    Args:
        account: What became of the table.
        content: The file.
        place: A name for this part of the page; the keys of its buttons begin with it.
        name: The file's name, where there are several.
        then: What is to be done once an answer was given or taken back.
    """
    answered = told(content)

    def button(
        label: str, key: str, kind: Literal["primary", "secondary", "tertiary"], answers: Told
    ) -> None:
        key = f"{place}.{key}"
        st.button(label, key=key, type=kind, on_click=_answer, args=(content, answers, then))

    held_back = [asked for asked in account.asked if asked.kind == "percent"]
    for asked in account.asked:
        with st.container(border=True, key=f"{place}.{asked.kind}.{asked.column}"):
            whose = f"{name}: " if name else ""
            st.markdown(f":material/help: **{plain(whose + asked.sentence)}**")
            key = f"yes.{asked.kind}.{asked.column}"
            kind = "secondary" if len(held_back) > 1 else "primary"
            button(_YES[asked.kind], key, kind, answered.answering(asked))
    if len(held_back) > 1:
        every = reduce(Told.answering, held_back, answered)
        button(f"Yes, all {len(held_back)} columns are in per cent", "yes.all", "primary", every)
    for about, said in _given(answered):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f":material/check: {plain(said)}", width="content")
            button("Take that back", f"back.{about}", "tertiary", _without(answered, about))
    if account.notes:
        lines = [f"- {plain(note)}" for note in account.notes[:_MOST_NOTES]]
        if (more := len(account.notes) - len(lines)) > 0:
            lines.append(f"- and {more:,} more")
        st.caption("\n".join(lines))


def rows(account: Account, fold: str) -> None:
    """What became of every row, those not used in full one by one; ``fold`` holds many of them open."""
    said = account_words(account)
    if any(asked.kind == "percent" for asked in account.asked):
        said += " A column that is held back counts as unanswered until you say how it is meant."
    st.markdown(plain(said))
    found = report_rows(account, _REPORTS)
    if len(found) > _FEW:
        opened = view.fold(f"The {len(found):,} rows that are not used in full", fold)
        if opened.open:
            opened.dataframe(found, hide_index=True, width="stretch")
        return
    is_one_file = len({row["file"] for row in found}) == 1
    for row in found:
        who = f" ({row['name']})" if row["name"] else ""
        line = f"row {row['row']}{who}" if row["row"] else row["name"]
        place = line if is_one_file and line else f"{row['file']}, {line}".rstrip(", ")
        st.markdown(f"- {plain(f'{place}: {row["why"]}')}")


def _given(answered: Told) -> list[tuple[str, str]]:
    """Each answer by what it is about, and in words."""
    given = [(column, f"{column} is read in per cent.") for column in sorted(answered.percent)]
    if answered.keep_summary_rows:
        given.append(("name", "Rows that sum others up are counted as people."))
    return given


def _without(answered: Told, about: str) -> Told:
    if about == "name":
        return Told(answered.percent)
    return Told(answered.percent - {about}, answered.keep_summary_rows)


def _answer(content: bytes, answers: Told, then: Callable[[], None] | None) -> None:
    st.session_state[_TOLD] = st.session_state.get(_TOLD, {}) | {_digest(content): answers}
    if then is not None:
        then()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
