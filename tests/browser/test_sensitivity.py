"""What would change the answer, in Chromium: choose a part, a threshold, do what it takes."""

from playwright.sync_api import expect

from credence.links import encode
from credence.scenario import Scenario
from credence.threshold import threshold
from tests.browser.conftest import SETTLED
from tests.browser.driver import AI, expect_code
from tests.browser.test_calculator import overhang

ON = Scenario(AI).with_only(["counting_functions", "speed"]).with_target("scheming")


def test_parts_are_chosen_and_the_link_holds_them(server, visit):
    """A pill draws its figure; reload and a phone's width show the same, and nothing spills over."""
    address = f"{server.address}sensitivity?s={encode(ON)}"
    page = visit(address, ready="h3", viewport={"width": 360, "height": 740})
    expect(page.get_by_role("heading", name="What would it take?")).to_be_visible()
    page.get_by_role("radio", name="Which numbers matter").click()
    expect(page.locator('[data-testid="stPlotlyChart"]')).to_have_count(1, timeout=30_000)
    page.wait_for_url(lambda url: "part.numbers" in url, wait_until="commit")
    page.reload()
    expect(page.get_by_role("heading", name="Which numbers matter")).to_be_visible(timeout=30_000)
    for name in ("Flip one argument", "Other priors", "Trust in arguments", "What I say myself"):
        page.get_by_role("radio", name=name).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=30_000)
        page.wait_for_selector(SETTLED)
        assert 0 == overhang(page)


def test_what_it_takes_is_done_with_one_click(server, visit):
    """A threshold typed as a frequency gives the toggles, and the button switches them."""
    page = visit(f"{server.address}sensitivity?s={encode(ON)}", ready="h3")
    field = page.locator(".st-key-sensitivity-at input")
    field.fill("1 in 5")
    field.press("Enter")
    expect(field).to_have_value("20 %", timeout=30_000)
    page.wait_for_selector(SETTLED)
    page.get_by_role("button", name="Switch them so").click()
    found = threshold(ON, 0.2, most_sets=400)
    toggles = {name: not ON.is_active(name) for name in found.smallest_set}
    expect_code(page, ON.with_toggles(toggles))
