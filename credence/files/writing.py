"""Whole files or none, and plain words where that fails."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from credence.errors import InputError, Problem


def suffix_of(path: Path, known: tuple[str, ...]) -> str:
    """The ending of a file's name, in lower case and without its dot.

    Raises:
        InputError: It is none of those that are known; the message lists them.
    """
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in known:
        endings = ", ".join(f".{each}" for each in known)
        message = f"the name ends in “{path.suffix}”" if suffix else "the name has no ending"
        raise InputError(Problem("output", f"{message}; it can be {endings}", file=str(path)))
    return suffix


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, over the one that is there; see `write_with`."""
    write_with(path, lambda place: place.write_bytes(content))


def write_with(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a file beside ``path``, which takes its place once it is whole.

    Raises:
        InputError: It cannot be written there.
    """
    beside = path.with_name(f"{path.name}.part")
    try:
        write(beside)
        beside.replace(path)
    except OSError as error:
        message = f"it cannot be written: {error.strerror or error}; choose another place"
        if not path.parent.exists():
            message = f"there is no folder {path.parent}; make it first"
        raise InputError(Problem("output", message, file=str(path))) from None
    finally:  # also where somebody stops it
        with suppress(OSError):
            beside.unlink(missing_ok=True)
