"""NUTS by nutpie, and how any run of it is stopped."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from credence.errors import CancelledError

SECONDS_BETWEEN_LOOKS = 0.02


def run_nuts(compiled: Any, cancelled: Callable[[], bool], *, chains: int, **settings: Any) -> Any:  # noqa: ANN401 - nutpie's own
    """Run nutpie's chains to their end, unless somebody asks for theirs before.

    Args:
        compiled: What nutpie samples.
        cancelled: Asked some fifty times a second whether to stop.
        chains: How many chains; as many at once as there are cores.
        settings: Further arguments of `nutpie.sample`.

    Returns:
        What `nutpie.sample` gives.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    import nutpie  # noqa: PLC0415 - two seconds, and only sampling needs it

    running = nutpie.sample(
        compiled,
        chains=chains,
        cores=min(chains, os.process_cpu_count() or 1),
        progress_bar=False,
        blocking=False,
        **settings,
    )
    try:
        stopped = _stopped(running, cancelled)
    except BaseException:  # Ctrl+C above all: the chains are threads that would go on
        running.cancel()
        raise
    if stopped:
        running.cancel()
        raise CancelledError
    return running.wait()


def _stopped(running: object, cancelled: Callable[[], bool]) -> bool:
    """Wait until sampling is done, or until somebody asks for its end."""
    while not _is_finished(running):
        if cancelled():
            return True
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return False


def _is_finished(running: object) -> bool:
    with suppress(TimeoutError):  # which is how it says no
        return bool(running.is_finished)
    return False
