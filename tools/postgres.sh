#!/bin/sh
# The database server of the store's tests: prints the folder of a PostgreSQL's programs that run.
#
#   postgres.sh            only looks; exit 1 where there is none
#   postgres.sh --install  gets one where there is none, as far as the user's rights reach: the
#                          package of Debian or Ubuntu, as root or by sudo
#
# Only the programs are needed: the tests start a server of their own, in a folder of their own.
set -u

# Debian keeps these programs off the PATH, and so does Homebrew.
PLACES=${PLACES:-/usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin \
/usr/local/opt/postgresql*/bin}

# Prints the folder $1 when both programs in it run.
try() {
    "$1/initdb" --version >/dev/null 2>&1 && "$1/postgres" --version >/dev/null 2>&1 && echo "$1"
}

look() {
    if [ -n "${POSTGRES:-}" ]; then
        try "$POSTGRES" && return
        echo "POSTGRES=$POSTGRES holds no initdb and postgres that run." >&2
        exit 2
    fi
    for folder in $PLACES; do
        [ -x "$folder/initdb" ] && try "$folder" && return
    done
    path=$(command -v initdb 2>/dev/null) && try "${path%/*}" && return
    return 1
}

install_package() {
    command -v apt-get >/dev/null 2>&1 || return 1
    echo "set-up: installing the package postgresql …" >&2
    sh tools/as_root.sh apt-get update -qq >&2
    sh tools/as_root.sh env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends postgresql >&2
}

look && exit 0
[ "${1:-}" = --install ] || exit 1
install_package && look && exit 0
cat >&2 <<'MESSAGE'

The store's tests on PostgreSQL need its server; none was found, and this user may not install one.
They are left out; the same tests run on SQLite.

  Debian, Ubuntu   sudo apt-get install postgresql
  macOS            brew install postgresql@17
  elsewhere        name the folder of initdb and postgres: make test POSTGRES=/path/to/bin

MESSAGE
exit 1
