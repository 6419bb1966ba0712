"""How a table is taken as a whole, where a cell alone does not say what it means.

Three things hang on all cells together: whether commas or points part decimals, whether a column
of probabilities is in per cent, and whether a row named Average is a person. A table is read with
the usual taking first; what it then *shows* settles the taking, and where that is another one, the
table is read again. So a table of two thousand rows and one of two million give the same answers.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from credence.asking import Asked
from credence.words.plain import listed, quoted
from credence.written import Custom, Signs

_SUMMARY = re.compile(
    r"(?:the )?(?:(?:grand|over-?all|group|sample|geometric|arithmetic|weighted) )?"
    r"(?:average|avg|mean|median|totals?|sub-?totals?|sum|summary|over-?all|counts?|minimum|maximum"
    r"|variance|stdev|std\.? ?dev\.?|standard (?:deviation|error)|mittelwert|durchschnitt|summe|gesamt)"
    r"(?:s? (?:of|for|over|across) .*)?",
    re.IGNORECASE,
)
SUMMARY_HINT = (
    "avera|avg|mean|media|total|sum|overall|over-all|count|imum|varian|std|stand|mitt|durch|gesamt"
)
"""What every name of `is_summary` holds, as a pattern that can be looked for in a column."""
_MOST_NAMES = 20


def is_summary(name: str) -> bool:
    """Whether a row's name says that it sums others up: Average, Median, "Total of all"."""
    return bool(_SUMMARY.fullmatch(re.sub(r"\(.*\)|[:=*#]", "", name).strip()))


@dataclass(frozen=True)
class Shown:
    """What a part of a table shows of the whole.

    Attributes:
        signs: The custom of its decimals and thousands.
        above: Numbers without a sign that are above 1 in columns of probabilities: by column, each
            text and how often it stands there.
        summaries: Names of rows that sum others up, the first of them.
        people: Whether there are other names.
        taken: How cells were read where that is not plain to see, with the column.
    """

    signs: Signs = field(default_factory=Signs)
    above: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    summaries: tuple[str, ...] = ()
    people: bool = False
    taken: tuple[str, ...] = ()

    @classmethod
    def of(cls, parts: Iterable["Shown"]) -> "Shown":
        """What several parts show together, in their order."""
        every = list(parts)
        above: dict[str, dict[str, int]] = {}
        signs = Signs()
        for part in every:
            signs |= part.signs
            for column, texts in part.above.items():
                held = above.setdefault(column, {})
                for text, count in texts.items():
                    held[text] = held.get(text, 0) + count
        names = dict.fromkeys(name for part in every for name in part.summaries)
        return cls(
            signs,
            above,
            tuple(names)[:_MOST_NAMES],
            any(part.people for part in every),
            tuple(dict.fromkeys(said for part in every for said in part.taken)),
        )


@dataclass(frozen=True)
class Taking:
    """How to take what single cells leave open.

    Attributes:
        custom: What a mark means that may part decimals or thousands.
        percent: Columns (paths) in which a number without a sign is in per cent.
        held: Columns (paths) that are held back until somebody says whether they are.
        keep_summary_rows: Whether rows that sum others up are people.
        entire: Whether what only a credence file holds (notes, sources) is wanted too, and where
            each number stands: for opening single people.
    """

    custom: Custom = Custom.PROGRAM
    percent: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    keep_summary_rows: bool = False
    entire: bool = False

    def settled(self, shown: Shown) -> Self:
        """The taking that the whole table asks for."""
        return replace(
            self,
            custom=shown.signs.custom,
            held=frozenset(shown.above) - self.percent,
            keep_summary_rows=self.keep_summary_rows or bool(shown.summaries and not shown.people),
        )

    def asked(self, shown: Shown, labels: Mapping[str, str]) -> tuple[Asked, ...]:
        """The questions that are open, once the taking is settled; ``labels`` name columns by path."""
        found = [_percent(labels[path], shown.above[path]) for path in sorted(self.held)]
        if shown.summaries and not self.keep_summary_rows:
            found.append(_summary(shown.summaries))
        return tuple(found)


def _percent(column: str, texts: Mapping[str, int]) -> Asked:
    count = sum(texts.values())
    what = "number without a sign is" if count == 1 else "numbers without a sign are"
    return Asked(
        column,
        "percent",
        f"{column}: {count:,} {what} above 1, such as {next(iter(texts))}, so the column is held "
        "back whole. Is it in per cent?",
    )


def _summary(names: tuple[str, ...]) -> Asked:
    is_one = len(names) == 1
    rows = (
        f"The row {quoted(names[0])} sums"
        if is_one
        else f"The rows {listed(map(quoted, names))} sum"
    )
    verb, what = ("is", "it a person") if is_one else ("are", "they people")
    return Asked(
        "name", "summary", f"{rows} others up and {verb} left out. {verb.capitalize()} {what}?"
    )
