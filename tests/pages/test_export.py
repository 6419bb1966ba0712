"""The page that exports, driven by script: what is chosen, shown and offered."""

import json

import pytest

from credence.figures.catalogue import FIGURES, picture
from credence.figures.render import SUFFIXES
from credence.links import encode, view
from credence.links.names import file_name
from credence.tables import size_of_draws
from pages.ui import export
from tests.pages.driver import START, checked, page, texts

NAME = "export"
SCENARIO = START.with_only(["counting_functions", "speed"])
CODE = encode(SCENARIO)


def choices(app):
    """What is chosen, as the address holds it."""
    return view.decode(app.text_input(key="v").value)[0]


def buttons(app):
    """The labels of the download buttons by key."""
    return {each.key: each.proto.label for each in app.get("download_button")}


@pytest.mark.parametrize("name", list(FIGURES))
def test_every_figure_is_shown_as_the_catalogue_draws_it(name):
    """The figure that is chosen in the link stands on the page, to be seen before it is taken."""
    app = page(CODE, NAME, export_figure=name)
    assert name == app.selectbox(key="export.figure").value
    [chart] = app.get("plotly_chart")
    shown = json.loads(chart.proto.spec)
    expected = json.loads(picture(name, SCENARIO).figure.to_json())
    assert expected["data"] == shown["data"]
    assert picture(name, SCENARIO).alt == chart.proto.alt


def test_choices_are_in_the_address():
    """Figure, format and ground; what is usual leaves the address again."""
    app = page(CODE, NAME)
    assert {} == choices(app)
    app = checked(app.radio(key="export.format").set_value("pdf").run())
    app = checked(app.radio(key="export.ground").set_value("dark").run())
    app = checked(app.selectbox(key="export.figure").set_value("waterfall").run())
    expected = {"export_figure": "waterfall", "export_format": "pdf", "export_ground": "dark"}
    assert expected == choices(app)
    app = checked(app.radio(key="export.format").set_value("png").run())
    assert {"export_figure": "waterfall", "export_ground": "dark"} == choices(app)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_figures_button_says_the_format(suffix):
    """One button for the figure, and those for its numbers, for all numbers and the report."""
    app = page(CODE, NAME, export_format=suffix)
    found = buttons(app)
    [label] = [label for label in found.values() if label.startswith("Download as")]
    assert label.removeprefix("Download as ").removeprefix("Plotly ").lower() == suffix
    kinds = {"CSV", "Excel", "Parquet", "JSON", "NetCDF", "Page (HTML)", "Text (Markdown)", label}
    assert kinds == set(found.values())
    assert 12 == len(found)


def test_a_choice_that_does_not_exist_is_the_usual_one():
    """A link from another version shows the page all the same."""
    app = page(CODE, NAME, export_figure="nope", export_format="gif", export_ground="pink")
    assert "posterior" == app.selectbox(key="export.figure").value
    assert "png" == app.radio(key="export.format").value


def test_too_many_draws_are_left_to_the_command_line(monkeypatch):
    """The server's memory is everybody's."""
    monkeypatch.setattr(export, "MOST_IN_MEMORY", size_of_draws(SCENARIO) - 1)
    app = page(CODE, NAME)
    assert "NetCDF" not in buttons(app).values()
    assert "credence export" in texts(app)


def test_each_figure_leads_to_its_export():
    """Beside each figure of the calculator stands a link with the figure chosen."""
    app = page(CODE)
    links = [each.proto for each in app.get("page_link")]
    leading = {each.query_string for each in links if each.label == "Export this figure"}
    assert {"with=export_figure.posterior", "with=export_figure.waterfall"} == leading


def test_what_a_link_brings_along_is_chosen_beside_what_was():
    """Other choices stay, and the address has the choice and not the request."""
    app = page(CODE, NAME, export_format="svg")
    app.query_params["with"] = "export_figure.waterfall"
    app = checked(app.run())
    assert {"export_format": "svg", "export_figure": "waterfall"} == choices(app)
    assert "waterfall" == app.selectbox(key="export.figure").value
    assert "with" not in app.query_params


def test_files_are_named_by_what_is_in_them():
    """No two buttons offer files of the same name."""
    names = {
        file_name(SCENARIO, what, suffix, *more)
        for what, suffix, more in [
            ("posterior", "json", ("l", "light")),
            ("posterior", "json", ("l", "dark")),
            ("posterior", "json", ("l", "numbers")),
            ("posterior", "json", ("m", "light")),
        ]
    }
    assert 4 == len(names)
