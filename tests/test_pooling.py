"""Pools of credences by hand, by published examples and by what holds for any group."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
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


def test_certain_answers_count_as_one_in_ten_thousand_among_log_odds():
    """Odds of 1:9999 stand for a 0, 9999:1 for a 1; mean and median take both as they are."""
    found = pool([0, 0.2, 1, 1])
    assert (4, 1, 2, 0.0001, 0.9999) == (
        found.people,
        found.zeros,
        found.ones,
        found.zero_as,
        found.one_as,
    )
    assert (pytest.approx(0.55), pytest.approx(0.6)) == (found.mean, found.median)
    odds = (Fraction(1, 9999) * Fraction(1, 4) * 9999 * 9999) ** 0.25
    assert pytest.approx(odds / (1 + odds), rel=1e-12) == found.geometric_odds


def test_a_certain_answer_is_never_less_extreme_than_anybody_else_s():
    """Beside one in a million a 0 counts as one in a million, and the 1 as before."""
    found = pool([0, 1e-6, 1])
    assert (1e-6, 0.9999) == (found.zero_as, found.one_as)
    odds = (Fraction(1, 999_999) ** 2 * 9999) ** (1 / 3)
    assert pytest.approx(odds / (1 + odds), rel=1e-9) == found.geometric_odds


@pytest.mark.parametrize(
    "people, factor", [(2, 1.2915026221291814), (10, 1.6249525430510485), (100, 1.7207776610363221)]
)
def test_the_exponent_is_that_of_neyman_and_roughgarden(people, factor):
    """Published factors; one person is not extremised, and many tend to the root of 3."""
    assert pytest.approx(factor, rel=1e-12) == exponent_for(people)
    assert 1 == exponent_for(1)
    assert pytest.approx(math.sqrt(3), rel=1e-6) == exponent_for(10**7)


@pytest.mark.parametrize(
    "answers, expected", [([0, 0], 0.0001), ([1, 1, 1], 0.9999), ([0, 1], 0.5), ([], None)]
)
def test_where_nobody_is_in_between_certain_answers_still_pool(answers, expected):
    """Two sides that are equally certain meet in the middle; only nobody's answers have no pool."""
    found = pool(answers, exponent=1)
    assert [expected and pytest.approx(expected)] * 2 == [found.geometric_odds, found.extremised]


def test_zeros_and_missing_answers_are_counted():
    """A missing answer is nobody's; a 0 enters mean and median as it is."""
    found = pool([0, 0.2, math.nan, 0.4, 1])
    assert (4, 1, 1) == (found.people, found.zeros, found.ones)
    assert pytest.approx(0.4) == found.mean
    assert pytest.approx(0.3) == found.median


CERTAIN = st.one_of(INSIDE, st.sampled_from([0.0, 1.0]))


def counted_as(answer, found):
    """What an answer counts as among log-odds in a pool."""
    return {0.0: found.zero_as, 1.0: found.one_as}.get(answer, answer)


@given(st.lists(CERTAIN, min_size=1, max_size=12), st.data())
def test_raising_an_answer_lowers_no_pool(answers, data):
    """At 0 and 1 too, once what certainty counts as is passed; but for the rounding of sums."""
    place = data.draw(st.integers(0, len(answers) - 1))
    raised = data.draw(st.floats(answers[place], 1).filter(lambda p: p in {0, 1} or 1e-9 < p))
    others = answers[:place] + answers[place + 1 :]
    before, after = pool(answers), pool([*others, raised])
    # An answer of 0 has to be counted as something, so some answer above 0 counts as less.
    assume(counted_as(answers[place], before) <= counted_as(raised, after))
    for name in POOLS:
        assert getattr(before, name) <= getattr(after, name) + 1e-12
        if 0 < getattr(before, name) < 1:
            assert getattr(before, name) <= getattr(after, name) * (1 + 1e-12)


@given(
    st.lists(st.one_of(st.floats(0.0001, 0.9999), st.sampled_from([0.0, 1.0])), min_size=1),
    st.data(),
)
def test_answers_that_are_not_beyond_one_in_ten_thousand_raise_every_pool(answers, data):
    """Within what certainty counts as there is no exception."""
    place = data.draw(st.integers(0, len(answers) - 1))
    inner = st.floats(0.0001, 0.9999).map(lambda p: max(p, answers[place]))
    higher = data.draw(st.one_of(inner, st.just(1.0)))
    raised = [*answers[:place], higher, *answers[place + 1 :]]
    before, after = pool(answers), pool(raised)
    for name in POOLS:
        assert getattr(before, name) <= getattr(after, name) + 1e-12


@given(st.lists(st.tuples(CERTAIN, st.integers(1, 9)), min_size=1, max_size=12))
def test_an_answer_of_several_people_counts_as_often(held):
    """As many times as there are people, in every pool and for the outlier."""
    answers, people = zip(*held, strict=True)
    one_by_one = [answer for answer, count in held for _ in range(count)]
    once, often = pool(answers, people=people), pool(one_by_one)
    assert (often.people, often.zeros, often.ones) == (once.people, once.zeros, once.ones)
    for name in POOLS:
        assert pytest.approx(getattr(often, name), rel=1e-12) == getattr(once, name)
    far, expected = outlier(answers, people=people), outlier(one_by_one)
    assert (far is None) == (expected is None)
    if far and expected:
        assert expected.credence == far.credence == answers[far.index]


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


@given(st.lists(CERTAIN, min_size=3, max_size=12))
def test_the_outlier_is_whom_trying_everybody_finds(answers):
    """No one's leaving moves the geometric mean of odds further."""
    found = outlier(answers)
    whole = pool(answers).geometric_odds

    def moved(without):
        return abs(math.log(whole / (1 - whole)) - math.log(without / (1 - without)))

    every = [
        moved(pool(answers[:i] + answers[i + 1 :]).geometric_odds) for i in range(len(answers))
    ]
    # Log-odds of a probability that is as near to 1 as 1e-9 are known to 1e-16 / 1e-9.
    assert pytest.approx(max(every), rel=1e-9, abs=1e-6) == moved(found.without.geometric_odds)


def test_the_outlier_needs_a_group():
    """Of two people neither is the odd one out."""
    assert outlier([0.1, 0.9]) is None
    assert 1 == outlier([0.5, 0.999, 0.5, 0.4]).index
