"""The command serve: which app it runs, on which address, and what it says first."""

import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from credence import cli
from credence.cli import serve
from tests.machine import ROOT


@pytest.fixture
def started(monkeypatch, capsys):
    """Run the command without starting anything; gives exit code, what would run, and stderr."""

    def go(*words):
        commands = []
        monkeypatch.setattr(serve, "_replaced_by", commands.append)
        code = cli.run(["serve", *words])
        return code, commands[0] if commands else [], capsys.readouterr().err

    return go


def test_the_app_listens_on_this_machine_alone(started):
    """Without options: the app of the repository, on 127.0.0.1:8501, and no warning."""
    code, command, said = started()
    assert 0 == code
    assert [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")] == command[:5]
    assert ["--server.address", "127.0.0.1", "--server.port", "8501"] == command[5:9]
    assert "Credence: http://127.0.0.1:8501/ (Ctrl+C ends it)\n" == said


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.0.7", "example.org"])  # noqa: S104 - nothing is started
def test_letting_others_in_is_said(started, address):
    """Whoever opens the app to others is told what that means, and where to read on."""
    code, command, said = started("--address", address, "--port", "8600")
    assert 0 == code
    assert [address, "8600"] == [command[6], command[8]]
    assert "nobody is asked for a password" in said
    assert "docs/deploy.md" in said


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_this_machine_has_several_names(started, address):
    """None of them is a reason for a warning."""
    assert "password" not in started("--address", address)[2]


def test_options_of_streamlit_are_handed_on(started):
    """What the command does not know goes to Streamlit as it stands."""
    _, command, _ = started(
        "--server.baseUrlPath", "credence", "--port", "8600", "--logger.level=debug"
    )
    assert ["--server.baseUrlPath", "credence", "--logger.level=debug"] == command[-3:]


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_refused(started, port):
    """The input is wrong, and nothing is started."""
    code, command, said = started("--port", port)
    assert (2, []) == (code, command)
    assert "port" in said


def test_where_the_app_is_missing_it_is_said(started, monkeypatch, tmp_path):
    """An app.py of somebody else's beside the package is not run."""
    (tmp_path / "app.py").write_text("raise SystemExit")
    monkeypatch.setattr(serve, "_HOMES", (tmp_path,))
    code, command, said = started()
    assert (2, []) == (code, command)
    assert "the app is not beside the package" in said


def test_serve_serves():
    """The command becomes the server: it answers, and ends when it is asked to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "credence", "serve", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        health = f"http://127.0.0.1:{port}/_stcore/health"
        assert "ok" == answer(health, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def answer(address, process):
    """What a server says once it is there."""
    for _ in range(600):
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own address
                return response.read().decode()
        except OSError:
            time.sleep(0.1)
    return "nothing within a minute"
