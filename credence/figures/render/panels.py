"""Panels: a pair of axes each, with their ranges, grid lines, ticks and labels.

A figure has one panel for each pair of an x axis and a y axis that something refers to. Where a
range is left open it is taken from the data with a twentieth of room, as Plotly does it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator

from credence.figures.render.canvas import LINE, POINT, Sheet
from credence.figures.render.colours import rgba
from credence.figures.render.known import UndrawableError
from credence.figures.render.markup import lines_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DASHES = {
    "dot": (1, 1),
    "dash": (3, 3),
    "longdash": (5, 5),
    "dashdot": (3, 1, 1, 1),
    "longdashdot": (5, 2, 1, 2),
}


def dashes(name: str | None, width: float) -> Any:  # noqa: ANN401 - Matplotlib's own
    """Plotly's dashes for a line of a width in pixels: at least three pixels to a unit."""
    if name in {None, "solid"}:
        return "-"
    if name not in _DASHES:
        raise UndrawableError([f"the dash {name!r}"])
    unit = max(width, 3.0) / (width or 1.0)  # Matplotlib counts in widths of the line
    return 0, tuple(unit * length for length in _DASHES[name])


def listed(value: Any) -> list[Any]:  # noqa: ANN401 - a list or an array
    """A list of what Plotly takes as one."""
    return [] if value is None else np.asarray(value, dtype=object).ravel().tolist()


class Axis:
    """One axis of the layout: its range and its way from values to coordinates."""

    def __init__(self, name: str, given: Mapping[str, Any], values: Sequence[Any]) -> None:
        self.name, self.given = name, given
        self.letter = name[0]
        kind = given.get("type") or "-"
        texts = [value for value in values if isinstance(value, str)]
        self.is_log = kind == "log"
        self.categories: dict[str, int] = {}
        if kind == "category" or (kind == "-" and texts):
            order = [*listed(given.get("categoryarray")), *map(str, values)]
            names = list(dict.fromkeys(each for each in order if each is not None))
            if given.get("categoryorder") not in {None, "trace", "array"}:
                raise UndrawableError([f"{name}.categoryorder={given['categoryorder']!r}"])
            self.categories = {each: number for number, each in enumerate(names)}
        self.range = self._range(self.coordinates(values))

    def coordinates(self, values: Iterable[Any]) -> list[float]:
        """Values as coordinates: what is missing is NaN, a category its number."""
        found: list[float] = []
        for value in values:
            if value is None:
                found.append(math.nan)
            elif self.categories and str(value) in self.categories:
                found.append(float(self.categories[str(value)]))
            else:
                found.append(float(value))
        return found

    def mark(self, value: Any) -> float:  # noqa: ANN401 - a number or a category
        """The coordinate of an annotation's or a shape's end, which is an exponent on log axes."""
        if self.is_log:
            return float(10.0 ** float(value))
        return self.coordinates([value])[0]

    def share(self, coordinate: float) -> float:
        """Where on the axis a coordinate lies: 0 at its first end, 1 at its last."""
        low, high = self.range
        if self.is_log:
            low, high, coordinate = math.log10(low), math.log10(high), math.log10(coordinate)
        return (coordinate - low) / (high - low)

    def _range(self, found: list[float]) -> tuple[float, float]:
        given = listed(self.given.get("range"))
        if given and None not in given:
            low, high = (self.mark(end) for end in given)
            return low, high
        known = [value for value in found if math.isfinite(value)]
        if self.is_log:
            logs = [math.log10(value) for value in known if value > 0] or [0.0, 1.0]
            room = 0.05 * (max(logs) - min(logs)) or 0.5
            low, high = 10 ** (min(logs) - room), 10 ** (max(logs) + room)
        elif self.categories:
            low, high = -0.5, len(self.categories) - 0.5
        else:
            known = known or [-1.0, 1.0]
            room = 0.05 * (max(known) - min(known)) or 1.0
            low, high = min(known) - room, max(known) + room
        return (high, low) if self.given.get("autorange") == "reversed" else (low, high)

    def ticks(self) -> list[tuple[float, str]]:
        """Coordinates and texts of the ticks inside the range."""
        given = self.given
        if given.get("tickvals") is not None:
            values = listed(given["tickvals"])
            texts = listed(given.get("ticktext")) or [self._said(v) for v in values]
            marks = list(zip(self.coordinates(values), map(str, texts), strict=False))
        elif self.categories:
            marks = [(float(number), name) for name, number in self.categories.items()]
        else:
            marks = [(value, self._said(value)) for value in self._chosen()]
        return [mark for mark in marks if -1e-9 <= self.share(mark[0]) <= 1 + 1e-9]

    def _chosen(self) -> list[float]:
        low, high = sorted(self.range)
        step = self.given.get("dtick")
        if step is not None and not self.is_log:
            first = float(self.given.get("tick0") or 0.0)
            number = math.ceil((low - first) / step - 1e-9)
            last = math.floor((high - first) / step + 1e-9)
            return [first + k * step for k in range(number, last + 1)]
        most = int(self.given.get("nticks") or 6)
        locator = (
            LogLocator(numticks=most) if self.is_log else MaxNLocator(most, steps=[1, 2, 5, 10])
        )
        return [float(value) for value in locator.tick_values(low, high)]

    def _said(self, value: Any) -> str:  # noqa: ANN401 - a number or a category
        form = self.given.get("tickformat") or ""
        if isinstance(value, str):
            said = value
        elif not form:
            said = f"{value:.10g}".replace("-", "−")
        else:
            try:
                said = format(value, form).replace("-", "−")
            except ValueError:
                raise UndrawableError([f"{self.name}.tickformat={form!r}"]) from None
        return f"{self.given.get('tickprefix') or ''}{said}{self.given.get('ticksuffix') or ''}"


class Panel:
    """A pair of axes on the sheet, and where its coordinates lie in pixels."""

    def __init__(self, sheet: Sheet, x: Axis, y: Axis, ground: str | None, order: int) -> None:
        self.sheet, self.x, self.y = sheet, x, y
        across, down = (listed(axis.given.get("domain")) or [0.0, 1.0] for axis in (x, y))
        self.left, self.right = sheet.x(across[0]), sheet.x(across[1])
        self.bottom, self.top = sheet.y(down[0]), sheet.y(down[1])
        place = (
            self.left / sheet.width,
            1 - self.bottom / sheet.height,
            (self.right - self.left) / sheet.width,
            (self.bottom - self.top) / sheet.height,
        )
        self.axes: Axes = sheet.figure.add_axes(place, zorder=order, label=f"{x.name}/{y.name}")
        self.axes.set(
            xscale="log" if x.is_log else "linear", yscale="log" if y.is_log else "linear"
        )
        self.axes.set(xlim=x.range, ylim=y.range, autoscale_on=False)
        self.axes.axis("off")
        above = y.given.get("overlaying") or x.given.get("overlaying")
        self.sheet_ground(None if above else ground)

    def sheet_ground(self, colour: str | None) -> None:
        """Paint the panel's ground."""
        if rgba(colour)[3]:
            self.axes.add_patch(
                _whole(self.axes.transAxes, facecolor=rgba(colour), zorder=-10),
            )

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a pair of coordinates."""
        return self.across(x), self.down(y)

    def across(self, x: float) -> float:
        """The pixel of an x coordinate."""
        return self.left + self.x.share(x) * (self.right - self.left)

    def down(self, y: float) -> float:
        """The pixel of a y coordinate."""
        return self.bottom - self.y.share(y) * (self.bottom - self.top)


def _whole(transform: Any, **style: Any) -> Any:  # noqa: ANN401 - Matplotlib's own
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - beside its only use

    return Rectangle((0, 0), 1, 1, transform=transform, linewidth=0, **style)


def make_room(sheet: Sheet, axis: Axis) -> None:
    """Widen the sheet's margin for an axis that asks for it (`automargin`), as Plotly does.

    Only axes at the lower and the left edge of the paper have a margin of their own.
    """
    given = axis.given
    if not given.get("automargin") or given.get("visible") is False:
        return
    is_x = axis.letter == "x"
    if given.get("side") not in {None, "bottom" if is_x else "left"}:
        return
    font = sheet.font_of(given.get("tickfont"))
    taken = [sheet.extent(text, font)[is_x] for _, text in axis.ticks()]
    reach = 6.0 + float(given.get("ticklabelstandoff", 0))
    needed = reach + max(taken, default=0.0) if given.get("showticklabels", True) else 0.0
    title = given.get("title") or {}
    if title.get("text"):
        depth = len(lines_of(title["text"])) * LINE * _title_font(sheet, title)["size"]
        needed += _standoff(title) + depth
    if is_x:
        sheet.bottom = min(sheet.bottom, sheet.height - needed)
    else:
        sheet.left = max(sheet.left, needed)


def _title_font(sheet: Sheet, title: Mapping[str, Any]) -> dict[str, Any]:
    return {**sheet.font, "size": 1.2 * sheet.font["size"]} | dict(title.get("font") or {})


def _standoff(title: Mapping[str, Any]) -> float:
    return float(8 if title.get("standoff") is None else title["standoff"])


def decorate(panel: Panel, axis: Axis) -> None:
    """Draw one axis of a panel: grid, zero line, axis line, ticks, their texts and the title."""
    given = axis.given
    if given.get("visible") is False:
        return
    marks = axis.ticks()
    line = panel.axes.axvline if axis.letter == "x" else panel.axes.axhline
    if given.get("showgrid", True):
        colour, width = given.get("gridcolor", "#eee"), float(given.get("gridwidth", 1))
        style = dashes(given.get("griddash"), width)
        for value, _ in marks:
            line(value, color=rgba(colour), linewidth=width * POINT, linestyle=style, zorder=-5,
                 label="grid")  # fmt: skip
    low, high = sorted(axis.range)
    if given.get("zeroline", True) and not axis.is_log and not axis.categories and low <= 0 <= high:
        colour, width = given.get("zerolinecolor", "#444"), float(given.get("zerolinewidth", 1))
        line(0, color=rgba(colour), linewidth=width * POINT, zorder=-4, label="zero")
    _edge(panel, axis, marks)


def _edge(panel: Panel, axis: Axis, marks: list[tuple[float, str]]) -> None:
    """What stands beside the panel: line, ticks, labels, title."""
    given, sheet = axis.given, panel.sheet
    is_x = axis.letter == "x"
    side = given.get("side") or ("bottom" if is_x else "left")
    outward = 1 if side in {"bottom", "right"} else -1
    edge = {"bottom": panel.bottom, "top": panel.top, "left": panel.left, "right": panel.right}[
        side
    ]
    colour = rgba(given.get("linecolor", "#444"))
    if given.get("showline"):
        ends = ([panel.left, panel.right], [edge, edge])
        if not is_x:
            ends = ([edge, edge], [panel.top, panel.bottom])
        sheet.axes.plot(*ends, color=colour, linewidth=float(given.get("linewidth", 1)) * POINT)
    length = 0.0
    if given.get("ticks") == "outside":
        length = float(given.get("ticklen", 5))
        _ticks(panel, axis, marks, edge, outward * length)
    font = sheet.font_of(given.get("tickfont"))
    reach = length + float(given.get("ticklabelstandoff", 0)) + 3
    deepest = 0.0
    if given.get("showticklabels", True):
        angle = float(given.get("tickangle") or 0)
        for value, text in marks:
            at = (panel.across(value), edge + outward * reach)
            anchor = ("center", "top" if outward > 0 else "bottom")
            if not is_x:
                at = (edge + outward * reach, panel.down(value))
                anchor = ("left" if outward > 0 else "right", "middle")
            width, height = sheet.text(
                text,
                at,
                font,
                anchor=anchor,
                align=anchor[0],
                angle=angle,
                label=f"{axis.name} tick",
            )
            deepest = max(deepest, height if is_x else width)
    title = given.get("title") or {}
    if title.get("text"):
        _title(panel, axis, title, edge + outward * (reach + deepest), outward)


def _ticks(
    panel: Panel, axis: Axis, marks: list[tuple[float, str]], edge: float, length: float
) -> None:
    colour = rgba(axis.given.get("tickcolor", "#444"))
    width = float(axis.given.get("tickwidth", 1)) * POINT
    for value, _ in marks:
        if axis.letter == "x":
            ends = ([panel.across(value)] * 2, [edge, edge + length])
        else:
            ends = ([edge, edge + length], [panel.down(value)] * 2)
        panel.sheet.axes.plot(*ends, color=colour, linewidth=width)


def _title(panel: Panel, axis: Axis, title: Mapping[str, Any], edge: float, outward: int) -> None:
    sheet = panel.sheet
    font = _title_font(sheet, title)
    at = edge + outward * _standoff(title)
    label = f"{axis.name} title"
    if axis.letter == "x":
        place = ((panel.left + panel.right) / 2, at)
        anchor = ("center", "top" if outward > 0 else "bottom")
        sheet.text(title["text"], place, font, anchor=anchor, label=label)
        return
    depth = len(lines_of(title["text"])) * LINE * font["size"]
    place = (at + outward * depth / 2, (panel.top + panel.bottom) / 2)
    sheet.text(title["text"], place, font, angle=-90, label=label)
