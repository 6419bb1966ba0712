"""Files made when they are asked for: pictures, tables, draws, a report.

What a download button offers is made only once it is pressed, in a thread of the server and not in
the page's run. The name of a file holds a digest of all that it was made from: Streamlit may serve
large files of one name to the wrong visitor.
"""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

import streamlit as st

from credence.figures.catalogue import FIGURES, Picture, picture, table_of
from credence.figures.render import DRAWN, SUFFIXES, Source, kaleido_route, render
from credence.files.netcdf import MOST_IN_MEMORY, netcdf_bytes
from credence.files.table_files import table_bytes
from credence.links import encode
from credence.links.names import file_name
from credence.report import html_of, markdown_of, report_of
from credence.scenario import Scenario
from credence.tables import about, draws_of, evaluation_table, size_of_draws
from pages.ui import compute, show, state, view

FIGURE, FORMAT, GROUND = show.EXPORTED, "export_format", "export_ground"
"""Names of the choices."""

_FORMATS = {"png": "PNG", "svg": "SVG", "pdf": "PDF", "html": "HTML", "json": "Plotly JSON"}
_TABLES = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet", "json": "JSON"}
_USES = {
    "png": "Pixels, for slides and posts.",
    "svg": "Vectors, for the web and to edit.",
    "pdf": "Vectors, for papers and print.",
    "html": "One page that needs nothing else: the figure answers to a pointer.",
    "json": "The figure as Plotly holds it, to draw again elsewhere.",
}
_TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "nc": "application/x-netcdf",
}


def figure(scenario: Scenario) -> None:
    """Choose a figure and a format; the figure as it will be, and the files."""
    first = next(iter(FIGURES))
    name = view.text(FIGURE, first, among=FIGURES)
    suffix = view.text(FORMAT, "png", among=SUFFIXES)
    ground = view.text(GROUND, "light", among=("light", "dark"))
    st.selectbox(
        "Figure",
        list(FIGURES),
        format_func=lambda each: FIGURES[each].heading,
        width=320,
        **view.bound("export.figure", FIGURE, name, first),
    )
    with st.container(horizontal=True, gap="medium"):
        st.radio(
            "Format",
            list(SUFFIXES),
            format_func=_FORMATS.__getitem__,
            horizontal=True,
            **view.bound("export.format", FORMAT, suffix, "png"),
        )
        st.radio(
            "Ground",
            ["light", "dark"],
            format_func=str.capitalize,
            horizontal=True,
            **view.bound("export.ground", GROUND, ground, "light"),
        )
    drawn = _picture(name, scenario, dark=show.dark())
    show.figure(f"export_{name}", drawn.figure, alt=drawn.alt, rows=drawn.rows, scenario=scenario)
    link, dark = link_to(scenario), ground == "dark"
    source = Source(scenario.library.name, link)

    def made() -> bytes:
        whole = _picture(name, scenario, dark=dark)
        return render(whole, suffix, source, dark=dark).content

    _button(f"Download as {_FORMATS[suffix]}", made, scenario, name, suffix, link, ground)
    by = " Drawn by " + ("Plotly" if _has_browser() else "Matplotlib") + "."
    st.caption(_USES[suffix] + (by if suffix in DRAWN else ""))
    st.markdown("Its numbers:")
    facts = about(scenario, link)
    _tables(scenario, name, link, lambda: table_of(name, drawn, facts))


def numbers(scenario: Scenario) -> None:
    """Every claim's prior and posterior, and every draw."""
    link = link_to(scenario)
    st.markdown("Prior and posterior of every claim:")
    _tables(
        scenario, "evaluation", link, lambda: evaluation_table(compute.evaluated(scenario), link)
    )
    st.markdown("Every draw of every claim and uncertain number, for xarray, R or Julia:")
    if size_of_draws(scenario) > MOST_IN_MEMORY:
        st.caption(
            "These are too many draws for the page. Choose fewer in the settings, or write them "
            "with the command line: credence export."
        )
        return

    def made() -> bytes:
        return netcdf_bytes(draws_of(compute.evaluated(scenario)), about(scenario, link))

    _button("NetCDF", made, scenario, "draws", "nc", link)


def report(scenario: Scenario) -> None:
    """The report, to print or to post."""
    st.markdown(
        "The headline in words, the figures, your arguments with their sources, what it would take "
        "to move you, and how it was worked out: one page to print or mail, or text to post."
    )
    link = link_to(scenario)

    def made(write: Callable[..., str]) -> bytes:
        evaluation, shares = compute.evaluated(scenario), compute.attributed(scenario)
        found = report_of(scenario, link, evaluation=evaluation, attribution=shares)
        return write(found).encode()

    with st.container(horizontal=True):
        _button("Page (HTML)", lambda: made(html_of), scenario, "report", "html", link)
        _button("Text (Markdown)", lambda: made(markdown_of), scenario, "report", "md", link)


def link_to(scenario: Scenario) -> str:
    """The link to the scenario on the first page, wherever the app is served."""
    parts = urlsplit(st.context.url or "http://127.0.0.1:8501/")
    folder = parts.path.rpartition("/")[0]
    code = state.code_of(scenario) or encode(scenario)
    return f"{parts.scheme}://{parts.netloc}{folder}/?{state.CODE}={code}"


def _picture(name: str, scenario: Scenario, *, dark: bool) -> Picture:
    return picture(
        name,
        scenario,
        dark=dark,
        evaluation=compute.evaluated(scenario),
        attribution=compute.attributed(scenario),
    )


def _tables(scenario: Scenario, what: str, link: str, table: Callable[[], object]) -> None:
    with st.container(horizontal=True):
        for suffix, label in _TABLES.items():
            _button(
                label,
                lambda s=suffix: table_bytes(table(), s),
                scenario,
                what,
                suffix,
                link,
                "numbers",
            )


def _button(
    label: str,
    made: Callable[[], bytes],
    scenario: Scenario,
    what: str,
    suffix: str,
    *more: str,
) -> None:
    """Offer a file; ``more`` is what else than the scenario it is made from."""
    st.download_button(
        label,
        made,
        file_name=file_name(scenario, what, suffix, *more),
        mime=_TYPES[suffix],
        key=f"export.{what}.{'.'.join(more[1:] or ('file',))}.{suffix}",
        on_click="ignore",
        icon=":material/download:",
    )


@lru_cache(maxsize=1)
def _has_browser() -> bool:
    return kaleido_route.available()
