"""A credence file's content as a record in the program, and back to plain data.

A `CredenceFile` is a scenario with what only the file holds: whose it is, notes, sources, and the
reasons for single numbers (*remarks*). Reading is lenient: what can be read is read, and each thing
that cannot is a problem with its place. Nothing is left out without one.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from credence.consistency import number_field
from credence.errors import Problem, unknown
from credence.files.credence_edits import SECTIONS, scenario_of
from credence.files.credence_record import SCHEMA, CredenceRecord
from credence.files.released import load_library, released
from credence.files.wording import problems_in
from credence.library import Basis, Library, Source
from credence.number import Number
from credence.scenario import DEFAULT_DRAWS, DEFAULT_FIRMNESS, DEFAULT_TOLERANCE, Scenario


@dataclass(frozen=True)
class Remark:
    """What a person says about one item: a note, and where single numbers come from."""

    note: str | None = None
    basis: dict[str, Basis] = field(default_factory=dict)


@dataclass(frozen=True)
class CredenceFile:
    """One person's scenario and what their file says about it.

    Attributes:
        scenario: What the person changes about the library.
        name: Whose it is.
        note: About the whole.
        sources: What the file reads, for a worldview.
        remarks: By the item's place, such as ``claims.scheming``.
    """

    scenario: Scenario
    name: str
    note: str | None = None
    sources: tuple[Source, ...] = ()
    remarks: dict[str, Remark] = field(default_factory=dict)

    @property
    def library(self) -> str:
        """Name of the library that the file is about."""
        return self.scenario.library.name


def credence_file_of(
    data: object, *, library: Library | None = None, name: str | None = None
) -> tuple[CredenceFile | None, list[Problem]]:
    """Read plain data; ``library`` is the one to read against, otherwise the released one named.

    Returns what could be read, ``None`` where not even the library is known, and every problem.
    """
    if not isinstance(data, dict):
        message = f"a credence file is a mapping that begins with “schema: {SCHEMA}”"
        return None, [Problem("", message)]
    record, problems = record_of(data, library)
    if record is None:
        return None, problems
    if library is None:
        if record.library not in released():
            message = unknown("released library", record.library, released())
            hint = "for a library of your own, give its file too"
            return None, [*problems, Problem("library", f"{message}; {hint}")]
        library = load_library(record.library)
    elif record.library != library.name:
        message = f"the file is about “{record.library}”, and not about “{library.name}”"
        problems.append(Problem("library", f"{message}; open it with its own library"))
    scenario, further = scenario_of(record, library)
    remarks = {
        f"{section}.{item}": Remark(held.note, dict(held.basis))
        for section in SECTIONS
        for item, held in getattr(record, section).items()
        if held.note or held.basis
    }
    problems += [*further, *_basis(library, remarks)]
    who = record.name or " ".join((name or "").split())[:200] or "no name"
    return CredenceFile(scenario, who, record.note, record.sources, remarks), problems


def record_of(
    data: dict[str, Any], library: Library | None
) -> tuple[CredenceRecord | None, list[Problem]]:
    """The record without what has the wrong shape, and a problem for each such place."""
    left = data
    problems: list[Problem] = []
    for _ in range(8):
        try:
            return CredenceRecord.model_validate(left), problems
        except ValidationError as error:
            found = list(problems_in(error, CredenceRecord))
            problems += [problem for problem in found if problem not in problems]
            places = [list(one["loc"]) for one in error.errors(include_url=False)]
        if left is data:
            left = copy.deepcopy(data)
        for place in sorted(places, key=str, reverse=True):
            _take_out(left, place)
        left["schema"] = SCHEMA
        if "library" not in left:
            if library is None:
                break
            left["library"] = library.name
    return None, problems


def _take_out(data: Any, place: list[Any]) -> None:  # noqa: ANN401 - any plain data
    """Take out what stands at a place; a record whose required key is missing goes as a whole."""
    if place[-1:] == ["[key]"]:
        place = place[:-1]
    if place[:1] == ["active"] and place[1:2] in (["list"], ["mapping"]):
        place = ["active", *place[2:]]
    holders = [data]
    for part in place[:-1]:
        try:
            holders.append(holders[-1][part])
        except (KeyError, IndexError, TypeError):
            return
    holder, last = holders[-1], place[-1]
    try:
        del holder[last]
    except (KeyError, IndexError, TypeError):
        # A missing key: what lacks it (a source without a title) cannot be read at all.
        if len(place) > 1:
            _take_out(data, place[:-1])


def _basis(library: Library, remarks: dict[str, Remark]) -> Iterator[Problem]:
    """Reasons for numbers that the item does not have."""
    if not any(remark.basis for remark in remarks.values()):
        return  # as most people's files, and sorting a library's numbers takes longer than the rest
    fields: dict[str, list[str]] = {}
    for path in library.numbers:
        section, item, name = number_field(path)
        fields.setdefault(f"{section}.{item}", []).append(name)
    for place, remark in remarks.items():
        known = fields.get(place)
        if known is None:
            continue  # an item that is not there has its own problem
        extra = ["stated", "tolerance"] if place.startswith("claims.") else []
        for name in remark.basis:
            if name not in (*known, *extra):
                message = unknown("number", name, [*known, *extra])
                yield Problem(f"{place}.basis.{name}", message)


def _off_with_ratio(scenario: Scenario) -> dict[str, bool]:
    """The arguments whose ratio is changed and that are off: unsaid, they would be on."""
    changed = {path.split(".")[1] for path, _ in scenario.changes if is_ratio(path)}
    return dict.fromkeys(sorted(changed.difference(scenario.active)), False)


def is_ratio(path: str) -> bool:
    """Whether a number is an argument's likelihood ratio."""
    section, _, key = path.split(".", 3)[:3]
    return section == "arguments" and key in {"lr", "bears_on"}


def data_of(file: CredenceFile) -> dict[str, Any]:
    """The plain form that files hold; `credence_file_of` gives back an equal credence file."""
    scenario = file.scenario
    data: dict[str, Any] = {"schema": SCHEMA, "library": file.library, "name": file.name}
    optional = {
        "note": file.note,
        "sources": [source.model_dump(exclude_none=True) for source in file.sources],
        "target": scenario.chosen_target,
        "seed": scenario.seed,
        "draws": scenario.draws if scenario.draws != DEFAULT_DRAWS else None,
        "scepticism": scenario.scepticism,
        "suppose": scenario.suppose,
        "active": _off_with_ratio(scenario) | dict(scenario.toggles),
    }
    data |= {key: value for key, value in optional.items() if value}
    if scenario.firmness != DEFAULT_FIRMNESS:
        data["firmness"] = scenario.firmness
    items: dict[str, dict[str, Any]] = {}
    for claim, stated in scenario.statements:
        entry = items.setdefault(f"claims.{claim}", {})
        entry["stated"] = stated.credence
        if stated.tolerance != DEFAULT_TOLERANCE:
            entry["tolerance"] = stated.tolerance
    for path, value in scenario.changes:
        section, item, key, *rest = path.split(".", 3)
        entry = items.setdefault(f"{section}.{item}", {})
        if rest:
            entry.setdefault(key, {})[rest[0]] = Number.as_data(value)
        else:
            entry[key] = Number.as_data(value)
    for place, remark in file.remarks.items():
        entry = items.setdefault(place, {})
        if remark.note:
            entry["note"] = remark.note
        if remark.basis:
            entry["basis"] = {name: basis.model_dump() for name, basis in remark.basis.items()}
    for section in SECTIONS:
        named = {p.partition(".")[2]: e for p, e in items.items() if p.startswith(f"{section}.")}
        if named:
            data[section] = named
    return data
