"""Words to choose from in place of a number, each with the interval that it stands for.

*Strength* and *soundness* are graded as in `credence.words.strength`, with the limits of each grade
as the ends of its interval: whoever says "moderate" has said "from 3 to 10". The last grade of each
scale is open; its far end is ten times further out, and said so.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from credence.number import Kind, Number
from credence.odds import bits
from credence.words.numbers import factor, percent
from credence.words.strength import GRADES, SOUNDNESS

Anchor = tuple[str, Number]

_FURTHER = 10.0


def strength_anchors() -> tuple[Anchor, ...]:
    """From the strongest evidence against to the strongest for, with none at all in the middle."""
    limits = [least for least, _ in GRADES]
    tops = [limits[0] * _FURTHER, *limits]
    sizes = [
        (name, least, top) for (least, name), top in zip(GRADES, tops[: len(GRADES)], strict=True)
    ]
    against = tuple((f"{name} against", Number(1 / top, 1 / low)) for name, low, top in sizes)
    towards = tuple((f"{name} for", Number(low, top)) for name, low, top in reversed(sizes))
    return (*against, ("neither for nor against", Number.point(1)), *towards)


def soundness_anchors() -> tuple[Anchor, ...]:
    """From "certainly sound" to "certainly unsound"; the grades of the IPCC lie between."""
    limits = [least for least, _ in SOUNDNESS]
    ends = [1 - (1 - limits[0]) / _FURTHER, *limits[:-1], limits[-2] / _FURTHER]
    between = tuple(
        (name, Number(low, high))
        for (_, name), (high, low) in zip(SOUNDNESS, pairwise(ends), strict=True)
    )
    return (
        ("taken as sound", Number.point(1)),
        *between,
        ("taken as unsound", Number.point(0)),
    )


def anchor_of(number: Number, anchors: Sequence[Anchor]) -> str | None:
    """The words that stand for exactly this number, if any do."""
    return next((words for words, held in anchors if held == number), None)


def anchor_near(number: Number, kind: Kind, anchors: Sequence[Anchor]) -> str:
    """The words that the number's median falls under; a point's own words come first."""
    middle = number.median(kind)
    if kind is Kind.RATIO and math.isclose(middle, 1, rel_tol=1e-12):
        middle = 1.0
    exact = anchor_of(Number.point(middle), anchors)
    if exact:
        return exact
    # Beyond the outermost grade the words are still its own; a point's are for that point alone.
    graded = [(words, held) for words, held in anchors if not held.is_point]
    return min(graded, key=lambda each: max(each[1].low - middle, middle - each[1].high, 0.0))[0]


def strength_scales(ratio: Number) -> str:
    """A likelihood ratio on the scales that people use: odds, bits and what an even bet becomes."""
    if ratio.is_point:
        return f"odds {factor(ratio.low)}, {_bits(ratio.low)} bits; 50 % becomes {_even(ratio.low)}"
    ends = (ratio.low, ratio.high)
    odds = " to ".join(factor(end) for end in ends)
    weights = " to ".join(_bits(end) for end in ends)
    shares = " to ".join(_even(end) for end in ends)
    return f"odds {odds}, {weights} bits; 50 % becomes {shares}"


def _bits(ratio: float) -> str:
    return f"{bits(math.log(ratio)):+.1f}".replace("-", "−")


def _even(ratio: float) -> str:
    return percent(ratio / (1 + ratio), 1 / (1 + ratio))
