"""The commands that a newcomer types first, and the facts that several files repeat."""

import os
import re
import subprocess
import tomllib

from tests.machine import ROOT


def test_make_alone_lists_every_target():
    """Each target that the Makefile declares stands in the list with what it does."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    described = dict(re.findall(r"^  ([a-z-]+) +(\S.*)$", listed, re.MULTILINE))
    assert sorted(targets) == sorted(described)


def test_make_run_opens_the_app_on_this_machine_alone():
    """The app listens on 127.0.0.1:8501, or on the port that was asked for."""
    shown = subprocess.run(
        ["make", "--dry-run", "run", "PORT=8600"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "streamlit run app.py --server.address 127.0.0.1 --server.port 8600" in shown
    assert re.search(r"^PORT \?= 8501$", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_continuous_integration_runs_make_test():
    """.ci/run is executable and calls make test."""
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert "make test" in (ROOT / ".ci/run").read_text()


def test_streamlit_has_the_hidden_option_that_its_pin_is_there_for():
    """Streamlit still knows the option that switches its collection after every run off."""
    from streamlit import config

    assert config.get_option("runner.postScriptGC") in (True, False)


def test_every_file_names_the_same_version():
    """pyproject.toml, CITATION.cff and the changelog's first heading agree."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    cited = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    changed = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert (version, version) == (cited[1], changed[1])
