"""On what two people differ, and which of it can matter to a claim.

A *difference* is one thing that two scenarios on one library hold differently: a number (under its
path), a toggle (``arguments.<id>.active``), a supposition (``suppose.<claim>``) or ``scepticism``.
Stated credences, the target and the seed move no credence and are no differences.

Which differences *can matter* is told by structure alone, over all scenarios between the two: what
is left out moves the target in none of them, whatever the numbers; what is kept may still come to
nothing.
"""

from dataclasses import dataclass

from credence.errors import InputError
from credence.evidence import structure_of
from credence.number import Kind, Number
from credence.relevance import reach
from credence.scenario import Scenario
from credence.unsure import company

type Held = float | bool | dict[str, float] | None
"""A number as files hold it; on or off; true, false or open."""

SCEPTICISM = "scepticism"


@dataclass(frozen=True)
class Difference:
    """One thing on which two people differ.

    Attributes:
        number: A number's path, ``arguments.<id>.active``, ``suppose.<claim>`` or ``scepticism``.
        a: What the first holds.
        b: What the second holds.
    """

    number: str
    a: Held
    b: Held


def differences(a: Scenario, b: Scenario) -> list[Difference]:
    """Everything on which two scenarios on one library differ: toggles, suppositions, numbers.

    Raises:
        InputError: They are on different libraries.
    """
    check_library(a, b)
    on_a, on_b = set(a.active), set(b.active)
    found = [
        Difference(f"arguments.{name}.active", name in on_a, name in on_b)
        for name in a.library.arguments
        if (name in on_a) != (name in on_b)
    ]
    settled_a, settled_b = a.suppose, b.suppose
    found += [
        Difference(f"suppose.{claim}", settled_a.get(claim), settled_b.get(claim))
        for claim in a.library.claim_ids
        if settled_a.get(claim) != settled_b.get(claim)
    ]
    if a.scepticism != b.scepticism:
        found.append(Difference(SCEPTICISM, a.scepticism, b.scepticism))
    held_a, held_b = a.numbers(), b.numbers()
    found += [
        Difference(path, held_a[path][1].as_data(), held_b[path][1].as_data())
        for path in held_a
        if held_a[path][1] != held_b[path][1]
    ]
    return found


def held_by(scenario: Scenario, number: str, held: Held) -> Scenario:
    """The scenario with one thing as somebody else holds it.

    Args:
        scenario: Whose.
        number: The name of a difference.
        held: What its ``a`` or ``b`` says.

    Raises:
        InputError: The library has no such thing, or it cannot be held so.
    """
    match number.split("."):
        case ["scepticism"]:
            return scenario.with_scepticism(held)
        case ["suppose", claim]:
            return scenario.with_supposition(claim, None if held is None else bool(held))
        case ["arguments", argument, "active"]:
            return scenario.with_active(argument, bool(held))
    return scenario.with_number(number, held)


def check_library(a: Scenario, b: Scenario) -> None:
    """Refuse scenarios on different libraries.

    Raises:
        InputError: They are on different libraries.
    """
    if a.library != b.library:
        names = a.library.name, b.library.name
        told = (
            f"{names[0]} and {names[1]}" if len(set(names)) == 2 else f"two versions of {names[0]}"
        )
        raise InputError.at(
            "compare", f"the two are about different libraries ({told}); choose two on the same one"
        )


def mattering(a: Scenario, b: Scenario, claim: str) -> set[str]:
    """Names of the differences that can move a claim in some scenario between the two."""
    return _Union(a, b, claim).mattering(differences(a, b))


class _Union:
    """What is so in at least one scenario between two."""

    def __init__(self, a: Scenario, b: Scenario, claim: str) -> None:
        self.sides, self.library = (a, b), a.library
        self.structure = structure_of(a.library)
        self.active = set() if a.scepticism == b.scepticism == 1 else {*a.active, *b.active}
        bearing = {
            target: {
                ratio.argument
                for ratio in ratios
                if ratio.argument in self.active and not self._always(ratio.path, Number.point(1))
            }
            for target, ratios in self.structure.on_claim.items()
        }
        shared = [pair for pair in a.suppositions if pair in b.suppositions]
        told = {target for target, found in bearing.items() if found} | {*a.suppose, *b.suppose}
        self.evidence, self.numbers = reach(a.library, claim, shared, told)
        near = company(a.with_toggles(dict.fromkeys(self.active, True)), claim)
        for supposed in near.intersection({*a.suppose, *b.suppose}):  # to suppose is to learn
            known = [pair for pair in shared if pair[0] < supposed]
            more = reach(a.library, supposed, known, told)
            self.evidence, self.numbers = self.evidence | more[0], self.numbers | more[1]
        self.bearing = {c: found for c, found in bearing.items() if c in self.evidence}
        self.playing = self._with_undercutters(set().union(*self.bearing.values()))

    def mattering(self, found: list[Difference]) -> set[str]:
        return {difference.number for difference in found if self._matters(difference.number)}

    def _matters(self, name: str) -> bool:
        match name.split("."):
            case ["suppose", claim]:
                return claim in self.evidence
            case ["scepticism"]:
                return bool(self.playing)
            case ["claims", claim, *_]:
                return claim in self.numbers
            case ["families", family, _]:
                # One member is enough: what it shares with others settles its draws.
                return any(self.structure.family_of.get(name) == family for name in self.playing)
            case ["arguments", argument, "undercuts", other]:
                return {argument, other} <= self.playing
            case ["arguments", argument, "bears_on", claim]:
                return argument in self.playing and claim in self.evidence
            case ["arguments", argument, *_]:
                return argument in self.playing
        raise ValueError(name)

    def _always(self, path: str, value: Number) -> bool:
        return all(side.value(path) == value for side in self.sides)

    def _with_undercutters(self, found: set[str]) -> set[str]:
        frontier = list(found)
        while frontier:
            struck = frontier.pop()
            for other in self.structure.undercutters[struck]:
                never = self._always(f"arguments.{other}.undercuts.{struck}", Number.point(0))
                if other in self.active and other not in found and not never:
                    found.add(other)
                    frontier.append(other)
        return found


def can_rule_out(difference: Difference, kind: Kind | None) -> bool:
    """Whether a difference can make something impossible on one of the two sides.

    Suppositions can, and numbers of claims that are 0 or 1 on a side.
    """
    if difference.number.startswith("suppose."):
        return True
    certain = {0.0} if kind is Kind.WEIGHT else {0.0, 1.0}
    return difference.number.startswith("claims.") and any(
        isinstance(held, float) and held in certain for held in (difference.a, difference.b)
    )
