"""The multiverse in Chromium: a choice, a run in the background, its end, and a page that is left."""

from urllib.parse import unquote

import psutil
import pytest
from playwright.sync_api import expect

from credence.files import load_library
from credence.links import code_in, decode
from credence.multiverse import multiverse
from credence.scenario import Scenario
from credence.words.multiverse import multiverse_words
from tests.browser.conftest import SETTLED

AI = load_library("ai-risk-1")
START = Scenario(AI).with_target("scheming")
READY = ".st-key-effects .js-plotly-plot"
PHONE = {"width": 390, "height": 844}


def said(page):
    """The page's main sentence, with plain spaces."""
    return page.locator("h4").first.inner_text().replace("\u00a0", " ")


def test_few_ways_are_shown_at_once_and_one_is_opened(server, visit):
    """The sentence and three charts are there; the most worried way becomes the scenario."""
    names = ["counting_functions", "speed", "white_box"]
    found = multiverse(START, names)
    page = visit(
        f"{server.address}multiverse?s=1*ai-risk-1*target.scheming&v=chosen.{'.'.join(names)}",
        ready=READY,
        viewport=PHONE,
    )
    assert multiverse_words(found, 0.1) == said(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    assert 0 >= page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.locator(".st-key-multiverse-open-most button").click()
    page.wait_for_url(lambda url: "on.counting" in unquote(url), wait_until="commit")
    page.wait_for_selector(SETTLED)
    opened = decode(code_in(page.url), load_library).scenario
    assert found.highest.on == opened.active
    assert multiverse_words(found, 0.1) == said(page)


@pytest.mark.thorough  # tests/pages has the same without a browser
def test_many_ways_run_beside_the_page_until_done_or_left(server, visit):
    """Run, watch, cancel; run again to the end; and a page that is left leaves nothing running."""
    names = list(AI.arguments)[:17]
    address = f"{server.address}multiverse?s=1*ai-risk-1*draws.{{}}*target.scheming&v=chosen.{'.'.join(names)}"
    page = visit(address.format(131072), ready=READY)
    quick = multiverse(START, names, point_values=True)
    assert multiverse_words(quick, 0.1) == said(page)
    page.locator(".st-key-multiverse-run button").click()
    page.locator(".st-key-multiverse-cancel button").click(timeout=30_000)
    expect(page.locator(".st-key-multiverse-run button")).to_be_visible(timeout=30_000)
    page.wait_for_selector(SETTLED)
    assert "ran.1" not in unquote(page.url)
    assert multiverse_words(quick, 0.1) == said(page)

    page = visit(address.format(4096), ready=READY)
    page.locator(".st-key-multiverse-run button").click()
    expect(page.locator(".st-key-multiverse-run")).to_be_hidden(timeout=30_000)
    expect(page.locator(".st-key-multiverse_progress")).to_be_hidden(timeout=120_000)
    page.wait_for_selector(SETTLED)
    assert multiverse_words(multiverse(START, names), 0.1) == said(page)
    assert "ran.1" in unquote(page.url)

    page = visit(f"{address.format(131072)}*ran.1", ready=READY)
    expect(page.locator(".st-key-multiverse_progress")).to_contain_text("Running", timeout=60_000)
    process = psutil.Process(server.pid)
    page.close()
    for _ in range(60):
        if process.cpu_percent(interval=1.0) < 10:
            break
    else:
        pytest.fail("the run goes on though its page was left")
