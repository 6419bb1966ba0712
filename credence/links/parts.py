"""The parts of a code: each says one thing that differs from the library.

A part is a key, ids, and for numbers a value at its end, with dots between: ``on.speed.messy_goals``,
``prior.scheming.0.25``, ``lr.speed.scheming.0.1_to_0.67``. Ids begin with a letter and values with a
digit, so a dot inside a value is never taken for a separator. The row of a table is ``r01``.

Numbers are written as the shortest decimal that reads back to the same double.

Of two parts that say something of one thing, the first counts and the second is a problem, whether
they agree or not: nobody can tell which of them was meant.

Problems are told in full up to a limit and only counted beyond it: who opens a hostile code waits
no longer, and nobody reads a thousand of them.
"""

import re
from collections.abc import Callable, Iterator

from credence.errors import InputError, Problem
from credence.number import Number
from credence.scenario import (
    DEFAULT_DRAWS,
    DEFAULT_FIRMNESS,
    DEFAULT_TOLERANCE,
    Scenario,
    canonical_path,
)

MOST_PROBLEMS = 100

_KEYS = {  # part → place of the number in the library, in the order in which codes hold them
    "prior": "claims.{}.prior",
    "weight": "claims.{}.weight",
    "cause": "claims.{}.causes.{}",
    "table": "claims.{}.table.{}",
    "lr": "arguments.{}.lr",
    "soundness": "arguments.{}.soundness",
    "premise": "arguments.{}.premises.{}",
    "undercut": "arguments.{}.undercuts.{}",
    "overlap": "families.{}.overlap",
}
_SWITCHED = "arguments", "is switched both on and off"
_SUPPOSED = "claims", "is supposed both true and false"
_LISTS = {"on": _SWITCHED, "off": _SWITCHED, "true": _SUPPOSED, "false": _SUPPOSED}
"""Parts that are lists of ids, what these name, and what is wrong with one that two lists have."""
_FIELDS = {"causes": "cause", "premises": "premise", "undercuts": "undercut", "bears_on": "lr"}
_VALUE = re.compile(r"(\d[0-9.]*(?:e-?\d+)?)(?:_(to|within)_(\d[0-9.]*(?:e-?\d+)?))?")


def parts_of(scenario: Scenario) -> list[str]:
    """Everything in which a scenario differs from its library, in canonical order."""
    return [part for part in _parts(scenario) if part]


def _parts(scenario: Scenario) -> Iterator[str]:
    yield _listed("on", (name for name, active in scenario.toggles if active))
    yield _listed("off", (name for name, active in scenario.toggles if not active))
    yield from (f"{key_of(path)}.{number_text(value)}" for path, value in scenario.changes)
    if scenario.scepticism:
        yield f"scepticism.{decimal(scenario.scepticism)}"
    yield _listed("true", (name for name, value in scenario.suppositions if value))
    yield _listed("false", (name for name, value in scenario.suppositions if not value))
    for claim, stated in scenario.statements:
        usual = stated.tolerance == DEFAULT_TOLERANCE
        within = "" if usual else f"_within_{decimal(stated.tolerance)}"
        yield f"stated.{claim}.{decimal(stated.credence)}{within}"
    if scenario.chosen_target:
        yield f"target.{scenario.chosen_target}"
    if scenario.seed:
        yield f"seed.{scenario.seed}"
    if scenario.draws != DEFAULT_DRAWS:
        yield f"draws.{scenario.draws}"
    if scenario.firmness != DEFAULT_FIRMNESS:
        yield f"firmness.{decimal(scenario.firmness)}"


def key_of(path: str) -> str:
    """A number's path as a part names it: ``claims.doom.causes.takeover`` is ``cause.doom.takeover``."""
    _, item, field, *rest = path.split(".")
    rest = [f"r{row}" for row in rest] if field == "table" else rest
    return ".".join([_FIELDS.get(field, field), item, *rest])


def _listed(key: str, names: Iterator[str]) -> str:
    found = list(names)
    return ".".join([key, *found]) if found else ""


def decimal(value: float) -> str:
    """The shortest decimal of a double that is 0 or more, without a plus sign."""
    text = repr(float(value)).replace("+", "")
    return text.removesuffix(".0")


def number_text(value: Number) -> str:
    """A point as its decimal, an interval as ``low_to_high``."""
    if value.is_point:
        return decimal(value.low)
    return f"{decimal(value.low)}_to_{decimal(value.high)}"


def apply(scenario: Scenario, parts: list[str]) -> tuple[Scenario, list[Problem]]:
    """Read parts into a scenario; a part that cannot be read changes nothing and is a problem."""
    problems: list[Problem] = []
    seen: set[str] = set()
    said: dict[tuple[str, str], str] = {}
    for part in parts:
        ids, text = split(part)
        key, names = ids[0] if ids else "", ids[1:]
        identity = key if key in _LISTS or key == "target" else ".".join(ids)
        if key not in _READERS and key not in _KEYS:
            problems.append(Problem("link", f"“{_short(part)}” says nothing that can be read here"))
            continue
        if identity in seen:
            problems.append(Problem("link", f"“{identity}” stands twice; the first one counts"))
            continue
        seen.add(identity)
        if key in _LISTS and names:
            names = _first(key, names, said, problems)
            if not names:
                continue
        try:
            scenario = _READERS.get(key, _read_number)(scenario, key, names, text, problems)
        except InputError as error:
            problems.extend(error.problems)
    return scenario, problems


def _first(
    key: str, names: list[str], said: dict[tuple[str, str], str], problems: list[Problem]
) -> list[str]:
    """The ids of a list of which nothing was said before; a problem for each other one."""
    what, both = _LISTS[key]
    left = []
    for name in names:
        before = said.setdefault((what, name), key)
        if before == key and name not in left:
            left.append(name)
            continue
        twice = "stands twice" if before == key else both
        problems.append(Problem("link", f"“{_short(name)}” {twice}; the first one counts"))
    return left


def split(part: str) -> tuple[list[str], str]:
    """The ids of a part, its key first, and its value (empty where it has none)."""
    pieces = part.split(".")
    first = next((i for i, p in enumerate(pieces) if i and p[:1].isdigit()), len(pieces))
    return pieces[:first], ".".join(pieces[first:])


def _short(part: str) -> str:
    return part if len(part) <= 60 else f"{part[:57]}…"


def _value(key: str, text: str) -> tuple[float, str | None, float | None]:
    match = _VALUE.fullmatch(text)
    try:
        if match:
            return float(match[1]), match[2], float(match[3]) if match[3] else None
    except ValueError:
        pass
    raise InputError.at("link", f"the number of “{_short(key)}” is missing or cannot be read")


def _in_full(problems: list[Problem], *, known: bool) -> None:
    """Refuse what is unknown without looking for what was meant, once the limit is reached."""
    if not known and len(problems) >= MOST_PROBLEMS:
        raise InputError.at("link", "what it names is not in the library")


def _named(
    scenario: Scenario, key: str, names: list[str], text: str, problems: list[Problem]
) -> Scenario:
    """Parts that are lists of ids; one unknown id costs none of the others."""
    if not names or text:
        raise InputError.at("link", f"“{key}” needs ids, such as {key}.speed")
    of_arguments = key in {"on", "off"}
    edit = Scenario.with_active if of_arguments else Scenario.with_supposition
    known = scenario.library.arguments if of_arguments else scenario.library.claim_ids
    for name in names:
        try:
            _in_full(problems, known=name in known)
            scenario = edit(scenario, name, key in {"on", "true"})
        except InputError as error:
            problems.extend(error.problems)
    return scenario


def _read_number(
    scenario: Scenario, key: str, names: list[str], text: str, problems: list[Problem]
) -> Scenario:
    low, word, high = _value(".".join([key, *names]), text)
    if key == "table" and names[1:]:
        names = [names[0], names[1].removeprefix("r"), *names[2:]]
    place = _KEYS[key]
    if key == "lr" and len(names) == 2:
        place = "arguments.{}.bears_on.{}"
    if place.count("{}") != len(names) or word == "within":
        raise InputError.at(
            "link", f"“{_short('.'.join([key, *names]))}” is not the name of a number"
        )
    value = low if high is None else {"low": low, "high": high}
    path = place.format(*names)
    _in_full(problems, known=canonical_path(path) in scenario.library.numbers)
    return scenario.with_number(path, value)


def _stated(
    scenario: Scenario, key: str, names: list[str], text: str, problems: list[Problem]
) -> Scenario:
    low, word, second = _value(key, text)
    if len(names) != 1:
        raise InputError.at("link", "a stated credence is written stated.claim.0.1")
    _in_full(problems, known=names[0] in scenario.library.claim_ids)
    if word == "to":
        return scenario.with_stated(names[0], {"low": low, "high": second})
    return scenario.with_stated(names[0], low, second)


def _single(
    scenario: Scenario, key: str, names: list[str], text: str, problems: list[Problem]
) -> Scenario:
    if key == "target":
        if len(names) != 1 or text:
            raise InputError.at("link", "a target is written target.claim")
        _in_full(problems, known=names[0] in scenario.library.claim_ids)
        return scenario.with_target(names[0])
    value, word, _ = _value(key, text)
    if names or word:
        raise InputError.at("link", f"“{key}” is written {key}.1")
    edits: dict[str, Callable[[object], Scenario]] = {
        "scepticism": scenario.with_scepticism,
        "seed": scenario.with_seed,
        "draws": scenario.with_draws,
        "firmness": scenario.with_firmness,
    }
    return edits[key](value)


_READERS = {
    "on": _named,
    "off": _named,
    "true": _named,
    "false": _named,
    "stated": _stated,
    "target": _single,
    "scepticism": _single,
    "seed": _single,
    "draws": _single,
    "firmness": _single,
}
