"""What is right as it stands in a file, and yet is often meant otherwise."""

from pathlib import Path

from credence.asking import NOTHING, Told
from credence.errors import InputError, Problem
from credence.files.check import FileKind
from credence.files.credences import read_credences
from credence.files.library_file import read_library
from credence.scenario import Scenario
from credence.words.weight import error_rate_words


def remarks_on(path: Path, kind: FileKind, *, told: Told = NOTHING) -> list[Problem]:
    """Strong ratios that meet a doubtful soundness, at their place; none where nothing can be read.

    Of a credence file only the arguments count of which a person changes a number.
    """
    try:
        if kind == "library":
            library = read_library(path)
            held = [(Scenario(library), tuple(library.arguments))]
        else:
            people = [person.scenario for person in read_credences(path, told=told)[0]]
            held = [(scenario, _changed(scenario)) for scenario in people]
    except InputError:
        return []
    found = [
        Problem(f"arguments.{name}", said, file=str(path))
        for scenario, names in held
        for name in names
        if (said := error_rate_words(scenario, name))
    ]
    return list(dict.fromkeys(found))


def _changed(scenario: Scenario) -> tuple[str, ...]:
    places = (path.split(".") for path, _ in scenario.changes)
    return tuple(dict.fromkeys(item for section, item, *_ in places if section == "arguments"))
