"""A template lists all there is to change, and changes nothing until someone does."""

import pytest
from hypothesis import given

from credence.files import load_credences, load_library, template
from credence.files.credences import format_of
from credence.scenario import Scenario
from tests.strategies import libraries

FORMATS = ("yaml", "json", "csv", "xlsx")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["ai-risk-1", "power-seeking-1", "teaching-1"])
def test_an_untouched_template_is_the_untouched_library(name, form):
    """Each released library's template opens as that library, in every format."""
    library = load_library(name)
    content = template(library, form)
    assert form == format_of(content, f"template.{form}")
    [held] = load_credences(content, name=f"template.{form}")
    assert Scenario(library) == held.scenario


@pytest.mark.parametrize("form", FORMATS)
@given(library=libraries())
def test_so_is_any_librarys(form, library):
    """Alternatives, tables, families and undercuts of any library are written in a form that reads."""
    [held] = load_credences(template(library, form), name=f"template.{form}", library=library)
    assert Scenario(library) == held.scenario


def test_every_number_stands_in_it():
    """What is typed over a number of the template is what the scenario then holds."""
    library = load_library("ai-risk-1")
    text = template(library, "yaml").decode()
    assert "  # The counting argument\n  counting_functions:" in text
    changed = text.replace("scepticism: 0.0", "scepticism: 0.5").replace(
        "speed: false", "speed: true"
    )
    [held] = load_credences(changed.encode(), name="mine.yaml")
    assert Scenario(library).with_scepticism(0.5).with_active("speed") == held.scenario
    rows = template(library, "csv").decode().splitlines()
    assert 2 + len(library.arguments) + len(library.numbers) <= len(rows)
