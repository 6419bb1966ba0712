"""The libraries and worldviews that come with Credence.

A *released* library never changes: what changes is a new version beside it. A *worldview* is a
credence file of ours that reads a published text; its author did not write it.

The data lie in ``data`` beside the package, both in the repository and where it is installed.
"""

import os
import re
from functools import lru_cache
from pathlib import Path

from credence.errors import InputError, Problem, unknown
from credence.files.library_file import read_library
from credence.library import Library

DATA = Path(__file__).resolve().parents[2] / "data"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@lru_cache(maxsize=1)
def released() -> tuple[str, ...]:
    """Names of the libraries that come with Credence, such as ``ai-risk-1``."""
    return tuple(sorted(path.stem for path in (DATA / "libraries").glob("*.yaml")))


def load_library(name_or_path: str | Path) -> Library:
    """A released library by name, or a library of one's own by path.

    Raises:
        InputError: There is no such library, or the file is no library.
    """
    name = str(name_or_path)
    if name in released():
        return _released(name)
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and _NAME.fullmatch(name) and not os.path.lexists(path):
        message = f"{unknown('released library', name, released())}; or give the path of a file"
        raise InputError(Problem("library", message))
    return read_library(path)


def is_released(library: Library) -> bool:
    """Whether a library came with Credence; one that only bears such a name did not."""
    return library.name in released() and _released(library.name) == library


@lru_cache(maxsize=64)
def _released(name: str) -> Library:
    return read_library(DATA / "libraries" / f"{name}.yaml")
