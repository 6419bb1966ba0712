"""The calculator in Chromium: clicks, the address bar, and what fits on the screen."""

import re
import urllib.request

import psutil
import pytest
from playwright.sync_api import Page, expect

from credence.files import load_library
from credence.links import code_in, encode
from credence.scenario import Scenario
from credence.update import evaluate
from credence.words import told_apart
from tests.browser.conftest import SETTLED, serving

pytestmark = pytest.mark.xdist_group("browser")

AI = load_library("ai-risk-1")
SWITCHED = ("counting_functions", "evolution_leap", "white_box", "security_mindset")
MEGABYTE = 2**20


def headline(scenario: Scenario) -> list[str]:
    """The percentages that the headline must show, by the engine."""
    result = evaluate(scenario).target
    pairs = [(each.credence, each.complement) for each in (result.prior, result.posterior)]
    return list(told_apart(*pairs)) if scenario.active else [told_apart(*pairs)[0]]


def expect_headline(page: Page, scenario: Scenario) -> None:
    """Wait until the page shows the scenario's figures."""
    values = page.locator('.st-key-headline [data-testid="stMetricValue"]')
    expect(values).to_have_text(headline(scenario), timeout=30_000)
    page.wait_for_selector(SETTLED)


def toggle(page: Page, name: str) -> None:
    """Click an argument's toggle."""
    page.locator(f".st-key-on-{name} label").click()


def expect_code(page: Page, scenario: Scenario) -> None:
    """Wait until the address bar holds the scenario; Playwright hears of it after the page does."""
    page.wait_for_url(lambda url: encode(scenario) == code_in(url), wait_until="commit")


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


def test_a_deep_link_to_the_page_has_its_frame_after_a_restart(visit):
    """The first request of a server's life may name the page itself; the frame is there."""
    scenario = Scenario(AI).with_active("speed").with_target("scheming")
    with serving() as fresh:
        page = visit(
            f"{fresh.address}calculator?s={encode(scenario)}",
            tolerated=("404", "does not seem to exist"),  # Streamlit's way to the main page
        )
        expect_headline(page, scenario)
        expect(page.locator(".st-key-share")).to_be_visible()
        page.close()  # before its server goes, which it would complain of


@pytest.mark.parametrize("width", [360, 390])
def test_it_fits_a_phone(server, visit, width):
    """Nothing goes beyond the screen's edge, and the toggles can be reached."""
    page = visit(server.address, viewport={"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    toggle(page, "counting_functions")
    expect_headline(page, Scenario(AI).with_active("counting_functions"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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


def test_a_toggle_is_reached_and_switched_by_keyboard(server, visit):
    """Tab reaches a toggle and Space switches it."""
    page = visit(server.address)
    box = page.locator(".st-key-on-counting_functions input")
    box.focus()
    page.keyboard.press("Space")
    expect_headline(page, Scenario(AI).with_active("counting_functions"))


def test_one_visitor_stays_below_250_megabytes(server, visit):
    """Twenty clicks leave the server below the bound, with PyMC unloaded."""
    page = visit(server.address)
    scenario = Scenario(AI)
    for turn in range(20):
        name = AI.featured[turn % len(AI.featured)]
        toggle(page, name)
        scenario = scenario.with_active(name, active=not scenario.is_active(name))
        expect_headline(page, scenario)
    process = psutil.Process(server.pid)
    assert process.memory_info().rss < 250 * MEGABYTE
    assert not any("pytensor" in held.path for held in process.memory_maps())


def test_responses_carry_the_security_headers(server):
    """The policy of content security is on the page that is really served."""
    with urllib.request.urlopen(server.address, timeout=30) as response:  # noqa: S310 - ours
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "nosniff" == response.headers["X-Content-Type-Options"]
