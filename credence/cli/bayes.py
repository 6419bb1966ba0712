"""The commands that learn from what is stated: reconcile."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from credence.cli.commands import app
from credence.cli.options import with_scenario
from credence.cli.output import Format, FormatOption, show
from credence.cli.progress import progress_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credence.checks import NumberCheck
    from credence.reconciliation import Reconciliation, Shift, Spread
    from credence.scenario import Scenario

_SHOWN = 0.1  # standard deviations: numbers that moved less are left out of the table
_HEADS = ["number", "before", "after", "moved (sd)"]
_FIELDS = ("credence", "median", "low", "high", "mcse", "log_odds_bits")


@app.command()
@with_scenario
def reconcile(
    scenario: "Scenario",
    output: Annotated[
        Path | None, typer.Option(help="Keep every draw in this file (NetCDF, FILE.nc).")
    ] = None,
    longer: Annotated[bool, typer.Option("--longer", help="Draw four times as many.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print which numbers would have to move for what is stated overall, and how far.

    Example: credence reconcile ai-risk-1 --on counting_functions,speed --set claims.doom.stated=2%
    """
    from credence.files.writing import suffix_of  # noqa: PLC0415 - only now is it needed
    from credence.reconciliation import reconcile as reconciled  # noqa: PLC0415
    from credence.words.reconcile import said, sound, trust, would_have_to  # noqa: PLC0415

    if output is not None:
        suffix_of(output, ("nc",))
    with progress_of("of the work done") as told:
        found = reconciled(scenario, longer=longer, progress=told)
    if output is not None:
        from models.reconcile_file import write_draws  # noqa: PLC0415 - xarray

        write_draws(found, output)
    checks = {}
    if form is Format.JSON:
        from models.checks import checks_of  # noqa: PLC0415 - ArviZ

        checks = checks_of(found)
    fields = [f"{when}_{field}" for when in ("before", "after") for field in _FIELDS]
    advice = ["With --longer it is sampled longer."] if found.may_need_longer else []
    show(
        form,
        data=_data(found, checks),
        columns=_HEADS if form is Format.TABLE else ["number", *fields, "shift_sd", "shift_mcse"],
        rows=[
            [
                path,
                *_record(shift.before).values(),
                *_record(shift.after).values(),
                shift.shift_sd,
                shift.shift_mcse,
            ]
            for path, shift in found.numbers.items()
        ],
        title=would_have_to(found),
        table=[
            [path, *_ranges(shift), _moved(shift)]
            for path, shift in found.numbers.items()
            if abs(shift.shift_sd) >= _SHOWN
        ],
        notes=[*said(found), *sound(found), trust(found), *advice],
    )


def _data(found: "Reconciliation", checks: "Mapping[str, NumberCheck]") -> dict[str, Any]:
    scenario, diagnostics, patterns = found.scenario, found.diagnostics, found.patterns
    return {
        "library": scenario.library.name,
        "seed": scenario.seed,
        "active": list(scenario.active),
        "stated": {claim: held.credence for claim, held in scenario.stated.items()},
        "tolerance": {claim: held.tolerance for claim, held in scenario.stated.items()},
        "firmness": scenario.firmness,
        "implied": {
            claim: {"before": _record(before), "after": _record(after)}
            for claim, (before, after) in found.implied.items()
        },
        "numbers": {
            path: {
                "before": _record(shift.before),
                "after": _record(shift.after),
                "shift_sd": shift.shift_sd,
                "shift_mcse": shift.shift_mcse,
            }
            for path, shift in found.numbers.items()
        },
        "soundness": {
            name: {"before": held.before, "after": held.after, "mcse": held.mcse}
            for name, held in found.soundness.items()
        },
        "diagnostics": {
            "rhat_max": diagnostics.rhat_max,
            "ess_min": diagnostics.ess_min,
            "divergences": diagnostics.divergences,
            "draws": diagnostics.draws,
            "numbers": {path: check.record() for path, check in checks.items()},
        },
        "patterns": {
            "exact": patterns.exact,
            "count": patterns.count,
            "error": patterns.error,
        },
        "accuracy": {
            "error": found.accuracy.error,
            "soundness_error": found.accuracy.doubt,
            "routes_apart": found.accuracy.gap,
        },
        "trusted": not found.doubts,
    }


def _record(spread: "Spread") -> dict[str, float]:
    values = (spread.mean, spread.median, spread.low, spread.high, spread.mcse)
    return dict(zip(_FIELDS, (*values, spread.log_odds_bits), strict=True))


def _moved(shift: "Shift") -> str:
    return f"{shift.shift_sd:+.2f} ± {shift.shift_mcse:.2f}".replace("-", "−")


def _ranges(shift: "Shift") -> list[str]:
    from credence.words.reconcile import amount_range  # noqa: PLC0415

    return [amount_range(shift.kind, spread) for spread in (shift.before, shift.after)]
