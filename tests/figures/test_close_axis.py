"""Close log-odds axes: all values inside, round ends, few labels."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.figures.axis import axis_range
from credence.figures.close_axis import close_range, close_ticks
from credence.odds import log_odds, probability

LOG_ODDS = st.floats(-600, 600)


@pytest.mark.parametrize(
    "held,ends",
    [
        ((0.104, 0.138), (0.1, 0.14)),
        ((0.021, 0.31), (0.02, 0.4)),
        ((0.0003, 0.0016), (0.0002, 0.002)),
        ((0.93, 0.9993), (0.9, 0.9995)),
        ((0.5, 0.5), (0.45, 0.55)),
    ],
)
def test_the_range_ends_at_round_percentages_beside_the_values(held, ends):
    """Credences between 10.4 and 13.8 % fill an axis from 10 to 14 %."""
    found = close_range([log_odds(value) for value in held])
    assert ends == pytest.approx(tuple(float(probability(end)) for end in found), rel=1e-9)


@given(st.lists(LOG_ODDS, min_size=1, max_size=5))
def test_a_close_range_holds_all_values_and_has_labels(values):
    """Nothing lies outside, the range has a length, and at least two places are labelled."""
    low, high = close_range(values)
    assert low - 1e-6 <= min(values)
    assert max(values) <= high + 1e-6
    assert low < high
    labels = [label for _, label in close_ticks((low, high)) if label]
    assert 2 <= len(labels) <= 8
    assert all(low - 1e-6 <= place <= high + 1e-6 for place, _ in close_ticks((low, high)))


@given(st.floats(1e-6, 1 - 1e-6), st.floats(1e-6, 1 - 1e-6))
def test_a_label_stands_at_the_percentage_that_it_names(one, other):
    """A tick's place is the log-odds of what is written there."""
    for place, label in close_ticks(close_range([log_odds(one), log_odds(other)])):
        if label.endswith("%"):
            share = float(label.removesuffix(" %")) / 100
            assert share == pytest.approx(float(probability(place)), rel=2e-2)


def test_values_on_both_sides_of_everything_get_decades():
    """A wide range and values that are certain are left to the axis of decades."""
    wide = [log_odds(1e-6), log_odds(0.999)]
    assert axis_range(wide) == close_range(wide)
    assert axis_range() == close_range([-math.inf, math.inf])
