"""Patterns of soundness, and the errors of credences that rare ones decide."""

import numpy as np
import pytest

from credence.answers import question_of
from credence.patterns import MOST_OPEN, patterns_of
from credence.scenario import Scenario
from credence.update import evaluate
from tests import reference
from tests.small import small

COVERED = 93
"""Of 100 intervals of 1.96 standard errors, so many hold the exact value, or more (95 expected)."""


def two_witnesses(soundness, **fields):
    """A prior of 1 in 10,000 and two arguments of 100 to 1 that are seldom sound."""
    arguments = {
        name: {"claim": "c", "lr": 100, "soundness": soundness, "active": True} | fields
        for name in ("one", "two")
    }
    families = {"family": {"title": "F", "overlap": 0.6}}
    return Scenario(small({"c": {"prior": 1e-4}}, arguments, families=families))


@pytest.mark.parametrize("family", [{}, {"family": "family"}], ids=["apart", "family"])
@pytest.mark.parametrize("soundness", [0.005, 0.02, 0.1])
def test_a_rare_joint_pattern_is_within_the_error(soundness, family):
    """Both arguments sound is what counts, and a few draws or none have it: the error says so."""
    scenario = two_witnesses(soundness, **family)
    exact = float(reference.credences(scenario)["c"].credence)
    if not family and soundness == 0.02:
        assert 6.84e-4 == pytest.approx(exact, rel=1e-3)
    estimates = [evaluate(scenario.with_seed(seed)).claims["c"].posterior for seed in range(100)]
    within = sum(abs(each.credence - exact) <= 1.96 * each.mcse for each in estimates)
    assert within >= COVERED
    # Nor is it larger than so few draws are worth: the errors' own spread, four times at most.
    spread = np.std([each.credence for each in estimates])
    assert np.median([each.mcse for each in estimates]) <= 4 * spread


def test_patterns_have_their_probabilities():
    """The probabilities of patterns are those of enumeration, families and undercuts included."""
    arguments = {
        "a": {"claim": "c", "lr": 3, "soundness": 0.3, "family": "f", "active": True},
        "b": {"claim": "c", "lr": 5, "soundness": 0.6, "family": "f", "active": True},
        "d": {"claim": "c", "lr": 2, "undercuts": {"a": 0.5}, "soundness": 0.8, "active": True},
    }
    for overlap in (0, 0.4, 1):
        families = {"f": {"title": "F", "overlap": overlap}}
        scenario = Scenario(small({"c": {"prior": 0.2}}, arguments, families=families))
        (found,) = patterns_of(scenario, [question_of(scenario)], ("c",))
        rows = reference.posteriors(scenario)
        expected = sorted(float(row.probability) for row in rows if row.probability > 1e-12)
        actual = sorted(p for p in found["c"].probability.tolist() if p > 1e-12)
        assert expected == pytest.approx(actual, rel=1e-6)
        assert float(found["c"].probability @ found["c"].apart) == pytest.approx(0, abs=1e-12)


def test_of_many_unsure_arguments_the_rarest_are_asked_for():
    """There is a pattern for each combination of at most ten, and the rest are as in the draws."""
    arguments = {
        f"a{i}": {"claim": "c", "lr": 2, "soundness": 0.5, "active": True} for i in range(14)
    } | {"rare": {"claim": "c", "lr": 1e12, "soundness": 1e-4, "active": True}}
    scenario = Scenario(small({"c": {"prior": 1e-9}}, arguments))
    (found,) = patterns_of(scenario, [question_of(scenario)], ("c",))
    assert (2**MOST_OPEN,) == found["c"].probability.shape
    seldom = found["c"].probability[np.abs(found["c"].apart) > 0.5].sum()
    assert 1e-4 == pytest.approx(seldom, rel=0.1)


def test_where_nothing_is_unsure_there_are_no_patterns():
    """A sure argument and an interval leave the error to the draws."""
    arguments = {"a": {"claim": "c", "lr": {"low": 1, "high": 9}, "active": True}}
    scenario = Scenario(small({"c": {"prior": 0.1}}, arguments))
    assert [{}] == patterns_of(scenario, [question_of(scenario)], ("c",))
