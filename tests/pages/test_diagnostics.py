"""The page on diagnostics, without a browser."""

import time

import pytest

from credence.files import load_library
from credence.links import encode
from credence.scenario import Scenario
from pages.ui import work
from tests.pages.driver import START, checked, page, pressed

TEACHING = Scenario(load_library("teaching-1")).with_number(
    "claims.burglary.prior", {"low": 0.001, "high": 0.05}
)


pytestmark = pytest.mark.usefixtures("own_workers")


def until(app, holds):
    """The page once something holds of it."""
    for _ in range(160):
        if holds(app):
            return app
        time.sleep(0.5)
        checked(app.run())
    pytest.fail("it did not come to hold")


def successes(app):
    """What the page is content with."""
    return " ".join(one.value for one in app.success).replace("\\", "")


def test_without_a_statement_the_calculator_is_checked():
    """The page opens on the calculator, draws from PyMC when asked, and says that both agree."""
    app = page(encode(TEACHING), name="diagnostics")
    app = pressed(app, "diagnostics.compare")
    app = until(app, lambda app: bool(app.success))
    claims = len(TEACHING.library.claim_ids)
    assert f"The two agree on all {claims} claims" in successes(app)
    assert "Prior predictive" in [heading.value for heading in app.subheader]
    assert 2 == len(app.get("plotly_chart"))
    assert "The model" in [heading.value for heading in app.subheader]


def test_the_samplers_draws_are_judged_in_words_first():
    """With a statement come the verdict, a number, and the draws."""
    app = page(encode(TEACHING.with_stated("burglary", 0.2)), name="diagnostics")
    app = until(app, lambda app: any(box.key == "diagnostics.number" for box in app.selectbox))
    assert "Two independent ways of working it out agree" in successes(app)
    assert 2 == len(app.get("plotly_chart"))
    assert ["claims.burglary.prior"] == [
        box.value for box in app.selectbox if box.key == "diagnostics.number"
    ]


def test_nothing_stated_leads_to_reconcile():
    """Asked about draws that there are none of, the page says where to get some."""
    app = page(encode(START), name="diagnostics", check="sampler")
    assert any("Nothing is stated" in info.value for info in app.info)
    links = [link.proto.page for link in app.get("page_link")]
    assert {"reconcile", "group"} <= set(links)


def test_waiting_for_the_second_route_can_be_cancelled(monkeypatch):
    """While the PyMC model is drawn from there is a button that ends it, back to the offer."""
    monkeypatch.setattr(work, "answer", lambda *_, **__: None)  # an answer that never comes
    app = page(encode(TEACHING), name="diagnostics", compared="1")
    assert "diagnostics.compare" not in [button.key for button in app.button]
    app = pressed(app, "diagnostics.cancel")
    assert "diagnostics.compare" in [button.key for button in app.button]
    assert not app.success
