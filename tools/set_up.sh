#!/bin/sh
# Makes .venv and installs into it what a lock file pins. Run it from the repository root.
#
#   set_up.sh run    what the app and the command line need (requirements.txt)
#   set_up.sh test   that, and what the tests and checkers need (requirements-test.txt)
#
# An installed lock leaves a copy of itself in .venv: while that copy equals the lock there is
# nothing to do, whatever the files' dates say after a checkout.
#
# With bytecode compiled the app starts three times as fast, so it is compiled here, also where
# PYTHONDONTWRITEBYTECODE keeps Python from doing so by itself.
set -eu

python=.venv/bin/python

say() { echo "set-up: $*" >&2; }

give_up() {
    cat >&2 <<'MESSAGE'

Credence needs Python 3.12, 3.13 or 3.14; none was found, and none could be fetched.
Any one of these is enough. Then run make again.

  Debian 13, Ubuntu 24.04 or newer   sudo apt-get install python3-venv
  macOS with Homebrew                brew install python@3.13
  any system with a network          install uv: https://docs.astral.sh/uv/getting-started/installation/
  a Python elsewhere                 make PYTHON=/path/to/python3.13
MESSAGE
    exit 1
}

# An environment is of no use when its Python was removed, or is of another version than we need.
environment_runs() {
    [ -x $python ] &&
        $python -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
}

# A Python of this machine where there is one, else the one of .python-version, fetched by uv.
make_environment() {
    rm -rf .venv
    found=$(sh tools/find_python.sh) || [ $? -eq 1 ] || exit 1
    if [ -n "$found" ]; then
        say "making .venv with $found"
        "$found" -m venv .venv >/dev/null 2>&1 && return
        rm -rf .venv # Debian packs venv apart from Python: without it half a .venv is left
    fi
    uv=$(sh tools/find_uv.sh --fetch) || give_up
    [ -n "$found" ] || say "no Python 3.12 to 3.14 here: uv fetches one"
    run_uv venv --quiet --python "${found:-$(cat .python-version)}" .venv || give_up
}

# uv where there is one, being faster; else, or where it fails, pip, which knows the machine's
# mirrors and certificates better.
install_lock() {
    say "installing $1 into .venv (once; a minute or two) …"
    if uv=$(sh tools/find_uv.sh) && install_by_uv "$1"; then
        return
    fi
    if $python -m pip --version >/dev/null 2>&1; then
        install_by_pip "$1" && return
    elif [ -z "$uv" ] && uv=$(sh tools/find_uv.sh --fetch); then
        install_by_uv "$1" && return
    fi
    say "could not install $1: the message above says why. Is the network reachable?"
    exit 1
}

# Behind a proxy that signs with its own certificate only the system's certificates will do; on a
# bare system only those that uv brings.
run_uv() {
    error=$("$uv" "$@" 2>&1) && return
    UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 "$uv" "$@" 2>/dev/null && return
    echo "$error" >&2
    return 1
}

install_by_uv() {
    run_uv pip install --quiet --python $python --compile-bytecode --requirements "$1"
}

install_by_pip() {
    $python -m pip install -qq --disable-pip-version-check --no-compile --requirement "$1" ||
        return 1
    # Some packages carry templates that are no valid Python: their complaints mean nothing.
    $python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true
}

installed() { cmp -s "$1" ".venv/installed-$1"; }

ensure() {
    installed "$1" && return
    install_lock "$1"
    cp "$1" ".venv/installed-$1"
}

case "${1:-}" in
run | test) ;;
*)
    echo "usage: set_up.sh run|test" >&2
    exit 2
    ;;
esac

environment_runs || make_environment
if [ "$1" = test ]; then
    ensure requirements-test.txt
    cp requirements.txt .venv/installed-requirements.txt # the test lock holds all of it
else
    ensure requirements.txt
fi
$python -m compileall -q credence models pages
