"""Bytes into a file, and plain words where that fails."""

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
    """Write a file, over the one that is there.

    Raises:
        InputError: It cannot be written there.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        message = f"it cannot be written: {error.strerror}; choose another place"
        if not path.parent.exists():
            message = f"there is no folder {path.parent}; make it first"
        raise InputError(Problem("output", message, file=str(path))) from None
