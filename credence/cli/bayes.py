"""The commands that learn from what is stated: reconcile."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from credence.cli.commands import app
from credence.cli.options import with_scenario
from credence.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from credence.reconciliation import Reconciliation, Shift, Spread
    from credence.scenario import Scenario
    from models.sampling import Progress

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
    form: FormatOption = Format.TABLE,
) -> None:
    """Print which numbers would have to move for what is stated overall, and how far.

    Example: credence reconcile ai-risk-1 --on counting_functions,speed --set claims.doom.stated=2%
    """
    from credence.files.writing import suffix_of  # noqa: PLC0415 - only now is it needed
    from credence.words.reconcile import said, sound, trust, would_have_to  # noqa: PLC0415
    from models.reconcile import reconcile as reconciled  # noqa: PLC0415 - the sampler comes with it

    if output is not None:
        suffix_of(output, ("nc",))
    found = reconciled(scenario, progress=_progress)
    if output is not None:
        from models.reconcile_file import write_draws  # noqa: PLC0415 - xarray

        write_draws(found, output)
    fields = [f"{when}_{field}" for when in ("before", "after") for field in _FIELDS]
    show(
        form,
        data=_data(found),
        columns=_HEADS if form is Format.TABLE else ["number", *fields, "shift_sd"],
        rows=[
            [path, *_record(shift.before).values(), *_record(shift.after).values(), shift.shift_sd]
            for path, shift in found.numbers.items()
        ],
        title=would_have_to(found),
        table=[
            [path, *_ranges(shift), f"{shift.shift_sd:+.2f}".replace("-", "−")]
            for path, shift in found.numbers.items()
            if abs(shift.shift_sd) >= _SHOWN
        ],
        notes=[*said(found), *sound(found), trust(found)],
    )


def _progress(progress: "Progress") -> None:
    """How far sampling has come, on a terminal alone and over the last line."""
    if sys.stderr is not None and sys.stderr.isatty():
        end = "\n" if progress.done >= progress.total else ""
        share = 100 * progress.done // progress.total
        sys.stderr.write(f"\rcredence: sampling, {share} %{end}")
        sys.stderr.flush()


def _data(found: "Reconciliation") -> dict[str, Any]:
    scenario, diagnostics, patterns = found.scenario, found.diagnostics, found.patterns
    return {
        "library": scenario.library.name,
        "seed": scenario.seed,
        "active": list(scenario.active),
        "stated": {claim: held.credence for claim, held in scenario.stated.items()},
        "tolerance": {claim: held.tolerance for claim, held in scenario.stated.items()},
        "implied": {
            claim: {"before": _record(before), "after": _record(after)}
            for claim, (before, after) in found.implied.items()
        },
        "numbers": {
            path: {
                "before": _record(shift.before),
                "after": _record(shift.after),
                "shift_sd": shift.shift_sd,
            }
            for path, shift in found.numbers.items()
        },
        "soundness": {
            name: {"before": before, "after": after}
            for name, (before, after) in found.soundness.items()
        },
        "diagnostics": {
            "rhat_max": diagnostics.rhat_max,
            "ess_min": diagnostics.ess_min,
            "divergences": diagnostics.divergences,
            "draws": diagnostics.draws,
        },
        "patterns": {
            "exact": patterns.exact,
            "count": patterns.count,
            "effective": patterns.effective,
            "error": patterns.error,
        },
        "trusted": not found.doubts,
    }


def _record(spread: "Spread") -> dict[str, float]:
    values = (spread.mean, spread.median, spread.low, spread.high, spread.mcse)
    return dict(zip(_FIELDS, (*values, spread.log_odds_bits), strict=True))


def _ranges(shift: "Shift") -> list[str]:
    from credence.words.reconcile import amount_range  # noqa: PLC0415

    return [amount_range(shift.kind, spread) for spread in (shift.before, shift.after)]
