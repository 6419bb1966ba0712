"""Colours for light and dark, and what all figures share.

Colours are those of Okabe and Ito (Color Universal Design, 2008), which people with any colour
vision can tell apart, in the choice that has a contrast of 3:1 or more on the ground it stands on.
Colour never speaks alone: sides differ in place and shape too, and signs are written out.
"""

from dataclasses import dataclass
from typing import Any

from credence.figures.text import escape

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "doubleClick": False,
    "responsive": True,
    "scrollZoom": False,
    "showTips": False,
}
"""Plotly's configuration for every figure: nothing to zoom with, hovering kept."""

_WHOLE = 96  # characters of a title at most: what a line of a picture 900 pixels wide has room for
_FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'


@dataclass(frozen=True)
class Palette:
    """Colours by what they stand for."""

    text: str
    faint_text: str
    grid: str
    ground: str
    prior: str
    posterior: str
    up: str
    down: str


LIGHT = Palette(
    text="#31333F",
    faint_text="#5A5D69",
    grid="#E3E5EA",
    ground="#FFFFFF",
    prior="#85878F",
    posterior="#0072B2",
    up="#0072B2",
    down="#D55E00",
)
DARK = Palette(
    text="#FAFAFA",
    faint_text="#B4B7C0",
    grid="#33363F",
    ground="#0E1117",
    prior="#8B8E98",
    posterior="#56B4E9",
    up="#56B4E9",
    down="#E69F00",
)


def palette(*, dark: bool) -> Palette:
    """The colours for a dark or a light ground."""
    return DARK if dark else LIGHT


def layout(colours: Palette, height: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - Plotly's own
    """A layout without legend, zoom or ground of its own, ``height`` pixels high."""
    shared: dict[str, Any] = {
        # An empty template: Plotly's own one would be nine tenths of the figure's JSON.
        "template": {},
        "height": height,
        "autosize": True,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": _FONT, "size": 13, "color": colours.text},
        "hoverlabel": {
            "bgcolor": colours.ground,
            "bordercolor": colours.faint_text,
            "font": {"family": _FONT, "size": 13, "color": colours.text},
        },
        "dragmode": False,
        "showlegend": False,
        "barmode": "overlay",
    }
    return shared | more


def axis(colours: Palette, extent: tuple[float, float], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A fixed axis over ``extent`` with faint grid lines."""
    shared: dict[str, Any] = {
        "range": list(extent),
        "fixedrange": True,
        "zeroline": False,
        "showgrid": True,
        "gridcolor": colours.grid,
        "tickfont": {"size": 12, "color": colours.faint_text},
        "tickangle": 0,
    }
    return shared | more


def hidden_axis(extent: tuple[float, float]) -> dict[str, Any]:
    """A fixed axis that is not drawn."""
    return {"range": list(extent), "fixedrange": True, "visible": False}


def titled(title: str, most: int, colour: str, **where: Any) -> dict[str, Any]:  # noqa: ANN401
    """A row's title as an annotation, cut to what a phone's screen has room for.

    Of a title that was cut, the whole is what a pointer over it tells; where the figure stands alone
    and is wider, it takes the place of the cut one (`credence.figures.render.dress`).
    """
    return note(escape(title, most), colour, **where) | whole(title, most)


def whole(title: str, most: int = 0) -> dict[str, str]:
    """What an annotation holds besides, where ``most`` characters are too few for it."""
    full = escape(title, _WHOLE)
    return {} if most and full == escape(title, most) else {"hovertext": full}


def note(text: str, colour: str, *, size: int = 13, **where: Any) -> dict[str, Any]:  # noqa: ANN401
    """An annotation without an arrow; ``text`` is in Plotly's small HTML already."""
    return {"text": text, "showarrow": False, "font": {"size": size, "color": colour}} | where
