"""The walk by keyboard alone, and files in and out, in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from credence.files import CredenceFile, load_credences, write_credences
from credence.links import encode
from credence.scenario import Scenario
from tests.browser.conftest import SETTLED
from tests.browser.driver import AI, expect_code

FORMATS = ("yaml", "json", "csv", "xlsx")
ADA = Scenario(AI).with_active("speed").with_number("arguments.speed.soundness", 0.4)


def reach(page: Page, selector: str) -> None:
    """Press Tab until the one thing that the selector names has the focus."""
    wanted = page.locator(selector)
    expect(wanted).to_have_count(1)
    for _ in range(120):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab alone does not reach {selector}")


def press(page: Page, key: str) -> None:
    """Reach a button by Tab, press it by Enter, and wait for the answer."""
    reach(page, f".st-key-{key} button")
    page.keyboard.press("Enter")
    page.wait_for_selector(SETTLED)


def test_the_walk_by_keyboard_alone(server, visit):
    """Tab, arrows and Enter lead from the start to a downloaded file."""
    page = visit(f"{server.address}my_credences", ready=".st-key-walk-start")
    press(page, "walk-start")
    first = AI.featured[0]
    words = f".st-key-words-arguments-{first}-soundness input"
    reach(page, words)
    page.keyboard.press("ArrowDown")
    page.keyboard.type("likely sound (66")
    page.keyboard.press("Enter")
    held = Scenario(AI).with_number(f"arguments.{first}.soundness", {"low": 0.66, "high": 0.9})
    expect_code(page, held)
    page.wait_for_selector(SETTLED)
    press(page, "walk-counts")
    held = held.with_active(first)
    expect_code(page, held)
    for number, _ in enumerate(AI.featured[1:], start=2):
        expect(page.get_by_text(f"Question {number} of {len(AI.featured)}")).to_be_visible()
        press(page, "walk-skip")
    expect(page.get_by_role("heading", name="Keep it")).to_be_visible()
    reach(page, ".st-key-download-mine-yaml button")
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    [file] = load_credences(Path(found.value.path()).read_bytes(), name="mine.yaml")
    assert held == file.scenario


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_opened_and_saved_again(server, visit, tmp_path, form):
    """An uploaded file of each format sets the scenario; the download of it holds the same."""
    path = tmp_path / f"ada.{form}"
    path.write_bytes(write_credences([CredenceFile(ADA, "Ada")], form))
    page = visit(f"{server.address}files", ready='[data-testid="stFileUploader"]')
    page.locator('[data-testid="stFileUploader"] input').set_input_files(path)
    page.locator(".st-key-open-0 button").click()
    expect_code(page, ADA)
    page.wait_for_selector(SETTLED)
    with page.expect_download() as found:
        page.locator(f".st-key-download-mine-{form} button").click()
    [file] = load_credences(Path(found.value.path()).read_bytes(), name=f"mine.{form}")
    assert ADA == file.scenario


def test_a_bad_file_leaves_the_page_as_it_was(server, visit, tmp_path):
    """What is wrong is named by row, what is right can be opened, and the scenario stays."""
    path = tmp_path / "bad.csv"
    path.write_text("name,item,field,value,low,high\nAda,speed,active,true,,\nBob,nobody,lr,3,,\n")
    code = encode(ADA)
    page = visit(f"{server.address}files?s={code}", ready='[data-testid="stFileUploader"]')
    page.locator('[data-testid="stFileUploader"] input').set_input_files(path)
    expect(page.get_by_text("One thing in this file could not be read")).to_be_visible()
    expect(page.locator(".st-key-open-0 button")).to_be_visible()
    expect_code(page, ADA)
