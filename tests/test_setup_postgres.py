"""The database server of the store's tests is found, or installed as far as the rights reach."""

import pytest

RUNS = "exit 0"
APT_GET = """
[ "$(id -u)" = 0 ] || exit 100
case "$*" in
install*postgresql*)
    for name in initdb postgres; do
        printf '#!/bin/sh\\n' > "$GOES_TO/$name"; chmod +x "$GOES_TO/$name"
    done ;;
esac
"""


@pytest.fixture
def get(machine):
    """Return a function that asks for the server; none of this machine's own is in sight."""

    def ask(*arguments, **variables):
        places = {"PLACES": f"{machine.folder}/lib/*/bin"}
        return machine.run("postgres.sh", *arguments, **(places | variables))

    return ask


def test_a_server_that_is_there_is_taken(machine, get):
    """Debian's folder is looked into, then the PATH; nothing is installed."""
    machine.has("initdb", RUNS)
    machine.has("postgres", RUNS)
    assert str(machine.bin) == get("--install").stdout.strip()
    machine.has("lib/17/bin/initdb", RUNS)
    machine.has("lib/17/bin/postgres", RUNS)
    assert str(machine.folder / "lib/17/bin") == get("--install").stdout.strip()


def test_the_folder_that_was_named_is_the_one_taken(machine, get):
    """POSTGRES comes first; where it holds no server, nothing else is taken in its stead."""
    machine.has("initdb", RUNS)
    machine.has("postgres", RUNS)
    wrong = get("--install", POSTGRES="/nowhere")
    assert (2, "") == (wrong.returncode, wrong.stdout)
    assert "POSTGRES=/nowhere holds no initdb" in wrong.stderr


def test_root_gets_the_package(machine, get):
    """As root the package is installed without further ado."""
    machine.has("id", "echo 0")
    machine.has("apt-get", APT_GET)
    assert str(machine.bin) == get("--install", GOES_TO=str(machine.bin)).stdout.strip()
    assert any("install -y" in call and "postgresql" in call for call in machine.calls())


def test_without_rights_the_message_says_what_to_do(machine, get):
    """Who may install nothing is told so, and that the tests on PostgreSQL are left out."""
    machine.has("id", "echo 1000")
    machine.has("apt-get", APT_GET)
    found = get("--install")
    assert (1, "") == (found.returncode, found.stdout)
    assert "They are left out" in found.stderr
    assert "sudo apt-get install postgresql" in found.stderr
