"""From page to page in Chromium: the scenario and the view go along, and a deep link opens whole."""

from urllib.parse import unquote

from playwright.sync_api import expect

from credence.links import encode
from credence.scenario import Scenario
from tests.browser.conftest import SETTLED
from tests.browser.driver import AI, expect_code, expect_headline

CODE = encode(Scenario(AI).with_active("speed"))


def test_scenario_and_view_go_along_from_page_to_page(server, visit):
    """The address keeps both codes on another page and on the way back, by menu and by Back."""
    page = visit(f"{server.address}?s={CODE}&v=open.speed*unfolded.start")
    details = page.locator('[class*="st-key-number-arguments-speed"]')
    expect(details).not_to_have_count(0)
    page.get_by_test_id("stTopNavSection").get_by_text("Help").click()
    page.get_by_role("menuitem", name="How it works").click()
    expect(page.get_by_role("heading", name="How it works")).to_be_visible()
    page.wait_for_selector(SETTLED)
    expect_code(page, Scenario(AI).with_active("speed"))
    assert "v=open.speed*unfolded.start" in unquote(page.url)
    page.get_by_role("link", name="Calculator").click()
    expect_headline(page, Scenario(AI).with_active("speed"))
    expect(details).not_to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", name="How it works")).to_be_visible()


def test_a_deep_link_opens_its_page_with_scenario_and_view(server, visit):
    """A page's own address, opened first of all, has the frame around it and keeps both codes."""
    page = visit(f"{server.address}how_it_works?s={CODE}&v=open.speed", ready="h2")
    expect(page.get_by_role("heading", name="How it works")).to_be_visible()
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    assert f"{server.address}how_it_works?s={CODE}&v=open.speed" == link
    page.get_by_role("link", name="Calculator").click()
    expect_headline(page, Scenario(AI).with_active("speed"))
