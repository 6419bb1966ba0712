"""Tasks to try the workers on."""

import os
import sys
import time
from pathlib import Path

from credence.errors import InputError


def doubled(value, *, progress, cancelled):
    """Twice the value."""
    progress(0.5, "half way")
    return 2 * value


def counted(folder, *, progress, cancelled):
    """Leave a mark each time it runs; gives its process."""
    Path(folder, f"{time.monotonic_ns()}").touch()
    time.sleep(0.3)
    return os.getpid()


def endless(folder, *, progress, cancelled):
    """Work until it is cancelled, and leave a mark then."""
    Path(folder, "began").touch()
    while not cancelled():
        time.sleep(0.02)
        progress(0.1, "on and on")
    Path(folder, "ended").touch()


def deaf(folder, *, progress, cancelled):
    """Work for a minute, whatever is said."""
    Path(folder, "began").touch()
    time.sleep(60)


def deadly(folder, *, progress, cancelled):
    """Take its process with it, the first time."""
    mark = Path(folder, "died")
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return "risen"


def always_deadly(*, progress, cancelled):
    """Take its process with it, every time."""
    os._exit(9)


def refused(*, progress, cancelled):
    """Say what is wrong with the input."""
    raise InputError.at("claims.doom", "is not there")


def broken(*, progress, cancelled):
    """Fail by a fault."""
    raise RuntimeError("a fault")


def talkative(*, progress, cancelled):
    """Print, which must not be taken for an answer; give what cannot be pickled."""
    sys.stdout.write("to whom it may concern\n")
    sys.stdout.flush()
    return lambda: None
