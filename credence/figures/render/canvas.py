"""A sheet measured in pixels, as Plotly measures it, on which Matplotlib draws.

Plotly lays a figure out in CSS pixels, 96 to the inch, from the upper left corner; Matplotlib in
points, 72 to the inch, from the lower left. The *sheet* is one pair of axes over the whole picture
whose coordinates are Plotly's pixels: titles, labels, annotations and arrows stand on it (and what
lies under everything on a second such pair, `Sheet.below`). Curves
and bars stand on *panels* with the figure's own coordinates, so that their data stay data.
"""

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from credence.figures.render.colours import rgba
from credence.figures.render.markup import Line, Run, lines_of

DPI = 96
POINT = 72 / DPI
"""Points to a pixel."""

LINE = 1.3  # Plotly's height of a line of text, in font sizes
_BASELINE = 0.36  # from the middle of a line down to its baseline, in font sizes
_LAST = "DejaVu Sans"  # comes with Matplotlib and has nearly every sign

_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


class Sheet:
    """The whole picture, ``width`` by ``height`` pixels, with its margins."""

    def __init__(self, layout: Mapping[str, Any]) -> None:
        self.width, self.height = float(layout["width"]), float(layout["height"])
        margin = {"l": 80, "r": 80, "t": 100, "b": 80} | dict(layout.get("margin") or {})
        self.left, self.top = float(margin["l"]), float(margin["t"])
        self.right, self.bottom = self.width - margin["r"], self.height - margin["b"]
        self.font: dict[str, Any] = {"family": "", "size": 12, "color": "#444"}
        self.font |= _given(layout.get("font"))
        self.figure = Figure((self.width / DPI, self.height / DPI), dpi=DPI)
        self.figure.patch.set_facecolor(rgba(layout.get("paper_bgcolor", "#fff")))
        self.axes, self.below = self._plane(1000, "sheet"), self._plane(-1000, "below")

    def _plane(self, order: int, name: str) -> Axes:
        axes = self.figure.add_axes((0, 0, 1, 1), zorder=order, label=name)
        axes.set(xlim=(0, self.width), ylim=(self.height, 0), autoscale_on=False)
        axes.axis("off")
        return axes

    def x(self, share: float) -> float:
        """The pixel of a place on the paper, 0 at the left margin and 1 at the right one."""
        return self.left + share * (self.right - self.left)

    def y(self, share: float) -> float:
        """The pixel of a place on the paper, 0 at the lower margin and 1 at the upper one."""
        return self.bottom - share * (self.bottom - self.top)

    def font_of(self, font: Mapping[str, Any] | None) -> dict[str, Any]:
        """A font with the layout's own for what it leaves open."""
        return self.font | _given(font)

    def text(
        self,
        text: str,
        at: tuple[float, float],
        font: Mapping[str, Any],
        *,
        anchor: tuple[str, str] = ("center", "middle"),
        align: str = "center",
        angle: float = 0.0,
        opacity: float = 1.0,
        box: Mapping[str, Any] | None = None,
        label: str | None = None,
    ) -> tuple[float, float]:
        """Write a Plotly text and give the width and height in pixels that it takes, unturned.

        Args:
            text: In Plotly's small HTML.
            at: The pixel that the anchor stands on.
            font: ``size`` in pixels, ``color``, ``family``.
            anchor: Which side of the text stands there: left, center or right, and top, middle or
                bottom.
            align: How its lines stand to each other.
            angle: Degrees, clockwise.
            opacity: From 0 to 1.
            box: ``bgcolor``, ``bordercolor``, ``borderwidth`` and ``borderpad`` of a box around it.
            label: A name for what is drawn.
        """
        lines = lines_of(text)
        size = float(font["size"])
        bold = str(font.get("weight") or "") in {"bold", "600", "700", "800", "900"}
        widths = [sum(_width(run, font, bold=bold) for run in line) for line in lines]
        pad = float((box or {}).get("borderpad", 1)) + float((box or {}).get("borderwidth", 0))
        pad = pad if box and any(box.values()) else 0.0
        width, height = max(widths, default=0.0) + 2 * pad, len(lines) * LINE * size + 2 * pad
        turn = math.radians(angle)
        cos, sin = math.cos(turn), math.sin(turn)
        # The anchor holds the turned text's own bounding box, and the text turns about its middle.
        around = abs(width * cos) + abs(height * sin), abs(width * sin) + abs(height * cos)
        middle = (
            at[0] + (0.5 - _ACROSS[anchor[0]]) * around[0],
            at[1] + (0.5 - _DOWN[anchor[1]]) * around[1],
        )
        if pad:
            self._box(middle, (width, height), angle, box or {}, opacity)
        for number, (line, length) in enumerate(zip(lines, widths, strict=True)):
            across = (width - 2 * pad - length) * (_ACROSS[align] - 0.5) - length / 2
            down = (number + 0.5) * LINE * size - height / 2 + pad + _BASELINE * size
            self._line(line, middle, (across, down), (cos, sin), angle, font, bold, opacity, label)
        return width, height

    def extent(self, text: str, font: Mapping[str, Any]) -> tuple[float, float]:
        """The width and height in pixels that a text would take, in one direction or the other."""
        lines = lines_of(text)
        bold = str(font.get("weight") or "") in {"bold", "600", "700", "800", "900"}
        widths = [sum(_width(run, font, bold=bold) for run in line) for line in lines]
        return max(widths, default=0.0), len(lines) * LINE * float(font["size"])

    def _line(
        self,
        line: Line,
        middle: tuple[float, float],
        start: tuple[float, float],
        turn: tuple[float, float],
        angle: float,
        font: Mapping[str, Any],
        bold: bool,
        opacity: float,
        label: str | None,
    ) -> None:
        across, down = start
        cos, sin = turn
        for run in line:
            self.axes.text(
                middle[0] + across * cos - down * sin,
                middle[1] + across * sin + down * cos,
                run.text,
                fontproperties=_properties(run, font, bold=bold),
                color=rgba(font["color"], opacity),
                ha="left",
                va="baseline",
                rotation=-angle,
                rotation_mode="anchor",
                parse_math=False,
                label=label,
            )
            across += _width(run, font, bold=bold)

    def _box(
        self,
        middle: tuple[float, float],
        size: tuple[float, float],
        angle: float,
        box: Mapping[str, Any],
        opacity: float,
    ) -> None:
        self.axes.add_patch(
            Rectangle(
                (middle[0] - size[0] / 2, middle[1] - size[1] / 2),
                *size,
                angle=angle,
                rotation_point="center",
                facecolor=rgba(box.get("bgcolor"), opacity),
                edgecolor=rgba(box.get("bordercolor"), opacity),
                linewidth=float(box.get("borderwidth", 1) or 0) * POINT,
            )
        )


def _given(font: Mapping[str, Any] | None) -> dict[str, Any]:
    return {key: value for key, value in (font or {}).items() if value is not None}


def families(stack: str) -> list[str]:
    """The fonts of a CSS list that this machine has, and last the one that comes along."""
    named = [name.strip().strip("\"'") for name in stack.split(",")]
    return [*(name for name in named if name in _installed()), _LAST]


@cache
def _installed() -> frozenset[str]:
    return frozenset(font_manager.get_font_names())


@cache
def _font_properties(family: str, size: float, bold: bool, italic: bool) -> FontProperties:
    return FontProperties(
        family=families(family),
        size=size * POINT,
        weight="bold" if bold else "normal",
        style="italic" if italic else "normal",
    )


def _properties(run: Run, font: Mapping[str, Any], *, bold: bool) -> FontProperties:
    italic = run.italic or font.get("style") == "italic"
    size = float(font["size"])
    return _font_properties(str(font.get("family") or ""), size, run.bold or bold, italic)


def _width(run: Run, font: Mapping[str, Any], *, bold: bool) -> float:
    """Pixels from the start of a run to where the next one begins."""
    properties = _properties(run, font, bold=bold)
    width, _, _ = text_to_path.get_text_width_height_descent(run.text, properties, ismath=False)
    return float(width) / POINT
