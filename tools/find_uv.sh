#!/bin/sh
# Prints the path of uv, the installer that can also fetch a Python. Exit 1: none to be had.
#
#   find_uv.sh          only looks: on PATH, where its own installer puts it, and in .uv
#   find_uv.sh --fetch  puts it into .uv where there is none, by the pip of any Python 3 (no matter
#                       how old), else by uv's own installer. Nothing outside .uv is touched.
set -u

# Prints the candidate $1 when it runs.
try() {
    "$1" --version >/dev/null 2>&1 && echo "$1"
}

look() {
    path=$(command -v uv 2>/dev/null) && try "$path" && return 0
    for candidate in "$PWD/.uv/bin/uv" "${HOME:-}/.local/bin/uv" "${HOME:-}/.cargo/bin/uv" \
        /opt/homebrew/bin/uv /usr/local/bin/uv; do
        [ -x "$candidate" ] && try "$candidate" && return 0
    done
    return 1
}

fetch() {
    if python3 -m pip --version >/dev/null 2>&1; then
        PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --target .uv uv >&2 &&
            return 0
    fi
    # Debian's Python comes without pip: uv's own installer then, told to leave the profile alone.
    installer=https://astral.sh/uv/install.sh
    if command -v curl >/dev/null 2>&1; then
        script=$(curl -LsSf --connect-timeout 20 "$installer")
    elif command -v wget >/dev/null 2>&1; then
        script=$(wget -qO- --timeout=20 "$installer")
    else
        return 1
    fi && [ -n "$script" ] && echo "$script" | UV_UNMANAGED_INSTALL="$PWD/.uv/bin" sh >&2
}

look && exit 0
[ "${1:-}" = --fetch ] || exit 1
echo "Fetching uv into .uv …" >&2
fetch && look
