"""The credence that numbers imply, against sums that were written out for one small library."""

import itertools
import math

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from credence.files import load_library
from credence.reconciliation.implied import Implication
from credence.reconciliation.patterns import Drawn, Listed
from credence.reconciliation.question import question_of
from credence.scenario import Scenario
from credence.update import estimate_of
from tests.small import small

AI = load_library("ai-risk-1")

TWO = small(
    claims={
        "c": {"prior": {"low": 0.2, "high": 0.4}},
        "d": {"prior": 0.05, "causes": {"c": 0.8}},
    },
    families={"f": {"title": "T", "overlap": 0.6}},
    arguments={
        "a": {"claim": "c", "lr": 10, "soundness": 0.4, "family": "f"},
        "b": {"claim": "c", "lr": 5, "soundness": 0.7, "premises": {"p": 0.9}, "family": "f"},
        "e": {"bears_on": {"d": 0.2, "c": 3}, "soundness": 0.5},
        "u": {"undercuts": {"a": 0.7}, "soundness": 0.5},
    },
)
PRIOR = math.sqrt(0.2 / 0.8 * 0.4 / 0.6)  # the middle's odds
PRIOR /= 1 + PRIOR


def probability_of(pattern, overlap):
    """P(a, b, e and u are as sound as said), where a and b share their fate."""
    a, b, _, u = pattern
    chances = 0.4 * (0.3 if u else 1.0), 0.7 * 0.9
    together = multivariate_normal(cov=[[1, overlap], [overlap, 1]], allow_singular=True)
    both = together.cdf(norm.ppf(chances))
    either = {
        (True, True): both,
        (True, False): chances[0] - both,
        (False, True): chances[1] - both,
        (False, False): 1 - chances[0] - chances[1] + both,
    }
    return 0.25 * either[a, b]


def by_hand(target, supposed, overlap=0.6):
    """P(target, supposed) / P(supposed) at the middles: over states and patterns, one by one."""
    joint = whole = 0.0
    for pattern in itertools.product((True, False), repeat=4):
        a, b, e, _ = pattern
        total = math.log(10) * a + math.log(5) * b * ((1 - overlap) if a else 1) + math.log(3) * e
        weights = {}
        for c, d in itertools.product((True, False), repeat=2):
            cause = 1 - 0.95 * (0.2 if c else 1.0)
            weight = (PRIOR if c else 1 - PRIOR) * (cause if d else 1 - cause)
            weights[c, d] = weight * math.exp(total * c + math.log(0.2) * e * d)
        share = probability_of(pattern, overlap) / sum(weights.values())
        for (c, d), weight in weights.items():
            state = {"c": c, "d": d}
            if all(state[name] == value for name, value in supposed.items()):
                whole += share * weight
                joint += share * weight * state[target]
    return joint / whole


def implied(scenario, patterns=Listed):
    """C(θ) at the middles of all numbers."""
    question = question_of(scenario)
    found = Implication(question, patterns(question)).of(np.zeros((len(question.moving), 1)))
    return (found.true / (found.true + found.false))[0, 0]


@pytest.mark.parametrize("overlap", [0, 0.3, 0.6, 0.9, 1])
@pytest.mark.parametrize("claim", ["c", "d"])
def test_soundness_is_summed_out_with_a_shared_fate(claim, overlap):
    """Over sixteen patterns, two members of a family sound together as far as they overlap."""
    scenario = Scenario(TWO).with_only("abeu").with_number("families.f.overlap", overlap)
    expected = by_hand(claim, {}, overlap)
    assert expected == pytest.approx(implied(scenario.with_stated(claim, 0.5)), abs=2e-6)


@pytest.mark.parametrize("value", [True, False])
def test_a_supposition_teaches_about_soundness(value):
    """Under a supposition it is P(claim, supposed) / P(supposed), soundness summed out in both."""
    scenario = Scenario(TWO).with_only("abeu").with_stated("c", 0.5).with_supposition("d", value)
    assert by_hand("c", {"d": value}) == pytest.approx(implied(scenario), abs=1e-6)


def test_the_law_of_total_probability_holds():
    """P(c | d) P(d) + P(c | not d) P(not d) is P(c), at any numbers."""
    scenario = Scenario(TWO).with_only("abeu").with_stated("c", 0.5)
    parts = [implied(scenario.with_supposition("d", value)) for value in (True, False)]
    granted = implied(Scenario(TWO).with_only("abeu").with_stated("d", 0.5))
    total = parts[0] * granted + parts[1] * (1 - granted)
    assert implied(scenario) == pytest.approx(total, rel=1e-12)


@pytest.mark.parametrize("supposed", [(), (("goal_directed", True), ("scheming", False))])
def test_the_headline_is_the_mean_of_what_the_numbers_imply(supposed):
    """Over draws of the numbers, soundness held firmly, C(θ) averages to the calculator's credence."""
    names = ["counting_functions", "evolution_leap", "speed", "overfitting_reductio"]
    scenario = Scenario(AI).with_only(names).with_firmness(0)
    for claim, value in supposed:
        scenario = scenario.with_supposition(claim, value)
    question = question_of(scenario.with_stated("doom", 0.1))
    found = Implication(question, Listed(question)).of(question.prior(4096))
    expected = estimate_of(scenario.with_draws(2**15), "doom")
    mean = found.true.sum() / (found.true + found.false).sum()
    assert expected.credence == pytest.approx(mean, abs=5 * expected.mcse + 5e-4)


def test_drawn_patterns_come_near_the_sum_over_all():
    """With 1,024 stratified draws the log-odds are right to a fiftieth, one set of numbers or many."""
    scenario = Scenario(TWO).with_only("abeu").with_stated("d", 0.5)
    question = question_of(scenario)
    offsets = question.prior(64)
    exact = Implication(question, Listed(question)).of(offsets, soundness=True)
    drawn = Implication(question, Drawn(question, 1024, "test")).of(offsets, soundness=True)
    np.testing.assert_allclose(exact.log_odds, drawn.log_odds, atol=0.02)
    np.testing.assert_allclose(exact.sound, drawn.sound, atol=0.01)


def test_the_soundness_told_is_the_sum_over_patterns():
    """An undercut argument is sound with its own soundness, less what the undercutter takes."""
    question = question_of(Scenario(TWO).with_only("au").with_stated("c", 0.5))
    found = Implication(question, Listed(question)).of(
        np.zeros((len(question.moving), 1)), soundness=True
    )
    by_name = dict(zip(question.unsure, found.sound[:, 0].tolist(), strict=True))
    assert {"a": 0.4 * (1 - 0.5 * 0.7), "u": 0.5} == pytest.approx(by_name)


def test_numbers_of_a_family_move_together():
    """Ratios are correlated by their overlap, the other way round where they speak against."""
    library = small(
        claims={"c": {"prior": 0.3}},
        families={"f": {"title": "T", "overlap": 0.6}},
        arguments={
            "a": {"claim": "c", "lr": {"low": 2, "high": 9}, "family": "f"},
            "b": {"claim": "c", "lr": {"low": 3, "high": 30}, "family": "f"},
            "e": {"claim": "c", "lr": {"low": 0.1, "high": 0.5}, "family": "f"},
        },
    )
    question = question_of(Scenario(library).with_only("abe").with_stated("c", 0.5))
    covariance = question.mixing @ question.mixing.T
    expected = [[1, 0.6, -0.6], [0.6, 1, -0.6], [-0.6, -0.6, 1]]
    np.testing.assert_allclose(covariance, expected, atol=1e-12)


def test_what_cannot_matter_does_not_move():
    """Of all 78 arguments on, numbers below no stated claim and beside no path are left out."""
    question = question_of(Scenario(AI).with_only([]).with_stated("goal_directed", 0.5))
    assert ("claims.goal_directed.prior",) == question.moving
