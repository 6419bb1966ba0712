"""What one cell of a table means, and how a value is put into one.

A cell may say that there is *no answer*: it is blank, or holds NA, "Prefer not to say" and the like.
A text that begins like a formula gets an apostrophe in front, so that no spreadsheet runs it;
reading takes the apostrophe away again. Numbers are read by `credence.number`.
"""

import datetime as dt
import re

from credence.files.xlsx_cells import Unreadable
from credence.written import tidy

type Cell = str | int | float | bool | None

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_APOSTROPHE = re.compile(r"'+[=+\-@\t\r]")
_MAY_BE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_NO_ANSWER = frozenset(
    [
        "",
        "na",
        "n/a",
        "n.a.",
        "n.a",
        "#n/a",
        "nan",
        "null",
        "nil",
        "-",
        "--",
        "–",
        "—",
        "?",
        "??",
        ".",
        "none",
        "no answer",
        "no response",
        "no opinion",
        "not answered",
        "not applicable",
        "did not answer",
        "didn't answer",
        "unanswered",
        "skipped",
        "missing",
        "blank",
        "prefer not to say",
        "prefer not to answer",
        "rather not say",
        "decline to answer",
        "don't know",
        "dont know",
        "do not know",
        "i don't know",
        "dk",
        "idk",
        "unknown",
        "not sure",
        "unsure",
        "no idea",
        "keine angabe",
        "k.a.",
        "weiß nicht",
    ]
)


def escaped(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return text[1:] if _APOSTROPHE.match(text) else text


def is_no_answer(text: str) -> bool:
    """Whether a cell says that there is no answer."""
    return len(text) < 100 and tidy(text).replace("’", "'").casefold().strip("()") in _NO_ANSWER


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
    """The shortest decimal that reads back as the same number, and as no other: 1.234 as 1.2340."""
    text = repr(float(value)).removesuffix(".0")
    return f"{text}0" if _MAY_BE_THOUSANDS.fullmatch(text) else text


def as_text(value: Cell) -> str:
    """A cell where a text is meant: a spreadsheet may have made a number of 2023."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
