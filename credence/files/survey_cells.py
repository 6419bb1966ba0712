"""A column of a survey as numbers: fast for plain decimals, patient for everything else.

Every cell means what it means in a credence file (`credence.number.read`, `credence.files.cells`).
Plain decimals are read by Arrow, a column at a time; each other text is read once, however often it
stands in the column. What cannot be read gets a sentence, and its answer is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from credence.files.cells import plain, with_points
from credence.number import Kind, Number, read

Values = NDArray[np.float64]

_DECIMAL = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


@dataclass
class Cells:
    """Numbers of one column, shape (rows,).

    Attributes:
        low: Lower end, or the point; NaN where missing or unreadable.
        high: Upper end, or the point.
        wrong: What is wrong, by row.
    """

    low: Values
    high: Values
    wrong: dict[int, str]


type Column = pa.ChunkedArray | pa.Array


def cells_of(column: Column, kind: Kind) -> Cells:
    """Read a column of texts or numbers; blank cells are missing."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_floating(array.type) or pa.types.is_integer(array.type):
        values = array.cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
        odd = np.flatnonzero(~_fits(values, kind) & ~np.isnan(values))
        texts = pa.array([repr(value) for value in values[odd].tolist()], pa.string())
    else:
        texts = texts_of(array)
        values, odd = _decimals(texts, kind)
        texts = texts.take(pa.array(odd))
    values[odd] = np.nan
    found = Cells(values, values, {})
    if len(odd):
        found.high = values.copy()
        _patiently(found, odd, texts, kind)
    return found


def texts_of(array: pa.Array) -> pa.Array:
    """Texts without the blanks around them; null where nothing is left."""
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        array = pa.array([None if v is None else str(v) for v in array.to_pylist()], pa.string())
    trimmed = pc.utf8_trim_whitespace(array)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, trimmed.type), trimmed)


def _fits(values: Values, kind: Kind) -> NDArray[np.bool_]:
    """Whether plain numbers need no second look; zeros do, as a text may be too near 0."""
    highest = 1.0 if kind is Kind.PROBABILITY else np.inf
    return np.asarray((values > 0) & (values <= highest) & np.isfinite(values))


def _decimals(texts: pa.Array, kind: Kind) -> tuple[Values, NDArray[np.int64]]:
    """Plain decimals as numbers, and the places of all cells that are something else."""
    try:
        numbers = texts.cast(pa.float64())
    except pa.ArrowInvalid:
        is_plain = pc.match_substring_regex(texts, _DECIMAL)
        numbers = pc.if_else(is_plain, texts, pa.scalar(None, texts.type)).cast(pa.float64())
    values = numbers.to_numpy(zero_copy_only=False).copy()
    present = texts.is_valid().to_numpy(zero_copy_only=False)
    return values, np.flatnonzero(present & ~_fits(values, kind))


def _patiently(found: Cells, places: NDArray[np.int64], texts: pa.Array, kind: Kind) -> None:
    """Read cells one distinct text at a time."""
    coded = texts.dictionary_encode()
    codes = coded.indices.to_numpy(zero_copy_only=False)
    low, high = np.full((2, len(coded.dictionary)), np.nan)
    wrong: dict[int, str] = {}
    for code, text in enumerate(coded.dictionary.to_pylist()):
        try:
            number = _number(text, kind)
        except ValueError as error:
            wrong[code] = str(error)
        else:
            low[code], high[code] = number.low, number.high
    found.low[places], found.high[places] = low[codes], high[codes]
    if wrong:
        bad = np.isin(codes, list(wrong))
        found.wrong |= {
            int(place): wrong[int(code)]
            for place, code in zip(places[bad], codes[bad], strict=True)
        }


def _number(text: str, kind: Kind) -> Number:
    cell = plain(text)
    return read(with_points(cell.strip()) if isinstance(cell, str) else cell, kind)


def interval_of(parts: Mapping[str, Cells], kind: Kind, stem: str) -> tuple[Cells, dict[str, int]]:
    """One answer from its columns: ``""`` for a value, ``low`` and ``high`` for an interval's ends.

    Returns the answers, and how many could not be read by column.
    """
    rows = len(next(iter(parts.values())).low)
    missing = Cells(np.full(rows, np.nan), np.full(rows, np.nan), {})
    value, low, high = (parts.get(key, missing) for key in ("", "low", "high"))
    wrong: dict[int, tuple[str, str]] = {}
    for key, cells in (("", value), ("low", low), ("high", high)):
        column = f"{stem}.{key}" if key else stem
        wrong |= {row: (column, message) for row, message in cells.wrong.items()}
    found = Cells(value.low.copy(), value.high.copy(), {})
    if "low" in parts or "high" in parts:
        _ends(found, value, low, high, kind, stem, wrong)
    for row, (column, message) in wrong.items():
        found.low[row] = found.high[row] = np.nan
        found.wrong[row] = f"{column}: {message}"
    counts: dict[str, int] = {}
    for column, _ in wrong.values():
        counts[column] = counts.get(column, 0) + 1
    return found, counts


def _ends(
    found: Cells,
    value: Cells,
    low: Cells,
    high: Cells,
    kind: Kind,
    stem: str,
    wrong: dict[int, tuple[str, str]],
) -> None:
    """Put intervals in, and say which of them cannot be."""
    is_low, is_high = ~np.isnan(low.low), ~np.isnan(high.low)
    has_value = ~np.isnan(value.low)
    both = is_low & is_high & ~has_value
    found.low[both], found.high[both] = low.low[both], high.low[both]
    highest = 1.0 if kind is Kind.PROBABILITY else np.inf
    with np.errstate(invalid="ignore"):
        fine = (low.low > 0) & (low.low < high.low) & (high.low < highest)
        fine &= (low.low == low.high) & (high.low == high.high)
    for row in np.flatnonzero(both & ~fine).tolist():
        ends = {"low": float(low.low[row]), "high": float(high.low[row])}
        try:
            for end, cells in (("low", low), ("high", high)):
                if cells.low[row] != cells.high[row]:
                    raise ValueError(f"{end} is one number, not an interval")  # noqa: TRY301 - one handler for every reason
            read(ends, kind)
        except ValueError as error:
            wrong.setdefault(row, (stem, str(error)))
    for row in np.flatnonzero(has_value & (is_low | is_high)).tolist():
        wrong.setdefault(row, (stem, "give a value, or low and high, and not both"))
    for row in np.flatnonzero((is_low ^ is_high) & ~has_value).tolist():
        end = "low" if is_high[row] else "high"
        wrong.setdefault(row, (f"{stem}.{end}", f"{end} is missing; an interval has both ends"))
