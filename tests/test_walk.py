"""The walk through a library's questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.files import load_library, released
from credence.relevance import players
from credence.scenario import Scenario
from credence.walk import Answered, steps
from tests.strategies import libraries

AI = load_library("ai-risk-1")


def test_the_short_walk_asks_for_the_featured_arguments():
    """In their order, with each one's ratio before its soundness, and no number that is not theirs."""
    found = steps(AI, "doom", short=True)
    assert AI.featured == tuple(step.item for step in found)
    speed = next(step for step in found if step.item == "speed")
    assert "arguments.speed.soundness" == speed.paths[2]
    assert all(path in AI.numbers for step in found for path in step.paths)


@pytest.mark.parametrize("name", released())
def test_the_long_walk_asks_for_all_that_can_move_the_target(name):
    """Every argument that could be a player has a step, and the target one where it has numbers."""
    library = load_library(name)
    for target in library.claim_ids:
        found = steps(library, target, short=False)
        everything = Scenario(library).with_only(library.arguments)
        arguments = tuple(step.item for step in found if not step.is_claim)
        assert players(everything, target) == arguments
        assert target in [step.item for step in found if step.is_claim]


@given(libraries())
def test_any_library_can_be_walked(library):
    """Steps are never empty of numbers, and no number is asked for twice."""
    for claim in library.claim_ids:
        paths = [path for step in steps(library, claim, short=False) for path in step.paths]
        assert len(set(paths)) == len(paths)
        assert set(paths) <= set(library.numbers)


@given(st.sets(st.integers(0, 600)))
def test_what_is_answered_fits_into_a_link(answered):
    """The code of any set of steps comes back."""
    held = Answered()
    for step in answered:
        held = held.with_step(step)
    assert held == Answered.of(held.code)
    assert answered == {step for step in range(601) if step in held}
    assert [n for n in range(601) if n not in answered] == list(held.open_among(601))


@pytest.mark.parametrize("code", ["", "xyz", "-1", "ff ff", "f" * 300, "٣"])
def test_a_damaged_code_is_nothing_answered(code):
    """Whatever stands in a link opens."""
    assert Answered() == Answered.of(code)
