"""Pools of credences by hand, by published examples and by what holds for any group."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.pooling import POOLS, exponent_for, outlier, pool

INSIDE = st.floats(1e-9, 1 - 1e-9)
GROUPS = st.lists(INSIDE, min_size=1, max_size=30)


def test_two_people_by_hand():
    """1:4 and 4:1 make even odds; 0.2 and 0.8 have mean and median 0.5."""
    found = pool([0.2, 0.8])
    assert [pytest.approx(0.5)] * 4 == [getattr(found, name) for name in POOLS]


def test_the_geometric_mean_of_odds_by_hand():
    """Odds 1, 1:9 and 1:81 have the geometric mean 1:9; cubing it gives 1:729."""
    found = pool([1 / 2, 1 / 10, 1 / 82], exponent=3)
    assert pytest.approx(1 / 10, rel=1e-14) == found.geometric_odds
    assert pytest.approx(1 / 730, rel=1e-13) == found.extremised
    assert 3 == found.exponent


def test_four_forecasters_of_a_published_example():
    """Sevilla (2021): 1.40, 2.21, 0.39 and 0.40 % pool to 1.10 %, and to odds of 1:118.65."""
    answers = [0.0140, 0.0221, 0.0039, 0.0040]
    found = pool(answers)
    product = math.prod(Fraction(a).limit_denominator(10**6) / (1 - Fraction(a)) for a in answers)
    assert pytest.approx(0.011, rel=1e-12) == found.mean
    assert pytest.approx(1 / (1 + float(product) ** -0.25), rel=1e-6) == found.geometric_odds
    assert pytest.approx(1 / 119.65121313526727, rel=1e-12) == found.geometric_odds
    assert pytest.approx(6.5210376928285175e-06, rel=1e-9) == pool(answers, 2.5).extremised


def test_a_one_counts_as_the_95th_percentile_of_the_answers_in_between():
    """Twenty answers with a 1, as in the tests of the forecasters' package aggutils."""
    answers = [0.1] * 5 + [0.2] * 5 + [0.4] * 5 + [0.5] * 2 + [0.8, 0.9, 1.0]
    found = pool(answers)
    assert (20, 0, 1) == (found.people, found.zeros, found.ones)
    assert pytest.approx(0.36) == found.mean
    assert pytest.approx(0.3217874377837583, rel=1e-12) == found.geometric_odds
    assert pytest.approx(0.22264784714356603, rel=1e-12) == found.extremised


@pytest.mark.parametrize(
    "people, factor", [(2, 1.2915026221291814), (10, 1.6249525430510485), (100, 1.7207776610363221)]
)
def test_the_exponent_is_that_of_neyman_and_roughgarden(people, factor):
    """Published factors; one person is not extremised, and many tend to the root of 3."""
    assert pytest.approx(factor, rel=1e-12) == exponent_for(people)
    assert 1 == exponent_for(1)
    assert pytest.approx(math.sqrt(3), rel=1e-6) == exponent_for(10**7)


@pytest.mark.parametrize(
    "answers, expected",
    [([0, 0], 0.0), ([1, 1, 1], 1.0), ([0, 1], None), ([], None), ([math.nan], None)],
)
def test_where_nobody_is_in_between_the_pool_is_certain_or_undefined(answers, expected):
    """All at 0 pool to 0, all at 1 to 1; 0 against 1 leaves the geometric mean undefined."""
    found = pool(answers)
    assert expected == found.geometric_odds
    assert expected == found.extremised


def test_zeros_and_missing_answers_are_counted():
    """A missing answer is nobody's; a 0 enters mean and median as it is."""
    found = pool([0, 0.2, math.nan, 0.4, 1])
    assert (4, 1, 1) == (found.people, found.zeros, found.ones)
    assert pytest.approx(0.4) == found.mean
    assert pytest.approx(0.3) == found.median


@given(GROUPS)
def test_a_claim_and_its_denial_pool_to_one(answers):
    """Every pool of the complements is the complement of the pool."""
    denied = pool([1 - a for a in answers])
    for name in POOLS:
        whole = getattr(pool(answers), name) + getattr(denied, name)
        assert pytest.approx(1, abs=1e-7) == whole


@given(GROUPS, st.randoms())
def test_the_order_of_people_changes_no_digit(answers, random):
    """Sums are rounded once."""
    shuffled = answers[:]
    random.shuffle(shuffled)
    assert pool(answers) == pool(shuffled)


@given(st.lists(st.one_of(INSIDE, st.sampled_from([0.0, 1.0])), min_size=3, max_size=12))
def test_the_outlier_is_whom_trying_everybody_finds(answers):
    """No one's leaving moves the geometric mean of odds further."""
    found = outlier(answers)
    whole = pool(answers).geometric_odds

    def moved(without):
        if whole is None or without is None:
            return 0.0 if whole is without else math.inf
        if whole == without:
            return 0.0
        if without in {0, 1}:
            return math.inf
        return abs(math.log(whole / (1 - whole)) - math.log(without / (1 - without)))

    if whole in {0, 1}:
        return
    every = [
        moved(pool(answers[:i] + answers[i + 1 :]).geometric_odds) for i in range(len(answers))
    ]
    assert pytest.approx(max(every), rel=1e-9, abs=1e-9) == moved(found.without.geometric_odds)


def test_the_outlier_needs_a_group():
    """Of two people neither is the odd one out."""
    assert outlier([0.1, 0.9]) is None
    assert 1 == outlier([0.5, 0.999, 0.5, 0.4]).index
