"""Setting up works on machines that have little, and says what to do where it cannot.

The scripts in tools/ are run for real; the programs that they look for are stand-ins, see
tests/machine.py. Finding a Python and fetching one are two things: a Python that is there is
used, one is fetched only where none fits.
"""

import os
import sys

from tests.machine import ROOT

# Says it is of a fitting version; makes an environment whose Python behaves likewise.
GOOD_PYTHON = """
case "$*" in
*"-c"*"print(sys.executable)"*) echo "$0" ;;
*"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
esac
"""
# Runs, but is too old: it has a pip, which can put a uv into .uv, and that can make environments.
OLD_PYTHON = """
case "$*" in
*"-c"*) exit 1 ;;
*"pip install"*"--target .uv uv"*) mkdir -p .uv/bin; cp uv-stand-in .uv/bin/uv ;;
esac
"""
UV = """
case "$*" in
"venv "*) mkdir -p .venv/bin; cp python-of-uv .venv/bin/python ;;
esac
"""


def installs(calls: list[str]) -> list[str]:
    """Return the calls that install a lock."""
    return [call for call in calls if " pip install " in call and "requirement" in call]


# --- Which Python ---------------------------------------------------------------------------


def test_the_python_found_is_one_that_runs(machine):
    """A name on PATH that does not run, as a shim of pyenv, is passed over."""
    machine.has("python3.13", "exit 127")
    machine.has("python3.14", GOOD_PYTHON)
    assert str(machine.bin / "python3.14") == machine.run("find_python.sh").stdout.strip()


def test_a_real_python_is_judged_by_its_version(machine):
    """The Python of these tests fits; the question asked of it is real Python."""
    (machine.bin / "python3").symlink_to(sys.executable)
    assert 0 == machine.run("find_python.sh").returncode


def test_a_python_of_pyenv_is_found_without_its_shims(machine):
    """pyenv's versions are looked for in its own folder."""
    machine.has("home/.pyenv/versions/3.12.1/bin/python3", GOOD_PYTHON)
    found = machine.run("find_python.sh").stdout.strip()
    assert found.endswith("/.pyenv/versions/3.12.1/bin/python3")


def test_the_python_that_was_named_is_the_one_taken(machine):
    """PYTHON comes first; where it does not fit, nothing else is taken in its stead."""
    machine.has("python3.13", GOOD_PYTHON)
    machine.has("mine", GOOD_PYTHON)
    named = machine.run("find_python.sh", PYTHON="mine")
    assert str(machine.bin / "mine") == named.stdout.strip()
    wrong = machine.run("set_up.sh", "run", PYTHON="yours")
    assert 1 == wrong.returncode
    assert "PYTHON=yours does not run" in wrong.stderr


# --- Installing -----------------------------------------------------------------------------


def test_a_second_set_up_installs_nothing(machine):
    """The lock is installed once, whatever the dates of the files say."""
    machine.has("python3.13", GOOD_PYTHON)
    assert 0 == machine.run("set_up.sh", "run").returncode
    assert 1 == len(installs(machine.calls()))
    os.utime(machine.folder / "requirements.txt")
    assert 0 == machine.run("set_up.sh", "run").returncode
    assert [] == installs(machine.calls())


def test_a_changed_lock_is_installed_again(machine):
    """After an update of the repository the environment follows."""
    machine.has("python3.13", GOOD_PYTHON)
    machine.run("set_up.sh", "run")
    machine.calls()
    (machine.folder / "requirements.txt").write_text("numpy==2.5.5\n")
    machine.run("set_up.sh", "run")
    assert 1 == len(installs(machine.calls()))


def test_what_the_tests_need_includes_what_the_app_needs(machine):
    """After the set-up for tests, the app starts without installing."""
    machine.has("python3.13", GOOD_PYTHON)
    machine.run("set_up.sh", "test")
    assert "requirements-test.txt" in installs(machine.calls())[0]
    machine.run("set_up.sh", "run")
    assert [] == installs(machine.calls())


def test_a_failed_installation_is_tried_again(machine):
    """An environment that was left half full is not taken for a whole one."""
    machine.has("python3.13", GOOD_PYTHON + 'case "$*" in *"pip install"*) exit 1 ;; esac')
    failed = machine.run("set_up.sh", "run")
    assert 1 == failed.returncode
    assert "could not install requirements.txt" in failed.stderr
    machine.calls()
    machine.has(".venv/bin/python", GOOD_PYTHON)
    assert 0 == machine.run("set_up.sh", "run").returncode
    assert 1 == len(installs(machine.calls()))


def test_an_environment_whose_python_is_gone_is_made_anew(machine):
    """A Python that was upgraded away leaves a link to nowhere."""
    machine.has("python3.13", GOOD_PYTHON)
    machine.run("set_up.sh", "run")
    (machine.folder / ".venv/bin/python").unlink()
    (machine.folder / ".venv/bin/python").symlink_to("/nowhere/python3.13")
    machine.calls()
    assert 0 == machine.run("set_up.sh", "run").returncode
    assert 1 == len(installs(machine.calls()))


def test_bytecode_is_compiled_although_python_is_told_not_to(machine):
    """Packages and our own code are compiled where PYTHONDONTWRITEBYTECODE is set."""
    machine.has("python3.13", GOOD_PYTHON)
    machine.run("set_up.sh", "run", PYTHONDONTWRITEBYTECODE="1")
    compiled = [call for call in machine.calls() if "compileall" in call]
    assert any(".venv/lib" in call for call in compiled)
    assert any("credence models pages" in call for call in compiled)


def test_an_old_python_fetches_uv_which_fetches_a_python(machine):
    """With nothing but an old Python 3 and its pip, uv makes the environment and fills it."""
    machine.has("python3", OLD_PYTHON)
    machine.has("./uv-stand-in", UV)
    machine.has("./python-of-uv", 'case "$*" in *"-m pip"*) exit 1 ;; esac')
    done = machine.run("set_up.sh", "run")
    assert 0 == done.returncode
    calls = machine.calls()
    chosen = (ROOT / ".python-version").read_text().strip()
    assert f"uv venv --quiet --python {chosen} .venv" in calls
    (install,) = installs(calls)
    assert "--compile-bytecode" in install


def test_debians_python_without_its_venv_package_is_used_through_uv(machine):
    """A fitting Python that cannot make an environment gets one from uv, and stays the Python."""
    machine.has("python3.13", GOOD_PYTHON.replace("mkdir -p", "exit 1; mkdir -p"))
    machine.has("uv", UV)
    machine.has("./python-of-uv")
    assert 0 == machine.run("set_up.sh", "run").returncode
    assert f"uv venv --quiet --python {machine.bin}/python3.13 .venv" in machine.calls()


def test_uv_that_trusts_no_certificate_is_tried_with_those_of_the_system(machine):
    """Behind a proxy that signs for itself, the installation succeeds at the second try."""
    machine.has("python3.13", GOOD_PYTHON)
    machine.has("uv", '[ "$1" = --version ] || [ -n "${UV_SYSTEM_CERTS:-}" ]')
    assert 0 == machine.run("set_up.sh", "run").returncode
    assert ["uv", "uv"] == [call.split()[0] for call in installs(machine.calls())]


def test_root_on_debian_without_pip_gets_one_to_fetch_uv_with(machine):
    """Debian packs pip apart from Python; as root apt-get brings it."""
    machine.has("id", "echo 0")
    machine.has("./python3-with-pip", OLD_PYTHON)
    machine.has("python3", "exit 1")
    machine.has(
        "apt-get", f'case "$*" in install*) cp python3-with-pip {machine.bin}/python3 ;; esac'
    )
    machine.has("./uv-stand-in", UV)
    machine.has("./python-of-uv", 'case "$*" in *"-m pip"*) exit 1 ;; esac')
    assert 0 == machine.run("set_up.sh", "run").returncode
    assert 1 == len(installs(machine.calls()))


def test_where_nothing_works_the_message_says_what_to_install(machine):
    """No Python, no uv, no way to fetch either: the remedies are named, system by system."""
    refused = machine.run("set_up.sh", "run")
    assert 1 == refused.returncode
    for remedy in ("apt-get install python3-venv", "brew install python@3.13", "make PYTHON="):
        assert remedy in refused.stderr
