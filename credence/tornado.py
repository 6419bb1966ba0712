"""How much of a credence hangs on each uncertain number.

A *tornado* moves one number at a time from its 5th to its 95th percentile, everything else as it
is, and notes the credence at both ends; the widest bar is the number that matters most. It says
nothing on numbers that move together, and a point, however doubtful, has no bar.
"""

from dataclasses import dataclass

from credence.relevance import players
from credence.scenario import Scenario
from credence.update import credence_of


@dataclass(frozen=True)
class Bar:
    """One number's part in the tornado.

    Attributes:
        number: Its path in the library.
        low: Its 5th percentile.
        high: Its 95th percentile.
        at_low: The credence with the number at its 5th percentile, known exactly.
        at_high: The credence with it at its 95th.
    """

    number: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the credence moves, as a difference of probabilities."""
        return abs(self.at_high - self.at_low)


def tornado(scenario: Scenario, claim: str | None = None) -> list[Bar]:
    """The bars of every uncertain number that is in play, the widest first.

    In play are the numbers of claims, and those of active arguments that can influence the claim;
    the numbers of all other arguments cannot move it.

    Args:
        scenario: What is switched on.
        claim: The claim that is watched; the scenario's target by default.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    playing = set(players(scenario, claim))
    bars = []
    for path, (_, held) in scenario.numbers().items():
        section, item, _ = path.split(".", 2)
        if held.is_point or (section == "arguments" and item not in playing):
            continue
        ends = (
            credence_of(scenario.with_number(path, end), claim) for end in (held.low, held.high)
        )
        bars.append(Bar(path, held.low, held.high, *ends))
    return sorted(bars, key=lambda bar: -bar.width)
