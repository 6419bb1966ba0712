"""Arguments that move a claim the other way than they speak: by way of a rival.

Where claims are *alternatives*, or *causes* of one effect for which there is evidence, they share what
there is to explain. An argument against one leaves more room for the others; one for it takes room
away (*explaining away*: Pearl 1988, section 2.3). Nobody said a word on the claim itself, so people
look in vain for what moved it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from credence.library import Library
from credence.number import Kind
from credence.scenario import Scenario

LEAST_BITS = 0.05
"""Moves that are smaller are not worth a sentence."""


@dataclass(frozen=True)
class MadeRoom:
    """One argument that moves a claim by way of a rival.

    Attributes:
        argument: Its id.
        rival: The claim that it is about.
        for_rival: Whether it speaks for the rival, and so against the claim.
        alternatives: Whether the two exclude each other; otherwise they are rival causes.
    """

    argument: str
    rival: str
    for_rival: bool
    alternatives: bool


def made_room(scenario: Scenario, bits: Mapping[str, float], claim: str) -> tuple[MadeRoom, ...]:
    """Arguments that move ``claim`` against the sign with which they bear on its rivals.

    Args:
        scenario: What is switched on.
        bits: By argument, its share in the move of the claim's log-odds.
        claim: The claim that moves.
    """
    found = []
    for name, moved in bits.items():
        argument, ratios = scenario.library.arguments[name], scenario.library.ratio_paths(name)
        if claim in ratios or abs(moved) < LEAST_BITS or argument.undercuts:
            continue
        for rival, path in ratios.items():
            middle = scenario.value(path).median(Kind.RATIO)
            how = _rivalry(scenario.library, rival, claim)
            if how is not None and middle != 1 and (middle > 1) != (moved > 0):
                found.append(MadeRoom(name, rival, middle > 1, how))
                break
    return tuple(found)


def _rivalry(library: Library, rival: str, claim: str) -> bool | None:
    """Whether two claims are alternatives (``True``), causes of one effect (``False``), or neither.

    What follows from another member of the set is as good as that member.
    """
    above = _above(library, claim)
    group = library.group_of.get(rival)
    if rival in above or claim in _above(library, rival):
        return None
    if group and any(library.group_of.get(other) == group for other in above):
        return True
    effects = (_above(library, each) for each in library.claim_ids)
    return False if any({rival, claim} <= each for each in effects) else None


def _above(library: Library, claim: str) -> set[str]:
    """A claim and all that it hangs on."""
    found: set[str] = set()
    pending = [claim]
    while pending:
        if (name := pending.pop()) not in found:
            found.add(name)
            pending.extend(library.parents_of(name))
    return found
