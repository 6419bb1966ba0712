"""Each figure as a sentence or two, for those who do not see it.

They say what the picture shows, not what to think of it. The figures' tables hold the rest.
"""

from collections.abc import Iterable

from credence.figures.posterior import BLOCKS, Spread
from credence.words.numbers import interval_words, percent, points_words, told_apart
from credence.words.plain import clean, listed, quoted


def posterior_alt(claim: str, prior: Spread, posterior: Spread) -> str:
    """Say what `posterior_figure` shows."""
    before, after = told_apart(
        (prior.credence, prior.complement), (posterior.credence, posterior.complement)
    )
    return (
        f"Credence in {quoted(claim)} on a log-odds axis, {BLOCKS} blocks each: before the "
        f"arguments {before}, {_spread(prior)}; with them {after}, {_spread(posterior)}."
    )


def pair_alt(
    claim: str,
    names: tuple[str, str],
    a: Spread,
    b: Spread,
    stated: tuple[float | None, float | None] = (None, None),
) -> str:
    """Say what `posterior_figure` shows of two people's posteriors, and what they state."""
    implied = told_apart((a.credence, a.complement), (b.credence, b.complement))
    first, second = (
        f"{clean(name)} "
        + ("" if own is None else f"states {percent(own)}, a cross, implied ")
        + f"{figure}, {_spread(spread)}"
        for name, own, figure, spread in zip(names, stated, implied, (a, b), strict=True)
    )
    return (
        f"Credence in {quoted(claim)} on a log-odds axis, {BLOCKS} blocks each: {first}; {second}."
    )


def gap_alt(
    claim: str,
    names: tuple[str, str],
    a: tuple[float, float],
    b: tuple[float, float],
    steps: Iterable[tuple[str, float, float]],
) -> str:
    """Say what `waterfall_figure` shows of a gap; ``steps`` are (title, points, bits)."""
    first, second = told_apart(a, b)
    ranked = sorted(steps, key=lambda step: (-abs(step[1]), step[0]))
    told = [f"{title} ({points_words(points)})" for title, points, _ in ranked if points]
    parts = f"The largest parts: {listed(told, 5)}." if told else "Nothing makes them differ."
    return (
        f"Credence in {quoted(claim)}, difference by difference, from {first} ({clean(names[0])}) "
        f"to {second} ({clean(names[1])}). {parts}"
    )


def waterfall_alt(
    claim: str,
    prior: tuple[float, float],
    posterior: tuple[float, float],
    steps: Iterable[tuple[str, float, float]],
) -> str:
    """Say what `waterfall_figure` shows; ``steps`` are (title, points, bits)."""
    before, after = told_apart(prior, posterior)
    ends = f"from {before} before the arguments to {after} with them"
    lead = f"Credence in {quoted(claim)}, argument by argument, {ends}."
    ranked = sorted(steps, key=lambda step: (-abs(step[1]), step[0]))
    up = [f"{quoted(title)} ({points_words(points)})" for title, points, _ in ranked if points > 0]
    down = [
        f"{quoted(title)} ({points_words(points)})" for title, points, _ in ranked if points < 0
    ]
    raised = [f"Raising it: {listed(up, 4)}."] if up else []
    lowered = [f"Lowering it: {listed(down, 4)}."] if down else []
    nothing = [] if up or down else ["No argument moves it."]
    return " ".join([lead, *raised, *lowered, *nothing])


def _spread(spread: Spread) -> str:
    return f"90 % interval {interval_words(spread.low, spread.high)}"
