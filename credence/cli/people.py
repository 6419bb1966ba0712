"""The commands on several people's numbers: cruxes."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credence.cli.commands import app
from credence.cli.options import KeepSummaryRows, Percent
from credence.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from credence.stated_cruxes import Judged


@app.command()
def cruxes(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table (CSV, XLSX) of stated probabilities.")
    ],
    percent: Percent = None,
    keep_summary_rows: KeepSummaryRows = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Print which cruxes would move people, and which would bring them together.

    The table has the columns person, group, question, crux, p_u, p_c, p_u_given_c.
    """
    from credence.asking import Told  # noqa: PLC0415
    from credence.cli.opened import say_account  # noqa: PLC0415
    from credence.files.cruxes_file import read_cruxes  # noqa: PLC0415 - only now is it needed
    from credence.stated_cruxes import by_question, group_medians, judge  # noqa: PLC0415
    from credence.stated_pairs import extremes, pairs  # noqa: PLC0415
    from credence.words import clean  # noqa: PLC0415
    from credence.words.stated import apart_words, best_words, reason  # noqa: PLC0415

    told = Told.of(percent or (), keep_summary_rows=keep_summary_rows)
    read = read_cruxes(file, told=told)
    say_account(read.account)
    judged = [judge(statement) for statement in read.rows]
    derived = ("status", "p_u_given_not_c", "lr", "value_bits")
    rows = [
        asdict(row.statement) | {field: getattr(row, field) for field in derived} for row in judged
    ]
    questions = by_question(judged)
    found = extremes(judged, _MOST if form is Format.TABLE else 0)
    shown = sorted(judged, key=lambda row: -(row.value_bits or 0))
    show(
        form,
        data={
            "rows": rows,
            "groups": group_medians(judged),
            "questions": {name: group_medians(of) for name, of in questions.items()},
            "pairs": [vars(pair) for pair in pairs(judged)] if form is Format.JSON else [],
        },
        columns=_SHORT if form is Format.TABLE else list(rows[0]) if rows else [],
        rows=[list(row.values()) for row in rows],
        title="Stated cruxes, the most valuable first",
        table=[_cells(row) for row in shown],
        notes=[
            *([] if judged else ["The table has a header and no rows yet."]),
            *(
                f"{clean(name)}: {said}" if len(questions) > 1 else said
                for name, of in questions.items()
                for said in best_words(group_medians(of))
            ),
            *(
                f"{clean(row.statement.person)}, {clean(row.statement.crux)}: {row.status}, "
                f"{reason(row)}."
                for row in judged
                if row.status != "ok"
            ),
            *(f"{apart_words(pair)}." for pair in found.most),
            *(
                [f"These are the first {_MOST} of {found.count:,} pairs; --format json has all."]
                if found.count > len(found.most)
                else []
            ),
        ],
    )


_SHORT = ["person", "crux", "P(U)", "P(c)", "P(U|c)", "P(U|not c)", "bits"]
_MOST = 10


def _cells(row: "Judged") -> list[str]:
    """A row for people: without what all rows share, and with short texts."""
    from credence.words import clean, percent  # noqa: PLC0415 - only now is it needed

    stated = row.statement
    chances = (stated.p_u, stated.p_c, stated.p_u_given_c, row.p_u_given_not_c)
    return [
        clean(stated.person, 16),
        clean(stated.crux, 40),
        *("" if chance is None else percent(chance) for chance in chances),
        row.status if row.value_bits is None else f"{row.value_bits:.2g}",
    ]
