"""Plotly's small HTML as lines of plain text with their style.

Plotly's texts know a few tags (``<b>``, ``<i>``, ``<br>``, ``<a>``, …) and entities. Here they become
*lines* of *runs*, a run being some characters of one style. Entities are turned into characters
after the tags were read, as Plotly does, so that an escaped ``<b>`` is shown and not obeyed.
"""

import html
import re
from dataclasses import dataclass

from credence.figures.render.known import UndrawableError

_TAG = re.compile(r"<(/?)\s*([a-zA-Z]+)[^<>]*?/?>")
_STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_SILENT = {"a", "span"}  # where a picture has no links, their text is what is left


@dataclass(frozen=True)
class Run:
    """Characters of one style."""

    text: str
    bold: bool = False
    italic: bool = False


Line = tuple[Run, ...]


def lines_of(text: str) -> list[Line]:
    """The lines of a Plotly text; an empty text has none.

    Raises:
        UndrawableError: A tag that is not known here.
    """
    if not text:
        return []
    lines: list[list[Run]] = [[]]
    depth = {"bold": 0, "italic": 0}
    at = 0
    for tag in (*_TAG.finditer(text), None):
        plain = html.unescape(text[at : tag.start() if tag else len(text)])
        if plain:
            lines[-1].append(Run(plain, depth["bold"] > 0, depth["italic"] > 0))
        if tag is None:
            break
        at = tag.end()
        name = tag[2].lower()
        if name == "br":
            lines.append([])
        elif name in _STYLES:
            depth[_STYLES[name]] += -1 if tag[1] else 1
        elif name not in _SILENT:
            raise UndrawableError([f"the tag <{name}> in a text"])
    return [tuple(line) for line in lines]


def plain(text: str) -> str:
    """The characters that a Plotly text shows, its lines joined by blanks."""
    return " ".join("".join(run.text for run in line) for line in lines_of(text))
