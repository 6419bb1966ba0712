"""The editor of a library: where it begins, its checks, and what to do with the result.

The draft is the one thing that the address does not hold: it may be wrong, and it is nobody's yet.
"Use it" puts it into the scenario, whose link then carries it.
"""

from functools import lru_cache

import streamlit as st

from credence.errors import InputError
from credence.files.draft import Checked, checked, copy_of, empty
from credence.files.released import load_library, released
from credence.rebase import rebased
from credence.scenario import Scenario
from credence.words import clean
from pages.ui import view
from pages.ui.state import change
from pages.ui.state import view as set_widget
from pages.ui.text import plain

DRAFT = "draft"
PARTS = {"claims": "Claims", "arguments": "Arguments", "text": "All of it, as text"}
MOST_SHOWN = 50


def begin(scenario: Scenario) -> None:
    """Where a draft comes from."""
    if not has_draft():
        st.markdown("**Begin**")
    with st.container(horizontal=True):
        title = plain(scenario.library.title, 60)
        st.button(
            f"From “{title}”",
            key="begin.current",
            on_click=lambda: _hold(copy_of(scenario.library)),
        )
        for name in released():
            if name != scenario.library.name:
                other = plain(load_library(name).title, 60)
                st.button(
                    f"From “{other}”",
                    key=f"begin.{name}",
                    on_click=lambda n=name: _hold(copy_of(load_library(n))),
                )
        st.button("From nothing", key="begin.empty", on_click=lambda: _hold(empty()))
    dropped = st.file_uploader(
        "Or from a library's file", type=["yaml", "yml", "json"], key="begin.file", on_change=_open
    )
    if has_draft() and dropped is None:
        st.caption("Beginning anew replaces what you have made so far.")
    if refused := st.session_state.pop("draft.refused", None):
        st.error(plain(refused))


def _open() -> None:
    dropped = st.session_state["begin.file"]
    if dropped is None:
        return
    try:
        _hold(dropped.getvalue().decode("utf-8-sig"))
    except UnicodeDecodeError:
        st.session_state["draft.refused"] = (
            f"“{dropped.name}” is no text in UTF-8; save it in that encoding and open it again."
        )


def has_draft() -> bool:
    """Whether anything has been begun."""
    return DRAFT in st.session_state


def draft() -> Checked:
    """The draft with its problems."""
    return _checked(st.session_state[DRAFT])


@lru_cache(maxsize=32)
def _checked(text: str) -> Checked:
    return checked(text)


def _hold(text: str) -> None:
    """Make this the draft; for callbacks."""
    st.session_state[DRAFT] = text


hold = _hold


def parts() -> str:
    """Which part of the draft is on the table."""
    part = view.text("part", "claims", among=PARTS)
    st.segmented_control(
        "Part",
        list(PARTS),
        format_func=PARTS.__getitem__,
        required=True,
        label_visibility="collapsed",
        **view.bound("editor.part", "part", part, "claims"),
    )
    return part


def text() -> None:
    """The whole draft as its YAML."""
    st.text_area(
        "The library as YAML",
        height=480,
        key=set_widget("draft.text", st.session_state[DRAFT]),
        on_change=lambda: _hold(st.session_state["draft.text"]),
        help="What a library's file may hold is described in the documentation of the formats.",
    )


def checks(found: Checked) -> None:
    """What the draft comes to, or all that is wrong with it."""
    if found.library is not None:
        library = found.library
        st.success(
            f"Complete: {len(library.claim_ids)} claims and {len(library.arguments)} arguments."
        )
        return
    count = len(found.problems)
    st.error(f"{'One thing is' if count == 1 else f'{count} things are'} to be mended first.")
    st.dataframe(
        [
            {
                "line": "" if each.line is None else str(each.line),
                "place": clean(each.path, 120),
                "what is wrong, and what would be right": clean(each.message, 500),
            }
            for each in found.problems[:MOST_SHOWN]
        ],
        hide_index=True,
        width="stretch",
    )


def finish(scenario: Scenario, found: Checked) -> None:
    """Use the draft, or take it along."""
    if left := st.session_state.pop("draft.left", None):
        lines = "\n".join(f"- {plain(each)}" for each in left)
        st.warning(f"In use. Some of your scenario has no place in it:\n\n{lines}")
    in_use = found.library == scenario.library
    with st.container(horizontal=True):
        st.button(
            "In use" if in_use else "Use it",
            key="draft.use",
            disabled=found.library is None or in_use,
            on_click=lambda: _use(found),
        )
        st.download_button(
            "Save as a file",
            st.session_state[DRAFT].encode(),
            file_name=f"{_stem(found)}.yaml",
            mime="application/yaml",
            key="draft.save",
            on_click="ignore",
        )
    if in_use:
        st.caption("All pages show it now, and the link at the foot of each carries it.")


def _stem(found: Checked) -> str:
    return found.library.name if found.library else "draft"


def _use(found: Checked) -> None:
    library = found.library
    if library is None:
        return

    def carried(scenario: Scenario) -> Scenario:
        result, problems = rebased(scenario, library)
        if problems:
            st.session_state["draft.left"] = [str(problem) for problem in problems]
        return result

    try:
        change(carried)
    except InputError as error:  # the store may have no room for it
        st.session_state["draft.refused"] = str(error)
