"""What it does not to know whether an argument speaks for or against.

A likelihood ratio whose interval straddles 1, such as from ½ to 2, looks like no evidence. It is not
quite: the credence is a mean of probabilities, and a ratio of 2 adds more to a low credence than a ratio
of ½ takes from it. So uncertainty that is neutral in log-odds *raises* a low credence and lowers a
high one, by itself. Nothing is wrong with that, but people take the move for the argument's.

The *neutral uncertainty* of an argument is its effect minus that of its median: the credence in bits
as it is, minus what it would be with every such ratio at its median, all else as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from credence import odds
from credence.answers import credences, question_of
from credence.number import Kind, Number
from credence.relevance import players
from credence.scenario import Scenario

NAMED = 0.25
"""Bits over which it is said to people."""


@dataclass(frozen=True)
class NeutralUncertainty:
    """What one argument does only because its ratio is uncertain.

    Attributes:
        argument: Its id.
        bits: Difference of the credence's log-odds; above 0 where it raises the credence.
    """

    argument: str
    bits: float

    @property
    def is_named(self) -> bool:
        """Whether it is large enough to be said."""
        return abs(self.bits) > NAMED


def neutral_uncertainty(
    scenario: Scenario, claim: str | None = None, *, least: float = 0.0
) -> dict[str, NeutralUncertainty]:
    """That of each active argument that can influence a claim and has a ratio that straddles 1.

    Args:
        scenario: What is switched on.
        claim: The claim; the scenario's target by default.
        least: Bits; arguments that cannot do as much are left out without being worked out.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    straddling = {
        name: paths
        for name in players(scenario, claim)
        if (paths := dict(_straddling(scenario, name))) and _most(paths.values()) >= least
    }
    if not straddling:
        return {}
    now = _log_odds(scenario, claim)
    return {
        name: NeutralUncertainty(name, odds.bits(now - _log_odds(_calm(scenario, paths), claim)))
        for name, paths in straddling.items()
    }


def _straddling(scenario: Scenario, name: str) -> Iterator[tuple[str, Number]]:
    for path in scenario.library.ratio_paths(name).values():
        if (held := scenario.value(path)).low < 1 < held.high:
            yield path, held


def _most(ratios: Iterable[Number]) -> float:
    """Bits that it can come to at most: a log-normal ratio's mean over its median, σ²/2."""
    return odds.bits(sum(held.normal(Kind.RATIO)[1] ** 2 / 2 for held in ratios))


def _calm(scenario: Scenario, paths: dict[str, Number]) -> Scenario:
    for path, held in paths.items():
        scenario = scenario.with_number(path, held.median(Kind.RATIO))
    return scenario


def _log_odds(scenario: Scenario, claim: str) -> float:
    ((_, log_odds),) = credences(scenario, [question_of(scenario)], claim)
    return log_odds
