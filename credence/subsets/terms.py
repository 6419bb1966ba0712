"""Which of the chosen arguments matter to a claim, and through which terms of the evidence.

A *term* is a summand of the evidence on one claim: a lone argument's likelihood ratio, or those of a
family's members. Its *bits* are the chosen arguments that it depends on: its own arguments as far
as they are chosen, and the chosen ones that undercut these, directly or through others. Two chosen
arguments *interact* where a term has both.

People look for an argument's effect on the claim that it is about; an undercutter that is about no
claim acts through the terms of what it undercuts.
"""

from dataclasses import dataclass

from credence.evidence import Ratio, structure_of
from credence.number import Number
from credence.relevance import players, reached
from credence.scenario import Scenario


@dataclass(frozen=True)
class Term:
    """A summand of the evidence on a claim.

    Attributes:
        claim: The claim.
        family: The family that its ratios share, ``None`` for a lone ratio.
        ratios: The ratios, one or more.
        bits: Places, in the list of chosen arguments, of those that it depends on; ascending.
    """

    claim: str
    family: str | None
    ratios: tuple[Ratio, ...]
    bits: tuple[int, ...]


@dataclass(frozen=True)
class Terms:
    """The evidence that can reach a target, as far as arguments are active or chosen.

    Attributes:
        chosen: The chosen arguments that can influence the target, in the order given.
        on: Every argument that is active or chosen and can influence it, undercutters first.
        undercutters: By argument, those of ``on`` that undercut it, in the order of the library.
        bits: By argument, the chosen ones that its soundness depends on, itself included; ascending.
        terms: The summands of the evidence on all claims.
    """

    chosen: tuple[str, ...]
    on: tuple[str, ...]
    undercutters: dict[str, tuple[str, ...]]
    bits: dict[str, tuple[int, ...]]
    terms: tuple[Term, ...]


def terms_of(scenario: Scenario, target: str, arguments: tuple[str, ...]) -> Terms:
    """The terms through which active and chosen arguments can influence ``target``."""
    structure = structure_of(scenario.library)
    everything = scenario.with_toggles(dict.fromkeys(arguments, True))
    playing = set(players(everything, target))
    chosen = tuple(name for name in arguments if name in playing)
    place = {name: index for index, name in enumerate(chosen)}
    on = tuple(name for name in structure.order if name in playing)
    undercutters = {
        name: tuple(other for other in structure.undercutters[name] if other in playing)
        for name in on
    }
    bits: dict[str, tuple[int, ...]] = {}
    for name in on:
        found = {place[name]} if name in place else set()
        bits[name] = tuple(sorted(found.union(*(bits[other] for other in undercutters[name]))))

    def term(claim: str, family: str | None, ratios: tuple[Ratio, ...]) -> Term:
        among = set().union(*(bits[ratio.argument] for ratio in ratios))
        return Term(claim, family, ratios, tuple(sorted(among)))

    terms: list[Term] = []
    for claim in sorted(reached(everything, target)):
        speaking = {
            ratio
            for ratio in structure.on_claim.get(claim, ())
            if ratio.argument in playing and scenario.value(ratio.path) != Number.point(1)
        }
        lone = [ratio for ratio in structure.alone.get(claim, ()) if ratio in speaking]
        for family, ratios in structure.families.get(claim, {}).items():
            members = tuple(ratio for ratio in ratios if ratio in speaking)
            if len(members) > 1:
                terms.append(term(claim, family, members))
            else:
                lone.extend(members)
        terms.extend(term(claim, None, (ratio,)) for ratio in lone)
    return Terms(chosen, on, undercutters, bits, tuple(terms))
