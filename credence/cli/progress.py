"""How far a command has come, on stderr: a bar on a terminal, else a line for each tenth."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

QUIET = 1.0
"""Seconds that pass before anything is said: what is done sooner needs no progress."""


@contextmanager
def progress_of(what: str) -> Iterator[Callable[[float], None]]:
    """A function to tell the share that is done, in [0, 1]; safe to call from another thread.

    Args:
        what: What is being done, as in "10 % of the draws made": "of the draws made".
    """
    begun = time.monotonic()
    if sys.stderr is not None and sys.stderr.isatty():
        from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
        from rich.progress import Progress  # noqa: PLC0415

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=1.0, visible=False)
            yield lambda share: bar.update(
                task, completed=share, visible=time.monotonic() - begun > QUIET
            )
        return
    told = 0

    def line(share: float) -> None:
        nonlocal told
        tenth = int(share * 10)
        if sys.stderr is not None and tenth > told and time.monotonic() - begun > QUIET:
            told = tenth
            print(f"credence: {tenth * 10} % {what}", file=sys.stderr, flush=True)  # noqa: T201

    yield line
