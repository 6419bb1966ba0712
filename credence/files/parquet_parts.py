"""Parquet tables: their header, and their row groups as parts."""

from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from credence.errors import InputError, Problem
from credence.files.survey_parts import Part, Rows, Score, Table, no_header

PART_ROWS = 1 << 20


def cut(source: Path | bytes, file: str, score: Score, shape: str) -> Table:
    """The header of a Parquet file, and its row groups in parts of at most `PART_ROWS`.

    Raises:
        InputError: It is none, or its columns ask nothing.
    """
    with _opened(source, file) as table:
        names = list(table.schema_arrow.names)
        if not score(names):
            raise no_header([names], file, 0, shape)
        parts, row = [], 0
        for group in range(table.num_row_groups):
            count = table.metadata.row_group(group).num_rows
            for start in range(0, count, PART_ROWS):
                stop = min(start + PART_ROWS, count)
                line = row + start + 1
                parts.append(
                    Part(file, "parquet", source, start, stop, line, group, "", len(names))
                )
            row += count
    return Table(tuple(names), 0, tuple(parts))


def rows_of(part: Part, needed: frozenset[int]) -> Rows:
    """Read a part's needed columns.

    Raises:
        InputError: They cannot be read.
    """
    with _opened(part.source, part.file) as table:
        names = table.schema_arrow.names
        wanted = sorted(needed)
        try:
            held = table.read_row_group(
                part.group, columns=[names[place] for place in wanted], use_threads=False
            )
        except (pa.ArrowException, OSError) as error:
            raise _no_parquet(part.file, error) from None
    held = held.slice(part.start, part.stop - part.start)
    columns: list[pa.ChunkedArray | None] = [None] * part.width
    for position, place in enumerate(wanted):
        columns[place] = held.column(position)
    return Rows(columns, part.line + np.arange(part.stop - part.start))


def _opened(source: Path | bytes, file: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(pa.BufferReader(source) if isinstance(source, bytes) else source)
    except FileNotFoundError:
        raise InputError(Problem("", "there is no such file", file=file)) from None
    except (pa.ArrowException, OSError) as error:
        raise _no_parquet(file, error) from None


def _no_parquet(file: str, error: Exception) -> InputError:
    said = str(error).split(".")[0][:200]
    return InputError(Problem("", f"this is no Parquet file that can be read: {said}", file=file))
