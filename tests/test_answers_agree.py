"""One question, one number: analyses that answer it in different ways agree, over random libraries.

What is supposed weighs the draws. A supposition that keeps no company with a claim (`credence.unsure`)
tells nothing of it, and is left out of the cruxes that are compared with it: there the draws' chance
correlations remain, which no analysis need have alike.
"""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credence.attribution import attribute
from credence.between import Between
from credence.coherence import coherence
from credence.curves import overlap_curve, prior_curve, scepticism_curve
from credence.differences import differences
from credence.errors import InputError
from credence.flips import flips
from credence.library import Library
from credence.multiverse import multiverse
from credence.odds import log_odds
from credence.ratios import argument_of, labels_of
from credence.scenario import Scenario
from credence.threshold import threshold
from credence.tornado import tornado
from credence.unsure import company
from credence.update import credence_of, estimate_of, evaluate, shares_evidence
from credence.value import value
from tests.strategies import cases, few_cases, library_data, scenarios

EXACT = {"rel": 1e-9, "abs": 1e-12}


def possible(scenario):
    """The evaluation of a scenario; cases whose suppositions have probability 0 are passed over."""
    try:
        return evaluate(scenario)
    except InputError:
        assume(False)


def in_company(scenario):
    """Whether the target hangs together with everything that is supposed."""
    return set(scenario.suppose) <= company(scenario, scenario.target)


@few_cases
@given(cases(intervals=True))
def test_what_one_would_learn_is_what_one_may_suppose(scenario):
    """A claim's answers in the value of information are the credences with that claim supposed."""
    scenario = scenario.with_draws(64)
    possible(scenario)
    near = company(scenario, scenario.target)
    for crux in value(scenario):
        if crux.crux not in near or crux.crux in scenario.suppose:
            continue
        for truth, told in ((True, crux.if_true), (False, crux.if_false)):
            if told is not None:
                supposed = credence_of(scenario.with_supposition(crux.crux, truth))
                assert told == pytest.approx(supposed, **EXACT)


@few_cases
@given(cases(intervals=True), st.data())
def test_suppositions_either_way_add_up_to_the_whole(scenario, data):
    """P(c) is P(c given d) P(d) + P(c given not d) P(not d), for every claim, to rounding."""
    scenario = scenario.with_draws(64)
    found = possible(scenario).claims
    open_claims = [name for name, each in found.items() if 0 < each.posterior.credence < 1]
    assume(open_claims)
    claim = data.draw(st.sampled_from(open_claims))
    crux = found[claim].posterior
    if_true, if_false = (
        evaluate(scenario.with_supposition(claim, truth)).claims for truth in (True, False)
    )
    for name, each in found.items():
        total = (
            if_true[name].posterior.credence * crux.credence
            + if_false[name].posterior.credence * crux.complement
        )
        assert each.posterior.credence == pytest.approx(total, **EXACT)


def copies_of(data, argument, count):
    """The library with so many copies of an argument, all in one family that overlaps in full."""
    arguments = dict(data["arguments"])
    one = arguments.pop(argument) | {"family": "copies", "active": True}
    names = [f"{argument}_{index}" for index in range(count)]
    for other, held in arguments.items():
        if argument in held.get("undercuts", {}):
            strength = held["undercuts"][argument]
            kept = {name: k for name, k in held["undercuts"].items() if name != argument}
            arguments[other] = held | {"undercuts": kept | dict.fromkeys(names, strength)}
    families = data["families"] | {"copies": {"title": "Copies", "overlap": 1.0}}
    copies = arguments | dict.fromkeys(names, one)
    return Scenario(Library.model_validate(data | {"arguments": copies, "families": families}))


def is_copied_whole(argument):
    """Whether an argument speaks and strikes nothing, and all but its ratio is a point.

    Copies share whether they are sound and how strong they are, not how unsure their soundness is.
    """
    unsure = [argument.get("soundness", 1), *argument.get("premises", {}).values()]
    speaks = "lr" in argument or "bears_on" in argument
    return (
        speaks
        and not argument.get("undercuts")
        and all(isinstance(each, (int, float)) for each in unsure)
    )


@few_cases
@given(library_data(intervals=True), st.data())
def test_copies_that_overlap_in_full_count_once(library, data):
    """One argument and five copies of it in a family of overlap 1 give every claim the same credence."""
    struck = {
        name
        for held in library["arguments"].values()
        for name, strength in held.get("undercuts", {}).items()
        if not isinstance(strength, (int, float))
    }
    whole = [
        name
        for name, held in library["arguments"].items()
        if is_copied_whole(held) and name not in struck
    ]
    assume(whole)
    argument = data.draw(st.sampled_from(sorted(whole)))
    one, many = (copies_of(library, argument, count).with_draws(64) for count in (1, 5))
    expected = possible(one).claims
    for claim, found in possible(many).claims.items():
        before = expected[claim].posterior
        assert before.credence == pytest.approx(found.posterior.credence, rel=1e-12, abs=1e-15)


@few_cases
@given(cases(intervals=True, most_arguments=4))
def test_flips_subsets_and_shares_are_evaluations(scenario):
    """A flip, each subset of the multiverse, and both ends of the shares are the edited scenarios'."""
    scenario = scenario.with_draws(64)
    now = possible(scenario).target
    for name, flip in flips(scenario).items():
        edited = scenario.with_active(name, not scenario.is_active(name))
        assert flip.flipped == pytest.approx(credence_of(edited), **EXACT)
    if in_company(scenario):
        found = attribute(scenario)
        ends = credence_of(scenario.with_only(())), now.posterior.credence
        assert ends == pytest.approx((found.prior, found.posterior), **EXACT)
        moved = math.fsum(share.points for share in found.arguments.values())
        assert ends[1] - ends[0] == pytest.approx(moved, abs=1e-9)
    if scenario.library.arguments and in_company(scenario):
        subsets = multiverse(scenario, scenario.library.arguments).subsets
        for mask, credence in enumerate(subsets.credence):
            if in_company(subsets.scenario_of(mask)):
                assert credence_of(subsets.scenario_of(mask)) == pytest.approx(credence, **EXACT)


@few_cases
@given(cases(intervals=True))
def test_bars_and_curves_are_evaluations(scenario):
    """Ends of bars, and points of the curves of scepticism and overlap, are the edited scenarios'."""
    scenario = scenario.with_draws(64)
    now = possible(scenario).target
    for bar in tornado(scenario):
        for end, credence in ((bar.low, bar.at_low), (bar.high, bar.at_high)):
            edited = scenario.with_number(bar.number, end)
            assert credence == pytest.approx(credence_of(edited), **EXACT)
    for point in scepticism_curve(scenario, at=(0, 0.5, 1)).points:
        there = estimate_of(scenario.with_scepticism(point.at))
        assert (point.credence, point.complement) == pytest.approx(
            (there.credence, there.complement), **EXACT
        )
    for point in overlap_curve(scenario, at=(0, 0.5, 1)).points:
        if not shares_evidence(scenario):
            break  # another overlap is the same then, but for chance
        edited = scenario
        for family in scenario.library.families:
            edited = edited.with_number(f"families.{family}.overlap", point.at)
        assert point.credence == pytest.approx(credence_of(edited), **EXACT)
    ends = overlap_curve(scenario, at=(0, 1))
    assert (now.independent, now.strongest_only) == pytest.approx(
        (ends.points[0].credence, ends.points[-1].credence), **EXACT
    )


@few_cases
@given(cases(intervals=True), st.data())
def test_what_would_close_a_gap_does(scenario, data):
    """The prior, the number and the ratios of coherence and threshold lead to the credence asked for."""
    scenario = scenario.with_draws(64)
    possible(scenario)
    at = data.draw(st.sampled_from([0.02, 0.5, 0.9]))
    paths = labels_of(scenario.library)
    for label, ratio in threshold(scenario, at).arguments.items():
        if ratio is not None:
            on = scenario.with_active(argument_of(label)).with_number(paths[label], ratio)
            assert log_odds(at) == pytest.approx(estimate_of(on).log_odds, abs=1e-7)
    (gap,) = coherence(scenario.with_stated(scenario.target, at))
    if gap.value is not None:
        edited = scenario.with_number(gap.number, gap.value)
        assert log_odds(at) == pytest.approx(estimate_of(edited).log_odds, abs=1e-7)
    if gap.prior is not None:
        (point,) = prior_curve(scenario, priors=[gap.prior]).points
        assert at == pytest.approx(point.credence, rel=1e-6)


@st.composite
def pairs(draw):
    """Two scenarios on one library."""
    a = draw(cases(intervals=True, most_arguments=4))
    return a, draw(scenarios(a.library, intervals=True)).with_target(a.target)


@few_cases
@given(pairs())
def test_what_lies_between_two_people_begins_and_ends_with_them(pair):
    """With nobody's differences taken over, and with all, the credence is that of either side."""
    a, b = (scenario.with_draws(64) for scenario in pair)
    possible(a)
    possible(b)
    players = [(difference,) for difference in differences(a, b)]
    between = Between(a, b, a.target, players)
    try:
        found = between.worths([(), range(len(players))])
    except InputError:
        assume(False)
    expected = [(e.credence, e.log_odds) for e in (estimate_of(a), estimate_of(b))]
    for (credence, odds), (found_credence, found_odds) in zip(expected, found, strict=True):
        assert credence == pytest.approx(found_credence, **EXACT)
        if math.isfinite(odds):
            assert odds == pytest.approx(found_odds, abs=1e-9)
