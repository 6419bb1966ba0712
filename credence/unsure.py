"""Which active arguments may or may not be sound, and what hangs together with a claim at all.

An argument is *sure* where nothing is left to chance: it is certainly sound (every soundness and
premise 1, no undercut that could strike) or certainly not (one of them 0, or an undercut of 1 by an
argument that is certainly sound).

A claim's *company* is everything that some chain of parents, of arguments on several claims, of
undercuts, or of families that share their fate leads to. It is wider than what can move the claim (`credence.relevance`): two claims that
no evidence connects can still tell of each other, where both hang on whether one argument is sound.
"""

from functools import lru_cache

from credence.evidence import structure_of
from credence.library import Library
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
    apart = frozenset(
        name
        for name in scenario.library.families
        if scenario.value(f"families.{name}.overlap") == _NEVER
    )
    found = companies(scenario.library, frozenset(scenario.active), apart)
    return set(found[claim] & set(scenario.library.claim_ids))


@lru_cache(maxsize=256)
def companies(
    library: Library, active: frozenset[str], apart: frozenset[str]
) -> dict[str, frozenset[str]]:
    """By claim, and by active argument in the form `node`, all that hangs together with it.

    Args:
        library: The claims and arguments.
        active: Arguments that are switched on.
        apart: Families whose members share nothing.
    """
    bundles = [{name, *library.parents_of(name)} for name in library.claim_ids]
    bundles += [set(group.members) for group in library.alternatives.values()]
    kin: dict[str, set[str]] = {}
    family_of = structure_of(library).family_of
    for name in active:
        argument = library.arguments[name]
        struck = {node(other) for other in argument.undercuts if other in active}
        bundles.append({node(name), *argument.ratios, *struck})
        if name in family_of and family_of[name] not in apart:
            kin.setdefault(family_of[name], set()).add(node(name))
    found: list[set[str]] = []
    for bundle in [*bundles, *kin.values()]:
        met = [group for group in found if not group.isdisjoint(bundle)]
        found = [group for group in found if group.isdisjoint(bundle)]
        found.append(bundle.union(*met))
    return {name: frozenset(group) for group in found for name in group}


def ever_together(library: Library) -> dict[str, frozenset[str]]:
    """By claim and argument, all that hangs together with it, were every argument active."""
    return companies(library, frozenset(library.arguments), frozenset())


def node(argument: str) -> str:
    """An argument's name among claims; no claim's id has a space."""
    return f" {argument}"
