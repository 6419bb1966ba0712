"""What several claims' credences can hang on: which arguments, claims and numbers reach them.

`credence.relevance` answers which arguments can move one claim. Here the question is asked of
several claims at once, and of numbers too. A number of a claim (its prior, a cause's strength) acts
like one more parent of that claim, so it matters where an unknown parent would, by d-separation
(Pearl 1988).

*Ancestral* claims are what is left of a network when every claim below which nothing is known has
been taken away: those change no credence above them.
"""

from collections.abc import Iterable
from functools import lru_cache

from credence.library import Library
from credence.relevance import moving, players, reached
from credence.scenario import Scenario


def reached_arguments(scenario: Scenario, claims: Iterable[str]) -> frozenset[str]:
    """The active arguments that can move any of these claims."""
    return frozenset(name for claim in claims for name in players(scenario, claim))


def reached_claims(scenario: Scenario, claims: Iterable[str]) -> frozenset[str]:
    """The claims whose evidence can move any of these claims."""
    return frozenset(name for claim in claims for name in reached(scenario, claim))


def reached_numbers(scenario: Scenario, claims: Iterable[str]) -> frozenset[str]:
    """Paths of the claims' own numbers that can move any of these claims."""
    found = {name for claim in claims for name in moving(scenario, claim)[1]}
    return frozenset(
        path
        for path in scenario.library.numbers
        if path.startswith("claims.") and path.split(".")[1] in found
    )


def ancestral(library: Library, claims: Iterable[str]) -> Library:
    """The library with only these claims and what stands above them, and without arguments."""
    wanted, pending = set[str](), list(claims)
    while pending:
        claim = pending.pop()
        if claim not in wanted:
            wanted.add(claim)
            group = library.group_of.get(claim)
            pending.extend(library.alternatives[group].members if group else ())
            pending.extend(library.parents_of(claim))
    return _reduced(library, frozenset(wanted))


@lru_cache(maxsize=64)
def _reduced(library: Library, claims: frozenset[str]) -> Library:
    if claims == frozenset(library.claim_ids):
        return library
    return Library.model_construct(
        schema_=library.schema_,
        id=library.id,
        version=library.version,
        title=library.title,
        claims={name: claim for name, claim in library.claims.items() if name in claims},
        alternatives={
            name: group
            for name, group in library.alternatives.items()
            if claims.intersection(group.members)
        },
    )
