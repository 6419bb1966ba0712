#!/bin/sh
# Runs a command as root: directly, or by sudo, which may ask for a password at a terminal alone.
# Exit 1: this user may not.
set -u

if [ "$(id -u)" = 0 ]; then
    exec "$@"
elif ! command -v sudo >/dev/null 2>&1; then
    exit 1
elif [ -t 0 ]; then
    exec sudo "$@"
else
    exec sudo -n "$@" 2>/dev/null
fi
