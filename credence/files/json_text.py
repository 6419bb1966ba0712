"""JSON as plain data: strict, with lines.

Stricter than JSON is often read: duplicate keys are refused. NaN and Infinity, which JSON does not
have and many programs write, are read as what they are, since no number of ours may be one: each is
a problem at its place, and not the end of the file. The standard library's reader judges the syntax; a second look at the same text tells on which line each value
stands, which that reader does not say.
"""

import json
import re

from credence.errors import InputError, Problem
from credence.files.document import Builder, Document
from credence.files.yaml_text import real

_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\]:,"]+|\n')


def read_json(text: str, file: str | None = None) -> Document:
    """Read JSON text.

    Raises:
        InputError: The text is no JSON, or too deeply nested. Duplicate keys are among the
            document's problems.
    """
    try:
        json.loads(text, parse_int=float, parse_float=float)
    except json.JSONDecodeError as error:
        message = f"the file is not JSON: {error.msg} (column {error.colno})"
        raise InputError(Problem("", message, error.lineno, file)) from None
    except RecursionError:
        raise InputError(
            Problem("", "the file is nested too deeply to be read", file=file)
        ) from None
    builder = Builder(file)
    line = 1
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "\n":
            line += 1
        elif mark in "{[":
            builder.start({} if mark == "{" else [], line)
        elif mark in "}]":
            builder.end()
        else:
            builder.scalar(_value(mark), line)
    return builder.document


def _value(mark: str) -> object:
    """A text, a number, true, false or null; whole numbers that are vast become floats."""
    if mark[0] in '"tfn':
        return json.loads(mark)
    if mark in {"NaN", "Infinity", "-Infinity"}:
        return float(mark)
    return int(mark) if mark.lstrip("-").isdigit() and len(mark) < 19 else real(mark)


def json_of(data: object) -> str:
    """Plain data as JSON, in its own order; `read_json` gives it back unchanged."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
