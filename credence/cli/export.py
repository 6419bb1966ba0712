"""The commands that write files: plot, export, report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credence.cli.commands import app
from credence.cli.options import HOME, Base, with_scenario
from credence.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from credence.asking import Told
    from credence.multiverse import Multiverse
    from credence.scenario import Scenario


@app.command()
@with_scenario
def plot(
    scenario: "Scenario",
    told: "Told",
    figure: Annotated[str, typer.Option(help="Which figure: posterior, waterfall, …")],
    output: Annotated[Path, typer.Option(help="A name ending in .png, .svg, .pdf, .html, .json.")],
    arguments: Annotated[
        str | None, typer.Option(help="specification, spread, effects: which to combine, a,b,c.")
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option(help="both, differences: a file, worldview, link or “library” to compare."),
    ] = None,
    renderer: Annotated[
        str, typer.Option(help="auto, kaleido (needs Chrome or Chromium) or matplotlib.")
    ] = "auto",
    width: Annotated[int | None, typer.Option(help="Pixels (default: 900).")] = None,
    height: Annotated[int | None, typer.Option(help="Pixels (default: what it needs).")] = None,
    scale: Annotated[float, typer.Option(help="Pixels of a PNG to one of the width.")] = 2.0,
    dark: Annotated[bool, typer.Option("--dark", help="On a dark ground.")] = False,
    base: Base = HOME,
    form: FormatOption = Format.TABLE,
) -> None:
    """Write a figure as PNG, SVG, PDF, HTML or Plotly's JSON.

    Example: credence plot ai-risk-1 --figure waterfall --on speed --output waterfall.svg
    """
    from credence.figures.catalogue import picture  # noqa: PLC0415 - Plotly comes with it
    from credence.figures.render import SUFFIXES, Source, render  # noqa: PLC0415
    from credence.files.writing import suffix_of, write_bytes  # noqa: PLC0415
    from credence.links import address_of  # noqa: PLC0415

    suffix = suffix_of(output, SUFFIXES)
    source = Source(scenario.library.name, address_of(scenario, base))
    computed = {"subsets": _subsets(scenario, arguments), "other": _other(scenario, beside, told)}
    file = render(
        picture(figure, scenario, dark=dark, **computed),
        suffix,
        source,
        dark=dark,
        renderer=renderer,
        width=width,
        height=height,
        scale=scale,
    )
    write_bytes(output, file.content)
    if file.note:
        typer.echo(f"credence: {file.note}", err=True)
    _written(form, output, renderer=file.renderer)


@app.command()
@with_scenario
def export(
    scenario: "Scenario",
    output: Annotated[
        Path, typer.Option(help="A name ending in .csv, .xlsx, .parquet, .json, .nc.")
    ],
    figure: Annotated[
        str | None, typer.Option(help="A figure's numbers, in place of every claim's.")
    ] = None,
    base: Base = HOME,
    form: FormatOption = Format.TABLE,
) -> None:
    """Write prior and posterior of every claim, or a figure's numbers, or every draw (.nc).

    Example: credence export ai-risk-1 --on speed --output claims.xlsx
    """
    from credence.errors import InputError  # noqa: PLC0415
    from credence.files.netcdf import write_netcdf  # noqa: PLC0415 - NumPy comes with it
    from credence.files.table_files import SUFFIXES, table_bytes  # noqa: PLC0415
    from credence.files.writing import suffix_of, write_bytes, write_with  # noqa: PLC0415
    from credence.links import address_of  # noqa: PLC0415
    from credence.tables import about, draws_of, evaluation_table  # noqa: PLC0415
    from credence.update import evaluate  # noqa: PLC0415

    suffix = suffix_of(output, (*SUFFIXES, "nc"))
    link = address_of(scenario, base)
    if suffix == "nc":
        if figure is not None:
            message = "a figure has no draws to write; leave --figure out, or take .csv"
            raise InputError.at("figure", message)
        draws = draws_of(evaluate(scenario))
        write_with(output, lambda path: write_netcdf(path, draws, about(scenario, link)))
    elif figure is not None:
        from credence.figures.catalogue import picture, table_of  # noqa: PLC0415 - Plotly

        table = table_of(figure, picture(figure, scenario), about(scenario, link))
        write_bytes(output, table_bytes(table, suffix))
    else:
        write_bytes(output, table_bytes(evaluation_table(evaluate(scenario), link), suffix))
    _written(form, output)


@app.command()
@with_scenario
def report(
    scenario: "Scenario",
    output: Annotated[Path, typer.Option(help="A name ending in .html or .md.")],
    base: Base = HOME,
    form: FormatOption = Format.TABLE,
) -> None:
    """Write a report on the target claim: one HTML file to print or mail, or Markdown to post.

    Example: credence report ai-risk-1 --on speed --output report.html
    """
    from credence.files.writing import suffix_of, write_bytes  # noqa: PLC0415
    from credence.links import address_of  # noqa: PLC0415
    from credence.report import SUFFIXES, html_of, markdown_of, report_of  # noqa: PLC0415 - Plotly

    suffix = suffix_of(output, SUFFIXES)
    written = report_of(scenario, address_of(scenario, base))
    text = html_of(written) if suffix == "html" else markdown_of(written)
    write_bytes(output, text.encode())
    _written(form, output)


def _subsets(scenario: "Scenario", arguments: str | None) -> "Multiverse | None":
    if arguments is None:
        return None
    from credence.cli.options import names_in  # noqa: PLC0415
    from credence.multiverse import multiverse  # noqa: PLC0415

    return multiverse(scenario, names_in([arguments]))


def _other(scenario: "Scenario", text: str | None, told: "Told") -> "tuple[str, Scenario] | None":
    if text is None:
        return None
    from credence.cli.sides import side_of  # noqa: PLC0415
    from credence.errors import InputError, Problem  # noqa: PLC0415

    problems: list[Problem] = []
    found = side_of(scenario.library, text, "beside", told, problems)
    if problems:
        raise InputError(problems)
    return found


def _written(form: Format, output: Path, **more: str | None) -> None:
    """Say where the file is; the path stands alone on its line."""
    if form is Format.TABLE:
        typer.echo(str(output))
    else:
        data = {"output": str(output), **more}
        show(form, data=data, columns=list(data), rows=[list(data.values())])
