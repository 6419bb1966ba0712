"""Names for files of a scenario, by its code: the same scenario always gets the same name."""

import hashlib

from credence.links import encode
from credence.scenario import Scenario

_LONGEST = 80


def file_name(scenario: Scenario, what: str, suffix: str, *more: object) -> str:
    """A file name for something of a scenario, on any system.

    A short code stands in it as it is, with ``_`` for ``*``, which Windows does not have; of a long
    one the library stays. The last piece is a digest of the whole code and of all that is given, so
    that files that differ have names that differ.
    """
    code = encode(scenario)
    told = "\0".join([code, what, suffix, *map(str, more)])
    digest = hashlib.sha256(told.encode()).hexdigest()[:10]
    middle = code if len(code) <= _LONGEST else scenario.library.name
    return f"{what}-{middle.replace('*', '_')}-{digest}.{suffix}"
