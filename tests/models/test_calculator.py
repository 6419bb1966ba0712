"""The PyMC model against the engine, scenario by scenario, and what the model looks like.

The two share the formulas and nothing that is random: PyMC draws plainly and unstratified from its
own generator, and turns families, toggles and suppositions into data where the engine takes
arguments out. The bound is five combined standard errors of the two means. The engine's share is
an upper bound, since its draws are stratified, so among some 400 comparisons a false alarm is a
matter of one run in thousands; the seeds are fixed, so a run that passed passes again.
"""

import numpy as np
import pymc as pm
import pytest

from credence.errors import InputError
from credence.files import load_library
from credence.library import Library
from credence.scenario import Scenario
from credence.update import evaluate
from models.library import calculator_model, set_scenario
from models.numbers import groups_of, scenario_data
from models.predictive import PriorPredictive, prior_predictive

DRAWS = 100_000
ENGINE_DRAWS = 65_536
STANDARD_ERRORS = 5
ROUNDING = 1e-12  # where nothing is uncertain both errors are 0, and only rounding is left
SETS = 8_192

AI_RISK = load_library("ai-risk-1")
PLAIN = Scenario(AI_RISK)
ALL_ON = PLAIN.with_only(AI_RISK.arguments)
FEATURED = PLAIN.with_only(AI_RISK.featured)


def every_second_number(scenario, change):
    """The scenario with half of its likelihood ratios and soundnesses changed."""
    paths = [p for p in AI_RISK.numbers if p.endswith((".lr", ".soundness"))]
    for path in paths[::2]:
        scenario = scenario.with_number(path, change[path.rsplit(".", 1)[1]])
    return scenario


SCENARIOS = {
    "nothing": PLAIN.with_only([]),
    "everything": ALL_ON,
    "featured": FEATURED,
    "half of them, another seed": PLAIN.with_only(list(AI_RISK.arguments)[::2]).with_seed(7),
    "scheming is supposed": FEATURED.with_supposition("scheming", True),
    "no doom, and goals are misaligned": ALL_ON.with_supposition("doom", False).with_supposition(
        "misaligned_goals", True
    ),
    "scepticism": ALL_ON.with_scepticism(0.4),
    "points at 0 and 1": ALL_ON.with_number("claims.goal_directed.prior", 1)
    .with_number("claims.sharp_left_turn.prior", 0)
    .with_number("arguments.white_box.soundness", 1)
    .with_number("arguments.counting_functions.soundness", 0)
    .with_number("claims.reward_seeking.weight", 0),
    "wide intervals": every_second_number(
        ALL_ON, {"lr": {"low": 0.2, "high": 20}, "soundness": {"low": 0.2, "high": 0.95}}
    ),
    "other overlaps": ALL_ON.with_number("families.counting.overlap", 0)
    .with_number("families.rl_intuition.overlap", 1)
    .with_number("families.human_values.overlap", 0.9),
}

NAMED = {"title": "A claim", "statement": "It is so."}


def argument(**fields):
    """An argument with the texts that the format asks for."""
    return {"title": "An argument", "summary": "A reason.", "active": True} | fields


TABLES = Library.model_validate(
    {
        "id": "tables",
        "version": 1,
        "title": "A full table on two causes, and arguments that undercut in a chain",
        "claims": {
            "rain": NAMED | {"prior": {"low": 0.1, "high": 0.4}},
            "sprinkler": NAMED | {"parents": ["rain"], "table": {"0": 0.5, "1": 0.05}},
            "wet": NAMED
            | {
                "parents": ["sprinkler", "rain"],
                "table": {"00": 0, "01": 0.9, "10": {"low": 0.6, "high": 0.95}, "11": 1},
            },
        },
        "arguments": {
            "shoes": argument(claim="wet", lr={"low": 2, "high": 9}, soundness=0.8),
            "floor": argument(claim="wet", undercuts={"shoes": 0.7}, soundness=0.6),
            "dry": argument(claim="wet", undercuts={"floor": {"low": 0.3, "high": 0.9}}),
            "radar": argument(
                bears_on={"rain": 4, "sprinkler": {"low": 0.2, "high": 0.9}},
                premises={"on": 0.9, "read": {"low": 0.5, "high": 0.8}},
            ),
        },
    }
)

ALTERNATIVES = Library.model_validate(
    {
        "id": "alternatives",
        "version": 1,
        "title": "One of three where there is a trial, with a family of four arguments",
        "claims": {
            "crime": NAMED | {"prior": 0.7},
            "trial": NAMED | {"requires": ["crime"], "prior": {"low": 0.3, "high": 0.8}},
            "verdict": NAMED
            | {"causes": {"butler": 0.9, "cook": {"low": 0.2, "high": 0.6}}, "prior": 0.01},
        },
        "alternatives": {
            "who": {
                "title": "Who",
                "requires": ["trial"],
                "members": {
                    "butler": NAMED | {"weight": {"low": 1, "high": 5}},
                    "cook": NAMED | {"weight": 2},
                    "nobody": NAMED | {"weight": 1},
                },
            }
        },
        "families": {"witnesses": {"title": "Witnesses", "overlap": 0.6}},
        "arguments": {
            f"witness_{index}": argument(
                claim="butler", lr=ratio, soundness=0.7, family="witnesses"
            )
            for index, ratio in enumerate([3, {"low": 1, "high": 12}, 0.3, 3])
        }
        | {"alibi": argument(claim="cook", lr=0.1), "acquittal": argument(claim="verdict", lr=0.5)},
    }
)


@pytest.fixture(scope="module")
def ai_risk():
    """One model of ai-risk-1 and its one compiled function."""
    model = calculator_model(AI_RISK, sets=SETS)
    return model, PriorPredictive(model)


def check_agreement(drawn, scenario):
    """Every claim's prior and posterior lie within the bound of the engine's."""
    claims = evaluate(scenario.with_draws(ENGINE_DRAWS)).claims
    too_far = {}
    for index, (claim, result) in enumerate(claims.items()):
        for name, engine in (("prior", result.prior), ("posterior", result.posterior)):
            values, weight = drawn[name][:, index], drawn[f"{name}_weight"]
            assert values.shape == (DRAWS,)
            credence = np.average(values, weights=weight)
            pulls = weight * (values - credence) / weight.mean()
            error = np.hypot(pulls.std() / np.sqrt(DRAWS), engine.mcse)
            if abs(credence - engine.credence) > STANDARD_ERRORS * error + ROUNDING:
                too_far[claim, name] = credence, engine.credence, error
    assert {} == too_far


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_prior_predictive_agrees_with_the_engine(ai_risk, name):
    """100,000 draws of the model give the engine's credences; one function serves every scenario."""
    model, predictive = ai_risk
    set_scenario(model, SCENARIOS[name])
    check_agreement(predictive.draw(DRAWS, seed=1), SCENARIOS[name])


@pytest.mark.parametrize("library", [TABLES, ALTERNATIVES], ids=lambda library: library.id)
def test_small_libraries_agree_too(library):
    """Tables, gated alternatives, chains of undercuts and a family with a tie agree on each claim."""
    model = calculator_model(library, sets=SETS)
    first, last = library.claim_ids[0], library.claim_ids[-1]
    for scenario in (
        Scenario(library),
        Scenario(library).with_only(list(library.arguments)[:2]),
        Scenario(library).with_supposition(last, True).with_scepticism(0.2),
        Scenario(library).with_supposition(first, False),
    ):
        set_scenario(model, scenario)
        check_agreement(prior_predictive(model, DRAWS, seed=2), scenario)


def test_points_are_exact():
    """With every number a point and every soundness 1, one draw is the engine's answer itself."""
    scenario = Scenario(ALTERNATIVES)
    for path, (kind, number) in ALTERNATIVES.numbers.items():
        if path.endswith(".soundness"):
            scenario = scenario.with_number(path, 1)
        elif not number.is_point:
            scenario = scenario.with_number(path, number.median(kind))
    model = calculator_model(ALTERNATIVES)
    set_scenario(model, scenario)
    [posterior] = prior_predictive(model, draws=1, seed=3)["posterior"]
    expected = [result.posterior.credence for result in evaluate(scenario).claims.values()]
    np.testing.assert_allclose(posterior, expected, rtol=1e-12)


def test_one_set_and_many_are_the_same_model():
    """A model of many parameter sets gives, set by set, what the model of one set gives."""
    one, many = calculator_model(TABLES), calculator_model(TABLES, sets=3)
    names = [variable.name for variable in one.free_RVs]
    generator = np.random.default_rng(4)
    values = {name: generator.uniform(size=(len(one[name].eval()), 3)) for name in names}

    def posterior(model, values):
        given = {model[name]: values[name] for name in names}
        return model["posterior"].eval(given, mode="FAST_COMPILE")

    together = posterior(many, values)
    for index in range(3):
        alone = posterior(one, {name: values[name][:, index] for name in names})
        np.testing.assert_allclose(alone, together[:, index], rtol=1e-14)


def test_a_seed_gives_the_same_draws():
    """The same seed gives the same draws, another seed others, and uneven counts are kept."""
    model = calculator_model(TABLES, sets=64)
    first = prior_predictive(model, 100, seed=5)["posterior"]
    assert first.shape == (100, 3)
    np.testing.assert_array_equal(first, prior_predictive(model, 100, seed=5)["posterior"])
    assert not np.array_equal(first, prior_predictive(model, 100, seed=6)["posterior"])


def test_an_impossible_supposition_is_refused():
    """Supposing both of two alternatives is an error that says where."""
    both = Scenario(ALTERNATIVES).with_supposition("butler", True).with_supposition("cook", True)
    model = calculator_model(ALTERNATIVES)
    set_scenario(model, both)
    with pytest.raises(InputError, match="suppose"):
        prior_predictive(model, draws=10, seed=0)


def test_a_scenario_of_another_library_is_refused():
    """A model answers for its own library alone."""
    with pytest.raises(InputError, match="made of a library with other"):
        set_scenario(calculator_model(TABLES), Scenario(ALTERNATIVES))


def test_the_model_has_named_dimensions():
    """Arguments and claims are dimensions, under their ids; what is reported lies along them."""
    model = calculator_model(AI_RISK)
    assert tuple(AI_RISK.arguments) == model.coords["argument"]
    assert AI_RISK.claim_ids == model.coords["claim"]
    dims = model.named_vars_to_dims
    assert ("claim",) == tuple(dims["prior"]) == tuple(dims["posterior"])
    assert ("argument",) == tuple(dims["active"]) == tuple(dims["sound"])
    assert ("ratio",) == tuple(dims["log_likelihood_ratio"])


def test_every_likelihood_ratio_is_random():
    """There is one random offset for each likelihood ratio of the library."""
    ratios = [p for p in AI_RISK.numbers if p.endswith(".lr") or ".bears_on." in p]
    model = calculator_model(AI_RISK)
    assert model["likelihood_ratio_offset"] in model.free_RVs
    assert (len(ratios),) == tuple(model["likelihood_ratio_offset"].shape.eval())


def test_every_number_is_data():
    """Every number of the library is in one group, and all that a scenario sets is data."""
    grouped = [path for group in groups_of(AI_RISK) for path in group.paths]
    overlaps = [f"families.{name}.overlap" for name in AI_RISK.families]
    assert sorted(AI_RISK.numbers) == sorted(grouped + overlaps)
    model = calculator_model(AI_RISK)
    assert set(scenario_data(PLAIN)) == {variable.name for variable in model.data_vars}


def test_labels_tell_numbers_apart():
    """No two numbers of a group carry the same label."""
    for library in (AI_RISK, TABLES, ALTERNATIVES):
        for group in groups_of(library):
            assert len(group.labels) == len(set(group.labels))


def test_the_model_can_be_drawn():
    """The picture of ai-risk-1 has under 50 nodes and follows the argument's path step by step."""
    graph = pm.model_graph.ModelGraph(calculator_model(AI_RISK)).make_compute_graph()
    assert len(graph) < 50
    numbers = {"claim_probability_log_odds", "log_weight"}
    assert {"overlap", "family_strength"} < graph["log_likelihood_ratio"]
    assert numbers | {"supposed"} == graph["prior"]
    assert numbers | {"supposed", "evidence"} == graph["posterior"]
    assert {"overlap", "scepticism", "sound", "log_likelihood_ratio"} == graph["evidence"]
    assert {
        "active",
        "soundness_draw",
        "family_fate",
        "overlap",
        "soundness_log_odds",
        "premise_probability_log_odds",
        "undercut_strength_log_odds",
    } == graph["sound"]


def test_graphviz_reads_the_model():
    """Where the graphviz package is there, PyMC writes the model's picture with its dimensions."""
    pytest.importorskip("graphviz")
    source = pm.model_to_graphviz(calculator_model(TABLES)).source
    assert "posterior" in source
    assert "claim (3)" in source
