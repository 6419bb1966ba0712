"""Words in place of numbers."""

from itertools import pairwise

import pytest

from credence.number import Kind, Number
from credence.words import grade
from credence.words.anchors import (
    anchor_near,
    anchor_of,
    soundness_anchors,
    strength_anchors,
    strength_scales,
)
from credence.words.strength import soundness_words


def test_the_anchors_of_strength_rise_and_touch():
    """From extreme evidence against to extreme evidence for, each grade ends where the next begins."""
    held = [number for _, number in strength_anchors()]
    assert 11 == len(held)
    assert (0.001, 1000.0) == pytest.approx((held[0].low, held[-1].high))
    for one, other in pairwise(held):
        assert one.high == pytest.approx(other.low)


def test_an_anchor_of_strength_means_what_its_grade_means():
    """The middle of each interval has the grade that its words name."""
    for words, number in strength_anchors():
        middle = number.median(Kind.RATIO)
        if number.is_point:
            assert "no evidence" == grade(middle)
        else:
            side = "for" if middle > 1 else "against"
            assert words == f"{grade(middle)} {side}"


def test_an_anchor_of_soundness_means_what_its_words_mean():
    """The middle of each interval is called by the same words elsewhere."""
    held = soundness_anchors()
    assert 9 == len(held)
    for words, number in held:
        assert soundness_words(number).startswith(words)
    lows = [number.low for _, number in held]
    assert sorted(lows, reverse=True) == lows


def test_only_the_same_number_has_the_words():
    """A number that was set otherwise is not called by an anchor that is merely near."""
    anchors = strength_anchors()
    assert "moderate for" == anchor_of(Number(3.0, 10.0), anchors)
    assert anchor_of(Number(3.0, 9.0), anchors) is None


def test_a_ratio_is_said_on_every_scale():
    """Odds, bits, and what becomes of an even bet."""
    said = strength_scales(Number(3.0, 10.0))
    assert "odds ×3 to ×10, +1.6 to +3.3 bits; 50 % becomes 75 % to 90.9 %" == said
    assert "odds ÷4, −2.0 bits; 50 % becomes 20 %" == strength_scales(Number.point(0.25))


@pytest.mark.parametrize(
    "number, kind, expected",
    [
        (Number(1.5, 10), Kind.RATIO, "moderate for"),
        (Number(0.1, 0.5), Kind.RATIO, "moderate against"),
        (Number(0.25, 4), Kind.RATIO, "neither for nor against"),
        (Number.point(1e9), Kind.RATIO, "extreme for"),
        (Number.point(1e-9), Kind.RATIO, "extreme against"),
        (Number.point(0.5), Kind.PROBABILITY, "about as likely sound as not"),
        (Number.point(1), Kind.PROBABILITY, "taken as sound"),
        (Number.point(0), Kind.PROBABILITY, "taken as unsound"),
        (Number.point(1e-9), Kind.PROBABILITY, "exceptionally unlikely to be sound"),
    ],
)
def test_a_number_without_words_of_its_own_goes_by_its_middle(number, kind, expected):
    """Every number falls under words, also far beyond the last grade."""
    anchors = strength_anchors() if kind is Kind.RATIO else soundness_anchors()
    assert expected == anchor_near(number, kind, anchors)
