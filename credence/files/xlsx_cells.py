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

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Unreadable:
    """A cell that holds something else than a value.

    Attributes:
        what: In a few words.
        remedy: What to do about it.
        first: What the first of merged cells holds; ``None`` for all else.
    """

    what: str
    remedy: str
    first: object = None

    def __str__(self) -> str:
        return self.what


NO_RESULT = Unreadable(
    "a formula without its result",
    "open the file in a spreadsheet and save it again, or put the value in the formula’s place",
)


def failed(error: str) -> Unreadable:
    """A formula that gives no value."""
    return Unreadable(f"the error {error[:20]}", "mend the formula, or write the value")


def merged(place: str, first: object) -> Unreadable:
    """A cell that is covered by the one above it, which holds ``first``."""
    return Unreadable(
        f"a cell merged with {place}", "unmerge the cells and write the value into each", first
    )


type Marks = dict[tuple[int, int], Unreadable]
"""Unreadable cells by row and column, both counted from 0."""


@dataclass(frozen=True)
class Look:
    """What a sheet shows and its reader does not say.

    Attributes:
        marks: Cells without a value that can be read.
        mergers: What is merged downwards: the first cell, the rows below it, and the column.
        signed: Cells whose number is shown times a hundred with a per-cent sign.
        titled: Cells whose number is shown as it is with a per-cent sign, a text, behind it.
    """

    marks: Marks
    mergers: tuple[tuple[str, range, int], ...] = ()
    signed: frozenset[tuple[int, int]] = frozenset()
    titled: frozenset[tuple[int, int]] = frozenset()


def look_at(workbook: bytes, sheet: str) -> Look:
    """Look at a sheet's XML; ``workbook`` is one that the guard has let through."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        member = _member(source, sheet)
        if member is None:
            return Look({})
        look = _Look()
        look.parser.Parse(source.read(member), True)
        signed, titled = _percent_styles(source)
    styles = look.styles.items()
    return Look(
        look.marks,
        tuple(look.mergers),
        frozenset(place for place, style in styles if style in signed),
        frozenset(place for place, style in styles if style in titled),
    )


def _percent_styles(source: zipfile.ZipFile) -> tuple[set[str], set[str]]:
    """Styles whose number format multiplies by a hundred, and whose per-cent sign is a text."""
    if "xl/styles.xml" not in source.namelist():
        return set(), set()
    codes = {"9": "0%", "10": "0.00%"}
    signed, titled, inside, count = set(), set(), False, 0
    for name, attributes in _elements(source.read("xl/styles.xml")):
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            code = codes.get(attributes.get("numFmtId", ""), "")
            bare = _QUOTED.sub("", code)
            if "%" in bare:
                signed.add(str(count))
            elif "%" in code:
                titled.add(str(count))
            count += 1
    return signed, titled


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
        self.styles: dict[tuple[int, int], str] = {}
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
                if "s" in attributes and (place := _numbers(self._place)) is not None:
                    self.styles[place] = attributes["s"]
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
