"""The command count: the worked count and its experiment in every format."""

import csv
import io
import json

import pytest

from credence import cli


def run(*words, capsys):
    """Output of a command line that succeeds and says nothing on stderr."""
    assert 0 == cli.run(["count", *words])
    captured = capsys.readouterr()
    assert "" == captured.err
    return captured.out


def test_the_source_s_example_is_the_default(capsys):
    """Four digits and 992 problems: both stated figures, and the share."""
    found = json.loads(run("--format", "json", capsys=capsys))
    assert [4, 992, 10**8, 19_999] == [
        found[key] for key in ("digits", "training", "inputs", "answers")
    ]
    assert "1.10 × 10^430,100,828" == found["functions"]["written"]
    assert "2.75 × 10^430,096,561" == found["fitting"]["written"]
    assert -1.85e8 == float(f"{found['share']['log10']:.2e}")
    assert found["experiment"] is None


def test_an_experiment_comes_with_it(capsys):
    """JSON has every way with its shares; the table says them in words."""
    words = ["--digits", "2", "--training", "50", "--experiment", "first", "--examples", "6"]
    found = json.loads(run(*words, "--format", "json", capsys=capsys))
    ways = found["experiment"]["ways"]
    assert ["counted", "guessed", "trained"] == list(ways)
    assert [11, 11, 11] == [len(way["shares"]) for way in ways.values()]
    assert 0.5 == ways["counted"]["mean"]
    rows = list(csv.reader(io.StringIO(run(*words, "--format", "csv", capsys=capsys))))
    assert ["quantity", "written", "log10"] == rows[0]
    assert 8 == len(rows)


def test_the_table_says_it_in_words(capsys):
    """Each way is a sentence below the table."""
    table = " ".join(run("--experiment", "symbols", capsys=capsys).split())
    assert "Adding two numbers of four digits, 992 problems trained" in table
    assert "5.3 % of the 50 untrained inputs right" in table


@pytest.mark.parametrize(
    "words", [["--digits", "0"], ["--digits", "1", "--training", "100"], ["--experiment", "magic"]]
)
def test_wrong_input_is_named(words, capsys):
    """Exit code 2, a message and no traceback."""
    assert 2 == cli.run(["count", *words])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert captured.err.startswith("credence: ")
    assert "Traceback" not in captured.err
