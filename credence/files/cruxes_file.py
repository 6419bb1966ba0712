"""A table of stated cruxes: one row for each person and crux, as CSV, XLSX or Parquet.

Columns: person, group, question, crux, p_u, p_c, p_u_given_c, in any order; group and question may
be left out. It is read by the rules of all tables: probabilities are written 0.2, 20 %, 0,2 or
1 in 5, a cell that cannot be read is a missing answer and named, and a second row of a person on one
crux is set aside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem, unknown
from credence.files.cells import unescaped
from credence.files.credences import format_of
from credence.files.document import content_of
from credence.files.survey_cells import Cells, cells_of, texts_of, whole
from credence.files.survey_header import without_unit
from credence.files.survey_parts import Rows, cut, read_part
from credence.files.taking import Shown, Taking, is_summary
from credence.number import Kind
from credence.stated_cruxes import Statement
from credence.survey import Account, RowReport
from credence.words.plain import listed, quoted

NAMES = ("person", "group", "question", "crux")
NUMBERS = ("p_u", "p_c", "p_u_given_c")
OPTIONAL = {"group", "question"}
_SHAPE = f"the table has the columns {', '.join((*NAMES, *NUMBERS))}"


@dataclass(frozen=True)
class Cruxes:
    """A table's rows, and what became of them."""

    rows: tuple[Statement, ...]
    account: Account


def read_cruxes(source: Path | bytes, *, name: str | None = None, told: Told = NOTHING) -> Cruxes:
    """Read every row of a table; ``told`` are the answers to what it leaves open.

    Raises:
        InputError: The file is no such table.
    """
    name = str(source) if isinstance(source, Path) else name or "the table"
    content = source if isinstance(source, bytes) else content_of(source)
    if odd := sorted(told.percent.difference(NUMBERS)):
        raise InputError([Problem("percent", unknown("column", each, NUMBERS)) for each in odd])
    form = format_of(content, name)
    table = cut(content, name, "csv" if form in {"yaml", "json"} else form, _score, _SHAPE)
    bare = [without_unit(title) for title in table.names]
    places = {title.casefold(): place for place, (title, _) in reversed(list(enumerate(bare)))}
    _check(places, [title.casefold() for title, _ in bare], name, table.line)
    known = {key: places[key] for key in (*NAMES, *NUMBERS) if key in places}
    titled = {title.casefold() for title, is_percent in bare if is_percent}
    taking = Taking(
        percent=told.percent | (titled & set(NUMBERS)), keep_summary_rows=told.keep_summary_rows
    )
    labels = frozenset(known[key] for key in NAMES if key in known)
    parts = [read_part(part, frozenset(known.values()), labels) for part in table.parts]
    shown = Shown.of(_taken(rows, known, taking)[2] for rows in parts)
    settled = taking.settled(shown)
    found: list[Statement] = []
    account = Account()
    first: dict[tuple[str, ...], int] = {}
    for rows in parts:
        statements, more, _ = _taken(rows, known, settled, name, first)
        found += statements
        account = account.plus(more)
    left = [
        title for title in table.names if title and without_unit(title)[0].casefold() not in known
    ]
    notes = [*table.notes, *(note for rows in parts for note in rows.notes), *shown.taken]
    if left:
        notes.append(f"{listed(map(quoted, left), most=20)}: not asked for and left out")
    return Cruxes(
        tuple(found),
        replace(
            account,
            notes=tuple(f"{name}: {note}" for note in notes),
            asked=settled.asked(shown, {column: column for column in NUMBERS}),
        ),
    )


def _score(names: Sequence[str]) -> int:
    held = {without_unit(name)[0].casefold() for name in names}
    return len(held.intersection((*NAMES, *NUMBERS))) if {"person", "crux"} & held else 0


def _check(places: dict[str, int], titles: list[str], file: str, line: int) -> None:
    """Refuse a header in which a column is missing or stands twice."""
    missing = [c for c in (*NAMES, *NUMBERS) if c not in places and c not in OPTIONAL]
    twice = [c for c in (*NAMES, *NUMBERS) if titles.count(c) > 1]
    problems = [Problem(c, f"the column is missing; {_SHAPE}", line, file) for c in missing]
    problems += [Problem(c, "the column stands twice; leave one out", line, file) for c in twice]
    if problems:
        raise InputError(problems)


def _taken(
    rows: Rows,
    places: dict[str, int],
    taking: Taking,
    file: str = "",
    first: dict[tuple[str, ...], int] | None = None,
) -> tuple[list[Statement], Account, Shown]:
    """The statements of some rows; ``first`` holds the lines of earlier ones."""
    texts = {key: _texts(rows, places.get(key)) for key in NAMES}
    numbers: dict[str, Cells] = {}
    people = set(filter(None, texts["person"]))
    sums = sorted(filter(is_summary, people))
    parts = [Shown(summaries=tuple(sums), people=len(sums) < len(people))]
    for key in NUMBERS:
        cells = cells_of(
            rows.columns[places[key]],
            Kind.PROBABILITY,
            taking.custom,
            in_percent=key in taking.percent,
        )
        cells.wrong |= rows.marks.get(places[key], {})
        above = {key: cells.above} if cells.above else {}
        parts.append(Shown(cells.signs, above, taken=tuple(f"{key}: {s}" for s in cells.taken)))
        numbers[key] = cells
    found, reports, counts = [], [], dict.fromkeys(("used", "partly used", "set aside"), 0)
    first = {} if first is None else first
    for row, line in enumerate(rows.lines.tolist()):
        named = {key: texts[key][row] for key in NAMES}
        held = {
            key: _number(cells, row) for key, cells in numbers.items() if key not in taking.held
        }
        if named["person"] in sums and not taking.keep_summary_rows:
            continue
        reasons = [f"{key}: {why}" for key in held if (why := _fault(numbers[key], row))]
        if not (
            named["person"] or named["crux"] or reasons or any(v is not None for v in held.values())
        ):
            continue
        status = "partly used" if reasons else "used"
        missing = [key for key in ("person", "crux") if not named[key]]
        reasons += [
            f"{key}: {_mark(rows, places[key], row) or f'every row needs a {key}'}"
            for key in missing
        ]
        before = first.setdefault(tuple(named.values()), line)
        if not missing and before != line:
            reasons.append(
                f"{quoted(named['person'])} has a row on {quoted(named['crux'])} already, in line "
                f"{before}; leave one out, or give two people two names"
            )
        if missing or before != line:
            status = "set aside"
        else:
            p_u, p_c, p_u_given_c = (held.get(key) for key in NUMBERS)
            found.append(Statement(**named, p_u=p_u, p_c=p_c, p_u_given_c=p_u_given_c))
        counts[status] += 1
        if reasons:
            reports.append(RowReport(file, line, named["person"], status, tuple(reasons)))
    reports += [RowReport(file, line, "", "set aside", (why,)) for line, why in rows.odd]
    account = Account(
        sum(counts.values()) + len(rows.odd),
        counts["used"],
        counts["partly used"],
        counts["set aside"] + len(rows.odd),
        reports=tuple(sorted(reports, key=lambda report: report.row)),
    )
    return found, account, Shown.of(parts)


def _texts(rows: Rows, place: int | None) -> list[str]:
    if place is None or (column := rows.columns[place]) is None:
        return [""] * len(rows.lines)
    return [unescaped(text).strip() if text else "" for text in texts_of(whole(column)).to_pylist()]


def _mark(rows: Rows, place: int, row: int) -> str:
    return rows.marks.get(place, {}).get(row, "")


def _number(cells: Cells, row: int) -> float | None:
    """One probability; ``None`` for a cell without an answer, or that cannot be read."""
    low, high = float(cells.low[row]), float(cells.high[row])
    return low if low == high else None


def _fault(cells: Cells, row: int) -> str | None:
    if row in cells.wrong:
        return cells.wrong[row]
    if cells.low[row] < cells.high[row]:
        return "one probability is needed here, not an interval"
    return None
