"""What must hold between the parts of a library, beyond the shape of each.

Every id that is used exists, nothing goes round in a circle, a claim has one way of getting its
probability and all the numbers for it. `problems_of` reports everything at once and never raises.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from credence.errors import Problem, unknown

if TYPE_CHECKING:
    from credence.library import Argument, Claim, Library

MOST_ARGUMENTS = 500
MOST_CLAIMS = 64
MOST_PARENTS = 12
"""A table of more parents would have over 4,096 rows."""


def problems_of(library: "Library") -> list[Problem]:
    """Every inconsistency of a library, in the order of the file."""
    return [
        *_sizes(library),
        *_names(library),
        *(p for name, claim in library.claims.items() for p in _claim(library, name, claim)),
        *_alternatives(library),
        *(p for name, a in library.arguments.items() for p in _argument(library, name, a)),
        *_listed(library),
        *_basis(library),
        *_cycles(library),
    ]


def _sizes(library: "Library") -> Iterator[Problem]:
    claims, arguments = len(library.claim_ids), len(library.arguments)
    if not claims:
        yield Problem("claims", "a library needs at least one claim")
    if claims > MOST_CLAIMS:
        yield Problem("claims", f"{claims} claims are too many; the most is {MOST_CLAIMS}")
    if arguments > MOST_ARGUMENTS:
        yield Problem(
            "arguments", f"{arguments} arguments are too many; the most is {MOST_ARGUMENTS}"
        )


def _names(library: "Library") -> Iterator[Problem]:
    seen = set(library.claims)
    for group, alternatives in library.alternatives.items():
        if group in library.claim_ids:
            yield Problem(
                f"alternatives.{group}",
                f"“{group}” is already the id of a claim; give the set of alternatives its own",
            )
        for member in alternatives.members:
            if member in seen:
                yield Problem(
                    f"alternatives.{group}.members.{member}",
                    f"“{member}” is already the id of another claim; every claim needs its own",
                )
            seen.add(member)


def _ids(path: str, names: Iterable[str], what: str, known: Iterable[str]) -> Iterator[Problem]:
    known = list(known)
    for name in names:
        if name not in known:
            yield Problem(f"{path}.{name}" if path else name, unknown(what, name, known))


def _claim(library: "Library", name: str, claim: "Claim") -> Iterator[Problem]:
    place = f"claims.{name}"
    for key in ("causes", "requires", "parents"):
        yield from _ids(f"{place}.{key}", getattr(claim, key), "claim", library.claim_ids)
    if claim.table or claim.parents:
        for key in ("prior", "causes", "requires"):
            if getattr(claim, key):
                yield Problem(
                    f"{place}.{key}",
                    f"a claim with a table has every probability in it; leave {key} out",
                )
        yield from _table(place, claim)
    elif claim.prior is None and not claim.causes:
        yield Problem(f"{place}.prior", "a prior is missing, such as prior: {low: 0.05, high: 0.3}")


def _table(place: str, claim: "Claim") -> Iterator[Problem]:
    if not claim.parents:
        yield Problem(f"{place}.parents", "a table needs the list of its parents")
        return
    if not claim.table:
        yield Problem(f"{place}.table", "the parents need a table, one row per combination")
        return
    count = len(claim.parents)
    if count > MOST_PARENTS:
        yield Problem(f"{place}.parents", f"{count} parents are too many; at most {MOST_PARENTS}")
        return
    if len(set(claim.parents)) < count:
        yield Problem(f"{place}.parents", "a parent is listed twice; list each once")
        return
    rows = {format(row, f"0{count}b") for row in range(2**count)}
    for row in sorted(set(claim.table) - rows):
        yield Problem(
            f"{place}.table.{row}",
            f"rows are named by {count} digits 0 or 1 in quotes, one per parent",
        )
    if missing := sorted(rows - set(claim.table)):
        shown = ", ".join(f'"{row}"' for row in missing[:8]) + (" …" if len(missing) > 8 else "")
        yield Problem(f"{place}.table", f"rows are missing: {shown}")


def _alternatives(library: "Library") -> Iterator[Problem]:
    for name, group in library.alternatives.items():
        place = f"alternatives.{name}"
        yield from _ids(f"{place}.requires", group.requires, "claim", library.claim_ids)
        if not any(member.weight.high > 0 for member in group.members.values()):
            yield Problem(f"{place}.members", "every weight is 0; at least one must be above 0")


def _argument(library: "Library", name: str, argument: "Argument") -> Iterator[Problem]:
    place = f"arguments.{name}"
    claims = library.claim_ids
    if argument.bears_on:
        yield from _ids(f"{place}.bears_on", argument.bears_on, "claim", claims)
        for key in ("claim", "lr"):
            if getattr(argument, key) is not None:
                yield Problem(
                    f"{place}.{key}", f"bears_on already names claims and ratios; leave {key} out"
                )
    elif argument.claim is not None:
        if argument.claim not in claims:
            yield Problem(f"{place}.claim", unknown("claim", argument.claim, claims))
    elif argument.lr is not None:
        yield Problem(f"{place}.claim", "the lr needs the claim that it bears on")
    elif not argument.undercuts:
        yield Problem(
            place, "the argument does nothing; give it a claim and an lr, bears_on, or undercuts"
        )
    if argument.claim and argument.lr is None and not argument.undercuts:
        yield Problem(f"{place}.lr", "an lr is missing, such as lr: 3 or lr: {low: 1.5, high: 10}")
    if argument.family is not None and argument.family not in library.families:
        yield Problem(f"{place}.family", unknown("family", argument.family, library.families))
    yield from _ids(f"{place}.undercuts", argument.undercuts, "argument", library.arguments)


def _listed(library: "Library") -> Iterator[Problem]:
    yield from _ids("featured", library.featured, "argument", library.arguments)
    if library.target is not None and library.target not in library.claim_ids:
        yield Problem("target", unknown("claim", library.target, library.claim_ids))


_FIELDS = {"causes": "cause", "premises": "premise", "undercuts": "undercut", "bears_on": "lr"}


def number_field(path: str) -> tuple[str, str, str]:
    """Kind of item, its id, and the short field name of a number's path.

    ``arguments.speed.premises.low_slack`` gives ``("arguments", "speed", "premise.low_slack")``.
    """
    kind, item, field, *rest = path.split(".", 3)
    return kind, item, ".".join([_FIELDS.get(field, field), *rest])


def _basis(library: "Library") -> Iterator[Problem]:
    fields: dict[tuple[str, str], list[str]] = {}
    for path in library.numbers:
        kind, item, field = number_field(path)
        fields.setdefault((kind, item), []).append(field)
    for kind in ("claims", "arguments", "families"):
        for item, record in getattr(library, kind).items():
            known = fields.get((kind, item), [])
            yield from _ids(f"{kind}.{item}.basis", record.basis, "number", known)
    for group, alternatives in library.alternatives.items():
        for item, member in alternatives.members.items():
            place = f"alternatives.{group}.members.{item}.basis"
            yield from _ids(place, member.basis, "number", ["weight"])


def _cycles(library: "Library") -> Iterator[Problem]:
    group_of = library.group_of
    parents: dict[str, list[str]] = {}
    for name in library.claim_ids:
        known = [p for p in library.parents_of(name) if p in library.claim_ids]
        node = group_of.get(name, name)
        parents.setdefault(node, []).extend(group_of.get(parent, parent) for parent in known)
    if cycle := find_cycle(parents):
        yield Problem("claims", f"the claims go round in a circle: {' → '.join(cycle)}; cut it")
    undercuts = {
        name: [other for other in argument.undercuts if other in library.arguments]
        for name, argument in library.arguments.items()
    }
    if cycle := find_cycle(undercuts):
        yield Problem(
            f"arguments.{cycle[0]}.undercuts",
            f"the undercuts go round in a circle: {' → '.join(cycle)}; leave one out",
        )


def find_cycle(edges: Mapping[str, Iterable[str]]) -> list[str] | None:
    """A cycle of a directed graph as ``[a, b, …, a]``, or ``None`` where there is none."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        stack = [iter((start,))]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                if path:
                    done.add(path.pop())
            elif node in path:
                return [*path[path.index(node) :], node]
            elif node not in done:
                path.append(node)
                stack.append(iter(edges.get(node, ())))
    return None
