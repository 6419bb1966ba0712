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
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert "" == captured.err
    assert {"doom": 0.02} == found["stated"]
    assert {"doom": 0.5} == found["tolerance"]
    implied = found["implied"]["doom"]
    assert SPREAD == list(implied["before"])
    assert 0.02 < implied["after"]["credence"] < implied["before"]["credence"]
    shifted = found["numbers"]["arguments.counting_functions.lr"]
    assert ["before", "after", "shift_sd"] == list(shifted)
    assert (1.5, 10) == (shifted["before"]["low"], shifted["before"]["high"])
    assert found["soundness"]["counting_functions"]["after"] < 0.5
    assert 0 == found["diagnostics"]["divergences"]
    assert set(found["numbers"]) == set(found["diagnostics"]["numbers"])
    check = found["diagnostics"]["numbers"]["arguments.counting_functions.lr"]
    assert check["rhat"] <= found["diagnostics"]["rhat_max"] + 1e-9
    assert [1_000] * 4 == [sum(chain) for chain in check["ranks"]]
    assert min(check["prior_sensitivity"], check["likelihood_sensitivity"]) > 0
    assert found["trusted"]

    tree = xr.open_datatree(file, engine="h5netcdf")
    assert (4, 1_000) == tuple(tree.posterior.value.shape[:2])
    lr = tree.posterior.value.sel(number="arguments.counting_functions.lr")
    assert shifted["after"]["credence"] == pytest.approx(float(lr.mean()))
    assert {"posterior", "prior", "log_likelihood", "log_prior"} <= set(tree.children)

    assert 0 == cli.run([*STATED, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    heads = [f"{when}_{field}" for when in ("before", "after") for field in SPREAD]
    assert ["number", *heads, "shift_sd"] == list(rows[0])
    assert set(found["numbers"]) == {row["number"] for row in rows}

    assert 0 == cli.run(STATED)
    table = " ".join(capsys.readouterr().out.split())
    assert "To mean 2 % you would have to move how surely “" in table
    assert "The sampler agrees with itself" in table


@pytest.mark.parametrize(
    "words, said",
    [
        (ASKED, "claims: nothing is stated"),
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
