"""Where two people's credences part: what each thing on which they differ accounts for.

The gap between two scenarios on one library is shared out by Shapley values: what each difference
does when it changes from A's side to B's, averaged over every order in which all of them could. The
shares sum to the gap, B's credence minus A's, in points and in bits; exchanging A and B turns their
signs. *Interactions* are what two differences do together beyond what each does alone.

People may *state* an overall credence, too. Then that is what they are apart on, and what their
arguments and numbers *imply* stands beside it: only what is implied can be shared out.

What makes people differ is not what would bring them together: for that, see the *value of
discrimination* (`credence.discrimination`).

Where something in between would be impossible (A takes for granted what B's numbers rule out), the
differences that can rule anything out change sides together, as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from credence import odds
from credence.between import Between, Player
from credence.differences import Difference, can_rule_out, check_library, differences, mattering
from credence.errors import InputError
from credence.scenario import Scenario
from credence.shapley import Shares, Worth, shapley

MOST_PAIRED = 24
"""Differences, the largest, whose pairs are tried for interactions."""


@dataclass(frozen=True)
class Part:
    """What one difference accounts for.

    Attributes:
        number: Its name; several joined by `` + `` where they change sides together.
        differences: What is held differently, on both sides.
        points: Part of the gap, as a difference of probabilities.
        bits: Part of the gap in log-odds; ``None`` where one side is certain.
        se: Standard error of ``points``; 0 where exact, ``None`` where unknown.
        matters: Whether it can move the target at all, whatever the numbers.
    """

    number: str
    differences: Player
    points: float
    bits: float | None
    se: float | None
    matters: bool = True


@dataclass(frozen=True)
class Together:
    """What two differences do together beyond their parts.

    Attributes:
        a: Name of one.
        b: Name of the other.
        points: The credence with both changed, minus with either alone, plus with neither; the
            mean of two cases: all else as A holds it, and all else as B does.
        bits: The same of the log-odds; ``None`` where a side is certain.
    """

    a: str
    b: str
    points: float
    bits: float | None


@dataclass(frozen=True)
class Comparison:
    """Two credences in one claim, and the gap shared out.

    Attributes:
        target: The claim.
        a: The credence that the first one's arguments and numbers imply.
        b: The same of the second one.
        stated: What each states overall, or ``None``.
        log_odds: Natural log-odds of both; may be infinite.
        exact: Whether every order was tried, not a sample.
        parts: What each difference accounts for, the largest in points first; those that cannot
            matter last.
        pairs: Differences that do something together beyond their parts, the largest first.
    """

    target: str
    a: float
    b: float
    stated: tuple[float | None, float | None]
    log_odds: tuple[float, float]
    exact: bool
    parts: tuple[Part, ...]
    pairs: tuple[Together, ...]

    @property
    def difference(self) -> float:
        """The gap that is shared out: the second implied credence minus the first."""
        return self.b - self.a

    @property
    def is_stated(self) -> bool:
        """Whether either of them states an overall credence."""
        return self.stated != (None, None)

    @property
    def said(self) -> tuple[float, float]:
        """What each goes by: the stated credence, or the implied one where none is stated."""
        first, second = self.stated
        return self.a if first is None else first, self.b if second is None else second

    @property
    def difference_bits(self) -> float | None:
        """The gap in log-odds; ``None`` where one side is certain."""
        before, after = self.log_odds
        if before == after:
            return 0.0
        gap = odds.bits(after - before)
        return gap if isfinite(gap) else None


def compare(
    a: Scenario,
    b: Scenario,
    claim: str | None = None,
    *,
    most_evaluations: int = 2**12,
    most_paired: int = MOST_PAIRED,
) -> Comparison:
    """Share the gap between two scenarios' credences among all on which they differ.

    Both are answered with the smaller seed and the larger number of draws of the two.

    Args:
        a: One person's scenario.
        b: The other's, on the same library.
        claim: The claim; ``a``'s target by default.
        most_evaluations: Bound on the scenarios evaluated for the shares; 12 differences are exact
            with the default, more are sampled with a standard error.
        most_paired: Differences, the largest, whose pairs are tried for interactions.

    Raises:
        InputError: The libraries differ, or what is supposed on one side has probability 0.
    """
    check_library(a, b)
    claim = a.asked(claim)
    seed, draws = min(a.seed, b.seed), max(a.draws, b.draws)
    a, b = (side.with_seed(seed).with_draws(draws) for side in (a, b))
    found = differences(a, b)
    can = mattering(a, b, claim)
    # Both ends as they are held, so that an impossible supposition of one's own is reported as such.
    ends = np.concatenate([Between(s, s, claim, []).worths([()]) for s in (a, b)])
    players: list[Player] = [(one,) for one in found if one.number in can]
    try:
        parts, pairs, exact = _shared(Between(a, b, claim, players), most_evaluations, most_paired)
    except InputError:
        players = _bundled(a, players)
        parts, pairs, exact = _shared(Between(a, b, claim, players), most_evaluations, most_paired)
    still = [
        Part(one.number, (one,), 0.0, 0.0, 0.0, matters=False)
        for one in found
        if one.number not in can
    ]
    return Comparison(
        target=claim,
        a=float(ends[0, 0]),
        b=float(ends[1, 0]),
        stated=(_stated(a, claim), _stated(b, claim)),
        log_odds=(float(ends[0, 1]), float(ends[1, 1])),
        exact=exact,
        parts=(*parts, *still),
        pairs=tuple(pairs),
    )


def _stated(side: Scenario, claim: str) -> float | None:
    held = side.stated.get(claim)
    return held.credence if held else None


def _shared(
    between: Between, most_evaluations: int, most_paired: int
) -> tuple[list[Part], list[Together], bool]:
    """The parts and the pairs, the largest first, and whether they are exact."""
    held: dict[frozenset[int], NDArray[np.float64]] = {}

    def worth(coalitions: Sequence[frozenset[int]]) -> NDArray[np.float64]:
        new = [coalition for coalition in coalitions if coalition not in held]
        held.update(zip(new, between.worths(new), strict=True))
        return np.array([held[coalition] for coalition in coalitions]).reshape(-1, 2)

    count = len(between.players)
    with np.errstate(invalid="ignore"):  # infinite log-odds, which are told as none
        shares = shapley(worth, count, seed=between.a.seed, most_evaluations=most_evaluations)
        largest = sorted(range(count), key=lambda i: -abs(shares.values[i, 0]))
        pairs = _pairs(worth, between.players, largest[:most_paired])
    return [_part(between.players[i], shares, i) for i in largest], pairs, shares.exact


def _part(player: Player, shares: Shares, index: int) -> Part:
    points, log_odds = shares.values[index].tolist()
    return Part(
        number=_name(player),
        differences=player,
        points=points,
        bits=odds.bits(log_odds) if isfinite(log_odds) else None,
        se=None if shares.errors is None else float(shares.errors[index, 0]),
    )


def _pairs(worth: Worth, players: Sequence[Player], largest: Sequence[int]) -> list[Together]:
    """The second difference of every pair, as the mean over both ends."""
    everyone = frozenset(range(len(players)))
    tried = [frozenset(pair) for pair in combinations(sorted(largest), 2)]
    asked = []
    for pair in tried:
        one, other = (frozenset({i}) for i in sorted(pair))
        for rest in (frozenset[int](), everyone - pair):
            asked += [rest | pair, rest | one, rest | other, rest]
    if not asked:
        return []
    worths = worth(asked).reshape(len(tried), 2, 4, 2)
    second = worths[:, :, 0] - worths[:, :, 1] - worths[:, :, 2] + worths[:, :, 3]
    found = [
        Together(
            a=_name(players[min(pair)]),
            b=_name(players[max(pair)]),
            points=float(points),
            bits=odds.bits(float(log_odds)) if isfinite(log_odds) else None,
        )
        for pair, (points, log_odds) in zip(tried, second.mean(axis=1), strict=True)
    ]
    return sorted(found, key=lambda pair: -abs(pair.points))


def _bundled(a: Scenario, players: Sequence[Player]) -> list[Player]:
    """All differences that can rule anything out as one player, and the others as they are."""
    kinds = {path: kind for path, (kind, _) in a.library.numbers.items()}
    strict: list[Difference] = []
    free: list[Player] = []
    for player in players:
        if can_rule_out(player[0], kinds.get(player[0].number)):
            strict.append(player[0])
        else:
            free.append(player)
    return [tuple(strict), *free] if strict else free


def _name(player: Player) -> str:
    return " + ".join(difference.number for difference in player)
