"""Text that strangers wrote, made safe to set into a sentence; and lists of things in words.

*Control characters* and *bidirectional marks* cannot be seen, yet they break lines or turn the
reading direction of all that follows, so that a title could rewrite the sentence around it. They
are dropped. What stays is plain text: it is not escaped for Markdown, HTML or Plotly, which is the
business of whoever shows it.
"""

import unicodedata
from collections.abc import Iterable

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# The joiners shape letters in Persian, Indic scripts and emoji; they turn no direction.
_KEPT = {"\u200c", "\u200d"}


def clean(text: str, most: int | None = None) -> str:
    """``text`` on one line, without characters that cannot be seen.

    Longer texts than ``most`` characters end in "…" and are then exactly that long or shorter.
    """
    seen = (
        " " if c.isspace() else c
        for c in str(text)
        if c.isspace() or c in _KEPT or unicodedata.category(c) not in _UNSEEN
    )
    line = " ".join("".join(seen).split())
    if most is None or len(line) <= most:
        return line
    return line[: most - 1].rstrip(" ,;:–-") + "…"


def quoted(title: str) -> str:
    """A title in quotation marks."""
    return f"“{clean(title, 80)}”"


def listed(things: Iterable[str], most: int = 6) -> str:
    """Things in a row: "a", "a and b", "a, b and c", "a, b, c and 4 others"."""
    names = list(things)
    if len(names) > most:
        rest = len(names) - most + 1
        names = [*names[: most - 1], f"{rest} others"]
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, thing: str) -> str:
    """A count with its noun: "no arguments", "one argument", "12 arguments"."""
    name = _SMALL[number] if number < len(_SMALL) else f"{number:,}"
    return f"{name} {thing}{'' if number == 1 else 's'}"
