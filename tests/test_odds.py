"""Probability, odds, log-odds, bits and decibans."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence import odds


def test_odds_of_three_to_one():
    """A probability of 75 % is odds of 3, and certainty is infinite odds."""
    assert [odds.odds(p) for p in (0, 0.5, 0.75, 1)] == [0, 1, 3, math.inf]


def test_log_odds_at_the_ends():
    """0 and 1 have infinite log-odds; a half has none."""
    assert [odds.log_odds(p) for p in (0, 0.5, 1)] == [-math.inf, 0, math.inf]


def test_infinite_log_odds_are_certainty():
    """Minus and plus infinity are the probabilities 0 and 1."""
    yes, no = odds.probability_pair([-math.inf, math.inf])
    assert ([0, 1], [1, 0]) == (yes.tolist(), no.tolist())


@given(st.floats(-700, 700))
def test_both_tails_keep_their_digits(value):
    """The logarithm of p / (1 − p) is the log-odds again, to 1e-12 of odds."""
    yes, no = odds.probability_pair(value)
    assert value == pytest.approx(float(np.log(yes) - np.log(no)), abs=1e-12)


@given(st.floats(1e-12, 1 - 1e-12))
def test_probability_inverts_log_odds(p):
    """A probability survives the way to log-odds and back."""
    assert p == pytest.approx(float(odds.probability(odds.log_odds(p))), rel=1e-12)


def test_bits_and_decibans():
    """Odds of 8 are 3 bits; odds of 100 are 20 decibans; bits go back to natural units."""
    assert odds.bits(math.log(8)) == pytest.approx(3, rel=1e-15)
    assert odds.decibans(math.log(100)) == pytest.approx(20, rel=1e-15)
    assert odds.from_bits(3) == pytest.approx(math.log(8), rel=1e-15)
