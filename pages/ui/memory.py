"""Memory that is free again goes back to the system.

The C library keeps what a program frees, for its next request: an *arena* (its own store of memory)
for each thread that asks while others do, up to eight for a core. Streamlit runs every click in a
thread of its own, so that what a click needed for a moment would be held many times over, the more
so the busier the machine is and the faster one clicks. Here all threads share one arena, since those
of Python hardly ever ask at the same time; large arrays are taken from the system and given back to
it one by one; and after each run the arena returns what lies free in it, in a millisecond or two.

That is a matter of the GNU C library (`mallopt(3)`); elsewhere nothing is done.
"""

import ctypes
import platform

_ARENAS = 1
_OWN_MAPPING_FROM = 2**18
"""Bytes from which a block is a mapping of its own; a number that is set no longer grows by itself."""

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # from <malloc.h>


def hold_little() -> bool:
    """Bound what the C library keeps for itself; whether it could be told.

    For a program's start: a thread keeps the arena that it has.
    """
    library = _gnu()
    if library is None:
        return False
    wanted = {_M_ARENA_MAX: _ARENAS, _M_MMAP_THRESHOLD: _OWN_MAPPING_FROM}
    taken = [library.mallopt(name, value) for name, value in wanted.items()]  # each, come what may
    return all(taken)


def give_back() -> bool:
    """Return free memory to the system now; whether there was any."""
    library = _gnu()
    return library is not None and bool(library.malloc_trim(0))


def _gnu() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None
