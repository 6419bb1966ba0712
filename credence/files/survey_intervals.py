"""One answer out of several columns: a value, or both ends of an interval, or quantiles.

What is wrong with a cell is wrong with its row's answer, and names the cell's column.
"""

from collections.abc import Mapping

import numpy as np

from credence.files.quantiles import LEVELS, fitted
from credence.files.survey_cells import Cells
from credence.number import Kind, read


def interval_of(parts: Mapping[str, Cells], kind: Kind, stem: str) -> Cells:
    """One answer from its columns: ``""`` for a value, ``low``, ``high``, ``p10`` and so on.

    What is wrong names the column.
    """
    rows = len(next(iter(parts.values())).low)
    missing = Cells(np.full(rows, np.nan), np.full(rows, np.nan), {})
    value, low, high = (parts.get(key, missing) for key in ("", "low", "high"))
    wrong: dict[int, tuple[str, str]] = {}
    found = Cells(value.low.copy(), value.high.copy(), {})
    for key, cells in parts.items():
        column = f"{stem}.{key}" if key else stem
        wrong |= {row: (column, message) for row, message in cells.wrong.items()}
        found.signs |= cells.signs
        found.taken += cells.taken
        for text, count in cells.above.items():
            found.above[text] = found.above.get(text, 0) + count
    if not LEVELS.keys().isdisjoint(parts.keys() - {"low", "high"}):
        _quantiles(found, parts, kind, stem, wrong)
    elif "low" in parts or "high" in parts:
        _ends(found, value, low, high, kind, stem, wrong)
    for row, (column, message) in wrong.items():
        found.low[row] = found.high[row] = np.nan
        found.wrong[row] = f"{column}: {message}"
    return found


def _quantiles(
    found: Cells,
    parts: Mapping[str, Cells],
    kind: Kind,
    stem: str,
    wrong: dict[int, tuple[str, str]],
) -> None:
    """Put fitted intervals in where a row has quantiles besides both ends."""
    given = {key: cells for key, cells in parts.items() if key}
    for row in range(len(found.low)):
        held = {key: float(c.low[row]) for key, c in given.items() if not np.isnan(c.low[row])}
        if not held or row in wrong:
            continue
        has_value = not np.isnan(found.low[row])
        try:
            if has_value:
                raise ValueError("give a value, or quantiles, and not both")  # noqa: TRY301 - one handler for every reason
            if any(given[key].high[row] != value for key, value in held.items()):
                raise ValueError("a quantile is one number, not an interval")  # noqa: TRY301
            number, odd = fitted(held, kind)
        except ValueError as error:
            wrong[row] = stem, str(error)
            continue
        found.low[row], found.high[row] = number.low, number.high
        if odd:
            found.remarks[row] = f"{stem}: {odd}"


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
