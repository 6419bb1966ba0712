"""Chips laid on a scale, as a histogram, and over it how the number fitted to them spreads.

Bars are equally wide whatever their bins hold, as the boxes that chips are laid in are: the eye
compares heights. The diamonds say how many of as many chips the fitted number would lay there.
"""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from credence.elicitation import bin_shares
from credence.figures.text import escape
from credence.figures.theme import axis, layout, palette
from credence.number import Kind, Number
from credence.words.plain import listed

_HEIGHT = 230
_LEAST_TOP = 6  # chips


def chips_figure(
    labels: Sequence[str],
    chips: Sequence[int],
    fitted: Sequence[float] | None = None,
    *,
    dark: bool = False,
) -> go.Figure:
    """Draw a bar of chips for each bin.

    Args:
        labels: What each bin holds, such as "×1 to ×1.5"; one for each entry of ``chips``.
        chips: How many chips lie in each.
        fitted: How many the fitted number expects there; none where nothing could be fitted.
        dark: Whether the ground is dark.
    """
    colours = palette(dark=dark)
    places = list(range(len(labels)))
    top = max(_LEAST_TOP, *chips, *(fitted or (0,))) * 1.08
    traces: list[dict[str, object]] = [
        {
            "type": "bar",
            "name": "your chips",
            "x": places,
            "y": list(chips),
            "width": 0.9,
            "marker": {"color": colours.prior},
            "hovertext": [f"{escape(label)}: {n}" for label, n in zip(labels, chips, strict=True)],
            "hoverinfo": "text",
        }
    ]
    if fitted is not None:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": "what fits them",
                "x": places,
                "y": [round(value, 3) for value in fitted],
                "line": {"color": colours.posterior, "width": 1.5, "dash": "dot"},
                "marker": {"symbol": "diamond", "size": 8, "color": colours.posterior},
                "hoverinfo": "skip",
            }
        )
    return go.Figure(
        data=traces,
        layout=layout(
            colours,
            _HEIGHT,
            margin={"l": 30, "r": 10, "t": 26, "b": 44},
            showlegend=fitted is not None,
            legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False},
            xaxis=axis(
                colours,
                (-0.6, len(labels) - 0.4),
                showgrid=False,
                tickvals=places,
                ticktext=[_ends(label) for label in labels],
            )
            | {"tickfont": {"size": 10, "color": colours.faint_text}},
            yaxis=axis(colours, (0, top), dtick=2),
        ),
    )


def chips_alt(labels: Sequence[str], chips: Sequence[int]) -> str:
    """Say what `chips_figure` shows."""
    held = [f"{n} on {label}" for label, n in zip(labels, chips, strict=True) if n]
    return f"Chips laid on the scale: {listed(held, len(held))}." if held else "No chips are laid."


def fitted_chips(
    number: Number, edges: Sequence[float], chips: Sequence[int], kind: Kind
) -> list[float]:
    """How many of the chips the number expects in each bin."""
    return list(np.asarray(bin_shares(number, edges, kind)) * sum(chips))


def _ends(label: str) -> str:
    """A bin's two ends one above the other, so that the axis has room on a phone."""
    low, _, high = label.partition(" to ")
    return f"{escape(low)}<br>{escape(high)}"
