"""A guard in front of workbooks: what passes costs little to read.

An XLSX file is a zip of XML, and there are four ways for a small one to cost gigabytes: members
that unpack to a vast size (a *zip bomb*); a single cell far out, for which readers hold the whole
rectangle up to it; one long text that a million cells share; XML entities that grow. The guard
unpacks every member itself and stops at 20 MB, looks where cells stand and what they share, and
packs what passes anew: the reader sees exactly the bytes that were looked at.
"""

import io
import re
import zipfile
import zlib
from xml.parsers import expat

MOST_UNPACKED = 20_000_000
MOST_MEMBERS = 1_000
MOST_CELLS = 2_000_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,  # an encrypted member, or a compression that is not known
    ValueError,
)
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_OTHER_FORMATS = {"content.xml", "mimetype", "xl/workbook.bin"}


class UnfitError(Exception):
    """A workbook that is not read, with a sentence that says why and what to do."""


NOT_XLSX = "the file is no XLSX workbook that can be read; save it again as .xlsx or .csv"


def guarded(content: bytes) -> bytes:
    """The workbook packed anew, without compression.

    Raises:
        UnfitError: It is no workbook, or would cost too much to read.
    """
    try:
        members = _members(content)
        if "xl/workbook.xml" not in members or not _OTHER_FORMATS.isdisjoint(members):
            raise UnfitError(NOT_XLSX)
        look = _Look()
        # Shared texts first: what a cell costs depends on the text that it points to.
        for name in sorted(members, key=lambda name: "sharedstrings" not in name.lower()):
            if _is_xml(name, members[name]):
                look.at(members[name])
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
            for name, part in members.items():
                copy.writestr(name, part)
        return packed.getvalue()
    except _BROKEN:
        raise UnfitError(NOT_XLSX) from None


def _members(content: bytes) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        for member in source.infolist():
            if member.filename in members or len(members) >= MOST_MEMBERS:
                raise UnfitError(NOT_XLSX)
            with source.open(member) as stream:
                part = stream.read(left + 1)
            left -= len(part)
            if left < 0:
                raise UnfitError("the workbook unpacks to more than 20 MB; save it as .csv")
            members[member.filename] = part
    return members


def _is_xml(name: str, part: bytes) -> bool:
    named = name.lower().endswith((".xml", ".rels"))
    return named or part.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


class _Look:
    """Walks the XML of all members and refuses what would be costly."""

    def __init__(self) -> None:
        self._shared: list[int] = []  # lengths of the shared texts
        self._unpacked = 0
        self._is_shared_cell = False
        self._text: list[str] | None = None

    def at(self, part: bytes) -> None:
        """Look at one member."""
        self._columns = self._rows = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(part, True)
        if self._columns * self._rows > MOST_CELLS:
            raise UnfitError(
                f"the cells of a sheet reach to row {self._rows:,} and column {self._columns:,}; "
                "delete what stands far from the table, or save it as .csv"
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._is_shared_cell = attributes.get("t") == "s"
                if (place := attributes.get("r")) is not None:
                    self._reach(place)
            case "si":
                self._text = []
            case "v" if self._is_shared_cell:
                self._text = []

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if self._text is None or local not in {"si", "v"}:
            return
        text, self._text = "".join(self._text), None
        if local == "si":
            self._shared.append(len(text))
            return
        index = int(text)
        self._unpacked += self._shared[index] if 0 <= index < len(self._shared) else 0
        if self._unpacked > MOST_UNPACKED:
            raise UnfitError("the texts of the cells come to more than 20 MB; save it as .csv")

    def _reach(self, place: str) -> None:
        if not (match := _PLACE.fullmatch(place)):
            raise UnfitError(NOT_XLSX)
        column = 0
        for letter in match[1].upper():
            column = 26 * column + ord(letter) - ord("A") + 1
        self._columns = max(self._columns, column)
        self._rows = max(self._rows, int(match[2]))

    @staticmethod
    def _doctype(*_: object) -> None:
        raise UnfitError(NOT_XLSX)
