"""A library as something to read: sides, searches, and who objects to whom.

A library's *side* of an argument is what its likelihood ratios say, at their medians: *for* its claim,
*against* it, *both* where it bears on several claims differently, or *undercutter* where it has no
weight of its own and only questions others. That is not the side of a debate: an argument for
"A schemer is not caught" is one for danger, an argument for "The goals that were meant" is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from credence.library import Argument, Library
from credence.number import Kind
from credence.scenario import Scenario

SIDES = ("for", "against", "both", "undercutter")


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty field asks for nothing.

    Attributes:
        text: Words that must all occur in id, title, summary, titles of sources or authors.
        claim: A claim that the argument is about.
        author: An author of one of its sources.
        side: One of `SIDES`; *for* and *against* also find *both*.
    """

    text: str = ""
    claim: str = ""
    author: str = ""
    side: str = ""


def side_of(argument: Argument) -> str:
    """One of `SIDES`; see the module's docstring."""
    signs = {
        ratio.median(Kind.RATIO) > 1
        for ratio in argument.ratios.values()
        if ratio.median(Kind.RATIO) != 1
    }
    if not signs:
        return "undercutter"
    if len(signs) == 2:
        return "both"
    return "for" if signs.pop() else "against"


def matches(name: str, argument: Argument, text: str) -> bool:
    """Whether every word of ``text`` occurs in the argument or its sources; case does not matter."""
    sources = " ".join(f"{s.title} {s.author or ''}" for s in argument.sources)
    held = f"{name} {name.replace('_', ' ')} {argument.title} {argument.summary} {sources}"
    return all(word in held.casefold() for word in text.casefold().split())


def found(library: Library, wanted: Wanted) -> list[str]:
    """Ids of the arguments that are wanted, in the order of the library."""
    return [
        name
        for name, argument in library.arguments.items()
        if matches(name, argument, wanted.text)
        and (not wanted.claim or wanted.claim in argument.ratios)
        and (not wanted.author or wanted.author in authors_of(argument))
        and (not wanted.side or side_of(argument) in _sides(wanted.side))
    ]


def authors_of(argument: Argument) -> set[str]:
    """Authors of an argument's sources."""
    return {source.author for source in argument.sources if source.author}


def authors(library: Library) -> dict[str, int]:
    """How many arguments each author is a source of, the most first, then by name."""
    counts: dict[str, int] = {}
    for argument in library.arguments.values():
        for author in authors_of(argument):
            counts[author] = counts.get(author, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def by_claim(library: Library, names: list[str]) -> dict[str, list[str]]:
    """Arguments by the first claim that they are about, in the order of the claims."""
    groups: dict[str, list[str]] = {claim: [] for claim in (*library.claim_ids, "")}
    for name in names:
        groups[next(iter(library.arguments[name].ratios), "")].append(name)
    return {claim: held for claim, held in groups.items() if held}


def questioned_by(library: Library) -> dict[str, list[str]]:
    """Ids of the arguments that undercut each argument; those that nothing undercuts are left out."""
    held: dict[str, list[str]] = {}
    for name, argument in library.arguments.items():
        for other in argument.undercuts:
            held.setdefault(other, []).append(name)
    return held


def holding(scenario: Scenario, name: str) -> str:
    """How a worldview holds an argument: "on", "off", "on, changed" or "off, changed".

    It is changed where any number of it differs from the library's.
    """
    state = "on" if scenario.is_active(name) else "off"
    changed = any(path.startswith(f"arguments.{name}.") for path, _ in scenario.changes)
    return f"{state}, changed" if changed else state


def holdings(library: Library, worldviews: Mapping[str, Scenario]) -> dict[str, dict[str, str]]:
    """How each worldview holds each argument: argument, then worldview, then `holding`."""
    return {
        name: {view: holding(scenario, name) for view, scenario in worldviews.items()}
        for name in library.arguments
    }


def bases(library: Library) -> dict[str, int]:
    """How many of a library's numbers are *stated* by a source, and how many *illustrative*."""
    records = [
        *library.arguments.values(),
        *library.families.values(),
        *(library.claim(name) for name in library.claim_ids),
    ]
    kinds = [basis.kind for record in records for basis in record.basis.values()]
    return {kind: kinds.count(kind) for kind in ("stated", "illustrative")}


def _sides(side: str) -> set[str]:
    return {side, "both"} if side in {"for", "against"} else {side}
