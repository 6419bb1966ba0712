"""Figures as files: PNG, SVG, PDF, HTML, and the figure's own JSON.

``dress``             title, source line, size and ground of a figure that stands alone
``kaleido_route``     Plotly itself draws, in a browser without a window
``matplotlib_route``  Matplotlib draws the same data, where there is no browser
``html_page``         a page that needs nothing else
``known``             what of a figure Matplotlib can draw, and the error for the rest
``markup``, ``colours``, ``canvas``, ``panels``, ``traces``, ``marks``
                      Plotly's texts, colours, pixels, axes, data and annotations for Matplotlib

Which *route* draws is the caller's choice: ``kaleido``, ``matplotlib``, or ``auto``, which is
Kaleido where a Chrome or Chromium is found and Matplotlib elsewhere, or where the browser fails; it
is then said in the result. The routes differ in fonts and rounded corners, and not in data.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from credence.errors import InputError
from credence.figures.picture import Picture
from credence.figures.render import kaleido_route
from credence.figures.render.dress import LEAST, MOST, Source, dressed
from credence.figures.render.known import UndrawableError
from credence.figures.theme import palette

Renderer = Literal["auto", "kaleido", "matplotlib"]
DRAWN = "png", "svg", "pdf"
SUFFIXES = (*DRAWN, "html", "json")
"""What a figure can be written as."""

_SCALES = 0.25, 8.0

__all__ = ["DRAWN", "SUFFIXES", "File", "Renderer", "Source", "UndrawableError", "render"]


@dataclass(frozen=True)
class File:
    """A file's content, and how it came about.

    Attributes:
        content: Its bytes.
        renderer: Which route drew it; none for HTML and JSON, which hold the figure itself.
        note: What the person should know, such as why another route was taken; often empty.
    """

    content: bytes
    renderer: str | None = None
    note: str = ""


def render(
    picture: Picture,
    suffix: str,
    source: Source,
    *,
    dark: bool = False,
    renderer: str = "auto",
    width: int | None = None,
    height: int | None = None,
    scale: float = 2.0,
) -> File:
    """A picture as a file.

    Args:
        picture: From `credence.figures.catalogue`, drawn with the same ``dark``.
        suffix: One of `SUFFIXES`.
        source: What the line below the figure names.
        dark: Whether the ground is dark.
        renderer: ``auto``, ``kaleido`` or ``matplotlib``; see the module's docstring.
        width: Pixels; 900 by default.
        height: Pixels; by default what the figure needs.
        scale: Pixels of a PNG to a pixel of the layout.

    Raises:
        InputError: An option is out of range, or Kaleido was asked for and there is no browser.
    """
    _check(suffix, renderer, width, height, scale)
    record = dressed(
        picture.figure.to_plotly_json(),
        title=picture.title,
        source=source,
        dark=dark,
        width=width,
        height=height,
    )
    if suffix == "json":
        import plotly.io  # noqa: PLC0415 - beside its only use

        return File(plotly.io.to_json(record, validate=True, pretty=True).encode())
    if suffix == "html":
        from credence.figures.render.html_page import html_of  # noqa: PLC0415

        colours = palette(dark=dark)
        page = html_of(
            record, alt=picture.alt, rows=picture.rows, ground=colours.ground, ink=colours.text
        )
        return File(page.encode())
    note = ""
    scale = scale if suffix == "png" else 1.0  # the others have no pixels
    if renderer != "matplotlib":
        try:
            return File(kaleido_route.picture(record, suffix, scale=scale), "kaleido")
        except kaleido_route.UnavailableError as error:
            if renderer == "kaleido":
                hint = "install Chrome or Chromium, or take --renderer matplotlib"
                raise InputError.at("renderer", f"{error}; {hint}") from None
            note = f"drawn with Matplotlib: {error}"
    from credence.figures.render import matplotlib_route  # noqa: PLC0415 - heavy, and often unused

    about = {"Title": picture.title, "Description": picture.alt, "Source": source.link}
    content = matplotlib_route.picture(record, suffix, scale=scale, about=about)
    return File(content, "matplotlib", note)


def _check(suffix: str, renderer: str, width: int | None, height: int | None, scale: float) -> None:
    if suffix not in SUFFIXES:
        message = f"a figure is written as {', '.join(SUFFIXES)}, not as “{suffix}”"
        raise InputError.at("output", message)
    if renderer not in get_args(Renderer):
        message = f"a figure is drawn by {', '.join(get_args(Renderer))}, not by “{renderer}”"
        raise InputError.at("renderer", message)
    for name, value in (("width", width), ("height", height)):
        if value is not None and not LEAST <= value <= MOST:
            raise InputError.at(name, f"{name} is {LEAST} to {MOST} pixels, not {value}")
    if not _SCALES[0] <= scale <= _SCALES[1]:
        raise InputError.at("scale", f"scale is {_SCALES[0]:g} to {_SCALES[1]:g}, not {scale:g}")
