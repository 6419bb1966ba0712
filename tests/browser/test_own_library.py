"""A library made in Chromium by somebody who writes no YAML: nothing typed is ever lost."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from credence.files import read_library
from tests.browser.conftest import SETTLED


def type_into(page: Page, field: str, text: str) -> None:
    """Type into a field of the form and go on at once, as people do."""
    box = page.locator(f".st-key-form-{field} input, .st-key-form-{field} textarea").first
    box.click()
    box.press("Control+a")
    box.press_sequentially(text)
    box.press("Tab")


def kept(page: Page, field: str, text: str) -> None:
    """Type into a field and wait until the address names the draft that holds it."""
    page.wait_for_selector(SETTLED)
    before = page.url
    type_into(page, field, text)
    page.wait_for_url(lambda url: url != before, wait_until="commit")
    page.wait_for_selector(SETTLED)


def part(page: Page, name: str) -> None:
    """Turn to another part of the draft."""
    page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
    page.wait_for_selector(SETTLED)


def test_will_it_rain_is_made_from_nothing(server, visit):
    """Typed without waiting, reloaded half way, mistyped, mended, undone, saved and used."""
    page = visit(f"{server.address}own_library", ready=".st-key-begin-empty button")
    page.locator(".st-key-begin-empty button").click()
    type_into(page, "title", "Will it rain?")
    expect(page.locator(".st-key-form-id input")).to_have_value("will-it-rain", timeout=30_000)
    part(page, "Claims")
    type_into(page, "title", "Rain tomorrow")
    page.wait_for_url(re.compile(r"item\.rain_tomorrow"), wait_until="commit")
    type_into(page, "statement", "It rains tomorrow.")
    type_into(page, "prior", "3,5")
    expect(page.get_by_text("did you mean 0.035?")).to_be_visible(timeout=30_000)
    type_into(page, "prior", "0,1..0,4")
    expect(page.get_by_text("Complete: one claim and no arguments")).to_be_visible(timeout=30_000)
    part(page, "Arguments")
    type_into(page, "title", "Dark clouds")
    page.wait_for_url(re.compile(r"item\.dark_clouds"), wait_until="commit")
    kept(page, "summary", "They are dark tonight.")
    page.reload()
    expect(page.locator(".st-key-form-summary textarea")).to_have_value(
        "They are dark tonight.", timeout=60_000
    )
    page.locator(".st-key-form-claim").get_by_role("combobox").click()
    page.get_by_role("option", name="Rain tomorrow").click()
    type_into(page, "lr", "2..6")
    expect(page.get_by_text("Complete: one claim and one argument")).to_be_visible(timeout=30_000)
    page.wait_for_selector(SETTLED)
    with page.expect_download() as found:
        page.locator(".st-key-draft-save button").click()
    assert "will-it-rain-1.yaml" == found.value.suggested_filename
    library = read_library(Path(found.value.path()).read_bytes())
    assert ("Rain tomorrow", 0.1) == (
        library.claims["rain_tomorrow"].title,
        library.claims["rain_tomorrow"].prior.low,
    )
    assert 6.0 == library.arguments["dark_clouds"].lr.high
    page.go_back()
    expect(page.locator(".st-key-form-lr input")).to_have_value("", timeout=30_000)
    page.go_forward()
    expect(page.locator(".st-key-form-lr input")).to_have_value("2.0..6.0", timeout=30_000)
    page.locator(".st-key-draft-use button").click()
    expect(page.get_by_role("button", name="In use")).to_be_visible(timeout=30_000)
