"""Every subset of a multiverse as a Parquet file.

One row a subset, in the order of the masks: a truth value for each chosen argument, ``credence`` and
``log_odds_bits`` (infinite where the credence is 0 or 1). What the numbers belong to stands in the
file's metadata. Rows are written in groups, so that memory does not grow with the file, and under
another name until the last one is there: a file under its own name is whole.
"""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from credence import odds
from credence.errors import InputError
from credence.links import encode
from credence.subsets.every import Subsets

ROW_GROUP = 2**16
_OWN = ("credence", "log_odds_bits")


def check_output(path: Path) -> None:
    """Refuse a place where no Parquet file can be written, before the work begins.

    Raises:
        InputError: The name does not end in .parquet, or its folder cannot be written to.
    """
    if path.suffix.lower() != ".parquet":
        raise InputError.at("--output", f"“{path.name}” is to end in .parquet")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise InputError.at("--output", f"there is no folder {path.parent} that can be written to")
    if path.is_dir():
        raise InputError.at("--output", f"{path} is a folder; name a file in it")


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
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _refused(path, error) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as sink:
            stream_subsets(subsets, sink, details)
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise _refused(path, error) from None
    finally:
        part.unlink(missing_ok=True)


def details_of(subsets: Subsets) -> dict[str, str]:
    """What the numbers belong to, for the file's metadata."""
    scenario = subsets.scenario
    return {
        "library": scenario.library.name,
        "library_sha256": scenario.library.digest,
        "scenario": encode(scenario),
        "target": subsets.target,
        "draws": str(scenario.draws),
        "seed": str(scenario.seed),
        "point_values": str(subsets.point_values).lower(),
    }


def _refused(path: Path, error: OSError) -> InputError:
    return InputError.at("--output", f"{path} cannot be written: {error.strerror or error}")


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
