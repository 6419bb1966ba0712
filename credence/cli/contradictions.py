"""Options that say two things of one: ``--suppose a=true --suppose a=false``.

The last of them could count, or the first; nobody who reads the command can tell which was meant, so
neither does. The same thing said twice in the same words is no contradiction.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from credence.cli.options import TRUTHS, names_in
from credence.errors import Problem
from credence.scenario import canonical_path


def contradictions(options: Mapping[str, Any]) -> list[Problem]:
    """A problem for each option that gives another value to what an earlier one gave a value."""
    said: dict[str, tuple[object, str]] = {}
    problems = []
    for place, value, text in _said(options):
        before, first = said.setdefault(place, (value, text))
        if before != value:
            message = f"{first} and {text} are about the same thing; leave one out"
            problems.append(Problem(place, message))
    return problems


def _said(options: Mapping[str, Any]) -> Iterator[tuple[str, object, str]]:
    """What each option is about, what it says of that, and the option itself."""
    for option, value in (("on", True), ("off", False)):
        for name in names_in(options[option]):
            yield f"arguments.{name}.active", value, f"--{option} {name}"
    for option, key in (("suppose", "suppose"), ("set", "set_")):
        for text in options[key] or ():
            path, _, held = (piece.strip() for piece in text.partition("="))
            path = f"suppose.{path}" if option == "suppose" else canonical_path(path)
            is_truth = option == "suppose" or path.endswith(".active")
            yield path, TRUTHS.get(held.lower(), held) if is_truth else held, f"--{option} {text}"
