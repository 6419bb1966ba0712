"""Work that takes seconds, in a thread beside the page: with progress, and stopped when not wanted.

The thread knows nothing of Streamlit. A page that shows the work *asks* after it every second; work
that nobody asks after any more stops by itself, so that a page that was left, a closed window or a
lost connection leave nothing running. Of all visitors' work only so much runs at a time; the rest
waits its turn.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

PATIENCE = 6.0
"""Seconds without being asked after, until work stops."""

_AT_ONCE = threading.BoundedSemaphore(1)
_KEPT_RESULTS = 4


class StoppedError(Exception):
    """Raised inside the work to end it."""


class Job:
    """One piece of work and how far it is.

    Args:
        key: What it is about; equal keys mean equal results.
        work: Called in the thread with a function that takes the share done and raises
            `StoppedError` once the work is not wanted any more.
    """

    def __init__(self, key: Hashable, work: Callable[[Callable[[float], None]], Any]) -> None:
        self.key = key
        self.share = 0.0
        self.waiting = True
        self.result: Any = None
        self.error: Exception | None = None
        self.stopped = False
        self._wanted = True
        self._asked = time.monotonic()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def ask(self) -> bool:
        """Say that the work is still wanted; gives whether it is still going on."""
        self._asked = time.monotonic()
        return self._thread.is_alive()

    def stop(self) -> None:
        """End the work at its next step."""
        self._wanted = False

    def _check(self) -> None:
        if not self._wanted or time.monotonic() - self._asked > PATIENCE:
            raise StoppedError

    def _progress(self, share: float) -> None:
        self._check()
        self.share = share

    def _run(self, work: Callable[[Callable[[float], None]], Any]) -> None:
        try:
            while not _AT_ONCE.acquire(timeout=0.1):
                self._check()
            try:
                self.waiting = False
                self._check()
                self.result = work(self._progress)
            finally:
                _AT_ONCE.release()
        except StoppedError:
            self.stopped = True
        except Exception as error:  # noqa: BLE001 - the page says it, in its own thread
            self.error = error


class Results:
    """The last few results, shared by all visitors; safe between threads."""

    def __init__(self, most: int = _KEPT_RESULTS) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:  # noqa: ANN401 - whatever was put
        """What was put under a key, ``None`` where nothing is or it was forgotten."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: Hashable, value: Any) -> None:  # noqa: ANN401 - any result
        """Keep a result, and forget the one that was unused longest."""
        with self._lock:
            self._held[key] = value
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
