"""Curves, points, bars and heat maps, drawn on a panel in the figure's own coordinates."""

import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from credence.figures.render.canvas import POINT
from credence.figures.render.colours import CLEAR, Rgba, rgba, scaled
from credence.figures.render.known import UndrawableError
from credence.figures.render.panels import Panel, dashes, listed

type Trace = Mapping[str, Any]

_STEPS = {"linear": "default", "hv": "steps-post", "vh": "steps-pre", "hvh": "steps-mid"}
_REACH = 2 / math.sqrt(3)  # half of a triangle's long side, in radii of its circle


def _triangle(*corners: tuple[float, float]) -> Path:
    """A closed outline, so that a hollow one has all its sides."""
    return Path([*corners, corners[0]], closed=True)


_SYMBOLS: dict[str, tuple[str | Path, float]] = {
    "circle": ("o", 1.0),
    "square": ("s", 1.0),
    "diamond": ("D", 1.3 / math.sqrt(2)),
    "diamond-tall": ("d", 1.4),
    "cross": ("P", 1.0),
    "x": ("X", 1.0),
    "triangle-up": (_triangle((-_REACH, -0.5), (_REACH, -0.5), (0, 1)), _REACH),
    "triangle-down": (_triangle((-_REACH, 0.5), (_REACH, 0.5), (0, -1)), _REACH),
    "triangle-left": (_triangle((0.5, -_REACH), (0.5, _REACH), (-1, 0)), _REACH),
    "triangle-right": (_triangle((-0.5, -_REACH), (-0.5, _REACH), (1, 0)), _REACH),
    "pentagon": ("p", 1.0),
    "hexagon": ("h", 1.0),
    "star": ("*", 1.4),
    "line-ns": ("|", 1.4),
    "line-ew": ("_", 1.4),
    "cross-thin": ("+", 1.4),
    "x-thin": ("x", 1.0),
}
"""Matplotlib's marker and its size in Plotly's, by Plotly's symbol."""

_LINES = {"line-ns", "line-ew", "cross-thin", "x-thin"}
_HATCHES = {"": "", "/": "///", "\\": "\\\\\\", "x": "xxx", "-": "---", "|": "|||", "+": "+++",
            ".": "..."}  # fmt: skip
_SIDES = {"left": (-1, "right"), "center": (0, "center"), "right": (1, "left")}
_HEIGHTS = {"top": (-1, "bottom"), "middle": (0, "middle"), "bottom": (1, "top")}


def draw(panel: Panel, trace: Trace, number: int, layout: Mapping[str, Any]) -> None:
    """Draw the trace that stands at ``number`` in the figure."""
    if trace.get("visible") in {False, "legendonly"}:
        return
    kinds: dict[str, Callable[[Panel, Trace, int, Mapping[str, Any]], None]] = {
        "scatter": _scatter,
        "bar": _bars,
        "histogram": _histogram,
        "heatmap": _heatmap,
    }
    kinds[trace.get("type", "scatter")](panel, trace, number, layout)


def places(panel: Panel, trace: Trace) -> tuple[list[float], list[float]]:
    """The trace's points as coordinates; where one side is left out, it counts from 0."""
    xs, ys = listed(trace.get("x")), listed(trace.get("y"))
    xs, ys = xs or list(range(len(ys))), ys or list(range(len(xs)))
    return panel.x.coordinates(xs), panel.y.coordinates(ys)


def _scatter(panel: Panel, trace: Trace, number: int, _: Mapping[str, Any]) -> None:
    xs, ys = places(panel, trace)
    mode = trace.get("mode") or ("lines+markers" if len(xs) < 20 else "lines")
    line, opacity = trace.get("line") or {}, float(trace.get("opacity", 1))
    clip = trace.get("cliponaxis") is not False
    if trace.get("fill") not in {None, "none"}:
        _fill(panel, trace, xs, ys, number)
    if "lines" in mode and float(line.get("width", 2)):
        drawn = list(zip(xs, ys, strict=True))
        if trace.get("connectgaps"):
            drawn = [(x, y) for x, y in drawn if math.isfinite(x) and math.isfinite(y)]
        panel.axes.plot(
            *np.array(drawn).reshape(-1, 2).T,
            color=rgba(line.get("color", "#1f77b4"), opacity),
            linewidth=float(line.get("width", 2)) * POINT,
            linestyle=dashes(line.get("dash"), float(line.get("width", 2))),
            drawstyle=_STEPS[line.get("shape") or "linear"],
            solid_capstyle="butt",
            clip_on=clip,
            label=f"trace {number} line",
        )
    if "markers" in mode:
        _markers(panel, trace, xs, ys, number)
    if "text" in mode:
        _texts(panel, trace, xs, ys, number)


def _fill(panel: Panel, trace: Trace, xs: list[float], ys: list[float], number: int) -> None:
    colour = trace.get("fillcolor")
    if colour is None:
        raise UndrawableError([f"data[{number}].fill without a fillcolor"])
    how, label = trace["fill"], f"trace {number} fill"
    axes = panel.axes
    style: dict[str, Any] = {"facecolor": rgba(colour), "linewidth": 0, "label": label}
    steps: dict[str, Any] = {"hv": "post", "vh": "pre", "hvh": "mid"}
    step = steps.get((trace.get("line") or {}).get("shape") or "")
    if how == "toself":
        breaks = [
            k
            for k, pair in enumerate(zip(xs, ys, strict=True))
            if not all(map(math.isfinite, pair))
        ]
        for begin, end in zip([-1, *breaks], [*breaks, len(xs)], strict=True):
            if end - begin > 3:
                axes.fill(xs[begin + 1 : end], ys[begin + 1 : end], **style)
    elif how == "tozeroy":
        axes.fill_between(xs, ys, 0, step=step, **style)
    elif how == "tozerox":
        axes.fill_betweenx(ys, xs, 0, step=step, **style)
    elif how in {"tonexty", "tonextx"}:
        others = [line for line in axes.get_lines() if str(line.get_label()).startswith("trace ")]
        if not others:
            raise UndrawableError([f"data[{number}].fill={how!r} with no line drawn before it"])
        before = np.asarray(others[-1].get_xydata(), dtype=float)
        if how == "tonexty" and np.array_equal(before[:, 0], xs):
            axes.fill_between(xs, ys, before[:, 1], step=step, **style)
        else:
            axes.fill([*xs, *before[::-1, 0]], [*ys, *before[::-1, 1]], **style)
    else:
        raise UndrawableError([f"data[{number}].fill={how!r}"])


def symbol_of(name: str) -> tuple[str | Path, float]:
    """Matplotlib's marker and its size in Plotly's.

    Raises:
        UndrawableError: There is none for this symbol.
    """
    if name.removesuffix("-open") not in _SYMBOLS:
        raise UndrawableError([f"the marker symbol {name!r}"])
    return _SYMBOLS[name.removesuffix("-open")]


def _markers(panel: Panel, trace: Trace, xs: list[float], ys: list[float], number: int) -> None:
    marker, count = trace.get("marker") or {}, len(xs)
    faces, edges, widths = _paint(trace, count, "#1f77b4")
    sizes = spread(marker.get("size", 6), count)
    symbols = spread(marker.get("symbol", "circle"), count)
    for symbol in dict.fromkeys(map(str, symbols)):
        base = symbol.removesuffix("-open")
        shape, factor = symbol_of(symbol)
        here = [k for k in range(count) if str(symbols[k]) == symbol]
        thin = base in _LINES
        outlined = symbol.endswith("-open") or thin
        panel.axes.scatter(
            [xs[k] for k in here],
            [ys[k] for k in here],
            s=[(float(sizes[k]) * factor * POINT) ** 2 for k in here],
            marker=shape,
            facecolors=[CLEAR if symbol.endswith("-open") else faces[k] for k in here]
            if not thin
            else [edges[k] if not symbol.endswith("-open") else faces[k] for k in here],
            edgecolors=None if thin else [faces[k] if outlined else edges[k] for k in here],
            linewidths=[max(widths[k], 1.0 if outlined else 0.0) * POINT for k in here],
            clip_on=trace.get("cliponaxis") is not False,
            zorder=2.1,
            label=f"trace {number} markers",
        )


def _texts(panel: Panel, trace: Trace, xs: list[float], ys: list[float], number: int) -> None:
    texts, where = spread(trace.get("text"), len(xs)), spread(trace.get("textposition"), len(xs))
    sizes = spread((trace.get("marker") or {}).get("size", 6), len(xs))
    marked = "markers" in (trace.get("mode") or "")
    font = panel.sheet.font_of(trace.get("textfont"))
    colours, heights = spread(font["color"], len(xs)), spread(font["size"], len(xs))
    shadow = font.get("shadow")  # a rim of one colour in Plotly; here a box, which hides as much
    box = {"bgcolor": shadow.rpartition(" ")[2], "borderpad": 0} if shadow else None
    for k, text in enumerate(texts):
        inside = _within(panel, xs[k], ys[k]) or trace.get("cliponaxis") is False
        if not text or not inside:
            continue
        down, across = (where[k] or "middle center").split()
        apart = float(sizes[k]) / 2 + 3 if marked else 0.0
        x, y = panel.pixel(xs[k], ys[k])
        sign, anchor = _SIDES[across]
        lift, hold = _HEIGHTS[down]
        panel.sheet.text(
            str(text),
            (x + sign * apart, y + lift * apart),
            font | {"color": colours[k], "size": heights[k]},
            anchor=(anchor, hold),
            align=anchor,
            opacity=float(trace.get("opacity", 1)),
            box=box,
            label=f"trace {number} text",
        )


def _within(panel: Panel, x: float, y: float) -> bool:
    shares = panel.x.share(x), panel.y.share(y)
    return all(-1e-9 <= share <= 1 + 1e-9 for share in shares)


def _bars(panel: Panel, trace: Trace, number: int, layout: Mapping[str, Any]) -> None:
    xs, ys = places(panel, trace)
    flat = trace.get("orientation") == "h"
    positions, lengths = (ys, xs) if flat else (xs, ys)
    count = len(lengths)
    bases = [float(each or 0) for each in spread(trace.get("base"), count)]
    gap = float(layout.get("bargap", 0.2))
    standing = sorted(set(positions))
    apart = min((b - a for a, b in itertools.pairwise(standing)), default=1.0)
    widths = [
        apart * (1 - gap) if w is None else float(w) for w in spread(trace.get("width"), count)
    ]
    offsets = [
        -w / 2 if o is None else float(o)
        for o, w in zip(spread(trace.get("offset"), count), widths, strict=True)
    ]
    faces, edges, lines = _paint(trace, count, "#1f77b4")
    pattern = (trace.get("marker") or {}).get("pattern") or {}
    hatches, inks = spread(pattern.get("shape"), count), spread(pattern.get("fgcolor"), count)
    for k in range(count):
        if not math.isfinite(lengths[k]) or not math.isfinite(positions[k]):
            continue
        start, side = positions[k] + offsets[k], bases[k]
        corner, size = (side, start), (lengths[k], widths[k])
        bar = Rectangle(
            corner if flat else corner[::-1],
            *(size if flat else size[::-1]),
            facecolor=faces[k],
            edgecolor=edges[k] if lines[k] else CLEAR,
            linewidth=lines[k] * POINT,
            zorder=1.5,
            label=f"trace {number} bar",
        )
        if hatches[k]:
            bar.set(hatch=_HATCHES[hatches[k]], hatchcolor=rgba(inks[k] or "#000"))
        panel.axes.add_patch(bar)
    _bar_texts(panel, trace, (positions, bases, lengths), number)


def _bar_texts(
    panel: Panel, trace: Trace, bars: tuple[list[float], list[float], list[float]], number: int
) -> None:
    where = trace.get("textposition") or ("auto" if trace.get("text") is not None else "none")
    if where == "none":
        return
    if where not in {"inside", "outside"}:
        raise UndrawableError([f"data[{number}].textposition={where!r} on bars"])
    flat, font = trace.get("orientation") == "h", panel.sheet.font_of(trace.get("textfont"))
    for position, base, length, text in zip(
        *bars, spread(trace.get("text"), len(bars[0])), strict=True
    ):
        if not text:
            continue
        end = base + length
        x, y = panel.pixel(end, position) if flat else panel.pixel(position, end)
        onward = (1 if length >= 0 else -1) * (1 if where == "outside" else -1)
        if flat:
            anchor, at = ("left" if onward > 0 else "right", "middle"), (x + 3 * onward, y)
        else:
            anchor, at = ("center", "bottom" if onward > 0 else "top"), (x, y - 3 * onward)
        panel.sheet.text(str(text), at, font, anchor=anchor, label=f"trace {number} text")


def _histogram(panel: Panel, trace: Trace, number: int, layout: Mapping[str, Any]) -> None:
    bins = trace.get("xbins") or {}
    if any(bins.get(key) is None for key in ("start", "end", "size")):
        raise UndrawableError([f"data[{number}] without xbins.start, xbins.end and xbins.size"])
    start, size = float(bins["start"]), float(bins["size"])
    count = round((float(bins["end"]) - start) / size)
    edges = start + size * np.arange(count + 1)
    counts = np.histogram(panel.x.coordinates(listed(trace.get("x"))), edges)[0].astype(float)
    share = {"probability": 1.0, "percent": 100.0}.get(trace.get("histnorm") or "")
    counts = counts * share / (counts.sum() or 1) if share else counts
    centres, width = (edges[:-1] + edges[1:]) / 2, size * (1 - float(layout.get("bargap", 0)))
    bars = {"type": "bar", "x": centres, "y": counts, "width": width, "marker": trace.get("marker")}
    _bars(panel, bars | {"opacity": trace.get("opacity", 1)}, number, layout)


def _heatmap(panel: Panel, trace: Trace, number: int, _: Mapping[str, Any]) -> None:
    z = np.array([[math.nan if v is None else float(v) for v in row] for row in trace["z"]])
    xs = panel.x.coordinates(listed(trace.get("x")) or range(z.shape[1]))
    ys = panel.y.coordinates(listed(trace.get("y")) or range(z.shape[0]))
    low = float(trace["zmin"]) if trace.get("zmin") is not None else float(np.nanmin(z))
    high = float(trace["zmax"]) if trace.get("zmax") is not None else float(np.nanmax(z))
    scale = trace.get("colorscale")
    if not isinstance(scale, list | tuple) or trace.get("showscale") is not False:
        raise UndrawableError(
            [f"data[{number}] without a colorscale of its own or with a colour bar"]
        )
    colours = scaled(z, scale, low, high, backwards=bool(trace.get("reversescale")))
    colours[..., 3] *= float(trace.get("opacity", 1))
    mesh = panel.axes.pcolormesh(_edges(xs), _edges(ys), z, label=f"trace {number} cells")
    gap = max(float(trace.get("xgap") or 0), float(trace.get("ygap") or 0))
    ground = panel.sheet.figure.get_facecolor()
    mesh.set(array=None, facecolor=colours.reshape(-1, 4), linewidth=gap * POINT,
             edgecolor=ground if gap else "face")  # fmt: skip
    if trace.get("texttemplate") not in {None, "%{text}"}:
        raise UndrawableError([f"data[{number}].texttemplate={trace['texttemplate']!r}"])
    if trace.get("texttemplate"):
        font = panel.sheet.font_of(trace.get("textfont"))
        for y, row in zip(ys, trace["text"], strict=True):
            for x, text in zip(xs, row, strict=True):
                panel.sheet.text(
                    str(text or ""), panel.pixel(x, y), font, label=f"trace {number} text"
                )


def _edges(centres: list[float]) -> list[float]:
    """Borders of cells: if not given outright, halfway between their centres."""
    if len(centres) == 1:
        return [centres[0] - 0.5, centres[0] + 0.5]
    middle = [(a + b) / 2 for a, b in itertools.pairwise(centres)]
    return [2 * centres[0] - middle[0], *middle, 2 * centres[-1] - middle[-1]]


def _paint(trace: Trace, count: int, default: str) -> tuple[list[Rgba], list[Rgba], list[float]]:
    """Fill, edge colour and edge width of each point or bar."""
    marker = trace.get("marker") or {}
    opacity = float(trace.get("opacity", 1))
    # Points of sizes of their own are bubbles to Plotly, which lets them shine through.
    bubbles = np.ndim(marker.get("size", 6)) > 0
    seen = marker.get("opacity", 0.7 if bubbles else 1.0)
    own = [opacity * float(o if o is not None else 1) for o in spread(seen, count)]
    given = marker.get("color", default)
    if not isinstance(given, str) and given is not None and _numbers(given):
        if not isinstance(marker.get("colorscale"), list | tuple) or marker.get("showscale"):
            raise UndrawableError(["numbers as colours without a colorscale, or with a colour bar"])
        low = float(marker["cmin"]) if marker.get("cmin") is not None else min(listed(given))
        high = float(marker["cmax"]) if marker.get("cmax") is not None else max(listed(given))
        back = bool(marker.get("reversescale"))
        table = scaled(listed(given), marker["colorscale"], low, high, backwards=back)
        faces: list[Rgba] = [
            (r, g, b, a * o) for (r, g, b, a), o in zip(table.tolist(), own, strict=True)
        ]
    else:
        faces = [rgba(c or default, o) for c, o in zip(spread(given, count), own, strict=True)]
    line = marker.get("line") or {}
    edges = [rgba(c, o) if c else f for c, o, f in
             zip(spread(line.get("color"), count), own, faces, strict=True)]  # fmt: skip
    widths = [float(w or 0) for w in spread(line.get("width", 0), count)]
    return faces, edges, widths


def _numbers(values: Any) -> bool:  # noqa: ANN401 - a list or an array
    found = listed(values)
    return bool(found) and all(isinstance(each, int | float) for each in found)


def spread(value: Any, count: int) -> list[Any]:  # noqa: ANN401 - one value, or one for each
    """One value for each of ``count`` points."""
    if value is None or isinstance(value, str) or np.ndim(value) == 0:
        return [value] * count
    found = listed(value)[:count]
    return found + [None] * (count - len(found))
