"""Remember arrays under what they depend on, within a bound of bytes.

A cache that is keyed by everything an array depends on can never be stale, so nothing is ever
invalidated: what is no longer asked for is forgotten, the longest unused first.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

OVERHEAD = 200
"""Bytes counted for an entry beside its array."""


class Memo:
    """A least-recently-used store of arrays; safe between threads.

    Args:
        most_bytes: Bound on the sum of the arrays' sizes.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.held_bytes = 0
        self._entries: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def recall[V](self, key: Hashable, make: Callable[[], V]) -> V:
        """What is held under ``key``, made and kept if it is not there."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                held: V = self._entries[key]
                return held
        value = make()
        with self._lock:
            if key not in self._entries:
                self._entries[key] = value
                self.held_bytes += _size(value)
            while self.held_bytes > self.most_bytes and len(self._entries) > 1:
                _, old = self._entries.popitem(last=False)
                self.held_bytes -= _size(old)
        return value


def _size(value: object) -> int:
    """Bytes counted for a value: its array's, or those of the arrays in a tuple."""
    arrays = value if isinstance(value, tuple) else (value,)
    return OVERHEAD + sum(getattr(array, "nbytes", 0) for array in arrays)
