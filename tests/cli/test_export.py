"""The commands that write files: what they write, what they say, and what they refuse."""

import csv
import io
import json

import pytest

from credence import cli
from credence.figures.catalogue import FIGURES

ON = ["ai-risk-1", "--on", "counting_functions,speed"]


@pytest.fixture
def run(capsys):
    """Run a command line in this process; exit code, stdout and stderr."""

    def go(*arguments):
        code = cli.run([str(each) for each in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return go


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "html", "json"])
def test_plot_writes_the_file_and_says_where(run, tmp_path, suffix):
    """The path stands alone on stdout, and in JSON with the route that drew it."""
    path = tmp_path / f"figure.{suffix}"
    words = ["plot", *ON, "--figure", "waterfall", "--output", path, "--renderer", "matplotlib"]
    assert (0, f"{path}\n", "") == run(*words)
    first = path.read_bytes()
    code, out, err = run(*words, "--format", "json")
    drawn = "matplotlib" if suffix in {"png", "svg", "pdf"} else None
    assert (0, "") == (code, err)
    assert {"output": str(path), "renderer": drawn} == json.loads(out)
    assert first == path.read_bytes()


def test_the_source_line_links_to_the_app_that_is_named(run, tmp_path):
    """--base says where the app is; the link opens the scenario there."""
    path = tmp_path / "figure.json"
    base = "https://credence.example/"
    assert 0 == run("plot", *ON, "--figure", "posterior", "--output", path, "--base", base)[0]
    link = json.loads(path.read_text())["layout"]["meta"]["link"]
    assert f"{base}?s=1*ai-risk-1*on.counting_functions.speed" == link


@pytest.mark.parametrize(
    "change, said",
    [
        ({"--figure": "posteriour"}, ["no figure “posteriour”", *FIGURES]),
        ({"--output": "figure.gif"}, ["“.gif”", ".png", ".svg", ".pdf", ".html", ".json"]),
        ({"--output": "figure"}, ["no ending", ".png"]),
        ({"--output": "nowhere/figure.png"}, ["there is no folder", "make it first"]),
        ({"--output": "folder.png"}, ["cannot be written"]),
        ({"--renderer": "orca"}, ["auto, kaleido, matplotlib"]),
        ({"--width": "9"}, ["240 to 4000"]),
    ],
)
def test_what_is_refused_is_named_with_what_would_do(run, tmp_path, monkeypatch, change, said):
    """Exit code 2, nothing on stdout, and no file left behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.png").mkdir()
    options = {"--figure": "posterior", "--output": "figure.png", "--renderer": "matplotlib"}
    words = [word for pair in (options | change).items() for word in pair]
    code, out, err = run("plot", *ON, *words)
    assert (2, "") == (code, out)
    assert all(each in err for each in said)
    assert ["folder.png"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "json", "nc"])
def test_export_writes_the_numbers_and_says_where(run, tmp_path, suffix):
    """The same command gives the same file."""
    path = tmp_path / f"numbers.{suffix}"
    words = ["export", *ON, "--draws", "256", "--output", path]
    assert (0, f"{path}\n", "") == run(*words)
    first = path.read_bytes()
    code, out, err = run(*words, "--format", "json")
    assert (0, "", {"output": str(path)}) == (code, err, json.loads(out))
    assert first == path.read_bytes()


def test_the_exported_table_is_the_one_that_evaluate_prints(run, tmp_path):
    """One table, one definition: CSV from either command has the same cells."""
    path = tmp_path / "numbers.csv"
    assert 0 == run("export", *ON, "--output", path)[0]
    exported = list(csv.reader(io.StringIO(path.read_text())))
    printed = list(csv.reader(io.StringIO(run("evaluate", *ON, "--format", "csv")[1])))
    assert printed[0] == exported[0]
    assert [row[0] for row in printed] == [row[0] for row in exported]
    for mine, theirs in zip(exported[1:], printed[1:], strict=True):
        numbers = [[float(cell or "nan") for cell in row[1:]] for row in (mine, theirs)]
        assert numbers[1] == pytest.approx(numbers[0], rel=1e-12, nan_ok=True)


def test_a_figures_numbers_are_exported_raw(run, tmp_path):
    """From start to end in percentage points, with a row of zeros for what cannot move the claim."""
    path = tmp_path / "numbers.json"
    on = [*ON, "--target", "state_misuse"]
    assert 0 == run("export", *ON, "--figure", "waterfall", "--output", path)[0]
    start, *between, end = json.loads(path.read_text())["rows"]
    found = json.loads(run("attribute", *ON, "--format", "json")[1])
    assert ["start", "end"] == [start["step"], end["step"]]
    assert [100 * found["prior"], 100 * found["posterior"]] == [start["reached"], end["reached"]]
    assert ["counting_functions", "speed"] == [row["argument"] for row in between]
    for row in between:
        share = found["arguments"][row["argument"]]
        assert (100 * share["points"], share["bits"], 100 * share["se"]) == (
            row["points"],
            row["bits"],
            row["se"],
        )
    assert end["reached"] == pytest.approx(between[-1]["reached"], rel=1e-12)
    assert start["points"] is None
    assert 0 == run("export", *on, "--figure", "waterfall", "--output", path)[0]
    rows = json.loads(path.read_text())["rows"]
    assert [0, 0] == [row["points"] for row in rows[1:-1]]
    assert rows[0]["reached"] == rows[-1]["reached"]


@pytest.mark.parametrize(
    "words, said",
    [
        (["--output", "numbers.txt"], [".csv, .xlsx, .parquet, .json, .nc"]),
        (["--output", "nowhere/numbers.nc"], ["there is no folder"]),
        (["--output", "numbers.nc", "--figure", "waterfall"], ["leave --figure out"]),
        (["--output", "numbers.csv", "--figure", "waterfal"], ["there are: posterior, waterfall"]),
    ],
)
def test_what_cannot_be_exported_is_said(run, tmp_path, monkeypatch, words, said):
    """Exit code 2, and no file left behind."""
    monkeypatch.chdir(tmp_path)
    code, out, err = run("export", *ON, "--draws", "256", *words)
    assert (2, "") == (code, out)
    assert all(each in err for each in said)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix, begins", [("html", "<!DOCTYPE html>"), ("md", "# A report on")])
def test_report_writes_the_file_and_says_where(run, tmp_path, suffix, begins):
    """A page to print or a text to post, with the link to the app that is named."""
    path = tmp_path / f"report.{suffix}"
    words = ["report", *ON, "--output", path, "--base", "https://credence.example/"]
    code, out, err = run(*words, "--format", "json")
    assert (0, "", {"output": str(path)}) == (code, err, json.loads(out))
    text = path.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "https://credence.example/?s=1*ai-risk-1*on.counting_functions.speed" in text


def test_an_unknown_kind_of_report_lists_the_kinds(run, tmp_path):
    """Exit code 2, and no file."""
    code, out, err = run("report", *ON, "--output", tmp_path / "report.docx")
    assert (2, "") == (code, out)
    assert ".html, .md" in err
    assert [] == list(tmp_path.iterdir())


def test_the_subsets_to_draw_are_chosen_by_name(run, tmp_path):
    """--arguments says what is combined; a name that is none is an error."""
    path = tmp_path / "figure.json"
    words = ["plot", *ON, "--draws", "256", "--figure", "effects", "--output", path]
    assert 0 == run(*words, "--arguments", "white_box,speed")[0]
    text = path.read_text(encoding="utf-8")
    assert "White box" in text
    assert "The counting argument" not in text
    code, out, err = run(*words, "--arguments", "nope")
    assert (2, "") == (code, out)
    assert "nope" in err


def test_the_other_side_is_chosen_by_name(run, tmp_path):
    """--beside takes a worldview, and says what it can be where it is none."""
    path = tmp_path / "figure.json"
    words = ["plot", *ON, "--draws", "256", "--figure", "both", "--output", path]
    assert 0 == run(*words, "--beside", "carlsmith_2023")[0]
    assert "Carlsmith" in path.read_text(encoding="utf-8")
    code, out, err = run(*words, "--beside", "nobody")
    assert (2, "") == (code, out)
    assert "carlsmith_2023" in err
