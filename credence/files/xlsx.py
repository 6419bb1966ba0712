"""XLSX workbooks to rows and back.

A workbook's cell holds a number in 16 digits, which is one too few for some: where the shorter form
would be another number, it is written as a text, which holds all digits.
"""

import datetime as dt
import io
from collections.abc import Iterable, Mapping

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from credence.errors import InputError, Problem
from credence.files.csv_text import Row, check_size
from credence.files.xlsx_guard import NOT_XLSX, UnfitError, guarded


def rows_of_xlsx(content: bytes, file: str | None = None) -> tuple[list[Row], list[Problem]]:
    """The rows of a workbook's first sheet; a problem for each further sheet with content.

    Raises:
        InputError: The content is no workbook, or would cost too much to read.
    """
    try:
        cells, filled = _sheets(guarded(content))
    except UnfitError as error:
        raise InputError(Problem("", str(error), file=file)) from None
    rows: list[Row] = []
    for number, row in enumerate(cells, start=1):
        if any(cell != "" for cell in row):
            rows.append(Row(number, tuple(row)))
            check_size(rows, file)
    message = "only the first sheet is read; put the sheet “{}” into a file of its own"
    return rows, [Problem("", message.format(name), file=file) for name in filled]


def _sheets(content: bytes) -> tuple[list[list[object]], list[str]]:
    """The cells of the first sheet, and the names of further sheets with content."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        first, *others = workbook.sheet_names
        sheet = workbook.get_sheet_by_name(first)
        cells = [list[object](row) for row in sheet.to_python(skip_empty_area=False)]
        filled = [name for name in others if workbook.get_sheet_by_name(name).height]
    except (CalamineError, OSError, ValueError, LookupError):
        raise UnfitError(NOT_XLSX) from None
    except BaseException as error:
        # A panic of the reader, on a malformed workbook, is no subclass of Exception.
        if type(error).__name__ == "PanicException":
            raise UnfitError(NOT_XLSX) from None
        raise
    return cells, filled


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
