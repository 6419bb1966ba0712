"""What a table leaves open, and what the person who brings it answers.

A reader of tables never guesses where a guess could be wrong by a factor of a hundred: it leaves
the cells out, says so, and *asks* (`Asked`). What it is *told* (`Told`) goes with the file to
whoever reads it, so that the same answers give the same numbers on a page and on the command line.

A *column* is named as tables name it, ``doom.stated``: an item and a field, without ``.low`` and the
like, as one answer holds for all columns of a number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self


@dataclass(frozen=True)
class Asked:
    """An open question about a table.

    Attributes:
        column: The column that it is about, such as ``doom.stated``; ``name`` for rows.
        kind: ``percent``: is a number without a sign in per cent? The column is held back whole.
            ``summary``: are rows that sum up others people? They are left out.
        sentence: The question, with what was found, for a reader.
    """

    column: str
    kind: Literal["percent", "summary"]
    sentence: str


@dataclass(frozen=True)
class Told:
    """A person's answers to what the reader asks; nothing is told by default.

    Attributes:
        percent: Columns whose numbers without a sign are in per cent.
        keep_summary_rows: Whether rows named Average, Median, Total and the like are people.
    """

    percent: frozenset[str] = frozenset()
    keep_summary_rows: bool = False

    @classmethod
    def of(cls, percent: Iterable[str] = (), *, keep_summary_rows: bool = False) -> Self:
        """Answers as options give them: columns with commas between, any number of times."""
        columns = (column.strip() for text in percent for column in text.split(","))
        return cls(frozenset(column for column in columns if column), keep_summary_rows)

    def answering(self, asked: Asked) -> Self:
        """These answers and a yes to one question more."""
        if asked.kind == "percent":
            return replace(self, percent=self.percent | {asked.column})
        return replace(self, keep_summary_rows=True)


NOTHING = Told()
