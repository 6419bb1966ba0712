"""The picture of how many untrained inputs are right, checked as data."""

import math

import pytest

from credence.figures.untrained import untrained_alt, untrained_figure, untrained_rows
from credence.worked_count import right_shares

WAYS = {
    "counted": right_shares(8, 2),
    "guessed": [0.0, 0.0, 0.05, 0.1, 0.2, 0.25, 0.2, 0.15, 0.05],
    "trained": [0.0, 0.0, 0.0, 0.05, 0.15, 0.15, 0.45, 0.15, 0.05],
}


@pytest.mark.parametrize("dark", [False, True])
def test_each_way_is_a_line_told_apart_without_colour(dark):
    """Three lines over 0 to 8, each with a dash and a mark of its own."""
    figure = untrained_figure(WAYS, dark=dark)
    assert list(WAYS) == [trace.name for trace in figure.data]
    for trace, shares in zip(figure.data, WAYS.values(), strict=True):
        assert list(range(9)) == list(trace.x)
        assert shares == pytest.approx(list(trace.y), rel=1e-3)
    assert 3 == len({trace.line.dash for trace in figure.data})
    assert 3 == len({trace.marker.symbol for trace in figure.data})


def test_training_looks_the_same_with_two_ways_as_with_three():
    """Where nothing was guessed, the trained line keeps its dash and its colour."""
    two = {name: WAYS[name] for name in ("counted", "trained")}
    for dark in (False, True):
        three, pair = untrained_figure(WAYS, dark=dark), untrained_figure(two, dark=dark)
        assert three.data[2].line == pair.data[1].line
        assert three.data[0].line == pair.data[0].line


def test_the_axes_hold_all_that_is_drawn():
    """The tallest share and every count lie within the ranges, and the middle is marked."""
    figure = untrained_figure(WAYS)
    assert max(max(trace.y) for trace in figure.data) <= figure.layout.yaxis.range[1] <= 1
    low, high = figure.layout.xaxis.range
    assert low < 0
    assert high > 8
    assert 4 == figure.layout.shapes[0].x0
    assert len(figure.to_json()) < 15_000


def test_a_way_that_found_nothing_has_no_line_and_says_so():
    """NaN shares are left out of the picture and named in its text."""
    ways = WAYS | {"guessed": [math.nan] * 9}
    assert ["counted", "trained"] == [trace.name for trace in untrained_figure(ways).data]
    assert "guessed: none found" in untrained_alt("Carry", ways)
    assert {"–"} == {row["guessed"] for row in untrained_rows(ways)}


def test_the_text_says_what_the_picture_shows():
    """The most frequent number right and the part over half, for each way."""
    said = untrained_alt("Carry", WAYS)
    assert "counted: most often 4, over half in 36 %" in said
    assert "trained: most often 6, over half in 80 %" in said
    rows = untrained_rows(WAYS)
    assert 9 == len(rows)
    assert {"Right": "6 of 8", "counted": "11 %", "guessed": "20 %", "trained": "45 %"} == rows[6]
