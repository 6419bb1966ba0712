"""Titles above the bars of a chart of rows: on one line, or on two where one of them needs it.

Nobody knows how wide a chart will be when it is made, so titles are measured by a phone of 360
pixels. Where one is too long for a line, every row of the chart is a line higher; only what needs
more than two lines is cut.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from credence.figures.text import escape
from credence.figures.theme import note, whole
from credence.words.plain import clean

_LINE = 18  # pixels
_WHOLE = 46  # characters over the full width of a chart on a screen of 360 pixels


@dataclass(frozen=True)
class Grid:
    """Where things stand in a row, in rows: 1 is the height of one, 0 its middle.

    Attributes:
        row: Height of a row in pixels.
        text: Lower edge of titles, and of what stands beside them.
        bar: Middle of bars and marks.
        thick: Height of bars.
        titles: The titles, for Plotly.
        more: For each, what its annotation holds besides: the whole title, where it was cut.
    """

    row: float
    text: float
    bar: float
    thick: float
    titles: tuple[str, ...]
    more: tuple[dict[str, str], ...]

    def height(self, rows: int) -> int:
        """Pixels of so many rows."""
        return round(rows * self.row)

    def title(self, row: int, colour: str, *, size: int = 13) -> dict[str, Any]:
        """The annotation that is a row's title."""
        place = {"x": 0, "xanchor": "left", "align": "left"} | self.at(row)
        return note(self.titles[row], colour, size=size, **place) | self.more[row]

    def at(self, row: float) -> dict[str, Any]:
        """For an annotation above the bar of a row, counted downwards from 0."""
        return {"xref": "paper", "y": round(-row + self.text, 3), "yanchor": "bottom"}

    def middle(self, row: float) -> float:
        """The middle of the bar of a row, counted downwards from 0."""
        return round(-row + self.bar, 3)


def grid(
    titles: Sequence[str], room: int | Sequence[int], *, row: int = 40, thick: float = 10
) -> Grid:
    """Places for a chart with these titles.

    Args:
        titles: As strangers wrote them.
        room: Characters that fit beside what stands at the right, of all titles or of each.
        row: Height in pixels of a row whose title has one line.
        thick: Height of bars in pixels.
    """
    rooms = [room] * len(titles) if isinstance(room, int) else room
    held = [in_lines(title, most) for title, most in zip(titles, rooms, strict=True)]
    more = _LINE if any(len(lines) > 1 for lines in held) else 0
    height = row + more
    return Grid(
        row=height,
        text=(1.5 - more / 2) / height,
        bar=(-8 - more / 2) / height,
        thick=thick / height,
        titles=tuple("<br>".join(escape(line) for line in lines) for lines in held),
        more=tuple(
            whole(title) if lines[-1].endswith("…") else {}
            for title, lines in zip(titles, held, strict=True)
        ),
    )


def in_lines(title: str, room: int) -> list[str]:
    """A title on one line or two; what does not fit ends in "…".

    The upper one of two lines has the full width: what stands at the right is beside the lower one.
    """
    said = clean(title)
    if len(said) <= room:
        return [said]
    upper = textwrap.wrap(said, max(_WHOLE, room))[0]
    rest = said[len(upper) :].strip()
    if not rest:  # fits the full width, but not beside a value
        return textwrap.wrap(said, room, max_lines=2, placeholder="…")
    return [upper, *textwrap.wrap(rest, room, max_lines=1, placeholder="…")]
