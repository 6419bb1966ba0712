"""The command group: what it prints, and what it says of rows that cannot be used."""

import csv
import io
import json
import math

import pytest
import xarray as xr

from credence import cli
from credence.files import load_library

LIBRARY = load_library("ai-risk-1")
ONE, OTHER = [n for n, a in LIBRARY.arguments.items() if a.lr is not None and not a.bears_on][:2]


@pytest.fixture
def people(tmp_path):
    """A table of three people, of whom one wrote nonsense."""
    path = tmp_path / "people.csv"
    rows = ["name,takeover.stated," + f"{ONE}.lr,{OTHER}.lr.low,{OTHER}.lr.high"]
    rows += ["Ann,0.1,2,1,3", "Ben,0.2,4,2,5", "Cy,x,y,,"]
    path.write_text("\n".join(rows))
    return path


def test_json_holds_pools_arguments_diagnostics_and_the_report(people, capsys):
    """The documented keys, and every row."""
    assert 0 == cli.run(["group", "ai-risk-1", str(people), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert 2 == found["people"]
    pools = found["pools"]["takeover"]
    assert pytest.approx(0.15) == pools["mean"]
    assert pytest.approx(0.15) == pools["median"]
    assert pytest.approx(1 / 7) == pools["geometric_odds"]
    assert pools["extremised"] < pools["geometric_odds"]
    assert pytest.approx(1.2915026221291814) == pools["exponent"]
    assert (2, 1, 0, 0) == (pools["n"], pools["unreadable"], pools["zeros"], pools["ones"])
    assert set(LIBRARY.claim_ids) == set(found["pools"]) == set(found["implied_pools"])
    reached = [
        claim
        for claim, pooled in found["implied_pools"].items()
        if pooled["n"] == pooled["worked_out"] == 2
    ]
    bearing = {LIBRARY.arguments[label].claim for label in (ONE, OTHER)}
    assert bearing <= set(reached)
    assert all(found["implied_pools"][claim]["mean"] is not None for claim in reached)
    assert [ONE, OTHER] == list(found["arguments"])
    one = found["arguments"][ONE]
    assert ["credence", "median", "low", "high", "mcse", "log_odds_bits"] == list(one["lr"])
    assert one["lr"]["low"] < one["lr"]["median"] < one["lr"]["high"]
    assert one["lr"]["log_odds_bits"] == pytest.approx(math.log2(one["lr"]["credence"]))
    assert 0 < one["lr"]["mcse"] < one["lr"]["credence"]
    assert 0 < one["mu"] < 2
    assert one["tau"] > 0
    diagnostics = found["diagnostics"]
    assert {"rhat_max", "ess_min", "divergences"} <= set(diagnostics)
    numbers = [f"{kind}.{name}" for kind in ("mu", "tau") for name in (ONE, OTHER)]
    assert {*numbers, "sigma"} == set(diagnostics["numbers"])
    largest = max(one["rhat"] for one in diagnostics["numbers"].values())
    assert largest == pytest.approx(diagnostics["rhat_max"], abs=0.01)
    assert diagnostics["numbers"]["sigma"]["prior_sensitivity"] > 0
    assert [1_000] * 4 == [sum(chain) for chain in diagnostics["numbers"]["sigma"]["ranks"]]
    report = found["report"]
    assert (3, 2, 0, 1) == (report["rows"], report["used"], report["partly"], report["aside"])
    assert "Cy" == report["reports"][0]["name"]


def test_a_table_and_csv_say_the_same(people, capsys):
    """CSV has two rows for each claim and one for each argument; tables show those with answers."""
    assert 0 == cli.run(["group", "ai-risk-1", str(people), "--format", "csv"])
    captured = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(captured.out)))
    assert 2 * len(LIBRARY.claim_ids) + 2 == len(rows)
    by_kind = {(row["kind"], row["id"]): row for row in rows}
    stated, implied = by_kind["stated", "takeover"], by_kind["implied", "takeover"]
    assert ("2", "1", "0.15") == (stated["n"], stated["unreadable"], stated["mean"][:4])
    assert ("", "2") == (implied["unreadable"], implied["n"])
    assert "set aside" in captured.err
    assert 0 == cli.run(["group", "ai-risk-1", str(people)])
    out = capsys.readouterr().out
    assert "2 people" in out
    assert "takeover" in out
    assert "2 of 2" in out
    assert "next person" in out
    assert "R-hat" in out


@pytest.mark.parametrize(
    "words, message",
    [
        (["nowhere.csv"], "no such file"),
        (["{people}", "--exponent", "0"], "--exponent"),
        (["{empty}"], "nobody"),
        (["{strange}"], "no argument"),
    ],
)
def test_what_cannot_be_used_is_an_input_error(words, message, people, tmp_path, capsys):
    """Exit code 2, and a sentence on stderr."""
    (tmp_path / "empty.csv").write_text(f"name,{ONE}.lr\nAnn,\n")
    (tmp_path / "strange.csv").write_text("name,nowhere.lr\nAnn,1\n")
    named = {"people": people, "empty": tmp_path / "empty.csv", "strange": tmp_path / "strange.csv"}
    assert 2 == cli.run(["group", "ai-risk-1", *(word.format(**named) for word in words)])
    assert message in capsys.readouterr().err


def test_draws_are_kept_in_a_file(people, capsys, tmp_path):
    """``--output`` keeps every draw; the group's numbers are what the draws say."""
    file = tmp_path / "group.nc"
    words = ["group", "ai-risk-1", str(people), "--format", "json", "--output", str(file)]
    assert 0 == cli.run(words)
    found = json.loads(capsys.readouterr().out)
    tree = xr.open_datatree(file, engine="h5netcdf")
    assert (4, 1_000, 2) == tree.posterior.mu.shape
    assert (4, 1_000) == tree.sample_stats.diverging.shape
    mean = float(tree.posterior.mu.sel(argument=ONE).mean())
    assert pytest.approx(found["arguments"][ONE]["mu"], rel=1e-12) == mean


def test_without_draws_there_is_no_file(capsys, tmp_path):
    """Nobody gave a likelihood ratio: the output is refused by name, and nothing is written."""
    table, file = tmp_path / "people.csv", tmp_path / "group.nc"
    table.write_text("name,takeover.stated\nAnn,0.1\nBen,0.2\n")
    assert 2 == cli.run(["group", "ai-risk-1", str(table), "--output", str(file)])
    assert "--output: nobody gave a likelihood ratio" in capsys.readouterr().err
    assert not file.exists()
