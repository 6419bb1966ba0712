"""How sure the figure is, and what sort of mean it is.

The headline is the *mean of the probabilities* over the draws, not *the probability at the mean
log-odds*: where the numbers are uncertain the two differ, and it is the first that obeys the law of
total probability. A few draws in which a claim is likely lift the mean well above the median.
"""

from credence.words.numbers import interval_words, percent, points_words


def sureness(
    credence: float,
    low: float,
    high: float,
    median: float,
    *,
    independent: float | None = None,
    strongest_only: float | None = None,
    mcse: float = 0.0,
    draws: int | None = None,
) -> str:
    """Say how wide the 90 % interval is, what kind of mean the credence is, and what overlap does.

    ``independent`` and ``strongest_only`` are the credence with every family's overlap at 0 and at
    1; they are told only where one of them reads differently from the credence.
    """
    if low == high:
        sentences = ["Every number behind this is exact, so there is no interval."]
    else:
        of_draws = f"{draws:,} " if draws else ""
        spread = interval_words(low, high)
        mean = f"the mean of the probabilities over {of_draws}draws of the uncertain numbers"
        sentences = [f"The figure is {mean}; nine draws in ten put it {_at(spread)}."]
        if percent(median) != percent(credence):
            sentences.append(
                f"Half of the draws lie below {percent(median)}: the mean of the probabilities is "
                "not the probability at the mean log-odds."
            )
        if mcse and percent(mcse) != "0 %":
            error = points_words(mcse).removeprefix("+")
            sentences.append(f"Its error from having only so many draws is about {error}.")
    if told := _overlap(credence, independent, strongest_only):
        sentences.append(told)
    return " ".join(sentences)


def _at(spread: str) -> str:
    return spread if spread.startswith("between") else f"at {spread.removesuffix(' throughout')}"


def _overlap(credence: float, independent: float | None, strongest: float | None) -> str:
    if independent is None or strongest is None:
        return ""
    apart, together = percent(independent), percent(strongest)
    if apart == together == percent(credence):
        return ""
    return (
        "Some arguments share their evidence: were they independent, the figure would be "
        f"{apart}; if only the strongest of each family counted, {together}."
    )
