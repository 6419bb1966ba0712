"""Files to take along."""

from collections.abc import Callable

import streamlit as st

from credence.files import template, write_credences
from credence.files.credences import Format
from credence.scenario import Scenario
from pages.ui import opened

FORMATS: dict[Format, tuple[str, str]] = {
    "yaml": ("YAML, to read and edit", "application/yaml"),
    "json": ("JSON, for programs", "application/json"),
    "csv": ("CSV, a table", "text/csv"),
    "xlsx": (
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def credence_file(scenario: Scenario) -> None:
    """The scenario as a credence file, in the format of one's choice."""
    file = opened.to_save(scenario)
    _in_each_format(
        "mine", f"credence-{scenario.library.name}", lambda form: write_credences([file], form)
    )


def library_template(scenario: Scenario) -> None:
    """All there is to change in the library, to fill in elsewhere."""
    library = scenario.library
    _in_each_format("template", f"template-{library.name}", lambda form: template(library, form))


def _in_each_format(key: str, stem: str, content: Callable[[Format], bytes]) -> None:
    with st.container(horizontal=True):
        for form, (label, mime) in FORMATS.items():
            st.download_button(
                label,
                content(form),
                file_name=f"{stem}.{form}",
                mime=mime,
                key=f"download.{key}.{form}",
                on_click="ignore",
            )
