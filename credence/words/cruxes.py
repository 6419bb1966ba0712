"""What would be worth finding out, in sentences.

*On average* means over both answers, each as probable as it is held to be now: a crux that would
move much but is almost certainly settled one way moves little on average.
"""

from collections.abc import Iterable

from credence.library import Library
from credence.value import Crux
from credence.words.numbers import percent, points_words
from credence.words.plain import clean, quoted


def crux_title(library: Library, crux: str) -> str:
    """What a crux asks: a claim's title, or that an argument of some title is sound."""
    section, _, rest = crux.partition(".")
    if not rest:
        return clean(library.claim(section).title)
    return f"{quoted(library.arguments[rest.removesuffix('.sound')].title)} is sound"


def crux_words(library: Library, crux: Crux) -> str:
    """One crux's worth as a sentence."""
    title = crux_title(library, crux.crux)
    asked = f"whether {title}" if crux.crux.endswith(".sound") else f"“{title}”"
    if not crux.expected_change:
        return f"Settling {asked} would not move you."
    size = points_words(crux.expected_change).removeprefix("+")
    text = f"Settling {asked} would move you by {size} on average"
    answers = [
        f"to {percent(after)} if it is {truth} ({percent(chance)} likely)"
        for truth, after, chance in (
            ("true", crux.if_true, crux.probability),
            ("not", crux.if_false, 1 - crux.probability),
        )
        if after is not None
    ]
    return f"{text}: {', and '.join(answers)}." if answers else f"{text}."


def crux_rows(library: Library, cruxes: Iterable[Crux]) -> list[dict[str, str]]:
    """Cruxes as rows for a table."""
    return [
        {
            "Crux": crux_title(library, crux.crux),
            "Probable": percent(crux.probability),
            "If true": "–" if crux.if_true is None else percent(crux.if_true),
            "If not": "–" if crux.if_false is None else percent(crux.if_false),
            "Moves you on average": points_words(crux.expected_change).removeprefix("+"),
            "Bits": f"{crux.expected_bits:.2g}{_error(crux)}",
        }
        for crux in cruxes
    ]


def _error(crux: Crux) -> str:
    return "" if crux.exact else f" ± {crux.se_bits:.1g}"
