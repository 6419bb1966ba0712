"""Annotations, shapes, the legend and the figure's title."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, FancyArrowPatch, Patch, PathPatch, Rectangle
from matplotlib.path import Path

from credence.figures.render.canvas import LINE, POINT, Sheet
from credence.figures.render.colours import CLEAR, rgba
from credence.figures.render.known import UndrawableError
from credence.figures.render.markup import plain
from credence.figures.render.panels import Axis, Panel, dashes, listed
from credence.figures.render.traces import symbol_of

type Record = Mapping[str, Any]

_STEP = re.compile(r"([MLCQZ])([^MLCQZ]*)", re.IGNORECASE)
_CODES = {"M": [Path.MOVETO], "L": [Path.LINETO], "Q": [Path.CURVE3] * 2, "C": [Path.CURVE4] * 3}


class Places:
    """Where annotations and shapes stand: references to axes, to their domains, to the paper."""

    def __init__(self, sheet: Sheet, panels: Sequence[Panel]) -> None:
        self.sheet = sheet
        self.panels = {axis.name: panel for panel in panels for axis in (panel.x, panel.y)}

    def pixel(self, letter: str, reference: str | None, value: Any) -> float:  # noqa: ANN401
        """The pixel of a value; ``letter`` is x or y."""
        reference = reference or letter
        if reference == "paper":
            return self.sheet.x(float(value)) if letter == "x" else self.sheet.y(float(value))
        name, _, domain = reference.partition(" ")
        panel, axis = self._panel(name)
        if domain:
            share = float(value)
            if letter == "x":
                return panel.left + share * (panel.right - panel.left)
            return panel.bottom - share * (panel.bottom - panel.top)
        coordinate = axis.mark(value)
        return panel.across(coordinate) if letter == "x" else panel.down(coordinate)

    def limits(self, letter: str, reference: str | None) -> tuple[float, float]:
        """The pixels between which a shape with this reference is seen."""
        reference = reference or letter
        if reference == "paper":
            return 0.0, self.sheet.width if letter == "x" else self.sheet.height
        panel, _ = self._panel(reference.partition(" ")[0])
        return (panel.left, panel.right) if letter == "x" else (panel.top, panel.bottom)

    def _panel(self, reference: str) -> tuple[Panel, Axis]:
        name = f"{reference[0]}axis{reference[1:]}"
        if name not in self.panels:
            raise UndrawableError([f"a reference to {reference}, which has no trace"])
        panel = self.panels[name]
        return panel, panel.x if reference[0] == "x" else panel.y


def annotate(places: Places, note: Record, number: int) -> None:
    """Draw one annotation: its text, and its arrow if it has one."""
    if note.get("visible") is False:
        return
    sheet, label = places.sheet, f"annotation {number}"
    head = (
        places.pixel("x", note.get("xref"), note["x"]) + float(note.get("xshift") or 0),
        places.pixel("y", note.get("yref"), note["y"]) - float(note.get("yshift") or 0),
    )
    arrow = note.get("showarrow", True)
    at = head
    if arrow:
        at = (
            _tail(places, "x", note, head[0], -10.0),
            _tail(places, "y", note, head[1], -30.0),
        )
    anchor = (
        _anchor(note, "x", ("left", "center", "right"), arrow=arrow),
        _anchor(note, "y", ("bottom", "middle", "top"), arrow=arrow),
    )
    opacity = float(note.get("opacity", 1))
    size = sheet.text(
        note.get("text") or "",
        at,
        sheet.font_of(note.get("font")),
        anchor=anchor,
        align=note.get("align") or "center",
        angle=float(note.get("textangle") or 0),
        opacity=opacity,
        box=_box(note),
        label=label,
    )
    if arrow:
        _arrow(sheet, note, _border(at, head, size, anchor), head, label)


def _box(note: Record) -> Record | None:
    """What the box around an annotation looks like, where it can be seen."""
    keys = "bgcolor", "bordercolor", "borderpad", "borderwidth"
    seen = any(rgba(note.get(key))[3] for key in keys[:2])
    return {key: note[key] for key in keys if note.get(key) is not None} if seen else None


def _tail(places: Places, letter: str, note: Record, head: float, default: float) -> float:
    reference, value = note.get(f"a{letter}ref"), note.get(f"a{letter}")
    if reference in {None, "pixel"}:
        return head + float(default if value is None else value)
    return places.pixel(letter, reference, value)


def _anchor(note: Record, letter: str, names: tuple[str, str, str], *, arrow: bool) -> str:
    given = note.get(f"{letter}anchor") or "auto"
    if given != "auto":
        return str(given)
    value = note[letter]
    if arrow or note.get(f"{letter}ref") != "paper" or 1 / 3 <= value <= 2 / 3:
        return names[1]
    return names[0] if value < 1 / 3 else names[2]


def _border(
    at: tuple[float, float],
    head: tuple[float, float],
    size: tuple[float, float],
    anchor: tuple[str, str],
) -> tuple[float, float]:
    """Where the line from a text's middle to the arrow's head leaves the text."""
    x = at[0] + size[0] * {"left": 0.5, "center": 0.0, "right": -0.5}[anchor[0]]
    y = at[1] + size[1] * {"top": 0.5, "middle": 0.0, "bottom": -0.5}[anchor[1]]
    across, down = head[0] - x, head[1] - y
    if not (across or down) or not (size[0] and size[1]):
        return x, y
    share = min(
        (size[0] / 2 + 1) / abs(across) if across else math.inf,
        (size[1] / 2 + 1) / abs(down) if down else math.inf,
    )
    return (x + share * across, y + share * down) if share < 1 else head


def _arrow(
    sheet: Sheet, note: Record, tail: tuple[float, float], head: tuple[float, float], label: str
) -> None:
    width = float(note.get("arrowwidth") or 2)
    length = 3 * width * float(note.get("arrowsize") or 1) * POINT
    styles = {
        0: "-",
        1: f"-|>,head_length={length},head_width={length / 2}",
        2: f"-|>,head_length={length},head_width={length / 2}",
        3: f"->,head_length={length},head_width={length / 2}",
    }
    kind = int(note.get("arrowhead", 1))
    if kind not in styles or note.get("arrowside") not in {None, "end", "none"}:
        raise UndrawableError([f"an arrow with head {kind}, side {note.get('arrowside')}"])
    colour = rgba(note.get("arrowcolor") or sheet.font["color"], float(note.get("opacity", 1)))
    sheet.axes.add_patch(
        FancyArrowPatch(
            tail,
            head,
            arrowstyle="-" if note.get("arrowside") == "none" else styles[kind],
            mutation_scale=1,
            shrinkA=float(note.get("startstandoff") or 0) * POINT,
            shrinkB=float(note.get("standoff") or 0) * POINT,
            color=colour,
            linewidth=width * POINT,
            zorder=1,
            label=f"{label} arrow",
        )
    )


def shape(places: Places, record: Record, number: int) -> None:
    """Draw one shape, in pixels on the sheet, below or above what stands on the panels."""
    if record.get("visible") is False:
        return
    opacity = float(record.get("opacity", 1))
    line = record.get("line") or {}
    style: dict[str, Any] = {
        "edgecolor": rgba(line.get("color", "#444"), opacity),
        "linewidth": float(line.get("width", 2)) * POINT,
        "linestyle": dashes(line.get("dash"), float(line.get("width", 2))),
        "facecolor": rgba(record.get("fillcolor"), opacity) if record.get("fillcolor") else CLEAR,
        "label": f"shape {number}",
        "zorder": -1,
    }
    kind = record.get("type", "rect")
    if kind == "path":
        patch: Patch = PathPatch(_path(places, record), **style)
    else:
        x0, x1 = (places.pixel("x", record.get("xref"), record[end]) for end in ("x0", "x1"))
        y0, y1 = (places.pixel("y", record.get("yref"), record[end]) for end in ("y0", "y1"))
        if kind == "line":
            patch = PathPatch(Path([(x0, y0), (x1, y1)]), **style | {"facecolor": CLEAR})
        elif kind == "rect":
            patch = Rectangle((min(x0, x1), min(y0, y1)), abs(x1 - x0), abs(y1 - y0), **style)
        else:
            middle = (x0 + x1) / 2, (y0 + y1) / 2
            patch = Ellipse(middle, abs(x1 - x0), abs(y1 - y0), **style)
    below = record.get("layer") in {"below", "between"}
    plane = places.sheet.below if below else places.sheet.axes
    plane.add_patch(patch)
    left, right = places.limits("x", record.get("xref"))
    top, bottom = places.limits("y", record.get("yref"))
    window = Rectangle((left, top), right - left, bottom - top, transform=plane.transData)
    patch.set_clip_path(window)


def _path(places: Places, record: Record) -> Path:
    """An SVG path of absolute moves, lines and curves, in the figure's coordinates."""
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    text = record["path"]
    if "".join(found[0] for found in _STEP.finditer(text)).strip() != text.strip():
        raise UndrawableError([f"the path {text[:40]!r}"])
    for found in _STEP.finditer(text):
        name, numbers = found[1], [float(n) for n in re.split(r"[ ,]+", found[2].strip()) if n]
        if name.upper() == "Z":
            points.append(points[-1])
            codes.append(Path.CLOSEPOLY)
            continue
        step = _CODES.get(name, [])
        if not step or not numbers or len(numbers) % (2 * len(step)):
            raise UndrawableError([f"the path {text[:40]!r}"])
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((places.pixel("x", record.get("xref"), x),
                           places.pixel("y", record.get("yref"), y)))  # fmt: skip
        codes += step * (len(numbers) // (2 * len(step)))
    return Path(points, codes)


def title(sheet: Sheet, record: Record | None) -> None:
    """Write the figure's title."""
    if not record or not record.get("text"):
        return
    font = {**sheet.font, "size": 1.4 * sheet.font["size"]} | dict(record.get("font") or {})
    pad = {"l": 0, "r": 0, "t": 0, "b": 0} | dict(record.get("pad") or {})
    share = record.get("x", 0.5)
    x = sheet.x(share) if record.get("xref") == "paper" else share * sheet.width
    y = (1 - record["y"]) * sheet.height if record.get("y") is not None else sheet.top / 2
    across = record.get("xanchor") or "auto"
    if across == "auto":
        across = "left" if share < 1 / 3 else "right" if share > 2 / 3 else "center"
    down = record.get("yanchor") or "auto"
    down = "middle" if down == "auto" else down
    at = x + float(pad["l"]) - float(pad["r"]), y + float(pad["t"]) - float(pad["b"])
    sheet.text(record["text"], at, font, anchor=(across, down), align=across, label="title")


def legend(sheet: Sheet, layout: Record, traces: Sequence[Record]) -> None:
    """Draw a legend of the traces with a name, where the layout asks for one."""
    wanted = layout.get("showlegend")
    named = [
        trace
        for trace in traces
        if trace.get("name")
        and trace.get("showlegend", True) is not False
        and trace.get("visible") is not False
    ]
    if wanted is False or not named or (wanted is None and len(traces) < 2):
        return
    record = layout.get("legend") or {}
    font = sheet.font_of(record.get("font"))
    flat = record.get("orientation") == "h"
    x, y = sheet.x(record.get("x", 1.02)), sheet.y(record.get("y", 1.0))
    lengths = [_length(trace["name"], font) + 40 for trace in named]
    row = LINE * font["size"] + 4
    width = sum(lengths) if flat else max(lengths)
    height = row if flat else row * len(named)
    x -= width * {"left": 0.0, "center": 0.5, "right": 1.0}.get(record.get("xanchor", "left"), 0.0)
    y -= height * {"top": 0.0, "middle": 0.5, "bottom": 1.0}.get(record.get("yanchor", "top"), 0.0)
    for k, trace in enumerate(named):
        at = (x + sum(lengths[:k]), y + row / 2) if flat else (x, y + (k + 0.5) * row)
        _sample(sheet, trace, at)
        sheet.text(trace["name"], (at[0] + 30, at[1]), font, anchor=("left", "middle"),
                   align="left", label="legend")  # fmt: skip


def _length(text: str, font: Record) -> float:
    return float(0.56 * font["size"] * len(plain(text)))


def _sample(sheet: Sheet, trace: Record, at: tuple[float, float]) -> None:
    """A short piece of what the trace looks like."""
    marker, line = trace.get("marker") or {}, trace.get("line") or {}
    colour = marker.get("color") if isinstance(marker.get("color"), str) else None
    if trace.get("type", "scatter") != "scatter":
        box = Rectangle((at[0] + 4, at[1] - 5), 20, 10, facecolor=rgba(colour or "#1f77b4"))
        sheet.axes.add_patch(box)
        return
    mode = trace.get("mode") or "lines"
    if "lines" in mode or trace.get("fill"):
        style = dashes(line.get("dash"), float(line.get("width", 2)))
        width = float(line.get("width", 2)) * POINT
        ends = [at[0] + 2, at[0] + 26], [at[1], at[1]]
        ink = rgba(line.get("color") or trace.get("fillcolor") or "#1f77b4")
        sheet.axes.add_line(Line2D(*ends, color=ink, linewidth=width or 6 * POINT, linestyle=style))
    if "markers" in mode:
        _mark(sheet, marker, colour or "#1f77b4", (at[0] + 14, at[1]))


def _mark(sheet: Sheet, marker: Record, colour: str, at: tuple[float, float]) -> None:
    """One point as the trace has them, at a size that a legend has room for."""
    given = marker.get("symbol", "circle")
    symbol = given if isinstance(given, str) else str(listed(given)[0])
    shape, factor = symbol_of(symbol)
    hollow = symbol.endswith("-open")
    line = marker.get("line") or {}
    edge = line.get("color") if isinstance(line.get("color"), str) else colour
    sheet.axes.scatter(
        [at[0]],
        [at[1]],
        s=(9 * factor * POINT) ** 2,
        marker=shape,
        facecolors=[CLEAR if hollow else rgba(colour)],
        edgecolors=[rgba(colour if hollow else edge)],
        linewidths=[1.5 * POINT if hollow or line.get("width") else 0],
    )
