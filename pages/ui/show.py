"""A figure as every page shows it: the chart, a text for those who cannot see it, and its table."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from credence.figures import CONFIG
from credence.figures.catalogue import FIGURES
from credence.scenario import Scenario
from pages.ui import view
from pages.ui.text import plain

EXPORTED = "export_figure"
"""The choice of a figure on the page that exports them."""

type Rows = Sequence[dict[str, str]] | Callable[[], Sequence[dict[str, str]]]

if TYPE_CHECKING:
    import plotly.graph_objects as go


def dark() -> bool:
    """Whether the visitor sees the page on a dark ground."""
    return st.context.theme.type == "dark"


def figure(
    key: str,
    chart: "go.Figure",
    *,
    alt: str,
    rows: Rows,
    scenario: Scenario | None = None,
    name: str = "",
    exported: bool = True,
) -> None:
    """Draw a chart with its alternative text, and the same numbers as a table in a fold under it.

    Args:
        key: Name of the figure on its page: ``[a-z0-9_]``.
        chart: What to draw.
        alt: What it shows, in a sentence or two.
        rows: The numbers, one record a row, as they are to be read; or what makes them, which is
            called only while the table is open.
        scenario: Where given, its draws and seed are said under the table.
        name: Its name in the catalogue, where that is not its key.
        exported: Whether the page that exports figures would draw this very one.
    """
    st.plotly_chart(chart, theme=None, config=CONFIG, key=key, alt=alt)
    table(key, rows, scenario)
    is_there = exported and scenario is not None and (name or key) in FIGURES
    if is_there and not st.context.is_embedded:
        st.page_link(
            "pages/export.py",
            label="Export this figure",
            icon=":material/download:",
            query_params=view.brought(EXPORTED, name or key),
        )


def drawn(name: str, scenario: Scenario, **computed: object) -> None:
    """Draw a figure of the catalogue; ``computed`` is what it takes that is at hand."""
    found = FIGURES[name].draw(scenario, dark=dark(), **computed)
    key = f"of_{name}"
    figure(key, found.figure, alt=found.alt, rows=found.rows, scenario=scenario, name=name)


def table(
    key: str,
    rows: Rows,
    scenario: Scenario | None = None,
    *,
    label: str = "The same numbers as a table",
) -> None:
    """A figure's numbers in a fold; made only while the fold is open."""
    opened = view.fold(label, f"table_{key}")
    if opened.open:
        told = rows() if callable(rows) else rows
        opened.table([{name: plain(value) for name, value in row.items()} for row in told])
        if scenario is not None:
            opened.caption(f"{scenario.draws:,} draws, seed {scenario.seed}")
