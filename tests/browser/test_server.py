"""The server as a browser meets it: its first request, its headers, its memory."""

import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from credence.links import encode
from credence.scenario import Scenario
from tests.browser.conftest import serving
from tests.browser.driver import AI, expect_headline, toggle

MEGABYTE = 10**6


@pytest.mark.parametrize("path", ["", "calculator", "calculator/"])
def test_a_deep_link_has_its_frame_after_a_restart(visit, path):
    """The first request of a server's life may be a link, and name the page itself."""
    scenario = Scenario(AI).with_active("speed").with_target("scheming")
    with serving() as fresh:
        page = visit(f"{fresh.address}{path}?s={encode(scenario)}")
        expect_headline(page, scenario)
        expect(page.locator(".st-key-share")).to_be_visible()
        expect(page.locator(".st-key-library")).to_be_visible()
        page.close()  # before its server goes, which it would complain of


def test_one_visitor_stays_below_250_megabytes(visit):
    """From its start through twelve clicks and all arguments on, a server never holds more."""
    with serving() as fresh:
        page = visit(fresh.address)
        scenario = Scenario(AI)
        for turn in range(12):
            name = AI.featured[turn % len(AI.featured)]
            toggle(page, name)
            scenario = scenario.with_active(name, active=not scenario.is_active(name))
            expect_headline(page, scenario)
        page.locator(".st-key-do-All-on button").click()
        expect_headline(page, scenario.with_only(AI.arguments))

        assert peak(fresh.pid) < 250 * MEGABYTE
        page.close()


def peak(pid: int) -> int:
    """The most bytes that a process ever held in memory."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        pytest.skip("this system does not tell a process's peak in /proc")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def test_responses_carry_the_security_headers(server):
    """The policy of content security is on the page that is really served."""
    with urllib.request.urlopen(server.address, timeout=30) as response:  # noqa: S310 - ours
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "nosniff" == response.headers["X-Content-Type-Options"]
        assert "no-referrer" == response.headers["Referrer-Policy"]


def test_nothing_is_loaded_from_elsewhere(server, visit):
    """The browser keeps to the policy: pictures and scripts from another place are not fetched."""
    page = visit(server.address, tolerated=("Content Security Policy",))
    blocked = page.evaluate(
        """() => new Promise(told => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", event => {
                seen.push(event.effectiveDirective);
                if (seen.length === 2) told(seen.sort());
            });
            for (const tag of ["img", "script"]) {
                const element = document.createElement(tag);
                element.src = "https://elsewhere.invalid/x";
                document.body.append(element);
            }
        })"""
    )
    assert ["img-src", "script-src-elem"] == blocked
