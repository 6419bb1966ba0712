"""A Plotly figure drawn by Matplotlib, from the same data, where there is no browser.

The figure's record (`go.Figure.to_plotly_json`) is read property by property. It is first looked
through for what cannot be drawn here (`known.check`): a picture is whole or there is none.

Matplotlib keeps fonts and settings for the whole process and is not made for threads: one drawing
at a time.
"""

import io
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from credence.figures.render import marks, panels, traces
from credence.figures.render.canvas import DPI, Sheet
from credence.figures.render.known import check
from credence.figures.render.panels import Axis, Panel, listed

_ONE_AT_A_TIME = threading.Lock()
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "path",  # the same shapes wherever it is opened
    "svg.hashsalt": "credence",  # the same figure gives the same bytes
    "pdf.fonttype": 42,
    "path.simplify": False,
    "hatch.linewidth": 0.8,
}


def picture(
    figure: Mapping[str, Any], suffix: str, *, scale: float = 1.0, about: Mapping[str, str]
) -> bytes:
    """The figure as png, svg or pdf.

    Args:
        figure: Its record, with a width and a height in its layout.
        suffix: ``png``, ``svg`` or ``pdf``.
        scale: Pixels of a PNG to a pixel of the layout.
        about: What the file says of itself, by the names of `Title`, `Description`, `Source`.

    Raises:
        UndrawableError: The figure has something that is not known here.
    """
    with _ONE_AT_A_TIME, mpl.rc_context(_SETTINGS):
        stream = io.BytesIO()
        drawn(figure).savefig(
            stream, format=suffix, dpi=DPI * scale, metadata=_metadata(suffix, about)
        )
        return stream.getvalue()


def drawn(figure: Mapping[str, Any]) -> Figure:
    """The figure as Matplotlib's own; every artist of a trace is named ``trace N …``."""
    check(figure)
    layout, data = figure["layout"], list(figure.get("data", ()))
    sheet = Sheet(layout)
    found = _panels(sheet, layout, data)
    places = marks.Places(sheet, list(found.values()))
    for number, each in enumerate(layout.get("shapes") or ()):
        marks.shape(places, each, number)
    decorated: set[str] = set()
    for panel in found.values():
        for axis in (panel.x, panel.y):
            if axis.name not in decorated:
                panels.decorate(panel, axis)
            decorated.add(axis.name)
    for number, trace in enumerate(data):
        traces.draw(found[_pair(trace)], trace, number, layout)
    for number, note in enumerate(layout.get("annotations") or ()):
        marks.annotate(places, note, number)
    marks.legend(sheet, layout, data)
    marks.title(sheet, layout.get("title"))
    return sheet.figure


def _pair(trace: Mapping[str, Any]) -> tuple[str, str]:
    x, y = trace.get("xaxis") or "x", trace.get("yaxis") or "y"
    return f"xaxis{x[1:]}", f"yaxis{y[1:]}"


def _panels(
    sheet: Sheet, layout: Mapping[str, Any], data: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, str], Panel]:
    pairs = list(dict.fromkeys(map(_pair, data))) or [("xaxis", "yaxis")]
    values: dict[str, list[Any]] = {name: [] for pair in pairs for name in pair}
    for trace in data:
        for name in _pair(trace):
            values[name] += _values(trace, name[0])
    axes = {name: Axis(name, layout.get(name) or {}, held) for name, held in values.items()}
    ground = layout.get("plot_bgcolor", "#fff")
    for axis in axes.values():
        panels.make_room(sheet, axis)
    return {
        (x, y): Panel(sheet, axes[x], axes[y], ground, order)
        for order, (x, y) in enumerate(pairs, start=1)
    }


def _values(trace: Mapping[str, Any], letter: str) -> list[Any]:
    """What an axis must hold of a trace, bars from their base on."""
    values = listed(trace.get(letter))
    if trace.get("type") != "bar" or (trace.get("orientation") == "h") != (letter == "x"):
        return values
    bases = [float(each or 0) for each in traces.spread(trace.get("base"), len(values))]
    ends = [b + float(v) for b, v in zip(bases, values, strict=True) if v is not None]
    return [*bases, *ends]


def _metadata(suffix: str, about: Mapping[str, str]) -> dict[str, Any]:
    """What a file of this kind can say of itself; no time, so that its bytes are always the same."""
    if suffix == "png":
        return dict(about)
    if suffix == "svg":
        return {
            "Date": None,
            **{key: about[key] for key in about if key in {"Title", "Description", "Source"}},
        }
    names = {"Title": "Title", "Description": "Subject", "Source": "Keywords"}
    return {"CreationDate": None, **{names[key]: about[key] for key in about if key in names}}
