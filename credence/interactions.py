"""What pairs of arguments do beyond their parts.

The *interaction* of two active arguments is the second difference of the credence: with both, minus
with either alone, plus with neither, all the other arguments on as they are. It is 0 where each
does the same whether or not the other is on. Families, undercuts and the network make it differ
from 0; so does the mere curve from log-odds to probability, which the value in bits leaves out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from credence import odds
from credence.answers import credences, question_of
from credence.relevance import players
from credence.scenario import Scenario


@dataclass(frozen=True)
class Interaction:
    """The second difference of one pair.

    Attributes:
        a: One argument.
        b: The other.
        points: Of the credence, as a difference of probabilities.
        bits: Of the log-odds of the credence.
    """

    a: str
    b: str
    points: float
    bits: float


def interactions(
    scenario: Scenario, claim: str | None = None, among: Iterable[str] | None = None
) -> list[Interaction]:
    """Every pair of active arguments that can influence a claim, the largest in points first.

    Args:
        scenario: What is switched on.
        claim: The claim that is watched; the scenario's target by default.
        among: Arguments whose pairs are asked for; all of them by default.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    wanted = None if among is None else set(among)
    names = [n for n in players(scenario, claim) if wanted is None or n in wanted]
    now = question_of(scenario)
    pairs = list(combinations(names, 2))
    without = [frozenset(), *(frozenset({n}) for n in names), *(frozenset(pair) for pair in pairs)]
    questions = [replace(now, active=now.active - left) for left in without]
    worth = dict(zip(without, credences(scenario, questions, claim), strict=True))

    def second(index: int, a: str, b: str) -> float:
        both, none = worth[frozenset()][index], worth[frozenset({a, b})][index]
        return both - worth[frozenset({a})][index] - worth[frozenset({b})][index] + none

    found = [Interaction(a, b, second(0, a, b), odds.bits(second(1, a, b))) for a, b in pairs]
    return sorted(found, key=lambda pair: -abs(pair.points))
