"""What the C library keeps for itself, asked of the C library."""

import platform
import subprocess
import sys
import textwrap

import pytest

from tests.machine import ROOT

pytestmark = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="arenas are the GNU C library's"
)

SCRIPT = """
    import ctypes, sys, tempfile, threading
    from pages.ui import memory

    if "held" in sys.argv:
        assert memory.hold_little()
    library = ctypes.CDLL(None)
    library.fopen.restype = ctypes.c_void_p
    ready = threading.Barrier(8)

    def ask():
        ready.wait()
        for _ in range(2_000):  # without Python's lock, so that the threads meet in the library
            block = library.malloc(ctypes.c_size_t(50_000))
            library.free(ctypes.c_void_p(block))

    library.malloc.restype = ctypes.c_void_p
    threads = [threading.Thread(target=ask) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with tempfile.NamedTemporaryFile("r") as told:
        stream = ctypes.c_void_p(library.fopen(told.name.encode(), b"w"))
        library.malloc_info(0, stream)
        library.fclose(stream)
        print(told.read().count("<heap nr="))
"""


def arenas(*words: str) -> int:
    """How many stores of memory eight threads that ask at once end up with."""
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_threads_share_one_arena():
    """Without the bound each thread that asks while others do gets an arena of its own."""
    assert 1 == arenas("held")
    assert arenas() > 1


def test_free_memory_is_given_back():
    """What lies free between blocks in use goes back when it is asked for."""
    script = """
        import os
        from pathlib import Path
        from pages.ui import memory

        def resident():
            return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

        memory.hold_little()
        blocks = [bytearray(b"x" * 100_000) for _ in range(1_000)]
        last = blocks[-1]
        full = resident()
        del blocks
        memory.give_back()
        print(full - resident())
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 80 * 10**6
