"""The figures' numbers as rows of text, for a table under each picture and for screen readers.

Every row has the same columns in the same order, and every cell is text that is read as it stands.
"""

from collections.abc import Iterable
from itertools import accumulate

from credence.words.numbers import (
    bits_words,
    interval_words,
    odds_words,
    one_in,
    percent,
    points_words,
)
from credence.words.plain import clean

Row = dict[str, str]

_ROUNDING = 1e-12


def credence_rows(
    prior: tuple[float, float, float, float, float],
    posterior: tuple[float, float, float, float, float],
) -> list[Row]:
    """Prior and posterior as two rows; each is (credence, complement, median, low, high)."""
    names = "Before any argument", "With the arguments switched on"
    return [
        {
            "": name,
            "Credence": percent(credence, complement),
            "Odds": odds_words(credence, complement),
            "In words": one_in(credence, complement),
            "Median": percent(median),
            "90 % interval": interval_words(low, high),
        }
        for name, (credence, complement, median, low, high) in zip(
            names, (prior, posterior), strict=True
        )
    ]


def step_rows(
    prior: tuple[float, float],
    posterior: tuple[float, float],
    steps: Iterable[tuple[str, float, float]],
    weights: Iterable[tuple[str, ...]] = (),
) -> list[Row]:
    """The waterfall as rows, from prior to posterior; ``steps`` are (title, points, bits).

    ``prior`` and ``posterior`` are each a credence and its complement. Points are differences of
    probabilities. ``weights`` are each step's weight of evidence and, if wanted, why it did not do as much.
    """
    taken = list(steps)
    # What is left of 1 is summed apart from the credence, so that both ends keep their digits.
    reached = accumulate((points for _, points, _ in taken), initial=prior[0])
    left = accumulate((-points for _, points, _ in taken), initial=prior[1])
    after = [_reached(*pair) for pair in zip(reached, left, strict=True)][1:]
    told = list(weights)
    beside: list[tuple[str, ...]] = [*told] or [()] * len(taken)
    ends = ("",) * len(beside[0]) if beside else ()
    first = _row("Before any argument", "", "", ends, percent(*prior, 3))
    last = _row("With the arguments switched on", "", "", ends, percent(*posterior, 3))
    middle = [
        _row(clean(title), points_words(points), bits_words(bits), weight, then)
        for (title, points, bits), weight, then in zip(taken, beside, after, strict=True)
    ]
    return [first, *middle, last]


def _row(title: str, points: str, bits: str, weight: tuple[str, ...], credence: str) -> Row:
    beside = dict(zip(("Weight of evidence", "Why they differ"), weight, strict=False))
    row = {"Argument": title, "Moves it by": points, "In bits": bits}
    return row | beside | {"Credence then": credence}


def _reached(credence: float, complement: float) -> str:
    """The credence so far; sums of shares on the way are no credences and may leave 0 to 1."""
    if credence < -_ROUNDING:
        return "below 0 %"
    if complement < -_ROUNDING:
        return "above 100 %"
    return percent(min(max(credence, 0.0), 1.0), min(max(complement, 0.0), 1.0), 3)
