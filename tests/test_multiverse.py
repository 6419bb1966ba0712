"""What all subsets together say, against the plain list of their credences."""

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.multiverse import MOST_POINTS, Multiverse, multiverse, usual_arguments
from credence.odds import log_odds, probability
from credence.scenario import Scenario
from credence.subsets.every import Subsets
from credence.update import credence_of
from tests import strategies
from tests.small import small

LIBRARY = small(
    {"c": {"prior": 0.2}},
    {
        "up": {"claim": "c", "lr": 6, "soundness": 0.5},
        "down": {"claim": "c", "lr": 0.25, "active": True},
        "more": {"claim": "c", "lr": 2, "soundness": 0.5},
    },
)
NAMES = ("up", "down", "more")


def plain_list(scenario, names):
    """Every subset as a set of ids, with its credence, by one evaluation each."""
    found = {}
    for size in range(len(names) + 1):
        for subset in itertools.combinations(names, size):
            toggles = {name: name in subset for name in names}
            found[frozenset(subset)] = credence_of(scenario.with_toggles(toggles))
    return found


def of(credences):
    """A multiverse with given credences, whatever they come from."""
    values = np.array(credences, dtype=float)
    names = tuple(NAMES[: int(math.log2(len(values)))])
    logs = np.array([log_odds(value) for value in values])
    return Multiverse(Subsets(Scenario(LIBRARY), "c", names, False, values, logs))


def test_the_summary_is_that_of_the_plain_list():
    """Extremes, quantiles, shares and effects follow from the list of all subsets' credences."""
    scenario = Scenario(LIBRARY)
    listed = plain_list(scenario, NAMES)
    found = multiverse(scenario, NAMES)
    values = list(listed.values())
    assert (8, "c", NAMES) == (found.count, found.target, found.arguments)
    lowest = min(listed, key=listed.get)
    highest = max(listed, key=listed.get)
    assert (lowest, highest) == (frozenset(found.lowest.on), frozenset(found.highest.on))
    assert listed[lowest] == pytest.approx(found.lowest.credence)
    assert listed[highest] == pytest.approx(found.highest.credence)
    assert statistics.median(values) == pytest.approx(found.quantiles()[0.5])
    assert {0.1: sum(v < 0.1 for v in values) / 8} == found.below([0.1])
    for name in NAMES:
        on = statistics.mean(v for s, v in listed.items() if name in s)
        off = statistics.mean(v for s, v in listed.items() if name not in s)
        assert on - off == pytest.approx(found.effects[name])
    opened = found.subsets.scenario_of(found.highest.mask)
    assert found.highest.on == tuple(n for n in NAMES if n in opened.active)
    assert credence_of(opened) == pytest.approx(found.highest.credence)


@given(st.lists(st.integers(1, 999), min_size=8, max_size=8))
def test_quantiles_and_shares_match_their_definitions(thousandths):
    """Quantiles are NumPy's linear ones, and a share counts what is strictly below."""
    values = [t / 1000 for t in thousandths]
    found = of(values)
    shares = (0.0, 0.05, 0.3, 0.5, 0.95, 1.0)
    assert list(np.quantile(values, shares)) == pytest.approx(
        list(found.quantiles(shares).values())
    )
    for threshold in (values[0], 0.5, 0.0, 1.0):
        share = sum(v < threshold for v in values) / 8
        assert {threshold: share} == found.below([threshold])


def test_the_best_split_is_the_one_that_leaves_least_within():
    """Its share is one minus the variance that is left within the two halves."""
    found = multiverse(Scenario(LIBRARY), NAMES)
    values = found.subsets.credence
    left = {}
    for index, name in enumerate(NAMES):
        on = (np.arange(8) >> index & 1).astype(bool)
        left[name] = (values[on].var() + values[~on].var()) / 2 / values.var()
    best = min(left, key=left.get)
    assert best == found.split.argument
    assert 1 - left[best] == pytest.approx(found.split.share)
    assert found.effects[best] == pytest.approx(found.split.on - found.split.off)
    assert of([0.25] * 8).split is None


def test_the_curve_rises_and_keeps_every_subset():
    """Points stand for equally many subsets each, and their means are the whole's."""
    arguments = {f"a{i}": {"claim": "c", "lr": 1 + (i + 1) / 7} for i in range(10)}
    scenario = Scenario(small({"c": {"prior": 0.1}}, arguments))
    found = multiverse(scenario, arguments)
    curve = found.curve()
    assert MOST_POINTS == len(curve.rank) == len(curve.low)
    assert (curve.low <= curve.median).all()
    assert (curve.median <= curve.high).all()
    assert (curve.high[:-1] <= curve.low[1:]).all()
    for logs, values in zip(curve.log_odds, (curve.low, curve.median, curve.high), strict=True):
        assert values == pytest.approx(probability(logs), rel=1e-12)
    assert (found.lowest.credence, found.highest.credence) == (curve.low[0], curve.high[-1])
    for name in arguments:
        assert 0.5 == pytest.approx(curve.on[name].mean())
        assert curve.on[name][-1] >= curve.on[name][0]
    few = multiverse(scenario, ["a0", "a1"]).curve()
    assert [0.125, 0.375, 0.625, 0.875] == few.rank.tolist()
    assert [0, 1, 0, 1] == few.on["a0"].tolist()


def test_the_histogram_holds_all_subsets():
    """Shares of all bins sum to one, and each counts the subsets between its edges."""
    found = of([0.05, 0.1, 0.15, 0.2, 0.5, 0.6, 0.7, 1.0])
    edges = [-9, log_odds(0.1), log_odds(0.5), 9]
    assert [0.125, 0.375, 0.5] == found.histogram(edges).tolist()
    assert 1 == found.histogram([-0.2, 0, 0.2]).sum()


@given(strategies.cases(intervals=True, suppositions=False))
def test_the_scenario_s_own_choice_is_one_of_the_subsets(scenario):
    """With every active argument chosen, the full set has the credence that the scenario has."""
    names = scenario.active
    if names:
        found = multiverse(scenario.with_draws(64), names)
        held = credence_of(scenario.with_draws(64))
        assert held == pytest.approx(float(found.subsets.credence[-1]), rel=1e-12)


def test_what_is_usually_combined():
    """The active arguments, then the featured ones, at most ten; else the first of the library."""
    assert ("down",) == usual_arguments(Scenario(LIBRARY))
    assert NAMES == usual_arguments(Scenario(LIBRARY).with_only([]))
    featured = small(
        {"c": {"prior": 0.5}},
        {f"a{i:02}": {"claim": "c", "lr": 2} for i in range(20)},
        featured=["a03", "a01"],
    )
    assert ("a01", "a03") == usual_arguments(Scenario(featured))
    many = Scenario(featured).with_only([f"a{i:02}" for i in range(4, 20)])
    assert tuple(f"a{i:02}" for i in range(4, 14)) == usual_arguments(many)


def test_data_for_programs():
    """The record has the documented keys, thresholds and quantiles as short decimals."""
    data = multiverse(Scenario(LIBRARY), NAMES, point_values=True).as_data(thresholds=[0.1, 0.5])
    documented = ["target", "arguments", "subsets", "quantiles", "min", "max", "below", "effects"]
    assert [] == [key for key in documented if key not in data]
    assert ["0.05", "0.25", "0.5", "0.75", "0.95"] == list(data["quantiles"])
    assert ["0.1", "0.5"] == list(data["below"])
    assert data["point_values"] is True
    assert {"credence", "on"} == set(data["min"])
