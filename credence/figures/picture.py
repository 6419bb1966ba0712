"""A figure with what else it needs to stand alone, and what makes one out of a scenario."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from credence.tables import Cell


@dataclass(frozen=True)
class Picture:
    """A figure with what else it needs to stand alone.

    Attributes:
        figure: The figure.
        title: One line of plain text above it.
        alt: What it shows, in a sentence or two.
        rows: Its numbers in words, every row with the same columns.
        numbers: The same as raw numbers, for files that programs read.
    """

    figure: go.Figure
    title: str
    alt: str
    rows: Sequence[Mapping[str, str]]
    numbers: Sequence[Mapping[str, Cell]] = field(default=())


Drawing = Callable[..., Picture]
"""``drawing(scenario, dark=False)``, and the keywords that a page has computed already."""


@dataclass(frozen=True)
class Entry:
    """A figure of the catalogue.

    Attributes:
        heading: What people call it.
        draw: How it is drawn.
        in_report: Whether a report shows it.
    """

    heading: str
    draw: Drawing
    in_report: bool = True
