"""The command on a group of people: group."""

import math
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from credence.cli.commands import app
from credence.cli.options import with_scenario
from credence.cli.output import Format, FormatOption, show
from credence.cli.progress import progress_of

if TYPE_CHECKING:
    from credence.asking import Told
    from credence.groups.posterior import Posterior
    from credence.groups.result import Counted, GroupResult
    from credence.scenario import Scenario


@app.command()
@with_scenario
def group(
    scenario: "Scenario",
    told: "Told",
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Credence files, or tables of people (CSV, XLSX, Parquet)."
        ),
    ],
    exponent: Annotated[
        float | None,
        typer.Option(help="Extremise by this (default: Neyman and Roughgarden's for the size)."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(help="Read on a Dask cluster: tcp://127.0.0.1:8786."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Keep every draw in this file (NetCDF, FILE.nc).")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print what a group of people holds: pools of their credences, and their arguments' strength.

    People's answers are put on top of the scenario that the other options give.

    Example: credence group ai-risk-1 ada.yaml ben.yaml survey.csv
    """
    from credence.cli.opened import say_account  # noqa: PLC0415
    from credence.errors import InputError  # noqa: PLC0415 - nothing heavy before the command runs
    from credence.files.survey import read_survey  # noqa: PLC0415
    from credence.files.writing import suffix_of  # noqa: PLC0415
    from credence.groups.result import judge  # noqa: PLC0415

    if exponent is not None and not 0 < exponent <= 100:
        raise InputError.at("--exponent", f"a number above 0 and up to 100, not {exponent:g}")
    if output is not None:
        suffix_of(output, ("nc",))
    with progress_of("of the parts read") as say:
        survey = read_survey(
            files,
            scenario.library,
            told=told,
            scheduler=scheduler,
            progress=lambda done, parts: say(done / parts),
        )
    say_account(survey.account)

    def sample(*asked: Any) -> Any:  # noqa: ANN401 - statistics in, draws out
        sample_group = import_module("models.group").sample_group
        with progress_of("of the draws made") as say:
            return sample_group(*asked, seed=scenario.seed, progress=say)

    found = judge(survey, scenario, sample, exponent=exponent)
    if output is not None:
        _keep(found, output)
    if form is not Format.TABLE:
        columns, rows = _rows(found)
        show(form, data=data_of(found) if form is Format.JSON else None, columns=columns, rows=rows)
        return
    tables = _tables(found)
    for number, table in enumerate(tables, 1):
        notes = _notes(found) if number == len(tables) else ()
        show(form, data=None, rows=[], notes=notes, **table)


def _keep(found: "GroupResult", output: Path) -> None:
    """Write the draws, where there are any."""
    from credence.errors import InputError  # noqa: PLC0415

    if found.posterior is None:
        raise InputError.at(
            "--output", "nobody gave a likelihood ratio, so nothing was drawn; leave it out"
        )
    write_group = import_module("models.group_draws").write_group
    write_group(found.posterior, output, found.scenario.seed)


def data_of(found: "GroupResult") -> dict[str, Any]:
    """The whole result, for JSON."""
    survey, posterior = found.survey, found.posterior
    account = asdict(survey.account)
    account["reports"] = [
        {"file": r.file, "row": r.row, "name": r.name, "status": r.status, "reasons": r.reasons}
        for r in survey.account.reports
    ]
    return {
        "people": survey.size,
        "pools": {
            claim: {"n": held.stated.n, "unreadable": held.unreadable, "group": held.group}
            | _pool(held.stated)
            for claim, held in found.claims.items()
        },
        "implied_pools": {
            claim: {"n": held.implied.n, "worked_out": held.implied.worked_out or held.implied.n}
            | _pool(held.implied)
            for claim, held in found.claims.items()
        },
        "arguments": {
            label: {
                "mu": argument.mu,
                "tau": argument.tau,
                "lr": {"credence": argument.lr_mean, **asdict(argument.lr)}
                | {"mcse": argument.lr_mcse, "log_odds_bits": math.log2(argument.lr_mean)},
                "mu_sd": argument.mu_sd,
                "mu_mcse": argument.mu_mcse,
                "tau_interval": asdict(argument.tau_interval),
                "next_person": asdict(argument.next_person) | {"below_1": argument.next_below_one},
                "answers": found.sides[label].people,
                "sides": asdict(found.sides[label]),
            }
            for label, argument in (posterior.arguments() if posterior else {}).items()
        },
        "leaning": asdict(posterior.leaning()) if posterior else None,
        "influence": _influence(found),
        "diagnostics": {**posterior.diagnostics, "numbers": _checks(posterior)}
        if posterior
        else {"rhat_max": None, "ess_min": None, "divergences": None},
        "report": account,
        "notes": list(found.notes),
    }


def _checks(posterior: "Posterior") -> dict[str, Any]:
    """What the draws of each number say about themselves."""
    group_checks = import_module("models.group_draws").group_checks
    return {name: check.record() for name, check in group_checks(posterior).items()}


def _pool(held: "Counted") -> dict[str, Any]:
    """The four pools of the people counted, and what became of answers of 0 and 1."""
    record = asdict(held.pool)
    del record["people"]
    return record | {"outlier": _outlier(held.outlier)}


def _outlier(held: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a name and an outlier
    if held is None:
        return None
    name, far = held
    return {"name": name, "credence": far.credence, "without": far.without.geometric_odds}


def _influence(found: "GroupResult") -> dict[str, Any] | None:
    if found.influence is None or found.posterior is None:
        return None
    name, most = found.influence
    return {
        "name": name,
        "argument": found.posterior.labels[most.argument],
        "lr": math.exp(most.before),
        "lr_without": math.exp(most.without),
    }


def _rows(found: "GroupResult") -> tuple[list[str], list[list[Any]]]:
    """A row for each claim and each argument, for CSV."""
    from credence.pooling import POOLS  # noqa: PLC0415 - NumPy comes with it

    columns = ["kind", "id", "n", "unreadable", *POOLS, "group"]
    columns += ["mu", "tau", "lr", "lr_low", "lr_high", "next_low", "next_high"]
    rows: list[list[Any]] = []
    for claim, held in found.claims.items():
        for kind, counted, unreadable, group in (
            ("stated", held.stated, held.unreadable, None),
            ("implied", held.implied, None, held.group),
        ):
            pools = [getattr(counted.pool, name) for name in POOLS]
            rows.append([kind, claim, counted.n, unreadable, *pools, group, *[None] * 7])
    for label, one in (found.posterior.arguments() if found.posterior else {}).items():
        ends = [one.lr.median, one.lr.low, one.lr.high, one.next_person.low, one.next_person.high]
        people = found.sides[label].people
        rows.append(["argument", label, people, *[None] * 6, one.mu, one.tau, *ends])
    return columns, rows


def _tables(found: "GroupResult") -> list[dict[str, Any]]:
    """The tables of a group that have any rows: what is stated, what is implied, the arguments."""
    from credence.pooling import POOLS  # noqa: PLC0415
    from credence.words import factor, percent  # noqa: PLC0415
    from credence.words.group_tables import share  # noqa: PLC0415

    pools = ["mean", "median", "geo. odds", "extremised"]

    def shown(held: "Counted") -> list[str]:
        values = [getattr(held.pool, name) for name in POOLS]
        return ["–" if value is None else percent(value) for value in values]

    stated = [
        [claim, share(held.stated, found), f"{held.unreadable:,}", *shown(held.stated)]
        for claim, held in found.claims.items()
        if held.stated.n or held.unreadable
    ]
    implied = [
        [claim, share(held.implied, found), *shown(held.implied), percent(held.group)]
        for claim, held in found.claims.items()
        if held.implied.n
    ]
    strengths = [
        [
            label,
            f"{found.sides[label].people:,}",
            factor(one.lr.median),
            f"{factor(one.lr.low)} … {factor(one.lr.high)}",
            f"{factor(one.next_person.low)} … {factor(one.next_person.high)}",
        ]
        for label, one in (found.posterior.arguments() if found.posterior else {}).items()
    ]
    tables = (
        ("What people state", ["claim", "people", "unread", *pools], stated),
        ("What their own numbers imply", ["claim", "people", *pools, "group"], implied),
        (
            "How strong they find each argument",
            ["argument", "people", "group’s LR", "90 %", "next person, 90 %"],
            strengths,
        ),
    )
    return [{"title": t, "columns": names, "table": rows} for t, names, rows in tables if rows]


def _notes(found: "GroupResult") -> list[str]:
    from credence.words import group as words  # noqa: PLC0415

    titles = {claim: found.scenario.library.claim(claim).title for claim in found.claims}
    arguments = found.posterior.arguments() if found.posterior else {}
    said: list[str | None] = [words.counted_words(found, found.scenario.target)]
    said += [words.silent_words(found), words.sample_words(found)]
    said += [
        f"{label}: {words.sides_words(found.sides[label])}; {words.spread_words(one.tau)}"
        for label, one in arguments.items()
    ]
    if found.influence and found.posterior:
        name, most = found.influence
        said.append(words.influence_words(name, most, found.posterior.labels[most.argument]))
    for claim, held in found.claims.items():
        said += words.pool_words(held, titles[claim])
    if found.posterior:
        said.append(words.trust_words(found.posterior.diagnostics))
    return [*(line for line in said if line), *found.notes]
