"""What of a Plotly figure Matplotlib can draw; everything else is an error, and never a gap.

A figure is looked through, property by property, before anything is drawn. A property is *drawn*,
or it is *silent*: it says what happens under a pointer, which paper does not have. What is neither
is reported, all of it at once, so that a picture without it is never taken for the figure.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_SILENT = ("hover", "customdata", "ids", "uid", "meta", "uirevision", "selected", "unselected",
           "drag", "click", "modebar", "transition", "autosize", "fixedrange", "template",
           "capture", "legendgroup", "legendrank", "spike")  # fmt: skip

_FONT = {"family", "size", "color", "weight", "style"}


def _font(place: str) -> set[str]:
    return {f"{place}.{each}" for each in _FONT}


_SHARED = {"type", "name", "visible", "showlegend", "opacity", "xaxis", "yaxis", "x", "y"}
_MARKER = {
    "marker.color", "marker.opacity", "marker.line.width", "marker.line.color", "marker.colorscale",
    "marker.cmin", "marker.cmax", "marker.showscale", "marker.reversescale",
}  # fmt: skip
TRACES: dict[str, set[str]] = {
    "scatter": {
        *_SHARED, *_MARKER, *_font("textfont"), "textfont.shadow", "marker.symbol", "marker.size",
        "mode", "text",
        "line.color", "line.width", "line.dash", "line.shape", "fill", "fillcolor", "textposition",
        "cliponaxis", "connectgaps",
    },
    "bar": {
        *_SHARED, *_MARKER, *_font("textfont"), "marker.cornerradius", "marker.pattern.shape",
        "marker.pattern.fgcolor", "marker.pattern.solidity", "marker.pattern.fillmode",
        "marker.pattern.size", "marker.pattern.fgopacity", "orientation", "base", "width", "offset",
        "text", "textposition", "textangle", "cliponaxis", "constraintext", "insidetextanchor",
    },
    "histogram": {*_SHARED, *_MARKER, "xbins.start", "xbins.end", "xbins.size", "histnorm"},
    "heatmap": {
        *_SHARED, *_font("textfont"), "z", "colorscale", "zmin", "zmax", "reversescale",
        "showscale", "xgap", "ygap", "text", "texttemplate", "zsmooth", "colorbar.title.text",
        "colorbar.tickvals", "colorbar.ticktext", "colorbar.thickness", "colorbar.len",
        "colorbar.outlinewidth",
        *_font("colorbar.tickfont"), *_font("colorbar.title.font"),
    },
}  # fmt: skip
"""The properties that are drawn, by type of trace."""

ANNOTATION = {
    "text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "showarrow", "align",
    "ax", "ay", "axref", "ayref", "arrowhead", "arrowsize", "arrowwidth", "arrowcolor", "arrowside",
    "standoff", "startstandoff", "bgcolor", "bordercolor", "borderpad", "borderwidth", "opacity",
    "textangle", "visible", "name", "valign", *_font("font"),
}  # fmt: skip
SHAPE = {
    "type", "x0", "x1", "y0", "y1", "xref", "yref", "line.color", "line.width", "line.dash",
    "fillcolor", "opacity", "layer", "path", "visible", "name",
}  # fmt: skip
AXIS = {
    "range", "type", "autorange", "visible", "showgrid", "gridcolor", "gridwidth", "griddash",
    "zeroline", "zerolinecolor", "zerolinewidth", "showline", "linecolor", "linewidth", "ticks",
    "ticklen", "tickwidth", "tickcolor", "tickvals", "ticktext", "tickmode", "dtick", "tick0",
    "nticks", "tickformat", "ticksuffix", "tickprefix", "tickangle", "title.text", "title.standoff",
    "side", "anchor", "domain", "overlaying", "showticklabels", "categoryorder", "categoryarray",
    "automargin", "layer", "position", "ticklabelstandoff", "matches", "mirror", "rangemode",
    *_font("tickfont"), *_font("title.font"),
}  # fmt: skip
LAYOUT = {
    "width", "height", "showlegend", "barmode", "bargap", "bargroupgap", "paper_bgcolor",
    "plot_bgcolor", "margin.l", "margin.r", "margin.t", "margin.b", "margin.pad",
    "margin.autoexpand", "title.text", "title.x", "title.y", "title.xanchor", "title.yanchor",
    "title.xref", "title.yref", "title.pad.l", "title.pad.r", "title.pad.t", "title.pad.b",
    "legend.x", "legend.y", "legend.xanchor", "legend.yanchor", "legend.orientation",
    "legend.bgcolor", "legend.bordercolor", "legend.borderwidth", "legend.traceorder",
    "legend.itemclick", "legend.itemdoubleclick", "legend.title.text", "legend.itemsizing",
    "legend.xref", "legend.yref", "separators",
    *_font("font"), *_font("title.font"), *_font("legend.font"),
}  # fmt: skip
_ONE_OF: dict[str, set[Any]] = {
    "line.shape": {"linear", "hv", "vh", "hvh"},
    "barmode": {"overlay", "stack", "relative", "group"},
    "histnorm": {"", "probability", "percent"},
    "zsmooth": {False},
    "type": {*TRACES, "linear", "log", "category", "-", "line", "rect", "circle", "path"},
    "margin.pad": {0},
    "rangemode": {"normal"},
}


class UndrawableError(ValueError):
    """The figure has something that this route cannot draw; ``what`` names all of it."""

    def __init__(self, what: Iterable[str]) -> None:
        self.what = list(what)
        super().__init__(f"Matplotlib cannot draw {'; '.join(self.what)}")


def leaves(record: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Any]]:
    """Every property of a nested record with its dotted path; properties without a value apart."""
    for key, value in record.items():
        path = f"{place}.{key}" if place else key
        if isinstance(value, Mapping):
            yield from leaves(value, path)
        elif value is not None:
            yield path, value


def check(figure: Mapping[str, Any]) -> None:
    """Raise UndrawableError for all that `credence.figures.render` would have to leave out."""
    layout = figure.get("layout", {})
    found: list[str] = []
    for number, trace in enumerate(figure.get("data", ())):
        kind = trace.get("type", "scatter")
        if kind not in TRACES:
            found.append(f"a trace of type {kind} (data[{number}])")
            continue
        found += _beyond(trace, TRACES[kind], f"data[{number}]")
    rest = {}
    for key, value in layout.items():
        if key in {"annotations", "shapes"}:
            known = ANNOTATION if key == "annotations" else SHAPE
            for number, each in enumerate(value):
                found += _beyond(each, known, f"layout.{key}[{number}]")
        elif key.startswith(("xaxis", "yaxis")):
            found += _beyond(value, AXIS, f"layout.{key}")
        elif key == "template":
            found += ["a layout.template that is not empty"] if _says_something(value) else []
        else:
            rest[key] = value
    found += _beyond(rest, LAYOUT, "layout")
    if found:
        raise UndrawableError(found)


def _says_something(template: Mapping[str, Any]) -> bool:
    """Whether a template has any property but the types that Plotly puts into an empty one."""
    traces = [trace for kind in (template.get("data") or {}).values() for trace in kind]
    return any(leaves(template.get("layout") or {})) or any(set(t) - {"type"} for t in traces)


def _beyond(record: Mapping[str, Any], known: set[str], place: str) -> Iterator[str]:
    for path, value in leaves(record):
        if any(part.startswith(_SILENT) for part in path.split(".")):
            continue
        if path not in known:
            yield f"{place}.{path}"
            continue
        one_of = _ONE_OF.get(path)
        if one_of and isinstance(value, str | bool | int) and value not in one_of:
            yield f"{place}.{path}={value!r}"
