"""A credence file's record as edits of a scenario, one at a time.

Each *edit* has the place in the file that asks for it, so that an edit which the library refuses
becomes a problem at that place while all others are made.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from credence.errors import InputError, Problem, unknown
from credence.files.credence_record import ArgumentHeld, ClaimHeld, CredenceRecord, FamilyHeld
from credence.library import Library
from credence.number import Number
from credence.scenario import DEFAULT_FIRMNESS, Scenario

SECTIONS = ("claims", "families", "arguments")
_WHAT = {"claims": "claim", "families": "family", "arguments": "argument"}

type Edit = Callable[[Scenario], Scenario]


def scenario_of(record: CredenceRecord, library: Library) -> tuple[Scenario, list[Problem]]:
    """The scenario with every edit that the library allows, and a problem for each other one."""
    scenario = Scenario(library)
    problems = list(_strangers(record, library))
    for path, edit in _edits(record, library):
        try:
            scenario = edit(scenario)
        except InputError as error:
            problems.extend(Problem(path, problem.message) for problem in error.problems)
    return scenario, problems


def ids_of(library: Library, section: str) -> tuple[str, ...]:
    """Ids of a section's items; members of alternatives are claims."""
    return library.claim_ids if section == "claims" else tuple(getattr(library, section))


def _strangers(record: CredenceRecord, library: Library) -> Iterator[Problem]:
    """Items that the library does not have, and numbers that lack what they belong to."""

    def check(path: str, section: str, names: Iterable[str]) -> Iterator[Problem]:
        known = ids_of(library, section)
        for name in names:
            if name not in known:
                yield Problem(f"{path}.{name}", unknown(_WHAT[section], name, known))

    yield from check("active", "arguments", record.active or ())
    yield from check("suppose", "claims", record.suppose)
    if isinstance(record.active, tuple):
        for place, name in enumerate(record.active):
            if name in record.active[:place]:
                yield Problem(f"active.{place}", f"“{name}” is in the list already; leave one out")
    for section in SECTIONS:
        yield from check(section, section, getattr(record, section))
    for name, claim in record.claims.items():
        if claim.tolerance is not None and claim.stated is None:
            message = "a tolerance needs the stated credence that it belongs to"
            yield Problem(f"claims.{name}.tolerance", message)


def _edits(record: CredenceRecord, library: Library) -> Iterator[tuple[str, Edit]]:
    claims = library.claim_ids
    if isinstance(record.active, dict):
        for name, on in record.active.items():
            if name in library.arguments:
                yield f"active.{name}", partial(Scenario.with_active, argument=name, active=on)
    elif record.active is not None:
        listed = [name for name in dict.fromkeys(record.active) if name in library.arguments]
        yield "active", partial(Scenario.with_only, arguments=listed)
    if not isinstance(record.active, tuple):
        # Who gives an argument's ratio counts it, unless they say that it is off.
        for name in _with_ratio(record.arguments):
            if name in library.arguments and name not in (record.active or {}):
                yield f"arguments.{name}", partial(Scenario.with_active, argument=name)
    for name, value in record.suppose.items():
        if name in claims:
            yield f"suppose.{name}", partial(Scenario.with_supposition, claim=name, value=value)
    for name, claim in record.claims.items():
        if name in claims and claim.stated is not None:
            yield (
                f"claims.{name}.stated",
                partial(
                    Scenario.with_stated,
                    claim=name,
                    credence=claim.stated,
                    tolerance=claim.tolerance,
                ),
            )
    for section in SECTIONS:
        for name, held in getattr(record, section).items():
            if name in ids_of(library, section):
                for key, number in _numbers(held):
                    place = f"{section}.{name}"
                    yield f"{place}.{key}", partial(_hold, place=place, key=key, value=number)
    if record.scepticism:
        yield "scepticism", partial(Scenario.with_scepticism, value=record.scepticism)
    if record.firmness != DEFAULT_FIRMNESS:
        yield "firmness", partial(Scenario.with_firmness, value=record.firmness)
    if record.target is not None:
        yield "target", partial(Scenario.with_target, claim=record.target)
    if record.seed is not None:
        yield "seed", partial(Scenario.with_seed, seed=record.seed)
    if record.draws is not None:
        yield "draws", partial(Scenario.with_draws, draws=record.draws)


def _with_ratio(arguments: Mapping[str, ArgumentHeld]) -> Iterator[str]:
    """The arguments whose likelihood ratio somebody gives."""
    return (name for name, held in arguments.items() if held.lr is not None or held.bears_on)


def _hold(scenario: Scenario, place: str, key: str, value: object) -> Scenario:
    """Change a number; where the item has no such number, say which ones it has."""
    path = f"{place}.{key}"
    numbers = scenario.library.numbers
    if path not in numbers:
        own = [name.removeprefix(f"{place}.") for name in numbers if name.startswith(f"{place}.")]
        raise InputError.at(path, unknown(f"number of {place}", key, own))
    return scenario.with_number(path, value)


def _numbers(held: ClaimHeld | ArgumentHeld | FamilyHeld) -> Iterator[tuple[str, object]]:
    """Each number that an item holds, by its path inside the item."""
    own = vars(held)  # a record is slow to say that it lacks a field
    for key in ("prior", "weight", "lr", "soundness", "overlap"):
        if (value := own.get(key)) is not None:
            yield key, value
    for key in ("causes", "table", "bears_on", "premises", "undercuts"):
        for name, value in own.get(key, {}).items():
            yield f"{key}.{name}", value


def numbers_of(record: CredenceRecord) -> Iterator[tuple[str, Number]]:
    """Every number that a record holds, by its path, also where the library holds the same."""
    for section in SECTIONS:
        for name, held in getattr(record, section).items():
            for key, value in _numbers(held):
                number = value if isinstance(value, Number) else Number.point(float(str(value)))
                yield f"{section}.{name}.{key}", number
    for name, claim in record.claims.items():
        if claim.stated is not None:
            yield f"claims.{name}.stated", claim.stated
    if record.scepticism:
        yield "scepticism", Number.point(record.scepticism)


def truths_of(record: CredenceRecord, library: Library) -> Iterator[tuple[str, bool]]:
    """Every toggle and supposition that a record makes, as ``active.<id>`` and ``suppose.<id>``."""
    if isinstance(record.active, dict):
        yield from (
            (f"active.{n}", on) for n, on in record.active.items() if n in library.arguments
        )
    elif record.active is not None:
        yield from ((f"active.{name}", name in record.active) for name in library.arguments)
    yield from ((f"suppose.{n}", v) for n, v in record.suppose.items() if n in library.claim_ids)
