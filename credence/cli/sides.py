"""Two people on a command line: each a credence file, a worldview, a link, or the library itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credence.cli.links import scenario_of
from credence.cli.opened import person_in
from credence.errors import Problem

if TYPE_CHECKING:
    from credence.asking import Told
    from credence.library import Library
    from credence.scenario import Scenario

SideName = Annotated[
    str,
    typer.Argument(
        help="A credence file (FILE, or FILE#NAME of a person in it), a worldview such as "
        "carlsmith_2023, a link or its code, or “library” for the library untouched."
    ),
]
UNTOUCHED = "library"


def sides_of(
    library_name: str, texts: tuple[str, str], told: "Told", problems: list[Problem]
) -> list[tuple[str, "Scenario"]]:
    """Name and scenario of both sides; what is wrong with either is added to ``problems``."""
    from credence.files import load_library  # noqa: PLC0415 - only now is it needed

    library = load_library(library_name)
    found = [
        side_of(library, text, label, told, problems)
        for text, label in zip(texts, "AB", strict=True)
    ]
    if found[0][0] == found[1][0]:
        found = [(f"{name} ({label})", s) for (name, s), label in zip(found, "AB", strict=True)]
    return found


def side_of(
    library: "Library", text: str, label: str, told: "Told", problems: list[Problem]
) -> tuple[str, "Scenario"]:
    """Name and scenario of one side; what is wrong with it is added to ``problems``."""
    from credence.files import worldviews  # noqa: PLC0415 - only now is it needed
    from credence.scenario import Scenario  # noqa: PLC0415
    from credence.words import clean  # noqa: PLC0415

    if text == UNTOUCHED:
        return "the library", Scenario(library)
    shipped = worldviews(library)
    if text in shipped:
        return clean(shipped[text].name or text), shipped[text].scenario
    if "*" in text or "?" in text or "://" in text:
        return label, scenario_of(library, text, problems)
    file, _, person = text.rpartition("#") if not _is_file(text) and "#" in text else (text, "", "")
    if _is_file(file):
        how = f"by writing {Path(file).name}#NAME"
        held = person_in(Path(file), library, person or None, told, how, problems)
        return (clean(held.name or label), held.scenario) if held else (label, Scenario(library))
    problems.append(Problem(label, _unknown(library, text, list(shipped))))
    return label, Scenario(library)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long, or with a character that no name has
        return False


def _unknown(library: "Library", text: str, shipped: list[str]) -> str:
    from credence.files import load_library, released, worldviews  # noqa: PLC0415

    for name in released():
        if name != library.name and text in worldviews(load_library(name)):
            return f"the worldview {text} is about {name}, and not about {library.name}"
    known = f"the worldviews are {', '.join(shipped)}" if shipped else "it has no worldviews"
    return (
        f"“{text[:200]}” is no credence file, no link, and no worldview of {library.name} ({known}); "
        "“library” is the library untouched"
    )
