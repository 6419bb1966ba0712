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
others a 0 counts as the 5th and a 1 as the 95th percentile (linear between order statistics) of
the answers in between, and both are counted in the pool. With none in between the pool is 0 or 1
where all agree, and undefined where they do not.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from credence import odds

FOR_ZERO, FOR_ONE = 0.05, 0.95
"""The quantiles of the answers in between that stand for an answer of 0 or 1 among log-odds."""

POOLS = ("mean", "median", "geometric_odds", "extremised")
"""The pools by name, in the order in which they are shown."""


@dataclass(frozen=True)
class Pool:
    """What a group makes of one claim; the four pools are ``None`` where undefined.

    Attributes:
        people: How many answers there are.
        zeros: How many of them are exactly 0.
        ones: How many of them are exactly 1.
        exponent: What the log-odds were multiplied by for ``extremised``.
        mean: Mean of the probabilities.
        median: Median of the probabilities.
        geometric_odds: The probability at the mean log-odds.
        extremised: The probability at the mean log-odds times the exponent.
    """

    people: int
    zeros: int
    ones: int
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


def pool(credences: ArrayLike, exponent: float | None = None) -> Pool:
    """Pool the credences of people; NaN is a missing answer.

    Args:
        credences: Probabilities in [0, 1], one a person.
        exponent: For the extremised pool; by default Neyman and Roughgarden's.
    """
    values = np.asarray(credences, dtype=np.float64)
    values = values[~np.isnan(values)]
    people = len(values)
    power = exponent_for(people) if exponent is None else exponent
    if not people:
        return Pool(0, 0, 0, power, None, None, None, None)
    zeros, ones = int((values == 0).sum()), int((values == 1).sum())
    middle = _mean_log_odds(values)
    geometric = extremised = None
    if middle is not None:
        geometric = float(odds.probability(middle))
        extremised = float(odds.probability(middle * power))
    return Pool(
        people,
        zeros,
        ones,
        power,
        mean=_mean(values),
        median=float(np.median(values)),
        geometric_odds=geometric,
        extremised=extremised,
    )


def log_odds_of(credences: NDArray[np.float64]) -> NDArray[np.float64]:
    """Natural log-odds of probabilities, shape (n,), to full precision; infinite at 0 and 1."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(credences) - np.log1p(-credences))


def _mean(values: NDArray[np.float64]) -> float:
    """An exactly rounded mean: the order of the people does not change a digit."""
    return math.fsum(values.tolist()) / len(values)


def _mean_log_odds(values: NDArray[np.float64]) -> float | None:
    """Mean of the log-odds by the rule for zeros and ones; ``None`` where it is undefined."""
    inside = values[(values > 0) & (values < 1)]
    zeros, ones = int((values == 0).sum()), int((values == 1).sum())
    if not len(inside):
        if zeros and ones:
            return None
        return math.inf if ones else -math.inf
    low, high = (float(q) for q in np.quantile(inside, (FOR_ZERO, FOR_ONE)))
    total = math.fsum(log_odds_of(inside).tolist())
    return (total + zeros * odds.log_odds(low) + ones * odds.log_odds(high)) / len(values)


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


def outlier(credences: ArrayLike, exponent: float | None = None) -> Outlier | None:
    """Whose leaving would move the geometric mean of odds most, by exact leave-one-out.

    The first of equals; ``None`` with fewer than three answers. Without a person the rule for zeros
    and ones is applied anew, so everyone who could move the pool most is really left out: the
    answers at both ends, for the pool moves with the distance from the middle.
    """
    values = np.asarray(credences, dtype=np.float64)
    present = np.flatnonzero(~np.isnan(values))
    if len(present) < 3:
        return None
    held = values[present]
    whole = pool(held, exponent).geometric_odds
    candidates = dict.fromkeys(
        (int(np.argmin(held)), int(np.argmax(held)), *_inner_ends(held).tolist())
    )
    best: tuple[float, Outlier] | None = None
    for place in sorted(candidates):
        without = pool(np.delete(held, place), exponent)
        moved = _distance(whole, without.geometric_odds)
        if best is None or moved > best[0]:
            best = moved, Outlier(int(present[place]), float(held[place]), without)
    return best[1] if best else None


def _inner_ends(held: NDArray[np.float64]) -> NDArray[np.int64]:
    """Places of the least and the greatest answer strictly between 0 and 1."""
    inside = np.flatnonzero((held > 0) & (held < 1))
    if not len(inside):
        return inside
    return inside[[int(np.argmin(held[inside])), int(np.argmax(held[inside]))]]


def _distance(one: float | None, other: float | None) -> float:
    if one is None or other is None:
        return 0.0 if one is other else math.inf
    if one == other:
        return 0.0
    return abs(odds.log_odds(one) - odds.log_odds(other))
