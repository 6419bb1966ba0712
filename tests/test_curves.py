"""Curves: by editing scenarios number by number, by enumeration, and by a soft weight on the claim."""

import itertools
import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from credence.curves import (
    LEAST_PRIOR,
    NEAR,
    PRIORS,
    overlap_curve,
    prior_curve,
    prior_for,
    scepticism_curve,
    sharing,
)
from credence.errors import InputError
from credence.files import load_library
from credence.odds import log_odds
from credence.scenario import Scenario
from credence.update import credence_of, estimate_of, evaluate, shares_evidence
from credence.words import curve_words
from tests import reference
from tests.small import small
from tests.strategies import cases, few_cases

AI = Scenario(load_library("ai-risk-1")).with_draws(512)
STARTS = (1e-6, 0.003, 0.2, 0.5, 0.9, 1 - 1e-6)
PLACES = st.floats(0, 1).map(lambda number: round(number, 3))


def roots(scenario):
    """Claims that have a prior of their own and no parents."""
    library = scenario.library
    return [
        claim
        for claim in library.claim_ids
        if f"claims.{claim}.prior" in library.numbers and not library.parents_of(claim)
    ]


def open_claims(scenario):
    """Claims that are not certain before any argument; none where nothing can be supposed so."""
    try:
        priors = evaluate(scenario).claims
    except InputError:
        return []
    return [claim for claim, found in priors.items() if math.isfinite(found.prior.log_odds)]


@few_cases
@given(cases(intervals=True, extreme=True, suppositions=False), st.data())
def test_the_prior_curve_of_a_root_is_the_scenario_with_that_prior(scenario, data):
    """At x stands the credence with the claim's own prior set to the point x, to 1e-12."""
    scenario = scenario.with_draws(64)
    assume(roots(scenario))
    claim = data.draw(st.sampled_from(roots(scenario)))
    curve = prior_curve(scenario, claim, STARTS)
    for point in curve.points if shares_evidence(scenario) else ():
        edited = scenario.with_number(f"claims.{claim}.prior", point.at)
        assert credence_of(edited, claim) == pytest.approx(point.credence, rel=1e-12, abs=1e-300)
    assert credence_of(scenario, claim) == curve.credence
    assert credence_of(scenario.with_only(()), claim) == curve.at


@few_cases
@given(cases(unsure=False), st.data(), st.sampled_from(STARTS))
def test_the_prior_curve_is_the_ratio_of_sums_over_states(scenario, data, start):
    """For any claim, x L / (x L + 1 − x) with L from the enumerated prior and posterior odds."""
    claims = open_claims(scenario)
    assume(claims)
    claim = data.draw(st.sampled_from(claims))
    before, after = (
        reference.credences(scenario, active=active)[claim] for active in ((), scenario.active)
    )
    weight = after.odds / before.odds * Decimal(start) / (1 - Decimal(start))
    (point,) = prior_curve(scenario, claim, [start]).points
    assert float(weight / (1 + weight)) == pytest.approx(point.credence, rel=1e-9)
    assert float(1 / (1 + weight)) == pytest.approx(point.complement, rel=1e-9)


@few_cases
@given(cases(suppositions=False), st.data(), st.sampled_from(STARTS))
def test_the_prior_curve_with_unsure_arguments_is_the_mean_over_their_patterns(
    scenario, data, start
):
    """Which arguments are sound is enumerated; the curve is within what so many draws leave."""
    claims = open_claims(scenario)
    assume(claims)
    claim = data.draw(st.sampled_from(claims))
    before = reference.credences(scenario, active=())[claim]
    rows = []
    for chance, found, _ in reference.posteriors(scenario):
        weight = found[claim].odds / before.odds * Decimal(start) / (1 - Decimal(start))
        pair = reference.Pair(weight / (1 + weight), 1 / (1 + weight))
        rows.append(reference.Row(chance, {claim: pair}))
    spread = reference.spreads(rows)[claim]
    (point,) = prior_curve(scenario, claim, [start]).points
    assert spread.mean == pytest.approx(
        point.credence, abs=spread.error_of_mean(scenario.draws) + 1e-12
    )


def test_a_soft_weight_on_a_claim_in_the_midst_is_another_prior():
    """An argument that lifts a caused claim's prior credence to x gives the curve's posterior at x."""
    library = small(
        {
            "cause": {"prior": 0.3},
            "effect": {"prior": 0.01, "causes": {"cause": 0.6}},
            "trace": {"prior": 0.05, "causes": {"effect": 0.7}},
        },
        {
            "weight": {"claim": "effect", "lr": 1},
            "on_cause": {"claim": "cause", "lr": 5},
            "on_trace": {"claim": "trace", "lr": 12},
        },
    )
    scenario = Scenario(library).with_only(["on_cause", "on_trace"])
    before = credence_of(scenario.with_only(()), "effect")
    assert before == pytest.approx(1 - 0.99 * (1 - 0.3 * 0.6))
    for point in prior_curve(scenario, "effect", STARTS).points:
        factor = math.exp(log_odds(point.at) - log_odds(before))
        weighed = scenario.with_active("weight").with_number("arguments.weight.lr", factor)
        assert credence_of(weighed.with_only(["weight"]), "effect") == pytest.approx(point.at)
        assert credence_of(weighed, "effect") == pytest.approx(point.credence, rel=1e-11)


@given(cases(intervals=True), st.data())
def test_the_prior_curve_rises_from_0_to_1(scenario, data):
    """It spans the whole dial, 50 % in the middle, and a higher prior never gives less."""
    scenario = scenario.with_draws(64)
    claims = open_claims(scenario)
    assume(claims)
    points = prior_curve(scenario, data.draw(st.sampled_from(claims))).points
    assert PRIORS == len(points)
    assert (LEAST_PRIOR, 0.5, 1 - LEAST_PRIOR) == pytest.approx(
        (points[0].at, points[PRIORS // 2].at, points[-1].at), rel=1e-12
    )
    for lower, higher in itertools.pairwise(points):
        assert lower.at < higher.at
        assert lower.credence <= higher.credence
        assert lower.complement >= higher.complement


def test_without_evidence_the_curve_is_the_prior_itself():
    """Nothing active: whoever starts at x stays there, and the error is none."""
    for point in prior_curve(AI.with_only(()), "scheming").points:
        assert point.at == pytest.approx(point.credence, rel=1e-12)


@given(cases(intervals=True), st.data(), st.sampled_from([1e-9, 0.01, 0.5, 0.99]))
def test_the_prior_that_leads_to_a_credence_does(scenario, data, at):
    """`prior_for` is the curve read the other way."""
    scenario = scenario.with_draws(64)
    claims = open_claims(scenario)
    assume(claims)
    claim = data.draw(st.sampled_from(claims))
    start = prior_for(scenario, at, claim)
    assume(0 < start < 1)  # a prior of 1 - 1e-20 is 1 as a number
    (point,) = prior_curve(scenario, claim, [start]).points
    assert log_odds(at) == pytest.approx(
        math.log(point.credence) - math.log(point.complement), abs=1e-6
    )


@given(cases(intervals=True), st.lists(PLACES, max_size=3))
@example(AI.with_only(AI.library.featured).with_scepticism(0.3), [0.5])
def test_the_scepticism_curve_is_the_scenario_with_that_scepticism(scenario, places):
    """Each point is the edited scenario; full scepticism leaves the prior."""
    scenario = scenario.with_draws(64)
    try:
        now = estimate_of(scenario)
    except InputError:
        assume(False)
    curve = scepticism_curve(scenario, at=(0, 1, *places))
    assert sorted({0, 1, scenario.scepticism, *places}) == [point.at for point in curve.points]
    for point in curve.points:
        edited = estimate_of(scenario.with_scepticism(point.at))
        assert (edited.credence, edited.mcse) == (point.credence, point.mcse)
    assert credence_of(scenario.with_only(())) == pytest.approx(
        curve.points[-1].credence, abs=1e-15
    )
    assert (scenario.scepticism, now.credence) == (curve.at, curve.credence)


@given(cases(intervals=True), PLACES)
@example(AI.with_only(AI.library.arguments), 0.5)
def test_the_overlap_curve_is_the_scenario_with_that_overlap(scenario, place):
    """Each point has every family at one overlap; the ends are what the evaluation tells."""
    scenario = scenario.with_draws(64)
    try:
        result = evaluate(scenario).target
    except InputError:
        assume(False)
    curve = overlap_curve(scenario, at=(0, place, 1))
    for point in curve.points if shares_evidence(scenario) else ():
        edited = scenario
        for family in scenario.library.families:
            edited = edited.with_number(f"families.{family}.overlap", point.at)
        assert credence_of(edited) == point.credence
    ends = curve.points[0].credence, curve.points[-1].credence
    assert (result.independent, result.strongest_only) == pytest.approx(ends, abs=1e-15)
    if curve.at is not None:
        (own,) = (point for point in curve.points if point.at == curve.at)
        assert curve.credence == pytest.approx(own.credence, abs=1e-15)


def test_the_overlap_in_play_is_that_of_families_with_two_on():
    """One member alone shares with nobody; families that differ have no common place."""
    library = small(
        {"c": {"prior": 0.2}, "other": {"prior": 0.5}},
        {
            "a": {"claim": "c", "lr": 4, "family": "f"},
            "b": {"claim": "c", "lr": 3, "family": "f"},
            "d": {"claim": "c", "lr": 2, "family": "g"},
            "e": {"claim": "c", "lr": 5, "family": "g"},
            "z": {"claim": "other", "lr": 5, "family": "g"},
        },
        families={"f": {"title": "F", "overlap": 0.25}, "g": {"title": "G", "overlap": 0.75}},
        target="c",
    )
    scenario = Scenario(library)
    assert () == sharing(scenario.with_only(["a", "d", "z"]))
    assert ("f",) == sharing(scenario.with_only(["a", "b", "d", "z"]))
    curve = overlap_curve(scenario.with_only(["a", "b"]), at=(0, 1))
    assert 0.25 == curve.at
    odds = {0: 12 / 4, 0.25: 4 * 3**0.75 / 4, 1: 1.0}
    for point in curve.points:
        assert odds[point.at] / (1 + odds[point.at]) == pytest.approx(point.credence)
    assert overlap_curve(scenario.with_only(["a", "b", "d", "e"])).at is None


BOTH_SIGNS = small(
    {"c": {"prior": 0.5, "title": "Claim"}},
    {f"for{i}": {"claim": "c", "lr": 4, "family": "f", "active": True} for i in range(3)}
    | {
        f"against{i}": {"claim": "c", "lr": "1:16", "family": "f", "active": True} for i in range(2)
    },
    families={"f": {"title": "F", "overlap": 0.25}},
)


def test_the_ends_of_the_overlap_curve_are_no_bounds():
    """Three of ratio 4 and two of 1:16: 4^(x² − x − 1) at x = 1 − overlap, least at a half."""
    curve = overlap_curve(Scenario(BOTH_SIGNS))
    odds = 4**-1.25
    assert (0.2, 0.2) == pytest.approx((curve.points[0].credence, curve.points[-1].credence))
    assert odds / (1 + odds) == pytest.approx(curve.least.credence, rel=1e-12)
    assert 0.5 == pytest.approx(curve.least.at, abs=NEAR)
    assert 0.2 == pytest.approx(curve.most.credence)
    assert [curve.least] == curve.beyond_ends
    assert (
        "Whatever the overlap, it is between 15 % and 20 %: 20 % if arguments of one family count as "
        "independent, 20 % if only the strongest of each counts, 15 % at an overlap of 0.5; as set, "
        "16 %."
    ) == curve_words("overlap", curve)


def test_an_overlap_that_hardly_matters_is_said_in_short():
    """Where every overlap reads alike, one figure is told."""
    weak = Scenario(BOTH_SIGNS).with_only(["for0", "for1"])
    for name in ("for0", "for1"):
        weak = weak.with_number(f"arguments.{name}.lr", 1.0001)
    assert "It makes hardly any difference here: 50 % throughout." == curve_words(
        "overlap", overlap_curve(weak)
    )


@pytest.mark.parametrize("place", [0.02, 0.333, 0.6695, 0.98])
def test_the_extremes_lie_between_steps_too(place):
    """Where the least overlap is a given one between two steps, it is found, near the ends as well."""
    lr = 4 ** (1 + 2 * (1 - place))
    scenario = Scenario(BOTH_SIGNS)
    for number in ("against0", "against1"):
        scenario = scenario.with_number(f"arguments.{number}.lr", 1 / lr)
    curve = overlap_curve(scenario)
    x = 1 - place
    odds = 4 ** (1 + x + x**2) * lr ** -(1 + x)
    assert place == pytest.approx(curve.least.at, abs=2 * NEAR)
    assert odds / (1 + odds) == pytest.approx(curve.least.credence, rel=1e-5)
    assert curve.points == tuple(sorted(curve.points, key=lambda point: point.at))


def test_a_claim_that_is_certain_has_no_other_prior():
    """What is supposed, or follows from numbers of 0, is named; a root's own 0 hides nothing."""
    library = small(
        {"c": {"prior": 0}, "d": {"prior": 0.9, "requires": ["c"]}},
        {"a": {"claim": "c", "lr": 4}},
    )
    scenario = Scenario(library).with_only(["a"])
    (point,) = prior_curve(scenario, "c", [0.5]).points
    assert point.credence == pytest.approx(0.8)
    with pytest.raises(InputError, match="certain before any argument"):
        prior_curve(scenario, "d")
    with pytest.raises(InputError, match="certain before any argument"):
        prior_curve(AI.with_supposition("scheming", True), "scheming")


def test_what_is_no_place_on_a_dial_is_refused():
    """Priors lie strictly between 0 and 1, the other dials from 0 to 1; claims must exist."""
    for prior in (0, 1, -1, math.nan):
        with pytest.raises(InputError, match="strictly between 0 and 1"):
            prior_curve(AI, priors=[prior])
        with pytest.raises(InputError, match="strictly between 0 and 1"):
            prior_for(AI, prior)
    for curve in (scepticism_curve, overlap_curve):
        with pytest.raises(InputError, match="between 0 and 1, not"):
            curve(AI, at=[1.5])
    for curve in (prior_curve, scepticism_curve, overlap_curve):
        with pytest.raises(InputError, match="there is no claim"):
            curve(AI, "nope")


def test_a_curve_of_many_draws_is_the_mean_over_all_blocks():
    """Draws that are worked through in blocks give one curve, with the error of all of them."""
    scenario = replace(AI.with_only(AI.library.featured), draws=2**14)
    claim = roots(scenario)[0]
    (point,) = prior_curve(scenario, claim, [0.1]).points
    edited = estimate_of(scenario.with_number(f"claims.{claim}.prior", 0.1), claim)
    assert (edited.credence, edited.mcse) == pytest.approx((point.credence, point.mcse), rel=1e-9)
