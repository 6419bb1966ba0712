"""What one cell of a table means, and how a value is put into one.

Spreadsheets write numbers by the customs of a country: ``0,5`` for 0.5. One comma between digits is
a decimal comma, unless it may as well part thousands (``1,000``): that is refused, since a guess
could be wrong by a factor of a thousand. A text that begins like a formula gets an apostrophe in
front, so that no spreadsheet runs it; reading takes the apostrophe away again.
"""

import datetime as dt
import re

from credence.files.xlsx_cells import Unreadable

type Cell = str | int | float | bool | None

_COMMA = re.compile(r"(?<![\d,])(?<!\d\.)(\d+),(\d+)(?![\d,]|\.\d)")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_APOSTROPHE = re.compile(r"'+[=+\-@\t\r]")
_NUMBER_LIKE = re.compile(r"[\d\s.,:/%+\-eE…]+|1 in [\d.,]+", re.IGNORECASE)


def escaped(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return text[1:] if _APOSTROPHE.match(text) else text


def with_points(text: str) -> str:
    """A number's text with its decimal commas as points; other texts as they are.

    Raises:
        ValueError: The comma may part thousands.
    """
    if "," not in text or not _NUMBER_LIKE.fullmatch(text.strip()):
        return text

    def point(match: re.Match[str]) -> str:
        whole, part = match.groups()
        if len(part) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            raise ValueError(
                f"“{text}” can mean {whole}{part} or {whole}.{part}; write it without a comma"
            )
        return f"{whole}.{part}"

    return _COMMA.sub(point, text)


def plain(value: object) -> Cell:
    """A spreadsheet's cell as a plain value; empty texts are None.

    Raises:
        ValueError: The cell holds a date or a time, which spreadsheets make of 1:20, 1/4 or 3-1, or
            something that is no value at all.
    """
    if isinstance(value, Unreadable):
        raise ValueError(f"here is {value.what}; {value.remedy}")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise ValueError(
            f"the cell holds a date or a time ({value}); format it as text and write the number "
            "again, such as 1:20 or 1/4"
        )
    if isinstance(value, str):
        return unescaped(value) if value.strip() else None
    if isinstance(value, bool | int | float) or value is None:
        return value
    return str(value)


def exact(value: float) -> str:
    """The shortest decimal that reads back as the same number."""
    text = repr(float(value))
    return text.removesuffix(".0")


def as_text(value: Cell) -> str:
    """A cell where a text is meant: a spreadsheet may have made a number of 2023."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
