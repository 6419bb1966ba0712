"""What is taken over of a reconciliation, and that what follows from it lies near the reconciled."""

import math

import numpy as np
import pytest

from credence.number import Kind
from credence.odds import log_odds
from credence.reconciliation import (
    Diagnostics,
    Draws,
    PatternSum,
    Reconciliation,
    Shift,
    Spread,
)
from credence.scenario import Scenario
from credence.taking_over import taken_over
from credence.update import credence_of
from tests.small import small

LIBRARY = small(
    claims={"c": {"prior": {"low": 0.1, "high": 0.6}}},
    arguments={
        "a": {"claim": "c", "lr": {"low": 2, "high": 20}, "soundness": 0.5, "premises": {"p": 0.8}},
        "b": {"claim": "c", "lr": 0.2, "soundness": {"low": 0.3, "high": 0.9}},
        "u": {"undercuts": {"a": 0.5}, "soundness": 0.6},
    },
)
SCENARIO = Scenario(LIBRARY).with_only("abu").with_stated("c", 0.1)


def spread(mean, low=0.0, high=0.0):
    """A spread of which the mean and the ends matter."""
    return Spread(mean, mean, low, high, 0.0, log_odds(mean) / math.log(2))


def record(after, soundness, shift=-0.5, ends=(0.05, 0.3)):
    """An answer in which one prior moves."""
    moved = Shift(Kind.PROBABILITY, spread(0.3, 0.1, 0.6), spread(0.15, *ends), shift)
    return Reconciliation(
        scenario=SCENARIO,
        implied={"c": (spread(0.3), spread(after))},
        numbers={"claims.c.prior": moved},
        soundness=soundness,
        diagnostics=Diagnostics(1.0, 2000.0, 0, 3000),
        patterns=PatternSum(True, 8, 3.0, 0.0),
        draws=Draws(*[np.zeros((4, 1, 0)), (), *[np.zeros((4, 1))] * 4]),
    )


SOUND = {"a": (0.28, 0.14), "b": (0.64, 0.9), "u": (0.6, 0.6)}


def test_numbers_that_moved_become_what_is_left_of_them():
    """A prior becomes its interval, to three digits; one that hardly moved stays as it was."""
    taken = taken_over(record(0.1, {}, ends=(0.051234, 0.298765)))
    assert {"low": 0.0512, "high": 0.2988} == taken.value("claims.c.prior").as_data()
    assert SCENARIO == taken_over(record(0.1, {}, shift=0.05))


def test_a_narrow_interval_keeps_two_ends():
    """Ends that agree in three digits are told apart by more of them."""
    taken = taken_over(record(0.1, {}, ends=(0.50001, 0.50002))).value("claims.c.prior")
    assert (0.50001, 0.50002) == pytest.approx((taken.low, taken.high), rel=1e-6)


def test_doubts_reach_what_an_argument_is_made_of():
    """Soundness times premises, times what the undercutter spares, is the reconciled soundness."""
    taken = taken_over(record(0.01, SOUND))
    own = taken.value("arguments.a.soundness").low * taken.value("arguments.a.premises.p").low
    assert 0.14 == pytest.approx(own * (1 - 0.5 * 0.6), rel=0.01)
    held = taken.value("arguments.b.soundness")
    assert 0.9 == pytest.approx(held.median(Kind.PROBABILITY), abs=0.04)
    assert not held.is_point
    assert SCENARIO.value("arguments.u.soundness") == taken.value("arguments.u.soundness")


def test_doubts_are_taken_over_as_far_as_they_help():
    """Where doubts would lead past the reconciled credence, less of them is taken over."""
    numbers = taken_over(record(0.1, {}))
    full = credence_of(taken_over(record(0.001, SOUND)), "c")
    plain = credence_of(numbers, "c")
    assert full < plain
    middle = math.sqrt(full * plain)
    between = credence_of(taken_over(record(middle, SOUND)), "c")
    assert abs(between - middle) < min(plain - middle, middle - full)
    assert numbers == taken_over(record(plain, SOUND))


def test_an_argument_that_was_sound_of_itself_stays_so():
    """Doubt that only its undercutter brings is not written into an argument's own soundness."""
    library = small(
        claims={"c": {"prior": {"low": 0.1, "high": 0.6}}},
        arguments={"a": {"claim": "c", "lr": 5}, "u": {"undercuts": {"a": 0.5}}},
    )
    scenario = Scenario(library).with_only("au").with_stated("c", 0.1)
    found = record(0.1, {"a": (0.5, 0.2)})
    found = Reconciliation(**{**vars(found), "scenario": scenario})
    assert "arguments.a.soundness" not in dict(taken_over(found).changes)
