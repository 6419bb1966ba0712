"""Long work as a page shows it."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models.worker import Workers
from pages.ui import work
from tests.machine import ROOT


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Workers of this test's own, which find its tasks and lose patience soon."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests/models"))
    own = Workers(most=1, patience=2.0, grace=1.0)
    monkeypatch.setattr(work, "workers", lambda: own)
    yield own
    own.close()


def page(task: str, *arguments: str) -> AppTest:
    """A page that asks for a task and shows its answer."""
    given = "".join(f", {argument!r}" for argument in arguments)
    script = (
        "import streamlit as st\nfrom pages.ui import work\n"
        f"found = work.answer('tasks:{task}'{given}, key='{task}', said='Thinking')\n"
        "st.markdown(f'answer: {found}')\n"
        "st.button('Cancel', key='cancel', on_click=work.leave)\n"
    )
    return AppTest.from_string(script, default_timeout=30).run()


def settled(app: AppTest) -> AppTest:
    """The page once there is an answer or a reason."""
    for _ in range(200):
        if app.error or "answer: None" not in app.markdown[-1].value:
            return app
        time.sleep(0.05)
        app.run()
    pytest.fail("no answer")


def test_an_answer_comes_and_stays():
    """The page shows progress, then the answer, and from then on at once."""
    app = page("doubled", "ab")
    assert "answer: abab" == settled(app).markdown[-1].value
    assert "answer: abab" == page("doubled", "ab").markdown[-1].value


def test_what_goes_wrong_is_said_and_can_be_tried_again():
    """The reason stands on the page, and the work is not begun anew until somebody asks."""
    app = settled(page("refused"))
    assert r"claims\.doom\: is not there" in app.error[0].value
    assert r"claims\.doom\: is not there" in app.run().error[0].value
    app.button(key="work.again").click().run()
    assert r"claims\.doom\: is not there" in settled(app).error[0].value


def test_leaving_ends_the_work(quick, tmp_path):
    """A page that is not drawn any more leaves nothing running."""
    page("endless", str(tmp_path))
    for _ in range(100):
        if Path(tmp_path, "ended").exists() or not quick._live:
            break
        time.sleep(0.1)
    assert {} == quick._live


def test_cancelling_ends_the_work(quick, tmp_path):
    """A page that says it does not want the answer any more ends the work at once."""
    app = page("endless", str(tmp_path))
    job = quick._live["endless"]
    quick.leave("endless", app.session_state["work viewer"])
    assert quick.wait(job, 10)
    assert "cancelled" == job.state
