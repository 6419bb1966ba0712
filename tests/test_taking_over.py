"""What is taken over of a reconciliation, and that what follows from it lies near the reconciled."""

import math

import numpy as np
import pytest

from credence.number import Kind
from credence.odds import log_odds
from credence.reconciliation import (
    Accuracy,
    Diagnostics,
    Draws,
    PatternSum,
    Reconciliation,
    Shift,
    Spread,
    reconcile,
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


def record(*moved):
    """An answer in which some numbers move."""
    return Reconciliation(
        scenario=SCENARIO,
        implied={"c": (spread(0.3), spread(0.1))},
        numbers=dict(moved),
        soundness={},
        diagnostics=Diagnostics(1.0, 2000.0, 0, 4000),
        accuracy=Accuracy(0.01, 0.001, 1.0),
        patterns=PatternSum(True, 8, 0.0),
        draws=Draws(np.zeros((4, 1, 0)), (), np.zeros((4, 1)), np.zeros((4, 1))),
        is_longer=False,
    )


def prior(shift=-0.5, ends=(0.05, 0.3)):
    """The prior's move."""
    after = Shift(Kind.PROBABILITY, spread(0.3, 0.1, 0.6), spread(0.15, *ends), shift, 0.01)
    return "claims.c.prior", after


def test_numbers_that_moved_become_what_is_left_of_them():
    """A prior becomes its interval, to three digits; one that hardly moved stays as it was."""
    taken = taken_over(record(prior(ends=(0.051234, 0.298765))))
    assert {"low": 0.0512, "high": 0.2988} == taken.value("claims.c.prior").as_data()
    assert SCENARIO == taken_over(record(prior(shift=0.05)))


def test_a_narrow_interval_keeps_two_ends():
    """Ends that agree in three digits are told apart by more of them."""
    taken = taken_over(record(prior(ends=(0.50001, 0.50002)))).value("claims.c.prior")
    assert (0.50001, 0.50002) == pytest.approx((taken.low, taken.high), rel=1e-6)


def test_a_soundness_that_is_a_point_stays_one():
    """It becomes the point where it now lies, its middle; an interval of a soundness its interval."""
    own, other = "arguments.a.soundness", "arguments.b.soundness"
    doubts = Shift(Kind.PROBABILITY, spread(0.5), spread(0.22222, 0.1, 0.4), -1.2, 0.01)
    taken = taken_over(record((own, doubts), (other, doubts)))
    assert 0.222 == taken.value(own).as_data()
    assert {"low": 0.1, "high": 0.4} == taken.value(other).as_data()


def test_what_follows_lies_nearer_to_what_is_stated():
    """Accepted, an answer brings what is implied at least half the way to what was said."""
    scenario = SCENARIO.with_stated("c", 0.05)
    before = log_odds(credence_of(scenario))
    after = log_odds(credence_of(taken_over(reconcile(scenario))))
    assert after - log_odds(0.05) < 0.5 * (before - log_odds(0.05))
