"""How a code names a library of one's own: by the beginning of its digest.

A released library is named by id and version; nobody else may have that name. Two people may well
call their own libraries the same, so these are named by what is in them: ``own.`` and the first 32
hexadecimal digits of the SHA-256 of the content. A name with a dot is no released library's.
"""

import re

from credence.library import Library

REFERENCE = re.compile(r"own\.[0-9a-f]{32}")


def reference_of(library: Library) -> str:
    """The name of a library of one's own, such as ``own.9f86d081884c7d659a2feaa0c55ad015``."""
    return f"own.{library.digest[:32]}"
