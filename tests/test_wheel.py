"""The package that users install holds what the command line needs, wherever it is unpacked.

A *wheel* is a zip file of what goes into site-packages. It is built here without the network: the
builder is one of the packages that the tests need anyway.
"""

import subprocess
import sys
import zipfile

import pytest

from tests.machine import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Build the wheel and unpack it, as installing does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files(folder, *places):
    """Return the paths of all Python and YAML files under some places of a folder."""
    return {
        path.relative_to(folder)
        for place in places
        for path in (folder / place).rglob("*")
        if path.suffix in {".py", ".yaml"}
    }


def test_a_wheel_holds_the_subject_the_models_and_the_data(unpacked):
    """Every module of credence and models, and every library, is in the wheel."""
    assert files(ROOT, "credence", "models", "data") == files(
        unpacked, "credence", "models", "data"
    )


def test_the_installed_command_knows_the_released_libraries(unpacked):
    """`credence evaluate ai-risk-1` works in any folder, with no repository in sight."""
    command = "from credence.__main__ import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", command, "evaluate", "ai-risk-1", "--draws", "64"],
        cwd=unpacked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (run.returncode, run.stderr)
