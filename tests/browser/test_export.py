"""Files in Chromium: every button's file is fetched and opened, and a saved page calls nobody."""

import csv
import io
import json
from pathlib import Path

import plotly.io
import pyarrow.parquet as pq
import pytest
import xarray as xr
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from credence.figures.catalogue import FIGURES, picture
from credence.figures.render import Source, render
from credence.links import encode, view
from credence.report import html_of, report_of
from credence.scenario import Scenario
from credence.update import evaluate
from tests.browser.conftest import SETTLED
from tests.browser.driver import AI, expect_code

SCENARIO = Scenario(AI).with_only(["counting_functions", "speed"])
CODE = encode(SCENARIO)
READY = ".st-key-export-figure"


def opened(server, visit, **choices):
    """The page with choices made in the link."""
    code = view.encode(choices)
    return visit(f"{server.address}export?s={CODE}{f'&v={code}' if code else ''}", ready=READY)


def fetched(page, key):
    """The name and the content of the file behind a button."""
    with page.expect_download(timeout=60_000) as found:
        page.locator(f".st-key-{key.replace('.', '-')} button").click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def image_size(content):
    """Width and height of a PNG."""
    with Image.open(io.BytesIO(content)) as image:
        return image.size


OPENS = {
    "png": lambda content: image_size(content)[0] == 1800,
    "svg": lambda content: b"<svg" in content[:2000],
    "pdf": lambda content: len(PdfReader(io.BytesIO(content)).pages) == 1,
    "html": lambda content: content.startswith(b"<!DOCTYPE html>"),
    "json": lambda content: bool(plotly.io.from_json(content.decode()).data),
}


def test_a_figure_is_fetched_in_every_format(server, visit):
    """Each file opens, and is named by figure, scenario and format."""
    page = opened(server, visit, export_figure="waterfall")
    for number, (suffix, opens) in enumerate(OPENS.items()):
        page.locator(".st-key-export-format label").nth(number + 1).click()
        file, content = fetched(page, f"export.waterfall.light.{suffix}")
        assert file.startswith("waterfall-1_ai-risk-1_on.counting_functions.speed-")
        assert file.endswith(f".{suffix}")
        assert opens(content)


def test_all_numbers_and_the_report_are_fetched(server, visit):
    """CSV, Excel, Parquet, JSON, NetCDF, HTML and Markdown hold the engine's credence."""
    page = opened(server, visit)
    expected = evaluate(SCENARIO).target.posterior.credence

    def held(rows):
        [row] = [row for row in rows if row["claim"] == "doom"]
        return float(row["posterior_credence"])

    _, content = fetched(page, "export.evaluation.numbers.csv")
    assert expected == pytest.approx(held(csv.DictReader(io.StringIO(content.decode()))))
    _, content = fetched(page, "export.evaluation.numbers.xlsx")
    header, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    assert expected == pytest.approx(held(dict(zip(header, row, strict=True)) for row in rows))
    _, content = fetched(page, "export.evaluation.numbers.parquet")
    assert expected == pytest.approx(held(pq.read_table(io.BytesIO(content)).to_pylist()))
    _, content = fetched(page, "export.evaluation.numbers.json")
    data = json.loads(content)
    assert expected == pytest.approx(held(data["rows"]))
    assert f"{server.address}?s={CODE}" == data["about"]["link"]
    _, content = fetched(page, "export.draws.file.nc")
    draws = xr.load_dataset(io.BytesIO(content), engine="h5netcdf")
    assert expected == pytest.approx(float(draws.posterior.sel(claim="doom").mean()))
    for suffix, begins in (("html", b"<!DOCTYPE html>"), ("md", b"# A report on")):
        name, content = fetched(page, f"export.report.file.{suffix}")
        assert name.startswith("report-1_ai-risk-1_")
        assert content.startswith(begins)
        assert f"{server.address}?s={CODE}".encode() in content


def test_the_link_beside_a_figure_leads_to_its_export(server, visit):
    """The scenario goes along, the figure is chosen, and the address holds both."""
    page = visit(f"{server.address}?s={CODE}")
    page.get_by_role("link", name="Export this figure").nth(1).click()
    page.wait_for_selector(READY)
    page.wait_for_selector(SETTLED)
    chosen = page.locator(READY).get_by_role("combobox")
    expect(chosen).to_have_value(FIGURES["waterfall"].heading)
    expect_code(page, SCENARIO)
    page.wait_for_url(lambda url: url.endswith("&v=export_figure.waterfall"))
    page.reload()
    page.wait_for_selector(READY)
    expect(chosen).to_have_value(FIGURES["waterfall"].heading)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_saved_pages_call_nobody_and_work(browser, tmp_path, scheme):
    """A figure and a report from disk: no request but the file's own, no complaint."""
    found = picture("waterfall", SCENARIO)
    source = Source("ai-risk-1", "https://credence.example/")
    files = {
        "figure.html": render(found, "html", source).content,
        "report.html": html_of(report_of(SCENARIO, source.link)).encode(),
    }
    context = browser.new_context(color_scheme=scheme)
    page, asked, complaints = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        page.goto((tmp_path / name).as_uri())
        if name == "figure.html":
            expect(page.locator("#figure .bars .point")).to_have_count(2)
        else:
            shown = page.locator("svg[role=img]").filter(visible=True)
            expect(shown).to_have_count(sum(entry.in_report for entry in FIGURES.values()))
    assert [(tmp_path / name).as_uri() for name in files] == asked
    assert [] == complaints
    context.close()
