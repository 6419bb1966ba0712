"""The library as a document in Chromium: search, open, switch on, and see it in the calculator."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from credence.links import encode
from credence.scenario import Scenario
from tests.browser.conftest import SETTLED
from tests.browser.driver import AI, expect_code, expect_headline


def test_search_open_switch_on_and_see_it_in_the_calculator(server, visit):
    """What is switched on while reading counts in the calculator, and the link shows the same."""
    page = visit(f"{server.address}arguments", ready="h2")
    search = page.get_by_role("textbox", name="Search")
    search.fill("white box")
    search.press("Enter")
    row = page.locator(".st-key-argument-white_box")
    expect(row).to_be_visible(timeout=30_000)
    row.get_by_role("button", name="Read").click()
    expect(row.get_by_text("Sources")).to_be_visible(timeout=30_000)
    row.locator(".st-key-on-white_box label").click()
    scenario = Scenario(AI).with_active("white_box")
    expect_code(page, scenario)
    page.wait_for_selector(SETTLED)
    assert "open.white_box*search.white-20box" in unquote(page.url)
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    other = visit(link, ready="h2")
    held = other.locator(".st-key-argument-white_box")
    expect(held.locator(".st-key-on-white_box input")).to_be_checked(timeout=30_000)
    expect(held.get_by_text("Sources")).to_be_visible()
    page.get_by_role("link", name="Calculator").click()
    expect_headline(page, scenario)


@pytest.mark.parametrize("part", ["read", "claims", "objections", "people"])
def test_each_part_fits_a_phone(server, visit, part):
    """Nothing goes beyond the edge of a screen 390 pixels wide."""
    code = encode(Scenario(AI).with_active("speed"))
    address = f"{server.address}arguments?s={code}&v=open.speed*part.{part}"
    page = visit(address, ready="h2", viewport={"width": 390, "height": 844})
    if part in {"claims", "objections"}:
        expect(page.locator(".js-plotly-plot")).to_be_visible(timeout=30_000)
    overhang = page.evaluate(
        """() => Math.max(...["html", "[data-testid=stMain]"].map(place => {
            const element = document.querySelector(place);
            return element.scrollWidth - element.clientWidth;
        }))"""
    )
    assert 0 >= overhang


def test_the_whole_map_is_a_list_on_a_phone(server, visit):
    """A phone's browser gets the table in place of a picture too wide for it."""
    address = f"{server.address}arguments?v=around.All*part.objections"
    phone = {"viewport": {"width": 390, "height": 844}, "user_agent": "Mozilla/5.0 (Mobile)"}
    page = visit(address, ready="h2", **phone)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=30_000)
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    wide = visit(address, ready="h2")
    expect(wide.locator(".js-plotly-plot")).to_be_visible(timeout=30_000)


def test_an_anchor_leads_to_its_argument(server, visit):
    """A link that ends in #argument-… scrolls to that argument."""
    page = visit(
        f"{server.address}arguments?v=open.weak_priors_suffice#argument-weak_priors_suffice",
        ready="h2",
    )
    heading = page.locator("#argument-weak_priors_suffice")
    expect(heading).to_be_in_viewport(timeout=30_000)
