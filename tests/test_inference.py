"""Inference in blocks and at the limits."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credence import answers
from credence.answers import credences, forget, marginals, question_of
from credence.errors import InputError
from credence.inference import Inference
from credence.number import Kind
from credence.parameters import DrawnParameters
from credence.scenario import Scenario
from credence.update import credence_of, evaluate
from tests import strategies
from tests.small import small

FIELDS = ("true", "false")


@given(strategies.cases(intervals=True, extreme=True))
def test_blocks_of_draws_are_the_whole(scenario):
    """Four blocks give each claim's probability in each draw as one block does."""
    asked = (question_of(scenario),)
    scenario = scenario.with_draws(256)
    claims = scenario.library.claim_ids
    try:
        (whole,) = marginals(scenario, asked, claims)
    except InputError:
        assume(False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "LARGEST_BLOCK", 64)
        (parts,) = marginals(scenario, asked, claims)
        means = credences(scenario, asked, claims[0])[0][0]
    for claim in claims:
        for name in FIELDS:
            one, other = getattr(whole[claim], name), getattr(parts[claim], name)
            assert one.shape == other.shape
            np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-300)
    assert whole[claims[0]].means[0] == pytest.approx(means, rel=1e-11, abs=1e-300)


def test_a_wide_network_is_answered_in_blocks():
    """Where tables are large the draws come in shorter blocks, with the same figures."""
    scenario = Scenario(
        small(
            {"c": {"prior": {"low": 0.1, "high": 0.2}}, "d": {"causes": {"c": 0.5}}},
            {"a": {"claim": "d", "lr": "2..8", "soundness": 0.5, "active": True}},
        )
    ).with_draws(1024)
    whole = evaluate(scenario).claims
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "TABLE_BYTES", 1)
        assert len(list(answers.inferences(scenario))) == 16
        assert whole == evaluate(scenario).claims


@pytest.mark.parametrize("power", range(6, 18))
def test_every_number_of_draws_is_answered(power):
    """With half of the strata sound, the credence is the mean of both cases exactly."""
    library = small(
        {"c": {"prior": 0.2}}, {"a": {"claim": "c", "lr": 4, "soundness": 0.5, "active": True}}
    )
    result = evaluate(Scenario(library).with_draws(2**power)).claims["c"]
    assert (0.2 + 0.5) / 2 == pytest.approx(result.posterior.credence, rel=1e-13)
    # The draws' own standard error, and half a draw of either case (see `credence.patterns`).
    spread, half = 0.15 / math.sqrt(2**power - 1), 0.15 / 2 / 2**power
    assert math.hypot(spread, half) == pytest.approx(result.posterior.mcse, rel=1e-9)


def test_points_stay_one_draw_in_many_blocks():
    """Where nothing is uncertain there is one draw, however many were asked for."""
    scenario = Scenario(small({"c": {"prior": 0.2}})).with_draws(2**14)
    assert (1,) == evaluate(scenario).draws_of("c")[0].log_odds.shape


def test_a_chain_of_500_undercuts_is_answered():
    """Each of 500 arguments undercuts the one before; the first is sound by recursion."""
    arguments = {"a0": {"claim": "c", "lr": 3}} | {
        f"a{i}": {"undercuts": {f"a{i - 1}": 0.5}} for i in range(1, 500)
    }
    arguments = {n: a | {"soundness": 0.9, "active": True} for n, a in arguments.items()}
    scenario = Scenario(small({"c": {"prior": 0.5}}, arguments))
    sound = 0.9
    for _ in range(499):
        sound = 0.9 * (1 - 0.5 * sound)
    found = evaluate(scenario).claims["c"].posterior
    assert 0.5 + 0.25 * sound == pytest.approx(found.credence, abs=4 * found.mcse)


def test_500_arguments_in_one_family():
    """At overlap 0 five hundred arguments of 1 bit are 500 bits, at overlap 1 a single one."""
    arguments = {
        f"a{i}": {"claim": "c", "lr": 2, "family": "f", "active": True} for i in range(500)
    }
    library = small(
        {"c": {"prior": 0.5}}, arguments, families={"f": {"title": "F", "overlap": 0.5}}
    )
    result = evaluate(Scenario(library)).claims["c"]
    assert 2 - 0.5**499 == pytest.approx(result.bayes_factor_bits, rel=1e-12)
    assert 2 / 3 == pytest.approx(result.strongest_only, rel=1e-14)
    assert result.independent == 1
    free = evaluate(Scenario(library).with_number("families.f.overlap", 0)).claims["c"]
    assert 500 == pytest.approx(free.bayes_factor_bits, rel=1e-12)


@pytest.mark.parametrize("prior", [0, 1])
def test_certainty_is_not_moved(prior):
    """No ratio moves a prior of 0 or 1, and nothing becomes NaN."""
    arguments = {
        "a": {"claim": "c", "lr": 1e300, "active": True},
        "b": {"claim": "c", "lr": 1e-300, "active": True, "soundness": 0.5},
    }
    result = evaluate(Scenario(small({"c": {"prior": prior}}, arguments))).claims["c"]
    assert (prior, 1 - prior) == (result.posterior.credence, result.posterior.complement)
    assert result.bayes_factor_bits == 0
    assert (math.inf if prior else -math.inf) == result.posterior.log_odds


def test_what_underflows_keeps_its_log_odds():
    """A credence of 1e-600 is shown as 0 but its log-odds are those of 1e-600."""
    library = small({"c": {"prior": 1e-300}}, {"a": {"claim": "c", "lr": 1e-300, "active": True}})
    found = evaluate(Scenario(library)).claims["c"].posterior
    assert found.credence == 0
    assert -600 * math.log(10) == pytest.approx(found.log_odds, rel=1e-14)


def test_unsound_and_wholly_doubted_arguments_say_nothing():
    """Soundness 0, or scepticism 1, leaves the prior."""
    library = small(
        {"c": {"prior": 0.2}},
        {
            "a": {"claim": "c", "lr": 1e300, "active": True, "soundness": 0},
            "b": {"claim": "c", "lr": 3, "active": True},
        },
    )
    assert 3 / 7 == pytest.approx(credence_of(Scenario(library)), rel=1e-14)
    assert credence_of(Scenario(library).with_scepticism(1)) == pytest.approx(0.2, rel=1e-14)


GROUP = small({"c": {"prior": 0.5, "requires": ["x", "y"]}}, None, {"g": {"x": 1, "y": 1, "z": 1}})


@pytest.mark.parametrize(
    "supposed", [{"x": True, "y": True}, {"x": False, "y": False, "z": False}, {"c": True}]
)
def test_supposing_the_impossible_is_refused(supposed):
    """Two members at once, no member at all, or a claim behind an impossible gate: an error."""
    scenario = Scenario(GROUP)
    for claim, value in supposed.items():
        scenario = scenario.with_supposition(claim, value)
    with pytest.raises(InputError, match="has probability 0 with these numbers") as caught:
        evaluate(scenario)
    assert caught.value.problems[0].path == "suppose"


def test_weights_that_are_all_0_are_refused():
    """A scenario that sets every weight to 0 is told to raise one."""
    scenario = Scenario(GROUP)
    for member in "xyz":
        scenario = scenario.with_number(f"claims.{member}.weight", 0)
    with pytest.raises(InputError, match="every weight of the alternatives is 0; raise one"):
        evaluate(scenario)


def test_supposing_a_required_claim():
    """Supposing what a claim requires leaves the claim its own prior."""
    library = small({"r": {"prior": 0.1}, "c": {"prior": 0.4, "requires": ["r"]}})
    scenario = Scenario(library)
    assert 0.04 == pytest.approx(credence_of(scenario, "c"), rel=1e-14)
    assert credence_of(scenario.with_supposition("r", True), "c") == pytest.approx(0.4, rel=1e-14)
    assert credence_of(scenario.with_supposition("r", False), "c") == 0


@given(strategies.cases(intervals=True), st.data())
def test_edited_scenarios_share_what_stands_and_answer_to_the_last_digit(scenario, data):
    """One store for all edits of a library gives what a store of its own gives each of them."""
    scenario = scenario.with_draws(64)
    forget()
    library = scenario.library
    for _ in range(data.draw(st.integers(2, 5))):
        path = data.draw(st.sampled_from(sorted(library.numbers)))
        kind = library.numbers[path][0]
        places = [0.25, 0.5] if kind is Kind.PROBABILITY else [0.5, 1, 3]
        value = data.draw(st.sampled_from([*places, None]))
        edited = scenario.without_number(path)
        scenario = edited if value is None else edited.with_number(path, value)
        if library.arguments and data.draw(st.booleans()):
            name = data.draw(st.sampled_from(sorted(library.arguments)))
            scenario = scenario.with_active(name, not scenario.is_active(name))
        numbers = DrawnParameters(
            scenario.library, scenario.numbers(), scenario.seed, scenario.draws
        )
        alone = Inference(library, numbers)
        questions = question_of(scenario), question_of(scenario, overlap=0.25)
        try:
            expected = [alone.marginals(q, library.claim_ids) for q in questions]
        except InputError:
            continue
        found = marginals(scenario, questions, library.claim_ids)
        for one, other in zip(expected, found, strict=True):
            for claim in library.claim_ids:
                assert np.array_equal(one[claim].true, other[claim].true)
                assert np.array_equal(one[claim].false, other[claim].false)
