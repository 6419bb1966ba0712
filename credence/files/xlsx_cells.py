"""What a spreadsheet shows in a cell and its reader does not say.

Readers give the *result* of a formula, which the program that wrote the workbook stored beside it. A
program that computes nothing stores none, and the cell then looks blank; so does one whose formula
failed (``#DIV/0!``). Of *merged* cells the first alone holds the value. All of these are looked up in
the XML and marked, so that nobody is told that a cell is missing which they see before them.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Unreadable:
    """A cell that holds something else than a value.

    Attributes:
        what: In a few words.
        remedy: What to do about it.
    """

    what: str
    remedy: str

    def __str__(self) -> str:
        return self.what


NO_RESULT = Unreadable(
    "a formula without its result",
    "open the file in a spreadsheet and save it again, or put the value in the formula’s place",
)


def failed(error: str) -> Unreadable:
    """A formula that gives no value."""
    return Unreadable(f"the error {error[:20]}", "mend the formula, or write the value")


def merged(first: str) -> Unreadable:
    """A cell that is covered by the one above it."""
    return Unreadable(
        f"a cell merged with {first}", "unmerge the cells and write the value into each"
    )


type Marks = dict[tuple[int, int], Unreadable]
"""Unreadable cells by row and column, both counted from 0."""


def marks_of(workbook: bytes, sheet: str) -> tuple[Marks, list[tuple[str, range, int]]]:
    """A sheet's unreadable cells, and what is merged downwards.

    Each merger is its first cell, the rows below that one, and the column. ``workbook`` is one that
    the guard has let through.
    """
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        member = _member(source, sheet)
        if member is None:
            return {}, []
        look = _Look()
        look.parser.Parse(source.read(member), True)
    return look.marks, look.mergers


def _member(source: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the workbook that holds a sheet."""
    relation = next(
        (
            attributes.get(key)
            for name, attributes in _elements(source.read("xl/workbook.xml"))
            if name == "sheet" and attributes.get("name") == sheet
            for key in attributes
            if key.rpartition(":")[2] == "id"
        ),
        None,
    )
    for name, attributes in _elements(source.read("xl/_rels/workbook.xml.rels")):
        if name == "Relationship" and attributes.get("Id") == relation:
            target = attributes.get("Target", "")
            path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            return path if path in source.namelist() else None
    return None


def _elements(part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append(
        (name.rpartition(":")[2], attributes)
    )
    parser.Parse(part, True)
    return iter(found)


class _Look:
    """Walks the XML of a sheet."""

    def __init__(self) -> None:
        self.marks: Marks = {}
        self.mergers: list[tuple[str, range, int]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._place, self._type, self._is_formula = "", "", False
        self._value: str | None = None
        self._in_value = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._place, self._type = attributes.get("r", ""), attributes.get("t", "")
                self._value, self._is_formula = None, False
            case "f":
                self._is_formula = True
            case "v":
                self._value, self._in_value = "", True
            case "mergeCell":
                self._merger(attributes.get("ref", ""))

    def _characters(self, text: str) -> None:
        if self._in_value and self._value is not None:
            self._value += text

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "v":
            self._in_value = False
        if local != "c" or (place := _numbers(self._place)) is None:
            return
        if self._type == "e":
            self.marks[place] = failed(self._value or "#?")
        elif self._is_formula and not self._value:
            self.marks[place] = NO_RESULT

    def _merger(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _numbers(first), _numbers(last)
        if start is not None and end is not None and end[0] > start[0]:
            self.mergers.append((first, range(start[0] + 1, end[0] + 1), start[1]))


def _numbers(place: str) -> tuple[int, int] | None:
    """Row and column of ``B3``, counted from 0."""
    if not (match := _PLACE.fullmatch(place)):
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
