"""Forest plots, checked as data."""

import math

import pytest

from credence.figures.strengths import MOST, StrengthRow, strengths_alt, strengths_figure

LN2 = math.log(2)
ROWS = [
    StrengthRow("The group", "×2", LN2, 0.5 * LN2, 1.5 * LN2, far=(-LN2, 3 * LN2), is_group=True),
    StrengthRow("Ann", "×4", 2 * LN2, LN2, 3 * LN2, own=3.5 * LN2),
    StrengthRow("Ben", "÷2", -LN2, -2 * LN2, 0.0),
]


def test_every_row_has_its_marks_and_bars_in_bits():
    """Thin bars, thick bars, people, the group and people's own answers, each in its row."""
    far, bars, people, group, own = strengths_figure(ROWS).data
    assert [-1, 3, None] == list(far.x)
    assert [0.5, 1.5, None, 1, 3, None, -2, 0, None] == list(bars.x)
    assert [2, -1] == list(people.x)
    assert [1] == list(group.x)
    assert [3.5] == list(own.x)
    assert list(people.y) == [pytest.approx(-1.2), pytest.approx(-2.2)]
    assert 3 == len({people.marker.symbol, group.marker.symbol, own.marker.symbol})


def test_the_axis_holds_every_mark_and_is_labelled_by_factors():
    """From an even number of bits to another; 0 bits is a factor of 1."""
    axis = strengths_figure(ROWS, dark=True).layout.xaxis
    assert (-4, 4) == tuple(axis.range)
    assert ["÷16", "÷4", "×1", "×4", "×16"] == list(axis.ticktext)
    assert axis.fixedrange


def test_what_reaches_beyond_the_axis_ends_on_it():
    """An interval of a thousand bits is cut at the edge."""
    figure = strengths_figure([StrengthRow("A", "", 0.0, -1e3, 1e3)])
    assert (-12, 12) == tuple(figure.layout.xaxis.range)
    assert [-12, 12, None] == list(figure.data[1].x)


def test_many_rows_are_small_and_titles_do_no_harm():
    """Fifteen rows at most, under 15 kB, with markup shown as it stands."""
    many = [StrengthRow("<i>x</i> " * 20, "<b>", 1.0, 0.0, 2.0, own=1.5)] * 40
    figure = strengths_figure(many)
    assert MOST == len(figure.data[2].x)
    assert len(figure.to_json().encode()) < 15_000
    assert "<" not in figure.layout.annotations[0].text + figure.data[2].hovertext[0]
    assert 0 == len(strengths_figure([]).data[2].x)


def test_the_plot_is_said_in_a_sentence():
    """What it shows, how many rows, and the first three."""
    said = strengths_alt("Likelihood ratios", [*ROWS, ROWS[2]])
    assert "Likelihood ratios, 4 rows. The group: ×2; Ann: ×4; Ben: ÷2; and 1 more." == said
