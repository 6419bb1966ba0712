"""The worked count and its experiment as rows and sentences."""

import math

from credence.count_experiment import TASKS, Experiment, Way
from credence.words.numbers import percent
from credence.words.plain import counted
from credence.words.powers import log10_words, power_words
from credence.worked_count import Count

WAYS = {
    "counted": "Every function that fits, equally likely",
    "guessed": "Random weights that happen to fit",
    "trained": "Trained until it fits",
}
"""The three ways of taking a function that fits, as figures and tables call them."""


def count_rows(count: Count) -> list[dict[str, str]]:
    """The worked count as a table."""
    rows = {
        "Functions from problems to sums": count.functions,
        "Functions that are right on all training problems": count.fitting,
        "Of these, right on over half of all other problems": count.generalising,
        "Their share of those that fit": count.share,
    }
    return [
        {
            "What": name,
            "How many": power_words(value),
            "Common logarithm": log10_words(value),
        }
        for name, value in rows.items()
    ]


def count_words(count: Count) -> str:
    """The worked count in a sentence or two."""
    return (
        f"There are {count.inputs:,} problems and {count.answers:,} possible sums, hence "
        f"{power_words(count.functions)} functions. {_trained(count.training)} "
        f"{power_words(count.fitting)} that fit. The share of those that get over half of the other "
        f"{counted(count.untrained, 'problem')} right is {power_words(count.share)}."
    )


def _trained(training: int) -> str:
    verb = "leaves" if training == 1 else "leave"
    said = counted(training, "training problem")
    return f"{said[0].upper()}{said[1:]} {verb}"


def way_words(way: Way, untrained: int) -> str:
    """What one way of taking functions came to."""
    if way.taken == 0:
        return "none was found that fits"
    mean, over = percent(way.mean), percent(way.over_half)
    said = f"{mean} of the {untrained} untrained inputs right on average"
    if way.taken is None:
        return f"{said}; {over} of the functions get over half right (exact)"
    return (
        f"{said} ({_error(way.error)}); {over} get over half right ({_error(way.over_half_error)})"
    )


def way_rows(found: Experiment) -> list[dict[str, str]]:
    """The experiment as a table."""
    return [
        {
            "How": WAYS[way.name],
            "Right on average": _share(way.mean, way.error),
            "Over half right": _share(way.over_half, way.over_half_error),
            "Functions": "all" if way.taken is None else f"{way.taken:,}",
            "Training sets": "any" if way.taken is None else f"{way.sets}",
            "In words": way_words(way, found.untrained),
        }
        for way in found.ways
    ]


def verdict(found: Experiment) -> str:
    """What one run shows, as training stands against the count."""
    ways = {way.name: way for way in found.ways}
    counted_mean, trained = ways["counted"].mean, ways["trained"]
    if not trained.taken:
        return "No network came to fit its training examples, so there is nothing to compare."
    gap = trained.mean - counted_mean
    if abs(gap) <= 3 * max(trained.error, 1e-9):
        said = "no better and no worse than the count says, as far as so many networks can tell"
    elif gap > 0:
        said = "better than the count says"
    else:
        said = "worse than the count says"
    title = TASKS[found.task].title
    return (
        f"{title}{'' if title.endswith('?') else '.'} Trained networks got {percent(trained.mean)} of the untrained inputs right, "
        f"against {percent(counted_mean)} by the count: {said}."
    )


def _share(value: float, error: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{percent(value)} ({_error(error)})" if error else percent(value)


def _error(error: float) -> str:
    return "±?" if math.isnan(error) else f"± {100 * error:.1f} points"
