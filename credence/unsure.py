"""Which active arguments may or may not be sound, and what hangs together with a claim at all.

An argument is *sure* where nothing is left to chance: it is certainly sound (every soundness and
premise 1, no undercut that could strike) or certainly not (one of them 0, or an undercut of 1 by an
argument that is certainly sound).

A claim's *company* is everything that some chain of parents, of arguments on several claims, of
undercuts, or of families that share their fate leads to. It is wider than what can move the claim (`credence.relevance`): two claims that
no evidence connects can still tell of each other, where both hang on whether one argument is sound.
"""

from credence.evidence import structure_of
from credence.number import Number
from credence.scenario import Scenario

_NEVER, _ALWAYS = Number.point(0), Number.point(1)


def unsure(scenario: Scenario) -> set[str]:
    """The active arguments that may or may not be sound."""
    structure, active = structure_of(scenario.library), set(scenario.active)
    can_be: set[str] = set()
    must_be: set[str] = set()
    for name in (name for name in structure.order if name in active):
        own = [scenario.value(path) for path in structure.premises[name]]
        against = {
            other: scenario.value(f"arguments.{other}.undercuts.{name}")
            for other in structure.undercutters[name]
        }
        struck = {other for other, strength in against.items() if strength == _ALWAYS} & must_be
        doubted = {other for other, strength in against.items() if strength != _NEVER} & can_be
        if _NEVER not in own and not struck:
            can_be.add(name)
        if all(number == _ALWAYS for number in own) and not doubted:
            must_be.add(name)
    return can_be - must_be


def company(scenario: Scenario, claim: str) -> set[str]:
    """Ids of the claims that hang together with a claim in any way, itself among them."""
    library, active = scenario.library, set(scenario.active)
    bundles = [{name, *library.parents_of(name)} for name in library.claim_ids]
    bundles += [set(group.members) for group in library.alternatives.values()]
    for name in active:
        argument = library.arguments[name]
        struck = {f" {other}" for other in argument.undercuts if other in active}
        bundles.append({f" {name}", *argument.ratios, *struck})  # no claim's id has a space
    kin: dict[str, set[str]] = {}
    for name, family in structure_of(library).family_of.items():
        if name in active and scenario.value(f"families.{family}.overlap") != _NEVER:
            kin.setdefault(family, set()).add(f" {name}")
    bundles += kin.values()
    found: set[str] = {claim}
    grown = True
    while grown:
        grown = False
        for bundle in bundles:
            if not found.isdisjoint(bundle) and not bundle <= found:
                found |= bundle
                grown = True
    return found & set(library.claim_ids)
