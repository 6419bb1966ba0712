"""Every page under axe, light and then dark: no serious or critical finding that is ours.

axe-core tests a page against the rules of WCAG 2 (Deque Systems). What Streamlit itself draws
wrongly, we cannot mend; such findings are listed here with what they are about.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from credence.links import encode
from credence.scenario import Scenario
from pages.ui.pages import PAGES
from tests.browser.driver import AI

CODE = encode(
    Scenario(AI).with_active("counting_functions").with_active("speed").with_stated("doom", 0.1)
)
GRAVE = {"serious", "critical"}
STREAMLITS = {"color-contrast": '[data-testid="stMultiSelect"]'}
"""Findings in what Streamlit draws, by rule: what they are inside of.

Chosen options of a multiselect are white on the primary colour. No one colour on a dark page can
both stand out from it as text, as the values of sliders must, and have white text stand out.
"""


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_can_be_used_by_everyone(server, visit, entry):
    """Names, roles, contrast and order of all that a page shows satisfy the grave rules."""
    place = "" if entry is PAGES[0] else entry.name
    page = visit(
        f"{server.address}{place}?s={CODE}", ready="h2", viewport={"width": 1280, "height": 1600}
    )
    assert [] == grave(page)
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(14, 17, 23)")
    assert [] == grave(page)


def grave(page: Page) -> list[tuple[str, str]]:
    """The grave findings that are ours: the rule, and the beginning of the element."""
    page.wait_for_timeout(500)  # figures fade in; their contrast is that of the end
    found = Axe().run(page).response["violations"]
    return [
        (violation["id"], node["html"][:200])
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not _is_streamlits(page, violation["id"], node["target"][0])
    ]


def _is_streamlits(page: Page, rule: str, target: str) -> bool:
    """Whether an element is inside what Streamlit is known to draw so."""
    place = STREAMLITS.get(rule)
    inside = "(element, place) => element.closest(place) !== null"
    return place is not None and page.locator(target).first.evaluate(inside, place)
