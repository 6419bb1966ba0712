"""Sharing as people do it: links from one profile to another, and between replicas."""

import json
import os
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from credence.files import load_library, read_library
from credence.links import code_in, encode
from credence.links.own import reference_of
from credence.scenario import Scenario
from credence.sharing import without_priors
from tests.browser.conftest import SETTLED, serving
from tests.browser.driver import AI, expect_headline, headline, toggle
from tests.machine import ROOT
from tests.store import postgres
from tests.test_wheel import built

LONG = (
    Scenario(AI)
    .with_toggles(dict.fromkeys(AI.featured, True))
    .with_number("claims.doom.prior", 0.2)
    .with_supposition("goal_directed", value=True)
)


@pytest.fixture(scope="module")
def database():
    """The settings of replicas that share one PostgreSQL database."""
    with postgres.running() as address:
        yield {"CREDENCE_STORE_URL": postgres.new_database(address, "shared")}


@pytest.fixture
def mine(tmp_path):
    """A library of one's own, in a file; it bears the name of a released one."""
    data = load_library("teaching-1").as_data()
    data["title"], data["target"] = "Mine", "burglary"
    data["claims"]["burglary"]["prior"] = 0.02
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(data))
    return path


def shown_links(page):
    """The links that are shown to be copied."""
    return [each.strip() for each in page.locator(".st-key-share code").all_inner_texts()]


def expect_link(page, scenario):
    """Wait until the link to copy is that of the scenario."""
    link = page.locator(".st-key-share code").first
    expect(link).to_contain_text(f"?s={encode(scenario)}")


def short_link(page):
    """Press the button that makes a short link, and read it."""
    page.locator(".st-key-share-make button:visible").click()
    expect(page.locator(".st-key-share code")).to_have_count(2)
    return shown_links(page)[1]


def test_a_library_of_ones_own_goes_from_a_file_to_strangers_on_every_replica(
    database, mine, visit
):
    """What a short link opens is edited on one replica, and opened on another, begun afterwards."""
    library = read_library(mine)
    start = Scenario(library).with_active("neighbour_calls")
    edited = start.with_active("radio_report")
    with serving(**database) as one:
        words = ["link", str(mine), "--on", "neighbour_calls", "--short", "--base", one.address]
        made = subprocess.run(
            [sys.executable, "-m", "credence", *words],
            cwd=ROOT,
            env=os.environ | database,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        page = visit(made)
        expect_headline(page, start)
        toggle(page, "radio_report")
        expect_headline(page, edited)
        page.wait_for_url(lambda url: "radio_report" in url, wait_until="commit")
        assert encode(edited, own=True) == code_in(unquote(page.url))
        assert reference_of(library) in page.url
        page.reload()
        page.wait_for_selector(".st-key-headline")
        expect_headline(page, edited)
        short = short_link(page)
        with serving(**database) as other:
            there = visit(short.replace(one.address, other.address))
            assert there.url.startswith(other.address)
            expect_headline(there, edited)
            there.close()  # an open page would miss its server
        page.close()


def test_a_short_link_of_a_released_library_becomes_the_plain_one(server, visit):
    """After opening it the address holds the scenario itself, and an id no longer."""
    page = visit(f"{server.address}?s={encode(LONG)}&v=open.speed")
    short = short_link(page)
    assert short.startswith(f"{server.address}?id=")
    fresh = visit(short)
    expect_headline(fresh, LONG)
    assert f"{server.address}?s={encode(LONG)}&v=open.speed" == unquote(fresh.url)


def test_the_link_is_copied_by_its_button_and_reached_by_keyboard(server, visit):
    """What lands on the clipboard opens the same page in another profile."""
    page = visit(
        f"{server.address}?s={encode(LONG)}", permissions=["clipboard-read", "clipboard-write"]
    )
    box = page.locator('.st-key-share [data-testid="stCode"]').first
    box.hover()
    box.get_by_role("button", name="Copy to clipboard").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{server.address}?s={encode(LONG)}" == copied
    assert copied == page.get_by_role("link", name="Open it in a new tab").get_attribute("href")
    expect_headline(visit(copied), LONG)


def test_priors_stay_at_home(server, visit):
    """Once it is chosen, the link holds what is said of arguments, and no prior."""
    page = visit(f"{server.address}?s={encode(LONG)}")
    page.get_by_text("without my priors").click()
    expect_link(page, without_priors(LONG))
    expect_headline(page, LONG)
    expect_headline(visit(shown_links(page)[0]), without_priors(LONG))


def test_an_id_that_opens_nothing_is_said(server, visit):
    """The page opens, with the reason above it, and is no worse for it."""
    page = visit(f"{server.address}?id={'x' * 22}")
    expect(page.get_by_text("no scenario is stored here")).to_be_visible()
    expect_headline(page, Scenario(AI))
    toggle(page, AI.featured[0])
    expect_headline(page, Scenario(AI).with_active(AI.featured[0]))
    expect(page.get_by_text("no scenario is stored here")).to_have_count(0)


@pytest.fixture
def elsewhere(tmp_path):
    """Somebody else's site, with an empty page; gives its folder and address."""
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    handler.log_message = lambda *_: None
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        # Another name for this machine is another site to a browser.
        yield tmp_path, f"http://localhost:{site.server_port}/"
        site.shutdown()


def test_the_snippet_embeds_chart_and_toggles_in_another_site(server, visit, elsewhere):
    """The HTML that the page gives works as it stands: chart, toggles, and the way to the whole."""
    scenario = Scenario(AI).with_active("speed")
    page = visit(f"{server.address}?s={encode(scenario)}")
    page.get_by_text("Embed the chart and the toggles").click()
    folder, address = elsewhere
    snippet = page.locator(".st-key-share code").filter(has_text="<iframe").inner_text()
    (folder / "index.html").write_text(f"<!doctype html><title>Blog</title><h1>Blog</h1>{snippet}")
    (folder / "favicon.ico").write_text("")
    frame = visit(address, ready="iframe", settled="h1").frame_locator("iframe")
    expect(frame.locator(SETTLED)).to_be_attached(timeout=60_000)
    expect(frame.get_by_test_id("stPlotlyChart")).to_have_count(1)
    assert (
        len({"speed", *AI.featured}) == frame.get_by_role("switch").count()
        or len({"speed", *AI.featured}) == frame.get_by_role("checkbox").count()
    )
    for part in ("stSidebar", "stTextInput", "stCode", "stExpander", "stTopNavLink", "stMainMenu"):
        expect(frame.get_by_test_id(part)).to_have_count(0)
    more = scenario.with_active("white_box")
    frame.locator(".st-key-on-white_box label").click()
    expect(frame.get_by_text(headline(more)[1]).first).to_be_visible(timeout=30_000)
    whole = frame.get_by_role("link", name="Open in Credence")
    expect(whole).to_have_attribute("href", f"{server.address}?s={encode(more)}")


def test_no_other_site_may_show_the_whole_page_in_a_frame(server, visit, elsewhere):
    """Without embed=true the browser refuses, so that nobody's clicks are led astray."""
    folder, address = elsewhere
    (folder / "index.html").write_text(f'<h1>Trap</h1><iframe src="{server.address}"></iframe>')
    (folder / "favicon.ico").write_text("")
    page = visit(address, ready="iframe", settled="h1", tolerated=("frame-ancestors", "Framing"))
    page.wait_for_timeout(1_000)
    assert 0 == page.frame_locator("iframe").get_by_test_id("stApp").count()


def test_the_installed_app_opens(tmp_path, visit):
    """From the wheel alone, in a folder with no repository, credence serve shows the page."""
    site = built(tmp_path)
    with serving(words=("credence", "serve", "--port"), folder=site) as server:
        page = visit(f"{server.address}?s=1*ai-risk-1*on.speed")
        expect_headline(page, Scenario(AI).with_active("speed"))
        page.close()
