"""The commands that write files: plot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credence.cli.commands import app
from credence.cli.options import HOME, Base, with_scenario
from credence.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from credence.scenario import Scenario


@app.command()
@with_scenario
def plot(
    scenario: "Scenario",
    figure: Annotated[str, typer.Option(help="Which figure: posterior, waterfall, …")],
    output: Annotated[Path, typer.Option(help="A name ending in .png, .svg, .pdf, .html, .json.")],
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
    file = render(
        picture(figure, scenario, dark=dark),
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


def _written(form: Format, output: Path, **more: str | None) -> None:
    """Say where the file is; the path stands alone on its line."""
    if form is Format.TABLE:
        typer.echo(str(output))
    else:
        data = {"output": str(output), **more}
        show(form, data=data, columns=list(data), rows=[list(data.values())])
