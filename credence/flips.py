"""What flipping each toggle would do to one claim.

A *flip* compares the credence as it is with the credence that one toggle the other way would give,
everything else as it is. What an argument does therefore depends on the others: an undercutter
does nothing while what it undercuts is switched off. Flips do not add up to the whole move.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from credence.answers import credences, question_of
from credence.errors import InputError, Problem, unknown
from credence.scenario import Scenario


@dataclass(frozen=True)
class Flip:
    """The effect of one toggle.

    Attributes:
        active: Whether the argument is switched on now.
        flipped: The claim's credence with this one toggle the other way.
        change: ``flipped`` minus the credence now, as a difference of probabilities.
    """

    active: bool
    flipped: float
    change: float


def flips(
    scenario: Scenario, claim: str | None = None, arguments: Iterable[str] | None = None
) -> dict[str, Flip]:
    """The flip of each argument (all of the library's by default) on one claim.

    Args:
        scenario: What is switched on now.
        claim: The claim that is watched; the scenario's target by default.
        arguments: The arguments to flip.

    Raises:
        InputError: An id is unknown, what is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    known = scenario.library.arguments
    names = list(known if arguments is None else arguments)
    if strangers := [name for name in names if name not in known]:
        raise InputError(
            Problem(f"arguments.{name}", unknown("argument", name, known)) for name in strangers
        )
    now = question_of(scenario)
    questions = [replace(now, active=now.active ^ {name}) for name in names]
    base, *flipped = (credence for credence, _ in credences(scenario, (now, *questions), claim))
    return {
        name: Flip(name in now.active, credence, credence - base)
        for name, credence in zip(names, flipped, strict=True)
    }
