"""Long work for a page: asked of the worker processes, watched, and cancelled when not wanted.

`answer` gives the answer where it is there, and otherwise draws how far the work is. The page asks
again every second; once it does not (it was left, the window closed, the connection lost), the work
ends by itself. The processes are shared by all visitors and start when the first of them asks.
"""

import os
import secrets
from functools import lru_cache
from typing import Any

import streamlit as st

from models.worker import Job, Workers
from pages.ui.text import plain

VARIABLE = "CREDENCE_WORKERS"
"""How many processes may work side by side; 2 where nothing is said."""
_VIEWER, _KEY = "work viewer", "work key"


@lru_cache(maxsize=1)
def workers() -> Workers:
    """The processes of this server."""
    said = os.environ.get(VARIABLE, "")
    return Workers(most=max(1, int(said)) if said.isdecimal() else 2)


def close() -> None:
    """End the processes, with the server."""
    if workers.cache_info().currsize:
        workers().close()


def answer(
    function: str, *arguments: object, key: str, affinity: str = "", said: str = "Working"
) -> Any:  # noqa: ANN401 - whatever the task gives
    """A task's answer, or ``None`` where it is not there yet; then its progress is drawn.

    Args:
        function: ``module:name`` of the task; see `models.worker`.
        arguments: What it is called with.
        key: What the answer depends on: equal keys, equal answers.
        affinity: Tasks that share something costly go to one process.
        said: What is being done, for the bar, before the task says so itself.
    """
    leave(but=key)
    job = workers().ask(function, *arguments, key=key, viewer=_viewer(), affinity=affinity)
    if job.is_over:
        st.session_state.pop(_KEY, None)
        if job.state == "failed":
            _say_why(job)
        return job.answer
    st.session_state[_KEY] = key
    _watch(function, arguments, key, affinity, said)
    return None


def known(key: str) -> Any:  # noqa: ANN401 - whatever the task gives
    """A task's answer where somebody asked for it before and it is kept, or ``None``."""
    return workers().answered(key)


def leave(but: str = "") -> None:
    """Stop waiting for whatever this page has asked for, ``but`` for one key; for callbacks too."""
    key = st.session_state.get(_KEY)
    if key is not None and key != but:
        workers().leave(key, _viewer())
        st.session_state.pop(_KEY, None)


def _viewer() -> str:
    return str(st.session_state.setdefault(_VIEWER, secrets.token_hex(8)))


@st.fragment(run_every=1.0)
def _watch(
    function: str, arguments: tuple[object, ...], key: str, affinity: str, said: str
) -> None:
    """Ask after the work every second; the page is drawn anew once it is over."""
    if st.session_state.get(_KEY) != key:
        return
    job = workers().ask(function, *arguments, key=key, viewer=_viewer(), affinity=affinity)
    if job.is_over:
        st.rerun()
    with st.container(border=True, key="work"):
        if job.state == "waiting":
            before = f"{job.ahead + 1} before it" if job.ahead else "one is before it"
            st.progress(0.0, f"Waiting: {before}…")
        else:
            st.progress(min(max(job.share, 0.0), 1.0), f"{plain(job.text or said)}…")


def _say_why(job: Job) -> None:
    lines = "\n".join(f"- {plain(str(problem))}" for problem in job.problems)
    st.error(f"There is no answer.\n\n{lines}")
    st.button("Try again", key="work.again", on_click=lambda: workers().forget(job.key))
