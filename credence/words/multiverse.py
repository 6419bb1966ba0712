"""What all subsets of some arguments say together, in sentences."""

from typing import TYPE_CHECKING

from credence.words.numbers import percent, points_words
from credence.words.plain import counted, quoted

if TYPE_CHECKING:
    from credence.multiverse import Multiverse


def multiverse_words(found: "Multiverse", threshold: float) -> str:
    """How many ways put the target under a threshold, and where most of them lie."""
    library = found.subsets.scenario.library
    share = found.below([threshold])[threshold]
    quantiles = found.quantiles()
    low, middle, high = (percent(quantiles[q]) for q in (0.05, 0.5, 0.95))
    ways = f"Of the {found.count:,} ways to take {_these(len(found.arguments))}"
    claim = quoted(library.claim(found.target).title)
    side = f"{percent(share)} put {claim} under {percent(threshold)}"
    if share in {0.0, 1.0}:
        side = f"{'all' if share else 'none'} put {claim} under {percent(threshold)}"
    if found.sorted_credences[0] == found.sorted_credences[-1]:
        return f"{ways}, {side}: every one gives {middle}."
    return f"{ways}, {side}. The middle one gives {middle}; nine in ten lie from {low} to {high}."


def split_words(found: "Multiverse") -> str:
    """Which argument separates low from high best."""
    if found.split is None:
        return "None of these arguments moves the claim, whatever the others are."
    title = quoted(found.subsets.scenario.library.arguments[found.split.argument].title)
    off, on = percent(found.split.off), percent(found.split.on)
    gap = points_words(found.split.on - found.split.off)
    return (
        f"What separates low from high best is {title}: the ways without it average {off}, those "
        f"with it {on} ({gap}). It accounts for {percent(found.split.share)} of the differences "
        "between the ways."
    )


def _these(number: int) -> str:
    return "this argument" if number == 1 else f"these {counted(number, 'argument')}"
