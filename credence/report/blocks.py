"""What a report is made of, as plain records that writers turn into HTML or Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from credence.figures.catalogue import Picture


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere; only ordinary web addresses do, others stay text."""

    text: str
    url: str | None


@dataclass(frozen=True)
class Strong:
    """A text that stands out."""

    text: str


type Words = str | Link | Strong
type Cell = Words | tuple[Words, ...]


@dataclass(frozen=True)
class Paragraph:
    """Words one after the other."""

    words: tuple[Words, ...]


@dataclass(frozen=True)
class Rows:
    """A table with a caption; every row has a cell for every column, the first being its head."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True)
class Drawn:
    """A figure, for a light and for a dark ground, and bars that say the same in characters.

    ``bars`` are (label, value, text): values of either sign on one common scale.
    """

    name: str
    light: Picture
    dark: Picture
    bars: Sequence[tuple[str, float, str]] = ()


@dataclass(frozen=True)
class Points:
    """A list."""

    items: Sequence[tuple[Words, ...]]


type Block = Paragraph | Rows | Drawn | Points


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Report:
    """A whole report: its title, the line under it, its sections, and the link back."""

    title: str
    lead: str
    sections: Sequence[Section]
    link: str


def said(*words: Words) -> Paragraph:
    """A paragraph of words."""
    return Paragraph(words)
