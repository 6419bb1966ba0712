"""Surveys: tables of many people and credence files of one, reduced to what the group model needs.

CSV and Parquet are read a part at a time, so that a million people need little memory; an XLSX
sheet is one part, and so is each credence file in YAML or JSON. A survey of at most `KEPT_BYTES` of
files keeps every person's answers too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem
from credence.files.bounds import Bounds
from credence.files.credence_edits import numbers_of, truths_of
from credence.files.credence_file import record_of
from credence.files.credences import format_of, read_credences
from credence.files.document import content_of
from credence.files.library_file import document_of
from credence.files.survey_columns import Header, claim_stated, header_of
from credence.files.survey_parts import Part, cut, opened, read_part
from credence.files.survey_table import (
    LongPart,
    keys_of_names,
    long_part,
    people_of_parts,
    wide_block,
)
from credence.groups.reduced import Reduced, combined, reduced
from credence.library import Library
from credence.scale import Progress, run
from credence.survey import Account, Block, Questions, RowReport

BLOCK_ROWS = 1 << 16
"""People who are reduced at once."""

KEPT_BYTES = 20_000_000
"""Files up to this size, all together, keep every person's answers."""

type Source = Path | tuple[str, bytes]
"""A file by its path, or its name and content."""


@dataclass(frozen=True)
class _Task:
    """What a worker needs to read and reduce one part."""

    part: Part
    header: Header
    library: Library
    told: Told
    keep: bool
    repeated: frozenset[int] = frozenset()


def read_survey(
    sources: Sequence[Source],
    library: Library,
    *,
    told: Told = NOTHING,
    scheduler: str | None = None,
    progress: Progress | None = None,
    bounds: Bounds | None = None,
) -> Reduced:
    """Read every file and reduce it; the same digits with a cluster and without.

    ``told`` are the answers to what a table leaves open. ``bounds`` holds for YAML and JSON, which are read a person at a time.

    Raises:
        InputError: A file is no table and no credence file, or asks what the library does not
            know; all problems of all files. Rows that cannot be used are no error: they stand in
            the account.
    """
    questions = Questions.of(library)
    keep = sum(_size(source) for source in sources) <= KEPT_BYTES
    found: list[Reduced] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            found.append(_read(source, library, questions, told, keep, scheduler, progress, bounds))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return combined(found, questions)


def _size(source: Source) -> int:
    if isinstance(source, tuple):
        return len(source[1])
    try:
        return source.stat().st_size
    except OSError:
        return 0  # reading says what is wrong with it


def _read(
    source: Source,
    library: Library,
    questions: Questions,
    told: Told,
    keep: bool,
    scheduler: str | None,
    progress: Progress | None,
    bounds: Bounds | None,
) -> Reduced:
    file = source[0] if isinstance(source, tuple) else str(source)
    form = _form(source, file)
    if form in {"yaml", "json"}:
        content = source[1] if isinstance(source, tuple) else content_of(source)
        if bounds:
            bounds.check_text(content, form, file)
        return _documents(content, file, library, questions)
    held = source[1] if isinstance(source, tuple) else source.absolute()
    names, line, parts = cut(held, file, form)
    header = header_of(names, library, file, line)
    tasks = [_Task(part, header, library, told, keep) for part in parts]
    if header.is_long:
        return _counted(_long(tasks, questions, file, scheduler, progress), library)
    every = run(_wide_task, tasks, scheduler, progress)
    repeated = _repeated([one.keys for one in every])
    again = [place for place, rows in enumerate(repeated) if rows]
    mended = run(
        _wide_task, [replace(tasks[i], repeated=repeated[i]) for i in again], scheduler, None
    )
    for place, one in zip(again, mended, strict=True):
        every[place] = one
    return _counted(combined(every, questions), library)


def _counted(table: Reduced, library: Library) -> Reduced:
    """With the stated credences of each claim that could not be read."""
    found: dict[str, int] = {}
    for column, count in table.account.unread.items():
        if claim := claim_stated(column, library):
            found[claim] = found.get(claim, 0) + count
    return replace(table, unreadable=found)


def _form(source: Source, file: str) -> str:
    held = source[1] if isinstance(source, tuple) else source.absolute()
    with opened(held, file) as stream:
        head = stream.read(100_000)
    if head.startswith(b"PAR1") or Path(file).suffix.lower() in {".parquet", ".pq"}:
        return "parquet"
    return format_of(head, file)


def _wide_task(task: _Task) -> Reduced:
    """Read and reduce a part of a wide table; runs on workers."""
    header = task.header
    needed = {place for stem in header.stems for place in stem.columns.values()}
    needed |= {header.name} if header.name is not None else set()
    rows, questions = read_part(task.part, frozenset(needed)), Questions.of(task.library)
    found = []
    for at in range(0, max(len(rows.lines), 1), BLOCK_ROWS):
        some = rows.part(slice(at, at + BLOCK_ROWS))
        block, account = wide_block(some, header, task.part.file, task.repeated)
        keys = keys_of_names(block.names, block.rows)
        found.append(reduced(block, questions, account, keep=task.keep, keys=keys))
    return combined(found, questions)


def _long_task(task: _Task) -> LongPart:
    """Read a part of a long table; runs on workers."""
    rows = read_part(task.part, frozenset(task.header.places.values()))
    return long_part(rows, task.header, task.library, task.part.file)


def _long(
    tasks: list[_Task],
    questions: Questions,
    file: str,
    scheduler: str | None,
    progress: Progress | None,
) -> Reduced:
    if not tasks:
        return combined([], questions)
    block, account = people_of_parts(run(_long_task, tasks, scheduler, progress), file)
    account = replace(account, notes=(*account.notes, *tasks[0].header.notes))
    blocks = [
        reduced(
            block.taken(slice(at, at + BLOCK_ROWS)),
            questions,
            Account(),
            keep=tasks[0].keep,
        )
        for at in range(0, block.people, BLOCK_ROWS)
    ]
    whole = combined(blocks, questions)
    return replace(whole, account=account)


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


def _documents(content: bytes, file: str, library: Library, questions: Questions) -> Reduced:
    """Credence files in YAML or JSON: one person, or a list of them."""
    document = document_of(content, file)
    _, problems = read_credences(content, name=file, library=library)
    if strange := [p for p in problems if p.path.split(".")[-1] in {"library", "schema"}]:
        raise InputError(strange)
    people = document.data if isinstance(document.data, list) else [document.data]
    is_list = isinstance(document.data, list)
    found = []
    for number, data in enumerate(people):
        mine = [p for p in problems if not is_list or p.path.split(".")[0] in {str(number), ""}]
        found.append(_person(data, mine, file, library, questions))
    return combined(found, questions)


def _person(
    data: object, problems: list[Problem], file: str, library: Library, questions: Questions
) -> Reduced:
    record = record_of(data, library)[0] if isinstance(data, dict) else None
    numbers: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
    flags: dict[str, NDArray[np.int8]] = {}
    name = Path(file).stem
    if record is not None and record.library == library.name:
        name = record.name or name
        for path, number in numbers_of(record):
            stated = path.endswith(".stated") and path.split(".")[1] in library.claim_ids
            if path in library.numbers or stated or path == "scepticism":
                numbers[path] = np.array([number.low]), np.array([number.high])
        listed = isinstance(record.active, tuple)
        for path, truth in truths_of(record, library):
            is_left_out = listed and not truth and path.startswith("active.")
            flags[path] = np.array([-2 if is_left_out else int(truth)], dtype=np.int8)
    used = bool(numbers) or any(truth[0] >= 0 for truth in flags.values())
    reasons = tuple(f"{p.path}: {p.message}" if p.path else p.message for p in problems)
    status = "used" if used and not reasons else "partly used" if used else "set aside"
    reports = (
        ()
        if status == "used"
        else (RowReport(file, 0, name, status, reasons or ("nothing is changed or stated",)),)
    )
    account = Account(
        1,
        int(status == "used"),
        int(status == "partly used"),
        int(status == "set aside"),
        reports=reports,
    )
    block = Block(
        np.array([name], dtype=object)[: int(used)],
        np.zeros(int(used), dtype=np.int64),
        numbers,
        flags,
    )
    claims = (problem.path.partition("claims.")[2] for problem in problems)
    unreadable = Counter(path.split(".")[0] for path in claims if path.endswith(".stated"))
    return replace(reduced(block, questions, account, keep=True), unreadable=unreadable)
