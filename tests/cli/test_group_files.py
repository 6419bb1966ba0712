"""Files that people bring, pooled by the command: each number as its author meant it, or in no pool."""

import json
import statistics

import numpy as np
import pytest

from credence import cli
from credence.cli import groups
from credence.number import Z90
from tests.groups.test_people import sampler
from tests.machine import ROOT

FILES = ROOT / "tests" / "cases" / "files"
XPT = ("epc", "epx", "npc", "npx")


@pytest.fixture
def grouped(monkeypatch, capsys):
    """Return the JSON of the command on a file, with a sampler that takes no time."""
    monkeypatch.setattr("models.group.sample_group", lambda *asked, **_: sampler(*asked))
    monkeypatch.setattr(groups, "_checks", lambda _: {})

    def run(file, *words, library="00-lib.yaml"):
        arguments = ["group", str(FILES / library), str(FILES / file), "--format", "json", *words]
        assert 0 == cli.run(arguments)
        return json.loads(capsys.readouterr().out)

    return run


def centre(low, high):
    """The middle of two probabilities in log-odds."""
    odds = (low / (1 - low) * high / (1 - high)) ** 0.5
    return odds / (1 + odds)


def mean(low, high):
    """The mean of a logit-normal with these 5th and 95th percentiles, by a fine grid."""
    first, last = np.log([low / (1 - low), high / (1 - high)])
    middle, deviation = (first + last) / 2, (last - first) / (2 * Z90)
    at = np.linspace(-9, 9, 20_001)
    weights = np.exp(-(at**2) / 2)
    return float(weights @ (1 / (1 + np.exp(-middle - deviation * at))) / weights.sum())


RANGES = [(0.1, 0.2), (0.1, 0.25), (0.2, 0.3), (0.05, 0.5), (0.1, 0.9)]
POINTS = [0.1, 0.1, 0.14, 0.15, 0.2, 0.3, 0.33, 0.35, 0.4, 0.5, 0.6]


@pytest.mark.parametrize(
    "file, answers, unreadable",
    [
        ("03-fifty-fifty.csv", [0.5, 0.4, 0.2, 0.6], 0),
        ("04-german-thousands.csv", [0.5, 0.0001, 0.025], 0),
        ("05-metaforecast-2.csv", [0.5] * 10, 0),
        ("05b-unreadable-becomes-library.csv", [*POINTS, *(centre(*r) for r in RANGES)], 3),
        ("08-merged-names-long.xlsx", [0.1, 0.3], 0),
        ("09-instructions-sheet.xlsx", [0.1, 0.3], 0),
        ("11-forms-header-with-dots.csv", [0.1, 0.2], 0),
        ("31-missing-words.csv", [0.1], 0),
        ("31b-zero-width.csv", [0.1, 0.2, 0.3], 0),
        ("34-one-bad-row.csv", [0.1, 0.2], 0),
        ("36-title-row.xlsx", [0.1, 0.2], 0),
        ("39-stated-interval.csv", [1 / 7], 0),
    ],
)
def test_what_people_state_is_pooled_as_they_meant_it(grouped, file, answers, unreadable):
    """Their number, mean, median and geometric mean; what cannot be read is counted beside them."""
    pooled = grouped(file)["pools"]["doom"]
    assert (len(answers), unreadable) == (pooled["n"], pooled["unreadable"])
    assert pytest.approx(statistics.mean(answers)) == pooled["mean"]
    assert pytest.approx(statistics.median(answers)) == pooled["median"]
    odds = np.exp(np.mean([np.log(p / (1 - p)) for p in answers]))
    assert pytest.approx(odds / (1 + odds)) == pooled["geometric_odds"]


@pytest.mark.parametrize(
    "file, ratios",
    [
        ("04-german-thousands.csv", {"one": [1.5, 10_000, 1_000]}),
        ("08-merged-names-long.xlsx", {"one": [2, 5]}),
        ("34-one-bad-row.csv", {"one": [3, 4], "two": [1 / 20, 4]}),
    ],
)
def test_the_ratios_of_people_are_those_that_they_wrote(grouped, file, ratios):
    """The stand-in for the sampler gives the mean of their logarithms."""
    found = grouped(file)["arguments"]
    assert {name: len(given) for name, given in ratios.items()} == {
        name: held["answers"] for name, held in found.items()
    }
    for name, given in ratios.items():
        assert pytest.approx(np.log(given).mean(), abs=0.01) == found[name]["mu"]


def test_per_cent_without_a_sign_is_asked_about_once_a_column_and_never_half_read(capsys):
    """Not told, every column is held back and nobody is counted; the question names its option."""
    files = [str(FILES / name) for name in ("02-lib.yaml", "02-xpt-experts-points.csv")]
    assert 2 == cli.run(["group", *files])
    said = capsys.readouterr().err
    assert [1] * 4 == [said.count(f"{name}.stated: ") for name in XPT]
    assert "--percent" in said


def test_told_that_they_are_in_per_cent_columns_are_pooled_as_published(grouped):
    """Medians and means of the report that the table is from; the title with dots is left out."""
    columns = ",".join(f"{name}.stated" for name in XPT)
    found = grouped("02-xpt-experts-points.csv", "--percent", columns, library="02-lib.yaml")
    pools = [found["pools"][name] for name in XPT]
    assert [135, 133, 134, 134] == [pool["n"] for pool in pools]
    medians = [round(100 * pool["median"], 6) for pool in pools]
    assert [1.5, 0.06, 1.0, 0.004] == medians
    assert [3.42, 0.59, 2.58, 0.31] == [round(100 * pool["mean"], 2) for pool in pools]
    assert any("Hours.on.X.risk" in note for note in found["report"]["notes"])


def test_a_per_cent_sign_at_the_end_of_a_range_is_for_both_ends(grouped):
    """0.1–50 %, 0.5–90 % and 1–5 % as priors: the mean of three logit-normal means."""
    pooled = grouped("07-shared-percent-range.csv")["implied_pools"]["doom"]
    expected = statistics.mean([mean(0.001, 0.5), mean(0.005, 0.9), mean(0.01, 0.05)])
    assert 3 == pooled["n"]
    # 4,096 stratified draws a person err by less than a thousandth.
    assert pytest.approx(expected, abs=1e-3) == pooled["mean"]


@pytest.mark.parametrize(
    "file, named",
    [
        ("09-instructions-sheet.xlsx", ["Read me"]),
        (
            "11-forms-header-with-dots.csv",
            ["Timestamp", "1. What is your field of work?", "Comments"],
        ),
        ("03-fifty-fifty.csv", ["50/50"]),
        ("08-merged-names-long.xlsx", ["merged"]),
    ],
)
def test_what_was_left_out_or_taken_in_another_way_is_said(grouped, file, named):
    """By name, in the account."""
    notes = " ".join(grouped(file)["report"]["notes"])
    assert [] == [name for name in named if name not in notes]


@pytest.mark.parametrize("file", ["31-missing-words.csv", "31b-zero-width.csv"])
def test_no_answer_is_no_complaint(grouped, file):
    """Words for "no answer" and marks that nobody sees are in no report."""
    report = grouped(file)["report"]
    assert ([], {}, 0) == (report["reports"], report["unread"], report["aside"])
