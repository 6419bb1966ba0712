"""How many untrained inputs a function gets right: all functions that fit against what training finds.

One line for each way of taking functions, over the number of untrained inputs that are right. The
lines differ in dash and mark as well as in colour. What stands right of the middle line *generalises*
in the sense of the worked count: over half is right.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from credence.figures.theme import axis, layout, note, palette
from credence.words.numbers import percent

_HEIGHT = 340
_STYLES = (("dot", "circle-open"), ("dash", "square"), ("solid", "diamond"))
_MARKED = 20  # with more places than this, marks would run together


def untrained_figure(ways: Mapping[str, Sequence[float]], *, dark: bool = False) -> go.Figure:
    """Draw what share of the functions is right on k of the untrained inputs.

    Args:
        ways: Shares over k = 0, …, n by the name of the way, at most three, the count first; the
            shares of one way sum to 1, or are all NaN where it found nothing.
        dark: Whether the ground is dark.
    """
    colours = palette(dark=dark)
    hues = [colours.faint_text, colours.down, colours.posterior]
    styles = [_STYLES[0], *_STYLES[-(len(ways) - 1) :]] if len(ways) > 1 else [_STYLES[0]]
    hues = [hues[0], *hues[-(len(ways) - 1) :]] if len(ways) > 1 else hues[:1]
    untrained = max(len(shares) for shares in ways.values()) - 1
    traces: list[dict[str, Any]] = []
    for (name, shares), (dash, symbol), hue in zip(ways.items(), styles, hues, strict=True):
        if any(math.isnan(share) for share in shares):
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers" if untrained <= _MARKED else "lines",
                "name": name,
                "x": list(range(untrained + 1)),
                "y": [float(f"{share:.4g}") for share in shares],
                "line": {"color": hue, "width": 2, "dash": dash},
                "marker": {"color": hue, "size": 9, "symbol": symbol},
                "hovertemplate": "%{x} right: %{y:.1%}<extra></extra>",
            }
        )
    tallest = max((max(trace["y"]) for trace in traces), default=1.0)
    top = min(1.0, math.ceil(10 * tallest + 0.2) / 10)
    middle = untrained / 2
    return go.Figure(
        data=traces,
        layout=layout(
            colours,
            _HEIGHT,
            margin={"l": 46, "r": 14, "t": 74, "b": 46},
            showlegend=True,
            legend={
                "orientation": "h",
                "x": 0,
                "y": 1.03,
                "yanchor": "bottom",
                "font": {"size": 12, "color": colours.text},
                "itemclick": False,
                "itemdoubleclick": False,
            },
            shapes=[
                {
                    "type": "line",
                    "x0": middle,
                    "x1": middle,
                    "y0": 0,
                    "y1": top,
                    "line": {"color": colours.faint_text, "width": 1},
                }
            ],
            annotations=[
                note("over half right →", colours.faint_text, size=12, x=middle, y=top,
                     xanchor="left", yanchor="top", xshift=4)
            ],
            xaxis=axis(
                colours,
                (-0.3 * max(1, untrained / 10), untrained + 0.3 * max(1, untrained / 10)),
                title={
                    "text": f"Untrained inputs that are right, of {untrained}",
                    "font": {"size": 12, "color": colours.faint_text},
                },
                tickformat="d",
                nticks=min(untrained + 1, 9),
            ),
            yaxis=axis(colours, (0, top), tickformat=".0%", nticks=6),
        ),
    )  # fmt: skip


def untrained_alt(title: str, ways: Mapping[str, Sequence[float]]) -> str:
    """Say what `untrained_figure` shows."""
    said = []
    for name, shares in ways.items():
        if any(math.isnan(share) for share in shares):
            said.append(f"{name}: none found")
            continue
        most = max(range(len(shares)), key=lambda k: shares[k])
        over = sum(shares[(len(shares) - 1) // 2 + 1 :])
        # A sum of shares may leave 1 by a rounding error.
        said.append(f"{name}: most often {most}, over half in {percent(min(1.0, over))}")
    untrained = max(len(shares) for shares in ways.values()) - 1
    return f"{title}. Untrained inputs that are right, of {untrained}. {'; '.join(said)}."


def untrained_rows(ways: Mapping[str, Sequence[float]]) -> list[dict[str, str]]:
    """The same numbers as a table: one row for each number right."""
    untrained = max(len(shares) for shares in ways.values()) - 1
    return [
        {"Right": f"{k} of {untrained}"}
        | {
            name: "–" if math.isnan(shares[k]) else percent(min(1.0, shares[k]))
            for name, shares in ways.items()
        }
        for k in range(untrained + 1)
    ]
