"""Reconciling in Chromium: state, take over; on a phone nothing sticks out."""

from playwright.sync_api import expect

from credence.files import load_library
from credence.links import code_in, decode, encode
from credence.scenario import Scenario
from tests.browser.conftest import SETTLED

AI = load_library("ai-risk-1")
FEATURED = Scenario(AI).with_only(AI.featured)
PHONE = {"width": 390, "height": 844}


def decoded(address):
    """The scenario that an address holds."""
    return decode(code_in(address), load_library).scenario


def test_a_statement_is_reconciled_and_taken_over(server, visit):
    """The answer comes by itself, one button takes it over; the link holds what is stated and taken."""
    address = f"{server.address}reconcile?s={encode(FEATURED.with_stated('doom', 0.03))}"
    page = visit(address, ready=".st-key-reconcile-firmness", viewport=PHONE)
    expect(page.locator(".st-key-forest .js-plotly-plot")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("To mean 3")).to_be_visible()
    page.wait_for_selector(SETTLED)
    assert 0 >= page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.get_by_role("button", name="Take these numbers over").click()
    expect(page.get_by_text("Taken over.")).to_be_visible(timeout=30_000)
    page.wait_for_url(lambda url: decoded(url).changes, wait_until="commit")
    page.wait_for_selector(SETTLED)
    taken = decoded(page.url)
    assert 0.03 == taken.stated["doom"].credence
    assert taken.changes
    assert FEATURED.active == taken.active
