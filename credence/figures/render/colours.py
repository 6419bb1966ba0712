"""Colours as CSS and Plotly write them, for Matplotlib."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from credence.figures.render.known import UndrawableError

type Rgba = tuple[float, float, float, float]

CLEAR: Rgba = (0.0, 0.0, 0.0, 0.0)
_FUNCTION = re.compile(r"rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(?:,\s*([\d.]+)\s*)?\)")


def rgba(colour: str | None, opacity: float = 1.0) -> Rgba:
    """A colour's red, green, blue and opacity, each from 0 to 1; none is clear.

    Raises:
        UndrawableError: It is no colour.
    """
    if colour is None:
        return CLEAR
    if found := _FUNCTION.fullmatch(colour.strip().lower()):
        red, green, blue = (float(each) / 255 for each in found.groups()[:3])
        return red, green, blue, float(found[4] or 1) * opacity
    try:
        red, green, blue, alpha = to_rgba(colour.strip())
    except ValueError:
        raise UndrawableError([f"the colour {colour!r}"]) from None
    return red, green, blue, alpha * opacity


def scaled(
    values: Any,  # noqa: ANN401 - a list or an array of any shape
    scale: Sequence[tuple[float, str]],
    low: float,
    high: float,
    *,
    backwards: bool = False,
) -> NDArray[np.float64]:
    """Colours of numbers on a colour scale, shape (…, 4); what is no number is clear."""
    numbers = np.asarray(values, dtype=np.float64)
    place = np.clip((numbers - low) / ((high - low) or 1.0), 0, 1)
    place = 1 - place if backwards else place
    stops = [float(stop) for stop, _ in scale]
    ends = np.array([rgba(colour) for _, colour in scale])
    channels = [np.interp(np.nan_to_num(place), stops, ends[:, k]) for k in range(4)]
    found = np.stack(channels, axis=-1)
    found[~np.isfinite(numbers)] = 0.0
    return found
