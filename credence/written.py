"""Numbers as people write them: "20 %", "1 in 1,000", "~3%", "10–20%", "200 million:1", "×4".

A *scalar* has one value, a *range* two ends. What is written is read as its author meant it or not
at all: a *bound* ("<1%") is no number, and a mark that may part thousands or decimals ("1,000") is
refused unless the *custom* of the file settles it.

People take 10.000 for ten or for ten thousand by where they went to school. Nothing in the text
tells; the other numbers of the same file often do (`Signs`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

DECIMAL = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
PLAIN = re.compile(rf"^{DECIMAL}$")
RATIO = re.compile(rf"^({DECIMAL})\s*:\s*({DECIMAL})$")
FRACTION = re.compile(rf"^({DECIMAL})\s*/\s*({DECIMAL})$")
PERCENT = re.compile(rf"^({DECIMAL})\s*(?:%|per ?cent|pct\.?)$", re.IGNORECASE)
IN = re.compile(rf"^({DECIMAL}) in ({DECIMAL})$", re.IGNORECASE)
TIMES = re.compile(rf"^(?:[×xX*]\s*({DECIMAL})|({DECIMAL})\s*[×xX])$")
DIVIDED = re.compile(rf"^÷\s*({DECIMAL})$")
BITS = re.compile(rf"^({DECIMAL})\s*bits?(?: (for|against))?(?: \(.*\))?$", re.IGNORECASE)
DATE = re.compile(r"0\d\s*/|.*/\s*0\d")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_ABOUT = re.compile(
    r"^(?:[~≈∼]|(?:about|around|roughly|approximately|approx\.?|circa|ca\.?)(?=[\s\d.]))\s*",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(r"^all but\s+", re.IGNORECASE)
_BOUND = re.compile(
    r"^(?:[<>≤≥⩽⩾]|(?:less|more|fewer|greater|smaller|higher|lower) than\b"
    r"|(?:under|over|below|above|at most|at least|up to)\b)|\+$|\bor (?:more|less)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^(?:between\s+(.+?)\s+and\s+(.+)|from\s+(.+?)\s+to\s+(.+))$", re.IGNORECASE)
_RANGES = (
    re.compile(r"^(.+?)\s*(?:\.{2,3}|…)\s*(.+)$"),
    re.compile(r"^(.*?[\d%.])\s*(?<![eE])[-–—]\s*([\d.~].*)$"),
)
_TO = re.compile(r"^(.*?\S)\s+to\s+(\S.*)$", re.IGNORECASE)
_SIZES = {"thousand": "e3", "million": "e6", "billion": "e9", "trillion": "e12"}
_SIZED = re.compile(rf"([\d.]+)\s*({'|'.join(_SIZES)})\b", re.IGNORECASE)
_POWER = re.compile(r"(?:([\d.]+)\s*[×x*]\s*)?\b10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_FROM_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_NUMERAL = re.compile(r"\d+(?:[.,'’ ]\d+)*")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,'’ "}
_COUNTED = re.compile(r"( in|[×÷]) ?$", re.IGNORECASE)
_EITHER = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")


class Custom(StrEnum):
    """What a mark between digits means where the digits leave it open, as in 1.000 and 1,000."""

    PROGRAM = "program"  # points part decimals; a comma that may part thousands is refused
    POINTS = "points"  # points part decimals, commas thousands
    COMMAS = "commas"  # commas part decimals, points thousands
    UNSETTLED = "unsettled"  # both are refused


@dataclass(frozen=True)
class Signs:
    """What the numbers of a file show of its custom.

    Attributes:
        points: A number has a decimal point, or commas that can only part thousands.
        commas: A number has a decimal comma, or points that can only part thousands.
        open_point: A point may part decimals or thousands.
        open_comma: A comma may.
    """

    points: bool = False
    commas: bool = False
    open_point: bool = False
    open_comma: bool = False

    def __or__(self, other: "Signs") -> "Signs":
        """What both show."""
        return Signs(
            self.points or other.points,
            self.commas or other.commas,
            self.open_point or other.open_point,
            self.open_comma or other.open_comma,
        )

    @property
    def custom(self) -> Custom:
        """How to read what is left open; the program's own way where nothing is."""
        if self.points and self.commas:
            return Custom.UNSETTLED
        if self.points:
            return Custom.POINTS if self.open_comma else Custom.PROGRAM
        if not self.open_point and not self.open_comma:
            return Custom.PROGRAM
        return Custom.COMMAS if self.commas else Custom.UNSETTLED


def tidy(text: str) -> str:
    """A text without invisible characters, with plain blanks, minus signs and powers of ten."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text).replace("−", "-").replace("⁄", "/").replace("％", "%")
    return " ".join(text.split())


def stripped(text: str) -> str:
    """A text without blanks and invisible characters around it; those inside may shape its letters."""
    while text and (text[0].isspace() or _INVISIBLE.match(text[0])):
        text = text[1:]
    while text and (text[-1].isspace() or _INVISIBLE.match(text[-1])):
        text = text[:-1]
    return text


def signs_of(text: str, *, may_be_large: bool = True) -> Signs:
    """What one text shows of the custom that its author follows; see `with_points`."""
    found = Signs()
    if len(text) > 200:
        return found  # no number
    for match in _NUMERAL.finditer(tidy(text)):
        numeral = match[0]
        marks = [mark for mark in numeral if mark in ".,"]
        if not marks:
            continue
        if may_be_large and _EITHER.fullmatch(numeral):
            found |= Signs(open_point=marks[0] == ".", open_comma=marks[0] == ",")
        elif len(set(marks)) == 2 or len(marks) == 1:
            found |= Signs(points=marks[-1] == ".", commas=marks[-1] == ",")
        elif _GROUPED[marks[0]].fullmatch(numeral):
            found |= Signs(points=marks[0] == ",", commas=marks[0] == ".")
    return found


def with_points(text: str, custom: Custom = Custom.PROGRAM, *, may_be_large: bool = True) -> str:
    """A number's text with decimal points, and without what parts thousands.

    ``may_be_large`` is whether thousands can stand here at all; where they cannot, as in a
    probability, nothing is left open.

    Raises:
        ValueError: A mark may part thousands as well as decimals.
    """

    def point(match: re.Match[str]) -> str:
        numeral = match[0]
        blank = next((mark for mark in "'’ " if mark in numeral), "")
        if blank:
            whole = re.split("[.,]", numeral)[0]
            if not _GROUPED[blank].fullmatch(whole):
                return numeral
            return with_points(numeral.replace(blank, ""), custom, may_be_large=False)
        if not (marks := [mark for mark in numeral if mark in ".,"]):
            return numeral
        last, first = marks[-1], marks[0]
        if _EITHER.fullmatch(numeral):
            is_count = bool(_COUNTED.search(match.string[: match.start()]))
            return _settled(
                numeral, last, custom, text, may_be_large=may_be_large, is_count=is_count
            )
        if len(marks) == 1:
            return numeral.replace(",", ".")
        if len(set(marks)) == 1:
            return numeral.replace(first, "") if _GROUPED[first].fullmatch(numeral) else numeral
        whole, _, part = numeral.rpartition(last)
        is_grouped = last not in whole and _GROUPED[first].fullmatch(whole)
        return f"{whole.replace(first, '')}.{part}" if is_grouped else numeral

    return _NUMERAL.sub(point, text)


def _settled(
    numeral: str, mark: str, custom: Custom, text: str, *, may_be_large: bool, is_count: bool
) -> str:
    """A numeral such as 1,000 by the custom.

    "1 in 1,000", and "×1,000" as it is printed here, are a thousand unless commas part decimals.
    """
    large, small = numeral.replace(mark, ""), numeral.replace(mark, ".")
    decimal = {Custom.POINTS: ".", Custom.COMMAS: ","}.get(custom)
    if is_count:
        if (mark == ".") == (custom is Custom.COMMAS):
            return large
    elif decimal is not None:
        return small if mark == decimal else large
    elif not may_be_large or (mark == "." and custom is Custom.PROGRAM):
        return small
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    raise ValueError(
        f"“{shown}” can mean {large} or {small}; write {large}, or {small}0 for the smaller"
    )


def sized(text: str) -> str:
    """A text with "200 million" as 200e6 and "3.9 × 10⁵" as 3.9e5."""
    text = _SIZED.sub(lambda match: match[1] + _SIZES[match[2].lower()], text)
    return _POWER.sub(
        lambda match: f"{match[1] or 1}e{match[2].translate(_FROM_SUPERSCRIPTS)}", text
    )


def range_of(text: str, *, is_share: bool, in_percent: bool = False) -> tuple[str, str] | None:
    """Both ends of a range, a per-cent sign of the second one on the first too; ``None`` for none.

    Raises:
        ValueError: It can be read as odds as well, or only its first end has a per-cent sign.
    """
    ends = _ends(text)
    if ends is None:
        return None
    low, high = (end.strip() for end in ends)
    if _TO.match(text) and PLAIN.match(low) and PLAIN.match(high):
        if not is_share:
            raise ValueError(
                f"“{text}” can be odds or an interval; write {low}:{high} or {low}..{high}"
            )
        if not in_percent and max(float(low), float(high)) > 1:
            raise ValueError(
                f"“{text}” can be odds or an interval in per cent; write a probability such as "
                f"0.2, or {low}..{high}%"
            )
    if PLAIN.match(low) and PERCENT.match(high):
        return f"{low}%", high
    if PERCENT.match(low) and PLAIN.match(high):
        raise ValueError(f"only the first end has a per-cent sign; write {low}..{high}%")
    return low, high


def _ends(text: str) -> tuple[str, str] | None:
    if match := _BETWEEN.match(text):
        low, high = (group for group in match.groups() if group is not None)
        return low, high
    for pattern in (_TO, *_RANGES):
        if match := pattern.match(text):
            return match[1], match[2]
    return None


def check_bound(text: str) -> None:
    """Refuse a bound.

    Raises:
        ValueError: The text is one, with what to write in its place.
    """
    if _BOUND.search(text):
        raise ValueError(
            f"“{text[:60]}” is a bound and no number; write a number, or an interval such as "
            "0.01%..1%"
        )


def exactly(text: str) -> tuple[str, bool]:
    """A text without "about" or "~" in front, and whether there was any."""
    found = _ABOUT.sub("", text).removesuffix(" throughout")
    return found, found != text


def complemented(text: str) -> tuple[str, bool]:
    """A text without "all but" in front, and whether it was there."""
    found = _ALL_BUT.sub("", text)
    return found, found != text


def shifted(decimal: str, places: int) -> str:
    """A decimal's text times a power of ten, exactly."""
    mantissa, _, exponent = decimal.lower().partition("e")
    return f"{mantissa}e{int(exponent or 0) + places}"


def are_hundred(parts: Iterable[float]) -> bool:
    """Whether two parts are parts of a hundred: "20/80"."""
    first, second = parts
    return first > 1 and second > 1 and first + second == 100
