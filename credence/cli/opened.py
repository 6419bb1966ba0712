"""Whose numbers in a file are meant, and what is said of the file besides."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from credence.errors import Problem

if TYPE_CHECKING:
    from credence.asking import Asked, Told
    from credence.files import CredenceFile
    from credence.library import Library
    from credence.survey import Account

_SHOWN = 20


def person_in(
    path: Path,
    library: "Library",
    person: str | None,
    told: "Told",
    how: str,
    problems: list[Problem],
) -> "CredenceFile | None":
    """The one person of a file who is meant; what keeps them from being read goes to ``problems``.

    What is wrong with others, and what was taken how, is said on stderr. ``how`` is the way to choose.
    """
    from credence.files import open_credences  # noqa: PLC0415 - only now is it needed

    opened = open_credences(path, library=library, told=told)
    named = opened if person is None else opened.only(person)
    others = [one for one in opened.problems if one not in named.problems]
    said = [*opened.account.notes, *map(remedy, opened.account.asked), *map(str, others)]
    say(said)
    if named.problems:
        problems.extend(named.problems)
    elif len(named.people) == 1:
        return named.people[0]
    else:
        names = ", ".join(f"“{one.name}”" for one in opened.people[:12])
        hint = f"choose one {how}: {names}" if opened.people else "there is nobody in it"
        message = f"the file holds {len(opened.people)} people; {hint}"
        problems.append(Problem("scenario", message, file=str(path)))
    return None


def remedy(asked: "Asked") -> str:
    """An open question with the option that answers it."""
    if asked.kind == "percent":
        return f"{asked.sentence} If so: --percent {asked.column}; if not, mend these cells."
    return f"{asked.sentence} If so: --keep-summary-rows."


def say(lines: Iterable[str], most: int = _SHOWN) -> None:
    """Lines on stderr, the first of them."""
    every = list(lines)
    for line in every[:most]:
        print(f"credence: {line}", file=sys.stderr)  # noqa: T201
    if (left := len(every) - most) > 0:
        print(f"credence: {left:,} further notes", file=sys.stderr)  # noqa: T201


def say_account(account: "Account") -> None:
    """What became of the rows, and of the first that are not used in full."""
    from credence.words.group import account_words  # noqa: PLC0415

    told = [*account.notes, *map(remedy, account.asked)]
    if account.partly or account.aside:
        told.append(account_words(account))
    for report in account.reports[:_SHOWN]:
        row = f":{report.row}" if report.row else ""
        who = f" ({report.name})" if report.name else ""
        told.append(f"{report.file}{row}{who}: {report.status}: {'; '.join(report.reasons)}")
    left = account.partly + account.aside - min(len(account.reports), _SHOWN)
    if left > 0:
        told.append(f"{left:,} further rows; --format json has the first {len(account.reports):,}")
    say(told, len(told))
