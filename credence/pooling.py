"""Many people's credences in one claim as a single number: the plain pools.

- *mean* and *median* of the probabilities;
- *geometric odds*: the geometric mean of the odds, which is the mean of the log-odds;
- *extremised*: the same with the log-odds multiplied by an exponent above 1, since people who know
  different things are, as a group, surer than each alone.

People take the geometric mean of odds for that of probabilities: only the first treats a claim and
its denial alike, so that the two pools add up to 1.

The exponent is that of Neyman and Roughgarden, "Are you smarter than a random expert?" (EC 2022),
for n experts whose signals are substitutes: 1 for one person, 1.29 for two, towards √3 for many.
They derived it for the mean and away from the prior; on the log-odds of a pool, away from even
odds, it is a convention of forecasters. Satopää and others, "Combining multiple probability
predictions using a simple logit model" (International Journal of Forecasting, 2014), fitted 1.16 to
3.92 to real forecasts. Where people share their evidence, extremising counts it twice.

*Zeros and ones* have infinite log-odds. The mean and the median take them as they are. For the two
others a 0 counts as 0.0001 and a 1 as 0.9999, or as the group's most extreme other answer on that
side where that is more extreme: a certain answer is never less extreme than anybody else's. So
every pool is monotone: an answer that is raised, between what certainty counts as, lowers none.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from credence import odds

Values = NDArray[np.float64]

FOR_ZERO, FOR_ONE = 0.0001, 0.9999
"""What an answer of 0 or 1 counts as among log-odds, where no other answer is more extreme."""

POOLS = ("mean", "median", "geometric_odds", "extremised")
"""The pools by name, in the order in which they are shown."""


@dataclass(frozen=True)
class Pool:
    """What a group makes of one claim; the four pools are ``None`` where there is no answer.

    Attributes:
        people: How many answers there are.
        zeros: How many of them are exactly 0.
        ones: How many of them are exactly 1.
        zero_as: What an answer of 0 counts as in the geometric pools.
        one_as: What an answer of 1 counts as.
        exponent: What the log-odds were multiplied by for ``extremised``.
        mean: Mean of the probabilities.
        median: Median of the probabilities.
        geometric_odds: The probability at the mean log-odds.
        extremised: The probability at the mean log-odds times the exponent.
    """

    people: int
    zeros: int
    ones: int
    zero_as: float
    one_as: float
    exponent: float
    mean: float | None
    median: float | None
    geometric_odds: float | None
    extremised: float | None


def exponent_for(people: int) -> float:
    """Neyman and Roughgarden's factor for so many people: n(√(3n² − 3n + 1) − 2) / (n² − n − 1)."""
    if people < 2:
        return 1.0
    n = float(people)
    return n * (math.sqrt(3 * n * n - 3 * n + 1) - 2) / (n * n - n - 1)


def pool(
    credences: ArrayLike, exponent: float | None = None, people: ArrayLike | None = None
) -> Pool:
    """Pool the credences of people; NaN is a missing answer.

    Args:
        credences: Probabilities in [0, 1].
        exponent: For the extremised pool; by default Neyman and Roughgarden's.
        people: How many people hold each, same shape; by default one.
    """
    return _pooled(*_distinct(credences, people), exponent)


def _distinct(credences: ArrayLike, people: ArrayLike | None) -> tuple[Values, Values]:
    """The distinct answers, the least first, and how many people gave each: no order is left."""
    values = np.asarray(credences, dtype=np.float64)
    present = ~np.isnan(values)
    weights = None if people is None else np.asarray(people, dtype=np.float64)[present]
    values, place = np.unique(values[present], return_inverse=True)
    return values, np.bincount(place, weights, len(values)).astype(np.float64)


def _pooled(values: Values, people: Values, exponent: float | None) -> Pool:
    total = float(people.sum())
    count = round(total)
    power = exponent_for(count) if exponent is None else exponent
    zero_as, one_as = _certain_as(values)
    mean = median = geometric = extremised = None
    if count:
        mean = math.fsum((values * people).tolist()) / total
        median = _median(values, people)
        middle = _mean_log_odds(values, people)
        geometric, extremised = odds.probability([middle, middle * power]).tolist()
    return Pool(
        people=count,
        zeros=round(float(people[values == 0].sum())),
        ones=round(float(people[values == 1].sum())),
        zero_as=zero_as,
        one_as=one_as,
        exponent=power,
        mean=mean,
        median=median,
        geometric_odds=geometric,
        extremised=extremised,
    )


def _median(values: Values, people: Values) -> float:
    """The middle answer, or the middle between two where half of the people hold either."""
    upto, half = np.cumsum(people), float(people.sum()) / 2
    below = int(np.searchsorted(upto, half))
    above = int(np.searchsorted(upto, half, side="right"))
    return float(values[below] + values[min(above, len(values) - 1)]) / 2


def log_odds_of(credences: Values) -> Values:
    """Natural log-odds of probabilities, shape (n,), to full precision; infinite at 0 and 1."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(credences) - np.log1p(-credences))


def _certain_as(values: Values) -> tuple[float, float]:
    """What answers of 0 and 1 count as among log-odds; see the module."""
    inside = values[(values > 0) & (values < 1)]
    return min(FOR_ZERO, float(inside.min(initial=1))), max(FOR_ONE, float(inside.max(initial=0)))


def _mean_log_odds(values: Values, people: Values) -> float:
    logs = log_odds_of(np.clip(values, *_certain_as(values)))
    return math.fsum((logs * people).tolist()) / float(people.sum())


@dataclass(frozen=True)
class Outlier:
    """The person whose answer moves the pools most.

    Attributes:
        index: Their place among the answers.
        credence: What they answered.
        without: The pool of everybody else.
    """

    index: int
    credence: float
    without: Pool


def outlier(
    credences: ArrayLike, exponent: float | None = None, people: ArrayLike | None = None
) -> Outlier | None:
    """Whose leaving would move the geometric mean of odds most, by exact leave-one-out.

    The first of equals; ``None`` with fewer than three people. Without a person the rule for zeros
    and ones is applied anew, so everyone who could move the pool most is really left out: the
    answers at both ends, for the pool moves with the distance from the middle.
    """
    values, held = _distinct(credences, people)
    if held.sum() < 3:
        return None
    middle = _mean_log_odds(values, held)
    inside = np.flatnonzero((values > 0) & (values < 1))
    ends = {0, len(values) - 1, *inside[:1].tolist(), *inside[-1:].tolist()}
    without = {end: _without(values, held, end) for end in sorted(ends)}
    far = max(without, key=lambda end: abs(middle - _mean_log_odds(*without[end])))
    answer = float(values[far])
    index = int(np.argmax(np.asarray(credences) == answer))
    return Outlier(index, answer, _pooled(*without[far], exponent))


def _without(values: Values, people: Values, place: int) -> tuple[Values, Values]:
    """The answers of all but one of those who gave the one at a place."""
    left = people.copy()
    left[place] = max(left[place] - 1, 0)
    return values[left > 0], left[left > 0]
