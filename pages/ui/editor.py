"""The editor of a library: where it begins, its checks, and what to do with the result.

"Use it" puts the draft into the scenario, whose link then carries it.
"""

import re

import streamlit as st

from credence.errors import InputError
from credence.files import is_released, load_library, released
from credence.files.draft import CLAIM, Checked, copy_of, empty, id_of
from credence.library import Library
from credence.rebase import rebased
from credence.scenario import Scenario
from credence.words.plain import counted
from pages.ui import drafts, problems, view
from pages.ui.state import change
from pages.ui.state import view as set_widget
from pages.ui.text import plain

PARTS = {
    "about": "Title",
    "claims": "Claims",
    "arguments": "Arguments",
    "text": "All of it, as text",
}


def looked_at() -> str:
    """Which part of the draft is looked at: the claims to begin with."""
    return view.text(view.OWN, view.text("part", "claims", among=PARTS), among=PARTS)


def begin(scenario: Scenario) -> None:
    """Where a draft comes from; out of the way once there is one."""
    if drafts.text() is None:
        st.markdown("**Begin**")
        _beginnings(scenario)
    else:
        with st.expander("Begin anew"):
            st.caption("Another beginning takes the place of this draft; Back brings it back.")
            _beginnings(scenario)
    if refused := drafts.refused():
        st.error(plain(refused))


def _beginnings(scenario: Scenario) -> None:
    with st.container(horizontal=True):
        st.button("From nothing", key="begin.empty", on_click=_from_nothing)
        _from(scenario.library, "begin.current")
        for name in released():
            if name != scenario.library.name:
                _from(load_library(name), f"begin.{name}")
    st.file_uploader(
        "Or from a library's file", type=["yaml", "yml", "json"], key="begin.file", on_change=_open
    )


def _from(library: Library, key: str) -> None:
    title = plain(library.title, 60)
    label = f"From a copy of “{title}”" if is_released(library) else f"Go on with “{title}”"
    st.button(label, key=key, on_click=lambda: _begin(copy_of(library), "claims"))


def _from_nothing() -> None:
    _begin(empty(), "about")


def _begin(text: str, part: str) -> None:
    drafts.hold(text)
    view.change(view.OWN, part)
    view.change("item", id_of(CLAIM) if part == "about" else None)


def _open() -> None:
    dropped = st.session_state["begin.file"]
    if dropped is None:
        return
    try:
        _begin(dropped.getvalue().decode("utf-8-sig"), "claims")
    except UnicodeDecodeError:
        drafts.refuse(
            f"“{dropped.name}” is no text in UTF-8; save it in that encoding and open it again."
        )


def parts() -> str:
    """Which part of the draft is on the table."""
    part = looked_at()
    st.segmented_control(
        "Part",
        list(PARTS),
        format_func=PARTS.__getitem__,
        required=True,
        label_visibility="collapsed",
        **view.bound("editor.part", view.OWN, part),
    )
    return part


def text() -> None:
    """The whole draft as its YAML."""
    st.text_area(
        "The library as YAML",
        height=480,
        key=set_widget("draft.text", drafts.text() or ""),
        on_change=lambda: drafts.hold(st.session_state["draft.text"]),
        help="What a library's file may hold is described in the documentation of the formats.",
    )


def not_in_forms(draft: Checked) -> None:
    """Say what of the draft the forms do not show, and why they are not there."""
    if not draft.is_text:
        st.info("The text cannot be read as it stands. Mend it under “All of it, as text”.")
        return
    there = [name for name in ("alternatives", "families") if draft.data.get(name)]
    if there:
        st.caption(f"Its {' and '.join(there)} are in the text.")
    if re.search(r"(?m)^\s*#|\s#\s", drafts.text() or ""):
        st.caption("A change made here takes the comments out of the text.")


def checks(found: Checked, part: str) -> None:
    """What the draft comes to, or all that is wrong with it; lines are seen in the text alone."""
    if (library := found.library) is not None:
        claims = counted(len(library.claim_ids), "claim")
        st.success(f"Complete: {claims} and {counted(len(library.arguments), 'argument')}.")
        return
    count = len(found.problems)
    st.error(f"{'One thing is' if count == 1 else f'{count} things are'} still to be mended.")
    problems.show(found.problems, "Line" if part == "text" or not found.is_text else None)


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
            (drafts.text() or "").encode("utf-8", "replace"),
            file_name=f"{_stem(found)}.yaml",
            mime="application/yaml",
            key="draft.save",
            on_click="ignore",
        )
    if in_use:
        st.caption("All pages show it now, and the link at the foot of each carries it.")
    elif drafts.is_kept():
        st.caption(
            "What you type is kept at once: the address holds this draft, so that a reload or a "
            "link brings it back, and Back undoes."
        )


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
        drafts.refuse(str(error))
