"""A scenario carried over to another library."""

from hypothesis import given
from hypothesis import strategies as st

from credence.files import load_library
from credence.files.draft import checked, copy_of, text_of, without_item
from credence.rebase import rebased
from credence.scenario import Scenario
from tests.strategies import libraries, scenarios

AI = load_library("ai-risk-1")


@given(st.data())
def test_on_an_equal_library_nothing_changes(data):
    """Any scenario, carried over to its own library, is itself."""
    library = data.draw(libraries())
    scenario = data.draw(scenarios(library))
    assert (scenario, ()) == rebased(scenario, library)


def test_what_the_new_library_lacks_is_named_and_the_rest_kept():
    """Without an argument, its toggle and its number are problems; all else is carried over."""
    scenario = (
        Scenario(AI)
        .with_active("speed")
        .with_active("animal_culture")
        .with_number("arguments.animal_culture.soundness", 0.2)
        .with_number("claims.doom.prior", 0.01)
        .with_supposition("scheming", True)
        .with_stated("doom", 0.2, 0.7)
        .with_scepticism(0.1)
    )
    changed = without_item(checked(copy_of(AI)).data, "arguments", "animal_culture")
    library = checked(text_of(changed)).library
    found, problems = rebased(scenario, library)
    assert ["arguments.animal_culture", "arguments.animal_culture.soundness"] == [
        problem.path for problem in problems
    ]
    assert ("speed",) == found.active
    assert (0.01, 0.01) == (
        found.value("claims.doom.prior").low,
        found.value("claims.doom.prior").high,
    )
    assert (scenario.suppositions, scenario.statements, 0.1) == (
        found.suppositions,
        found.statements,
        found.scepticism,
    )
