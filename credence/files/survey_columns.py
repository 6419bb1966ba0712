"""What a column of a table asks: from an item and a field to the library's numbers.

A column that asks nothing of the library (``age``, ``1. What is your field of work?``) is left out.
One that names a field or an item of the library and gets the other wrong is an error, since a
misspelt id would otherwise lose a whole column of answers.
"""

import re
from dataclasses import dataclass

from credence.asking import Told
from credence.errors import InputError, Problem, unknown
from credence.files.credence_edits import SECTIONS, ids_of
from credence.files.fields import keys_of
from credence.library import Library
from credence.number import Kind
from credence.scenario import unknown_number
from credence.written import PLAIN

_TEXTS = {"note", "basis", "tolerance", "library", "target", "seed", "draws", "firmness", "sources"}
_ID_LIKE = re.compile(r"[a-z][a-z0-9_ -]{0,63}", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """What a field asks for.

    Attributes:
        path: The number's path, ``claims.<id>.stated``, ``active.<id>`` or ``suppose.<id>``, or
            where a text stands in a credence file.
        kind: Of a number; ``None`` for a truth value or a text.
        keys: The path's parts; of a text, which a survey does not use (notes and the like).
    """

    path: str
    kind: Kind | None
    keys: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether a survey does not use it."""
        return bool(self.keys)


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
    if _TEXTS.intersection(keys):
        return Question(".".join(keys), None, tuple(keys))
    path = ".".join(keys)
    if path not in library.numbers:
        return unknown_number(path, library.numbers)
    return Question(path, library.numbers[path][0])


def percent_of(told: Told, library: Library) -> frozenset[str]:
    """The paths of the columns that somebody says are in per cent.

    Raises:
        InputError: A column asks nothing of the library, or for what is no probability.
    """
    found = set()
    problems = []
    for column in sorted(told.percent):
        question = (
            question_of(*split(column), library) if "." in column else f"“{column}” has no field"
        )
        if isinstance(question, str):
            problems.append(Problem("percent", f"{question}; name a column such as doom.stated"))
        elif question.kind is not Kind.PROBABILITY:
            problems.append(Problem("percent", f"{column} is no probability, so in no per cent"))
        else:
            found.add(question.path)
    if problems:
        raise InputError(problems)
    return frozenset(found)


def asked_by(stem: str, library: Library) -> Question | str | None:
    """What a title asks; ``None`` where it asks nothing of the library."""
    if "." not in stem or PLAIN.match(stem):
        return None  # a cell of a row that is no header: to suggest ids for 0.5 takes long
    item, name = split(stem)
    if not (item[:1].isalpha() and name[:1].isalpha()):
        return None  # such as a decimal
    question = question_of(item, name, library)
    if not isinstance(question, str):
        return question
    last = item.rpartition(".")[2].strip()
    every = {*library.claim_ids, *library.arguments, *library.families, "scenario"}
    has_field = not isinstance(keys_of(item, name), str)
    is_near = last.lower() in every or (has_field and _ID_LIKE.fullmatch(last))
    return question if is_near else None


def split(stem: str) -> tuple[str, str]:
    """Item and field of ``doom.stated`` and of ``claims.doom.stated``."""
    item, _, name = stem.partition(".")
    if item in SECTIONS and "." in name:
        inner, _, rest = name.partition(".")
        return f"{item}.{inner}", rest
    return item, name
