"""What all figures share: text that cannot do harm, colours that can be told from their ground."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.figures import CONFIG, escape
from credence.figures.theme import DARK, LIGHT


@given(st.text(max_size=200))
def test_no_text_can_begin_a_tag_or_a_formula(text):
    """After escaping, what Plotly would read as markup is gone, and so is what cannot be seen."""
    safe = escape(text)
    assert not re.search(r"[<>$\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", safe)
    assert re.sub(r"&#(36|38|60|62);", "", safe).count("&") == 0


def test_escaped_text_reads_as_before():
    """The entities are those of the characters that were written."""
    assert escape("a <b> & $c$\u202e") == "a &#60;b&#62; &#38; &#36;c&#36;"
    assert escape("<<<<<<", 3) == "&#60;&#60;…"


def luminance(colour):
    """Relative luminance of a colour, after WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Contrast ratio of two colours, after WCAG 2.2."""
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_colours_can_be_told_from_their_ground(colours):
    """Marks have a contrast of 3:1 or more and text of 4.5:1 (WCAG 2.2, 1.4.11 and 1.4.3)."""
    for mark in (colours.prior, colours.posterior, colours.up, colours.down):
        assert contrast(mark, colours.ground) >= 3
    for text in (colours.text, colours.faint_text, colours.posterior):
        assert contrast(text, colours.ground) >= 4.5


def test_there_is_nothing_to_zoom_with():
    """A figure is remade on every click, so that a zoom would be lost."""
    assert CONFIG["displayModeBar"] is False
    assert CONFIG["scrollZoom"] is False
