"""A credence along one dial: another prior, more scepticism, more overlap.

The prior curve has a log-odds axis both ways: an argument of one certain strength lifts every prior
by the same length there, so that its curve is a straight line beside the dotted one on which
nothing changes. Uncertain strength bends it.
"""

from typing import Any

import plotly.graph_objects as go

from credence.curves import Curve
from credence.figures.axis import Extent, axis_range, label, linear_ticks, padded, rounded, ticks
from credence.figures.rows import linear_range
from credence.figures.theme import Palette, axis, layout, palette
from credence.odds import log_odds
from credence.words.curves import curve_words
from credence.words.numbers import percent
from credence.words.plain import quoted

_HEIGHT = 360
_MOST_POINTS = 61
_IN = {-2: "1 in 100", -3: "1 in 1,000", -4: "1 in 10,000", -5: "1 in 100,000"}


def prior_figure(curve: Curve, *, dark: bool = False) -> go.Figure:
    """Draw the posterior over the prior; both marks of the scenario are on it."""
    colours = palette(dark=dark)
    step = max(1, len(curve.points) // _MOST_POINTS)
    points = curve.points[::step]
    across = [log_odds(point.at) for point in points]
    up = [_log_odds(point.credence, point.complement) for point in points]
    first, last = axis_range(across), axis_range([*across, *up])
    x, y = padded(first), padded(last)
    told = [
        f"from {percent(point.at)}<br>to {percent(point.credence, point.complement)}"
        for point in points
    ]
    traces = [
        _line([x[0], x[1]], [x[0], x[1]], colours.prior, x, y, dash="dot"),
        _line(across, up, colours.posterior, x, y) | {"hovertext": told, "hoverinfo": "text"},
    ]
    if curve.at is not None and 0 < curve.at < 1 and 0 < curve.credence < 1:
        at, now = log_odds(curve.at), log_odds(curve.credence)
        traces += [
            _line([at, at], [at, now], colours.prior, x, y),
            _mark(at, at, colours, x, y, hollow=True),
            _mark(at, now, colours, x, y, hollow=False),
        ]
    return _figure(
        traces,
        colours,
        axis(colours, x, **_ticks(first, below=True), **_title("Before the arguments", colours)),
        axis(colours, y, **_ticks(last), **_title("With the arguments", colours), automargin=True),
    )


def dial_figure(
    kind: str, curve: Curve, *, prior: float | None = None, dark: bool = False
) -> go.Figure:
    """Draw the credence over scepticism or overlap, as ``kind`` says.

    Args:
        kind: ``scepticism`` or ``overlap``.
        curve: Its points; where ``at`` is ``None`` the credence now is a line across.
        prior: The credence with no argument, as a dotted line.
        dark: Whether the ground is dark.
    """
    colours = palette(dark=dark)
    held = [point.credence for point in curve.points]
    extent = linear_range([*held, curve.credence, *([] if prior is None else [prior])])
    x, y = padded((0.0, 1.0)), padded(extent)
    told = [f"{kind} {point.at:g}: {percent(point.credence)}" for point in curve.points]
    line = _line([point.at for point in curve.points], held, colours.posterior, x, y)
    traces = [line | {"hovertext": told, "hoverinfo": "text"}]
    if prior is not None:
        traces.append(_line([0.0, 1.0], [prior, prior], colours.prior, x, y, dash="dot"))
    ends = curve.points[0], *curve.beyond_ends, curve.points[-1]
    traces += [_mark(end.at, end.credence, colours, x, y, hollow=True) for end in ends]
    if curve.at is None:
        now = curve.credence
        traces.append(_line([0.0, 1.0], [now, now], colours.posterior, x, y, dash="dot"))
    else:
        traces.append(_mark(curve.at, curve.credence, colours, x, y, hollow=False))
    marks = linear_ticks(extent)
    said = {
        "scepticism": ["in full", "¼", "half", "¾", "none"],
        "overlap": ["all add up", "¼", "half", "¾", "strongest"],
    }[kind]
    return _figure(
        traces,
        colours,
        axis(
            colours,
            x,
            tickvals=[0.0, 0.25, 0.5, 0.75, 1.0],
            ticktext=said,
            **_title(kind.capitalize(), colours),
        ),
        axis(
            colours,
            y,
            tickvals=rounded((value for value, _ in marks), y),
            ticktext=[text for _, text in marks],
            automargin=True,
        ),
    )


def curve_alt(kind: str, claim: str, curve: Curve) -> str:
    """Say what `prior_figure` and `dial_figure` show."""
    over = {
        "prior": "its prior credence, both on log-odds axes",
        "scepticism": "scepticism towards all arguments",
        "overlap": "the overlap of all families",
    }[kind]
    return f"Credence in {quoted(claim)} over {over}. {curve_words(kind, curve)}"


def _log_odds(credence: float, complement: float) -> float:
    return log_odds(credence) if credence <= complement else -log_odds(complement)


def _ticks(extent: Extent, *, below: bool = False) -> dict[str, Any]:
    """Decades as percentages; below a horizontal axis as "1 in 1,000" too."""
    marks = ticks(padded(extent))
    names = [text for _, text in marks]
    if below:
        words = {label(number): name for number, name in _IN.items()}
        names = [f"{text}<br>{words[text]}" if text in words else text for text in names]
    return {"tickvals": rounded((value for value, _ in marks), extent), "ticktext": names}


def _title(text: str, colours: Palette) -> dict[str, Any]:
    font = {"size": 12, "color": colours.faint_text}
    return {"title": {"text": text, "font": font, "standoff": 8}}


def _line(
    across: list[float], up: list[float], colour: str, x: Extent, y: Extent, dash: str = "solid"
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": rounded(across, x),
        "y": rounded(up, y),
        "line": {"color": colour, "width": 1.5 if dash == "dot" else 2.5, "dash": dash},
        "hoverinfo": "skip",
    }


def _mark(
    across: float, up: float, colours: Palette, x: Extent, y: Extent, *, hollow: bool
) -> dict[str, Any]:
    edge = colours.prior if hollow else colours.ground
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rounded([across], x),
        "y": rounded([up], y),
        "marker": {
            "symbol": "circle" if hollow else "diamond",
            "size": 11 if hollow else 14,
            "color": colours.ground if hollow else colours.posterior,
            "line": {"width": 2, "color": edge},
        },
        "hoverinfo": "skip",
    }


def _figure(
    traces: list[dict[str, Any]], colours: Palette, xaxis: dict[str, Any], yaxis: dict[str, Any]
) -> go.Figure:
    margin = {"l": 10, "r": 14, "t": 8, "b": 72}
    return go.Figure(
        data=traces, layout=layout(colours, _HEIGHT, margin=margin, xaxis=xaxis, yaxis=yaxis)
    )
