"""The page on the worked count in Chromium: ask, train, and share what is seen."""

from urllib.parse import unquote

from playwright.sync_api import expect

from tests.browser.conftest import SETTLED


def test_a_count_is_asked_networks_are_trained_and_the_link_shows_both(server, visit):
    """Digits and training set move the count, a press trains networks, a copied link shows both."""
    page = visit(f"{server.address}worked_count", ready="h2")
    counts = page.locator('.st-key-counts [data-testid="stMetricValue"]')
    expect(counts.nth(0)).to_have_text("1.10 × 10^430,100,828")
    digits = page.get_by_label("Digits of each number")
    digits.fill("2")
    digits.press("Enter")
    expect(counts.nth(0)).to_have_text("3.39 × 10^22,988", timeout=30_000)
    page.get_by_role("button", name="Train networks").click()
    chart = page.locator(".st-key-untrained .js-plotly-plot")
    expect(chart).to_be_visible(timeout=60_000)
    page.wait_for_selector(SETTLED)
    assert "v=digits.2*experiment.1" in unquote(page.url)
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    other = visit(link, ready=".st-key-untrained .js-plotly-plot", viewport=PHONE)
    expect(other.locator('.st-key-counts [data-testid="stMetricValue"]').nth(0)).to_have_text(
        "3.39 × 10^22,988"
    )
    beyond = other.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert 0 >= beyond


PHONE = {"width": 390, "height": 844}
