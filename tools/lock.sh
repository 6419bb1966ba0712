#!/bin/sh
# Writes requirements.txt and requirements-test.txt anew from pyproject.toml, for every system and
# every Python that Credence runs on. Versions that still fit stay (--upgrade: take the newest).
#
# Locks name packages and versions, never where a package comes from: that is the machine's affair.
set -eu

uv=$(sh tools/find_uv.sh --fetch) || {
    echo "make lock needs uv: https://docs.astral.sh/uv/getting-started/installation/" >&2
    exit 1
}

compile() {
    UV_CUSTOM_COMPILE_COMMAND="make lock" "$uv" pip compile --quiet --universal \
        --python-version 3.12 --no-emit-index-url --no-emit-find-links "$@"
}

compile pyproject.toml --output-file requirements.txt "$@"
compile pyproject.toml --extra test --constraints requirements.txt \
    --output-file requirements-test.txt "$@"
