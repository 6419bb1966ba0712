#!/bin/sh
# The browser of the browser tests: prints the path of a Chromium or Chrome that runs.
#
#   chromium.sh            only looks; exit 1 where there is none
#   chromium.sh --install  gets one where there is none, as far as the user's rights reach:
#                          Debian's package as root or by sudo; elsewhere (Ubuntu has it as a snap
#                          alone, which does not run in containers) the build that Playwright
#                          fetches, into .venv/browsers
set -u

PLAYWRIGHT_BROWSERS_PATH=${PLAYWRIGHT_BROWSERS_PATH:-$PWD/.venv/browsers}
export PLAYWRIGHT_BROWSERS_PATH
OS_RELEASE=${OS_RELEASE:-/etc/os-release}

# Prints the candidate $1 when it runs.
try() {
    "$1" --version >/dev/null 2>&1 && echo "$1"
}

look() {
    if [ -n "${CHROMIUM:-}" ]; then
        try "$CHROMIUM" && return
        echo "CHROMIUM=$CHROMIUM does not run." >&2
        exit 2
    fi
    for name in chromium google-chrome google-chrome-stable chromium-browser; do
        path=$(command -v "$name" 2>/dev/null) && try "$path" && return
    done
    for path in \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "${HOME:-}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "$PLAYWRIGHT_BROWSERS_PATH"/chromium-*/chrome-linux*/chrome \
        "$PLAYWRIGHT_BROWSERS_PATH"/chromium-*/chrome-mac*/*.app/Contents/MacOS/*; do
        [ -x "$path" ] && try "$path" && return
    done
    return 1
}

is_debian() {
    command -v apt-get >/dev/null 2>&1 && grep -q '^ID=debian$' "$OS_RELEASE" 2>/dev/null
}

install_package() {
    is_debian || return 1
    echo "set-up: installing Debian's chromium …" >&2
    sh tools/as_root.sh apt-get update -qq >&2
    sh tools/as_root.sh env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium fonts-liberation >&2
}

install_playwright_build() {
    [ -x .venv/bin/playwright ] || return 1
    echo "set-up: fetching Playwright's Chromium into .venv/browsers …" >&2
    .venv/bin/playwright install chromium >&2 || return 1
    look >/dev/null || sh tools/as_root.sh "$PWD/.venv/bin/playwright" install-deps chromium >&2
}

look && exit 0
[ "${1:-}" = --install ] || exit 1
install_package && look && exit 0
install_playwright_build && look && exit 0
cat >&2 <<'MESSAGE'

The browser tests need Chromium or Chrome; none was found, and this user may not install one.

  Debian    sudo apt-get install chromium
  macOS     brew install --cask google-chrome
  others    install Google Chrome, or name a browser: make test CHROMIUM=/path/to/chrome

Then run make test again, or run the tests that need no browser: make test-quick
MESSAGE
exit 1
