"""``credence multiverse``: its formats, its file, and how it stops."""

import csv
import io
import json
import signal
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from credence import cli, multiverse
from credence.files import load_library
from credence.links import encode
from credence.scenario import Scenario
from credence.update import credence_of
from tests.machine import ROOT

NAMES = ["counting_functions", "speed", "white_box"]
WORDS = ["multiverse", "ai-risk-1", "--target", "scheming", "--draws", "64"]
ASK = [*WORDS, "--arguments", ",".join(NAMES)]


def scenario():
    """The scenario that the command line is about."""
    return Scenario(load_library("ai-risk-1")).with_target("scheming").with_draws(64)


def test_json_is_the_documented_record(capsys):
    """Every key of the contract, with the figures of one evaluation for each subset."""
    assert 0 == cli.run([*ASK, "--below", "10%,0.5", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    values = []
    for mask in range(8):
        on = {name: bool(mask >> i & 1) for i, name in enumerate(NAMES)}
        values.append(credence_of(scenario().with_toggles(on)))
    assert ("scheming", NAMES, 8) == (found["target"], found["arguments"], found["subsets"])
    assert min(values) == pytest.approx(found["min"]["credence"], rel=1e-12)
    assert max(values) == pytest.approx(found["max"]["credence"], rel=1e-12)
    assert {"0.1": sum(v < 0.1 for v in values) / 8, "0.5": 1.0} == found["below"]
    assert set(NAMES) == set(found["effects"])
    assert sum(values[4:]) / 4 - sum(values[:4]) / 4 == pytest.approx(found["effects"]["white_box"])


def test_csv_has_a_row_for_each_argument(capsys):
    """Mean credence without and with, and the effect, largest first."""
    assert 0 == cli.run([*ASK, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert ["argument", "off", "on", "effect"] == list(rows[0])
    sizes = [abs(float(row["effect"])) for row in rows]
    assert sorted(sizes, reverse=True) == sizes


def test_the_table_says_what_it_is_about(capsys):
    """People read the number of subsets, the shares below, and which subsets are extreme."""
    assert 0 == cli.run([*ASK, "--point-values"])
    captured = capsys.readouterr()
    assert "" == captured.err
    for words in ("Scheming", "8 subsets", "below 10 %", "Lowest", "Highest", "quick look"):
        assert words in captured.out


def test_the_file_holds_every_subset_and_its_scenario(tmp_path, capsys):
    """One row a subset; its metadata name the library, the link, the target, draws and seed."""
    path = tmp_path / "all.parquet"
    assert 0 == cli.run([*ASK, "--output", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    table = pq.read_table(path)
    assert [*NAMES, "credence", "log_odds_bits"] == table.column_names
    assert found["min"]["credence"] == min(table["credence"].to_pylist())
    kept = {k.decode(): v.decode() for k, v in table.schema.metadata.items()}
    assert encode(scenario()) == kept["credence.scenario"]
    assert ["ai-risk-1", "scheming", "64", "0", "false"] == [
        kept[f"credence.{key}"] for key in ("library", "target", "draws", "seed", "point_values")
    ]


@pytest.mark.parametrize(
    "words, message",
    [
        (["--arguments", "speed,sped"], "did you mean speed"),
        (["--arguments", "speed,speed"], "chosen twice"),
        (["--arguments", ""], "name at least one"),
        (
            ["--arguments", ",".join(list(load_library("ai-risk-1").arguments)[:21])],
            "the most is 20",
        ),
        (["--arguments", "speed", "--below", "0.1,much"], "much"),
        (["--arguments", "speed", "--below", "0.1..0.2"], "one probability"),
        (["--arguments", "speed", "--output", "all.txt"], "it can be .parquet"),
        ([], "--arguments"),
    ],
)
def test_wrong_input_is_named(words, message, capsys):
    """Exit code 2, the problem on stderr, nothing on stdout."""
    assert 2 == cli.run([*WORDS, *words])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert message in captured.err
    assert "Traceback" not in captured.err


def test_stopping_it_says_what_was_stopped(tmp_path, capsys, monkeypatch):
    """Ctrl+C leaves no file, says so, and exits as programs do that were interrupted."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(multiverse, "every_subset", interrupted)
    path = tmp_path / "all.parquet"
    assert 130 == cli.run([*ASK, "--output", str(path)])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert f"the multiverse was cancelled; {path} was not written" in captured.err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.thorough
def test_ctrl_c_in_the_middle_leaves_no_file(tmp_path):
    """A signal in the middle of 2^20 subsets: exit 130, progress and a sentence, no file, no trace."""
    library = load_library("ai-risk-1")
    names = ",".join(list(library.arguments)[:20])
    path = tmp_path / "all.parquet"
    words = [*WORDS, "--draws", "16384", "--arguments", names, "--output", str(path)]
    with subprocess.Popen(
        [sys.executable, "-m", "credence", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        told = [process.stderr.readline()]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert 130 == process.returncode
    assert "% of the subsets done" in told[0]
    assert "" == out
    assert "was cancelled" in err
    assert "Traceback" not in err
    assert [] == list(tmp_path.iterdir())
