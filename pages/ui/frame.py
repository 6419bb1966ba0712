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
from pages.ui import settings, state
from pages.ui.text import plain

_SCENARIO: ContextVar[Scenario | None] = ContextVar("scenario", default=None)


def navigation() -> st.Page:
    """The pages; calling this also ends Streamlit's own discovery."""
    return st.navigation(
        [st.Page("pages/calculator.py", title="Calculator", default=True)],
        position="hidden",
    )


def show() -> None:
    """Draw the frame and the page that the address names."""
    st.set_page_config(
        page_title="Credence", page_icon="⚖️", layout="wide", initial_sidebar_state="auto"
    )
    page = navigation()
    main, foot = st.container(), st.container(key="share")
    foot.divider()
    scenario, problems = state.mount(foot)
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
    _link(foot, scenario)


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


def _link(place: st.delta_generator.DeltaGenerator, scenario: Scenario) -> None:
    """The link to copy."""
    base = (st.context.url or "http://127.0.0.1:8501").split("?")[0].rstrip("/") + "/"
    code = state.code_of(scenario)
    place.caption("Link to exactly this page")
    place.code(f"{base}?{state.CODE}={code}" if code else base, language=None, wrap_lines=True)
    place.caption(
        "The numbers that come with a library are illustrative. The calculator orders your "
        "thoughts; it does not know the truth."
    )
