"""Tornado, flips, pairs and coherence, checked as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.figures.hinges import (
    coherence_alt,
    coherence_figure,
    flips_alt,
    flips_figure,
    pairs_alt,
    pairs_figure,
    tornado_alt,
    tornado_figure,
)
from credence.figures.rows import MOST, linear_range
from credence.odds import log_odds

SWINGS = [("The prior", "2 %", "40 %", 0.05, 0.31), ("Speed", "÷4", "×1", 0.2, 0.1)]
TURNS = [("Counting", False, 0.2, 0.08), ("Speed", True, 0.09, -0.03), ("Idle", True, 0.12, 0.0)]
PAIRS = [("Counting", "Speed", -0.04, -0.3), ("Speed", "White box", 0.01, 0.1)]
STANDS = [("Doom", 0.1, 0.23, -1.4), ("Scheming", 0.4, 0.08, 2.9)]
WICKED = "<a href='https://example.org'>x</a> $x^2$ &lt;"


def titles(figure):
    """Texts at the left, from top to bottom."""
    return [note.text for note in figure.layout.annotations if note.x == 0]


def values(figure):
    """Texts at the right, from top to bottom."""
    return [note.text for note in figure.layout.annotations if note.x == 1]


def bars(figure):
    """Start and end of every bar."""
    (bar,) = (trace for trace in figure.data if trace.type == "bar")
    return [pytest.approx((base, base + x), abs=1e-3) for base, x in zip(bar.base, bar.x)]  # noqa: B905 - Plotly's arrays


def symbols(figure):
    """Symbols of the bars' filled ends."""
    return figure.data[2].marker.symbol


def test_a_tornado_has_a_bar_from_the_low_end_to_the_high_end():
    """Hollow circles stand at the low ends, diamonds at the high ends, a line at the credence now."""
    figure = tornado_figure(0.12, SWINGS)
    assert ["The prior", "Speed"] == titles(figure)
    assert ["5 % to 31 %", "10 % to 20 %"] == values(figure)
    assert bars(figure) == [(0.05, 0.31), (0.2, 0.1)]
    line, _, ends, starts = figure.data
    assert {0.12} == {x for x in line.x if x is not None}
    assert (0.31, 0.1) == pytest.approx(ends.x, abs=1e-4)
    assert (0.05, 0.2) == pytest.approx(starts.x, abs=1e-4)
    assert ("diamond", "circle") == (ends.marker.symbol[0], starts.marker.symbol)
    assert "now 12 %" in figure.layout.xaxis.title.text


def test_a_bar_that_reads_alike_at_both_ends_is_left_to_the_table():
    """A number that moves nothing to speak of takes no room."""
    assert ["Speed"] == titles(tornado_figure(0.1, [SWINGS[1], ("Still", "1", "2", 0.1, 0.10001)]))


def test_flips_point_from_the_credence_now_to_the_flipped_one():
    """Direction is told by an arrow head and by what stands at the right, not by colour alone."""
    figure = flips_figure(0.12, TURNS)
    assert ["if on: 20 %", "if off: 9 %", "if off: 12 %"] == values(figure)
    assert bars(figure) == [(0.12, 0.2), (0.12, 0.09), (0.12, 0.12)]
    assert ("triangle-right", "triangle-left", "line-ns") == symbols(figure)


def test_pairs_stand_on_both_sides_of_nothing():
    """The axis is as long for less as for more, and its middle is 0."""
    figure = pairs_figure(PAIRS)
    assert ["−4 points", "+1 point"] == values(figure)
    assert bars(figure) == [(0, -0.04), (0, 0.01)]
    low, high = figure.layout.xaxis.range
    assert -low == pytest.approx(high)
    assert "0" in figure.layout.xaxis.ticktext
    long = pairs_figure([("A very long title indeed", "Another one as long", 0.1, 0.2)])
    assert ["A very long title indeed + Another<br>one as long"] == titles(long)


def test_coherence_goes_from_what_is_implied_to_what_is_stated():
    """Both lie on a log-odds axis with percentages."""
    figure = coherence_figure(STANDS)
    assert ["10 %, not 23 %", "40 %, not 8 %"] == values(figure)
    assert bars(figure) == [
        (log_odds(0.23), log_odds(0.1)),
        (log_odds(0.08), log_odds(0.4)),
    ]
    assert "10 %" in figure.layout.xaxis.ticktext
    certain = coherence_figure([*STANDS, ("Sure", 0.5, 1.0, None)])
    assert ["Doom", "Scheming"] == titles(certain)


@pytest.mark.parametrize(
    "figure",
    [tornado_figure(0.1, []), flips_figure(0.1, []), pairs_figure([]), coherence_figure([])],
)
def test_a_chart_of_nothing_says_so(figure):
    """There is no bar and no axis, but a sentence."""
    assert () == figure.data
    assert "There is nothing to show." == figure.layout.annotations[0].text


def test_the_largest_rows_are_kept_and_the_figure_is_small():
    """Eighty arguments with long titles leave fifteen rows in less than 15 kB."""
    turns = [(f"{i} {'long ' * 30}", True, 0.1 + i / 1000, i / 1000) for i in range(80, 0, -1)]
    figure = flips_figure(0.1, turns)
    assert MOST == len(titles(figure))
    assert titles(figure)[0].startswith("80 ")
    assert all(len(line) <= 46 for title in titles(figure) for line in title.split("<br>"))
    assert len(figure.to_json().encode()) < 15_000


def test_titles_are_shown_as_written():
    """A title that is written like a link or a formula is shown, not rendered."""
    for figure in (
        tornado_figure(0.1, [(WICKED, "1", "2", 0.1, 0.2)]),
        flips_figure(0.1, [(WICKED, True, 0.2, 0.1)]),
        pairs_figure([(WICKED, WICKED, 0.2, 0.1)]),
        coherence_figure([(WICKED, 0.2, 0.1, 1.0)]),
    ):
        record = figure.to_json()
        assert "<a" not in record.replace("\\u003c", "<")
        assert not any("$" in title for title in titles(figure))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_a_range_holds_all_values_and_has_a_length(found):
    """Nothing lies outside, and one value alone still has an axis around it."""
    low, high = linear_range(found)
    assert low <= min(found) + 1e-12
    assert max(found) <= high + 1e-12
    assert low < high


def test_the_sentences_say_what_the_figures_show():
    """Those who do not see a figure get the credence now and the largest effects."""
    assert tornado_alt("Scheming", 0.12, SWINGS) == (
        "Credence in “Scheming”, 12 % now, at both ends of each number. Widest: “The prior” "
        "(5 % at 2 %, 31 % at 40 %) and “Speed” (20 % at ÷4, 10 % at ×1)."
    )
    assert flips_alt("Scheming", 0.12, TURNS) == (
        "Credence in “Scheming”, 12 % now, with one argument flipped. Largest: “Counting” on "
        "(+8 points) and “Speed” off (−3 points)."
    )
    assert pairs_alt("Scheming", PAIRS) == (
        "What pairs of arguments do to “Scheming” beyond what each does. Of two pairs the largest: "
        "“Counting” with “Speed” (−4 points) and “Speed” with “White box” (+1 point)."
    )
    assert coherence_alt(STANDS).endswith(
        "“Doom”: stated 10 %, implied 23 %; “Scheming”: stated 40 %, implied 8 %."
    )
    assert tornado_alt("X", 0.1, []).endswith("No uncertain number moves it.")
    assert flips_alt("X", 0.1, TURNS[2:]).endswith("None of them moves it.")
    assert pairs_alt("X", []).endswith("There are no two that reach it.")
    assert "No overall credence is stated." == coherence_alt([])
