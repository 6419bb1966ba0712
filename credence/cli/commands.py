"""The commands: validate, evaluate, flip, link."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from credence import __version__
from credence.cli.options import HOME, Base, KeepSummaryRows, Percent, with_scenario
from credence.cli.output import Format, FormatOption, show, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credence.scenario import Scenario
    from credence.update import ClaimResult, Estimate

_ROUNDING = 1e-15  # a standard error below this is rounding, and no spread at all

app = typer.Typer(
    name="credence",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Try: credence evaluate ai-risk-1 --on counting_functions,white_box",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"credence {__version__}")
        raise typer.Exit


@app.callback()
def credence(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """See how arguments move a credence, why, and how sure that is.

    A LIBRARY holds claims and arguments: a released one by name (ai-risk-1, power-seeking-1,
    teaching-1) or a YAML file of your own. A scenario is what you change about it: --on and --off
    switch arguments, --set changes numbers, --suppose settles a claim.
    """


@app.command()
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files to check.")],
    percent: Percent = None,
    keep_summary_rows: KeepSummaryRows = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Check libraries and credence files, and name every problem with its place and remedy.

    The kind of each file is told by its content. A file about a library of your own is read against
    the one library among the files. Exits with 2 where a file has a problem.
    """
    from credence.asking import Told  # noqa: PLC0415 - only now is it needed
    from credence.errors import Problem  # noqa: PLC0415
    from credence.files import remarks_on  # noqa: PLC0415
    from credence.files.check import check_files  # noqa: PLC0415

    told = Told.of(percent or (), keep_summary_rows=keep_summary_rows)
    checked = check_files(files, told)
    records: list[dict[str, Any]] = [
        {
            "path": str(path),
            "kind": kind,
            "ok": not problems,
            "errors": [{"path": p.path, "line": p.line, "message": p.message} for p in problems],
        }
        for path, (kind, problems, _) in zip(files, checked, strict=True)
    ]
    for one, path, (kind, _, taken) in zip(records, files, checked, strict=True):
        mine = (Problem("", note.removeprefix(f"{path}: ")) for note in taken)
        remarks = [*mine, *remarks_on(path, kind, told=told)]
        if remarks:
            one["notes"] = [{"path": p.path, "message": p.message} for p in remarks]
    rows = [
        [one["path"], one["kind"], one["ok"], error["path"], error["line"], error["message"]]
        for one in records
        for error in one["errors"] or [{"path": "", "line": None, "message": "nothing is wrong"}]
    ]
    columns = ["file", "kind", "ok", "place", "line", "message"]
    notes = [
        ": ".join(part for part in (one["path"], note["path"], note["message"]) if part)
        for one in records
        for note in one.get("notes", ())
    ]
    show(form, data={"files": records}, columns=columns, rows=rows, notes=notes)
    wrong = [one["path"] for one in records if not one["ok"]]
    if wrong:
        typer.echo(f"credence: not whole: {', '.join(wrong)}", err=True)
        raise typer.Exit(2)


@app.command()
@with_scenario
def evaluate(scenario: "Scenario", form: FormatOption = Format.TABLE) -> None:
    """Print prior and posterior of every claim.

    Example: credence evaluate ai-risk-1 --on counting_functions --suppose goal_directed=true
    """
    from credence.tables import evaluation_table  # noqa: PLC0415 - NumPy comes with it
    from credence.update import evaluate as evaluated  # noqa: PLC0415
    from credence.words import percent  # noqa: PLC0415
    from credence.words.weight import error_rate_words  # noqa: PLC0415

    evaluation = evaluated(scenario)
    claims = evaluation.claims
    data = {
        "library": scenario.library.name,
        "draws": scenario.draws,
        "seed": scenario.seed,
        "active": list(scenario.active),
        "claims": {name: _claim(result) for name, result in claims.items()},
    }
    raw = evaluation_table(evaluation)
    table = [
        [
            name,
            percent(r.prior.credence, r.prior.complement),
            percent(r.posterior.credence, r.posterior.complement),
            f"{percent(r.posterior.low)} – {percent(r.posterior.high)}",
            "" if r.bayes_factor_bits is None else signed(r.bayes_factor_bits),
            f"{100 * r.posterior.mcse:.2g}" if r.posterior.mcse > _ROUNDING else "0",
        ]
        for name, r in claims.items()
    ]
    columns: Sequence[str] = raw.columns
    if form is Format.TABLE:
        columns = ["claim", "prior", "posterior", "90 % interval", "bits", "± points"]
    on = ", ".join(scenario.active) or "none"
    show(
        form,
        data=data,
        columns=columns,
        rows=raw.rows,
        title=scenario.library.title,
        notes=[
            f"Arguments switched on: {on}.",
            "± is the Monte Carlo standard error.",
            *(said for name in scenario.active if (said := error_rate_words(scenario, name))),
        ],
        table=table,
    )


@app.command()
@with_scenario
def flip(scenario: "Scenario", form: FormatOption = Format.TABLE) -> None:
    """Print what flipping each toggle would do to the target claim.

    Example: credence flip ai-risk-1 --target scheming --on counting_functions
    """
    from credence.flips import flips  # noqa: PLC0415 - NumPy comes with it
    from credence.update import credence_of  # noqa: PLC0415
    from credence.words import percent, points_words  # noqa: PLC0415

    found = flips(scenario)
    credence = credence_of(scenario)
    largest = sorted(found.items(), key=lambda pair: -abs(pair[1].change))
    show(
        form,
        data={
            "target": scenario.target,
            "credence": credence,
            "arguments": {
                name: {"active": one.active, "flipped": one.flipped, "change": one.change}
                for name, one in found.items()
            },
        },
        columns=["argument", "active", "flipped", "change"],
        rows=[[name, one.active, one.flipped, one.change] for name, one in found.items()],
        title=f"{scenario.library.claim(scenario.target).title}: {percent(credence)}",
        table=[
            [name, "on" if one.active else "off", percent(one.flipped), points_words(one.change)]
            for name, one in largest
        ],
    )


@app.command()
@with_scenario
def link(
    scenario: "Scenario",
    base: Base = HOME,
    short: Annotated[
        bool,
        typer.Option(
            "--short", help="Keep the scenario in the store, its library too; print a short link."
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print the link that holds the scenario; evaluate --link is its inverse.

    The link of a library of your own opens with that file alone (evaluate FILE --link LINK), unless
    it is --short. A short link opens where the same store is used.
    """
    from credence.files import is_released  # noqa: PLC0415 - only now is it needed
    from credence.links import address_of, short_address_of  # noqa: PLC0415

    own = not is_released(scenario.library)
    if short:
        from credence.store import open_store  # noqa: PLC0415 - only this needs a database

        address = short_address_of(open_store().share(scenario), base)
    else:
        address = address_of(scenario, base)
        if own:
            typer.echo(
                f"credence: {scenario.library.name} is a library of your own, and not in the link: "
                "whoever opens it needs the file too, or a link that is --short",
                err=True,
            )
    if form is Format.TABLE:
        typer.echo(address)  # alone on its line, so that it can be copied or piped
    else:
        show(form, data={"link": address}, columns=["link"], rows=[[address]])


def _claim(result: "ClaimResult") -> dict[str, Any]:
    data: dict[str, Any] = {
        "prior": _estimate(result.prior),
        "posterior": _estimate(result.posterior),
        "bayes_factor_bits": result.bayes_factor_bits,
        "independent": result.independent,
        "strongest_only": result.strongest_only,
    }
    if result.stated is not None:
        data |= {"stated": result.stated.credence, "gap_bits": result.gap_bits}
    return data


def _estimate(estimate: "Estimate") -> dict[str, float]:
    data = {
        "credence": estimate.credence,
        "median": estimate.median,
        "low": estimate.low,
        "high": estimate.high,
        "mcse": estimate.mcse,
        "log_odds_bits": estimate.log_odds_bits,
    }
    if estimate.effective_draws is not None:
        data["effective_draws"] = estimate.effective_draws
    return data
