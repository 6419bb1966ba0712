"""How strong a likelihood ratio is, how sound an argument, and what it questions, in words.

*Strength* is what an argument is worth if it is evidence at all, *soundness* the probability that
it is. A strong argument of doubtful soundness moves a credence little.

Strength follows the grades of Lee and Wagenmakers (Bayesian Cognitive Modeling, 2013, table 7.1),
who adapted those of Jeffreys (Theory of Probability, 3rd ed. 1961, appendix B): the limits are 3,
10, 30 and 100. Their "anecdotal" is "weak" here, as arguments are no anecdotes. A ratio below 1 is
graded by its inverse, and speaks against.

Soundness follows the likelihood scale of the IPCC (Mastrandrea and others, Guidance Note for Lead
Authors of the IPCC Fifth Assessment Report, 2010, table 1), with limits at 1, 10, 33, 66, 90 and
99 %.
"""

import math
from collections.abc import Iterable, Mapping

from credence.number import Kind, Number
from credence.words.numbers import factor, interval_words, percent
from credence.words.plain import listed, quoted

GRADES = (
    (100.0, "extreme"),
    (30.0, "very strong"),
    (10.0, "strong"),
    (3.0, "moderate"),
    (1.0, "weak"),
)
"""Least likelihood ratio of each grade, from the strongest down."""

SOUNDNESS = (
    (0.99, "virtually certain to be sound"),
    (0.90, "very likely sound"),
    (0.66, "likely sound"),
    (0.33, "about as likely sound as not"),
    (0.10, "unlikely to be sound"),
    (0.01, "very unlikely to be sound"),
    (0.0, "exceptionally unlikely to be sound"),
)
"""Least probability of each word, from the highest down."""

_SLACK = 1 + 1e-9  # the inverse of 1/3 may fall short of 3 by a rounding error


def grade(ratio: float) -> str:
    """The grade of one likelihood ratio above 0; "no evidence" at exactly 1."""
    if not 0 < ratio < math.inf:
        raise ValueError(f"a likelihood ratio is above 0 and finite, and {ratio:g} is not")
    if ratio == 1:
        return "no evidence"
    size = max(ratio, 1 / ratio) * _SLACK
    return next(name for least, name in GRADES if size >= least)


def strength_short(ratio: Number, claim: str | None = None) -> str:
    """Direction, grade and size: "for, moderate, ×3.9"; with a claim "for “Doom”, moderate, ×3.9".

    The size is the ratio's median.
    """
    middle = _middle(ratio)
    return f"{_direction(middle, claim)}, {factor(middle)}"


def strength_words(ratio: Number, claim: str | None = None) -> str:
    """The same with the 90 % interval: "for, moderate (×3.9; between ×1.5 and ×10)"."""
    middle = _middle(ratio)
    if ratio.is_point:
        return f"{_direction(middle, claim)} ({factor(middle)})"
    turn = ", perhaps the other way" if ratio.low < 1 < ratio.high and middle != 1 else ""
    ends = f"between {factor(ratio.low)} and {factor(ratio.high)}"
    if middle < 1 and ratio.high <= 1:
        ends = f"between {factor(ratio.high)} and {factor(ratio.low)}"
    return f"{_direction(middle, claim)}{turn} ({factor(middle)}; {ends})"


def soundness_words(soundness: Number) -> str:
    """How sound: "about as likely sound as not (50 %)", "taken as sound", "taken as unsound"."""
    middle = soundness.median(Kind.PROBABILITY)
    if middle in {0.0, 1.0}:
        return "taken as sound" if middle else "taken as unsound"
    word = next(name for least, name in SOUNDNESS if middle * _SLACK >= least)
    if soundness.is_point:
        return f"{word} ({percent(middle)})"
    return f"{word} ({percent(middle)}; {interval_words(soundness.low, soundness.high)})"


def questions_words(undercut: Iterable[str] | Mapping[str, Number]) -> str:
    """What an undercutter questions: "questions “A” (80 %) and “B” (30 %)".

    ``undercut`` are titles, or titles with the probability that each fails if this one is sound.
    """
    if isinstance(undercut, Mapping):
        strengths = {title: number.median(Kind.PROBABILITY) for title, number in undercut.items()}
        names = [f"{quoted(title)} ({percent(p)})" for title, p in strengths.items()]
    else:
        names = [quoted(title) for title in undercut]
    return f"questions {listed(names)}" if names else "questions nothing"


def _middle(ratio: Number) -> float:
    """The median; a ratio and its mirror image that meet at 1 give exactly 1."""
    middle = ratio.median(Kind.RATIO)
    return 1.0 if math.isclose(middle, 1, rel_tol=1e-12) else middle


def _direction(ratio: float, claim: str | None) -> str:
    of_claim = f" {quoted(claim)}" if claim else ""
    if ratio == 1:
        return f"neither for nor against{of_claim}"
    return f"{'for' if ratio > 1 else 'against'}{of_claim}, {grade(ratio)}"


def evidence_words(ratio: Number, claim: str) -> str:
    """An argument's role in a sentence: "moderate evidence against “Doom”"."""
    middle = _middle(ratio)
    if middle == 1:
        return f"evidence neither for nor against {quoted(claim)}"
    return f"{grade(middle)} evidence {'for' if middle > 1 else 'against'} {quoted(claim)}"
