"""Every page, light and dark, under axe: no serious or critical finding that is ours.

axe-core tests a page against the rules of WCAG 2 (Deque Systems). What Streamlit itself draws
wrongly, we cannot mend; each such finding is listed here with what it is about, and a finding that
is gone fails the test too, so that the list stays true.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from credence.links import encode
from credence.scenario import Scenario
from pages.ui.pages import PAGES
from tests.browser.driver import AI

pytestmark = pytest.mark.xdist_group("browser")

CODE = encode(
    Scenario(AI).with_active("counting_functions").with_active("speed").with_stated("doom", 0.1)
)
GRAVE = {"serious", "critical"}
STREAMLITS: dict[str, str] = {}
"""Findings in what Streamlit draws, by rule: the part of the element that tells it."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_can_be_used_by_everyone(server, visit, entry, scheme):
    """Names, roles, contrast and order of all that a page shows satisfy the grave rules."""
    place = "" if entry is PAGES[0] else entry.name
    page = visit(
        f"{server.address}{place}?s={CODE}",
        ready="h2",
        color_scheme=scheme,
        viewport={"width": 1280, "height": 1600},
    )
    page.wait_for_timeout(500)  # figures fade in; their contrast is that of the end
    found = Axe().run(page).response["violations"]
    ours = [
        (violation["id"], node["html"][:200])
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if STREAMLITS.get(violation["id"], "\0") not in node["html"]
    ]
    assert [] == ours
