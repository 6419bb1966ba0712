"""Probability, odds and log-odds: the only home of the formulas that change one into another.

- *probability* ``p`` lies in [0, 1];
- *odds* are ``p / (1 − p)``, "3 to 1" is 3;
- *log-odds* are the natural logarithm of the odds; *bits* are its base-2 logarithm and *decibans*
  ten times its base-10 logarithm. Evidence adds up in log-odds, never in probability.

People confuse a probability of 75 % with odds of 3: a *likelihood ratio* multiplies the odds, so
the same argument moves a credence of 50 % by many points and one of 1 % by few.

A credence near 0 or 1 keeps its digits only while ``p`` and ``1 − p`` are held apart: ``1 − p``
formed from a rounded ``p`` has lost them. Functions here take or return both where it matters.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

_Generic = Any  # a NumPy array or a PyTensor variable, and the namespace that it belongs to

LN2 = math.log(2.0)
"""Natural log-units in one bit."""


def odds(probability: float) -> float:
    """Odds of a probability in [0, 1]; infinite at 1."""
    return math.inf if probability == 1 else probability / (1 - probability)


def probability(log_odds: ArrayLike) -> NDArray[np.float64]:
    """Probability of natural log-odds, any shape; exact to rounding for any finite input."""
    return probability_pair(log_odds)[0]


def probability_pair(log_odds: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """``p`` and ``1 − p`` of natural log-odds, each to full relative precision.

    Log-odds of minus and plus infinity give (0, 1) and (1, 0).
    """
    return pair_of(np, np.asarray(log_odds, dtype=np.float64))


def pair_of(xp: _Generic, log_odds: _Generic) -> tuple[_Generic, _Generic]:
    """`probability_pair` over NumPy or PyTensor's tensor namespace, as ``xp`` says."""
    small = xp.exp(-abs(log_odds))
    larger, smaller = 1 / (1 + small), small / (1 + small)
    positive = log_odds >= 0
    return xp.where(positive, larger, smaller), xp.where(positive, smaller, larger)


def log_odds(probability: float) -> float:
    """Natural log-odds of a probability; ∓infinity at 0 and 1."""
    if probability <= 0:
        return -math.inf
    if probability >= 1:
        return math.inf
    return math.log(probability) - math.log1p(-probability)


def bits(log_units: float) -> float:
    """Bits of natural log-units (of log-odds, or of a log likelihood ratio)."""
    return log_units / LN2


def decibans(log_units: float) -> float:
    """Decibans of natural log-units: ten times the base-10 logarithm."""
    return 10 * log_units / math.log(10)


def from_bits(value: float) -> float:
    """Natural log-units of bits."""
    return value * LN2
