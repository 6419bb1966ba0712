"""YAML 1.2 as plain data: the core schema and nothing that acts at a distance.

Anchors and aliases, tags and several documents in one file are refused: a reader of the text sees
every value where it counts, and no file can build objects or grow without bound. What a plain word
means is YAML 1.2's core schema: ``no`` and ``2024-01-31`` are texts, ``1e-3`` is a number.
"""

import io
import math
import re
from typing import Any

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from credence.errors import InputError, Problem
from credence.files.document import Builder, Document

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_BASED = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}", re.ASCII)

# Wider than words, and narrower than what YAML allows: what every reader takes the same way.
_UNQUOTED = re.compile(r"[^\W\d_](?:[\w.()/–-]|[,;]? (?=[\w(]))*[\w.)]?")


def plain_value(text: str) -> object:
    """What an unquoted word means by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _REAL.fullmatch(text):
        return real(text)
    return int(text, 0) if _BASED.fullmatch(text) else text


def real(text: str) -> float | str:
    """A decimal's number; the text itself where it is too near 0 to be told from it."""
    value = float(text)
    return value if value or not re.match(r"[-+]?[0.]*[1-9]", text) else text


def read_yaml(text: str, file: str | None = None) -> Document:
    """Read YAML text.

    Raises:
        InputError: The text is no YAML, or too deeply nested. What else is wrong (duplicate keys,
            tags, anchors) is among the document's problems.
    """
    builder = Builder(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if not _take(builder, event):
                break
    except InputError:
        raise
    except MarkedYAMLError as error:
        raise InputError(_syntax(error, file)) from None
    except YAMLError as error:
        reason = getattr(error, "reason", None) or "it holds characters that YAML does not allow"
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else None
        raise InputError(Problem("", f"the file is not YAML: {reason}", line, file)) from None
    except Exception as error:  # noqa: BLE001 - malformed texts trip the parser in many ways
        message = f"the file is not YAML: {type(error).__name__} while reading it"
        raise InputError(Problem("", message, file=file)) from None
    return builder.document


def _take(builder: Builder, event: events.Event) -> bool:
    """Hand one event on; False where the rest of the text is not read."""
    line = event.start_mark.line + 1
    if isinstance(event, events.AliasEvent):
        builder.problem(
            builder.path, f"write the value out in place of the alias *{event.anchor}", line
        )
        builder.scalar(None, line)
        return True
    if isinstance(event, events.DocumentStartEvent):
        if builder.document.lines:
            builder.problem("", "a second document begins with ---; write one in a file", line)
            return False
        return True
    if isinstance(event, events.CollectionEndEvent):
        builder.end()
        return True
    if not isinstance(event, events.NodeEvent):
        return True
    path = builder.path
    if event.anchor is not None:
        builder.problem(path, f"leave the anchor &{event.anchor} out; write values in full", line)
    if (tag := getattr(event, "tag", None)) is not None:
        builder.problem(path, f"leave the tag {tag} out; write the plain value", line)
    if isinstance(event, events.ScalarEvent):
        quoted = event.style is not None
        builder.scalar(event.value if quoted else plain_value(event.value), line)
    else:
        builder.start({} if isinstance(event, events.MappingStartEvent) else [], line)
    return True


def _syntax(error: MarkedYAMLError, file: str | None) -> Problem:
    parts = [str(part).strip() for part in (error.context, error.problem) if part]
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else mark.line + 1
    return Problem("", f"the file is not YAML: {', '.join(parts) or 'it breaks off'}", line, file)


class _Representer(SafeRepresenter):
    """Writes every value in full, and quotes each text that would read as something else."""

    def ignore_aliases(self, _data: object) -> bool:
        return True

    def represent_text(self, data: str) -> ScalarNode:
        is_plain = _UNQUOTED.fullmatch(data) and isinstance(plain_value(data), str)
        style = None if is_plain else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Representer.add_representer(str, _Representer.represent_text)


def yaml_of(data: object) -> str:
    """Plain data as YAML, in its own order; `read_yaml` gives it back unchanged."""
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.sort_base_mapping_type_on_output = False
    # Mappings of plain values stand on one line, the file's own never.
    values = data.values() if isinstance(data, dict) else ()
    is_flat = not any(isinstance(value, dict | list) for value in values)
    yaml.default_flow_style = False if is_flat else None
    yaml.allow_unicode = True
    yaml.width = 100
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()
