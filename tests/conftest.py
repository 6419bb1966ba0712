"""What all tests share: how far they reach, and the browser.

Two words to keep apart: a test marked ``thorough`` runs with ``--thorough`` alone; a property
(a hypothesis test) runs always, on few random cases, the same each time, and with ``--thorough``
on many, new each time.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.machine import ROOT, Machine

# Cases that are the same each time: a failure belongs to the change that was just made.
settings.register_profile("quick", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=2_000, deadline=None, print_blob=True)


_FOLDER = pytest.StashKey[tempfile.TemporaryDirectory]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that runs the slow and far-reaching tests too."""
    parser.addoption(
        "--thorough",
        action="store_true",
        help="run the tests marked thorough too, and every property on many more random cases",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many random cases a property is tried on."""
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")
    # Nothing that a test shares ends up among the user's own; servers inherit this.
    config.stash[_FOLDER] = folder = tempfile.TemporaryDirectory(prefix="credence-tests-")
    os.environ["CREDENCE_DATA_DIR"] = folder.name
    os.environ.pop("CREDENCE_STORE_URL", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what the tests have stored."""
    config.stash[_FOLDER].cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests in tests/browser, and leave the thorough ones out unless asked for."""
    for item in items:
        if "browser" in item.path.relative_to(ROOT).parts[:-1]:
            item.add_marker("browser")
        if "thorough" in item.keywords and not config.getoption("--thorough"):
            item.add_marker(pytest.mark.skip(reason="thorough: run with --thorough"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine with nothing but the set-up scripts and plain tools on it."""
    return Machine(tmp_path)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium or Chrome that runs, for Playwright's executable_path."""
    found = subprocess.run(
        ["sh", "tools/chromium.sh"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode != 0:
        pytest.fail(f"No browser to test with: run make test. {found.stderr}", pytrace=False)
    return found.stdout.strip()
