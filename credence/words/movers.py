"""What single arguments did, as parts of a sentence: the largest moves and who answers whom.

A *mover* is an active argument with its share in the whole move of a credence. An argument that
only questions others has no evidence of its own; what it takes back is its share. It *answers*
another argument where that is all it questions; where it questions several, nobody can say from
the shares how much of it fell on which.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from credence.odds import from_bits
from credence.words.numbers import factor, points_words
from credence.words.plain import listed, quoted

_STILL = 0.01  # bits: less than this cannot be seen in any percentage of two digits


@dataclass(frozen=True)
class Mover:
    """What one active argument did.

    Attributes:
        title: The argument's title.
        points: Its share in the change of the credence, as a difference of probabilities.
        bits: Its share in the change of the log-odds of the credence.
        evidence: What it is evidence for, such as "moderate evidence against “Doom”"; empty for an
            argument that only questions others.
        questions: Titles of the active arguments that it undercuts.
    """

    title: str
    points: float
    bits: float
    evidence: str = ""
    questions: tuple[str, ...] = ()


def most(ranked: Sequence[Mover], *, tail: bool) -> str:
    """Sentence on the largest moves, their objections and the pull the other way."""
    answers = {mover.title: _answers(mover, ranked) for mover in ranked}
    said = {mover.title for found in answers.values() for mover in found}
    leads = [mover for mover in ranked if mover.title not in said] or list(ranked)
    first = leads[0]
    why = _why(first)
    text = (
        f"{quoted(first.title)} moved it most{': ' if why else ''}{why} ({_size(first, tail=tail)})"
    )
    text += _answered(first, answers[first.title], tail=tail)
    named = {first.title}
    same = [m for m in leads[1:] if m.points * first.points > 0]
    if same and abs(same[0].points) >= abs(first.points) / 4:
        text += f"; then {_sized(same[0], tail=tail)}"
        text += _answered(same[0], answers[same[0].title], tail=tail)
        named.add(same[0].title)
    other = [m for m in leads[1:] if m.points * first.points < 0 and m.title not in named]
    if other and abs(other[0].points) >= abs(first.points) / 10:
        text += f"; the largest pull the other way is {_sized(other[0], tail=tail)}"
        text += _answered(other[0], answers[other[0].title], tail=tail)
    return f"{text}."


def _answers(mover: Mover, ranked: Sequence[Mover]) -> list[Mover]:
    """The arguments that do nothing but question this one, and that take something back."""
    return [
        other
        for other in ranked
        if not other.evidence
        and other.questions == (mover.title,)
        and other.points * mover.points < 0
        and mover.evidence
    ]


def _answered(mover: Mover, answers: Sequence[Mover], *, tail: bool) -> str:
    """How far an argument is answered by those that question nothing else.

    An argument worth d alone and d − t with its objection has the share d − t/2, and the objection
    −t/2: so more than half of d is taken back where the objection's share exceeds a third.
    """
    if not answers:
        return ""
    back = sum(abs(answer.points) for answer in answers)
    how = "mostly" if back > abs(mover.points) / 3 else "partly"
    return f", {how} answered by {listed([_sized(answer, tail=tail) for answer in answers], 3)}"


def _why(mover: Mover) -> str:
    if mover.evidence or not mover.questions:
        return mover.evidence
    return f"it questions {listed([quoted(title) for title in mover.questions], 3)}"


def is_still(mover: Mover) -> bool:
    """Whether an argument did nothing that could be seen."""
    return abs(mover.points) < 1e-12 and not abs(mover.bits) >= _STILL


def _sized(mover: Mover, *, tail: bool) -> str:
    return f"{quoted(mover.title)} ({_size(mover, tail=tail)})"


def _size(mover: Mover, *, tail: bool) -> str:
    if tail and math.isfinite(mover.bits) and abs(mover.bits) < 1000:
        return f"odds {factor(math.exp(from_bits(mover.bits)))}"
    return points_words(mover.points)


def cancelled(ranked: Sequence[Mover], *, tail: bool) -> str:
    """Why arguments that do something come to nothing together."""
    up = [mover for mover in ranked if mover.points > 0]
    down = [mover for mover in ranked if mover.points < 0]
    if not up or not down:
        return "what they do is too small to see"
    return f"{_sized(up[0], tail=tail)} and {_sized(down[0], tail=tail)} pull opposite ways"
