"""A real server and a real browser: what the front end does is seen only there."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.machine import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# How long to wait for what has to come says nothing of how soon it comes on an idle machine.
expect.set_options(timeout=30_000)

SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass(frozen=True)
class Server:
    """A running app.

    Attributes:
        address: Where it answers.
        pid: Its process.
    """

    address: str
    pid: int


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(
    words: Sequence[str] = ("streamlit", "run", "app.py", "--server.port"),
    folder: Path = ROOT,
    **variables: str,
) -> Iterator[Server]:
    """Start the app on a free port, and stop it again.

    Args:
        words: How it is started: a module and its words, to which the port is added.
        folder: Where it is started.
        variables: Further settings of its environment.
    """
    port = free_port()
    command = [sys.executable, "-m", *words, str(port)]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= variables
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(f"{address}_stcore/health", process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer within a minute")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app, running for the whole of this folder."""
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


def _probe(message: ConsoleMessage) -> bool:
    """Whether Streamlit's front end only looked beside a page for its server, which is at the root."""
    return bool(re.search(r"/[a-z_]+/_stcore/(health|host-config)", message.location["url"]))


class Profiles:
    """Profiles of one browser, used again once they are clean.

    Half of what it takes to open the app in a new profile goes into fetching and compiling
    Streamlit's scripts. A profile that has them, and neither cookies nor anything else stored, is as
    good as new.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._clean: dict[str, list[BrowserContext]] = {}

    def take(self, options: Mapping[str, Any]) -> BrowserContext:
        """A clean profile; ``options`` are those of `Browser.new_context`."""
        clean = self._clean.get(repr(sorted(options.items())), [])
        return clean.pop() if clean else self._browser.new_context(**options)

    def give_back(self, context: BrowserContext, options: Mapping[str, Any]) -> None:
        """Close its pages and clear what they have stored."""
        for page in context.pages:
            page.evaluate("localStorage.clear()")
            page.close()
        context.clear_cookies()
        self._clean.setdefault(repr(sorted(options.items())), []).append(context)


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    """The browser's profiles."""
    return Profiles(browser)


@pytest.fixture
def visit(profiles: Profiles):
    """Open an address in a profile of its own; what the browser complains of fails the test."""
    taken, complaints = [], []

    def go(
        address: str,
        *,
        ready: str = ".st-key-headline",
        settled: str = SETTLED,
        tolerated: tuple[str, ...] = (),
        **options,
    ) -> Page:
        def note(text: str) -> None:
            if not any(part in text for part in tolerated):
                complaints.append(text)

        context = profiles.take(options)
        taken.append((context, options))
        page = context.new_page()
        page.on("console", lambda m: note(m.text) if m.type == "error" and not _probe(m) else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.goto(address)
        page.wait_for_selector(ready, timeout=60_000)
        page.wait_for_selector(settled, timeout=60_000)
        return page

    yield go
    for context, options in taken:
        profiles.give_back(context, options)
    assert [] == complaints
