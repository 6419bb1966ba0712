"""The calculator in Chromium: clicks, the address bar, and what fits on the screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from credence.links import encode
from credence.scenario import Scenario
from tests.browser.conftest import SETTLED
from tests.browser.driver import AI, expect_code, expect_headline, toggle

SWITCHED = ("counting_functions", "evolution_leap", "white_box", "security_mindset")


def overhang(page: Page) -> int:
    """Pixels by which the widest thing goes beyond the edge that one would have to scroll to."""
    return page.evaluate(
        """() => Math.max(...["html", "[data-testid=stMain]"].map(place => {
            const element = document.querySelector(place);
            return element.scrollWidth - element.clientWidth;
        }))"""
    )


@pytest.mark.parametrize("target", ["doom", "scheming"])
def test_toggles_move_the_claim_by_the_engines_amount(server, visit, target):
    """Counting, sharp left turn, white box, security mindset: each click shows the engine's figure."""
    scenario = Scenario(AI).with_target(target)
    page = visit(f"{server.address}?s={encode(scenario)}")
    expect_headline(page, scenario)
    for name in SWITCHED:
        toggle(page, name)
        scenario = scenario.with_active(name)
        expect_headline(page, scenario)
    expect_code(page, scenario)


def test_a_copied_link_opens_the_same_page_elsewhere(server, visit):
    """The link in the page's own box, opened in a fresh profile, shows the same numbers."""
    page = visit(server.address)
    scenario = Scenario(AI)
    for name in SWITCHED[:3]:
        toggle(page, name)
        scenario = scenario.with_active(name)
        expect_headline(page, scenario)
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    assert link == f"{server.address}?s={encode(scenario)}"
    other = visit(link)
    expect_headline(other, scenario)
    for name in AI.featured:
        box = other.locator(f".st-key-on-{name} input")
        assert (name in SWITCHED[:3]) == box.is_checked()
    sentences = [
        each.locator('[data-testid="stMarkdown"]').all_inner_texts() for each in (page, other)
    ]
    assert sentences[0] == sentences[1]


def test_reload_back_and_forward(server, visit):
    """A reload loses nothing; Back undoes a click and Forward brings it again."""
    page = visit(server.address)
    first = Scenario(AI).with_active("counting_functions")
    second = first.with_active("white_box")
    toggle(page, "counting_functions")
    expect_headline(page, first)
    toggle(page, "white_box")
    expect_headline(page, second)
    page.locator(".st-key-do-Undo button").click()
    expect_headline(page, first)
    expect_code(page, first)
    page.locator(".st-key-do-Redo button").click()
    expect_headline(page, second)
    page.reload()
    expect_headline(page, second)
    page.go_back()
    expect_headline(page, first)
    page.go_forward()
    expect_headline(page, second)


def test_back_reaches_the_untouched_page(server, visit):
    """An address without a code is the library untouched, also on the way back to it."""
    page = visit(server.address)
    first = Scenario(AI).with_active("speed")
    toggle(page, "speed")
    expect_headline(page, first)
    expect_code(page, first)
    page.go_back()
    expect_headline(page, Scenario(AI))
    expect(page.locator(".st-key-on-speed input")).not_to_be_checked()
    page.go_forward()
    expect_headline(page, first)
    expect(page.locator(".st-key-on-speed input")).to_be_checked()


def test_it_fits_a_phone(server, visit):
    """Nothing goes beyond the screen's edge, with every kind of fold open, and toggles are reached."""
    page = visit(server.address, viewport={"width": 360, "height": 740})
    assert 0 == overhang(page)
    toggle(page, "counting_functions")
    expect_headline(page, Scenario(AI).with_active("counting_functions"))
    page.locator(".st-key-details-counting_functions button").click()
    expect(page.locator('[class*="st-key-number-arguments-counting_functions"]')).to_have_count(2)
    for fold in ("posterior", "waterfall"):
        page.locator(f".st-key-fold-table_{fold} summary").click()
        expect(page.locator(f".st-key-fold-table_{fold} table")).to_be_visible()
    page.wait_for_selector(SETTLED)
    assert 0 == overhang(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_are_drawn(server, visit, scheme):
    """The ground follows the visitor's choice, and the figures stand on it with a text for each."""
    page = visit(
        f"{server.address}?s={encode(Scenario(AI).with_active('speed'))}", color_scheme=scheme
    )
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    red = int(re.findall(r"\d+", ground)[0])
    assert (red < 60) == (scheme == "dark")
    figures = page.locator('[data-testid="stPlotlyChart"]')
    expect(figures).to_have_count(2)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def test_quick_clicks_are_all_counted(server, visit):
    """Clicks that come before the page has answered the first one lose none of them."""
    page = visit(server.address)
    scenario = Scenario(AI)
    for name in SWITCHED:
        scenario = scenario.with_active(name)
        toggle(page, name)
    expect_headline(page, scenario)


def test_a_toggle_and_a_fold_in_one_breath_are_both_counted(server, visit):
    """Neither click takes the other back, whichever comes first."""
    first, second = (
        Scenario(AI).with_active("speed"),
        Scenario(AI).with_only(["speed", "white_box"]),
    )
    both = """names => names.forEach(name => document.querySelector(name).click())"""
    page = visit(server.address)
    for name in (".st-key-on-speed input", ".st-key-fold-start summary"):
        expect(page.locator(name)).to_have_count(1)
    page.evaluate(both, [".st-key-on-speed input", ".st-key-fold-start summary"])
    expect_headline(page, first)
    expect(page.locator('[class*="st-key-number-claims-doom"]')).not_to_have_count(0)
    page.evaluate(both, [".st-key-fold-takes summary", ".st-key-on-white_box input"])
    expect_headline(page, second)
    expect(page.get_by_text("one would have to start from")).to_be_visible(timeout=30_000)


def test_a_toggle_is_reached_and_switched_by_keyboard(server, visit):
    """Tab alone reaches a toggle from the top of the page, and Space switches it."""
    page = visit(server.address)
    box = page.locator(".st-key-on-counting_functions input")
    for _ in range(60):
        if box.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect_headline(page, Scenario(AI).with_active("counting_functions"))
