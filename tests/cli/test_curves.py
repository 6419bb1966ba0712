"""The commands curve and coherence: their keys, and the engine's own numbers."""

import csv
import io
import json

import pytest

from credence import cli
from credence.coherence import coherence
from credence.curves import overlap_curve, prior_curve, scepticism_curve
from credence.files import load_library
from credence.scenario import Scenario

AI = load_library("ai-risk-1")
ON = ("counting_functions", "speed")
WORDS = ["ai-risk-1", "--target", "scheming", "--only", ",".join(ON), "--draws", "256"]
SCENARIO = Scenario(AI).with_only(ON).with_target("scheming").with_draws(256)
CURVES = {"prior": prior_curve, "scepticism": scepticism_curve, "overlap": overlap_curve}


def run(*words, capsys):
    """Output of a command line that succeeds and says nothing on stderr."""
    assert 0 == cli.run(words)
    captured = capsys.readouterr()
    assert "" == captured.err
    return captured.out


@pytest.mark.parametrize("kind", CURVES)
def test_curve_prints_what_the_engine_says(kind, capsys):
    """JSON and CSV have every point of the curve, the table some of them and a sentence."""
    expected = CURVES[kind](SCENARIO)
    words = ["curve", *WORDS, "--kind", kind]
    found = json.loads(run(*words, "--format", "json", capsys=capsys))
    assert ("scheming", kind, expected.at, expected.credence) == (
        *(found["target"], found["kind"]),
        *(found["at"], found["credence"]),
    )
    assert [point.credence for point in expected.points] == [p["credence"] for p in found["points"]]
    assert (expected.least.at, expected.most.at) == (found["least"]["at"], found["most"]["at"])
    assert {found["least"]["credence"], found["most"]["credence"]} <= {
        p["credence"] for p in found["points"]
    }
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv", capsys=capsys))))
    assert [str(point.at) for point in expected.points] == [row["at"] for row in rows]
    assert "%" in run(*words, capsys=capsys)


def test_coherence_prints_what_the_engine_says(capsys):
    """Each stated credence has its gap and what would close it; the table says it in words."""
    words = ["coherence", *WORDS, "--set", "claims.scheming.stated=30%"]
    found = json.loads(run(*words, "--format", "json", capsys=capsys))
    (gap,) = coherence(SCENARIO.with_stated("scheming", 0.3))
    assert {
        "scheming": {
            "stated": 0.3,
            "tolerance": 0.5,
            **{
                key: getattr(gap, key)
                for key in ("implied", "gap_bits", "prior", "number", "value", "arguments")
            },
        }
    } == found["claims"]
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv", capsys=capsys))))
    assert ["prior credence", "claims.scheming.weight", "arguments.counting_functions.lr"] == [
        row["number"] for row in rows
    ][:3]
    table = " ".join(run(*words, capsys=capsys).split())
    assert "you state 30 % and your arguments imply" in table


def test_a_stated_certainty_is_told_and_closes_nowhere(capsys):
    """The gap is null in JSON, and infinite in words."""
    words = ["coherence", *WORDS, "--set", "claims.scheming.stated=0%"]
    found = json.loads(run(*words, "--format", "json", capsys=capsys))["claims"]["scheming"]
    assert (0, None) == (found["stated"], found["gap_bits"])
    table = " ".join(run(*words, capsys=capsys).split())
    assert "the gap is infinite" in table
    assert "state a number such as 0.01 % in its place" in table


def test_coherence_without_a_statement_says_how_to_state_one(capsys):
    """Nothing stated is no error, and the remedy is named."""
    assert {"claims": {}} == json.loads(run("coherence", *WORDS, "--format", "json", capsys=capsys))
    assert "--set claims.doom.stated=10%" in run("coherence", *WORDS, capsys=capsys)


@pytest.mark.parametrize(
    "words, said",
    [
        (["curve", "--target", "nope"], "“nope”"),
        (["curve", "--suppose", "doom=true", "--target", "doom"], "certain before any argument"),
        (["coherence", "--suppose", "nope=true"], "“nope”"),
    ],
)
def test_wrong_input_is_named(words, said, capsys):
    """What cannot be answered is the user's error, with exit code 2."""
    command, *options = words
    assert 2 == cli.run([command, "ai-risk-1", *options])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert said in captured.err
