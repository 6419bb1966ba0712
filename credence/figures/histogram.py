"""How the subsets' credences are spread: a histogram on a log-odds axis, with a threshold marked."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from credence.figures.axis import Extent, linear_ticks, padded
from credence.figures.close_axis import close_range, close_ticks
from credence.figures.theme import axis, layout, note, palette
from credence.odds import log_odds, probability
from credence.parameters import Values
from credence.words.numbers import percent
from credence.words.plain import quoted

BARS = 24
_HEIGHT = 250


def bar_edges(log_odds_held: Values, threshold: float | None = None) -> Values:
    """Edges of the bars in natural log-odds: equally wide, close around all that is given."""
    marked = [] if threshold is None else [log_odds(threshold)]
    return np.linspace(*close_range(log_odds_held, marked), BARS + 1)


def histogram_figure(
    edges: Values,
    shares: Sequence[float],
    *,
    threshold: float | None = None,
    below: float = 0.0,
    dark: bool = False,
) -> go.Figure:
    """Draw the share of subsets between each two edges.

    Args:
        edges: As `bar_edges` gives them.
        shares: The share between each two edges; they sum to 1.
        threshold: A probability to mark.
        below: The share of subsets under it.
        dark: Whether the ground is dark.
    """
    colours = palette(dark=dark)
    extent: Extent = float(edges[0]), float(edges[-1])
    top = 1.05 * max(shares)
    places, labels = zip(*close_ticks(extent, 5), strict=True)
    said = [
        f"{percent(float(low))} to {percent(float(high))}: {percent(float(share))} of the ways"
        for low, high, share in zip(
            probability(edges[:-1]), probability(edges[1:]), shares, strict=True
        )
    ]
    shapes, notes = [], []
    if threshold is not None:
        place = log_odds(threshold)
        line = {"color": colours.faint_text, "width": 1.5, "dash": "dash"}
        shapes.append({"type": "line", "x0": place, "x1": place, "y0": 0, "y1": top, "line": line})
        # In the corners above the bars, where neither the line nor a bar can be in their way.
        for share, side, word in ((below, "left", "under"), (1 - below, "right", "above")):
            text = f"{percent(max(0.0, share))} {word} {percent(threshold)}"
            notes.append(
                note(text, colours.text, size=12, x=float(side == "right"), xref="paper",
                     xanchor=side, y=1, yref="paper", yanchor="bottom")
            )  # fmt: skip
    shares_marked = linear_ticks((0.0, top), 4)
    return go.Figure(
        data=[
            {
                "type": "bar",
                "x": [round(float(x), 4) for x in (edges[:-1] + edges[1:]) / 2],
                "y": [float(f"{share:.4g}") for share in shares],
                "width": float(edges[1] - edges[0]),
                "customdata": said,
                "marker": {
                    "color": colours.posterior,
                    "line": {"color": colours.ground, "width": 1},
                },
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        ],
        layout=layout(
            colours,
            _HEIGHT,
            margin={"l": 46, "r": 14, "t": 8 if threshold is None else 26, "b": 28},
            bargap=0,
            shapes=shapes,
            annotations=notes,
            xaxis=axis(colours, padded(extent), tickvals=list(places), ticktext=list(labels)),
            yaxis=axis(
                colours,
                (0, top),
                tickvals=[value for value, _ in shares_marked],
                ticktext=[text for _, text in shares_marked],
            ),
        ),
    )


def histogram_alt(claim: str, edges: Values, shares: Sequence[float]) -> str:
    """Say what `histogram_figure` shows."""
    tallest = int(np.argmax(shares))
    held = [index for index, share in enumerate(shares) if share > 0]
    low, high = (float(probability(edges[k])) for k in (tallest, tallest + 1))
    least, most = (float(probability(edges[k])) for k in (held[0], held[-1] + 1))
    return (
        f"How the credences in {quoted(claim)} are spread over all ways of taking the arguments: "
        f"all lie between {percent(least)} and {percent(most)}, and the tallest bar holds "
        f"{percent(float(shares[tallest]))} of them, from {percent(low)} to {percent(high)}."
    )


def histogram_rows(edges: Values, shares: Sequence[float]) -> list[dict[str, str]]:
    """The same numbers as a table; bars of nothing are left out."""
    ends = [percent(float(value)) for value in probability(edges)]
    return [
        {"Credence from": low, "to": high, "Share of the ways": percent(float(share))}
        for low, high, share in zip(ends[:-1], ends[1:], shares, strict=True)
        if share > 0
    ]
