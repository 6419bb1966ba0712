"""Which arguments can reach a claim: d-separation, case by case and against the engine."""

from dataclasses import replace

import pytest
from hypothesis import assume, given

from credence.errors import InputError
from credence.flips import flips
from credence.relevance import players
from credence.scenario import Scenario
from credence.update import evaluate
from tests import strategies
from tests.small import small

CHAIN = {"a": {"prior": 0.5}, "b": {"causes": {"a": 0.5}}, "c": {"causes": {"b": 0.5}}}
FORK = {"a": {"causes": {"b": 0.5}}, "b": {"prior": 0.5}, "c": {"causes": {"b": 0.5}}}
COLLIDER = {"a": {"prior": 0.5}, "c": {"prior": 0.5}, "b": {"causes": {"a": 0.5, "c": 0.5}}}
BELOW = COLLIDER | {"e": {"causes": {"b": 0.5}}}


def on(*claims):
    """An active argument on each claim, named after it."""
    return {f"on_{claim}": {"claim": claim, "lr": 3, "active": True} for claim in claims}


@pytest.mark.parametrize(
    "claims, arguments, supposed, expected",
    [
        (CHAIN, on("c"), {}, {"on_c"}),
        (CHAIN, on("b", "c"), {}, {"on_b", "on_c"}),
        (CHAIN, on("b", "c"), {"b": True}, set()),
        (FORK, on("c"), {}, {"on_c"}),
        (FORK, on("c"), {"b": False}, set()),
        (COLLIDER, on("c"), {}, set()),
        (COLLIDER, on("c", "b"), {}, {"on_b", "on_c"}),
        (COLLIDER, on("c"), {"b": True}, {"on_c"}),
        (BELOW, on("c", "e"), {}, {"on_c", "on_e"}),
        (BELOW, on("c"), {"e": False}, {"on_c"}),
        (BELOW, on("c", "e"), {"b": True}, {"on_c"}),
        (COLLIDER, on("a", "b", "c"), {"a": True}, set()),
        ({"a": {"prior": 0.5}, "z": {"prior": 0.5}}, on("a", "z"), {}, {"on_a"}),
    ],
)
def test_chains_forks_and_common_effects(claims, arguments, supposed, expected):
    """A supposition blocks chains and forks; evidence at or below a common effect opens it."""
    scenario = Scenario(small(claims, arguments))
    for claim, value in supposed.items():
        scenario = scenario.with_supposition(claim, value)
    assert expected == set(players(scenario, "a"))


def test_a_common_effect_opened_by_alternatives():
    """Evidence on one member reaches the others, and what the set requires."""
    data = small({"a": {"prior": 0.5}}, on("m"), {"g": {"m": 1, "n": 1}}).as_data()
    data["alternatives"]["g"]["requires"] = ["a"]
    scenario = Scenario(type(small({"a": {"prior": 1}})).model_validate(data))
    assert ("on_m",) == players(scenario, "a") == players(scenario, "n")
    assert () == players(scenario.with_supposition("n", True), "a")


def test_undercuts_reach_through_each_other():
    """What undercuts an undercutter is a player, as long as all between are active."""
    arguments = on("a") | {
        "u": {"undercuts": {"on_a": 0.5}, "active": True},
        "v": {"undercuts": {"u": 0.5}, "active": True},
        "w": {"undercuts": {"v": 0.5}, "active": False},
    }
    scenario = Scenario(small({"a": {"prior": 0.5}}, arguments))
    assert ("on_a", "u", "v") == players(scenario, "a")
    assert ("on_a",) == players(scenario.with_active("u", False), "a")
    assert () == players(scenario.with_active("on_a", False), "a")


def test_a_ratio_of_1_is_no_evidence():
    """An argument with a likelihood ratio of 1 neither moves a claim nor opens an effect."""
    scenario = Scenario(small(COLLIDER, on("b", "c")))
    silent = scenario.with_number("arguments.on_b.lr", 1)
    assert () == players(silent, "a")


@given(strategies.cases(intervals=True))
def test_who_is_no_player_changes_nothing(scenario):
    """Switching off an active argument that is no player leaves the credence as it was."""
    scenario = scenario.with_draws(64)
    for claim in scenario.library.claim_ids:
        among = set(players(scenario, claim))
        strangers = [name for name in scenario.active if name not in among]
        try:
            found = flips(scenario, claim, strangers)
        except InputError:
            assume(False)
        for flip in found.values():
            assert flip.change == pytest.approx(0, abs=1e-12)


def test_supposing_what_has_nothing_to_do_with_a_claim_leaves_every_figure_of_it():
    """To the last digit: not even the draws of chance are weighed by it."""
    claims = {"c": {"prior": {"low": 0.1, "high": 0.5}}, "z": {"prior": {"low": 0.1, "high": 0.9}}}
    arguments = {
        f"on_{name}": {"claim": name, "lr": "2..9", "soundness": 0.5, "active": True}
        for name in claims
    }
    scenario = Scenario(small(claims, arguments))
    plain, supposed = (
        evaluate(each).claims["c"] for each in (scenario, scenario.with_supposition("z", True))
    )
    assert replace(plain.posterior, effective_draws=4096) == supposed.posterior
    kin = {"families": {"f": {"title": "F", "overlap": 0.9}}}
    family = {name: argument | {"family": "f"} for name, argument in arguments.items()}
    shared = Scenario(small(claims, family, **kin))
    moved = evaluate(shared.with_supposition("z", True)).claims["c"].posterior
    assert moved.credence > evaluate(shared).claims["c"].posterior.credence + 0.005
