"""XLSX workbooks to rows and back.

A workbook's cell holds a number in 16 digits, which is one too few for some: where the shorter form
would be another number, it is written as a text, which holds all digits.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from xml.parsers import expat

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from credence.errors import InputError, Problem
from credence.files.csv_text import Row, check_size
from credence.files.xlsx_cells import Look, look_at, merged
from credence.files.xlsx_guard import NOT_XLSX, UnfitError, guarded

_MOST_ABOVE = 60

type Ask = Callable[[Sequence[Sequence[object]]], int]
"""How much the first rows of a sheet ask of the library."""


def rows_of_xlsx(
    content: bytes, file: str | None = None, ask: Ask | None = None, *, sheet: str | None = None
) -> tuple[str, list[Row], list[str]]:
    """Name and rows of a workbook's table, and the names of other sheets that hold something.

    The table is the sheet of that name, or the one whose first rows ``ask`` most, the first among
    equals. Cells without a value that can be read are `Unreadable`, numbers that are shown in per
    cent are texts such as "15%".

    Raises:
        InputError: The content is no workbook, or would cost too much to read.
    """
    try:
        name, cells, others = _sheets(guarded(content), ask, sheet)
    except UnfitError as error:
        raise InputError(Problem("", str(error), file=file)) from None
    rows: list[Row] = []
    for number, row in enumerate(cells, start=1):
        if any(cell != "" for cell in row):
            rows.append(Row(number, tuple(row)))
            check_size(rows, file)
    return name, rows, others


def _sheets(
    content: bytes, ask: Ask | None, sheet: str | None
) -> tuple[str, list[list[object]], list[str]]:
    """The name and the cells of the table's sheet, and the names of other sheets with content."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names
        filled = [name for name in names if workbook.get_sheet_by_name(name).height] or names
        name = sheet if sheet in names else filled[0]
        if ask is not None and len(filled) > 1:
            name = max(filled, key=lambda each: ask(_first(workbook, each)))
        held = workbook.get_sheet_by_name(name)
        cells = [list[object](row) for row in held.to_python(skip_empty_area=False)]
        _mark(cells, look_at(content, name))
    except (CalamineError, OSError, ValueError, LookupError, expat.ExpatError):
        raise UnfitError(NOT_XLSX) from None
    except BaseException as error:
        # A panic of the reader, on a malformed workbook, is no subclass of Exception.
        if type(error).__name__ == "PanicException":
            raise UnfitError(NOT_XLSX) from None
        raise
    return name, cells, [other for other in filled if other != name]


def _first(workbook: CalamineWorkbook, name: str) -> list[list[object]]:
    """The first rows of a sheet that hold anything."""
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=_MOST_ABOVE)
    return [list[object](row) for row in rows if any(cell != "" for cell in row)]


def _mark(cells: list[list[object]], look: Look) -> None:
    """Put marks where a sheet shows something and the reader gives a blank, and per-cent signs."""
    for (row, column), mark in look.marks.items():
        if row < len(cells) and column < len(cells[row]) and cells[row][column] == "":
            cells[row][column] = mark
    for places, shift in ((look.signed, 2), (look.titled, 0)):
        for row, column in places:
            value = cells[row][column] if row < len(cells) and column < len(cells[row]) else ""
            if isinstance(value, int | float) and not isinstance(value, bool):
                cells[row][column] = f"{Decimal(repr(value)).scaleb(shift).normalize():f}%"
    for place, below, column in look.mergers:
        top = cells[below.start - 1] if below.start <= len(cells) else []
        first = top[column] if column < len(top) and top[column] != "" else None
        for row in range(below.start, min(below.stop, len(cells))):
            is_covered = column < len(cells[row]) and cells[row][column] == ""
            if is_covered and any(cell != "" for cell in cells[row]):
                cells[row][column] = merged(place, first)


def xlsx_of(rows: Iterable[Iterable[str | float | bool]]) -> bytes:
    """Rows as a workbook with one sheet, the first row as its header; see `workbook_of`."""
    return workbook_of({"credences": rows})


def workbook_of(sheets: Mapping[str, Iterable[Iterable[str | float | bool | None]]]) -> bytes:
    """Sheets of rows as a workbook, each with its first row as a header; None is a blank cell.

    Raises:
        InputError: A text holds U+FFFE or U+FFFF, which no workbook can.
    """
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(stream, options)
    # The same content gives the same bytes: no time of writing.
    workbook.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(sheet, (number, column), value)
        sheet.freeze_panes(1, 0)
    workbook.close()
    return stream.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: str | float | bool | None,
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, str):
        if "\ufffe" in value or "\uffff" in value:
            message = "a text holds the character U+FFFE or U+FFFF; write .csv or .yaml"
            raise InputError.at(f"row {place[0] + 1}", message)
        sheet.write_string(*place, value)
    elif float(f"{value:.16G}") == value:
        sheet.write_number(*place, value)
    else:
        sheet.write_string(*place, repr(value))
