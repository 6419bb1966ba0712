"""The process that does the work of `models.worker`: ``python -m models.worker_child``.

It reads tasks as pickles from its standard input and writes what becomes of them to its standard
output; whatever else is printed goes to standard error. It ends when its input does, so that it
never outlives the server.
"""

import importlib
import os
import pickle
import queue
import sys
import threading
import traceback
from typing import Any, BinaryIO

from credence.errors import CancelledError, InputError


def main() -> None:
    """Work until the input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    tasks: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=_read, args=(tasks, cancelled), daemon=True).start()
    while True:
        function, arguments = tasks.get()
        _say(out, _outcome(out, function, arguments, cancelled))


def _read(tasks: "queue.SimpleQueue[tuple[Any, ...]]", cancelled: threading.Event) -> None:
    """Take messages as they come, also while a task runs."""
    try:
        while True:
            message = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own server
            if message[0] == "cancel":
                cancelled.set()
            else:
                cancelled.clear()
                tasks.put(message)
    except (EOFError, OSError):
        os._exit(0)


def _outcome(
    out: BinaryIO, function: str, arguments: tuple[Any, ...], cancelled: threading.Event
) -> tuple[Any, ...]:
    """Run one task; what became of it."""

    def progress(share: float, text: str) -> None:
        """Tell the server, or raise once nobody wants the task any more."""
        if cancelled.is_set():
            raise CancelledError
        _say(out, ("progress", float(share), text))

    module, _, name = function.partition(":")
    try:
        task = getattr(importlib.import_module(module), name)
        return "done", task(*arguments, progress=progress, cancelled=cancelled.is_set)
    except CancelledError:
        return ("cancelled",)
    except InputError as error:
        return "refused", error.problems
    except Exception as error:  # noqa: BLE001 - the page says it; the log has the rest
        traceback.print_exc()
        return "failed", f"{type(error).__name__}: {error}"


def _say(out: BinaryIO, message: tuple[Any, ...]) -> None:
    try:
        pickled = pickle.dumps(message)
    except Exception as error:  # noqa: BLE001 - an answer of a kind that cannot travel
        pickled = pickle.dumps(("failed", f"the answer cannot be sent: {error}"))
    try:
        out.write(pickled)
        out.flush()
    except OSError:
        os._exit(0)


if __name__ == "__main__":
    main()
