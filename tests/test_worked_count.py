"""The worked count: against the source's figures, enumeration, and whole numbers."""

import itertools
from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.words.count import count_rows, count_words
from credence.words.powers import log10_words, power_words
from credence.worked_count import (
    Enclosed,
    _enclosed_tail,
    _exact_tail,
    _log_factorial,
    addition,
    mantissa,
    right_shares,
    rounded,
    tail,
)

SOURCE = addition(4, 992)


def test_the_sources_two_figures():
    """19,999^(10⁸) ≈ 1.1 × 10^430,100,828; 992 problems leave 2.75 × 10^430,096,561."""
    assert (100_000_000, 19_999, 99_999_008) == (SOURCE.inputs, SOURCE.answers, SOURCE.untrained)
    assert (Decimal("1.1"), 430_100_828) == mantissa(SOURCE.functions, 1)
    assert (Decimal("2.75"), 430_096_561) == mantissa(SOURCE.fitting, 2)


def test_the_share_that_the_source_calls_too_small_to_compute():
    """About 10^(−1.85 × 10⁸), by the count and by the entropy bound on the middle term alone."""
    share = float(SOURCE.share)
    assert -1.85e8 == float(f"{share:.2e}")
    n, k = SOURCE.untrained, SOURCE.answers
    # C(n, n/2) is at most 2^n and at least 2^n / (n + 1): the binomial's first term that counts.
    half = n // 2 + 1
    middle = -half * Decimal(k).log10() + (n - half) * (1 - Decimal(1) / k).log10()
    high = float(n * Decimal(2).log10() + middle) + 1
    assert high - 20 < share < high


def test_bounds_are_narrow():
    """Each logarithm is settled to forty places at least."""
    for value in (SOURCE.functions, SOURCE.fitting, SOURCE.share, SOURCE.generalising):
        assert 0 < value.high - value.low < Decimal("1e-40")


@pytest.mark.parametrize("inputs,answers,trained", [(4, 2, 1), (5, 3, 2), (6, 2, 0), (4, 4, 1)])
def test_small_cases_by_listing_every_function(inputs, answers, trained):
    """Of all functions, those that fit and those that get over half right are as many as counted."""
    true = tuple(k % answers for k in range(inputs))
    right = [
        sum(said == wanted for said, wanted in zip(function[trained:], true[trained:], strict=True))
        for function in itertools.product(range(answers), repeat=inputs)
        if function[:trained] == true[:trained]
    ]
    untrained = inputs - trained
    assert answers**untrained == len(right)
    share = sum(2 * k > untrained for k in right) / len(right)
    assert share == pytest.approx(10 ** float(tail(untrained, answers)), rel=1e-12)
    assert right_shares(untrained, answers) == pytest.approx(
        [right.count(k) / len(right) for k in range(untrained + 1)], rel=1e-12
    )


@given(st.integers(3, 3000), st.integers(2, 300))
def test_the_enclosure_holds_the_exact_tail(untrained, answers):
    """Stirling's bounds and the geometric series enclose the sum of whole numbers."""
    exact, enclosed = _exact_tail(untrained, answers), _enclosed_tail(untrained, answers)
    assert enclosed.low <= exact.high
    assert exact.low <= enclosed.high
    assert enclosed.low <= enclosed.high <= 0


@pytest.mark.parametrize("untrained", [10_001, 1_000_001, 100_000_001])
def test_a_fair_coin_comes_down_heads_half_the_time(untrained):
    """With two answers and an odd number of inputs the share is exactly one half."""
    held = _enclosed_tail(untrained, 2)
    assert held.low <= Decimal("0.5").log10() <= held.high


@given(st.integers(1, 400))
def test_factorials_are_enclosed(n):
    """ln n! lies between the bounds, and no further apart than the first term left out."""
    exact = sum(Decimal(k).ln() for k in range(1, n + 1))
    low, high = _log_factorial(n, -1), _log_factorial(n, 1)
    assert low <= exact + Decimal("1e-20")
    assert exact - Decimal("1e-20") <= high
    assert high - low < Decimal(2) / (1680 * Decimal(n) ** 7) + Decimal("1e-40")


@given(st.integers(1, 60), st.integers(2, 40))
def test_shares_are_a_distribution_around_one_in_k(untrained, answers):
    """They sum to 1, their mean is n/K, and their upper half is the tail."""
    shares = right_shares(untrained, answers)
    assert 1 == pytest.approx(sum(shares), rel=1e-12)
    mean = sum(k * share for k, share in enumerate(shares))
    assert untrained / answers == pytest.approx(mean, rel=1e-12)
    exact = Fraction(
        sum(
            comb(untrained, k) * (answers - 1) ** (untrained - k)
            for k in range(untrained // 2 + 1, untrained + 1)
        ),
        answers**untrained,
    )
    assert float(exact) == pytest.approx(10 ** float(tail(untrained, answers)), rel=1e-9)


@given(st.integers(1, 12), st.data())
def test_more_training_leaves_fewer_functions(digits, data):
    """Each training problem divides the functions that fit by K."""
    most = 10 ** (2 * digits) - 1
    training = data.draw(st.integers(0, most - 1))
    count, next_one = addition(digits, training), addition(digits, training + 1)
    step = Decimal(count.answers).log10()
    assert float(step) == pytest.approx(
        float(count.fitting.low - next_one.fitting.low), rel=1e-12, abs=1e-9
    )
    assert count.fitting.low <= count.functions.high
    assert count.share.high <= 0


@pytest.mark.parametrize(
    "digits,training,places",
    [(0, 5, ["digits"]), (13, 5, ["digits"]), (1, 100, ["training"]), (2, -1, ["training"])],
)
def test_what_cannot_be_counted_is_named(digits, training, places):
    """No digits, too many, too many examples or fewer than none."""
    with pytest.raises(InputError) as caught:
        addition(digits, training)
    assert places == [problem.path for problem in caught.value.problems]


def test_digits_that_the_bounds_do_not_settle_are_not_shown():
    """What is written holds for both bounds."""
    loose = Enclosed(Decimal("100.3010"), Decimal("100.3012"))
    assert mantissa(loose, 2) == (Decimal("2.00"), 100)
    assert mantissa(loose, 3) is None
    assert power_words(loose, 3) == "2.00 × 10^100"
    assert rounded(loose, 3) == Decimal("100.301")
    assert rounded(loose, 5) is None
    assert log10_words(loose) == "100.301"
    assert power_words(Enclosed(Decimal("5.1"), Decimal("7.9"))) == "10^5 or so"


@pytest.mark.parametrize(
    "log10,said",
    [
        ("2", "100"),
        ("0", "1.00"),
        ("-2", "0.0100"),
        ("9", "1.00 × 10^9"),
        ("-30", "1.00 × 10^−30"),
        ("1234567.30103", "2.00 × 10^1,234,567"),
        ("0.99999999", "10.0"),
    ],
)
def test_powers_are_written_for_people(log10, said):
    """Small ones are written out, large ones as a power with thousands apart."""
    assert said == power_words(Enclosed(Decimal(log10), Decimal(log10)))


def test_the_count_in_words_holds_the_same_figures():
    """The sentence and the table say what the count says."""
    said = count_words(SOURCE)
    for figure in ("100,000,000", "19,999", "10^430,100,828", "2.75 × 10^430,096,561"):
        assert figure in said
    assert "992 training problems leave" in said
    assert "One training problem leaves" in count_words(addition(1, 1))
    rows = count_rows(SOURCE)
    assert "−184,946,673.980993" == rows[-1]["Common logarithm"]
