"""The forest plot holds the numbers of the record, each in its own standard deviations."""

import pytest

from credence.figures.forest import Row, forest_alt, forest_figure, forest_rows
from credence.figures.forest import _row as row_of
from credence.number import Z90, Kind
from credence.reconciliation import Shift, Spread


def spread(low, median, high):
    """A spread whose means do not matter here."""
    return Spread(median, median, low, high, 0.0, 0.0)


HALVED = Shift(Kind.RATIO, spread(1, 4, 16), spread(0.5, 2, 8), -0.8, 0.01)
SAME = Shift(Kind.PROBABILITY, spread(0.1, 0.5, 0.9), spread(0.1, 0.5, 0.9), 0.0, 0.01)


def test_an_unmoved_number_lies_on_what_it_was():
    """Its ends are those of a central 90 %, and its middle is at 0."""
    row = row_of("Same", SAME)
    assert (-Z90, 0, Z90) == pytest.approx((row.low, row.middle, row.high))
    assert ("50 %", "50 %") == (row.before, row.after)


def test_distances_are_those_on_the_scale_of_the_number():
    """A ratio that is halved all along moves by half of its logarithm's standard deviations."""
    row = row_of("Halved", HALVED)
    assert -Z90 / 2 == pytest.approx(row.middle)
    assert ("×4", "×2") == (row.before, row.after)


@pytest.mark.parametrize("dark", [False, True])
def test_every_row_has_two_bars_two_marks_and_its_words(dark):
    """The first row is on top, and both middles are marked by different shapes."""
    rows = [row_of("Halved", HALVED), row_of("Same", SAME)]
    figure = forest_figure(rows, dark=dark)
    before, after, was, now = figure.data
    assert 6 == len(before.x) == len(after.x)
    assert (0, 0) == was.x
    assert now.y[0] > now.y[1]
    assert was.marker.symbol != now.marker.symbol
    assert ["Halved", "×4 → ×2", "Same", "50 % → 50 %"] == [
        note.text for note in figure.layout.annotations
    ]
    low, high = figure.layout.xaxis.range
    assert low < min(x for x in (*before.x, *after.x) if x is not None)
    assert high > max(x for x in (*before.x, *after.x) if x is not None)


def test_words_stand_beside_the_picture():
    """The alternative text names numbers and the table has a row for each; titles are escaped."""
    rows = [row_of("A <b>title</b>", HALVED)]
    assert "from ×4 to ×2" in forest_alt(rows)
    [only] = forest_rows(rows)
    assert "−0.80 of its own standard deviations" == only["Moved by"]
    assert "<b>" not in forest_figure(rows).layout.annotations[0].text
    assert isinstance(rows[0], Row)
