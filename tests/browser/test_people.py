"""The pages on people in Chromium: take a number over, and look at stated cruxes; links show the same."""

from urllib.parse import unquote

from playwright.sync_api import expect

from credence.links import encode
from credence.scenario import Scenario
from credence.update import estimate_of
from credence.words import told_apart
from tests.browser.conftest import SETTLED
from tests.browser.driver import AI, expect_code

MINE = Scenario(AI).with_only(["counting_functions", "speed"]).with_target("scheming")
PHONE = {"width": 390, "height": 844}


def metrics(*sides):
    """The credences that the headline must show."""
    ends = [estimate_of(side, "scheming") for side in sides]
    return list(told_apart(*((end.credence, end.complement) for end in ends)))


def test_a_side_is_chosen_a_number_taken_over_and_the_link_shows_the_same(server, visit):
    """Mine against the library: one press moves mine, and a copied link opens the very same."""
    page = visit(f"{server.address}compare?s={encode(MINE)}", ready=".st-key-gap")
    page.locator(".st-key-side-b").get_by_role("combobox").click()
    page.get_by_role("option", name="The library, untouched").click()
    values = page.locator('.st-key-gap [data-testid="stMetricValue"]')
    library = Scenario(AI)
    expect(values).to_have_text(metrics(MINE, library), timeout=30_000)
    page.wait_for_selector(SETTLED)
    assert "v=side_b.library" in unquote(page.url)
    page.locator(".st-key-take-arguments-speed-active button").click()
    moved = MINE.with_active("speed", False)
    expect(values).to_have_text(metrics(moved, library), timeout=30_000)
    expect_code(page, moved)
    page.wait_for_selector(SETTLED)
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    other = visit(link, ready=".st-key-differences .js-plotly-plot", viewport=PHONE)
    values = other.locator('.st-key-gap [data-testid="stMetricValue"]')
    expect(values).to_have_text(metrics(moved, library), timeout=30_000)
    assert 0 >= other.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_a_file_is_uploaded_as_a_side_and_stays_in_the_link(server, visit, tmp_path):
    """What a file holds is compared, and the page's link needs the file no more."""
    file = tmp_path / "ada.yaml"
    file.write_text("schema: credence-file/1\nlibrary: ai-risk-1\nname: Ada\nactive: [speed]\n")
    page = visit(f"{server.address}compare?s={encode(MINE)}&v=side_b.other", ready="h2")
    page.locator(".st-key-file-b input[type=file]").set_input_files(file)
    values = page.locator('.st-key-gap [data-testid="stMetricValue"]')
    ada = Scenario(AI).with_active("speed")
    expect(values).to_have_text(metrics(MINE, ada), timeout=30_000)
    page.wait_for_selector(SETTLED)
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    other = visit(link, ready=".st-key-gap")
    values = other.locator('.st-key-gap [data-testid="stMetricValue"]')
    expect(values).to_have_text(metrics(MINE, ada), timeout=30_000)
    expect(other.locator('.st-key-gap [data-testid="stMetricLabel"]').nth(1)).to_have_text("Ada")


def test_cruxes_are_drawn_and_an_example_of_stated_ones_is_shown(server, visit):
    """The value of information, then the example with its rows, on a phone too by its link."""
    page = visit(f"{server.address}cruxes?s={encode(MINE)}", ready=".st-key-value .js-plotly-plot")
    expect(page.get_by_text("would move you by").first).to_be_visible()
    page.get_by_role("button", name="Show an example").click()
    expect(page.locator(".st-key-medians .js-plotly-plot")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("This example is synthetic")).to_be_visible()
    page.wait_for_selector(SETTLED)
    link = page.locator('.st-key-share [data-testid="stCode"] code').inner_text().strip()
    assert link.endswith("v=sample.1")
    other = visit(link, ready=".st-key-medians .js-plotly-plot", viewport=PHONE)
    assert 0 >= other.evaluate("document.documentElement.scrollWidth - innerWidth")
