"""The command value: its keys, its order, and the engine's own numbers."""

import csv
import io
import json

import pytest

from credence import cli
from credence.files import load_library
from credence.scenario import Scenario
from credence.update import credence_of
from credence.value import value

WORDS = ["value", "ai-risk-1", "--target", "scheming", "--only", "counting_functions,speed"]
KEYS = {"crux", "probability", "if_true", "if_false", "expected_change", "expected_bits"}


def run(*words, capsys):
    """Output of a command line that succeeds and says nothing on stderr."""
    assert 0 == cli.run([*WORDS, *words])
    captured = capsys.readouterr()
    assert "" == captured.err
    return captured.out


def test_value_prints_what_the_engine_says(capsys):
    """JSON has the contract's keys, the largest bits first, and every claim and unsure argument."""
    found = json.loads(run("--format", "json", capsys=capsys))
    library = load_library("ai-risk-1")
    scenario = Scenario(library).with_only(["counting_functions", "speed"]).with_target("scheming")
    assert ("scheming", credence_of(scenario)) == (found["target"], found["credence"])
    assert all(set(row) >= KEYS for row in found["cruxes"])
    bits = [row["expected_bits"] for row in found["cruxes"]]
    assert sorted(bits, reverse=True) == bits
    asked = set(library.claim_ids) - {"scheming"}
    asked |= {"arguments.counting_functions.sound", "arguments.speed.sound"}
    assert asked == {row["crux"] for row in found["cruxes"]}
    for crux, row in zip(value(scenario), found["cruxes"], strict=True):
        assert {key: getattr(crux, key) for key in row} == row


def test_value_in_csv_and_as_a_table(capsys):
    """CSV has every crux; the table leaves out what is worth nothing, and says so in words."""
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv", capsys=capsys))))
    assert set(rows[0]) >= KEYS
    assert 19 == len(rows)
    table = run(capsys=capsys)
    assert "intended" in table
    assert "private_misuse" not in table
    (change,) = (float(row["expected_change"]) for row in rows if row["crux"] == "intended")
    said = f"Settling “The goals that were meant” would move you by {100 * change:.0f} points"
    assert said in table


@pytest.mark.parametrize(
    "words, said",
    [(["--target", "nope"], "“nope”"), (["--suppose", "nope=true"], "“nope”")],
)
def test_wrong_input_is_named(words, said, capsys):
    """An unknown claim is the user's error, with exit code 2."""
    assert 2 == cli.run(["value", "ai-risk-1", *words])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert said in captured.err
