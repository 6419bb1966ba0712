"""How far apart two credences are, and what one question tells about another, in bits.

The *KL divergence* of p from q is the expected log of p over q where p is right: how many bits it
would cost to go on believing q. It is not the same both ways; the *symmetric* divergence is the sum
of the two, and says how far apart two people are. The *mutual information* of two questions is how many bits the answer to one is expected
to move the credence in the other (T. M. Cover, J. A. Thomas, 2006, Elements of Information Theory,
chapter 2). 0 · log 0 is 0.

A credence comes as a pair, ``(p, 1 − p)``, so that both of its tails keep their digits.
"""

import math
from dataclasses import dataclass
from typing import Protocol

from credence import odds

type Pair = tuple[float, float]
"""A probability and its complement."""

_NEAR = 1e-2
"""Below this relative difference the divergence is summed as a series, which cancels nothing."""


def divergence(of: Pair, against: Pair) -> float:
    """KL divergence of one credence from another in bits; infinite where ``against`` rules it out."""
    (p, not_p), (q, not_q) = of, against
    apart = p - q if p + q <= 1 else not_q - not_p
    return odds.bits(_term(p, q, apart) + _term(not_p, not_q, -apart))


def symmetric(one: Pair, other: Pair) -> float:
    """The divergences both ways together, in bits."""
    return divergence(one, other) + divergence(other, one)


def _term(of: float, against: float, apart: float) -> float:
    """``of · ln(of / against) − apart``, with ``apart = of − against``; never below 0.

    What is subtracted adds up to nothing over a credence and its complement, and without it the
    two would have opposite signs and cancel each other's digits.
    """
    if of == 0:
        return against
    if against == 0:
        return math.inf
    ratio = apart / against
    if abs(ratio) > _NEAR:
        return max(of * (math.log(of) - math.log(against)) - apart, 0.0)
    return against * sum((-ratio) ** k / (k * (k - 1)) for k in range(2, 12))


class View(Protocol):
    """What one person holds of a target and a crux."""

    @property
    def target(self) -> Pair:
        """Credence in the target."""

    @property
    def crux(self) -> Pair:
        """Credence in the crux."""

    @property
    def if_true(self) -> Pair | None:
        """Credence in the target once the crux is true; ``None`` where unknown or impossible."""

    @property
    def if_false(self) -> Pair | None:
        """Credence in the target once the crux is false; ``None`` where unknown or impossible."""


def pooled(one: Pair, other: Pair) -> Pair | None:
    """Two credences pooled by the geometric mean of their odds.

    ``None`` where one is certain that it is true and the other that it is false: there are no odds
    between 0 and infinity.
    """
    if 0 in one and 0 in other and one != other:
        return None
    logs = [
        math.inf if not false else -math.inf if not true else math.log(true) - math.log(false)
        for true, false in (one, other)
    ]
    true, false = odds.probability_pair(sum(logs) / 2)
    return float(true), float(false)


def discrimination(one: View, other: View) -> float | None:
    """Expected fall in bits of the symmetric divergence between two people once a crux is settled.

    The crux's probability is pooled by the geometric mean of their odds. ``None`` where that is
    undefined, where one of them cannot say what would follow, or where they are infinitely far
    apart. Source: Forecasting Research Institute, "Roots of Disagreement on AI Risk" (2024).
    """
    crux = pooled(one.crux, other.crux)
    if crux is None:
        return None
    now, settled = symmetric(one.target, other.target), 0.0
    answers = (one.if_true, other.if_true), (one.if_false, other.if_false)
    for weight, (first, second) in zip(crux, answers, strict=True):
        if weight > 0:
            if first is None or second is None:
                return None
            settled += weight * symmetric(first, second)
    return now - settled if math.isfinite(now) and math.isfinite(settled) else None


@dataclass(frozen=True)
class Joint:
    """The joint probability of a target and a crux, as natural logarithms of its four cells.

    Attributes:
        both: Target and crux are true.
        target_only: The target alone is true.
        crux_only: The crux alone is true.
        neither: Neither is true.
    """

    both: float
    target_only: float
    crux_only: float
    neither: float

    @property
    def cells(self) -> tuple[float, ...]:
        """The four probabilities themselves."""
        return tuple(
            math.exp(log) for log in (self.both, self.target_only, self.crux_only, self.neither)
        )

    @property
    def target(self) -> Pair:
        """Credence in the target."""
        return _pair(_sum(self.both, self.target_only), _sum(self.crux_only, self.neither))

    @property
    def crux(self) -> Pair:
        """Credence in the crux."""
        return _pair(_sum(self.both, self.crux_only), _sum(self.target_only, self.neither))

    @property
    def if_true(self) -> Pair | None:
        """Credence in the target once the crux is true; ``None`` where it cannot be."""
        return _given(self.both, self.crux_only)

    @property
    def if_false(self) -> Pair | None:
        """Credence in the target once the crux is false; ``None`` where it cannot be."""
        return _given(self.target_only, self.neither)

    @property
    def expected_change(self) -> float:
        """Expected absolute change of the credence in the target once the crux is settled.

        Both answers weigh the same, since a credence cannot expect to move one way.
        """
        return 2 * abs(math.exp(self.both + self.neither) - math.exp(self._opposite))

    @property
    def _opposite(self) -> float:
        return self.target_only + self.crux_only

    @property
    def expected_bits(self) -> float:
        """Mutual information: expected KL divergence of the credence then from the one now."""
        return sum(
            weight * divergence(given, self.target)
            for weight, given in zip(self.crux, (self.if_true, self.if_false), strict=True)
            if given is not None
        )

    @property
    def lifts(self) -> tuple[float, ...]:
        """By cell, how many bits more probable it is than if the two were independent; 0 if empty."""
        target = self.target
        crux = self.crux
        cells = (
            (self.both, target[0], crux[0]),
            (self.target_only, target[0], crux[1]),
            (self.crux_only, target[1], crux[0]),
            (self.neither, target[1], crux[1]),
        )
        return tuple(
            0.0 if 0 in {math.exp(log), t, c} else odds.bits(log - math.log(t) - math.log(c))
            for log, t, c in cells
        )


def _sum(one: float, other: float) -> float:
    """Logarithm of the sum of what two logarithms stand for."""
    larger, smaller = max(one, other), min(one, other)
    if smaller == -math.inf:
        return larger
    return larger + math.log1p(math.exp(smaller - larger))


def _pair(log_true: float, log_false: float) -> Pair:
    true, false = odds.probability_pair(log_true - log_false)
    return float(true), float(false)


def _given(log_true: float, log_false: float) -> Pair | None:
    return None if log_true == log_false == -math.inf else _pair(log_true, log_false)
