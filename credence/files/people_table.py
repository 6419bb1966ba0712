"""A table of people, read part by part, here or on a cluster, and taken as it shows itself.

Surveys of a million people and the few people of a credence file are read by the same rules; what
differs is only what is kept of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from credence.asking import Told
from credence.errors import InputError, Problem
from credence.files.survey_columns import percent_of
from credence.files.survey_header import SHAPE, Header, header_of, labels_of
from credence.files.survey_long import LongPart, long_part, people_of_parts
from credence.files.survey_parts import Part, Rows, Table, cut, read_part
from credence.files.survey_rows import keys_of_names
from credence.files.survey_wide import wide_block
from credence.files.taking import Shown, Taking
from credence.groups.reduced import Reduced, combined, reduced
from credence.library import Library
from credence.number import Kind
from credence.scale import Progress, run
from credence.survey import Account, Questions

BLOCK_ROWS = 1 << 16
"""People who are reduced at once."""


@dataclass(frozen=True)
class Wish:
    """What is wanted of a table.

    Attributes:
        told: Answers to what it leaves open.
        keep: Whether everybody's answers are kept, too.
        entire: Whether notes and sources are, and a header with mistakes is read as far as it goes.
        check: Refuses a table that is too large, by its rows.
    """

    told: Told
    keep: bool = True
    entire: bool = False
    check: Callable[[Header, Rows], None] | None = None


@dataclass(frozen=True)
class _Task:
    """What a worker needs to read and reduce one part."""

    part: Part
    header: Header
    library: Library
    taking: Taking
    keep: bool
    repeated: frozenset[int] = frozenset()


def table_at(source: Path | bytes, file: str, form: str, library: Library) -> tuple[Table, Header]:
    """A table cut into parts, and its header.

    Raises:
        InputError: It cannot be read, or no row of it is a header.
    """

    def score(names: Sequence[str]) -> int:
        header = header_of(names, library)
        if header is None:
            return 0
        asked = sum(len(stem.columns) for stem in header.stems)
        return 1 + min(asked, 9_999) + 10_000 * (header.name is not None) + 20_000 * header.is_long

    table = cut(source, file, form, score, SHAPE)
    header = header_of(table.names, library, table.line)
    if header is None:  # pragma: no cover - a row with a score has a header
        raise InputError(Problem("", SHAPE, table.line, file))
    return table, header


def read_table(
    source: Path | bytes,
    file: str,
    form: str,
    library: Library,
    wish: Wish,
    *,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> tuple[Reduced, list[Problem]]:
    """Read a table of people, and what of its header cannot be.

    Raises:
        InputError: The table cannot be read; or, unless all that can be read is wanted, its header
            asks what the library does not know.
    """
    table, header = table_at(source, file, form, library)
    problems = [Problem("", message, table.line, file) for message in header.problems]
    if problems and (header.is_long or not wish.entire):
        raise InputError(problems)
    if wish.check:
        for part in table.parts:
            wish.check(header, read_part(part, header.needed))
    taking = Taking(
        percent=percent_of(wish.told, library) | _titled(header, library),
        keep_summary_rows=wish.told.keep_summary_rows,
        entire=wish.entire,
    )
    tasks = [_Task(part, header, library, taking, wish.keep) for part in table.parts]
    read = _long if header.is_long else _wide
    found, shown, labels = read(tasks, library, file, scheduler, progress)
    settled = taking.settled(shown)
    if settled != taking:
        tasks = [replace(task, taking=settled) for task in tasks]
        found, again, labels = read(tasks, library, file, scheduler, None)
        shown = replace(again, signs=shown.signs, above=shown.above)
    notes = [*table.notes, header.left_words(), *shown.taken[:_MOST_TAKEN]]
    if (more := len(shown.taken) - _MOST_TAKEN) > 0:
        notes.append(f"{more:,} other spellings are read likewise")
    account = replace(
        found.account,
        notes=tuple(f"{file}: {note}" for note in (*notes, *found.account.notes) if note),
        asked=settled.asked(shown, labels),
    )
    return replace(found, account=account), problems


_MOST_TAKEN = 12
"""Cells of which an account says how they were read."""


def _titled(header: Header, library: Library) -> frozenset[str]:
    """Paths that titles say are in per cent."""
    if not header.all_percent:
        return header.percent
    stated = {f"claims.{claim}.stated" for claim in library.claim_ids}
    shares = {p for p, (kind, _) in library.numbers.items() if kind is Kind.PROBABILITY}
    return frozenset(stated | shares | {"scepticism"})


def _wide(
    tasks: list[_Task],
    library: Library,
    file: str,  # noqa: ARG001 - as for the long form
    scheduler: str | None,
    progress: Progress | None,
) -> tuple[Reduced, Shown, dict[str, str]]:
    every = run(_wide_task, tasks, scheduler, progress)
    repeated = _repeated([one.keys for one, _ in every])
    again = [place for place, rows in enumerate(repeated) if rows]
    mended = run(
        _wide_task, [replace(tasks[i], repeated=repeated[i]) for i in again], scheduler, None
    )
    for place, one in zip(again, mended, strict=True):
        every[place] = one
    whole = combined([one for one, _ in every], Questions.of(library))
    labels = dict(labels_of(tasks[0].header)) if tasks else {}
    return whole, Shown.of(shown for _, shown in every), labels


def _wide_task(task: _Task) -> tuple[Reduced, Shown]:
    """Read and reduce a part of a wide table; runs on workers."""
    header = task.header
    labels = frozenset() if header.name is None else frozenset({header.name})
    rows, questions = read_part(task.part, header.needed, labels), Questions.of(task.library)
    found, shown = [], []
    for at in range(0, max(len(rows.lines), 1), BLOCK_ROWS):
        some = rows.part(slice(at, at + BLOCK_ROWS))
        block, account, seen = wide_block(some, header, task.part.file, task.taking, task.repeated)
        keys = keys_of_names(block.names, block.rows)
        found.append(reduced(block, questions, account, keep=task.keep, keys=keys))
        shown.append(seen)
    return combined(found, questions), Shown.of(shown)


def _long(
    tasks: list[_Task],
    library: Library,
    file: str,
    scheduler: str | None,
    progress: Progress | None,
) -> tuple[Reduced, Shown, dict[str, str]]:
    questions = Questions.of(library)
    if not tasks:
        return combined([], questions), Shown(), {}
    parts = run(_long_task, tasks, scheduler, progress)
    block, account = people_of_parts(parts, file)
    blocks = [
        reduced(block.taken(slice(at, at + BLOCK_ROWS)), questions, Account(), keep=tasks[0].keep)
        for at in range(0, block.people, BLOCK_ROWS)
    ]
    labels = {path: label for part in reversed(parts) for path, label in part.labels.items()}
    found = replace(combined(blocks, questions), account=account)
    return found, Shown.of(part.shown for part in parts), labels


def _long_task(task: _Task) -> LongPart:
    """Read a part of a long table; runs on workers."""
    places = task.header.places
    labels = frozenset(places[key] for key in ("name", "item", "field") if key in places)
    rows = read_part(task.part, task.header.needed, labels)
    return long_part(rows, task.header, task.library, task.part.file, task.taking)


def _repeated(keys: Sequence[NDArray[np.uint64]]) -> list[frozenset[int]]:
    """The rows of each part whose name stood in an earlier row."""
    seen = np.concatenate([np.zeros(0, np.uint64), *(part[:, 0] for part in keys)])
    _, first, place = np.unique(seen, return_index=True, return_inverse=True)
    again = first[place] != np.arange(len(seen))
    found, at = [], 0
    for part in keys:
        rows = part[:, 1][again[at : at + len(part)]]
        found.append(frozenset(int(row) for row in rows))
        at += len(part)
    return found
