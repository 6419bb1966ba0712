"""pyproject.toml says what is needed, the locks say which versions: the two stay in step.

Needed is what our own code imports (*direct*); a lock also pins what that needs in turn. Nothing
here asks the network: `make lock` writes behind each direct package that pyproject.toml asked.
"""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = [Requirement(text) for text in PROJECT["dependencies"]]
TEST = [Requirement(text) for text in PROJECT["optional-dependencies"]["test"]]
LOCKS = {"requirements.txt": RUN, "requirements-test.txt": RUN + TEST}


def text(lock: str) -> str:
    """Return a lock file's text."""
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, Requirement]:
    """Return what a lock pins, by canonical name; each line is a pin or a comment."""
    lines = [line for line in text(lock).splitlines() if not line.lstrip().startswith("#")]
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(pin.name): pin for pin in found}


def pinned_version(pin: Requirement) -> str:
    """Return the one version that a pin allows."""
    (specifier,) = pin.specifier
    assert "==" == specifier.operator
    return specifier.version


def direct(lock: str) -> set[str]:
    """Return the packages behind which the lock writes that pyproject.toml asked for them."""
    asked, name = set(), ""
    for line in text(lock).splitlines():
        if not line.lstrip().startswith("#"):
            name = canonicalize_name(Requirement(line).name)
        elif "credence (pyproject.toml)" in line:
            asked.add(name)
    return asked


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_what_pyproject_asks_for(lock):
    """A package added to pyproject.toml, or taken out of it, asks for `make lock`."""
    assert {canonicalize_name(need.name) for need in LOCKS[lock]} == direct(lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pinned_version_is_one_that_pyproject_allows(lock):
    """A bound moved in pyproject.toml past the pinned version asks for `make lock`."""
    pinned = pins(lock)
    unfit = [
        str(need)
        for need in LOCKS[lock]
        if pinned_version(pinned[canonicalize_name(need.name)]) not in need.specifier
    ]
    assert [] == unfit


def test_the_tests_run_on_the_versions_that_users_run_on():
    """What requirements.txt pins, requirements-test.txt pins to the same version."""
    tested = {name: pinned_version(pin) for name, pin in pins("requirements-test.txt").items()}
    used = {name: pinned_version(pin) for name, pin in pins("requirements.txt").items()}
    assert used == {name: tested[name] for name in used}


def test_the_installed_versions_are_the_pinned_ones():
    """The environment that runs this test is the one that the lock describes."""
    here = [
        (name, pin)
        for name, pin in pins("requirements-test.txt").items()
        if pin.marker is None or pin.marker.evaluate()
    ]
    pinned = {name: pinned_version(pin) for name, pin in here}
    assert pinned == {name: version(name) for name, _ in here}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_that_packages_come_from(lock):
    """Hosts, indexes and paths are the machine's affair: a lock holds names and versions."""
    assert [] == re.findall(r"^.*(?:://|--\w|@|file:).*$", text(lock), flags=re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_deep_learning_framework_comes_in(lock):
    """Gigabytes that nothing here uses would come with any of these."""
    assert set() == {"torch", "tensorflow", "jax", "jaxlib"} & set(pins(lock))


def test_the_chosen_python_is_one_that_the_package_runs_on():
    """The version in .python-version, which uv fetches, lies within requires-python."""
    chosen = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    assert chosen in SpecifierSet(PROJECT["requires-python"])
