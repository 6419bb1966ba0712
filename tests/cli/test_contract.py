"""The command line as scripts see it: every command in every format, and figures known beforehand."""

import csv
import io
import itertools
import json
import os
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from credence import cli
from credence.files import load_library
from credence.links import encode
from credence.scenario import Scenario
from tests.machine import ROOT

LIBRARY = str(ROOT / "data" / "libraries" / "teaching-1.yaml")
RANDOM = ROOT / "tests" / "cases" / "random"
PUBLISHED = json.loads((RANDOM / "expected.json").read_text())["scenarios"]
ON = ["teaching-1", "--on", "neighbour_calls", "--target", "burglary"]
COMMANDS = {
    "validate": (["validate", LIBRARY], ["file", "kind", "ok", "place", "line", "message"]),
    "evaluate": (
        ["evaluate", *ON],
        [
            "claim",
            *(
                f"{when}_{field}"
                for when in ("prior", "posterior")
                for field in ("credence", "median", "low", "high", "mcse", "log_odds_bits")
            ),
            *("bayes_factor_bits", "independent", "strongest_only", "stated", "gap_bits"),
        ],
    ),
    "flip": (["flip", *ON], ["argument", "active", "flipped", "change"]),
    "attribute": (
        ["attribute", *ON],
        [
            *("argument", "points", "bits", "se"),
            *("weight_of_evidence_bits", "neutral_uncertainty_bits"),
        ],
    ),
    "value": (
        ["value", *ON],
        [
            *("crux", "probability", "if_true", "if_false", "expected_change", "expected_bits"),
            *("se_change", "se_bits", "exact"),
        ],
    ),
    "compare": (
        ["compare", ON[0], "library", "1*teaching-1*on.neighbour_calls", *ON[3:]],
        ["number", "a", "b", "points", "bits", "se", "matters"],
    ),
    "link": (["link", *ON], ["link"]),
}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_answers_in_every_format(command, capsys):
    """JSON is JSON, CSV has the documented columns, a table fits the terminal; stderr is empty."""
    words, columns = COMMANDS[command]
    answers = {}
    for form in ("json", "csv", "table"):
        assert 0 == cli.run([*words, "--format", form])
        captured = capsys.readouterr()
        assert "" == captured.err
        answers[form] = captured.out
    rows = list(csv.DictReader(io.StringIO(answers["csv"])))
    assert columns == list(rows[0])
    assert None not in json.loads(answers["json"]).values()
    assert answers["table"].strip()
    assert 0 == cli.run(words)
    assert answers["table"] == capsys.readouterr().out


def credences(*words, capsys):
    """Posterior credences by claim, as `evaluate` prints them."""
    assert 0 == cli.run(["evaluate", *words, "--format", "json"])
    claims = json.loads(capsys.readouterr().out)["claims"]
    return {name: claim["posterior"] for name, claim in claims.items()}


def test_the_alarm_worked_by_hand(capsys):
    """A call worth 4 to 1 lifts alarm and burglary as the sums over all four states say."""
    burglary, quake = Fraction("0.001"), Fraction("0.002")
    rings = {"00": "0.001", "01": "0.29", "10": "0.94", "11": "0.95"}
    weights = {}
    for b, e, a in itertools.product((0, 1), repeat=3):
        prior = (burglary if b else 1 - burglary) * (quake if e else 1 - quake)
        ringing = Fraction(rings[f"{b}{e}"])
        weights[b, e, a] = prior * (4 * ringing if a else 1 - ringing)
    total = sum(weights.values())
    found = credences("teaching-1", "--on", "neighbour_calls", capsys=capsys)
    for place, claim in enumerate(("burglary", "earthquake", "alarm")):
        expected = sum(w for state, w in weights.items() if state[place]) / total
        assert float(expected) == pytest.approx(found[claim]["credence"], rel=1e-12)


@pytest.mark.parametrize("row", PUBLISHED[::4], ids=lambda row: row["library"])
def test_known_credences_of_random_libraries(row, capsys):
    """Credences worked out beforehand come out of the command line, from a file of one's own."""
    words = [str(RANDOM / row["library"]), "--only", ",".join(row["on"]), "--draws", "16384"]
    words += ["--set", f"scepticism={row['scepticism']}"]
    for claim, value in row["suppose"].items():
        words += ["--suppose", f"{claim}={str(value).lower()}"]
    found = credences(*words, capsys=capsys)
    for claim, expected in row["credence"].items():
        allowed = max(5 * found[claim]["mcse"], 1e-12)
        assert expected == pytest.approx(found[claim]["credence"], abs=allowed)


def test_the_problems_of_a_file_a_link_and_an_option_come_together(capsys):
    """Whoever mends one thing is not told of the next one only then."""
    words = ["evaluate", "teaching-1", "--scenario", "no-such-file", "--link", "rubbish"]
    assert 2 == cli.run([*words, "--on", "nope", "--set", "seed=3"])
    captured = capsys.readouterr()
    assert "" == captured.out
    for said in ("no-such-file: there is no such file", "no link of ours", "“nope”", "--seed 3"):
        assert said in captured.err


def test_validate_says_on_stderr_what_is_not_whole(capsys, tmp_path):
    """The result stays on stdout, and who reads stderr alone learns of it too."""
    broken = tmp_path / "broken.yaml"
    broken.write_text("schema: credence-library/1\n", encoding="utf-8")
    assert 2 == cli.run(["validate", LIBRARY, str(broken), "--format", "json"])
    captured = capsys.readouterr()
    assert [True, False] == [one["ok"] for one in json.loads(captured.out)["files"]]
    assert f"credence: not whole: {broken}\n" == captured.err


def test_the_link_of_an_edited_library_says_that_the_file_is_needed(capsys, tmp_path):
    """A copy of a released library that was edited is not the released one, whatever its id."""
    edited = tmp_path / "mine.yaml"
    text = (ROOT / "data" / "libraries" / "teaching-1.yaml").read_text(encoding="utf-8")
    edited.write_text(text.replace("prior: 0.01\n", "prior: 0.5\n"), encoding="utf-8")
    assert 0 == cli.run(["link", str(edited)])
    captured = capsys.readouterr()
    assert "?s=1*teaching-1\n" in captured.out
    assert "a library of your own" in captured.err
    opened = credences(str(edited), "--link", captured.out.strip(), capsys=capsys)
    assert 0.5 == opened["cancer"]["credence"]


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["cancer", "alarm=true", "cancer=false", "neighbour_calls", "teaching-1"]),
    st.sampled_from(
        ["claims.cancer.prior=", "scepticism=1e5", "arguments.neighbour_calls.lr=1..2"]
    ),
    st.sampled_from(["-1", "64", "1e9", "nan", "json", "csv", "9" * 40, "1*teaching-1*on.x"]),
)
OPTIONS = st.sampled_from(
    [
        "--scenario",
        "--person",
        "--link",
        "--only",
        "--on",
        "--off",
        "--suppose",
        "--set",
        "--draws",
        "--seed",
        "--target",
        "--format",
        "--base",
        "-h",
        "--",
    ]
)


@given(
    st.sampled_from([*COMMANDS, "cruxes", "threshold"]),
    st.lists(st.one_of(st.builds("{}={}".format, OPTIONS, WORDS), OPTIONS, WORDS), max_size=5),
)
@example("validate", ["\0"])
@example("evaluate", ["teaching-1", "--scenario", "a" * 5_000])
@example("evaluate", ["teaching-1", "--only=\ud800"])
def test_no_command_line_is_a_fault_of_ours(command, words):
    """Whatever is typed, the answer is a result or a message about the input."""
    assert cli.run([command, "teaching-1", *words]) in {0, 2}


def process(*words, **environment):
    """Run the command line in a process of its own; its bytes are read as they come."""
    return subprocess.run(
        [sys.executable, "-m", "credence", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=os.environ | environment,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_of_few_characters_is_no_fault(encoding):
    """What the terminal cannot show is told by its number, and JSON stays JSON."""
    table = process("flip", *ON, PYTHONIOENCODING=encoding)
    assert (0, b"") == (table.returncode, table.stderr)
    plain = process("flip", *ON, "--format", "json", PYTHONIOENCODING=encoding)
    assert "burglary" == json.loads(plain.stdout.decode(encoding))["target"]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_reader_that_is_gone_is_no_error(form):
    """With nobody at the other end of the pipe, the command ends without a complaint."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        found = subprocess.run(
            [sys.executable, "-m", "credence", "flip", "ai-risk-1", "--format", form],
            cwd=ROOT,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (0, b"") == (found.returncode, found.stderr)


def test_a_link_opens_as_what_was_encoded(capsys):
    """The command line and the library of links agree on the code."""
    assert 0 == cli.run(["link", *ON, "--format", "json"])
    link = json.loads(capsys.readouterr().out)["link"]
    scenario = Scenario(load_library("teaching-1")).with_active("neighbour_calls")
    assert encode(scenario.with_target("burglary")) == link.partition("?s=")[2]
