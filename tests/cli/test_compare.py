"""The command compare: both sides in every form, and the engine's own numbers."""

import csv
import io
import json

import pytest

from credence import cli
from credence.compare import compare
from credence.files import load_library, worldviews
from credence.links import encode
from credence.scenario import Scenario
from tests.machine import ROOT

AI = load_library("ai-risk-1")
VIEWS = worldviews(AI)
SMALL = ["optimist_2023", "library", "--draws", "128"]
FILE = str(ROOT / "data" / "worldviews" / "byrnes.yaml")


@pytest.fixture
def run(capsys):
    """Run compare on ai-risk-1; its stdout, where it succeeds in silence."""

    def go(*words):
        assert 0 == cli.run(["compare", "ai-risk-1", *words, "--target", "scheming"])
        captured = capsys.readouterr()
        assert "" == captured.err
        return captured.out

    return go


def test_compare_prints_what_the_engine_says(run):
    """JSON has the contract's keys; the numbers are those of compare, and sum to the gap."""
    found = json.loads(run("byrnes", "xu", "--format", "json"))
    expected = compare(VIEWS["byrnes"].scenario, VIEWS["xu"].scenario, "scheming")
    assert ("scheming", expected.a, expected.b) == (found["target"], found["a"], found["b"])
    assert expected.difference == found["difference"]
    assert found["difference"] == pytest.approx(
        sum(n["points"] for n in found["numbers"]), abs=1e-9
    )
    assert [part.number for part in expected.parts] == [n["number"] for n in found["numbers"]]
    assert {"number", "a", "b", "points", "bits"} <= set(found["numbers"][0])
    toggle = found["numbers"][0]
    assert ("arguments.gaps_grow.active", False, True) == (
        toggle["number"],
        toggle["a"],
        toggle["b"],
    )
    assert {"a": VIEWS["byrnes"].name, "b": VIEWS["xu"].name} == found["names"]
    assert {"a", "b", "points", "bits"} == set(found["pairs"][0])
    assert {"crux", "a", "b", "discrimination_bits", "se"} == set(found["cruxes"][0])


def test_each_side_has_what_it_states(run, tmp_path):
    """Only sides that state the target are named; certainty is kept; the gap is the implied one."""
    people = tmp_path / "people.csv"
    people.write_text("name,scheming.stated,speed.active\nAda,2%,true\nBen,0,\nCy,,\n")
    found = json.loads(run(f"{people}#Ada", f"{people}#Ben", "--format", "json"))
    assert {"a": 0.02, "b": 0} == found["stated"]
    assert found["difference"] == found["b"] - found["a"] != -0.02
    assert {} == json.loads(run(f"{people}#Cy", "library", "--format", "json"))["stated"]
    assert "Ada states 2 % and Ben states 0 % for “Scheming”, 2 points apart." in " ".join(
        run(f"{people}#Ada", f"{people}#Ben").split()
    )


def test_every_way_of_naming_a_side_gives_the_same(run, tmp_path):
    """A worldview, its file, its code, its link, and a person in a file of several."""
    people = tmp_path / "people.csv"
    people.write_text(
        "name,item,field,value,low,high\nAda,speed,active,true,,\nBen,speed,active,false,,\n"
    )
    code = encode(VIEWS["byrnes"].scenario)
    answers = {
        json.dumps(json.loads(run(side, "library", "--format", "json"))["numbers"])
        for side in ("byrnes", FILE, code, f"http://localhost:8501/?s={code}")
    }
    assert 1 == len(answers)
    found = json.loads(run(f"{people}#Ada", f"{people}#Ben", "--format", "json"))
    assert ["arguments.speed.active"] == [each["number"] for each in found["numbers"]]
    assert {"a": "Ada", "b": "Ben"} == found["names"]
    twice = json.loads(run("library", "library", "--format", "json"))
    assert ([], 0.0) == (twice["numbers"], twice["difference"])
    assert {"a": "the library (A)", "b": "the library (B)"} == twice["names"]


def test_options_edit_both_sides(run):
    """What is set for both is no difference any more."""
    found = json.loads(
        run("byrnes", "library", "--only", "speed", "--draws", "64", "--format", "json")
    )
    on = Scenario(AI).with_only(["speed"]).with_draws(64).with_target("scheming")
    assert compare(on, on).b == found["b"]
    assert not [n for n in found["numbers"] if n["number"].endswith(".active")]


def test_compare_in_csv_and_as_a_table(run):
    """CSV has every difference with both sides; the table speaks, and leaves out what is idle."""
    rows = list(csv.DictReader(io.StringIO(run(*SMALL, "--only", "white_box", "--format", "csv"))))
    assert ["number", "a", "b", "points", "bits", "se", "matters"] == list(rows[0])
    cells = {row["number"]: (row["a"], row["b"]) for row in rows}
    interval = next(pair for name, pair in cells.items() if name.endswith(".lr"))
    assert ".." in interval[0] + interval[1]
    table = run(*SMALL)
    assert "(our reading) is at 0." in " ".join(table.split())
    assert "Sampled orders: the largest standard error is" in table


@pytest.mark.parametrize(
    "words, said",
    [
        (["ai-risk-1", "nobody", "library"], "“nobody” is no credence file, no link"),
        (["power-seeking-1", "byrnes", "library"], "is about ai-risk-1, and not about power"),
        (["power-seeking-1", FILE, "library"], "ai-risk-1"),
        (["ai-risk-1", "1*teaching-1", "library"], "about teaching-1, and not about ai-risk-1"),
        (["ai-risk-1", "byrnes", "library", "--target", "nope"], "“nope”"),
        (["ai-risk-1", "byrnes", "a\0b"], "no credence file"),
        (["ai-risk-1", "byrnes"], "Missing argument"),
    ],
)
def test_wrong_input_is_named(words, said, capsys):
    """Unknown sides and sides on other libraries are the user's error, with exit code 2."""
    assert 2 == cli.run(["compare", *words])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert said in captured.err
    assert 1 == captured.err.count(said)


def test_a_file_of_several_people_asks_for_one(capsys, tmp_path):
    """Who is meant is asked, and how to say it."""
    people = tmp_path / "people.csv"
    people.write_text("name,item,field,value\nAda,speed,active,true\nBen,speed,active,true\n")
    assert 2 == cli.run(["compare", "ai-risk-1", str(people), "library"])
    assert "people.csv#NAME: “Ada”, “Ben”" in capsys.readouterr().err
