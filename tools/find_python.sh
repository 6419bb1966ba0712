#!/bin/sh
# Prints the path of a Python that Credence can run on: 3.12, 3.13 or 3.14. Exit 1: there is none.
#
# A name on PATH proves nothing: pyenv's shims stand there for versions that are not installed or
# not chosen. So each candidate is run and asked for its version and its own path.
set -u

ask='import sys
if not (3, 12) <= sys.version_info[:2] < (3, 15):
    sys.exit(1)
print(sys.executable)'

# Prints the interpreter's own path when the candidate $1 runs and is of a fitting version.
try() {
    path=$("$1" -c "$ask" 2>/dev/null) && [ -n "$path" ] && echo "$path"
}

if [ -n "${PYTHON:-}" ]; then
    try "$PYTHON" && exit 0
    echo "PYTHON=$PYTHON does not run, or is not Python 3.12, 3.13 or 3.14." >&2
    exit 2
fi

for version in 3.13 3.14 3.12; do
    try "python$version" && exit 0
done
try python3 && exit 0

for version in 3.13 3.14 3.12; do
    for candidate in \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}/versions/$version".*/bin/python3 \
        "/opt/homebrew/bin/python$version" \
        "/usr/local/bin/python$version" \
        "/opt/local/bin/python$version" \
        "/home/linuxbrew/.linuxbrew/bin/python$version" \
        "/Library/Frameworks/Python.framework/Versions/$version/bin/python3"; do
        [ -x "$candidate" ] && try "$candidate" && exit 0
    done
done
exit 1
