"""Every way of writing a number, and every refusal."""

import math

import numpy as np
import pytest

from credence.number import Kind, Number, read, taken
from credence.words.numbers import bits_words, factor, interval_words, one_in, percent
from credence.written import Custom

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
        ("50/50", P, 0.5, 0.5),
        ("20/80", P, 0.2, 0.2),
        ("60 / 40", P, 0.6, 0.6),
        ("1/99", P, 1 / 99, 1 / 99),
        ("60/40", R, 1.5, 1.5),
        ("3/200", P, 0.015, 0.015),
        ("3 in 10", P, 0.3, 0.3),
        ("1 in 1,000", P, 0.001, 0.001),
        ("1 in 1,000,000", P, 1e-6, 1e-6),
        ("1 in 10 000", P, 1e-4, 1e-4),
        ("1 in 10\u00a0000", P, 1e-4, 1e-4),
        ("1 in 10'000", P, 1e-4, 1e-4),
        ("1 in 2 million", P, 5e-7, 5e-7),
        ("200 million:1", R, 2e8, 2e8),
        ("1,000,000", R, 1e6, 1e6),
        ("1,234.5", R, 1234.5, 1234.5),
        ("1.234,5", R, 1234.5, 1234.5),
        ("0,5", P, 0.5, 0.5),
        ("1.234", R, 1.234, 1.234),
        ("1.234 %", P, 0.01234, 0.01234),
        ("12,345 %", P, 0.12345, 0.12345),
        ("10-20%", P, 0.1, 0.2),
        ("5–10 %", P, 0.05, 0.1),
        ("5% to 10%", P, 0.05, 0.1),
        ("0.1 to 0.2", P, 0.1, 0.2),
        ("0.1..50%", P, 0.001, 0.5),
        ("0.1..0.5", P, 0.1, 0.5),
        ("1e-6-1e-5", P, 1e-6, 1e-5),
        ("2-8", R, 2, 8),
        ("1:4-4:1", R, 0.25, 4),
        ("~3%", P, 0.03, 0.03),
        ("≈ 3 %", P, 0.03, 0.03),
        ("about 3 %", P, 0.03, 0.03),
        ("ca. 3%", P, 0.03, 0.03),
        ("~10-20%", P, 0.1, 0.2),
        ("3 percent", P, 0.03, 0.03),
        ("12.3456789%", P, 0.123456789, 0.123456789),
        ("×4", R, 4, 4),
        ("x4", R, 4, 4),
        ("4x", R, 4, 4),
        ("4×", R, 4, 4),
        ("÷4", R, 0.25, 0.25),
        ("1.5 bits", R, 2**1.5, 2**1.5),
        ("2 bits against", R, 0.25, 0.25),
        ("\u200b10%\u200e", P, 0.1, 0.1),
        ("−2 bits", R, 0.25, 0.25),
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
        ("perhaps", P, "write it as 0.2, 20%, 1 in 5, 1/5 or 0.1..0.3"),
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
        ("<1%", P, "“<1%” is a bound and no number; write a number, or an interval such as"),
        (">80%", P, "is a bound"),
        ("≤ 5 %", P, "is a bound"),
        ("less than 1 %", P, "is a bound"),
        ("at least 20%", P, "is a bound"),
        ("80%+", P, "is a bound"),
        ("> 4", R, "is a bound"),
        ("1%..<5%", P, "is a bound"),
        ("10%..20", P, "only the first end has a per-cent sign; write 10%..20%"),
        ("2 to 8", R, "can be odds or an interval; write 2:8 or 2..8"),
        ("1 to 7", P, "can be odds or an interval in per cent; write a probability such as 0.2"),
        ("1,000", R, "“1,000” can mean 1000 or 1.000; write 1000, or 1.0000 for the smaller"),
        ("1,000:1", R, "can mean 1000 or 1.000"),
        ("1 in 1.000", P, "can mean 1000 or 1.000"),
        ("4x4", R, "is no ratio that can be read"),
        ("1" * 100_000 + "x", R, "is no ratio that can be read"),
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


@pytest.mark.parametrize(
    "text, kind, points, commas",
    [
        ("10,000", R, 10_000, 10),
        ("10.000", R, 10, 10_000),
        ("1.000:1", R, 1, 1_000),
        ("1 in 10.000", P, None, 1e-4),
        ("1 in 10,000", P, 1e-4, None),
        ("1,5", R, 1.5, 1.5),
        ("1.5", R, 1.5, 1.5),
        ("1.234 %", P, 0.01234, None),
    ],
)
def test_the_custom_of_a_file_settles_what_a_mark_means(text, kind, points, commas):
    """Ten or ten thousand; what a custom makes impossible is refused, never turned round."""
    for custom, value in ((Custom.POINTS, points), (Custom.COMMAS, commas)):
        if value is None:
            with pytest.raises(ValueError):
                read(text, kind, custom)
        else:
            assert Number.point(value) == read(text, kind, custom)


@pytest.mark.parametrize("text", ["10,000", "10.000", "1.234:1", "2..1,500"])
def test_where_no_custom_is_settled_both_languages_are_refused(text):
    """In points and in commas alike."""
    with pytest.raises(ValueError, match="can mean"):
        read(text, R, Custom.UNSETTLED)


@pytest.mark.parametrize("text", ["1.234 %", "1,234 %", "0,123", "0.123", "1.000"])
def test_a_probability_is_never_in_thousands(text):
    """So nothing is left open there."""
    comma = text.replace(",", ".")
    assert read(comma, P) == read(text, P, Custom.UNSETTLED)


def test_a_column_in_per_cent():
    """A number without a sign, and no other, is divided by a hundred, to the last digit."""
    for text, value in [
        ("2.4", 0.024),
        ("0.07", 0.0007),
        ("15%", 0.15),
        ("1 in 5", 0.2),
        ("10-20", Number(0.1, 0.2)),
        ("10 to 20", Number(0.1, 0.2)),
        (2.4, 0.024),
        ("1e-5", 1e-7),
    ]:
        number = value if isinstance(value, Number) else Number.point(value)
        assert number == read(text, P, in_percent=True)


@pytest.mark.parametrize(
    "text, kind, said",
    [
        ("50/50", P, "“50/50” is read as 50 %, parts of a hundred"),
        ("~3%", P, "“~3%” is read as 3 %"),
        ("0.1..50%", P, "“0.1..50%” is read as 0.1 % to 50 %"),
        ("about 4", R, "“about 4” is read as 4"),
        ("1/4", P, None),
        ("10%..20%", P, None),
        ("10-20%", P, None),
        ("60/40", R, None),
        ("3:1", R, None),
    ],
)
def test_what_is_not_plain_to_see_is_said(text, kind, said):
    """How the text was read, in words."""
    assert said == taken(text, kind, read(text, kind))


@pytest.mark.parametrize("value", [1e-7, 0.0004, 0.012, 0.1234, 0.3, 0.5, 0.66, 0.9, 0.9996])
def test_what_is_printed_of_a_probability_is_read_back(value):
    """As a percentage, a frequency and an interval, to the two digits that are shown."""
    for said in (percent(value), one_in(value)):
        held = read(said, P).low
        assert min(value, 1 - value) == pytest.approx(min(held, 1 - held), rel=0.2)
        assert percent(held) == percent(read(percent(held), P).low)
    low, high = read(interval_words(value / 2, value), P).as_data().values()
    assert (percent(value / 2), percent(value)) == (percent(low), percent(high))
    assert read(percent(value), P) == read(interval_words(value, value), P)


@pytest.mark.parametrize("value", [3e-17, 1e-5, 0.04, 0.5, 1, 1.26, 7.5, 190, 19_000, 4e6, 3.9e20])
def test_what_is_printed_of_a_ratio_is_read_back(value):
    """As a factor and in bits, to the digits that are shown."""
    held = read(factor(value), R).low
    assert factor(value) == factor(held)
    assert value == pytest.approx(held, rel=0.06)
    bits = math.log2(value)
    assert bits == pytest.approx(math.log2(read(bits_words(bits), R).low), rel=0.06)
