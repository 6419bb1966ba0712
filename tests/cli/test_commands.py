"""The command line: what it prints, where, and with which exit code."""

import csv
import io
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence import cli
from credence.cli.output import Format, show
from credence.files import load_library
from credence.flips import flips
from credence.links import decode
from credence.neutral_uncertainty import neutral_uncertainty
from credence.scenario import Scenario
from credence.update import evaluate
from credence.weight_of_evidence import weights_of_evidence
from tests.machine import ROOT

AI = load_library("ai-risk-1")
WORLDVIEW = str(ROOT / "data" / "worldviews" / "carlsmith_2023.yaml")
ESTIMATE = {"credence", "median", "low", "high", "mcse", "log_odds_bits"}


@pytest.fixture
def run(capsys):
    """Run a command line in this process; exit code, stdout and stderr."""

    def go(*arguments):
        code = cli.run(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return go


@pytest.fixture
def as_json(run):
    """Run a command and read its JSON."""

    def go(*arguments):
        code, out, err = run(*arguments, "--format", "json")
        assert (0, "") == (code, err)
        return json.loads(out)

    return go


def test_evaluate_prints_what_the_engine_says(as_json):
    """JSON of evaluate has the contract's keys and the engine's own numbers."""
    found = as_json("evaluate", "ai-risk-1", "--on", "counting_functions,speed")
    assert {"library", "draws", "seed", "active", "claims"} == set(found)
    assert ("ai-risk-1", 4096, 0) == (found["library"], found["draws"], found["seed"])
    assert ["counting_functions", "speed"] == found["active"]
    scenario = Scenario(AI).with_only(["counting_functions", "speed"])
    expected = evaluate(scenario).claims
    assert set(expected) == set(found["claims"])
    for claim, result in expected.items():
        printed = found["claims"][claim]
        keys = {"prior", "posterior", "bayes_factor_bits", "independent", "strongest_only"}
        assert keys == set(printed)
        assert ESTIMATE == set(printed["prior"]) == set(printed["posterior"])
        assert result.posterior.credence == printed["posterior"]["credence"]
        assert result.prior.log_odds_bits == printed["prior"]["log_odds_bits"]
        assert result.strongest_only == printed["strongest_only"]


def test_a_stated_credence_comes_with_its_gap(as_json):
    """Where a credence is stated, evaluate says so and how far it is from what is implied."""
    found = as_json("evaluate", "power-seeking-1", "--set", "claims.catastrophe.stated=50%")
    claim = found["claims"]["catastrophe"]
    assert 0.5 == claim["stated"]
    assert claim["gap_bits"] == pytest.approx(-claim["posterior"]["log_odds_bits"])


def test_the_premises_multiply(as_json):
    """The product of Carlsmith's six premises, worked by hand, is 0.051376."""
    found = as_json("evaluate", "power-seeking-1")
    assert found["claims"]["catastrophe"]["posterior"]["credence"] == pytest.approx(0.051376)


def test_a_certain_claim_has_no_number_of_bits(as_json):
    """JSON has no infinity: the log-odds of what is supposed are null."""
    found = as_json("evaluate", "ai-risk-1", "--suppose", "scheming=true")
    assert 1 == found["claims"]["scheming"]["posterior"]["credence"]
    assert found["claims"]["scheming"]["posterior"]["log_odds_bits"] is None


def test_flip_prints_every_toggle(as_json):
    """JSON of flip has the contract's keys and the engine's own numbers."""
    found = as_json("flip", "ai-risk-1", "--target", "scheming", "--on", "speed")
    scenario = Scenario(AI).with_active("speed").with_target("scheming")
    expected = flips(scenario)
    assert {"target", "credence", "arguments"} == set(found)
    assert "scheming" == found["target"]
    assert set(AI.arguments) == set(found["arguments"])
    for name, flip in expected.items():
        printed = {"active": flip.active, "flipped": flip.flipped, "change": flip.change}
        assert printed == found["arguments"][name]


def test_attribute_shares_out_the_move(as_json):
    """The shares printed by attribute sum to posterior minus prior."""
    found = as_json("attribute", "ai-risk-1", "--target", "scheming", "--scenario", WORLDVIEW)
    assert {"target", "prior", "posterior", "exact", "arguments"} == set(found)
    points = sum(share["points"] for share in found["arguments"].values())
    assert points == pytest.approx(found["posterior"] - found["prior"], abs=1e-12)


def test_link_and_evaluate_are_inverse(as_json):
    """The link of a scenario evaluates to that scenario's own figures."""
    options = ["--scenario", WORLDVIEW, "--set", "scepticism=0.2", "--draws", "1024"]
    link = as_json("link", "ai-risk-1", *options)["link"]
    there = as_json("evaluate", "ai-risk-1", *options)
    assert there == as_json("evaluate", "ai-risk-1", "--link", link)


def test_link_alone_on_its_line(run):
    """Without a format the link stands alone, to be copied or piped."""
    code, out, _ = run("link", "ai-risk-1", "--on", "speed", "--base", "https://example.org/?a=1")
    assert (0, "https://example.org/?a=1&s=1*ai-risk-1*on.speed\n") == (code, out)


def test_the_options_build_the_scenario(run):
    """Every option does what it says, and later ones win."""
    _, out, _ = run(
        *(
            "link",
            "ai-risk-1",
            "--link",
            "1*ai-risk-1*on.white_box*seed.9",
            "--only",
            "speed,simplicity",
        ),
        *("--on", "messy_goals", "--off", "simplicity", "--suppose", "scheming=no"),
        *("--set", "arguments.speed.lr.scheming=1:4", "--set", "claims.doom.prior=1 in 100"),
        *("--set", "claims.doom.stated=0.1", "--set", "claims.doom.tolerance=1"),
        *("--set", "arguments.white_box.active=true", "--draws", "2048", "--target", "takeover"),
    )
    expected = (
        Scenario(AI)
        .with_only(["speed", "messy_goals", "white_box"])
        .with_supposition("scheming", value=False)
        .with_number("arguments.speed.bears_on.scheming", 0.25)
        .with_number("claims.doom.prior", 0.01)
        .with_stated("doom", 0.1, 1)
        .with_seed(9)
        .with_draws(2048)
        .with_target("takeover")
    )
    assert expected == decode(out.strip(), load_library).scenario


def test_only_nothing_is_the_prior(as_json):
    """`--only ""` switches everything off."""
    assert [] == as_json("evaluate", "ai-risk-1", "--scenario", WORLDVIEW, "--only", "")["active"]


def test_all_problems_are_named_at_once(run):
    """Wrong input exits with 2, names every problem on stderr and prints no result."""
    code, out, err = run(
        *("evaluate", "ai-risk-1", "--on", "sped", "--set", "claims.doom.prior=7"),
        *("--set", "nonsense", "--suppose", "doom=perhaps", "--draws", "1000"),
    )
    assert (2, "") == (code, out)
    for said in (
        "did you mean speed",
        "did you mean 0.07",
        "PATH=VALUE",
        "doom=true",
        "power of two",
    ):
        assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "first, second",
    [
        ("--suppose burglary=true", "--suppose burglary=no"),
        ("--on radio_report", "--off radio_report"),
        ("--off radio_report", "--set arguments.radio_report.active=true"),
        ("--set claims.burglary.prior=0.1", "--set claims.burglary.prior=0.2"),
    ],
)
def test_options_that_say_two_things_of_one_are_refused(run, first, second):
    """No order of the options tells which was meant; the same said twice is no harm."""
    code, out, err = run("link", "teaching-1", *first.split(), *second.split())
    assert (2, "") == (code, out)
    assert f"{first} and {second} are about the same thing; leave one out" in " ".join(err.split())
    assert 0 == run("link", "teaching-1", *first.split(), *first.split())[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "no-such-library"],
        ["evaluate", "no/such/file.yaml"],
        ["evaluate", "ai-risk-1", "--link", "1*teaching-1"],
        ["evaluate", "ai-risk-1", "--link", "rubbish"],
        ["evaluate", "ai-risk-1", "--scenario", "no-such-file.yaml"],
        ["evaluate", "ai-risk-1", "--suppose", "scheming=true", "--suppose", "intended=true"],
        ["evaluate", "ai-risk-1", "--draws", "many"],
        ["evaluate", "ai-risk-1", "--format", "xml"],
        ["evaluate", "ai-risk-1", "--bogus"],
        ["flip", "ai-risk-1", "--target", "nope"],
        ["bogus"],
        ["evaluate"],
    ],
)
def test_wrong_input_is_told_without_a_traceback(run, arguments):
    """Wrong input of any kind exits with 2 and a message."""
    code, out, err = run(*arguments)
    assert (2, "") == (code, out)
    assert err.strip()
    assert "Traceback" not in err


@given(st.lists(st.text(max_size=12), max_size=3), st.sampled_from(["--set", "--on", "--suppose"]))
def test_no_option_value_is_a_fault_of_ours(values, option):
    """Whatever stands behind an option, the answer is a result or a message."""
    given_options = [part for value in values for part in (f"{option}={value}",)]
    assert cli.run(["link", "teaching-1", *given_options]) in {0, 2}


def test_a_fault_of_ours_says_so(run, monkeypatch):
    """What nobody foresaw exits with 1, asks for a report, and shows no traceback."""

    def broken(_scenario):
        raise ZeroDivisionError("by chance")

    monkeypatch.setattr("credence.update.evaluate", broken)
    code, out, err = run("evaluate", "teaching-1")
    assert (1, "") == (code, out)
    assert "fault of ours" in err
    assert "ZeroDivisionError: by chance" in err
    assert "Traceback" not in err


def test_csv_has_a_row_for_every_claim(run):
    """CSV holds the raw numbers under one header."""
    _, out, _ = run("evaluate", "teaching-1", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    library = load_library("teaching-1")
    assert list(library.claim_ids) == [row["claim"] for row in rows]
    expected = evaluate(Scenario(library)).claims
    for row in rows:
        assert expected[row["claim"]].posterior.credence == float(row["posterior_credence"])


def test_csv_starts_no_formula(capsys):
    """A cell that a spreadsheet would take for a formula gets an apostrophe."""
    show(Format.CSV, data=None, columns=["a", "b"], rows=[["=1+1", -0.5], ["plain", None]])
    assert "a,b\n'=1+1,-0.5\nplain,\n" == capsys.readouterr().out


def test_tables_fit_a_terminal(run, monkeypatch):
    """The table for people shows every claim with percentages, within 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = run("evaluate", "ai-risk-1", "--on", "speed")
    assert 0 == code
    assert all(claim in out for claim in AI.claim_ids)
    assert "Arguments switched on: speed." in out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_validate_tells_the_kind_and_every_problem(run, tmp_path):
    """A good library, a credence file and a broken file: kinds, lines and exit code."""
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        "schema: credence-library/1\nid: x\nversion: 1\ntitle: T\nclaims:\n"
        "  a: {title: A, statement: S., prior: 7}\n  b: {title: B, statement: S., prior: 0.1, causes: {c: 1}}\n",
        encoding="utf-8",
    )
    library = str(ROOT / "data" / "libraries" / "teaching-1.yaml")
    code, out, _ = run("validate", library, WORLDVIEW, str(broken), "--format", "json")
    assert 2 == code
    good, person, bad = json.loads(out)["files"]
    assert (library, "library", True, []) == tuple(good.values())
    assert ("credence-file", True) == (person["kind"], person["ok"])
    assert ("library", False) == (bad["kind"], bad["ok"])
    assert [("claims.a.prior", 6), ("claims.b.causes.c", 7)] == [
        (error["path"], error["line"]) for error in bad["errors"]
    ]
    assert 0 == run("validate", library)[0]


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_test_with_an_error_rate_is_told_from_an_argument_with_a_soundness(run, tmp_path, form):
    """Validate and evaluate say it once an argument; a credence file where it changes the number."""
    library = str(ROOT / "data" / "examples" / "two-labs.yaml")
    said = "a soundness of 99 %: where an argument is unsound it says nothing, but a test"
    code, out, _ = run("validate", library, "--format", form)
    assert (0, 2) == (code, " ".join(out.split()).count(said))
    if form == "json":
        first, _ = json.loads(out)["files"][0]["notes"]
        assert "arguments.report_1" == first["path"]
    evaluated = " ".join(run("evaluate", library, "--on", "report_1")[1].split())
    assert 1 == evaluated.count(said)
    person = tmp_path / "ada.yaml"
    person.write_text(
        "schema: credence-file/1\nlibrary: teaching-1\nname: Ada\n"
        "arguments: {neighbour_calls: {lr: 1000, soundness: 0.9}}\n"
    )
    code, out, _ = run("validate", str(person), "--format", form)
    assert (0, 1) == (code, " ".join(out.split()).count("a soundness of 90 %: where an argument"))


def test_attribute_has_weights_of_evidence_and_neutral_uncertainty(run):
    """As the engine has them; null for a ratio that does not straddle 1; reasons in the table."""
    words = ["attribute", "ai-risk-1", "--only", "speed,counting_functions", "--target", "scheming"]
    words += ["--set", "arguments.counting_functions.lr=0.1..20"]
    scenario = Scenario(load_library("ai-risk-1")).with_target("scheming")
    scenario = scenario.with_only(["speed", "counting_functions"])
    scenario = scenario.with_number("arguments.counting_functions.lr", "0.1..20")
    found = json.loads(run(*words, "--format", "json")[1])["arguments"]
    weights, unsure = weights_of_evidence(scenario), neutral_uncertainty(scenario)
    assert {name: weight.bits for name, weight in weights.items()} == {
        name: one["weight_of_evidence_bits"] for name, one in found.items()
    }
    assert found["counting_functions"]["weight_of_evidence_bits"] == pytest.approx(0.5)
    assert {"speed": None, "counting_functions": unsure["counting_functions"].bits} == {
        name: one["neutral_uncertainty_bits"] for name, one in found.items()
    }
    table = " ".join(run(*words)[1].split())
    assert "speed: By itself and sound it weighs" in table
    assert "not knowing whether this speaks for or against raises a low credence by" in table


def test_a_file_of_several_people_asks_whose(run, tmp_path):
    """Where a table holds several people, --person chooses, and without it the names are told."""
    table = tmp_path / "people.csv"
    table.write_text(
        "name,item,field,value,low,high\nAda,speed,active,true,,\nBen,simplicity,active,true,,\n",
        encoding="utf-8",
    )
    code, _, err = run("link", "ai-risk-1", "--scenario", str(table))
    assert 2 == code
    assert "“Ada”, “Ben”" in err
    _, out, _ = run("link", "ai-risk-1", "--scenario", str(table), "--person", "Ben")
    assert Scenario(AI).with_active("simplicity") == decode(out.strip(), load_library).scenario


def process(*arguments, **more):
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "credence", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **more,
    )


def test_help_loads_nothing_heavy():
    """Help is shown without NumPy, pandas, Plotly, PyMC or Streamlit."""
    heavy = ["numpy", "pandas", "plotly", "pymc", "streamlit", "scipy"]
    code = (
        "import sys; from credence.cli import run; run(['--help']); run(['evaluate', '--help']); "
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "[]" == found.stderr.strip()
    assert "evaluate" in found.stdout


def test_a_process_exits_with_the_code():
    """The exit code and the streams are those of a real process too."""
    good, bad = process("evaluate", "teaching-1"), process("evaluate", "nope")
    assert (0, "") == (good.returncode, good.stderr)
    assert (2, "") == (bad.returncode, bad.stdout)


def test_the_version_is_told(run):
    """`--version` prints the package's version."""
    from credence import __version__

    assert (0, f"credence {__version__}\n", "") == run("--version")
