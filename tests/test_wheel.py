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
    """The wheel, built and unpacked, as installing does."""
    return built(tmp_path_factory.mktemp("wheel"))


def built(folder):
    """Build the wheel and unpack it in a folder; gives what would be site-packages."""
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


def test_a_wheel_holds_the_app_in_a_folder_of_its_own(unpacked):
    """The script, its pages and its settings stand there as they do in the repository."""
    app = unpacked / "credence_app"
    assert files(ROOT, "pages") == files(app, "pages")
    for name in ("app.py", ".streamlit/config.toml"):
        assert (ROOT / name).read_bytes() == (app / name).read_bytes()
    tops = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    assert {"credence", "credence_app", "models", "data"} == tops


def test_the_installed_command_finds_the_installed_app(unpacked):
    """`credence serve` runs the app that came with the package."""
    command = "from credence.cli import serve; print(serve.script())"
    run = subprocess.run(
        [sys.executable, "-c", command], cwd=unpacked, capture_output=True, text=True, check=True
    )
    assert str(unpacked / "credence_app" / "app.py") == run.stdout.strip()


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
