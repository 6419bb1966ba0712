"""Parquet files of every subset: read back, in groups, whole or not at all."""

import io
import tracemalloc

import numpy as np
import pyarrow.parquet as pq
import pytest

from credence.errors import InputError
from credence.files import subsets_file
from credence.files.subsets_file import stream_subsets, write_subsets
from credence.scenario import Scenario
from credence.subsets.every import Subsets, every_subset
from tests.small import small

LIBRARY = small(
    {"c": {"prior": 0.2}, "sure": {"prior": 1}},
    {
        "a": {"claim": "c", "lr": 3},
        "credence": {"claim": "c", "lr": 0.5},
        "b": {"claim": "c", "lr": 2},
    },
    target="c",
)


def test_reading_gives_back_every_subset(tmp_path):
    """Toggles, credences and log-odds come back exactly, under the ids, with what they are about."""
    subsets = every_subset(Scenario(LIBRARY), ["b", "credence", "a"])
    path = tmp_path / "all.parquet"
    write_subsets(subsets, path, {"library": "small-1", "target": "c"})
    table = pq.read_table(path)
    # An argument may itself be called credence.
    assert ["b", "arguments.credence", "a", "credence", "log_odds_bits"] == table.column_names
    assert subsets.credence.tolist() == table["credence"].to_pylist()
    assert (subsets.log_odds / np.log(2)).tolist() == table["log_odds_bits"].to_pylist()
    for bit, name in enumerate(table.column_names[:3]):
        assert [bool(mask >> bit & 1) for mask in range(8)] == table[name].to_pylist()
    kept = table.schema.metadata
    assert (b"small-1", b"c") == (kept[b"credence.library"], kept[b"credence.target"])
    assert ["all.parquet"] == [entry.name for entry in tmp_path.iterdir()]


def test_certain_claims_have_infinite_log_odds(tmp_path):
    """A credence of 1 is kept with infinite log-odds, as Parquet can."""
    subsets = every_subset(Scenario(LIBRARY), ["a"], "sure")
    write_subsets(subsets, tmp_path / "sure.parquet", {})
    assert [np.inf, np.inf] == pq.read_table(tmp_path / "sure.parquet")["log_odds_bits"].to_pylist()


def test_rows_are_written_in_groups_within_bounded_memory():
    """A million rows take the memory of few groups beside the credences themselves."""
    count = 18
    values = np.linspace(0.1, 0.9, 2**count)
    names = tuple(f"a{i}" for i in range(count))
    subsets = Subsets(Scenario(LIBRARY), "c", names, False, values, np.log(values))
    sink = io.BytesIO()
    tracemalloc.start()
    stream_subsets(subsets, sink, {})
    peak = tracemalloc.get_traced_memory()[1] - len(sink.getbuffer())
    tracemalloc.stop()
    read = pq.ParquetFile(sink)
    groups = [read.metadata.row_group(i).num_rows for i in range(read.num_row_groups)]
    assert [subsets_file.ROW_GROUP] * 4 == groups
    assert peak < 40 * subsets_file.ROW_GROUP * 8


def test_a_write_that_is_broken_off_leaves_nothing(tmp_path, monkeypatch):
    """What was there stays, and no half file is left beside it."""
    subsets = every_subset(Scenario(LIBRARY), ["a", "b"])
    path = tmp_path / "all.parquet"
    path.write_bytes(b"what was there")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(subsets_file, "stream_subsets", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_subsets(subsets, path, {})
    assert b"what was there" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name, message",
    [
        ("all.csv", "it can be .parquet"),
        ("nowhere/all.parquet", "no folder"),
        ("folder.parquet", "cannot be written"),
    ],
)
def test_places_that_cannot_be_written_to_are_named(tmp_path, name, message):
    """A wrong name, a missing folder and a folder in the way are errors, and nothing is written."""
    (tmp_path / "folder.parquet").mkdir()
    subsets = every_subset(Scenario(LIBRARY), ["a"])
    with pytest.raises(InputError, match=message):
        write_subsets(subsets, tmp_path / name, {})
    assert ["folder.parquet"] == [entry.name for entry in tmp_path.iterdir()]
