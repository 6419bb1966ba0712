"""What surrounds every page: title, navigation, settings, and the scenario in the address.

While no session of the server has called ``st.navigation``, Streamlit takes the files of ``pages``
for pages of their own and would run one without this frame, for instance when the first visitor
after a restart follows a link. So the frame says, for the length of a page's run, that it is there
(`surrounded`); a page that does not find it calls for the frame and starts anew.
"""

import time
from contextvars import ContextVar

import streamlit as st

from credence.errors import InputError, Problem
from credence.scenario import Scenario
from pages.ui import embed, memory, settings, share, state, view
from pages.ui.pages import PAGES
from pages.ui.text import plain

_SCENARIO: ContextVar[Scenario | None] = ContextVar("scenario", default=None)


def navigation(*, hidden: bool = False) -> st.Page:
    """The pages; calling this also ends Streamlit's own discovery."""
    sections: dict[str, list[st.Page]] = {}
    for entry in PAGES:
        page = st.Page(f"pages/{entry.name}.py", title=entry.title, default=entry is PAGES[0])
        sections.setdefault(entry.section, []).append(page)
    return st.navigation(sections, position="hidden" if hidden or len(PAGES) < 2 else "top")


def show() -> None:
    """Draw the frame and the page that the address names."""
    is_embedded = bool(st.context.is_embedded)
    page = navigation(hidden=is_embedded)
    title = "Credence" if page.title == PAGES[0].title else f"{page.title} · Credence"
    st.set_page_config(page_title=title, page_icon="⚖️", layout="wide", initial_sidebar_state="auto")
    if is_embedded:
        embed.show()
        return
    main, foot = st.container(), st.container(key="share")
    foot.divider()
    shared, codes = foot.container(), foot.columns(2)
    _carry_over(page.url_path)
    scenario, problems = state.mount(codes[0])
    problems += view.mount(codes[1])
    with main:
        _problems(problems)
        token = _SCENARIO.set(scenario)
        try:
            page.run()
        except InputError as error:
            _unanswerable(error)
        finally:
            _SCENARIO.reset(token)
    # What surrounds the page changes little; the answer does not wait for it.
    settings.show(scenario)
    share.show(shared, scenario)
    memory.give_back()


def _carry_over(page: str) -> None:
    """Write both codes anew on another page.

    The browser drops from the address what it has not yet bound to a field, and would then show an
    empty one: so it does when somebody turns the page before the last one is fully drawn.
    """
    before = st.session_state.get("page", page)
    st.session_state["page"] = page
    for code in (state.CODE, view.CODE):
        if before != page and st.session_state.get(code):
            st.session_state[code] = st.session_state[code]


def surrounded() -> Scenario:
    """The scenario to show; starts anew within the frame where a page runs without it."""
    scenario = _SCENARIO.get()
    if scenario is None:
        navigation()
        st.rerun()
    return scenario


def send_now() -> None:
    """Let what is drawn so far go out to the browser, before the rest is computed.

    The server sends from another thread, every 10 milliseconds and only while this one waits; a
    shorter pause would keep the headline back until everything else is computed too.
    """
    time.sleep(0.015)


def _problems(problems: list[Problem]) -> None:
    if problems:
        lines = "\n".join(f"- {plain(str(problem))}" for problem in problems[:20])
        more = f"\n- {len(problems) - 20} more" if len(problems) > 20 else ""
        st.warning(f"Some of it could not be read; the rest is shown.\n\n{lines}{more}")


def _unanswerable(error: InputError) -> None:
    """Say why there is no answer, and offer the way back; the settings stay in reach."""
    lines = "\n".join(f"- {plain(problem.message)}" for problem in error.problems)
    st.error(f"There is no answer to this scenario.\n\n{lines}")
    st.button("Undo the last change", on_click=state.undo, disabled=not state.can_undo())
