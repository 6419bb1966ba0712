"""Tables that people bring, on every command that reads them: one rule, one remedy."""

import json
from pathlib import Path

import pytest

from credence import cli

FILES = Path(__file__).parents[1] / "cases" / "files"
LIBRARY = str(FILES / "00-lib.yaml")


@pytest.fixture
def run(capsys):
    """Run a command line; its exit code, stdout and stderr."""

    def run(*arguments):
        code = cli.run([str(each) for each in arguments])
        return code, *capsys.readouterr()

    return run


def test_one_person_opens_beside_another_s_mistake(run, tmp_path):
    """Ada's numbers count; what Ben wrote is said, and keeps Ben alone out."""
    path = tmp_path / "people.csv"
    text = (FILES / "34-one-bad-row.csv").read_text(encoding="utf-8")
    path.write_text(text.replace("x4", "<4"), encoding="utf-8")
    ada = ("evaluate", LIBRARY, "--scenario", path, "--format", "json", "--person")
    code, out, err = run(*ada, "Ada")
    found = json.loads(out)
    assert (0, ["one", "two"]) == (code, found["active"])
    # Prior odds 1:19, then 3:1 and 1:20.
    odds = 1 / 19 * 3 / 20
    assert pytest.approx(odds / (1 + odds)) == found["claims"]["doom"]["posterior"]["credence"]
    assert 0.1 == found["claims"]["doom"]["stated"]
    assert "row 3 (Ben): one.lr: “<4” is a bound" in err
    code, _, err = run(*ada, "Ben")
    assert (2, True) == (code, "“<4” is a bound and no number" in err)


def test_a_question_about_a_unit_is_answered_by_an_option(run, tmp_path):
    """On evaluate, compare, group and validate; unanswered, the column is held back."""
    path = tmp_path / "ada.csv"
    path.write_text("name,doom.stated\nAda,20\n", encoding="utf-8")
    code, _, err = run("evaluate", LIBRARY, "--scenario", path)
    assert (2, True) == (code, "Is it in per cent? If so: --percent doom.stated" in err)
    told = ("--percent", "doom.stated")
    code, out, _ = run("evaluate", LIBRARY, "--scenario", path, *told, "--format", "json")
    assert (0, 0.2) == (code, json.loads(out)["claims"]["doom"]["stated"])
    code, out, err = run("validate", LIBRARY, path)
    assert (2, True) == (code, "held back whole" in " ".join(out.split()))
    assert 0 == run("validate", LIBRARY, path, *told)[0]
    assert 2 == run("compare", LIBRARY, path, "library")[0]
    assert 0 == run("compare", LIBRARY, path, "library", *told)[0]
    code, out, _ = run("group", LIBRARY, path, *told, "--format", "json")
    assert (0, 0.2) == (code, json.loads(out)["pools"]["doom"]["mean"])
    code, _, err = run("group", LIBRARY, path, "--percent", "dom.stated")
    assert (2, True) == (code, "did you mean doom?" in err)


def test_what_is_left_out_is_said_by_every_command(run):
    """Columns that ask nothing, on group, evaluate and validate alike."""
    path = FILES / "11-forms-header-with-dots.csv"
    for arguments in (
        ("group", LIBRARY, path),
        ("evaluate", LIBRARY, "--scenario", path, "--person", "Ben"),
        ("validate", LIBRARY, path),
    ):
        code, out, err = run(*arguments)
        said = " ".join((out + err).split())
        assert (0, True) == (code, "“1. What is your field of work?”" in said)
    code, out, _ = run("validate", LIBRARY, path, "--format", "json")
    _, table = json.loads(out)["files"]
    assert ("credence-file", True) == (table["kind"], table["ok"])
    assert "ask nothing of the library" in table["notes"][0]["message"]


def test_summary_rows_are_people_where_one_says_so(run, tmp_path):
    """Two people, or three."""
    path = tmp_path / "people.csv"
    path.write_text("name,doom.stated\nAda,10%\nBen,30%\nAverage,20%\n", encoding="utf-8")
    code, out, err = run("group", LIBRARY, path, "--format", "json")
    assert (0, 2) == (code, json.loads(out)["people"])
    assert "The row “Average” sums others up and is left out." in err
    assert "--keep-summary-rows" in err
    _, out, err = run("group", LIBRARY, path, "--format", "json", "--keep-summary-rows")
    assert (3, "") == (json.loads(out)["people"], err)


def test_numbers_are_written_alike_in_options_and_files(run):
    """Parts of a hundred, intervals with one sign, and the number that was meant."""
    for text, prior in (("20/80", 0.2), ("~3%", 0.03), ("1 in 1,000", 0.001)):
        _, out, _ = run(
            "evaluate", LIBRARY, "--set", f"claims.doom.prior={text}", "--format", "json"
        )
        assert prior == pytest.approx(json.loads(out)["claims"]["doom"]["prior"]["credence"])
    code, _, err = run("evaluate", "ai-risk-1", "--set", "arguments.speed.lr=2")
    assert (2, True) == (code, "did you mean arguments.speed.bears_on.scheming" in err)


def test_stated_cruxes_are_read_by_the_same_rules(run, tmp_path):
    """Per cent, parts of a hundred and columns left over."""
    path = tmp_path / "cruxes.csv"
    text = "person,crux,p_u,p_c,p_u_given_c,comment\nAda,x,20,50/50,~30%,hm\n"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("cruxes", path, "--format", "json")
    (row,) = json.loads(out)["rows"]
    assert (0, None, 0.5, 0.3) == (code, row["p_u"], row["p_c"], row["p_u_given_c"])
    assert "--percent p_u" in err
    assert "“comment”: not asked for and left out" in err
    _, out, _ = run("cruxes", path, "--format", "json", "--percent", "p_u")
    assert 0.2 == json.loads(out)["rows"][0]["p_u"]
