"""The page on groups in Chromium: an example, its report and its forests; the link shows the same."""

from playwright.sync_api import expect

from tests.browser.conftest import SETTLED

PHONE = {"width": 390, "height": 844}
FIRST_ANSWER = 180_000
"""Milliseconds: a worker starts and makes the sampler ready."""


def test_an_invented_survey_is_read_fitted_and_shared(server, visit):
    """Every row is accounted for, a worker fits the group, and a phone shows it by the link."""
    page = visit(f"{server.address}group", ready="h2")
    page.get_by_role("button", name="An invented survey", exact=True).click()
    counted = "14 rows: 11 used in full, 1 in part, 1 set aside, 1 without an answer"
    expect(page.get_by_text(counted)).to_be_visible()
    expect(page.get_by_text("“Kofi” has a row already")).to_be_visible()
    people = page.locator(".st-key-group_people .js-plotly-plot")
    expect(people).to_be_visible(timeout=FIRST_ANSWER)
    expect(page.get_by_text("without the answer of Ines")).to_be_visible()
    page.wait_for_selector(SETTLED)
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    assert "example.invented" in link
    other = visit(link, ready=".st-key-group_people .js-plotly-plot", viewport=PHONE)
    assert 0 >= other.evaluate("document.documentElement.scrollWidth - innerWidth")
