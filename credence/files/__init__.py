"""Everything that Credence reads from disk and writes to it.

A *library* is YAML (or JSON). A *credence file* is what one person holds about a library, as YAML,
JSON, CSV or XLSX with the same content. Only here are file formats known; everywhere else there
are records.

Bad input raises `credence.errors.InputError` with all of its problems, whatever the bytes are.
"""

from credence.files.check import check_file
from credence.files.credence_file import CredenceFile, Remark
from credence.files.credences import load_credences, open_credences, read_credences, write_credences
from credence.files.library_file import library_text, read_library
from credence.files.released import is_released, load_library, released
from credence.files.remarks import remarks_on
from credence.files.template import template
from credence.files.worldviews import worldviews

__all__ = [
    "CredenceFile",
    "Remark",
    "check_file",
    "is_released",
    "library_text",
    "load_credences",
    "load_library",
    "open_credences",
    "read_credences",
    "read_library",
    "released",
    "remarks_on",
    "template",
    "worldviews",
    "write_credences",
]
