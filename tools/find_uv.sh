#!/bin/sh
# Prints the path of uv, the installer that can also fetch a Python. Exit 1: none to be had.
#
#   find_uv.sh          only looks: on PATH, where its own installer puts it, and in .uv
#   find_uv.sh --fetch  puts it into .uv where there is none: by the pip of any Python 3 (no matter
#                       how old), else by uv's own installer, else by a pip that apt-get brings
#                       (as root or by sudo; the one way that touches more than .uv)
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
    by_pip || by_its_installer || { install_pip && by_pip; }
}

by_pip() {
    python3 -m pip --version >/dev/null 2>&1 &&
        PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --target .uv uv >&2
}

# Debian's Python comes without pip. The installer is told to leave the user's profile alone.
by_its_installer() {
    installer=https://astral.sh/uv/install.sh
    if command -v curl >/dev/null 2>&1; then
        script=$(curl -LsSf --connect-timeout 20 "$installer")
    elif command -v wget >/dev/null 2>&1; then
        script=$(wget -qO- --timeout=20 "$installer")
    else
        return 1
    fi && [ -n "$script" ] && echo "$script" | UV_UNMANAGED_INSTALL="$PWD/.uv/bin" sh >&2
}

install_pip() {
    command -v apt-get >/dev/null 2>&1 || return 1
    echo "Installing python3-pip, to fetch uv with …" >&2
    sh tools/as_root.sh apt-get update -qq >&2 &&
        sh tools/as_root.sh env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends python3-pip >&2
}

look && exit 0
[ "${1:-}" = --fetch ] || exit 1
echo "Fetching uv into .uv …" >&2
fetch && look
