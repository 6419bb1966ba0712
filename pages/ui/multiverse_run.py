"""A large multiverse on all draws: run when asked for, in the background, with a bar and a button.

Once asked for, the link says so (``ran``), and whoever opens it sees the same run.
"""

from collections.abc import Callable

import streamlit as st

from credence.multiverse import Multiverse, multiverse
from credence.scenario import Scenario
from credence.subsets.every import in_threads
from pages.ui import view
from pages.ui.background import Job, Results
from pages.ui.text import plain

_JOB = "multiverse job"
_RESULTS = Results()


def result(scenario: Scenario, chosen: tuple[str, ...]) -> Multiverse | None:
    """The result on all draws if it is there; else the way to it, drawn here."""
    key = (scenario, chosen)
    if (held := _RESULTS.get(key)) is not None:
        _forget()
        return held
    if not view.flag("ran"):
        _forget()
        _offer(scenario, chosen)
        return None
    job = st.session_state.get(_JOB)
    if job is not None and (job.key != key or (job.stopped and not job.ask())):
        _forget()
        job = None
    if job is None:
        job = st.session_state[_JOB] = Job(key, lambda done: _work(scenario, chosen, done))
    _watch(job)
    return None


def _work(scenario: Scenario, chosen: tuple[str, ...], done: Callable[[float], None]) -> Multiverse:
    found = multiverse(scenario, chosen, progress=done, executor=in_threads(1))
    found.curve()
    _RESULTS.put((scenario, chosen), found)
    return found


def _offer(scenario: Scenario, chosen: tuple[str, ...]) -> None:
    with st.container(border=True):
        st.markdown(
            plain(
                f"{2 ** len(chosen):,} ways: what you see is a quick look. For the credences "
                f"themselves, each way is to be evaluated on all {scenario.draws:,} draws."
            )
        )
        st.button(
            "Run all draws",
            key="multiverse.run",
            on_click=lambda: view.change("ran", True),
        )


@st.fragment(run_every=1.0)
def _watch(job: Job) -> None:
    """Ask after the work every second; the page is drawn anew when it is done."""
    if not view.flag("ran"):  # cancelled: the page offers the run again
        st.rerun()
    if not job.ask():
        if job.error is not None:
            raise job.error
        if not job.stopped:
            st.rerun()
    with st.container(border=True, key="multiverse_progress"):
        said = "Waiting for another run to end…" if job.waiting else "Running all draws…"
        st.progress(min(1.0, job.share), text=f"{said} {100 * job.share:.0f} %")
        st.button("Cancel", key="multiverse.cancel", on_click=_cancel)


def _cancel() -> None:
    _forget()
    view.change("ran", None)


def _forget() -> None:
    job = st.session_state.pop(_JOB, None)
    if job is not None:
        job.stop()
