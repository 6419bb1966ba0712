"""A page's figure made ready to stand alone: title, source line, size, ground.

On the page a figure has its title above it and its numbers below; in a paper or a talk it has only
itself. The *source line* says what it is a picture of: library, version of Credence, that the
numbers are illustrative, and the link under which the same figure can be seen and changed.
"""

import copy
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from credence import __version__
from credence.figures.text import escape
from credence.figures.theme import palette
from credence.figures.titles import in_lines
from credence.words.plain import clean

WIDTH = 900
LEAST, MOST = 240, 4_000
"""Pixels that a picture may be wide or high."""

_TITLE, _FOOT = 19, 11  # font sizes in pixels
_CHARACTER = 0.56  # of a font's size: the width of a character, on average
_LINE = 1.3
_VALUE = 170  # pixels that the value at a row's other end may take
_LONGEST_LINK = 5  # lines; a longer link stands in the file's own metadata alone

FONT = '"Source Sans 3", "Source Sans", "Source Sans Pro", "Liberation Sans", Arial, sans-serif'


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: the library's name and the link to the scenario."""

    library: str
    link: str

    @property
    def words(self) -> str:
        """The line without the link."""
        return f"{self.library} · credence {__version__} · numbers illustrative"


def dressed(
    figure: Mapping[str, Any],
    *,
    title: str,
    source: Source,
    dark: bool = False,
    width: int | None = None,
    height: int | None = None,
) -> dict[str, Any]:
    """A figure's record with title, source line, ground and size.

    Args:
        figure: From `go.Figure.to_plotly_json`; it is not changed.
        title: Plain text.
        source: For the line below.
        dark: Whether the figure was drawn for a dark ground.
        width: Pixels; 900 by default.
        height: Pixels of the whole picture; by default the figure's own and what is added.
    """
    colours = palette(dark=dark)
    record = copy.deepcopy(dict(figure))
    layout = record.setdefault("layout", {})
    wide = width or WIDTH
    margin = {"l": 14, "r": 14, "t": 8, "b": 40} | dict(layout.get("margin") or {})
    side = max(margin["l"], 20)
    room = wide - side - max(margin["r"], 20)
    heading = _wrapped(title, room, _TITLE)
    foot = _foot(source, room)
    above = round(_LINE * _TITLE * len(heading)) + 22
    below = round(_LINE * _FOOT * len(foot)) + 22
    own = float(layout.get("height") or 450)
    record["layout"] = layout | {
        "width": wide,
        "height": height or round(own + above + below),
        "autosize": False,
        "paper_bgcolor": colours.ground,
        "font": dict(layout.get("font") or {}) | {"family": FONT},
        "margin": margin
        | {
            "t": margin["t"] + above,
            "b": margin["b"] + below,
            "l": side,
            "r": max(margin["r"], 20),
        },
        "title": {
            "text": "<br>".join(f"<b>{escape(line)}</b>" for line in heading),
            "font": {"size": _TITLE, "color": colours.text},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 12},
        },
        "annotations": [
            *_in_full(layout, wide - 2 * side),
            {
                "text": "<br>".join(foot),
                "showarrow": False,
                "font": {"size": _FOOT, "color": colours.faint_text},
                "align": "left",
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": 0,
                "yref": "paper",
                "yanchor": "top",
                "yshift": -margin["b"] - 8,
            },
        ],
        "meta": {"title": title, "source": source.words, "link": source.link},
    }
    return record


def bare(figure: Mapping[str, Any], width: int) -> dict[str, Any]:
    """A figure's record with a size and its own clear ground, to stand in a document."""
    record = copy.deepcopy(dict(figure))
    layout = record.setdefault("layout", {})
    record["layout"] = layout | {
        "width": width,
        "height": layout.get("height") or 450,
        "annotations": _in_full(layout, width - 2 * 14),
        "autosize": False,
        "font": dict(layout.get("font") or {}) | {"family": FONT},
    }
    return record


def _in_full(layout: Mapping[str, Any], room: float) -> list[dict[str, Any]]:
    """The annotations, each title that was cut for a phone as long as ``room`` pixels allow."""
    held = []
    for annotation in layout.get("annotations") or ():
        found = dict(annotation)
        if full := unescape(found.pop("hovertext", "")):
            size = (found.get("font") or {}).get("size") or 13
            most = int((room - _VALUE) / (_CHARACTER * size))
            lines = in_lines(full, most) if "<br>" in found["text"] else [clean(full, most)]
            if sum(map(len, lines)) > len(unescape(found["text"].replace("<br>", ""))):
                found["text"] = "<br>".join(escape(line) for line in lines)
        held.append(found)
    return held


def _wrapped(text: str, room: float, size: float) -> list[str]:
    most = max(10, int(room / (_CHARACTER * size)))
    return textwrap.wrap(" ".join(text.split()), most) or [""]


def _foot(source: Source, room: float) -> list[str]:
    """The source line; the link is broken over lines as it stands, without hyphens."""
    most = max(20, int(room / (_CHARACTER * _FOOT)))
    link = [source.link[k : k + most] for k in range(0, len(source.link), most)]
    words = [escape(line) for line in textwrap.wrap(source.words, most)]
    if len(link) > _LONGEST_LINK:
        return [*words, "The link is longer than fits here; it stands in the file’s properties."]
    return [*words, *(escape(line) for line in link)]
