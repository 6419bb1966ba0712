"""The specification curve: every subset of some arguments, sorted by its credence.

Above, the credence rises from the least worried way of taking the arguments to the most worried one,
on a log-odds axis. Below, each argument has a strip under the same places: it is as full as the
argument is often on there. An argument whose strip is empty on the left and full on the right is
one that separates low from high.

Titles stand above their strips, so that they have the full width on a phone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from credence.figures.axis import Extent, padded, rounded
from credence.figures.close_axis import close_range, close_ticks
from credence.figures.theme import Palette, axis, hidden_axis, layout, note, palette, titled
from credence.odds import log_odds, probability
from credence.parameters import Values
from credence.words.numbers import percent
from credence.words.plain import listed, quoted

_CURVE, _GAP, _ROW = 260, 66, 38  # pixels
_TOP = 28
_STRIP = 0.42  # of a row
_BINS = 64
_MARKED = 32  # with more points than this, marks would run together
_TITLE = 44
_TELLING = 0.4  # more of the most than of the least worried fifth
TENTHS = 10
FIFTHS = 5


def specification_figure(
    curve: Sequence[Values],
    on: Mapping[str, Values],
    *,
    threshold: float | None = None,
    below: float = 0.0,
    dark: bool = False,
) -> go.Figure:
    """Draw the curve and the strips.

    Args:
        curve: Lowest, middle and highest natural log-odds of each point, sorted; three arrays of
            one length.
        on: By title, the share of each point's subsets in which the argument is on.
        threshold: A probability to mark.
        below: The share of subsets under it.
        dark: Whether the ground is dark.
    """
    colours = palette(dark=dark)
    marked = [] if threshold is None else [log_odds(threshold)]
    extent = close_range(*curve, marked)
    low, middle, high = (np.clip(values, *extent) for values in curve)
    rows = len(on)
    height = _CURVE + _GAP + rows * _ROW
    floor = 1 - _CURVE / height
    traces = [*_curve(low, middle, high, extent, colours), _strips(on, colours)]
    notes = _titles(list(on), colours)
    shapes: list[dict[str, Any]] = [
        {"type": "line", "x0": 0, "x1": 100, "y0": row, "y1": row, "yref": "y2",
         "line": {"color": colours.grid, "width": 1}}
        for row in range(rows)
    ]  # fmt: skip
    if threshold is not None:
        shapes += _threshold(log_odds(threshold), 100 * below, extent, colours)
        said = note(
            f"╌ {percent(below)} of the ways lie under {percent(threshold)}", colours.text,
            size=12, x=0, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom",
        )  # fmt: skip
        notes.append(said)
    places, labels = zip(*close_ticks(extent), strict=True)
    return go.Figure(
        data=traces,
        layout=layout(
            colours,
            height,
            margin={"l": 58, "r": 26, "t": 8 if threshold is None else _TOP, "b": 8},
            bargap=0,
            shapes=shapes,
            annotations=notes,
            xaxis=axis(
                colours,
                (0, 100),
                anchor="y",
                tickvals=[0, 25, 50, 75, 100],
                ticktext=["0 %", "25 %", "50 %", "75 %", "100 %"],
                title={
                    "text": "Share of all ways, the least worried first",
                    "font": {"size": 12, "color": colours.faint_text},
                },
            ),
            yaxis=axis(
                colours,
                padded(extent),
                domain=[floor, 1],
                tickvals=list(places),
                ticktext=list(labels),
            ),
            yaxis2=hidden_axis((0, rows)) | {"domain": [0, max(0.0, floor - _GAP / height)]},
        ),
    )


def _curve(
    low: Values, middle: Values, high: Values, extent: Extent, colours: Palette
) -> list[dict[str, Any]]:
    share = 100 * (np.arange(len(middle)) + 0.5) / len(middle)
    x = [round(float(value), 3) for value in share]
    around = {
        "type": "scatter",
        "mode": "none",
        "x": [*x, *reversed(x)],
        "y": rounded([*low, *reversed(high.tolist())], extent),
        "fill": "toself",
        "fillcolor": colours.grid,
        "hoverinfo": "skip",
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers" if len(x) <= _MARKED else "lines",
        "x": x,
        "y": rounded(middle, extent),
        "customdata": [percent(float(value)) for value in probability(middle)],
        "line": {"color": colours.posterior, "width": 2.5},
        "marker": {"color": colours.posterior, "size": 7},
        "hovertemplate": "%{x:.0f} % of the ways are below %{customdata}<extra></extra>",
    }
    return [around, line]


def _strips(on: Mapping[str, Values], colours: Palette) -> dict[str, Any]:
    """All strips as bars on floors of their own, the first argument on top."""
    x: list[float] = []
    y: list[float] = []
    base: list[int] = []
    bins = 1
    for row, shares in enumerate(reversed(list(on.values()))):
        parts = shares.reshape(min(_BINS, len(shares)), -1).mean(axis=1)
        bins = len(parts)
        x += [round(100 * (k + 0.5) / bins, 3) for k in range(bins)]
        y += [round(_STRIP * float(share), 3) for share in parts]
        base += [row] * bins
    return {
        "type": "bar", "x": x, "y": y, "base": base, "width": 100 / bins, "yaxis": "y2",
        "marker": {"color": colours.posterior, "line": {"width": 0}}, "hoverinfo": "skip",
    }  # fmt: skip


def _titles(titles: Sequence[str], colours: Palette) -> list[dict[str, Any]]:
    rows = len(titles)
    return [
        titled(
            title, _TITLE, colours.text, size=12, x=0, xanchor="left",
            y=rows - 1 - index + _STRIP, yref="y2", yanchor="bottom",
        )
        for index, title in enumerate(titles)
    ]  # fmt: skip


def _threshold(
    place: float, below: float, extent: Extent, colours: Palette
) -> list[dict[str, Any]]:
    line = {"color": colours.faint_text, "width": 1.5, "dash": "dash"}
    return [
        {"type": "line", "x0": 0, "x1": 100, "y0": place, "y1": place, "line": line},
        {"type": "line", "x0": below, "x1": below, "y0": extent[0], "y1": place, "line": line},
    ]


def specification_alt(
    claim: str, quantiles: Mapping[float, float], on: Mapping[str, Values], count: int
) -> str:
    """Say what `specification_figure` shows."""
    gaps = {}
    for title, shares in on.items():
        parts = np.array_split(shares, min(FIFTHS, len(shares)))
        gaps[title] = float(parts[-1].mean() - parts[0].mean())
    ranked = sorted(gaps, key=lambda title: -abs(gaps[title]))
    right = [quoted(title) for title in ranked if gaps[title] > _TELLING]
    left = [quoted(title) for title in ranked if gaps[title] < -_TELLING]
    ends = [f"On mostly at the high end: {listed(right, 4)}."] if right else []
    ends += [f"On mostly at the low end: {listed(left, 4)}."] if left else []
    low, middle, high = (percent(quantiles[share]) for share in (0.0, 0.5, 1.0))
    lead = (
        f"Credence in {quoted(claim)} under {count:,} ways of taking the arguments, sorted, on a "
        f"log-odds axis: from {low} over {middle} in the middle to {high}."
    )
    return " ".join([lead, *ends])


def specification_rows(quantiles: Mapping[float, float]) -> list[dict[str, str]]:
    """The curve as a table: the credence below which so many of the ways lie."""
    return [
        {"Of all ways": percent(share), "have at most": percent(value)}
        for share, value in quantiles.items()
    ]


def strip_rows(on: Mapping[str, Values]) -> list[dict[str, str]]:
    """The strips as a table: how often each argument is on, by fifths of the ways."""
    names = ("least worried fifth", "second", "middle", "fourth", "most worried fifth")
    rows = []
    for title, shares in on.items():
        parts = np.array_split(shares, min(FIFTHS, len(shares)))
        said = [percent(float(part.mean())) for part in parts]
        labels = names if len(said) == FIFTHS else [f"part {k + 1}" for k in range(len(said))]
        rows.append({"On in": title} | dict(zip(labels, said, strict=True)))
    return rows
