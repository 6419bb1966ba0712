"""Every subset of a multiverse as a Parquet file.

One row a subset, in the order of the masks: a truth value for each chosen argument, ``credence`` and
``log_odds_bits`` (infinite where the credence is 0 or 1). What the numbers belong to stands in the
file's metadata. Rows are written in groups, so that memory does not grow with the file, and under
another name until the last one is there: a file under its own name is whole.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from credence import odds
from credence.errors import InputError, Problem
from credence.files.writing import suffix_of, write_with
from credence.subsets.every import Subsets

ROW_GROUP = 2**16
_OWN = ("credence", "log_odds_bits")


def check_output(path: Path) -> None:
    """Refuse a place where no Parquet file can be written, before the work begins.

    Raises:
        InputError: The name does not end in .parquet, or its folder cannot be written to.
    """
    suffix_of(path, ("parquet",))
    message = ""
    if not path.parent.is_dir():
        message = f"there is no folder {path.parent}; make it first"
    elif not os.access(path.parent, os.W_OK) or path.is_dir():
        message = "it cannot be written; choose another place"
    if message:
        raise InputError(Problem("output", message, file=str(path)))


def write_subsets(subsets: Subsets, path: Path, details: Mapping[str, str]) -> None:
    """Write every subset; ``path`` is there once all of it is.

    Args:
        subsets: The credences.
        path: The file, replaced if it is there.
        details: Metadata: what the file is about.

    Raises:
        InputError: As `check_output`, or the disk does not take it.
    """
    check_output(path)

    def write(place: Path) -> None:
        with place.open("wb") as sink:
            stream_subsets(subsets, sink, details)

    write_with(path, write)


def details_of(subsets: Subsets, code: str) -> dict[str, str]:
    """What the numbers belong to, for the file's metadata; ``code`` is the scenario's link code."""
    scenario = subsets.scenario
    return {
        "library": scenario.library.name,
        "library_sha256": scenario.library.digest,
        "scenario": code,
        "target": subsets.target,
        "draws": str(scenario.draws),
        "seed": str(scenario.seed),
        "point_values": str(subsets.point_values).lower(),
    }


def stream_subsets(subsets: Subsets, sink: IO[bytes], details: Mapping[str, str]) -> None:
    """Write every subset into an open file, group by group."""
    names = [f"arguments.{name}" if name in _OWN else name for name in subsets.arguments]
    fields = [pa.field(name, pa.bool_(), nullable=False) for name in names]
    fields += [pa.field(name, pa.float64(), nullable=False) for name in _OWN]
    schema = pa.schema(fields, metadata={f"credence.{k}": v for k, v in details.items()})
    count = len(subsets.credence)
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for start in range(0, count, ROW_GROUP):
            part = slice(start, min(start + ROW_GROUP, count))
            masks = np.arange(part.start, part.stop)
            columns = [pa.array((masks >> bit & 1).astype(bool)) for bit in range(len(names))]
            columns += [subsets.credence[part], subsets.log_odds[part] / odds.LN2]
            writer.write_table(pa.table(columns, schema=schema), row_group_size=ROW_GROUP)
