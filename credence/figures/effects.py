"""What each argument does to the mean credence over all subsets, as bars to either side."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from credence.figures.theme import axis, hidden_axis, layout, note, palette
from credence.figures.titles import grid
from credence.words.numbers import percent, points_words
from credence.words.plain import listed, quoted

_FOOT, _THICK = 52, 14  # pixels
_TITLE = 38

Effect = tuple[str, float, float]
"""An argument's title, and the mean credence of the subsets without it and with it."""


def effects_figure(effects: Sequence[Effect], *, dark: bool = False) -> go.Figure:
    """Draw the effects in the order given, the first on top."""
    colours = palette(dark=dark)
    gaps = [on - off for _, off, on in effects]
    widest = max((abs(gap) for gap in gaps), default=0.0) or 0.01
    held = grid([title for title, _, _ in effects], _TITLE, thick=_THICK)
    notes = []
    for row, gap in enumerate(gaps):
        place: dict[str, Any] = held.at(row) | {"size": 12}
        notes.append(held.title(row, colours.text, size=12))
        notes.append(note(points_words(gap), colours.text, x=1, xanchor="right", **place))
    return go.Figure(
        data=[
            {
                "type": "bar",
                "orientation": "h",
                "x": [float(f"{100 * gap:.4g}") for gap in gaps],
                "y": [held.middle(row) for row in range(len(effects))],
                "width": held.thick,
                "marker": {"color": [colours.up if gap > 0 else colours.down for gap in gaps]},
                "hoverinfo": "skip",
            }
        ],
        layout=layout(
            colours,
            held.height(len(effects)) + _FOOT,
            margin={"l": 14, "r": 14, "t": 4, "b": _FOOT - 4},
            annotations=notes,
            xaxis=axis(
                colours,
                (-110 * widest, 110 * widest),
                zeroline=True,
                zerolinecolor=colours.faint_text,
                nticks=7,
                title={"text": "points", "font": {"size": 12, "color": colours.faint_text}},
            ),
            yaxis=hidden_axis((-(len(effects) - 1) - 0.55, 0.5)),
        ),
    )


def effects_alt(claim: str, effects: Sequence[Effect]) -> str:
    """Say what `effects_figure` shows."""
    ranked = sorted(effects, key=lambda effect: -abs(effect[2] - effect[1]))
    said = [f"{quoted(title)} ({points_words(on - off)})" for title, off, on in ranked if on != off]
    what = f"Effect of each argument on the mean credence in {quoted(claim)} over all ways"
    return f"{what}: {listed(said, 5)}." if said else f"{what}: none has any."


def effects_rows(effects: Sequence[Effect]) -> list[dict[str, str]]:
    """The same numbers as a table."""
    return [
        {
            "Argument": title,
            "Mean without it": percent(off),
            "Mean with it": percent(on),
            "Effect": points_words(on - off),
        }
        for title, off, on in effects
    ]
