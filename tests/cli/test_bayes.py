"""The command that reconciles, as scripts see it."""

import csv
import io
import json

import pytest
import xarray as xr

from credence import cli

ASKED = ["reconcile", "ai-risk-1", "--on", "speed,counting_functions"]
STATED = [*ASKED, "--set", "claims.doom.stated=2%"]
SPREAD = ["credence", "median", "low", "high", "mcse", "log_odds_bits"]


def test_reconcile_answers_in_every_format(capsys, tmp_path):
    """JSON holds the documented record, CSV a row a number, the table a sentence; draws are kept."""
    file = tmp_path / "draws.nc"
    assert 0 == cli.run([*STATED, "--format", "json", "--output", str(file)])
    found = json.loads(capsys.readouterr().out)
    assert {"doom": 0.02} == found["stated"]
    assert {"doom": 0.5} == found["tolerance"]
    implied = found["implied"]["doom"]
    assert SPREAD == list(implied["before"])
    assert 0.02 < implied["after"]["credence"] < implied["before"]["credence"]
    shifted = found["numbers"]["arguments.counting_functions.lr"]
    assert ["before", "after", "shift_sd", "shift_mcse"] == list(shifted)
    assert (1.5, 10) == (shifted["before"]["low"], shifted["before"]["high"])
    soundness = found["soundness"]["counting_functions"]
    assert 0 < soundness["mcse"] < 0.01 < soundness["before"] - soundness["after"]
    assert 1.0 == found["firmness"]
    assert found["accuracy"]["error"] < 0.02
    assert 4.5 > found["accuracy"]["routes_apart"]
    assert 0 == found["diagnostics"]["divergences"]
    assert set(found["numbers"]) == set(found["diagnostics"]["numbers"])
    check = found["diagnostics"]["numbers"]["arguments.counting_functions.lr"]
    assert 0.99 < check["rhat"] < 1.01
    assert [1_000] * 4 == [sum(chain) for chain in check["ranks"]]
    assert min(check["prior_sensitivity"], check["likelihood_sensitivity"]) > 0
    assert found["trusted"]

    tree = xr.open_datatree(file, engine="h5netcdf")
    assert (4, 1_000) == tuple(tree.posterior.value.shape[:2])
    lr = tree.posterior.value.sel(number="arguments.counting_functions.lr")
    assert shifted["after"]["credence"] == pytest.approx(float(lr.mean()), rel=0.05)
    assert {"posterior", "prior", "log_likelihood", "log_prior"} <= set(tree.children)

    assert 0 == cli.run([*STATED, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    heads = [f"{when}_{field}" for when in ("before", "after") for field in SPREAD]
    assert ["number", *heads, "shift_sd", "shift_mcse"] == list(rows[0])
    assert set(found["numbers"]) == {row["number"] for row in rows}

    assert 0 == cli.run(STATED)
    table = " ".join(capsys.readouterr().out.split())
    assert "To mean 2 % you would have to move how surely “" in table
    assert "Two independent ways of working it out agree" in table
    assert "±" in table


def test_with_a_firmness_of_0_soundness_stays(capsys):
    """The option fixes every soundness that is a point; without it, it moves."""
    paths = []
    for words in (STATED, [*STATED, "--firmness", "0"]):
        assert 0 == cli.run([*words, "--set", "arguments.speed.soundness=0.4", "--format", "json"])
        paths.append(set(json.loads(capsys.readouterr().out)["numbers"]))
    assert "arguments.speed.soundness" in paths[0] - paths[1]
    assert "arguments.counting_functions.lr" in paths[1]


@pytest.mark.parametrize(
    "words, said",
    [
        (ASKED, "claims: nothing is stated"),
        ([*STATED, "--firmness", "-1"], "firmness is a number of at least 0, not -1"),
        ([*STATED, "--set", "firmness=0"], "“firmness” has an option of its own: --firmness 0"),
        ([*STATED, "--suppose", "doom=false"], "doom is supposed to be false"),
        ([*STATED, "--output", "draws.csv"], "the name ends in “.csv”; it can be .nc"),
    ],
)
def test_a_wrong_question_is_named(words, said, capsys):
    """What cannot be reconciled or written ends with 2 and says why, on stderr alone."""
    assert 2 == cli.run(words)
    captured = capsys.readouterr()
    assert "" == captured.out
    assert said in captured.err
