"""How much may be stored how fast: a *bucket* of tokens that fills at a steady pace.

Storing takes tokens out; who finds too few is asked to wait. The buckets belong to one process, and
not to one visitor: who is a new visitor can be made up, the disk cannot. A bound on all that the
database may hold stands beside them (`CREDENCE_STORE_MEGABYTES`).
"""

import threading
import time
from collections.abc import Callable

from credence.errors import InputError


class Bucket:
    """At most ``most`` tokens at once, and ``per_second`` new ones; safe between threads."""

    def __init__(
        self, most: float, per_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._per_second, self._clock = most, per_second, clock
        self._tokens, self._at = most, clock()
        self._lock = threading.Lock()

    def take(self, count: float) -> bool:
        """Take tokens out where there are so many; False, and none taken, where not."""
        with self._lock:
            now = self._clock()
            self._tokens = min(self._most, self._tokens + (now - self._at) * self._per_second)
            self._at = now
            if count > self._tokens:
                return False
            self._tokens -= count
            return True


class Allowance:
    """New things and new bytes that one process stores.

    A hundred things at once and one each two seconds; 20 megabytes at once and 20 an hour.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._things = Bucket(100, 0.5, clock)
        self._bytes = Bucket(20e6, 20e6 / 3600, clock)

    def spend(self, size: int) -> None:
        """Count one new thing of ``size`` bytes.

        Raises:
            InputError: Too much was stored of late.
        """
        if not (self._things.take(1) and self._bytes.take(size)):
            raise InputError.at(
                "store", "too much was stored here within a short time; try again in some minutes"
            )
