"""Surveys: tables of many people and credence files of one, reduced to what the group model needs.

CSV and Parquet are read a part at a time, so that a million people need little memory; an XLSX
sheet is one part, and so is each credence file in YAML or JSON. A survey of at most `KEPT_BYTES` of
files keeps every person's answers too.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem
from credence.files.bounds import Bounds
from credence.files.credence_edits import numbers_of, truths_of
from credence.files.credence_file import record_of
from credence.files.credences import format_of, read_credences
from credence.files.csv_parts import opened
from credence.files.document import content_of
from credence.files.library_file import document_of
from credence.files.people_table import Wish, read_table
from credence.groups.reduced import Reduced, combined, reduced
from credence.library import Library
from credence.scale import Progress
from credence.survey import Account, Block, Questions, RowReport

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT_BYTES = 20_000_000
"""Files up to this size, all together, keep every person's answers."""

type Source = Path | tuple[str, bytes]
"""A file by its path, or its name and content."""


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
    wish = Wish(told, keep)
    return read_table(held, file, form, library, wish, scheduler=scheduler, progress=progress)[0]


def _form(source: Source, file: str) -> str:
    held = source[1] if isinstance(source, tuple) else source.absolute()
    with opened(held, file) as stream:
        head = stream.read(100_000)
    return format_of(head, file)


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
    claims = (problem.path.rpartition("claims.") for problem in problems)
    account = Account(
        1,
        int(status == "used"),
        int(status == "partly used"),
        int(status == "set aside"),
        unread=Counter(section + item for _, section, item in claims if item.endswith(".stated")),
        reports=reports,
    )
    block = Block(
        np.array([name], dtype=object)[: int(used)],
        np.zeros(int(used), dtype=np.int64),
        numbers,
        flags,
    )
    return reduced(block, questions, account, keep=True)
