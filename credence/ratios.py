"""The likelihood ratio at which a credence equals a threshold, one ratio at a time.

The argument is switched on for it and all else stays as it is. A ratio has a *label*: the id of its
argument, or id and claim (``speed.scheming``) where the argument bears on several claims, each with a
ratio of its own.

In one draw a credence rises or falls all the way as a ratio grows. Over the draws it need not: where
an argument speaks for the target in some of them and against it in others (its claim may be a rival
of the target or lead to it, as the numbers have it), or where something is supposed and the ratio
moves how much a draw weighs, the mean may turn round, and meet the threshold twice. Then one of the
ratios that do it is told, the nearest to today's that is found.

That no ratio does it has two reasons, which people take for one: the credence stays on this side
*however strong* the argument is, or it has crossed *at any strength*, by what the argument undercuts.
"""

import math
from dataclasses import dataclass

import numpy as np

from credence import odds
from credence.answers import marginals, question_of
from credence.drawn_evidence import Truths
from credence.inference import SAFE_EXPONENT
from credence.library import Library
from credence.line_search import roots
from credence.marginal import Marginal
from credence.number import Kind
from credence.parameters import Values
from credence.scenario import Scenario

STRONGEST = 1e300
"""Likelihood ratios from 1:1e300 to 1e300:1 are searched, as far as they can be written."""

_MOST = math.log(STRONGEST)

_USUAL = math.log(1e6)
"""Most ratios lie within a million, where plain products do; what does not is sought beyond."""

_PLAIN = SAFE_EXPONENT / 2
"""How far a ratio may go so that plain products do unless the other numbers reach as far again."""

_SETTLING = 100.0
"""A credence that changes nowhere along this stretch of log ratios is near none of its turns."""

_CLOSE, _FEW, _BEYOND = 33, 9, 4
"""Places that are looked at where the mean turns round: within the usual (few where only the draws'
weights may turn it), and beyond on either side."""

_SAME = 1e-12
"""Log-odds that differ by less than this differ by rounding."""


@dataclass(frozen=True)
class Search:
    """What came of looking for a ratio.

    Attributes:
        ratio: The one that does it, or ``None``.
        lowest: The least credence that any ratio looked at gives.
        highest: The largest.
    """

    ratio: float | None
    lowest: float
    highest: float


def labels_of(library: Library) -> dict[str, str]:
    """Path of each likelihood ratio by its label, in the order of the library."""
    found = {}
    for path, (kind, _) in library.numbers.items():
        section, item, *rest = path.split(".")
        if section == "arguments" and kind is Kind.RATIO:
            found[item if rest == ["lr"] else f"{item}.{rest[-1]}"] = path
    return found


def argument_of(label: str) -> str:
    """The argument whose ratio it is."""
    return label.partition(".")[0]


def ratio_for(scenario: Scenario, path: str, at: float, claim: str) -> Search:
    """Look for the ratio, its argument switched on, at which a claim's credence equals ``at``.

    Args:
        scenario: What else is switched on, and every other number.
        path: The ratio's path in the library.
        at: The credence that is to be reached, strictly between 0 and 1.
        claim: The claim whose credence it is.
    """
    credence = _Credence(scenario.with_active(path.split(".")[1]), path, claim)
    wanted = odds.log_odds(at)

    def gap(log_ratio: float) -> float:
        return credence.log_odds(log_ratio) - wanted

    now = math.log(scenario.value(path).median(Kind.RATIO))
    ends = -_USUAL, _USUAL
    found: list[float] = []
    if credence.turns(*ends):
        far = credence.end(-1), credence.end(1)
        if credence.can_be(at, *far):
            found = roots(gap, sorted({*far, min(max(now, far[0]), far[1])}))
            close = _CLOSE if credence.is_split(*ends) else _FEW
            found = found or roots(gap, _scan(*far, close))
    elif credence.moves(*ends) and not (found := roots(gap, ends)):
        # Beyond the usual, one side brings the credence nearer and the other takes it further away.
        side = 1 if credence.rises(*ends) is (gap(_USUAL) < 0) else -1
        found = roots(gap, sorted((side * _USUAL, credence.end(side))))
    nearest = min(found, key=lambda place: abs(place - now), default=None)
    return Search(None if nearest is None else math.exp(nearest), *credence.range)


def _masses(marginal: Marginal) -> tuple[Values, Values]:
    """P(claim) and P(not claim) in each draw, both together with what is supposed."""
    weight = 1.0 if marginal.log_weight is None else np.exp(marginal.log_weight)
    return weight * marginal.true, weight * marginal.false


def _scan(low: float, high: float, count: int) -> list[float]:
    """Places from one end to the other, so many of them close together where most ratios lie."""
    close = np.linspace(-_USUAL, _USUAL, count)
    below, above = (np.geomspace(_USUAL, abs(end), _BEYOND)[1:] for end in (low, high))
    return sorted({*close.tolist(), *(-below).tolist(), *above.tolist()})


class _Credence:
    """A claim's credence by the logarithm of one ratio; each place is worked out once."""

    def __init__(self, active: Scenario, path: str, claim: str) -> None:
        self._active, self._path, self._claim = active, path, claim
        self._found: dict[float, Marginal] = {}

    def _at(self, log_ratio: float) -> Marginal:
        if log_ratio not in self._found:
            edited = self._active.with_number(self._path, math.exp(log_ratio))
            asked = marginals(edited, (question_of(edited),), (self._claim,))
            self._found[log_ratio] = asked[0][self._claim]
        return self._found[log_ratio]

    def log_odds(self, log_ratio: float) -> float:
        """Natural log-odds of the credence."""
        true, false = self._at(log_ratio).log_means
        return true - false

    def end(self, side: int) -> float:
        """The last place on a side at which the credence can still be another than nearer by.

        Where plain products do at `_PLAIN`, the other numbers reach no further than that; so a
        credence that stands still there does so for good.
        """
        last = side * _PLAIN
        is_plain = self._at(last).log_true is None
        before = self.log_odds(side * (_PLAIN - _SETTLING))
        return last if is_plain and abs(self.log_odds(last) - before) <= _SAME else side * _MOST

    @property
    def range(self) -> tuple[float, float]:
        """The least and the largest credence of all places looked at."""
        found = [marginal.means[0] for marginal in self._found.values()]
        return min(found), max(found)

    def rises(self, low: float, high: float) -> bool:
        """Whether the credence is larger at the second place."""
        return self.log_odds(high) > self.log_odds(low)

    def moves(self, low: float, high: float) -> bool:
        """Whether the two differ by more than rounding, in any draw."""
        one, other = self._at(low).log_weight, self._at(high).log_weight
        weighs = one is not None and other is not None and bool((one != other).any())
        return weighs or any(each.any() for each in self._differences(low, high))

    def turns(self, low: float, high: float) -> bool:
        """Whether it may turn round: it is split, or the ratio moves the draws' weights too."""
        weighs = bool(self._active.suppositions) and self.moves(low, high)
        return weighs or self.is_split(low, high)

    def is_split(self, low: float, high: float) -> bool:
        """Whether it rises in some draws and falls in others."""
        return all(each.any() for each in self._differences(low, high))

    def can_be(self, at: float, low: float, high: float) -> bool:
        """Whether any ratio between two may give a credence.

        In each draw the probabilities of the claim and of its contrary, both together with what is
        supposed, lie between those at the two ends.
        """
        (weak_true, weak_false), (strong_true, strong_false) = (
            _masses(self._at(place)) for place in (low, high)
        )
        least, most = (
            float(extreme(weak_true, strong_true).mean()) for extreme in (np.minimum, np.maximum)
        )
        least_false, most_false = (
            float(extreme(weak_false, strong_false).mean()) for extreme in (np.minimum, np.maximum)
        )
        return least * (1 - at) <= at * most_false and most * (1 - at) >= at * least_false

    def _differences(self, low: float, high: float) -> tuple[Truths, Truths]:
        """In which draws it is larger at the second place, and in which at the first."""
        weak, strong = np.broadcast_arrays(self._at(low).log_odds, self._at(high).log_odds)
        with np.errstate(invalid="ignore"):  # what is certain at both stays so
            return strong - weak > _SAME, weak - strong > _SAME
