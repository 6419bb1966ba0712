"""Log-odds axes: percentages at the right places, ranges that hold still."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.figures.axis import (
    axis_range,
    decade,
    label,
    linear_ticks,
    padded,
    round_step,
    ticks,
)
from credence.odds import log_odds, probability_pair

LOG_ODDS = st.floats(-600, 600)


@pytest.mark.parametrize(
    "number,credence", [(-5, 1e-5), (-2, 0.01), (-1, 0.1), (0, 0.5), (1, 0.9), (3, 0.999)]
)
def test_decades_stand_at_the_log_odds_of_their_percentages(number, credence):
    """A decade's place on the axis is the log-odds of what its label says."""
    assert decade(number) == pytest.approx(log_odds(credence), rel=1e-12)
    assert label(number) == f"{100 * credence:g} %".replace("e-05", "0.00001")


def test_far_decades_are_labelled_as_frequencies():
    """Beyond 0.001 % and 99.999 % a percentage would be too long for a phone."""
    assert label(-6) == "1 in 10⁶"
    assert label(6) == "all but<br>1 in 10⁶"
    assert decade(-300) == pytest.approx(math.log(1e-300), rel=1e-12)


@given(st.lists(LOG_ODDS, min_size=1, max_size=5))
def test_a_range_holds_what_it_is_given_from_decade_to_decade(values):
    """Both ends are decades, nothing given lies outside, and three decades fit in."""
    low, high = axis_range(values)
    places = [decade(number) for number in range(-300, 301)]
    assert low in places
    assert high in places
    assert low <= min(values) + 1e-9
    assert max(values) <= high + 1e-9
    assert places.index(high) - places.index(low) >= 3


def test_a_range_stands_still_within_a_decade():
    """A change that crosses no decade changes no range."""
    assert axis_range([-4.0, 1.0]) == axis_range([-2.5, 0.5]) == (decade(-2), decade(1))
    assert axis_range([-4.7, 1.0]) != axis_range([-4.0, 1.0])


def test_infinities_and_stray_draws_widen_no_range():
    """Certainty has no place on a log-odds axis, and one draw in a hundred may lie outside."""
    draws = np.linspace(-3, 0, 1000)
    stray = np.concatenate([draws, [-50.0, math.inf, -math.inf]])
    assert axis_range(stray) == axis_range(draws)
    assert axis_range([-math.inf]) == axis_range([0.0])


@given(st.lists(LOG_ODDS, min_size=2, max_size=2), st.integers(2, 8))
def test_labels_are_few_and_lie_in_the_range(values, most):
    """However wide the axis, no more labels stand on it than there is room for."""
    span = padded(axis_range(values))
    marks = ticks(span, most)
    assert len([text for _, text in marks if text]) <= most
    assert all(span[0] <= value <= span[1] for value, _ in marks)
    assert len(marks) <= 5 * most + 1


def test_linear_labels_are_round():
    """Ticks of a waterfall are round percentages with the digits they need."""
    assert [text for _, text in linear_ticks((0.05, 0.2))] == ["5 %", "10 %", "15 %", "20 %"]
    assert [text for _, text in linear_ticks((0.0, 4e-6))][1] == "0.0001 %"
    assert [text for _, text in linear_ticks((-0.2, 1.3))][-1] == "100 %"


@given(st.floats(1e-30, 1))
def test_steps_are_the_next_round_number(least):
    """A step is 1, 2 or 5 times a power of ten, at least what is asked and under 2.5 times it."""
    step = round_step(least)
    leading = step / 10.0 ** math.floor(math.log10(step) + 1e-9)
    assert round(leading, 6) in {1, 2, 5}
    assert least * (1 - 1e-8) <= step <= 2.5 * least * (1 + 1e-8)


@given(LOG_ODDS)
def test_a_place_and_its_percentage_belong_together(value):
    """Between two neighbouring labels lies what the labels enclose."""
    p, q = probability_pair(value)
    low, high = axis_range([value])
    below, above = probability_pair(low), probability_pair(high)
    assert below[0] <= p * (1 + 1e-9)
    assert above[1] <= q * (1 + 1e-9)
