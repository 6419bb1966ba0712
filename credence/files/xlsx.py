"""XLSX workbooks to rows and back, with a guard in front.

An XLSX file is a zip of XML. Two things can make a small one cost gigabytes: members that unpack to
a vast size (a *zip bomb*), and a single cell far out, for which readers hold the whole rectangle up
to it. The guard unpacks every member itself and stops at 20 MB, then looks at where cells stand.
What passes is packed anew, so that the reader sees exactly the bytes that were looked at.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from xml.parsers import expat

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from credence.errors import InputError, Problem
from credence.files.csv_text import Row, check_size

MOST_UNPACKED = 20_000_000
MOST_MEMBERS = 1_000
MOST_CELLS = 2_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError)
_BROKEN += (NotImplementedError, OverflowError)


def rows_of_xlsx(content: bytes, file: str | None = None) -> tuple[list[Row], list[Problem]]:
    """The rows of a workbook's first sheet; a problem for each further sheet with content.

    Raises:
        InputError: The content is no workbook, or unpacks to too much.
    """
    safe = _guarded(content, file)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(safe))
        first, *others = workbook.sheet_names
        cells = workbook.get_sheet_by_name(first).to_python(skip_empty_area=False)
        filled = [name for name in others if workbook.get_sheet_by_name(name).height]
    except (CalamineError, *_BROKEN):
        raise InputError(_not_xlsx(file)) from None
    except BaseException as error:
        # A panic of the reader, on a malformed workbook, is no subclass of Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(_not_xlsx(file)) from None
    rows: list[Row] = []
    for number, row in enumerate(cells, start=1):
        if any(cell != "" for cell in row):
            rows.append(Row(number, tuple(row)))
            check_size(rows, file)
    message = "only the first sheet is read; put the sheet “{}” into a file of its own"
    return rows, [Problem("", message.format(name), file=file) for name in filled]


def _not_xlsx(file: str | None) -> Problem:
    message = "the file is no XLSX workbook that can be read; save it again as .xlsx or .csv"
    return Problem("", message, file=file)


def _guarded(content: bytes, file: str | None) -> bytes:
    """The workbook packed anew, without compression; refused where it would be too large."""
    packed = io.BytesIO()
    left = MOST_UNPACKED
    names: set[str] = set()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as source,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy,
        ):
            for member in source.infolist():
                if member.filename in names or len(names) >= MOST_MEMBERS:
                    raise InputError(_not_xlsx(file))
                names.add(member.filename)
                with source.open(member) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    message = "the workbook unpacks to more than 20 MB; save the table as .csv"
                    raise InputError(Problem("", message, file=file))
                if _is_xml(member.filename):
                    _check_places(part, file)
                copy.writestr(member.filename, part)
    except InputError:
        raise
    except _BROKEN:
        raise InputError(_not_xlsx(file)) from None
    return packed.getvalue()


def _is_xml(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".xml", ".rels"}


_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def _check_places(part: bytes, file: str | None) -> None:
    """Refuse a sheet whose cells span a vast rectangle, and XML that defines entities."""
    furthest = [0, 0]

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] != "c" or (place := attributes.get("r")) is None:
            return
        if not (match := _PLACE.fullmatch(place)):
            raise InputError(_not_xlsx(file))
        column = 0
        for letter in match[1].upper():
            column = 26 * column + ord(letter) - 64
        furthest[:] = max(furthest[0], column), max(furthest[1], int(match[2]))

    def doctype(*_: object) -> None:
        raise InputError(_not_xlsx(file))

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise InputError(_not_xlsx(file)) from None
    columns, rows = furthest
    if columns * rows > MOST_CELLS:
        message = (
            f"the cells of a sheet reach to row {rows:,} and column {columns:,}; delete what "
            "stands far from the table, or save it as .csv"
        )
        raise InputError(Problem("", message, file=file))


def xlsx_of(rows: Iterable[Iterable[str | float | bool]]) -> bytes:
    """Rows as a workbook with one sheet, the first row as its header."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(stream, options)
    # The same content gives the same bytes: no time of writing.
    workbook.set_properties({"created": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)})
    sheet = workbook.add_worksheet("credences")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            elif float(f"{value:.16G}") == value:
                sheet.write_number(number, column, value)
            else:
                # A workbook's cell holds 16 digits here; a text holds all of them.
                sheet.write_string(number, column, repr(value))
    sheet.freeze_panes(1, 0)
    workbook.close()
    return stream.getvalue()
