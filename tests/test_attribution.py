"""Shapley values, against their definition and their axioms."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import assume, given

from credence import attribution, odds
from credence.answers import credences
from credence.attribution import attribute
from credence.errors import InputError
from credence.inference import Question
from credence.scenario import Scenario
from credence.unsure import company
from credence.update import credence_of, estimate_of
from tests import strategies
from tests.small import small


def by_all_orders(names, worth):
    """What each name adds, averaged over every order: the definition."""
    shares = dict.fromkeys(names, 0.0)
    orders = list(itertools.permutations(names))
    for order in orders:
        for size, name in enumerate(order):
            gain = worth[frozenset(order[: size + 1])] - worth[frozenset(order[:size])]
            shares[name] += gain / len(orders)
    return shares


@given(strategies.cases(intervals=True, most_arguments=5))
def test_shares_are_the_mean_over_all_orders(scenario):
    """Points and bits are each the average gain over every order of the active arguments."""
    scenario = scenario.with_draws(64)
    names = scenario.active
    subsets = [
        frozenset(c) for n in range(len(names) + 1) for c in itertools.combinations(names, n)
    ]
    try:
        held = {subset: estimate_of(scenario.with_only(subset)) for subset in subsets}
    except InputError:
        assume(False)
    found = attribute(scenario)
    assert found.exact
    points = by_all_orders(names, {s: e.credence for s, e in held.items()})
    shares = {
        name: found.arguments[name].points if name in found.arguments else 0 for name in names
    }
    assert points == pytest.approx(shares, abs=1e-9)
    if not math.isinf(held[frozenset()].log_odds):
        bits = by_all_orders(names, {s: e.log_odds_bits for s, e in held.items()})
        shares = {n: found.arguments[n].bits if n in found.arguments else 0 for n in names}
        assert bits == pytest.approx(shares, abs=1e-9)


@pytest.mark.parametrize("most_evaluations", [1, 8, 4096])
@given(strategies.cases(intervals=True, extreme=True))
def test_shares_sum_to_the_move(most_evaluations, scenario):
    """Exact or sampled, points and bits sum to posterior minus prior.

    A supposition that keeps no company with the target weighs the draws by chance alone, and so do the
    arguments on it, which have no share.
    """
    scenario = scenario.with_draws(64)
    linked = set(scenario.suppose) <= company(scenario, scenario.target)
    try:
        after, before = estimate_of(scenario), estimate_of(scenario.with_only([]))
    except InputError:
        assume(False)
    found = attribute(scenario, most_evaluations=most_evaluations)
    shares = found.arguments.values()
    chance = 1e-300 if linked else 6 * after.mcse
    assert after.credence == pytest.approx(found.posterior, rel=1e-11, abs=chance)
    assert before.credence == pytest.approx(found.prior, rel=1e-11, abs=1e-300)
    move = found.posterior - found.prior
    assert move == pytest.approx(math.fsum(s.points for s in shares), abs=1e-12)
    if linked and not math.isinf(before.log_odds):
        bits = odds.bits(after.log_odds - before.log_odds)
        assert bits == pytest.approx(math.fsum(s.bits for s in shares), abs=1e-9)


MANY = small(
    {"c": {"prior": 0.1}, "d": {"causes": {"c": 0.5}}},
    {
        f"a{i}": {
            "claim": "c" if i % 2 else "d",
            "lr": 1.5 + i / 4 if i % 3 else 0.5,
            "soundness": 0.9,
            "family": "f",
            "active": True,
            "undercuts": {f"a{i - 1}": 0.5} if i % 4 == 1 else {},
        }
        for i in range(9)
    },
    families={"f": {"title": "F", "overlap": 0.5}},
)


def test_sampled_shares_converge_within_their_error():
    """Sampled shares lie within four of their standard errors of those over every subset."""
    scenario = Scenario(MANY).with_draws(64)
    exact = attribute(scenario)
    sampled = attribute(scenario, most_evaluations=500)
    assert (True, False) == (exact.exact, sampled.exact)
    for name, share in sampled.arguments.items():
        assert 0 < share.se < 0.02
        assert exact.arguments[name].points == pytest.approx(share.points, abs=4 * share.se)


DRAWN = small(
    {
        "c": {"prior": {"low": 0.02, "high": 0.2}},
        "d": {"prior": 0.1, "causes": {"c": {"low": 0.3, "high": 0.9}}},
    },
    {
        "a": {"claim": "c", "lr": {"low": 2, "high": 30}, "soundness": 0.4, "family": "f"},
        "b": {"claim": "c", "lr": {"low": 1, "high": 12}, "soundness": 0.6, "family": "f"},
        "e": {"claim": "d", "lr": 0.2, "soundness": 0.3, "undercuts": {"a": 0.7}},
        "z": {"claim": "d", "lr": {"low": 0.4, "high": 5}},
    }
    | {f"x{i}": {"claim": "c", "lr": 1.1 + i / 9, "soundness": 0.5} for i in range(4)},
    families={"f": {"title": "F", "overlap": 0.5}},
    target="d",
)


@pytest.mark.parametrize(
    "supposed, more, draws", [(None, 0, 256), (None, 4, 256), (True, 0, 1024), (True, 4, 1024)]
)
def test_exact_shares_lie_within_the_error_that_the_draws_leave(supposed, more, draws):
    """Over 100 seeds the values of 65,536 draws are within 1.96 standard errors at least 93 times."""
    names = ["a", "b", "e", "z", *(f"x{i}" for i in range(more))]
    scenario = Scenario(DRAWN).with_only(names)
    if supposed:
        scenario = scenario.with_supposition("c", True)
    best = attribute(scenario.with_seed(2**31).with_draws(2**16))
    few = [attribute(scenario.with_seed(seed).with_draws(draws)) for seed in range(100)]
    assert {True} == {found.exact for found in (best, *few)}
    for name in names:
        errors = [
            abs(found.arguments[name].points - best.arguments[name].points)
            / found.arguments[name].se
            for found in few
        ]
        assert sum(error <= 1.96 for error in errors) >= 93


def test_an_error_shrinks_with_the_draws_and_is_none_where_nothing_is_drawn():
    """A quarter of the error takes sixteen times the draws; points and sure soundness have none."""
    scenario = Scenario(DRAWN).with_only(["a", "b", "e", "z"])
    few, many = (attribute(scenario.with_draws(draws)) for draws in (2**9, 2**13))
    for name, share in few.arguments.items():
        assert 0.25 == pytest.approx(many.arguments[name].se / share.se, rel=0.35)
    settled = Scenario(small({"c": {"prior": 0.2}}, {"a": {"claim": "c", "lr": 3}})).with_active(
        "a"
    )
    assert [0.0] == [share.se for share in attribute(settled).arguments.values()]


def test_a_single_pair_of_orders_has_no_error():
    """One pair of orders says nothing about its own error, and the same question the same."""
    scenario = Scenario(MANY).with_draws(64)
    found = attribute(scenario, most_evaluations=1)
    assert {None} == {share.se for share in found.arguments.values()}
    assert found == attribute(scenario, most_evaluations=1)


def test_equal_arguments_share_equally_and_a_dummy_gets_nothing():
    """Symmetry and null player; the largest share comes first."""
    arguments = {
        "weak": {"claim": "c", "lr": 1.5},
        "one": {"claim": "c", "lr": 3, "family": "f"},
        "two": {"claim": "c", "lr": 3, "family": "f"},
        "none": {"claim": "c", "lr": 3, "soundness": 0},
        "elsewhere": {"claim": "d", "lr": 3},
    }
    library = small(
        {"c": {"prior": 0.2}, "d": {"prior": 0.5}},
        {name: argument | {"active": True} for name, argument in arguments.items()},
        families={"f": {"title": "F", "overlap": 0.5}},
    )
    found = attribute(Scenario(library), "c")
    one, two = found.arguments["one"], found.arguments["two"]
    assert (one.points, one.bits) == pytest.approx((two.points, two.bits), rel=1e-12)
    assert found.arguments["none"].points == pytest.approx(0, abs=1e-15)
    assert "elsewhere" not in found.arguments
    assert ["weak", "none"] == [name for name, _ in found.largest_first()][-2:]


def test_certainty_and_underflow_have_finite_bits():
    """A prior of 0 moves by no bits; a credence that underflows still moves by all of them."""
    argument = {"a": {"claim": "c", "lr": 1e-300, "active": True}}
    certain = attribute(Scenario(small({"c": {"prior": 0}}, argument)))
    assert (0, 0) == (certain.arguments["a"].points, certain.arguments["a"].bits)
    tiny = attribute(Scenario(small({"c": {"prior": 1e-300}}, argument)))
    assert -300 * math.log2(10) == pytest.approx(tiny.arguments["a"].bits, rel=1e-12)


def test_nothing_active_is_no_move():
    """Without arguments there are no shares, and prior and posterior are one."""
    found = attribute(Scenario(small({"c": {"prior": 0.2}})))
    assert ({}, 0.2, 0.2, True) == (found.arguments, found.prior, found.posterior, found.exact)
    assert credence_of(Scenario(small({"c": {"prior": 0.2}}))) == 0.2


def test_an_unknown_claim_is_named():
    """Attribution to a claim that the library lacks is an error."""
    with pytest.raises(InputError, match="there is no claim “x”"):
        attribute(Scenario(MANY), "x")


def by_all_subsets(names, worth):
    """What each name adds, over every subset of the others, weighed by the orders that pass it."""
    count = len(names)
    weights = [
        Fraction(math.factorial(size) * math.factorial(count - size - 1), math.factorial(count))
        for size in range(count)
    ]
    shares = {}
    for index, name in enumerate(names):
        without = (mask for mask in range(2**count) if not mask >> index & 1)
        shares[name] = math.fsum(
            float(weights[mask.bit_count()]) * (worth[mask | 1 << index] - worth[mask])
            for mask in without
        )
    return shares


@pytest.mark.parametrize("count", [13, 16])
def test_many_shares_on_one_claim_are_the_closed_form(count):
    """Up to 16 independent arguments are exact: points by definition, bits each its own ratio."""
    ratios = {f"a{i}": 0.4 + i / 5 for i in range(count)}
    arguments = {name: {"claim": "c", "lr": lr, "active": True} for name, lr in ratios.items()}
    found = attribute(Scenario(small({"c": {"prior": 0.2}}, arguments)).with_draws(64))
    assert found.exact
    worth = []
    for mask in range(2**count):
        held = 0.25 * math.prod(lr for i, lr in enumerate(ratios.values()) if mask >> i & 1)
        worth.append(held / (1 + held))
    expected = by_all_subsets(list(ratios), worth)
    for name, share in found.arguments.items():
        assert expected[name] == pytest.approx(share.points, abs=1e-13)
        assert math.log2(ratios[name]) == pytest.approx(share.bits, abs=1e-11)
        assert 0.0 == share.se


def test_many_shares_with_families_and_undercuts_are_exact():
    """Thirteen arguments that interact: each subset evaluated by itself gives the same shares."""
    names = [f"a{i}" for i in range(13)]
    arguments = {
        name: {
            "claim": "c" if i % 2 else "d",
            "lr": {"low": 0.3 + i / 9, "high": 1 + i / 3},
            "soundness": 0.7,
            "active": True,
            **({"family": "f"} if i % 3 == 0 else {}),
            **({"undercuts": {names[i - 1]: 0.5}} if i % 4 == 1 else {}),
        }
        for i, name in enumerate(names)
    }
    library = small(
        {"c": {"prior": 0.1}, "d": {"causes": {"c": 0.5}, "prior": 0.05}},
        arguments,
        families={"f": {"title": "F", "overlap": 0.5}},
    )
    scenario = Scenario(library).with_draws(64)
    found = attribute(scenario)
    questions = [
        Question(frozenset(n for i, n in enumerate(names) if mask >> i & 1))
        for mask in range(2**13)
    ]
    worth = credences(scenario, questions, "d")
    points = by_all_subsets(names, [credence for credence, _ in worth])
    bits = by_all_subsets(names, [odds.bits(log_odds) for _, log_odds in worth])
    assert found.exact
    assert points == pytest.approx({n: s.points for n, s in found.arguments.items()}, abs=1e-12)
    assert bits == pytest.approx({n: s.bits for n, s in found.arguments.items()}, abs=1e-11)
    move = found.posterior - found.prior
    assert move == pytest.approx(math.fsum(s.points for s in found.arguments.values()), abs=1e-9)


def test_seventeen_arguments_are_sampled():
    """Above 16 arguments orders are sampled, each share with its error, and the sum still exact."""
    arguments = {
        f"a{i}": {"claim": "c", "lr": 1.1 + i / 20, "soundness": 0.8, "active": True}
        for i in range(17)
    }
    found = attribute(Scenario(small({"c": {"prior": 0.2}}, arguments)).with_draws(64))
    assert not found.exact
    assert all(share.se > 0 for share in found.arguments.values())
    move = found.posterior - found.prior
    assert move == pytest.approx(math.fsum(s.points for s in found.arguments.values()), abs=1e-12)


@given(strategies.cases(intervals=True, suppositions=False))
def test_single_questions_and_the_table_of_subsets_agree(scenario):
    """Which of the two ways is quicker decides nothing but the time."""
    scenario = scenario.with_draws(64)
    one = attribute(scenario)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribution, "FEW_SUBSETS", 0)
        other = attribute(scenario)
    assert one.exact
    assert (one.prior, one.posterior) == pytest.approx((other.prior, other.posterior), rel=1e-9)
    for name, share in one.arguments.items():
        expected = other.arguments[name]
        assert (share.points, share.bits) == pytest.approx(
            (expected.points, expected.bits), rel=1e-8, abs=1e-10
        )
