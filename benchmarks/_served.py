"""A Streamlit app in a process of its own, and a browser in which to click on its toggles."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
ANSWER = ".st-key-headline"
TOGGLE = "[data-testid=stMain] [data-testid=stCheckbox] input"

# From the click to the first change of the answer's text, on the browser's own clock.
CLICK = """
async ([answer, toggle, index]) => {
  const read = () => document.querySelector(answer)?.innerText;
  const before = read();
  const box = document.querySelectorAll(toggle)[index];
  return await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no answer in 20 s")), 20000);
    const watcher = new MutationObserver(() => {
      if (read() === before) return;
      clearTimeout(late);
      watcher.disconnect();
      resolve(performance.now() - start);
    });
    watcher.observe(document.body, {subtree: true, childList: true, characterData: true});
    const start = performance.now();
    box.click();
  });
}
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    found = subprocess.run(
        ["sh", "tools/chromium.sh"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode != 0:
        sys.exit(f"This needs Chromium: run make test once. {found.stderr}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
        yield browser
        browser.close()


class Served:
    """An app that is being served.

    ``folder`` decides which settings hold: Streamlit reads ``.streamlit/config.toml`` from it.
    """

    def __init__(self, name: str, script: Path, folder: Path, **variables: str) -> None:
        self.name = name
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.started = time.perf_counter()
        self.first = 0.0  # seconds from the start to the last visitor's headline
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", str(script)),
                *("--server.headless=true", "--browser.gatherUsageStats=false"),
                *(f"--server.port={self.port}", "--server.address=127.0.0.1"),
            ],
            cwd=folder,
            env=os.environ | variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.process = psutil.Process(self._process.pid)

    def visit(self, browser: Browser) -> Page:
        """A fresh visitor's page, once its answer stands and nothing runs any more."""
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        while time.perf_counter() - self.started < 60:
            try:
                page.goto(f"http://127.0.0.1:{self.port}/", wait_until="commit")
                break
            except Error:
                time.sleep(0.02)
        page.wait_for_selector(ANSWER)
        self.first = time.perf_counter() - self.started
        return page

    def megabytes(self) -> float:
        """What the process holds now."""
        return self.process.memory_info().rss / 1e6

    def peak_megabytes(self) -> float:
        """The most that the process ever held, where the system tells; else what it holds now."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return self.megabytes()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) * 1024 / 1e6 if found else self.megabytes()

    def stop(self) -> None:
        """End the process, and wait until it has ended."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def serving(*apps: Served) -> Iterator[None]:
    """Stop the apps in the end, whatever happens."""
    try:
        yield
    finally:
        for app in apps:
            app.stop()


def settled(page: Page, pause: int = 300) -> Page:
    """The page, once no script runs for it and what it sent has been drawn, as a reader would."""
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(pause)
    page.wait_for_selector(IDLE)
    return page


def toggles(page: Page) -> int:
    """How many toggles are in sight, once they are there."""
    page.locator(TOGGLE).first.wait_for()
    settled(page)
    return page.locator(TOGGLE).count()


def click(page: Page, index: int, pause: int = 300) -> float:
    """Click on a toggle: milliseconds until the answer has changed. Then pause to look at it."""
    taken = page.evaluate(CLICK, [ANSWER, TOGGLE, index])
    settled(page, pause)
    return float(taken)
