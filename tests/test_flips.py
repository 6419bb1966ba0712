"""Flips are the credences of edited scenarios."""

import pytest
from hypothesis import assume, given

from credence.errors import InputError
from credence.flips import flips
from credence.scenario import Scenario
from credence.update import credence_of
from tests import strategies
from tests.small import small


@given(strategies.cases(intervals=True, extreme=True))
def test_a_flip_is_the_edited_scenario(scenario):
    """The flipped credence is that of the scenario with the toggle edited, to the last digit."""
    scenario = scenario.with_draws(64)
    try:
        now = credence_of(scenario)
    except InputError:
        assume(False)
    found = flips(scenario)
    assert list(scenario.library.arguments) == list(found)
    for name, flip in found.items():
        active = scenario.is_active(name)
        flipped = credence_of(scenario.with_active(name, not active))
        assert (active, flipped, flipped - now) == (flip.active, flip.flipped, flip.change)


def test_only_what_is_asked_for():
    """Flips of named arguments on a named claim; unknown ones are named, all at once."""
    library = small(
        {"c": {"prior": 0.5}, "d": {"prior": 0.5}},
        {"a": {"claim": "c", "lr": 3}, "b": {"claim": "d", "lr": 3}},
    )
    scenario = Scenario(library)
    found = flips(scenario, "c", ["b", "a"])
    assert ["b", "a"] == list(found)
    assert (0, 0.25) == pytest.approx((found["b"].change, found["a"].change), abs=1e-15)
    with pytest.raises(InputError) as caught:
        flips(scenario, "c", ["x", "a", "y"])
    assert ["arguments.x", "arguments.y"] == [p.path for p in caught.value.problems]
    with pytest.raises(InputError, match="there is no claim “e”"):
        flips(scenario, "e")
