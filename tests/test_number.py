"""Every way of writing a number, and every refusal."""

import math

import numpy as np
import pytest

from credence.number import Kind, Number, read

P, R, W = Kind.PROBABILITY, Kind.RATIO, Kind.WEIGHT


@pytest.mark.parametrize(
    "written, kind, low, high",
    [
        (0.2, P, 0.2, 0.2),
        (0, P, 0, 0),
        (1, P, 1, 1),
        (-0.0, P, 0, 0),
        ("0.2", P, 0.2, 0.2),
        (" .5 ", P, 0.5, 0.5),
        ("1e-30", P, 1e-30, 1e-30),
        ("20%", P, 0.2, 0.2),
        ("20 %", P, 0.2, 0.2),
        ("1 in 20", P, 0.05, 0.05),
        ("1 IN 8", P, 0.125, 0.125),
        ("1/20", P, 0.05, 0.05),
        ("1 / 3", P, 1 / 3, 1 / 3),
        ("1/20..1/5", P, 0.05, 0.2),
        ({"low": "1/20", "high": "1 in 5"}, P, 0.05, 0.2),
        ("0.1..0.3", P, 0.1, 0.3),
        ("10 % … 30 %", P, 0.1, 0.3),
        ({"low": 0.1, "high": "30%"}, P, 0.1, 0.3),
        (Number(0.1, 0.3), P, 0.1, 0.3),
        (np.float64(0.25), P, 0.25, 0.25),
        (np.int64(1), P, 1, 1),
        (3, R, 3, 3),
        ("3:1", R, 3, 3),
        ("1 : 20", R, 0.05, 0.05),
        ("1/4", R, 0.25, 0.25),
        ("4/1", R, 4, 4),
        ("1/4..4/1", R, 0.25, 4),
        ({"low": "1/2", "high": "2:1"}, R, 0.5, 2),
        ("3/2", W, 1.5, 1.5),
        ("2..8", R, 2, 8),
        ("0.5...8", R, 0.5, 8),
        ("1:4..4:1", R, 0.25, 4),
        ({"low": "1:2", "high": 2}, R, 0.5, 2),
        ({"bits": 1}, R, 2, 2),
        ({"bits": "-1"}, R, 0.5, 0.5),
        ({"bits": {"low": -1, "high": 2}}, R, 0.5, 4),
        (1e300, R, 1e300, 1e300),
        (0, W, 0, 0),
        ({"low": 1, "high": 3}, W, 1, 3),
    ],
)
def test_every_way_of_writing_a_number(written, kind, low, high):
    """A number is read in every accepted way."""
    assert Number(low, high) == read(written, kind)


@pytest.mark.parametrize(
    "written, kind, message",
    [
        (20, P, "a probability lies between 0 and 1, and 20 does not (did you mean 0.2?)"),
        (-0.1, P, "a probability lies between 0 and 1, and -0.1 does not"),
        (True, P, "a number is needed here, not True"),
        (None, R, "a number is needed here, not None"),
        (math.nan, P, "a finite number is needed here, not nan"),
        (math.inf, R, "a finite number is needed here, not inf"),
        (10**400, W, "a finite number is needed here"),
        ("1e999", R, "a finite number is needed here, not '1e999'"),
        ("1e-400", P, "too near 0 to be told from it"),
        ("1 in 1e999", P, "a finite number is needed here"),
        ("1e300:1e-300", R, "is beyond what can be computed"),
        ("1e-300:1e300", R, "is beyond what can be computed"),
        ("3:1", P, "“3:1” are odds; write 0.75"),
        ("1:20", P, "“1:20” are odds; write 0.04762"),
        ("3:1..4:1", P, "“3:1” are odds; write 0.75"),
        ({"low": 0.1, "high": "3:1"}, P, "“3:1” are odds; write 0.75"),
        ("0:0", P, "“0:0” are odds; write a probability"),
        ("4/1", P, "a probability lies between 0 and 1, and 4 does not"),
        ("1/0", P, "is no probability that can be read"),
        ("-1/4", R, "a likelihood ratio is above 0, and -0.25 is not"),
        ("1e300/1e-300", R, "is beyond what can be computed"),
        ("01/04", R, "“01/04” looks like a date; write a fraction without a 0 in front"),
        ("1/04", P, "looks like a date"),
        ("1/4/2026", R, "is no ratio that can be read"),
        ("2026-04-01", R, "is no ratio that can be read"),
        ("4-Jan", R, "is no ratio that can be read"),
        ("perhaps", P, "write it as 0.2, 20%, 1 in 5, 1/5 or {low: 0.1, high: 0.3}"),
        ("1 in 0.5", P, "is no probability that can be read"),
        ("20%", R, "is no ratio that can be read; write it as 3, 3:1"),
        ("3:0", R, "is no ratio that can be read"),
        ("", W, "'' is no weight that can be read"),
        ("x" * 100, P, "…"),
        (0, R, "a likelihood ratio is above 0, and 0 is not"),
        ("-3:1", R, "a likelihood ratio is above 0, and -3 is not"),
        (-1, W, "a weight is 0 or more, and -1 is not"),
        ({"low": 0, "high": 1}, W, "an interval of a weight ends above 0"),
        ({"low": 0.0, "high": 0.5}, P, "ends strictly inside 0 and 1, not at 0"),
        ({"low": 0.5, "high": 1}, P, "write a point for certainty"),
        ({"low": 0.3, "high": 0.1}, P, "low is 0.3 and high is 0.1; low must be below high"),
        ({"low": 0.3, "high": 0.3}, P, "both ends are 0.3; write a point as the plain number 0.3"),
        ({"low": 0.3}, P, "an interval has exactly the keys low and high; found low"),
        ({}, P, "an interval has exactly the keys low and high; found nothing"),
        ({"low": 1, "high": 2, "mid": 1}, R, "found low, high, mid"),
        ({"bits": 1}, P, "bits measure a ratio; write a probability such as 0.2"),
        ({"bits": 1, "low": 2}, R, "bits stand alone"),
        ({"bits": 5000}, R, "5000 bits are beyond what can be computed; stay within ±1000"),
        ({"bits": -5000}, R, "-5000 bits are beyond what can be computed"),
        ({"bits": {"low": 1}}, R, "an interval has exactly the keys low and high"),
        ([1, 2], R, "a number is needed here, not [1, 2]"),
    ],
)
def test_every_refusal_says_what_is_wrong(written, kind, message):
    """What cannot be read is refused with the remedy."""
    with pytest.raises(ValueError) as caught:
        read(written, kind)
    assert message in str(caught.value)


def test_a_probability_interval_is_logit_normal():
    """The ends of an interval are 1.645 standard deviations of log-odds from the mean."""
    mean, deviation = Number(0.2, 0.8).normal(P)
    assert (0, math.log(4) / 1.6448536269514722) == pytest.approx((mean, deviation), abs=1e-15)


def test_a_ratio_interval_is_log_normal():
    """The median of a ratio from 1 to 4 is 2."""
    assert pytest.approx(2, rel=1e-15) == Number(1, 4).median(R)


def test_points_have_no_spread():
    """A point at 0 has an infinite mean and no deviation; its median is itself."""
    assert (-math.inf, 0) == Number.point(0).normal(P)
    assert (-math.inf, 0) == Number.point(0).normal(W)
    assert Number.point(0.3).median(P) == 0.3


@pytest.mark.parametrize("number", [Number.point(0.5), Number(0.1, 0.3)])
def test_plain_form_reads_back(number):
    """What a file holds gives the same number again."""
    assert number == read(number.as_data(), P)


@pytest.mark.parametrize("text", ["1/4", "1/3", "4/1", "7/9", "2/3..5/2"])
def test_a_fraction_is_the_same_number_as_the_ratio(text):
    """To the last digit, and again from what a file holds."""
    number = read(text, R)
    assert read(text.replace("/", ":"), R) == number == read(number.as_data(), R)
