"""The header of a table: its form, and what each title asks.

A *title* may end in a unit, ``doom.stated (%)``. A *stem* is a title without its unit and without
``.low``, ``.p10`` and the like, which give an interval's ends and quantiles.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from credence.files.fields import COLUMNS
from credence.files.quantiles import LEVELS
from credence.files.survey_columns import Question, asked_by
from credence.library import Library
from credence.words.plain import listed, quoted
from credence.written import tidy

VALUES = ("value", *LEVELS)
SHAPE = (
    f"a table has the columns {','.join(COLUMNS)}, or a row a person with columns such as "
    "name,doom.stated,speed.lr.low,speed.lr.high"
)
_UNIT = r"(?:in )?(?:%|per ?cents?|percentages?|pct\.?|percentage points)"
_PERCENT = re.compile(
    rf"\s*(?:[(\[{{]\s*{_UNIT}\s*[)\]}}]|[,_-]?\s*(?:\bin )?(?:%|\bper ?cent|\bpct\.?)|,\s*{_UNIT})\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stem:
    """One question of a wide table and where its answers stand.

    Attributes:
        name: The item and the field.
        question: What is asked.
        columns: Position of the column with the value (``""``), an end or a quantile.
    """

    name: str
    question: Question
    columns: dict[str, int]


@dataclass(frozen=True)
class Header:
    """What a table's columns are.

    Attributes:
        is_long: One row a number, not one a person.
        names: Every column as the table has it; one without a name is looked at, to be named.
        line: On which the header stands.
        name: Position of the column with people's names; ``None`` where there is none.
        stems: The questions of a wide table.
        places: Positions of a long table's columns.
        left: Columns that ask nothing of the library.
        percent: Paths that a title says are in per cent.
        all_percent: Whether the values of a long table are, where they are probabilities.
        problems: Titles that ask what the library does not know.
    """

    is_long: bool
    names: tuple[str, ...]
    line: int
    name: int | None
    stems: tuple[Stem, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    percent: frozenset[str] = frozenset()
    all_percent: bool = False
    problems: tuple[str, ...] = ()

    @property
    def needed(self) -> frozenset[int]:
        """Positions of all columns that are read."""
        every = set(self.places.values())
        every |= {place for stem in self.stems for place in stem.columns.values()}
        every |= {place for place, name in enumerate(self.names) if not name}
        return frozenset(every | ({self.name} if self.name is not None else set()))

    def left_words(self) -> str | None:
        """The sentence on columns that are left out."""
        if not self.left:
            return None
        names = listed(map(quoted, self.left), most=20)
        is_one = len(self.left) == 1
        what = f"the column {names} asks" if is_one else f"the columns {names} ask"
        return f"{what} nothing of the library and {'is' if is_one else 'are'} left out"


def without_unit(title: str) -> tuple[str, bool]:
    """A title without its unit, and whether that is per cent."""
    bare = _PERCENT.sub("", tidy(title))
    return bare, bare != tidy(title)


def header_of(names: Sequence[str], library: Library, line: int = 1) -> Header | None:
    """Read a header; ``None`` where the row is none."""
    columns = [tidy(name) for name in names]
    bare = [without_unit(name)[0] for name in names]
    lowered = [name.lower() for name in bare]
    name_at = lowered.index("name") if "name" in lowered else None
    if {"item", "field"} <= set(lowered):
        return _long(names, columns, lowered, line, name_at)
    stems: dict[str, Stem] = {}
    percent, problems, left = set(), [], []
    for place, (column, title) in enumerate(zip(columns, bare, strict=True)):
        if place == name_at:
            continue
        if column.lower() == "name":
            problems.append("the column “name” stands here twice; leave one out")
            continue
        head, _, last = title.rpartition(".")
        stem, end = (head, last) if last in LEVELS and "." in head else (title, "")
        question = asked_by(stem, library)
        if question is None:
            left += [column] if column else []
        elif isinstance(question, str):
            hint = "if it asks nothing of the library, take the dot out of its title"
            problems.append(f"column “{column}”: {question} ({hint})")
        else:
            held = stems.setdefault(question.path, Stem(stem, question, {})).columns
            if end in held:
                problems.append(f"the column “{column}” stands here twice; leave one out")
            held.setdefault(end, place)
            if title != column:
                percent.add(question.path)
    if not stems and not problems:
        return None
    kept = tuple(stems.values())
    shown, wrong = frozenset(percent), tuple(problems)
    return Header(False, tuple(names), line, name_at, kept, {}, tuple(left), shown, False, wrong)


def _long(
    names: Sequence[str], columns: list[str], lowered: list[str], line: int, name_at: int | None
) -> Header:
    known = {*COLUMNS, *LEVELS}
    problems = [
        f"the column “{name}” stands here twice; leave one out"
        for place, name in enumerate(lowered)
        if name in known and name in lowered[:place]
    ]
    if name_at is None:
        problems.append(f"the column “name” is missing; the columns are {','.join(COLUMNS)}")
    if not set(lowered).intersection(VALUES):
        problems.append(f"there is no column with numbers; the columns are {','.join(COLUMNS)}")
    places = {name: place for place, name in reversed(list(enumerate(lowered))) if name in known}
    left = [c for c, name in zip(columns, lowered, strict=True) if c and name not in known]
    in_percent = any(without_unit(columns[places[key]])[1] for key in VALUES if key in places)
    return Header(
        True,
        tuple(names),
        line,
        name_at,
        (),
        places,
        tuple(left),
        frozenset(),
        in_percent,
        tuple(problems),
    )


def labels_of(header: Header) -> Mapping[str, str]:
    """How people name a wide table's columns, by path."""
    return {stem.question.path: stem.name for stem in header.stems}
