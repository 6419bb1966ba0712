"""What is shared without priors says how strong arguments are, and not how probable claims are."""

from hypothesis import given

from credence.files import load_library
from credence.links import encode
from credence.links.parts import parts_of
from credence.scenario import Scenario
from credence.sharing import holds_priors, without_priors
from tests.strategies import cases

AI = load_library("ai-risk-1")
OF_ARGUMENTS = (
    Scenario(AI)
    .with_only(["speed", "white_box"])
    .with_number("arguments.speed.bears_on.scheming", 0.3)
    .with_number("arguments.speed.soundness", {"low": 0.2, "high": 0.6})
    .with_number("arguments.speed.premises.low_slack", 0.4)
    .with_number("arguments.overfitting_reductio.undercuts.counting_functions", 0.9)
    .with_number("families.counting.overlap", 1)
    .with_scepticism(0.25)
    .with_target("scheming")
    .with_seed(7)
    .with_draws(1024)
)


def test_everything_about_claims_stays_at_home():
    """Priors, weights, causes, suppositions and stated credences are left out; all else is kept."""
    everything = (
        OF_ARGUMENTS.with_number("claims.doom.prior", 0.2)
        .with_number("claims.scheming.weight", 3)
        .with_number("claims.doom.causes.takeover", 0.5)
        .with_supposition("goal_directed", value=True)
        .with_stated("doom", 0.123, 0.7)
    )
    assert OF_ARGUMENTS == without_priors(everything)
    assert holds_priors(everything)
    assert not holds_priors(OF_ARGUMENTS)


def test_a_row_of_a_table_is_a_prior_too():
    """A claim's probability given its parents is how probable one holds it."""
    teaching = Scenario(load_library("teaching-1"))
    assert teaching == without_priors(teaching.with_number("claims.alarm.table.01", 0.4))


@given(cases(questions=True))
def test_no_scenario_keeps_a_word_about_its_claims(scenario):
    """What is left holds no part about a claim's own probability, and all about arguments."""
    left = without_priors(scenario)
    parts = {part.partition(".")[0] for part in parts_of(left)}
    assert not parts & {"prior", "weight", "cause", "table", "true", "false", "stated"}
    about_arguments = [path for path in scenario.library.numbers if not path.startswith("claims.")]
    for path in about_arguments:
        assert scenario.value(path) == left.value(path)
    assert (scenario.active, scenario.target) == (left.active, left.target)
    assert left == without_priors(left)


@given(cases(questions=True))
def test_what_is_left_does_not_depend_on_what_was_left_out(scenario):
    """Two people who differ about claims alone share the same, to the last letter."""
    other = scenario.with_supposition(scenario.target, value=True).with_stated(scenario.target, 0.3)
    for path in scenario.library.numbers:
        if path.startswith("claims."):
            other = other.with_number(path, 0.987)
    assert encode(without_priors(scenario)) == encode(without_priors(other))
