"""A walk through a library's questions, one at a time, for people who fill in their own numbers.

A *step* is one claim or one argument with the numbers that it asks for. The *short* walk asks for
the library's featured arguments alone; the *long* one for every claim and argument that can move
the target claim. Arguments come in the library's order, claims before what depends on them.

Where somebody is on the walk is not part of what they think, so it is no part of the scenario; which
steps they have answered is a `Answered`, short enough for a link.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from credence.library import Library
from credence.relevance import players
from credence.scenario import Scenario


@dataclass(frozen=True)
class Step:
    """One question.

    Attributes:
        item: Id of the claim or the argument.
        is_claim: Which of the two it is.
        paths: The numbers that it asks for; soundness and premises come last.
    """

    item: str
    is_claim: bool
    paths: tuple[str, ...]


def steps(library: Library, target: str, *, short: bool) -> tuple[Step, ...]:
    """The questions of a walk.

    Args:
        library: What there is to ask.
        target: The claim that the walk is about.
        short: Only the featured arguments; a library that features none has the long walk alone.
    """
    if short and library.featured:
        return tuple(_argument(library, name) for name in library.featured)
    above = _above(library, target)
    claims = [claim for claim in library.claim_ids if claim in above]
    everything = Scenario(library).with_only(library.arguments)
    found = [step for claim in claims if (step := _claim(library, claim)).paths]
    return (*found, *(_argument(library, name) for name in players(everything, target)))


def _above(library: Library, target: str) -> set[str]:
    """The target, what it depends on, and the alternatives of either."""
    found: set[str] = set()
    pending = [target]
    while pending:
        claim = pending.pop()
        if claim in found:
            continue
        found.add(claim)
        pending.extend(library.parents_of(claim))
        group = library.group_of.get(claim)
        pending.extend(c for c in library.claim_ids if group and library.group_of.get(c) == group)
    return found


def _claim(library: Library, claim: str) -> Step:
    return Step(claim, True, _numbers(library, f"claims.{claim}."))


def _argument(library: Library, name: str) -> Step:
    place = f"arguments.{name}."
    argument = library.arguments[name]
    untold = () if argument.lr or argument.bears_on else (f"{place}lr",)
    paths = [path for path in _numbers(library, place) if path not in untold]
    doubts = [f"{place}soundness", *(p for p in paths if ".premises." in p)]
    return Step(name, False, (*(p for p in paths if p not in doubts), *doubts))


def _numbers(library: Library, place: str) -> tuple[str, ...]:
    return tuple(path for path in library.numbers if path.startswith(place))


@dataclass(frozen=True)
class Answered:
    """Which steps of a walk are answered, as one number: bit n stands for step n."""

    bits: int = 0

    @classmethod
    def of(cls, code: str) -> "Answered":
        """Read what `code` wrote; whatever else is nothing answered."""
        digits = "0123456789abcdef"
        return cls(int(code, 16) if code and len(code) <= 256 and set(code) <= set(digits) else 0)

    @property
    def code(self) -> str:
        """Hexadecimal digits; empty where nothing is answered."""
        return f"{self.bits:x}" if self.bits else ""

    def __contains__(self, step: int) -> bool:
        return bool(self.bits >> step & 1)

    def with_step(self, step: int) -> "Answered":
        """With one more step answered."""
        return Answered(self.bits | 1 << step)

    def open_among(self, count: int) -> Iterable[int]:
        """The steps that are not answered yet, of ``count``."""
        return (step for step in range(count) if step not in self)
