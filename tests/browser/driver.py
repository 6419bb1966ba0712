"""What a visitor does in a browser, and what must then be seen."""

from playwright.sync_api import Page, expect

from credence.files import load_library
from credence.links import code_in, encode
from credence.scenario import Scenario
from credence.update import evaluate
from credence.words import told_apart
from tests.browser.conftest import SETTLED

AI = load_library("ai-risk-1")


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
