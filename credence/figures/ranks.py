"""A number's draws as pictures: the ranks of each chain, and its shape before and after."""

import itertools
import math

import plotly.graph_objects as go

from credence.checks import DENSITY_EDGES, REACH, NumberCheck
from credence.figures.theme import axis, hidden_axis, layout, palette

_HEIGHT = 284
_DASHES = ("solid", "dash", "dot", "dashdot")


def ranks_figure(check: NumberCheck, *, dark: bool = False) -> go.Figure:
    """Draw each chain's ranks as a line of steps; chains that agree are flat alike."""
    colours = palette(dark=dark)
    bins = len(check.ranks[0])
    expected = sum(check.ranks[0]) / bins
    top = max(2.2, 1.1 * max(max(chain) for chain in check.ranks) / expected)
    across = [100 * (place + 0.5) / bins for place in range(bins)]
    return go.Figure(
        data=[
            {
                "type": "scatter",
                "mode": "lines",
                "x": across,
                "y": [float(f"{count / expected:.4g}") for count in chain],
                "line": {"shape": "hvh", "color": colour, "dash": dash, "width": 2},
                "name": f"Chain {number}",
                "hoverinfo": "skip",
            }
            for number, (chain, dash, colour) in enumerate(
                zip(
                    check.ranks,
                    _DASHES,
                    (colours.up, colours.down, colours.text, colours.faint_text),
                    strict=False,
                ),
                1,
            )
        ],
        layout=layout(
            colours,
            _HEIGHT,
            margin={"l": 40, "r": 8, "t": 52, "b": 40},
            showlegend=True,
            legend={
                "orientation": "h",
                "y": 1.03,
                "yanchor": "bottom",
                "font": {"color": colours.text},
            },
            xaxis=axis(colours, (0, 100), ticksuffix=" %", title={"text": "rank"}),
            yaxis=axis(colours, (0, top), title={"text": "times the even share"}),
        ),
    )


def ranks_alt(title: str, check: NumberCheck) -> str:
    """Say what `ranks_figure` shows."""
    counts = [count for chain in check.ranks for count in chain]
    expected = sum(counts) / len(counts)
    return (
        f"Ranks of {title} in {len(check.ranks)} chains: between {min(counts) / expected:.1f} and "
        f"{max(counts) / expected:.1f} times the even share everywhere."
    )


def ranks_rows(check: NumberCheck) -> list[dict[str, str]]:
    """The same counts as a table."""
    bins = len(check.ranks[0])
    return [
        {"Ranks": f"{100 * place // bins} to {100 * (place + 1) // bins} %"}
        | {f"Chain {n}": f"{chain[place]}" for n, chain in enumerate(check.ranks, 1)}
        for place in range(bins)
    ]


def shape_figure(check: NumberCheck, *, dark: bool = False) -> go.Figure:
    """Draw the number's distribution before, a normal, and after, its draws."""
    colours = palette(dark=dark)
    shares = _before()
    middles = _middles()
    lines = (
        (shares, colours.prior, "dash", "Before"),
        (check.density, colours.posterior, "solid", "After"),
    )
    return go.Figure(
        data=[
            {
                "type": "scatter",
                "mode": "lines",
                "x": middles,
                "y": [float(f"{value:.4g}") for value in values],
                "line": {"color": colour, "dash": dash, "width": 2},
                "name": name,
                "hoverinfo": "skip",
            }
            for values, colour, dash, name in lines
        ],
        layout=layout(
            colours,
            _HEIGHT,
            margin={"l": 8, "r": 8, "t": 52, "b": 40},
            showlegend=True,
            legend={
                "orientation": "h",
                "y": 1.03,
                "yanchor": "bottom",
                "font": {"color": colours.text},
            },
            xaxis=axis(colours, (-REACH, REACH), title={"text": "own standard deviations"}),
            yaxis=hidden_axis((0, 1.1 * max(*shares, *check.density))),
        ),
    )


def shape_alt(title: str, check: NumberCheck) -> str:
    """Say what `shape_figure` shows."""
    mean = sum(m * share for m, share in zip(_middles(), check.density, strict=True))
    moved = f"{abs(mean):.1f} of its standard deviations {'up' if mean > 0 else 'down'}"
    return f"{title} before and after what is stated: its middle lies {moved}."


def shape_rows(check: NumberCheck) -> list[dict[str, str]]:
    """The same shares as a table."""
    return [
        {
            "Standard deviations": f"{middle:+.2f}".replace("-", "−"),
            "Before": f"{100 * was:.1f} %",
            "After": f"{100 * now:.1f} %",
        }
        for middle, was, now in zip(_middles(), _before(), check.density, strict=True)
    ]


def _middles() -> list[float]:
    return [(a + b) / 2 for a, b in itertools.pairwise(DENSITY_EDGES)]


def _before() -> list[float]:
    def below(value: float) -> float:
        return 0.5 * math.erfc(-value / math.sqrt(2))

    edges = itertools.pairwise(DENSITY_EDGES)
    return [below(high) - below(low) for low, high in edges]
