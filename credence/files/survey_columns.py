"""What each column of a survey asks: from the names in a header to the library's numbers.

A *stem* is a column's name without ``.low`` and ``.high``, which give an interval's ends. A column
without a dot (``age``, ``country``) asks nothing about the library: it is left unread, and said to
be. One with a dot that the library does not know is an error, since a misspelt id would otherwise
lose a whole column of answers.
"""

from dataclasses import dataclass

from credence.errors import InputError, Problem, unknown
from credence.files.credence_edits import SECTIONS, ids_of
from credence.files.fields import keys_of
from credence.files.tables import COLUMNS
from credence.library import Library
from credence.number import Kind
from credence.words.plain import listed, quoted

_UNUSED = {"note", "basis", "tolerance", "library", "target", "seed", "draws", "sources"}


@dataclass(frozen=True)
class Question:
    """What a field asks for.

    Attributes:
        path: The number's path, ``claims.<id>.stated``, ``active.<id>`` or ``suppose.<id>``; empty
            for what a survey does not use (notes and the like).
        kind: Of a number; ``None`` for a truth value.
    """

    path: str
    kind: Kind | None


UNUSED = Question("", None)


def question_of(item: str, name: str, library: Library) -> Question | str:
    """The question of an item's field; a sentence where the library has none such."""
    keys = keys_of(item.strip(), name.strip())
    if isinstance(keys, str):
        return keys
    if keys[0] in {"active", "suppose"}:
        what = "argument" if keys[0] == "active" else "claim"
        known = ids_of(library, f"{what}s")
        return Question(".".join(keys), None) if keys[1] in known else unknown(what, keys[1], known)
    if keys == ["scepticism"]:
        return Question("scepticism", Kind.PROBABILITY)
    if keys[0] in SECTIONS and keys[1] not in ids_of(library, keys[0]):
        what = {"claims": "claim", "families": "family", "arguments": "argument"}[keys[0]]
        return unknown(what, keys[1], ids_of(library, keys[0]))
    if keys[-1] == "stated":
        return Question(".".join(keys), Kind.PROBABILITY)
    if _UNUSED.intersection(keys):
        return UNUSED
    path = ".".join(keys)
    if path not in library.numbers:
        own = [p for p in library.numbers if p.startswith(f"{keys[0]}.{keys[1]}.")]
        return unknown("number", path, own)
    return Question(path, library.numbers[path][0])


@dataclass(frozen=True)
class Stem:
    """One question of a wide table and where its answers stand.

    Attributes:
        name: As the header has it.
        question: What is asked.
        columns: Position of the column with the value (``""``) or an end (``low``, ``high``).
    """

    name: str
    question: Question
    columns: dict[str, int]


@dataclass(frozen=True)
class Header:
    """What a table's columns are.

    Attributes:
        is_long: One row a number, not one a person.
        names: Every column as the table has it.
        name: Position of the column with people's names; ``None`` where there is none.
        stems: The questions of a wide table.
        places: Positions of a long table's columns.
        notes: Columns that are not read.
    """

    is_long: bool
    names: tuple[str, ...]
    name: int | None
    stems: tuple[Stem, ...]
    places: dict[str, int]
    notes: tuple[str, ...]


def header_of(names: list[str], library: Library, file: str, line: int = 1) -> Header:
    """Read a header.

    Raises:
        InputError: It is of neither form, or asks what the library does not know; all of it.
    """
    columns = [name.strip() for name in names]
    lowered = [name.lower() for name in columns]
    is_long = {"item", "field"} <= set(lowered)
    problems = [
        f"the column “{name}” stands here twice; leave one out"
        for place, name in enumerate(columns)
        if name and name in columns[:place]
    ]
    places = {name: place for place, name in enumerate(lowered) if name in COLUMNS}
    stems: dict[str, Stem] = {}
    if is_long and "name" not in places:
        problems.append(f"the column “name” is missing; the columns are {','.join(COLUMNS)}")
    for place, name in enumerate([] if is_long else columns):
        stem, _, end = name.rpartition(".")
        stem, end = (stem, end) if end in {"low", "high"} and "." in stem else (name, "")
        if "." not in stem:
            continue
        item, field = _split(stem)
        question = question_of(item, field, library)
        if isinstance(question, str):
            problems.append(f"column “{name}”: {question}")
        else:
            stems.setdefault(stem, Stem(stem, question, {})).columns[end] = place
    if not is_long and not stems and not problems:
        problems.append(
            "no column asks about the library; a table has columns such as speed.lr or doom.stated "
            f"with a row a person, or the columns {','.join(COLUMNS)}"
        )
    if problems:
        raise InputError([Problem("", message, line, file) for message in problems])
    read = set(COLUMNS) if is_long else {"name"}
    left = [n for n, low in zip(columns, lowered, strict=True) if "." not in n and low not in read]
    if is_long:
        left = [n for n, low in zip(columns, lowered, strict=True) if low not in read]
    left += [stem.name for stem in stems.values() if stem.question is UNUSED]
    return Header(
        is_long,
        tuple(names),
        lowered.index("name") if "name" in lowered else None,
        tuple(s for s in stems.values() if s.question is not UNUSED),
        places,
        (_unread(left, file),) if left else (),
    )


def claim_stated(column: str, library: Library) -> str | None:
    """The claim whose stated credence a column gives; ``None`` for any other column."""
    question = question_of(*_split(column.removesuffix(".low").removesuffix(".high")), library)
    path = "" if isinstance(question, str) else question.path
    return path.split(".")[1] if path.endswith(".stated") else None


def _unread(names: list[str], file: str) -> str:
    """The note on columns that are not about the library."""
    if len(names) == 1:
        return f"{file}: the column {_named(names[0])} is not read"
    return f"{file}: the columns {listed(map(_named, names), most=20)} are not read"


def _named(column: str) -> str:
    return quoted(column) if column else "without a name"


def _split(stem: str) -> tuple[str, str]:
    item, _, field = stem.partition(".")
    if item in SECTIONS and "." in field:
        inner, _, rest = field.partition(".")
        return f"{item}.{inner}", rest
    return item, field
