"""Where two people part, against the definition of Shapley values and random pairs of people."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credence import odds
from credence.compare import compare
from credence.differences import differences, held_by, mattering
from credence.discrimination import discriminate
from credence.errors import InputError
from credence.scenario import Scenario
from credence.stated_cruxes import Statement, discrimination, judge
from credence.update import credence_of, estimate_of
from credence.value import value
from tests import strategies
from tests.small import small


@st.composite
def couples(draw, **options):
    """Two people's scenarios on one library."""
    library = draw(strategies.libraries(most_claims=4, most_arguments=4, **options))
    a, b = (draw(strategies.scenarios(library, **options)).with_draws(64) for _ in "ab")
    return a, b


def credence_or_none(scenario, target):
    """The credence, or None where the scenario supposes what is impossible."""
    try:
        return estimate_of(scenario, target)
    except InputError:
        return None


def between(a, found, target):
    """The credence with every subset of the differences on b's side."""
    held = {}
    for size in range(len(found) + 1):
        for chosen in itertools.combinations(found, size):
            scenario = a
            for difference in chosen:
                scenario = held_by(scenario, difference.number, difference.b)
            key = frozenset(difference.number for difference in chosen)
            held[key] = credence_or_none(scenario, target)
    return held


@given(couples(intervals=True))
def test_parts_are_the_mean_over_all_orders(couple):
    """Every difference gets what it adds, averaged over all orders; what cannot matter gets 0."""
    a, b = couple
    target = a.target
    found = differences(a, b)
    assume(len(found) <= 5)
    held = between(a, found, target)
    assume(None not in held.values())
    assert held[frozenset(d.number for d in found)].credence == pytest.approx(
        credence_of(b, target), rel=1e-11, abs=1e-300
    )
    names = [difference.number for difference in found]
    points, bits = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    orders = list(itertools.permutations(names))
    finite = not any(abs(e.log_odds) == float("inf") for e in held.values())
    for order in orders:
        for size, name in enumerate(order):
            before, after = held[frozenset(order[:size])], held[frozenset(order[: size + 1])]
            points[name] += (after.credence - before.credence) / len(orders)
            if finite:
                bits[name] += (after.log_odds_bits - before.log_odds_bits) / len(orders)
    result = compare(a, b)
    assert result.exact
    assert points == pytest.approx({p.number: p.points for p in result.parts}, abs=1e-9)
    if finite:
        assert bits == pytest.approx({p.number: p.bits for p in result.parts}, abs=1e-9)
    pairs = {frozenset({pair.a, pair.b}): pair.points for pair in result.pairs}
    for one, other in itertools.combinations([p.number for p in result.parts if p.matters], 2):
        second = []
        for rest in (frozenset(), frozenset(names) - {one, other}):
            both, either = held[rest | {one, other}], (held[rest | {one}], held[rest | {other}])
            second.append(both.credence - sum(e.credence for e in either) + held[rest].credence)
        assert sum(second) / 2 == pytest.approx(pairs[frozenset({one, other})], abs=1e-9)


@pytest.mark.parametrize("most_evaluations", [1, 4096])
@given(couples(intervals=True, extreme=True))
def test_parts_sum_to_the_gap_and_turn_their_sign(most_evaluations, couple):
    """Exact or sampled, points and bits sum to B minus A; exchanging A and B turns them."""
    a, b = couple
    target = a.target
    ends = [credence_or_none(side, target) for side in couple]
    assume(None not in ends)
    found = compare(a, b, most_evaluations=most_evaluations)
    assert found.difference == pytest.approx(sum(p.points for p in found.parts), abs=1e-9)
    for end, told in zip(ends, (found.a, found.b), strict=True):
        assert end.credence == pytest.approx(told, rel=1e-11, abs=1e-300)
    if found.difference_bits is None:
        assert float("inf") in {abs(end.log_odds) for end in ends}
    elif None not in {part.bits for part in found.parts}:
        gap = 0 if ends[0].log_odds == ends[1].log_odds else ends[1].log_odds - ends[0].log_odds
        assert odds.bits(gap) == pytest.approx(found.difference_bits, abs=1e-9)
        total = sum(part.bits for part in found.parts)
        assert found.difference_bits == pytest.approx(total, rel=1e-9, abs=1e-9)
    back = compare(b, a, target, most_evaluations=most_evaluations)
    ahead = {part.number: part.points for part in found.parts}
    assert ahead == pytest.approx({p.number: -p.points for p in back.parts}, abs=1e-9)
    for there, here in zip(found.parts, found.parts[1:], strict=False):
        assert (there.matters, abs(there.points)) >= (here.matters, abs(here.points))


@given(strategies.cases(intervals=True, questions=True))
def test_nobody_differs_from_themselves(scenario):
    """Equal scenarios have no differences, no gap and no pairs; what is only stated is none."""
    scenario = scenario.with_draws(64)
    try:
        found = compare(scenario, scenario)
    except InputError:
        assume(False)
    assert ((), (), 0.0, 0.0) == (
        found.parts,
        found.pairs,
        found.difference,
        found.difference_bits,
    )
    stated = scenario.with_stated(scenario.target, 0.3)
    assert () == compare(scenario, stated).parts


@given(couples(intervals=True))
def test_what_cannot_matter_moves_nothing_between_the_two(couple):
    """From every side, a difference that structure rules out leaves the credence as it is."""
    a, b = couple
    target = a.target
    found = differences(a, b)
    assume(len(found) <= 5)
    can = mattering(a, b, target)
    held = between(a, found, target)
    for difference in found:
        if difference.number not in can:
            for chosen, estimate in held.items():
                other = held[chosen ^ {difference.number}]
                if estimate is not None and other is not None:
                    assert estimate.credence == pytest.approx(other.credence, abs=1e-12)


@given(couples(intervals=True))
def test_taking_everything_over_leaves_no_difference(couple):
    """Held as the other holds them, one difference after the other, the two are the same."""
    a, b = couple
    for difference in differences(a, b):
        a = held_by(a, difference.number, difference.b)
        assert difference.number not in {each.number for each in differences(a, b)}
    assert [] == differences(a, b)


PAIR = small(
    {
        "cause": {"prior": 0.25},
        "target": {"prior": 0.1, "causes": {"cause": 0.5}},
        "elsewhere": {"prior": 0.5},
    },
    {
        "a": {"claim": "target", "lr": 4, "soundness": 0.5},
        "off": {"claim": "target", "lr": 3},
        "away": {"claim": "elsewhere", "lr": 2, "active": True},
    },
    target="target",
)


def test_what_cannot_matter_is_listed_last_with_nothing():
    """Numbers of arguments that both have off, and claims out of reach, are told as such."""
    a = Scenario(PAIR)
    b = (
        a.with_number("arguments.off.lr", 9)
        .with_number("claims.elsewhere.prior", 0.1)
        .with_active("away", False)
        .with_number("claims.cause.prior", 0.5)
        .with_supposition("elsewhere", True)
    )
    found = compare(a, b)
    assert ("claims.cause.prior", True) == (found.parts[0].number, found.parts[0].matters)
    assert found.difference == pytest.approx(found.parts[0].points)
    still = {"arguments.off.lr", "claims.elsewhere.prior"}
    still |= {"arguments.away.active", "suppose.elsewhere"}
    assert still == {part.number for part in found.parts if not part.matters}
    assert {(0.0, 0.0, 0.0)} == {(p.points, p.bits, p.se) for p in found.parts[1:]}


def test_what_is_impossible_in_between_changes_sides_together():
    """A takes for granted what B's numbers rule out: the two go over as one."""
    library = small({"c": {"prior": 0.5}, "t": {"prior": 0.1, "causes": {"c": 0.5}}})
    a = Scenario(library).with_supposition("c", True)
    b = Scenario(library).with_number("claims.c.prior", 0).with_number("claims.t.prior", 0.2)
    found = compare(a, b, "t")
    together, alone = sorted(found.parts, key=lambda part: -len(part.differences))
    assert "suppose.c + claims.c.prior" == together.number
    assert "claims.t.prior" == alone.number
    assert found.difference == pytest.approx(together.points + alone.points)
    # By hand: 0.55 to 0.2, by way of 0.6 or of 0.1.
    assert ((0.6 - 0.55) + (0.2 - 0.1)) / 2 == pytest.approx(alone.points)
    with pytest.raises(InputError, match="probability 0"):
        compare(a, b.with_supposition("c", True), "t")


def test_certainty_has_no_bits():
    """Where one side is certain, the gap in bits is infinite and told as none."""
    library = small({"c": {"prior": 0.5}})
    found = compare(Scenario(library), Scenario(library).with_number("claims.c.prior", 0))
    assert (-0.5, None) == (found.difference, found.difference_bits)
    assert [(-0.5, None)] == [(part.points, part.bits) for part in found.parts]


def test_different_seeds_and_draws_are_no_difference():
    """Both sides are answered with the same draws, whichever comes first."""
    library = small({"c": {"prior": {"low": 0.1, "high": 0.5}}})
    a = Scenario(library).with_seed(1).with_draws(64)
    b = Scenario(library).with_seed(2).with_draws(128)
    found = compare(a, b)
    assert (0.0, ()) == (found.difference, found.parts)
    assert found.a == compare(b, a).a == credence_of(b.with_seed(1))


def test_different_libraries_are_refused():
    """Scenarios on two libraries have nothing to compare."""
    other = Scenario(small({"c": {"prior": 0.5}}, id="other"))
    changed = Scenario(small({"cause": {"prior": 0.25}}))
    with pytest.raises(InputError, match="small-1 and other-1"):
        compare(Scenario(PAIR), other)
    with pytest.raises(InputError, match="two versions of small-1"):
        discriminate(Scenario(PAIR), changed)


def test_blocks_of_draws_give_what_one_block_gives():
    """More draws than are held at once are summed to the same gap."""
    wide = {"low": 0.1, "high": 0.6}
    library = small({"c": {"prior": wide}, "d": {"prior": 0.1, "causes": {"c": wide}}})
    a = Scenario(library).with_draws(2**15)
    b = a.with_number("claims.c.prior", 0.9).with_number("claims.d.prior", 0.5)
    found = compare(a, b, "d")
    assert credence_of(b, "d") - credence_of(a, "d") == pytest.approx(found.difference, rel=1e-9)
    few = compare(a.with_draws(4096), b.with_draws(4096), "d")
    for one, other in zip(found.parts, few.parts, strict=True):
        assert one.points == pytest.approx(other.points, abs=0.002)


def test_discrimination_is_that_of_the_numbers_if_they_were_stated():
    """Two people's scenarios, written down as P(U), P(c) and P(U | c), have the stated value."""
    a = Scenario(PAIR)
    b = a.with_number("claims.cause.prior", 0.6).with_number("claims.target.causes.cause", 0.1)
    found = {each.crux: each for each in discriminate(a, b)}
    judged = []
    for person, scenario in (("a", a), ("b", b)):
        (crux,) = (c for c in value(scenario) if c.crux == "cause")
        stated = credence_of(scenario), crux.probability, crux.if_true
        judged.append(judge(Statement(person, "", "target", "cause", *stated)))
    assert discrimination(*judged) == pytest.approx(found["cause"].bits, rel=1e-9)
    assert (0.25, 0.6) == pytest.approx((found["cause"].a, found["cause"].b))
    assert (0.0, 0.0) == (found["elsewhere"].bits, found["elsewhere"].se)
    assert 0.0 == found["cause"].se
    assert "arguments.a.sound" not in found


@given(couples(intervals=True))
def test_discrimination_is_mutual(couple):
    """It is the same whoever comes first, and falls from the first to the last."""
    a, b = couple
    try:
        there = discriminate(a, b, a.target)
    except InputError:
        assume(False)
    back = {each.crux: each.bits for each in discriminate(b, a, a.target)}
    assert back == {
        each.crux: None if each.bits is None else pytest.approx(each.bits, rel=1e-9, abs=1e-12)
        for each in there
    }
    bits = [each.bits for each in there if each.bits is not None]
    assert sorted(bits, reverse=True) == bits


def test_soundness_discriminates_where_both_use_the_argument_and_are_unsure():
    """By hand: worth 16 to 1 and sound or not; once it is settled, both are at one."""
    library = small(
        {"c": {"prior": 0.5}},
        {"a": {"claim": "c", "lr": 16, "soundness": 0.5, "active": True}},
    )
    a, b = (Scenario(library).with_number("arguments.a.soundness", s) for s in (0.25, 0.75))
    (found,) = discriminate(a, b)
    ends = [credence_of(side) for side in (a, b)]
    assert found.bits == pytest.approx(
        sum((p - q) * (odds.log_odds(p) - odds.log_odds(q)) for p, q in (ends,)) / odds.LN2
    )
    assert 0 < found.se < 0.05
    assert [] == discriminate(a, b.with_active("a", False))
    assert [] == discriminate(a, b.with_number("arguments.a.soundness", 1))


def test_standard_errors_of_discrimination_cover_the_spread_over_seeds():
    """Over many seeds the values scatter by no more than their standard errors say."""
    wide = {"low": 0.1, "high": 0.6}
    library = small(
        {"c": {"prior": wide}, "d": {"prior": 0.05, "causes": {"c": 0.5}}},
        {"a": {"claim": "c", "lr": 6, "soundness": 0.5, "active": True}},
    )
    found = []
    for seed in range(200):
        a = Scenario(library).with_draws(256).with_seed(seed).with_target("d")
        b = a.with_number("claims.d.prior", 0.3).with_number("arguments.a.soundness", 0.8)
        found.append({each.crux: each for each in discriminate(a, b)})
    for crux in ("c", "arguments.a.sound"):
        values = [each[crux].bits for each in found]
        assert np.std(values, ddof=1) < 1.25 * np.mean([each[crux].se for each in found])
