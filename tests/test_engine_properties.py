"""What must hold of every library: the laws that a Bayesian update keeps, whatever the numbers.

*The same to the last digit* (a figure is untouched: equality) and *the same* (a sum in another
order: 1e-12 relative) are two promises. The first is kept where nothing that a figure depends on
has changed, the second where only the order of the parts has.
"""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.library import Library
from credence.scenario import Scenario
from credence.update import evaluate
from tests import reference, strategies
from tests.strategies import many_cases

ROOT = Path(__file__).resolve().parents[1]
anything = {"intervals": True, "suppositions": False}


def figures(result):
    """What is reported of one claim, as a tuple that compares to the last digit."""
    return (result.prior, result.posterior, result.independent, result.strongest_only)


def library_of(claims, arguments=None, **parts):
    """A library of claims and arguments without their texts."""
    described = {name: {"title": "T", "statement": "S"} | claim for name, claim in claims.items()}
    reasons = {name: {"title": "T", "summary": "S"} | a for name, a in (arguments or {}).items()}
    return Library.model_validate(
        {"id": "small", "version": 1, "title": "T", "claims": described, "arguments": reasons}
        | parts
    )


def credence(scenario, claim="c"):
    """The posterior credence of a claim."""
    return evaluate(scenario).claims[claim].posterior.credence


@many_cases
@given(strategies.cases(**anything))
def test_order_in_the_file_does_not_matter(scenario):
    """Claims, arguments, members and families written in reverse give the same figures."""
    data = scenario.library.as_data()
    for part in ("claims", "arguments", "families", "alternatives"):
        data[part] = dict(reversed(data.get(part, {}).items()))
    for group in data["alternatives"].values():
        group["members"] = dict(reversed(group["members"].items()))
    turned = Scenario(
        Library.model_validate(data),
        toggles=scenario.toggles,
        changes=scenario.changes,
        scepticism=scenario.scepticism,
    )
    before, after = evaluate(scenario).claims, evaluate(turned).claims
    for claim, result in before.items():
        assert result.posterior.credence == pytest.approx(
            after[claim].posterior.credence, rel=1e-12
        )
        assert result.posterior.low == pytest.approx(after[claim].posterior.low, rel=1e-12)


def reached_by(library, argument):
    """The claims that an argument can move: those connected to its own, or to its undercut ones'."""
    todo = [argument]
    touched, seen = set(), set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        record = library.arguments[name]
        touched |= set(record.ratios)
        todo += record.undercuts
    links = [{name, *library.parents_of(name)} for name in library.claim_ids]
    links += [{*group.members, *group.requires} for group in library.alternatives.values()]
    while grown := [link for link in links if link & touched and not link <= touched]:
        touched |= set().union(*grown)
    return touched


@many_cases
@given(strategies.cases(**anything), st.data())
def test_a_toggle_moves_only_what_it_reaches(scenario, data):
    """Claims not connected to a toggled argument keep their figures to the last digit."""
    assume(scenario.library.arguments)
    argument = data.draw(st.sampled_from(sorted(scenario.library.arguments)))
    flipped = scenario.with_active(argument, not scenario.is_active(argument))
    before, after = evaluate(scenario).claims, evaluate(flipped).claims
    reached = reached_by(scenario.library, argument)
    for claim, result in before.items():
        assert result.prior == after[claim].prior
        if claim not in reached:
            assert figures(result) == figures(after[claim])


@many_cases
@given(strategies.libraries(intervals=True), st.data())
def test_a_toggle_and_back_gives_the_same_figures(library, data):
    """Switching an argument and switching it back leaves every figure as it was."""
    assume(library.arguments)
    scenario = Scenario(library)
    argument = data.draw(st.sampled_from(sorted(library.arguments)))
    flipped = scenario.with_active(argument, not scenario.is_active(argument))
    first = evaluate(scenario)
    evaluate(flipped)
    second = evaluate(flipped.with_active(argument, scenario.is_active(argument)))
    assert first.claims == second.claims
    for claim in library.claim_ids:
        for one, other in zip(first.draws_of(claim), second.draws_of(claim), strict=True):
            np.testing.assert_array_equal(one.true, other.true)


def test_editing_one_number_changes_no_other_numbers_draws():
    """A changed prior, ratio or new argument leaves the draws of an unconnected claim as they were."""
    interval = {"low": 0.1, "high": 0.6}
    claims = {"c": {"prior": interval}, "d": {"prior": interval}}
    arguments = {
        "on_c": {"claim": "c", "lr": {"low": 1, "high": 8}, "soundness": interval, "active": True},
        "on_d": {"claim": "d", "lr": {"low": 1, "high": 8}, "soundness": interval, "active": True},
    }
    scenario = Scenario(library_of(claims, arguments))
    later = {"newcomer": {"claim": "c", "lr": {"low": 0.1, "high": 2}, "active": True}}
    edits = [
        scenario.with_number("claims.c.prior", {"low": 0.2, "high": 0.3}),
        scenario.with_number("arguments.on_c.lr", 5),
        scenario.with_number("arguments.on_c.soundness", 1),
        scenario.with_active("on_c", active=False),
        Scenario(library_of(claims, later | arguments)),
        Scenario(library_of({"z": {"prior": interval}} | claims, arguments)),
        Scenario(library_of({"d": claims["d"]}, {"on_d": arguments["on_d"]})),
    ]
    for before, after in zip(
        evaluate(scenario).draws_of("d") * len(edits),
        [draws for edit in edits for draws in evaluate(edit).draws_of("d")],
        strict=True,
    ):
        np.testing.assert_array_equal(before.log_odds, after.log_odds)


def test_equal_intervals_of_two_numbers_are_drawn_apart():
    """Two priors with the same interval are independent: their draws are uncorrelated."""
    interval = {"low": 0.1, "high": 0.6}
    result = evaluate(Scenario(library_of({"c": {"prior": interval}, "d": {"prior": interval}})))
    draws = (result.draws_of(claim)[0].log_odds for claim in ("c", "d"))
    correlation = np.corrcoef(*draws)[0, 1]
    assert abs(correlation) < 5 / math.sqrt(4096)


def test_another_seed_gives_other_draws():
    """Seeds 0 and 1 order the draws differently."""
    scenario = Scenario(library_of({"c": {"prior": {"low": 0.1, "high": 0.6}}}))
    first, second = (
        evaluate(scenario.with_seed(seed)).draws_of("c")[0].log_odds for seed in (0, 1)
    )
    assert abs(np.corrcoef(first, second)[0, 1]) < 5 / math.sqrt(4096)


@many_cases
@given(
    st.lists(strategies.RATIOS, min_size=1, max_size=6),
    strategies.RATIOS,
    st.integers(0, 10).map(lambda n: n / 10),
)
def test_one_more_argument_never_weakens_its_own_sign(ratios, newcomer, overlap):
    """In a family, a further argument for raises the credence or leaves it, and against lowers it."""
    arguments = {
        f"a{i}": {"claim": "c", "lr": ratio, "family": "f"} for i, ratio in enumerate(ratios)
    }
    arguments["newcomer"] = {"claim": "c", "lr": newcomer, "family": "f"}
    families = {"f": {"title": "F", "overlap": overlap}}
    library = library_of({"c": {"prior": 0.3}}, arguments, families=families)
    before = credence(Scenario(library).with_only([f"a{i}" for i in range(len(ratios))]))
    after = credence(Scenario(library).with_only(arguments))
    slack = 1e-14
    assert (after - before) * (1 if newcomer >= 1 else -1) >= -slack


@many_cases
@given(strategies.cases(**anything))
def test_full_scepticism_is_the_prior(scenario):
    """With scepticism 1 every argument counts for nothing: the posterior is the prior."""
    for result in evaluate(scenario.with_scepticism(1)).claims.values():
        assert result.prior.credence == pytest.approx(result.posterior.credence, rel=1e-12)
        assert result.bayes_factor_bits is None or abs(result.bayes_factor_bits) < 1e-9


@many_cases
@given(strategies.cases(intervals=True))
def test_with_nothing_active_the_posterior_is_the_prior(scenario):
    """Prior and posterior are one computation: with nothing active they agree to the last digit."""
    scenario = scenario.with_only([])
    try:
        claims = evaluate(scenario).claims
    except InputError:
        return
    for result in claims.values():
        assert result.prior == result.posterior
        assert result.bayes_factor_bits in {0, None}
        assert result.prior.credence == pytest.approx(result.independent, rel=1e-12)
        assert result.prior.credence == pytest.approx(result.strongest_only, rel=1e-12)


@many_cases
@given(strategies.cases(**anything))
def test_credences_of_alternatives_add_up(scenario):
    """Members of alternatives that require nothing have credences that sum to 1."""
    claims = evaluate(scenario).claims
    for group in scenario.library.alternatives.values():
        if not group.requires:
            assert sum(claims[name].posterior.credence for name in group.members) == pytest.approx(
                1, rel=1e-12
            )


@many_cases
@given(strategies.cases(intervals=True))
def test_figures_are_in_order(scenario):
    """low ≤ median ≤ high, the credence lies among the draws, odds fit the credence."""
    try:
        result = evaluate(scenario)
    except InputError:
        return
    for claim, found in result.claims.items():
        for estimate, marginal in zip(
            (found.prior, found.posterior), result.draws_of(claim), strict=True
        ):
            draws, weight = marginal.log_odds, marginal.weight
            assert 0 <= estimate.low <= estimate.median <= estimate.high <= 1
            assert draws.shape in {(scenario.draws,), (1,)}
            assert not np.isnan(draws).any()
            for side, expected in ((draws, estimate.credence), (-draws, estimate.complement)):
                mean = np.average(1 / (1 + np.exp(-side)), weights=weight)
                assert mean == pytest.approx(expected, rel=1e-9)
            if 0 < estimate.credence < 1:
                odds = estimate.credence / estimate.complement
                assert math.log2(odds) == pytest.approx(estimate.log_odds_bits, abs=1e-9)
        assert not math.isnan(found.bayes_factor_bits or 0)
        if math.isfinite(found.prior.log_odds) and math.isfinite(found.posterior.log_odds):
            gain = found.posterior.log_odds_bits - found.prior.log_odds_bits
            assert gain == pytest.approx(found.bayes_factor_bits, abs=1e-9)


@pytest.mark.parametrize("ratio", [3, 1 / 3])
@pytest.mark.parametrize("overlap", [0, 0.25, 0.7, 1])
def test_overlap_bounds_bracket_the_credence(ratio, overlap):
    """With arguments of one sign the credence lies between all independent and strongest only."""
    arguments = {
        name: {"claim": "c", "lr": lr, "family": "f", "active": True}
        for name, lr in (("a", ratio), ("b", ratio**2), ("d", ratio**0.5))
    }
    families = {"f": {"title": "F", "overlap": overlap}}
    library = library_of({"c": {"prior": 0.3}}, arguments, families=families)
    found = evaluate(Scenario(library)).claims["c"]
    bounds = sorted([found.independent, found.strongest_only])
    assert bounds[0] - 1e-15 <= found.posterior.credence <= bounds[1] + 1e-15
    # From the formula: log-odds of 3/7 plus (1 + 2 + 1/2) or 2 or 2 + kept + kept²/2 ratios.
    kept = 1 - overlap
    for power, actual in (
        (3.5, found.independent),
        (2, found.strongest_only),
        (2 + kept + kept**2 / 2, found.posterior.credence),
    ):
        odds = 3 / 7 * ratio**power
        assert odds / (1 + odds) == pytest.approx(actual, rel=1e-12)


def test_opposite_signs_of_a_family_do_not_overlap():
    """In a family with overlap 1, one argument for and one against both count in full."""
    arguments = {
        name: {"claim": claim, "lr": lr, "family": "f", "active": True}
        for name, claim, lr in (("pro", "c", 8), ("con", "c", 0.5), ("elsewhere", "d", 100))
    }
    families = {"f": {"title": "F", "overlap": 1}}
    claims = {"c": {"prior": 0.5}, "d": {"prior": 0.5}}
    found = evaluate(Scenario(library_of(claims, arguments, families=families))).claims
    assert found["c"].posterior.credence == pytest.approx(4 / 5, rel=1e-12)
    assert found["d"].posterior.credence == pytest.approx(100 / 101, rel=1e-12)


@many_cases
@given(strategies.cases(**anything), st.data())
def test_supposing_a_claim_makes_it_certain(scenario, data):
    """A claim that is supposed true has credence exactly 1, one supposed false exactly 0."""
    claim = data.draw(st.sampled_from(scenario.library.claim_ids))
    value = data.draw(st.booleans())
    prior = evaluate(scenario).claims[claim].prior
    supposed = scenario.with_supposition(claim, value)
    if (prior.credence if value else prior.complement) == 0:
        with pytest.raises(InputError, match="probability 0") as caught:
            evaluate(supposed)
        assert any(claim in str(problem) for problem in caught.value.problems)
        return
    found = evaluate(supposed).claims[claim]
    for estimate in (found.prior, found.posterior):
        assert (estimate.credence, estimate.complement) == ((1, 0) if value else (0, 1))
        assert estimate.log_odds == (math.inf if value else -math.inf)
        assert estimate.mcse == 0


@many_cases
@given(strategies.cases(unsure=False, suppositions=False), st.data())
def test_the_total_probability_of_a_claim_is_kept(scenario, data):
    """With settled soundness, P(d) = P(c) P(d | c) + P(not c) P(d | not c)."""
    claim = data.draw(st.sampled_from(scenario.library.claim_ids))
    plain = evaluate(scenario).claims
    here = plain[claim].posterior
    assume(here.credence > 0 and here.complement > 0)
    if_true = evaluate(scenario.with_supposition(claim, value=True)).claims
    if_false = evaluate(scenario.with_supposition(claim, value=False)).claims
    for name, result in plain.items():
        expected = (
            here.credence * if_true[name].posterior.credence
            + here.complement * if_false[name].posterior.credence
        )
        assert expected == pytest.approx(result.posterior.credence, rel=1e-11)


@many_cases
@given(strategies.cases(intervals=True, suppositions=False), st.data())
def test_a_sure_and_full_undercut_removes_the_argument(scenario, data):
    """Where the undercutter is sound and its strength 1, the other argument might as well be off."""
    library = scenario.library
    pairs = [(a, b) for a, record in library.arguments.items() for b in record.undercuts]
    assume(pairs)
    undercutter, other = data.draw(st.sampled_from(pairs))
    for name, record in library.arguments.items():
        if undercutter in record.undercuts:
            scenario = scenario.with_active(name, active=False)
    for premise in library.arguments[undercutter].premises:
        scenario = scenario.with_number(f"arguments.{undercutter}.premises.{premise}", 1)
    scenario = (
        scenario.with_active(undercutter)
        .with_number(f"arguments.{undercutter}.soundness", 1)
        .with_number(f"arguments.{undercutter}.undercuts.{other}", 1)
    )
    on = evaluate(scenario.with_active(other)).claims
    off = evaluate(scenario.with_active(other, active=False)).claims
    for claim, result in on.items():
        assert result.posterior.credence == pytest.approx(off[claim].posterior.credence, rel=1e-12)


@many_cases
@given(strategies.cases(**anything), st.data())
def test_a_ratio_of_1_changes_nothing(scenario, data):
    """An argument with a likelihood ratio of 1 that undercuts nothing moves no claim."""
    library = scenario.library
    idle = [name for name, record in library.arguments.items() if not record.undercuts]
    assume(idle)
    argument = data.draw(st.sampled_from(idle))
    for claim in library.arguments[argument].ratios:
        scenario = scenario.with_number(reference.ratio_path(library, argument, claim), 1)
    on = evaluate(scenario.with_active(argument)).claims
    off = evaluate(scenario.with_active(argument, active=False)).claims
    for claim, result in on.items():
        assert result.posterior.credence == pytest.approx(off[claim].posterior.credence, rel=1e-12)


def test_undercuts_act_in_order_along_a_chain():
    """An undercutter that is itself undercut for certain lets the first argument count again."""
    arguments = {
        "first": {"claim": "c", "lr": 9},
        "second": {"undercuts": {"first": 1}},
        "third": {"undercuts": {"second": 1}},
    }
    scenario = Scenario(library_of({"c": {"prior": 0.5}}, arguments))
    assert [0.9, 0.5, 0.9] == pytest.approx(
        [credence(scenario.with_only(list(arguments)[:count])) for count in (1, 2, 3)], rel=1e-12
    )


def test_claims_that_go_round_in_a_circle_are_named():
    """A cycle of claims, or of undercuts, is an error that names its members."""
    with pytest.raises(ValueError, match=r"one → two → one|two → one → two"):
        library_of(
            {
                "one": {"prior": 0.1, "causes": {"two": 0.5}},
                "two": {"prior": 0.1, "requires": ["one"]},
            }
        )
    with pytest.raises(ValueError, match=r"a → b → a|b → a → b"):
        library_of(
            {"c": {"prior": 0.1}}, {"a": {"undercuts": {"b": 1}}, "b": {"undercuts": {"a": 1}}}
        )


EVERYTHING = """
import json, sys
from credence.library import Library
from credence.scenario import Scenario
from credence.update import evaluate
scenario = Scenario(Library.model_validate(json.loads(sys.stdin.read()))).with_draws(256)
found = evaluate(scenario)
print(json.dumps({
    claim: [
        *(getattr(part, name).hex() for part in (result.prior, result.posterior)
          for name in ("credence", "complement", "median", "low", "high", "mcse")),
        result.independent.hex(), result.strongest_only.hex(),
        *(draw.hex() for draw in found.draws_of(claim)[1].log_odds.tolist()),
    ]
    for claim, result in found.claims.items()
}))
"""


def test_figures_are_the_same_in_every_process():
    """Fresh processes with other hash seeds print the same figures to the last digit."""
    interval = {"low": 0.1, "high": 0.6}
    library = library_of(
        {
            "root": {"prior": interval},
            "effect": {"prior": 0.01, "causes": {"root": interval, "one": 0.3}},
        },
        {
            "a": {"claim": "effect", "lr": {"low": 1, "high": 9}, "active": True, "family": "f"},
            "b": {"bears_on": {"effect": 3, "two": 0.2}, "soundness": interval, "active": True,
                  "family": "f"},
            "u": {"undercuts": {"a": interval}, "premises": {"p": 0.5}, "active": True},
        },
        families={"f": {"title": "F", "overlap": 0.4}},
        alternatives={
            "g": {
                "title": "G",
                "requires": ["root"],
                "members": {
                    name: {"title": "T", "statement": "S", "weight": {"low": 1, "high": 4}}
                    for name in ("one", "two")
                },
            }
        },
    )  # fmt: skip
    printed = [
        subprocess.run(
            [sys.executable, "-c", EVERYTHING],
            input=json.dumps(library.as_data()),
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "12345")
    ]
    assert printed[0] == printed[1]
    here = evaluate(Scenario(library).with_draws(256)).claims
    for claim, figures_there in json.loads(printed[0]).items():
        assert here[claim].posterior.credence.hex() == figures_there[6]
