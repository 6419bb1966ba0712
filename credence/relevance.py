"""Which arguments can move a claim at all.

An argument can matter to a target only if its evidence reaches it: through undercuts to an active
argument that bears on some claim, and from that claim through the network. Whether the network lets
it through is *d-separation* (Pearl 1988): what is settled blocks a chain and a fork, and a common
effect lets its causes speak to each other only once there is evidence on it or below it.

Evidence from arguments is never certain, so it opens a common effect but blocks nothing; only a
supposition blocks. But to suppose is to learn: the draws that made it likely count for more. So where
numbers or soundness are open, what moves a supposed claim tells on every claim that hangs together
with it, though the network itself is blocked.
"""

from collections.abc import Container, Iterable

from credence.evidence import Structure, structure_of
from credence.library import Library
from credence.number import Number
from credence.scenario import Scenario
from credence.unsure import company, unsure


def players(scenario: Scenario, claim: str) -> tuple[str, ...]:
    """The active arguments that can influence a claim, in the order of the library."""
    structure = structure_of(scenario.library)
    bearing = _bearing(scenario)
    heard = {a for name in reached(scenario, claim) for a in bearing.get(name, ())}
    found = undercutting(structure, frozenset(scenario.active), heard)
    return tuple(name for name in scenario.library.arguments if name in found)


def undercutting(structure: Structure, active: Container[str], heard: Iterable[str]) -> set[str]:
    """Some arguments, and all active ones that undercut them, directly or through others."""
    found = set(heard)
    frontier = list(found)
    while frontier:
        for other in structure.undercutters[frontier.pop()]:
            if other in active and other not in found:
                found.add(other)
                frontier.append(other)
    return found


def reached(scenario: Scenario, claim: str) -> set[str]:
    """The claims whose evidence can influence a claim, given what is active and supposed."""
    return moving(scenario, claim)[0]


def moving(scenario: Scenario, claim: str) -> tuple[set[str], set[str]]:
    """The claims whose evidence can influence a claim, and those whose own numbers can."""
    told = {name for name, found in _bearing(scenario).items() if found}
    evidence, numbers = reach(scenario.library, claim, scenario.suppositions, told)
    if scenario.suppositions and _is_open(scenario, evidence, numbers):
        near = company(scenario, claim)
        for place, (supposed, _) in enumerate(scenario.suppositions):
            if supposed in near:
                known = scenario.suppositions[:place]
                more = reach(scenario.library, supposed, known, told)
                evidence, numbers = evidence | more[0], numbers | more[1]
    return evidence, numbers


def _is_open(scenario: Scenario, evidence: set[str], numbers: set[str]) -> bool:
    """Whether any number of these claims, or anything of the arguments on them, is uncertain."""
    structure, doubtful = structure_of(scenario.library), unsure(scenario)
    for name in evidence:
        for ratio in structure.on_claim.get(name, ()):
            if scenario.is_active(ratio.argument) and (
                ratio.argument in doubtful or not scenario.value(ratio.path).is_point
            ):
                return True
    for path, (_, held) in scenario.numbers().items():
        section, item, *_ = path.split(".")
        if section == "claims" and item in numbers and not held.is_point:
            return True
    return False


def _bearing(scenario: Scenario) -> dict[str, set[str]]:
    """By claim, the active arguments with a likelihood ratio on it other than 1."""
    active = frozenset(scenario.active)
    return {
        name: {r.argument for r in ratios if r.argument in active and _speaks(scenario, r.path)}
        for name, ratios in structure_of(scenario.library).on_claim.items()
    }


def _speaks(scenario: Scenario, path: str) -> bool:
    return scenario.value(path) != Number.point(1)


def reach(
    library: Library,
    target: str,
    supposed: Iterable[tuple[str, bool]],
    told: Iterable[str],
) -> tuple[set[str], set[str]]:
    """What can move a target through the network, for any numbers.

    Args:
        library: The claims.
        target: The claim that moves.
        supposed: Claims that are settled, and how.
        told: Claims on which there is some evidence, or may be.

    Returns:
        The claims whose evidence reaches the target, and those whose own numbers do.
    """
    parents = _parents(library)
    children: dict[str, set[str]] = {node: set() for node in parents}
    for node, above in parents.items():
        for parent in above:
            children[parent].add(node)
    node_of = {claim: library.group_of.get(claim, claim) for claim in library.claim_ids}
    suppositions = tuple(supposed)
    settled = {node_of[c] for c, value in suppositions if value or c == node_of[c]}
    opened = _with_ancestors(
        {node_of[claim] for claim in (*told, *(claim for claim, _ in suppositions))}, parents
    )
    start = node_of[target]
    if start in settled:
        return set(), set()
    seen: set[tuple[str, bool]] = set()
    upwards: set[str] = (
        set()
    )  # nodes that what lies above them, their own numbers too, speaks through
    pending = [(start, True)]  # (node, whether it was reached from below)
    while pending:
        step = pending.pop()
        if step in seen:
            continue
        seen.add(step)
        node, from_below = step
        blocked = node in settled
        if (from_below and not blocked) or (not from_below and node in opened):
            upwards.add(node)
            pending.extend((parent, True) for parent in parents[node])
        if not blocked:
            pending.extend((child, False) for child in children[node])
    speaking = {node for node, _ in seen} - settled

    def claims_of(nodes: set[str]) -> set[str]:
        return {claim for claim in library.claim_ids if node_of[claim] in nodes}

    return claims_of(speaking), claims_of(upwards)


def _parents(library: Library) -> dict[str, set[str]]:
    """Parents of every node, where a set of alternatives is one node."""
    found: dict[str, set[str]] = {}
    for claim in library.claim_ids:
        node = library.group_of.get(claim, claim)
        above = (library.group_of.get(parent, parent) for parent in library.parents_of(claim))
        found.setdefault(node, set()).update(above)
    return found


def _with_ancestors(nodes: Iterable[str], parents: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(nodes)
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            pending.extend(parents[node])
    return found
