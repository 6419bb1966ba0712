"""Tables of numbers and draws on disk, each read back by a reader that is not ours."""

import csv
import io
import json
import math

import numpy as np
import pyarrow.parquet as pq
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from credence import __version__
from credence.errors import InputError
from credence.figures.catalogue import FIGURES, picture, table_of
from credence.files import load_library, netcdf
from credence.files.netcdf import netcdf_bytes
from credence.files.table_files import SUFFIXES, table_bytes
from credence.links.names import file_name
from credence.number import Kind
from credence.scenario import Scenario
from credence.tables import Table, about, draws_of, evaluation_table
from credence.update import evaluate
from tests.strategies import libraries

AI = load_library("ai-risk-1")
SCENARIO = Scenario(AI).with_only(["counting_functions", "speed"]).with_stated("doom", 0.2)
LINK = "https://credence.example/?s=1*ai-risk-1"


def read_csv(content):
    """Rows as texts, the header first."""
    return list(csv.reader(io.StringIO(content.decode())))


def read_xlsx(content, sheet):
    """Rows of a sheet, the header first."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def read_parquet(content):
    """The rows as records, and what the file says of itself."""
    table = pq.read_table(io.BytesIO(content))
    return table.to_pylist(), {k.decode(): v.decode() for k, v in table.schema.metadata.items()}


def numeric(cells):
    """Cells of a spreadsheet, with the numbers of which it holds the digits as text."""
    return [None if c == "" else float(c) for c in cells]


def test_every_format_holds_the_evaluation_to_the_last_digit():
    """CSV, XLSX, Parquet and JSON, read by other readers, give the engine's own numbers."""
    table = evaluation_table(evaluate(SCENARIO), LINK)
    expected = [list(row) for row in table.rows]
    header, *rows = read_csv(table_bytes(table, "csv"))
    assert list(table.columns) == header
    assert expected == [[row[0], *numeric(row[1:])] for row in rows]
    header, *rows = read_xlsx(table_bytes(table, "xlsx"), "evaluation")
    assert list(table.columns) == header
    assert expected == [[row[0], *numeric(row[1:])] for row in rows]
    records, facts = read_parquet(table_bytes(table, "parquet"))
    assert expected == [list(record.values()) for record in records]
    assert (LINK, "0", __version__) == tuple(facts[k] for k in ("link", "seed", "credence_version"))
    data = json.loads(table_bytes(table, "json"))
    assert expected == [list(record.values()) for record in data["rows"]]
    assert about(SCENARIO, LINK) == data["about"]


def test_the_evaluation_is_what_the_engine_says():
    """A row a claim, stated credence and gap included."""
    found = evaluate(SCENARIO)
    table = evaluation_table(found)
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert list(found.claims) == list(rows)
    doom, result = rows["doom"], found.claims["doom"]
    assert result.prior.credence == doom["prior_credence"]
    assert result.posterior.high == doom["posterior_high"]
    assert (0.2, result.gap_bits) == (doom["stated"], doom["gap_bits"])


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", list(FIGURES))
def test_every_figures_numbers_can_be_written(name, suffix):
    """And read again: as many rows as the figure has numbers."""
    table = table_of(name, picture(name, SCENARIO), about(SCENARIO, LINK))
    content = table_bytes(table, suffix)
    count = {
        "csv": lambda: len(read_csv(content)) - 1,
        "xlsx": lambda: len(read_xlsx(content, name)) - 1,
        "parquet": lambda: len(read_parquet(content)[0]),
        "json": lambda: len(json.loads(content)["rows"]),
    }[suffix]()
    assert len(table.rows) == count > 0


@settings(max_examples=60)
@given(st.lists(st.floats(), max_size=6), st.lists(st.text(max_size=9), max_size=6))
def test_any_number_and_any_text_comes_back(floats, texts):
    """Numbers to the last digit; texts as written, but where a spreadsheet would run them."""
    count = min(len(floats), len(texts))
    rows = list(zip(texts, floats, strict=False))
    table = Table("any", ("text", "number"), rows, {})
    records, _ = read_parquet(table_bytes(table, "parquet"))
    for (text, number), record in zip(rows, records, strict=True):
        assert text == record["text"]
        assert number == record["number"] or math.isnan(number)
    data = json.loads(table_bytes(table, "json"))["rows"]
    finite = [number if math.isfinite(number) else None for number in floats[:count]]
    assert finite == [record["number"] for record in data]
    if not any(c in text for text in texts for c in "\r\n\0"):
        cells = read_csv(table_bytes(table, "csv"))[1:]
        assert finite == [None if not c[1] else float(c[1]) for c in cells]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(1)", "'=1"])
def test_no_text_is_run_by_a_spreadsheet(text):
    """A stranger's title stays text: an apostrophe in front in CSV and XLSX, none elsewhere."""
    table = Table("titles", ("title",), [(text,)], {"library": text})
    assert [f"'{text}"] == read_csv(table_bytes(table, "csv"))[1]
    workbook = table_bytes(table, "xlsx")
    assert [f"'{text}"] == read_xlsx(workbook, "titles")[1]
    assert ["library", f"'{text}"] == read_xlsx(workbook, "about")[1]
    assert text == read_parquet(table_bytes(table, "parquet"))[0][0]["title"]
    assert text == json.loads(table_bytes(table, "json"))["rows"][0]["title"]


def opened(content):
    """A NetCDF file as xarray reads it."""
    return xr.load_dataset(io.BytesIO(content), engine="h5netcdf")


def test_draws_come_back_from_netcdf():
    """Coordinates, units, origin, and every draw of every claim and number."""
    evaluation = evaluate(SCENARIO)
    data = opened(netcdf_bytes(draws_of(evaluation), about(SCENARIO, LINK)))
    assert list(AI.claim_ids) == data.claim.values.tolist()
    assert {"claim": len(AI.claim_ids), "draw": 4096} == {
        k: data.sizes[k] for k in ("claim", "draw")
    }
    for claim in ("doom", "scheming"):
        for name, drawn in zip(("prior", "posterior"), evaluation.draws_of(claim), strict=True):
            logs = data[f"{name}_log_odds"].sel(claim=claim).values
            np.testing.assert_array_equal(np.broadcast_to(drawn.log_odds, 4096), logs)
            estimate = getattr(evaluation.claims[claim], name)
            assert estimate.credence == pytest.approx(float(data[name].sel(claim=claim).mean()))
            low, high = data[name].sel(claim=claim).quantile([0.05, 0.95]).values
            assert (estimate.low, estimate.high) == pytest.approx((low, high))
    uncertain = {p: k for p, (k, held) in SCENARIO.numbers().items() if not held.is_point}
    assert list(uncertain) == data.number.values.tolist()
    assert [kind.value for kind in uncertain.values()] == data.number_kind.values.tolist()
    for path, kind in uncertain.items():
        values = data.number_value.sel(number=path).values
        held = SCENARIO.value(path)
        # An interval's ends are the 5th and the 95th percentile, whatever the kind of number.
        assert 0.05 == pytest.approx(np.mean(values < held.low), abs=0.002)
        assert 0.05 == pytest.approx(np.mean(values > held.high), abs=0.002)
        assert kind is not Kind.PROBABILITY or (values < 1).all()
        assert (values > 0).all()
    assert (LINK, 0, 4096) == (data.attrs["link"], data.attrs["seed"], data.attrs["draws"])
    assert ("1", "nat") == (data.prior.attrs["units"], data.prior_log_odds.attrs["units"])


def test_a_mean_over_draws_takes_their_weights_where_something_is_supposed():
    """A supposition weighs the draws; without one every weight is 1."""
    scenario = SCENARIO.with_supposition("goal_directed", True)
    evaluation = evaluate(scenario)
    data = opened(netcdf_bytes(draws_of(evaluation), about(scenario, LINK)))
    assert float(data.posterior_weight.sel(claim="doom").std()) > 0
    for name in ("prior", "posterior"):
        weight = data[f"{name}_weight"].sel(claim="doom")
        assert float(weight.mean()) == pytest.approx(1)
        mean = float(data[name].sel(claim="doom").weighted(weight).mean())
        assert getattr(evaluation.claims["doom"], name).credence == pytest.approx(mean)
    plain = opened(netcdf_bytes(draws_of(evaluate(SCENARIO)), about(SCENARIO, LINK)))
    weights = np.stack([plain.prior_weight.values, plain.posterior_weight.values])
    np.testing.assert_array_equal(np.ones((2, len(AI.claim_ids), 4096)), weights)


def test_the_same_draws_give_the_same_bytes():
    """No time of writing in the file."""
    draws = draws_of(evaluate(SCENARIO.with_draws(256)))
    facts = about(SCENARIO, LINK)
    assert netcdf_bytes(draws, facts) == netcdf_bytes(draws, facts)


@settings(max_examples=15, deadline=None)
@given(libraries())
def test_any_librarys_draws_can_be_written(library):
    """Also where nothing is uncertain, or a claim is certain."""
    scenario = Scenario(library).with_draws(64)
    draws = draws_of(evaluate(scenario))
    data = opened(netcdf_bytes(draws, about(scenario, "")))
    for claim, (before, after) in draws.log_odds.items():
        np.testing.assert_array_equal(before, data.prior_log_odds.sel(claim=claim))
        np.testing.assert_array_equal(after, data.posterior_log_odds.sel(claim=claim))
    assert ("number" in data) == bool(draws.uncertain)


def test_too_much_for_memory_is_refused_with_the_way_round(monkeypatch):
    """A page must not fill the server's memory; the command line writes row by row."""
    monkeypatch.setattr(netcdf, "MOST_IN_MEMORY", 1000)
    with pytest.raises(InputError, match="credence export"):
        netcdf_bytes(draws_of(evaluate(SCENARIO)), {})


def test_a_file_is_named_by_the_scenarios_code():
    """Readable where it is short, and different whenever anything differs."""
    name = file_name(SCENARIO, "waterfall", "svg")
    assert name.startswith("waterfall-1_ai-risk-1_")
    assert name.endswith(".svg")
    long = SCENARIO.with_only(AI.arguments)
    others = [
        file_name(SCENARIO, "waterfall", "svg", "dark"),
        file_name(SCENARIO.with_seed(1), "waterfall", "svg"),
        file_name(long, "waterfall", "svg"),
        file_name(long.with_seed(1), "waterfall", "svg"),
    ]
    assert 5 == len({name, *others})
    assert all(len(each) < 130 and not set(each) & set('*<>:"/\\|?') for each in others)
