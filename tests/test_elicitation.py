"""From words, quantiles and chips to a number."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import logit
from scipy.stats import norm

from credence.elicitation import bin_shares, from_histogram, from_quantiles
from credence.number import Kind, Number, read

INNER = st.floats(0.001, 0.999)


@given(st.floats(0.01, 0.45), st.floats(0.55, 0.99), INNER, INNER)
def test_two_quantiles_are_met(level, other_level, value, other):
    """The fitted number has the quantiles that were asked for."""
    value, other = sorted((value, other))
    if other / value < 1.001:
        return
    number = from_quantiles((level, value), (other_level, other), Kind.PROBABILITY)
    mean, deviation = number.normal(Kind.PROBABILITY)
    for asked, held in ((level, value), (other_level, other)):
        found = 1 / (1 + np.exp(-norm.ppf(asked, mean, deviation)))
        assert held == pytest.approx(found, rel=1e-4)


def test_the_fifth_and_ninety_fifth_percentile_are_the_interval_itself():
    """No detour changes a number that was given as Credence holds it, in either order."""
    asked = (0.95, 10.0), (0.05, 1.5)
    assert Number(1.5, 10.0) == from_quantiles(*asked, Kind.RATIO)


def test_quartiles_widen_to_the_interval():
    """The quartiles 2 and 8 of a log-normal are its median 4 times and divided by 2."""
    number = from_quantiles((0.25, 2.0), (0.75, 8.0), Kind.RATIO)
    factor = 2 ** (norm.ppf(0.95) / norm.ppf(0.75))
    assert pytest.approx(4 * factor, rel=1e-5) == number.high
    assert pytest.approx(4 / factor, rel=1e-5) == number.low


@pytest.mark.parametrize(
    "first, second, said",
    [
        ((0.05, 0.5), (0.95, 0.2), "must rise"),
        ((0.5, 0.1), (0.5, 0.2), "two different"),
        ((0.0, 0.1), (0.5, 0.2), "strictly between"),
        ((0.05, 0.0), (0.95, 0.2), "strictly inside"),
        ((0.05, 0.1), (0.95, 20), "between 0 and 1"),
    ],
)
def test_what_no_number_can_be_made_of_is_said(first, second, said):
    """Levels and values that contradict each other are named."""
    with pytest.raises(ValueError, match=said):
        from_quantiles(first, second, Kind.PROBABILITY)


@pytest.mark.parametrize("mean, deviation", [(0.7, 0.4), (-1.0, 0.8), (1.5, 0.3)])
def test_many_chips_give_the_distribution_back(mean, deviation):
    """Chips laid as a known normal has them on the log scale are fitted by that normal."""
    edges = np.exp(np.linspace(-4, 4, 41))
    shares = np.diff(norm.cdf(np.log(edges), mean, deviation))
    number = from_histogram(edges, np.round(1_000_000 * shares).astype(int), Kind.RATIO)
    found = number.normal(Kind.RATIO)
    assert pytest.approx((mean, deviation), abs=1e-3) == found


def test_open_bins_hold_what_lies_beyond():
    """The outermost bins reach to the ends of the scale and are fitted as tails."""
    edges = [0, 0.1, 0.3, 0.5, 1]
    shares = np.diff(norm.cdf([-np.inf, *logit(edges[1:-1]), np.inf], -1, 1))
    number = from_histogram(edges, np.round(1_000_000 * shares).astype(int), Kind.PROBABILITY)
    assert pytest.approx((-1, 1), abs=2e-3) == number.normal(Kind.PROBABILITY)


def test_chips_in_one_bin_give_that_bin():
    """What is known no better than a bin is an interval as wide as the bin."""
    number = from_histogram([0.1, 0.2, 0.3, 0.4], [0, 10, 0], Kind.PROBABILITY)
    assert (0.2, 0.3) == pytest.approx((number.low, number.high), abs=0.02)


@pytest.mark.parametrize(
    "edges, chips, said",
    [
        ([0.1, 0.2, 0.3], [1, 1], "at least 3"),
        ([0.3, 0.2, 0.1], [5, 5], "rise"),
        ([0.1, 0.2], [5, 5], "one more"),
        ([0.1, 0.2, 0.3], [5, -1], "at least 3"),
    ],
)
def test_a_histogram_that_says_nothing_is_refused(edges, chips, said):
    """Too few chips or bins out of order are named."""
    with pytest.raises(ValueError, match=said):
        from_histogram(edges, chips, Kind.PROBABILITY)


def test_the_shares_of_the_bins_are_those_of_the_normal():
    """Between its 5th and 95th percentile nine tenths lie; the bins of the whole scale hold all."""
    number = read({"low": 2, "high": 8}, Kind.RATIO)
    shares = bin_shares(number, [0, 2, 4, 8, math.inf], Kind.RATIO)
    assert [0.05, 0.45, 0.45, 0.05] == pytest.approx(shares)
    number = read({"low": 0.2, "high": 0.8}, Kind.PROBABILITY)
    assert [0.05, 0.9, 0.05] == pytest.approx(
        bin_shares(number, [0, 0.2, 0.8, 1], Kind.PROBABILITY)
    )
    assert [0, 1, 0] == bin_shares(read(3, Kind.RATIO), [1, 2, 4, 8], Kind.RATIO)
