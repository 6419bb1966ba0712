"""Which claims somebody's own answers reach: on those alone they are somebody's to pool.

An answer *reaches* a claim if another answer in its place could move the claim, with everything
else as the person holds it: a prior or the strength of a cause through the network, an argument's
number if the argument is on and its evidence gets there. One who says that an argument is off, or
that it has a likelihood ratio of 1, has answered too: such an answer reaches what the argument would
reach if it spoke. A credence that is stated reaches its own claim alone, and is pooled apart.
"""

from collections import Counter
from functools import lru_cache

from credence.evidence import Ratio, structure_of
from credence.library import Library
from credence.number import Number
from credence.relevance import moving, reach, undercutting
from credence.scenario import Scenario


def reached_by(scenario: Scenario, own: frozenset[str]) -> frozenset[str]:
    """The claims that some of a person's own answers reach.

    Args:
        scenario: Theirs.
        own: What they answered: paths of numbers, ``active.<id>`` and ``suppose.<id>``.
    """
    structure = structure_of(scenario.library)
    toggled = {path.removeprefix("active.") for path in own if path.startswith("active.")}
    settled = {path.removeprefix("suppose.") for path in own if path.startswith("suppose.")}
    active = toggled.union(scenario.active)
    neutral = Number.point(1)
    speaking = frozenset(
        ratio
        for ratios in structure.on_claim.values()
        for ratio in ratios
        if ratio.argument in active and (ratio.path in own or scenario.value(ratio.path) != neutral)
    )
    supposed = tuple(pair for pair in scenario.suppositions if pair[0] not in settled)
    found = _reached(scenario.library, frozenset(active), speaking, supposed, own)
    if not scenario.suppositions:
        return found
    return found.union(  # what is supposed is learnt, and tells of what made it likely
        claim
        for claim in scenario.library.claim_ids
        if claim not in found
        and _reaches(scenario.library, frozenset(active), speaking, own, *moving(scenario, claim))
    )


@lru_cache(maxsize=4_096)
def _reached(
    library: Library,
    active: frozenset[str],
    speaking: frozenset[Ratio],
    supposed: tuple[tuple[str, bool], ...],
    own: frozenset[str],
) -> frozenset[str]:
    """The claims, given which arguments are on and which of their ratios are evidence."""
    structure = structure_of(library)
    told = frozenset(
        claim for claim, ratios in structure.on_claim.items() if not speaking.isdisjoint(ratios)
    )
    told |= {path.removeprefix("suppose.") for path in own if path.startswith("suppose.")}
    return frozenset(
        claim
        for claim, (evidence, numbers) in _ways(library, told, supposed).items()
        if _reaches(library, active, speaking, own, evidence, numbers)
    )


def _reaches(
    library: Library,
    active: frozenset[str],
    speaking: frozenset[Ratio],
    own: frozenset[str],
    evidence: set[str],
    numbers: set[str],
) -> bool:
    """Whether an answer reaches a claim that the evidence and the numbers of some claims do."""
    structure = structure_of(library)
    heard = {r for claim in evidence for r in structure.on_claim.get(claim, ()) if r in speaking}
    players = undercutting(structure, active, {ratio.argument for ratio in heard})
    ratios = {ratio.path for ratio in heard}
    families = Counter(library.arguments[ratio.argument].family for ratio in heard)
    for path in own:
        section, _, rest = path.partition(".")
        item, _, field = rest.partition(".")
        if section == "claims":
            is_there = item in numbers
        elif section == "suppose":
            is_there = item in evidence
        elif section == "families":
            is_there = families[item] > 1
        elif section == "scepticism":
            is_there = bool(players)
        elif field == "lr" or field.startswith("bears_on."):
            is_there = path in ratios
        else:
            undercut = field.removeprefix("undercuts.")
            is_there = item in players and (undercut == field or undercut in players)
        if is_there:
            return True
    return False


@lru_cache(maxsize=256)
def _ways(
    library: Library, told: frozenset[str], supposed: tuple[tuple[str, bool], ...]
) -> dict[str, tuple[set[str], set[str]]]:
    """For each claim those whose evidence reaches it, and those whose own numbers do."""
    return {claim: reach(library, claim, supposed, told) for claim in library.claim_ids}
