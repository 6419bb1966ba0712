"""Divergences and joint tables, against eighty-digit sums."""

import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.information import Joint, divergence, symmetric

PROBABILITIES = st.one_of(
    st.floats(1e-3, 1 - 1e-3), st.sampled_from([1e-300, 1e-30, 1e-12, 2e-12, 0.0, 1.0])
)


def slowly(p, q):
    """KL divergence in bits of probabilities given as decimals; 0 · log 0 is 0."""
    total = Decimal(0)
    for of, against in ((p, q), (1 - p, 1 - q)):
        if of and not against:
            return math.inf
        total += of * (of / against).ln() / Decimal(2).ln() if of else 0
    return float(total)


@given(PROBABILITIES, PROBABILITIES)
def test_divergence_has_its_digits_in_both_tails(p, q):
    """Small credences, and their mirror images near 1, diverge as the definition says."""
    with localcontext() as context:
        context.prec = 700
        expected = slowly(Decimal(p), Decimal(q))
    close = pytest.approx(divergence((p, 1 - p), (q, 1 - q)), rel=1e-9, abs=1e-300)
    assert expected == close
    assert divergence((p, 1 - p), (q, 1 - q)) == divergence((1 - p, p), (1 - q, q))


@given(st.floats(0.01, 0.99), st.floats(-1e-7, 1e-7))
def test_near_credences_diverge_by_their_squared_distance(p, apart):
    """Divergences of 1e-15 bits come out as the second-order expansion says, and never below 0."""
    q = p + apart
    found = divergence((p, 1 - p), (q, 1 - q))
    expected = (q - p) ** 2 / (2 * q * (1 - q)) / math.log(2)
    assert found >= 0
    assert expected == pytest.approx(found, rel=1e-4, abs=1e-28)


def test_symmetric_divergence_by_hand():
    """From 0.2 to 0.8 and back: 0.6 times the log-odds between them, four bits."""
    assert 2.4 == pytest.approx(symmetric((0.2, 0.8), (0.8, 0.2)))
    assert math.inf == symmetric((0.0, 1.0), (0.5, 0.5))


def test_a_joint_table_by_hand():
    """Cells of 1/8, 1/8, 1/4, 1/2: conditional credences, expected change and mutual information."""
    joint = Joint(*(math.log(cell) for cell in (1 / 8, 1 / 8, 1 / 4, 1 / 2)))
    assert (0.25, 0.75) == pytest.approx(joint.target)
    assert (0.375, 0.625) == pytest.approx(joint.crux)
    assert (1 / 3, 1 / 5) == pytest.approx((joint.if_true[0], joint.if_false[0]))
    assert 0.375 * (1 / 3 - 1 / 4) + 0.625 * (1 / 4 - 1 / 5) == pytest.approx(joint.expected_change)
    cells = ((1 / 8, 3 / 32), (1 / 8, 5 / 32), (1 / 4, 9 / 32), (1 / 2, 15 / 32))
    bits = sum(cell * math.log2(cell / alone) for cell, alone in cells)
    assert bits == pytest.approx(joint.expected_bits)
    assert bits == pytest.approx(
        math.fsum(cell * lift for (cell, _), lift in zip(cells, joint.lifts, strict=True))
    )


def test_a_crux_that_cannot_be_leaves_one_side_untold():
    """An impossible answer has no credence after it, and settling what is settled tells nothing."""
    joint = Joint(-math.inf, math.log(0.3), -math.inf, math.log(0.7))
    assert None is joint.if_true
    assert (0.0, 0.0) == (joint.expected_change, joint.expected_bits)
    assert (0.0, 1.0) == joint.crux
