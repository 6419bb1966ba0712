"""The commands on several people's numbers: cruxes."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from credence.cli.commands import app
from credence.cli.output import Format, FormatOption, show


@app.command()
def cruxes(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table (CSV, XLSX) of stated probabilities.")
    ],
    form: FormatOption = Format.TABLE,
) -> None:
    """Print which cruxes would move people, and which would bring them together.

    The table has the columns person, group, question, crux, p_u, p_c, p_u_given_c.
    """
    from credence.files.cruxes_file import read_cruxes  # noqa: PLC0415 - only now is it needed
    from credence.stated_cruxes import group_medians, judge, pairs  # noqa: PLC0415

    judged = [judge(statement) for statement in read_cruxes(file)]
    derived = ("status", "p_u_given_not_c", "lr", "value_bits")
    rows = [
        asdict(row.statement) | {field: getattr(row, field) for field in derived} for row in judged
    ]
    apart = pairs(judged)
    odd = [row for row in rows if row["status"] != "ok"]
    show(
        form,
        data={
            "rows": rows,
            "groups": group_medians(judged),
            "pairs": [asdict(pair) for pair in apart],
        },
        columns=list(rows[0]) if rows else [],
        rows=[list(row.values()) for row in rows],
        title="Stated cruxes, the most valuable first",
        table=[
            ["" if value is None else _short(value) for value in row.values()]
            for row in sorted(rows, key=lambda row: -(row["value_bits"] or 0))
        ],
        notes=[
            *(f"{row['person']}, {row['crux']}: {_WHY[row['status']]}" for row in odd),
            *(
                f"{p.a} and {p.b}, {p.crux}: {_together(p.discrimination_bits)}"
                for p in sorted(apart, key=lambda p: -(p.discrimination_bits or 0))[:10]
            ),
        ],
    )


_WHY = {
    "missing": "a number is missing",
    "incoherent": "no probability of U without the crux between 0 and 1 fits these numbers",
}


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _together(bits: float | None) -> str:
    if bits is None:
        return "not defined, since one of them is certain"
    return f"expected to come {abs(bits):.3g} bits {'closer' if bits >= 0 else 'further apart'}"
