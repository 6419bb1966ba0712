"""The worked count: how many functions there are, how many fit, and how many of those generalise.

A *counting argument* takes every function from inputs to answers as equally likely, and asks what
share of those that *fit* (are right on all training examples) has some property. The worked example
is the addition of two numbers of four digits, which a critic of such arguments uses to show that by
the same reasoning no network would ever generalise (A. Turner, "Many arguments for AI x-risk are
wrong", 2024, who quotes it; the task is from Caballero and others, arXiv:2210.14891).

Assumptions, all of them part of the count and none of them of training:

* An input is an ordered pair of numbers from 0 to 10^d − 1, so a + b and b + a are two inputs.
* A function gives each input one of the 2·10^d − 1 sums that can occur.
* The training examples are that many *different* inputs, and their answers are right.
* The test is every input that was not trained on, each counted once. A function *generalises*
  where it is right on more than half of them.

Then what a fitting function says on the untrained inputs is free: of K answers one is right, so the
number right is binomial with probability 1/K, whichever function is the true one.

The numbers are too large for floats and their tails too small. Everything here is a common
logarithm held between two decimals (`Enclosed`), each bound proven: logarithms of `decimal` are
correctly rounded; Stirling's series for the factorial is enclosed by its partial sums (Robbins 1955
for the first, DLMF 5.11(ii) for the rest); the binomial tail by a geometric series.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from fractions import Fraction
from math import comb

from credence.errors import InputError, Problem

MOST_DIGITS = 12
"""Digits of the numbers that are added; beyond, nothing new is learnt."""

_PRECISION = 70
_SLACK = Decimal("1e-60")
"""Relative room for the roundings of a handful of operations with 70 digits."""
_EXACT = 400
"""Up to so many untrained inputs the tail is summed in whole numbers."""
_TERMS = 400
_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628621")
_STIRLING = (Fraction(1, 12), Fraction(-1, 360), Fraction(1, 1260), Fraction(-1, 1680))
"""ln n! − (n + ½) ln n + n − ½ ln 2π = 1/(12n) − 1/(360n³) + 1/(1260n⁵) − …"""


@dataclass(frozen=True)
class Enclosed:
    """A common logarithm that lies between two decimals, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Enclosed") -> "Enclosed":
        return _around(self.low + other.low, self.high + other.high)

    def __float__(self) -> float:
        return float(self.low)


@dataclass(frozen=True)
class Count:
    """The functions from ``inputs`` inputs to ``answers`` answers, ``training`` of them trained."""

    inputs: int
    answers: int
    training: int

    @property
    def untrained(self) -> int:
        """Inputs that the test is made of."""
        return self.inputs - self.training

    @property
    def functions(self) -> Enclosed:
        """All functions: K to the power of the inputs."""
        return _power(self.answers, self.inputs)

    @property
    def fitting(self) -> Enclosed:
        """Functions that are right on all training examples."""
        return _power(self.answers, self.untrained)

    @property
    def share(self) -> Enclosed:
        """The share of the fitting functions that is right on over half of the untrained inputs."""
        return tail(self.untrained, self.answers)

    @property
    def generalising(self) -> Enclosed:
        """Functions that fit and are right on over half of the untrained inputs."""
        with _exactly():
            return self.fitting + self.share


def addition(digits: int, training: int) -> Count:
    """The count for adding two numbers of ``digits`` digits each.

    Raises:
        InputError: There are no such digits, or not so many examples, or none is left to test.
    """
    problems = []
    if not 1 <= digits <= MOST_DIGITS:
        problems.append(Problem("digits", f"digits are a whole number from 1 to {MOST_DIGITS}"))
    else:
        most = 10 ** (2 * digits) - 1
        if not 0 <= training <= most:
            said = f"training examples are a whole number from 0 to {most:,}, so that one input"
            problems.append(Problem("training", f"{said} at least is left to test"))
    if problems:
        raise InputError(problems)
    return Count(10 ** (2 * digits), 2 * 10**digits - 1, training)


def tail(untrained: int, answers: int) -> Enclosed:
    """log10 P(X > n/2) for X ~ Binomial(n, 1/K): ``untrained`` is n ≥ 1, ``answers`` is K ≥ 2."""
    if untrained <= _EXACT:
        return _exact_tail(untrained, answers)
    return _enclosed_tail(untrained, answers)


def right_shares(untrained: int, answers: int) -> list[float]:
    """P(X = k) for k = 0, …, n: how many fitting functions are right on k of n untrained inputs."""
    whole = answers**untrained
    return [
        float(Fraction(comb(untrained, k) * (answers - 1) ** (untrained - k), whole))
        for k in range(untrained + 1)
    ]


def _exact_tail(untrained: int, answers: int) -> Enclosed:
    """The tail as a ratio of whole numbers; only its logarithm is rounded."""
    right = sum(
        comb(untrained, k) * (answers - 1) ** (untrained - k)
        for k in range(untrained // 2 + 1, untrained + 1)
    )
    with _exactly():
        held = Decimal(right).log10() - untrained * Decimal(answers).log10()
        # Rounding is relative to the terms, which may be far larger than their difference.
        room = (abs(held) + untrained * Decimal(answers).log10() + 1) * _SLACK
        return Enclosed(held - room, min(held + room, Decimal(0)))


def _enclosed_tail(untrained: int, answers: int) -> Enclosed:
    """The first term by Stirling’s series, times the sum of the ratios; ``untrained`` ≥ 3."""
    first = untrained // 2 + 1
    with _exactly():
        low, high = (
            _log_factorial(untrained, side)
            - _log_factorial(first, -side)
            - _log_factorial(untrained - first, -side)
            for side in (-1, 1)
        )
        tenfold = Decimal(10).ln()
        wrong = (untrained - first) * Decimal(answers - 1).log10()
        every = untrained * Decimal(answers).log10()
        room = (every + wrong + 1) * _SLACK
        least, most = _series(untrained, answers, first)
        return Enclosed(
            low / tenfold + wrong - every + least.log10() - room,
            min(high / tenfold + wrong - every + most.log10() + room, Decimal(0)),
        )


def _series(untrained: int, answers: int, first: int) -> tuple[Decimal, Decimal]:
    """Bounds of 1 + r₀ + r₀r₁ + …, the tail in units of its first term.

    Each ratio is smaller than the one before, so what is left out is less than a geometric series.
    """
    term = total = Decimal(1)
    for k in range(first, min(first + _TERMS, untrained)):
        term *= Decimal(untrained - k) / (Decimal(k + 1) * (answers - 1))
        total += term
    last = min(first + _TERMS, untrained)
    ratio = Decimal(untrained - last) / (Decimal(last + 1) * (answers - 1))
    return total * (1 - _SLACK), (total + term * ratio / (1 - ratio)) * (1 + _SLACK)


def _log_factorial(n: int, side: int) -> Decimal:
    """ln n! from below (``side`` −1) or from above (1), for n ≥ 1.

    The series' terms alternate and the error has the sign of the first term left out: an odd number
    of terms is too much, an even number too little.
    """
    held = Decimal(n)
    total = (held + Decimal("0.5")) * held.ln() - held + (2 * _PI).ln() / 2
    room = abs(total) * _SLACK + _SLACK
    for index, factor in enumerate(_STIRLING[: 3 if side > 0 else 4]):
        total += Decimal(factor.numerator) / factor.denominator / held ** (2 * index + 1)
    return total + side * room


def _power(base: int, exponent: int) -> Enclosed:
    with _exactly():
        held = exponent * Decimal(base).log10()
        return _around(held, held)


def _around(low: Decimal, high: Decimal) -> Enclosed:
    """Both bounds with room for the roundings that made them."""
    with _exactly():
        return Enclosed(low - abs(low) * _SLACK, high + abs(high) * _SLACK)


def _exactly() -> AbstractContextManager[Context]:
    """Seventy digits whatever the caller's own precision, and exponents without end."""
    return localcontext(Context(prec=_PRECISION))


def rounded(value: Enclosed, places: int) -> Decimal | None:
    """Both bounds to so many decimal places, where they agree; ``None`` where they do not."""
    with _exactly():
        step = Decimal(1).scaleb(-places)
        low, high = value.low.quantize(step), value.high.quantize(step)
    return low if low == high else None


def mantissa(value: Enclosed, places: int) -> tuple[Decimal, int] | None:
    """The number itself as (m, e), m·10^e with 1 ≤ m < 10 and so many decimal places.

    ``None`` where the bounds do not settle these digits.
    """
    found = set()
    with _exactly():
        step = Decimal(1).scaleb(-places)
        for bound in (value.low, value.high):
            power = int(bound.to_integral_value(ROUND_FLOOR))
            held = (Decimal(10) ** (bound - power)).quantize(step)
            if held >= 10:
                held, power = Decimal(1).quantize(step), power + 1
            found.add((held, power))
    return found.pop() if len(found) == 1 else None
