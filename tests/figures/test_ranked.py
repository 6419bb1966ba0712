"""Things ranked by a number, checked as data."""

import pytest

from credence.figures import ranked_figure
from credence.figures.ranked import MOST

ROWS = [
    ("First", {"here": 0.3, "there": 0.1}),
    ("Second", {"there": -0.2}),
    ("Third", {}),
]


def test_each_series_has_a_mark_where_it_has_a_value():
    """Rows from top to bottom; a series that is missing in a row has no mark there."""
    stems, here, there = ranked_figure(ROWS, "bits").data
    assert ("here", "there") == (here.name, there.name)
    assert ([0.3], [-0.222]) == (pytest.approx(list(here.x)), pytest.approx(list(here.y)))
    assert [0.1, -0.2] == pytest.approx(list(there.x))
    assert here.marker.symbol != there.marker.symbol
    assert [0, 0] == list(stems.x)[:2]


def test_the_axis_holds_everything_and_zero():
    """Values on both sides of nothing stand on the axis, which says what they are."""
    figure = ranked_figure(ROWS, "bits", dark=True)
    low, high = figure.layout.xaxis.range
    assert low < -0.2
    assert high > 0.3
    assert "bits" == figure.layout.xaxis.title.text
    assert figure.layout.showlegend
    assert not ranked_figure([("Only", {"": 0.1})], "bits").layout.showlegend


@pytest.mark.parametrize("rows", [[], [("Empty", {})], [("Nothing", {"a": 0.0})]])
def test_nothing_to_rank_is_no_fault(rows):
    """No rows, no values, and a value of 0 all give a figure."""
    assert ranked_figure(rows, "bits").layout.xaxis.range[0] < 0.5


def test_many_rows_are_small_and_titles_do_no_harm():
    """Twelve rows at most, under 15 kB, with markup shown as it stands."""
    figure = ranked_figure([("<i>x</i> " * 20, {"<b>g</b>": 1.0})] * 40, "bits")
    assert MOST == len(figure.data[1].x)
    assert len(figure.to_json().encode()) < 15_000
    assert "<" not in figure.data[1].name
    assert "<" not in figure.layout.annotations[0].text.replace("<br>", "")
