"""What an argument weighs by itself, beside what it did.

The *weight of evidence* (I. J. Good, *Probability and the Weighing of Evidence*, 1950) is the
logarithm of how much more expected the evidence is if a claim is true than if it is not. In bits it
adds up from one piece of evidence to the next, and it needs no prior. Here it is taken with the
argument alone and sound, and with every number at its median: for an argument on the claim itself
that is log₂ of its ratio; for one on another claim it is what arrives through the network.

People expect the argument to have moved the credence by as many bits. It did so only if nothing else
was open: an argument that may be unsound, whose strength is an interval, or that repeats another one
does less, and one interval of a prior makes the credence a mean over starting points, which no
argument moves by its full weight.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from credence import odds
from credence.answers import credences
from credence.evidence import structure_of
from credence.inference import Question
from credence.number import Number
from credence.relevance import players
from credence.scenario import FEWEST_DRAWS, Scenario

SURE = Number.point(1)


class Reason(StrEnum):
    """Why what an argument did differs from its weight."""

    SOUNDNESS = "soundness"
    UNDERCUT = "undercut"
    UNDERCUTS = "undercuts"
    FAMILY = "family"
    SCEPTICISM = "scepticism"
    RATIO = "ratio"
    NUMBERS = "numbers"
    COMPANY = "company"


@dataclass(frozen=True)
class WeightOfEvidence:
    """One argument's weight for a claim.

    Attributes:
        argument: Its id.
        bits: Its weight, above 0 for the claim; 0 for an argument that only undercuts.
        reasons: What keeps it from having moved the credence by as much, the likeliest first.
    """

    argument: str
    bits: float
    reasons: tuple[Reason, ...]


def weights_of_evidence(
    scenario: Scenario, claim: str | None = None
) -> dict[str, WeightOfEvidence]:
    """The weight of every active argument that can influence a claim, by default the target.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    names = players(scenario, claim)
    medians = _at_medians(scenario)
    asked = [Question(frozenset(on), 0.0, scenario.suppositions) for on in ((), *zip(names))]
    before, *after = (log_odds for _, log_odds in credences(medians, asked, claim))
    common = tuple(_common_reasons(scenario, len(names)))
    return {
        name: WeightOfEvidence(
            name,
            0.0 if log_odds == before else odds.bits(log_odds - before),
            (*_reasons(scenario, name), *common),
        )
        for name, log_odds in zip(names, after, strict=True)
    }


def _at_medians(scenario: Scenario) -> Scenario:
    """The scenario with every number at its median and every argument sound."""
    certain = {path for paths in structure_of(scenario.library).premises.values() for path in paths}
    held = {
        path: SURE if path in certain else Number.point(number.median(kind))
        for path, (kind, number) in scenario.numbers().items()
    }
    own = {path: number for path, (_, number) in scenario.library.numbers.items()}
    changes = tuple(sorted((path, number) for path, number in held.items() if number != own[path]))
    return replace(scenario.with_draws(FEWEST_DRAWS), changes=changes)


def _reasons(scenario: Scenario, name: str) -> Iterator[Reason]:
    """What is so of one argument."""
    structure, library = structure_of(scenario.library), scenario.library
    argument, active = library.arguments[name], set(scenario.active)
    if any(scenario.value(path) != SURE for path in structure.premises[name]):
        yield Reason.SOUNDNESS
    if active & set(structure.undercutters[name]):
        yield Reason.UNDERCUT
    if active & set(argument.undercuts):
        yield Reason.UNDERCUTS
    if argument.family and any(
        library.arguments[other].family == argument.family for other in active - {name}
    ):
        yield Reason.FAMILY
    if scenario.scepticism:
        yield Reason.SCEPTICISM
    if any(not scenario.value(path).is_point for path in library.ratio_paths(name).values()):
        yield Reason.RATIO


def _common_reasons(scenario: Scenario, players: int) -> Iterator[Reason]:
    """What is so of every argument."""
    if any(
        not number.is_point
        for path, (_, number) in scenario.numbers().items()
        if path.startswith("claims.")
    ):
        yield Reason.NUMBERS
    if players > 1:
        yield Reason.COMPANY
