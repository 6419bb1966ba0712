"""A column of a table as numbers: fast for plain decimals, patient for everything else.

Plain decimals are read by Arrow, a column at a time; each other text is read once, however often it
stands in the column (`credence.number.read`). What cannot be read gets a sentence, and its answer
is missing; so is the answer of a cell that says that there is none.

What a cell means can hang on the whole table: whether commas part decimals, whether a column is in
per cent. So a column is read as it is *taken*, and says what it *shows*; the table is taken anew
where its parts together show something else (`credence.files.taking`).
"""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from credence.files.cells import is_no_answer, unescaped
from credence.number import (
    Kind,
    UnreadableError,
    is_unsigned_above_one,
    may_be_large,
    read,
    taken,
)
from credence.written import Custom, Signs, signs_of

Values = NDArray[np.float64]

_DECIMAL = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_UNSHIFTED = r"^[+-]?(\d+\.?\d*|\.\d+)$"
_WHOLE = r"^[+-]?\d+$"
_FIRST = 512
"""Cells in which a column's custom mostly shows."""


@dataclass
class Cells:
    """Numbers of one column, shape (rows,).

    Attributes:
        low: Lower end, or the point; NaN where missing or unreadable.
        high: Upper end, or the point.
        wrong: What is wrong, by row.
        signs: What the cells show of the custom of decimals and thousands.
        above: Cells that are no probability, and one if they were in per cent: each text and how
            often it stands there.
        taken: How cells were read where that is not plain to see.
        remarks: What is odd about answers that are used, by row.
    """

    low: Values
    high: Values
    wrong: dict[int, str]
    signs: Signs = field(default_factory=Signs)
    above: dict[str, int] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    remarks: dict[int, str] = field(default_factory=dict)


type Column = pa.ChunkedArray | pa.Array


def cells_of(
    column: Column, kind: Kind, custom: Custom = Custom.PROGRAM, *, in_percent: bool = False
) -> Cells:
    """Read a column of texts or numbers.

    ``in_percent`` is whether a probability without a sign is in per cent.
    """
    array = whole(column)
    in_percent = in_percent and kind is Kind.PROBABILITY
    is_number = pa.types.is_floating(array.type) or pa.types.is_integer(array.type)
    signs = Signs()
    if is_number and not in_percent:
        values = array.cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
        odd = np.flatnonzero(~_fits(values, kind) & ~np.isnan(values))
        texts = pa.array([repr(value) for value in values[odd].tolist()], pa.string())
    else:
        texts = texts_of(array)
        values, odd = _decimals(texts, kind, custom, in_percent=in_percent)
        if not is_number:
            signs = _signs(texts, odd, kind)
        texts = texts.take(pa.array(odd))
    above: dict[str, int] = {}
    if kind is Kind.PROBABILITY and not in_percent:
        with np.errstate(invalid="ignore"):
            over = (values[odd] > 1) & np.isfinite(values[odd])
        if over.any():  # the column will be held back, however many there are
            above[texts[int(over.argmax())].as_py()] = int(over.sum())
            values[odd[over]] = np.nan
            odd, texts = odd[~over], texts.filter(pa.array(~over))
    values[odd] = np.nan
    found = Cells(values, values, {}, signs, above)
    if len(odd):
        found.high = values.copy()
        _patiently(found, odd, texts, kind, custom, in_percent=in_percent)
    return found


def whole(column: Column) -> pa.Array:
    """A column as one array, its texts spelled out."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


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


def _decimals(
    texts: pa.Array, kind: Kind, custom: Custom, *, in_percent: bool
) -> tuple[Values, NDArray[np.int64]]:
    """Plain decimals as numbers, and the places of all cells that are something else."""
    # Where points may part thousands, only what has none is plain.
    has_points = custom in {Custom.PROGRAM, Custom.POINTS}
    if in_percent:
        is_plain = pc.match_substring_regex(texts, _UNSHIFTED if has_points else _WHOLE)
        shares = pc.binary_join_element_wise(texts, "e-2", "")
        numbers = pc.if_else(is_plain, shares, pa.scalar(None, texts.type)).cast(pa.float64())
    else:
        numbers = _cast(texts, _DECIMAL if has_points else _WHOLE)
    values = numbers.to_numpy(zero_copy_only=False).copy()
    present = texts.is_valid().to_numpy(zero_copy_only=False)
    return values, np.flatnonzero(present & ~_fits(values, kind))


def _cast(texts: pa.Array, plain: str) -> pa.Array:
    if plain == _DECIMAL:
        try:
            return texts.cast(pa.float64())
        except pa.ArrowInvalid:
            pass
    is_plain = pc.match_substring_regex(texts, plain)
    return pc.if_else(is_plain, texts, pa.scalar(None, texts.type)).cast(pa.float64())


def _signs(texts: pa.Array, odd: NDArray[np.int64], kind: Kind) -> Signs:
    """What a column's plain decimals show of its custom; all others are looked at one by one."""
    found = Signs()
    for start, stop in ((0, _FIRST), (_FIRST, len(texts))):
        part = texts[start:stop]
        plain = np.ones(len(part), dtype=bool)
        plain[odd[(odd >= start) & (odd < stop)] - start] = False
        part = part.filter(pa.array(plain)).drop_null()
        at = pc.find_substring(part, ".").to_numpy(zero_copy_only=False)
        after = pc.binary_length(part).to_numpy(zero_copy_only=False) - at
        if kind is Kind.PROBABILITY:
            is_open = np.zeros(len(at), dtype=bool)
        else:
            leads = pc.starts_with(part, "0").to_numpy(zero_copy_only=False)
            is_open = (at > 0) & (at <= 3) & (after == 4) & ~leads
        found |= Signs(
            points=bool(((at >= 0) & ~is_open).any()), open_point=bool(np.asarray(is_open).any())
        )
        if found.points:
            return found
    return found


def _patiently(
    found: Cells,
    places: NDArray[np.int64],
    texts: pa.Array,
    kind: Kind,
    custom: Custom,
    *,
    in_percent: bool,
) -> None:
    """Read cells one distinct text at a time."""
    coded = texts.dictionary_encode()
    codes = coded.indices.to_numpy(zero_copy_only=False)
    counts = np.bincount(codes, minlength=len(coded.dictionary))
    low, high = np.full((2, len(coded.dictionary)), np.nan)
    wrong: dict[int, str] = {}
    said: list[str] = []
    for code, written in enumerate(coded.dictionary.to_pylist()):
        text = unescaped(written)
        if is_no_answer(text):
            continue
        found.signs |= signs_of(text, may_be_large=may_be_large(text, kind))
        try:
            number = read(text, kind, custom, in_percent=in_percent)
        except UnreadableError as error:
            wrong[code] = f"{error}, or leave it blank"
        except ValueError as error:
            wrong[code] = str(error)
        else:
            low[code], high[code] = number.low, number.high
            said += filter(None, [taken(text, kind, number)])
        if kind is Kind.PROBABILITY and is_unsigned_above_one(text, custom):
            found.above[text] = int(counts[code])
    found.taken = tuple(said)
    found.low[places], found.high[places] = low[codes], high[codes]
    if wrong:
        bad = np.isin(codes, list(wrong))
        found.wrong |= {
            int(place): wrong[int(code)]
            for place, code in zip(places[bad], codes[bad], strict=True)
        }
