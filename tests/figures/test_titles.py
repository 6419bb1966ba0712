"""Titles above bars: whole on one line or two, and never in the way of a bar or of each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.figures.titles import grid, in_lines

LONG = "How strongly “Power gathers in few hands” brings about “Doom”"


def test_a_long_title_takes_a_second_line_and_every_row_grows():
    """Nothing is cut that two lines hold; one-line charts stay as they are."""
    short = grid(["Speed", "White box"], 40)
    tall = grid(["Speed", LONG], 40)
    assert ("Speed", "White box") == short.titles
    assert "How strongly “Power gathers in few hands”<br>brings about “Doom”" == tall.titles[1]
    assert (80, 116) == (short.height(2), tall.height(2))


@pytest.mark.parametrize("titles", [["Speed"], [LONG]])
def test_title_and_bar_keep_their_distance_in_pixels(titles):
    """The title's lower edge stands as far above the bar in a tall row as in a low one."""
    held = grid(titles, 40, thick=10)
    pixels = (held.at(0)["y"] - held.middle(0) - held.thick / 2) * held.row
    assert 4.5 == pytest.approx(pixels, abs=0.1)


@given(st.text(max_size=200), st.integers(8, 60))
def test_any_title_fits_its_two_lines(title, room):
    """A stranger's title of any length is at most two lines of the room that there is."""
    lines = in_lines(title, room)
    assert 1 <= len(lines) <= 2
    assert len(lines[-1]) <= room
    assert len(lines[0]) <= max(room, 46)


def test_what_two_lines_do_not_hold_ends_in_dots():
    """A title that is cut says so."""
    assert in_lines("word " * 40, 20)[1].endswith("…")
