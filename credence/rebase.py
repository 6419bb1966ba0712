"""A scenario carried over to another library: to the next version, or to a copy that was edited.

Whatever both libraries have is kept; what the new one lacks is named, so that nothing is lost
unsaid.
"""

from collections.abc import Callable, Iterator
from functools import partial

from credence.errors import InputError, Problem
from credence.library import Library
from credence.scenario import Scenario


def rebased(scenario: Scenario, library: Library) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario on another library, and everything that has no place there.

    Toggles are carried over as what is on and off, numbers as the person holds them; a number that
    was the old library's own becomes the new one's.
    """
    result = Scenario(library).with_scepticism(scenario.scepticism)
    result = result.with_seed(scenario.seed).with_draws(scenario.draws)
    result = result.with_firmness(scenario.firmness)
    problems: list[Problem] = []
    for edit in _edits(scenario):
        try:
            result = edit(result)
        except InputError as error:
            problems.extend(error.problems)
    return result, tuple(problems)


def _edits(scenario: Scenario) -> Iterator[Callable[[Scenario], Scenario]]:
    """What the person changed, one edit each."""
    for argument, active in scenario.toggles:
        yield partial(Scenario.with_active, argument=argument, active=active)
    for path, value in scenario.changes:
        yield partial(Scenario.with_number, path=path, value=value)
    for claim, truth in scenario.suppositions:
        yield partial(Scenario.with_supposition, claim=claim, value=truth)
    for claim, stated in scenario.statements:
        yield partial(
            Scenario.with_stated,
            claim=claim,
            credence=stated.credence,
            tolerance=stated.tolerance,
        )
    if scenario.chosen_target is not None:
        yield partial(Scenario.with_target, claim=scenario.chosen_target)
