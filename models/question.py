"""What a stated credence asks of a library: which arguments and numbers it can teach us about.

Somebody states a credence for a claim. An argument can have to do with it only if it is active and
its evidence reaches the claim; among these, some are *sure* to be sound (soundness 1 and nothing
undercuts them), some can never be (soundness 0, which is as if they were switched off), and the
rest are *unsure*. A number can move only if it is *uncertain*, an interval; a point stays.

A question's *form* says what hangs on what, without a single number. Two scenarios of one form
share one compiled model, and only the numbers are swapped: the `Form` is the key by which compiled
models are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from credence.errors import InputError, Problem
from credence.evidence import Ratio, structure_of
from credence.library import Library
from credence.number import Number
from credence.reach import ancestral, reached_arguments, reached_claims, reached_numbers
from credence.scenario import Scenario
from credence.words import certain_words

CANNOT_MOVE = (
    "the credence of {} cannot move: no number that it depends on is an interval and no active "
    "argument that reaches it is unsure; give one of them an interval, such as 0.1 to 0.4"
)

CERTAIN, NEVER = Number.point(1), Number.point(0)


@dataclass(frozen=True)
class Form:
    """What hangs on what in a question, without any number.

    Attributes:
        library: The library.
        network: Its claims alone, reduced to those that can matter.
        stated: Claims whose credence is stated.
        suppositions: Claims taken as settled.
        sure: Active arguments that reach a stated claim and are sound for certain.
        unsure: The same where soundness is open, each after all that undercuts it.
        undercuts: Pairs (undercutter, undercut argument) that make a difference.
        ratios: By claim, the likelihood ratios of these arguments on it.
        uncertain: Paths of the numbers that can move.
        points: Paths of the other numbers that the answer depends on.
    """

    library: Library
    network: Library
    stated: tuple[str, ...]
    suppositions: tuple[tuple[str, bool], ...]
    sure: tuple[str, ...]
    unsure: tuple[str, ...]
    undercuts: tuple[tuple[str, str], ...]
    ratios: tuple[tuple[str, tuple[Ratio, ...]], ...]
    uncertain: tuple[str, ...]
    points: tuple[str, ...]

    @property
    def families(self) -> tuple[str, ...]:
        """Families of which at least two ratios bear on one claim."""
        found: dict[str, None] = {}
        for _, ratios in self.ratios:
            found |= dict.fromkeys(self.shared(ratios))
        return tuple(found)

    def shared(self, ratios: Iterable[Ratio]) -> dict[str, tuple[Ratio, ...]]:
        """By family, two or more ratios on one claim that share evidence."""
        groups: dict[str, tuple[Ratio, ...]] = {}
        for ratio in ratios:
            if family := self.library.arguments[ratio.argument].family:
                groups[family] = (*groups.get(family, ()), ratio)
        return {family: group for family, group in groups.items() if len(group) > 1}


def form_of(scenario: Scenario) -> Form:
    """The form of what a scenario states.

    Raises:
        InputError: Nothing is stated, what is stated is supposed too, or no number and no
            argument can move it.
    """
    stated = tuple(scenario.stated)
    _check_statements(scenario, stated)
    scenario, status, undercuts = _without_the_unsound(scenario)
    arguments = reached_arguments(scenario, stated)
    claims = reached_claims(scenario, stated)
    structure = structure_of(scenario.library)
    ratios = tuple(
        (claim, found)
        for claim, on_claim in structure.on_claim.items()
        if claim in claims
        and (
            found := tuple(
                r for r in on_claim if r.argument in arguments and scenario.value(r.path) != CERTAIN
            )
        )
    )
    network = ancestral(
        scenario.library, (*stated, *scenario.suppose, *(claim for claim, _ in ratios))
    )
    unsure = tuple(a for a in structure.order if a in arguments and status[a] is None)
    pairs = tuple(pair for pair in undercuts if pair[1] in unsure)
    needed = [
        *(path for path in network.numbers if path.startswith("claims.")),
        *(ratio.path for _, found in ratios for ratio in found),
        *(path for name in unsure for path in structure.premises[name]),
        *(f"arguments.{source}.undercuts.{target}" for source, target in pairs),
    ]
    movable = reached_numbers(scenario, stated)
    uncertain = tuple(
        path
        for path in needed
        if not scenario.value(path).is_point and (path in movable or not path.startswith("claims."))
    )
    _check_movable(scenario, stated, unsure, uncertain)
    return Form(
        library=scenario.library,
        network=network,
        stated=stated,
        suppositions=scenario.suppositions,
        sure=tuple(a for a in structure.order if a in arguments and status[a]),
        unsure=unsure,
        undercuts=pairs,
        ratios=ratios,
        uncertain=uncertain,
        points=tuple(path for path in needed if path not in set(uncertain)),
    )


def _without_the_unsound(
    scenario: Scenario,
) -> tuple[Scenario, dict[str, bool | None], list[tuple[str, str]]]:
    """The scenario without arguments that are never sound, and whether each other one is sure.

    ``None`` says that it is open. Beside them, the undercuts that make a difference.
    """
    structure = structure_of(scenario.library)
    active = set(scenario.active)
    status: dict[str, bool | None] = {}
    undercuts = []
    for name in (name for name in structure.order if name in active):
        own = [scenario.value(path) for path in structure.premises[name]]
        sound: bool | None = True if all(number == CERTAIN for number in own) else None
        if NEVER in own:
            sound = False
        for other in structure.undercutters[name]:
            strength = scenario.value(f"arguments.{other}.undercuts.{name}")
            if sound is False or status.get(other, False) is False or strength == NEVER:
                continue
            if status[other] and strength == CERTAIN:
                sound = False
            else:
                sound = None
                undercuts.append((other, name))
        status[name] = sound
    never = {name: False for name, sound in status.items() if sound is False}
    kept = [pair for pair in undercuts if pair[1] not in never]
    return scenario.with_toggles(never), status, kept


def _check_statements(scenario: Scenario, stated: tuple[str, ...]) -> None:
    if not stated:
        raise InputError.at(
            "claims",
            "nothing is stated: state a credence for at least one claim, such as "
            f"claims.{scenario.target}.stated=0.1",
        )
    problems = [
        Problem(
            f"claims.{claim}.stated",
            f"{claim} is supposed to be {str(scenario.suppose[claim]).lower()}, so no credence "
            "for it can be stated; leave one of the two out",
        )
        for claim in stated
        if claim in scenario.suppose
    ] + [
        Problem(f"claims.{claim}.stated", certain_words(held.credence))
        for claim, held in scenario.stated.items()
        if held.is_certain
    ]
    if problems:
        raise InputError(problems)


def _check_movable(
    scenario: Scenario, stated: tuple[str, ...], unsure: tuple[str, ...], uncertain: tuple[str, ...]
) -> None:
    """Every stated claim hangs on at least one uncertain number or unsure argument."""
    problems = []
    for claim in stated:
        claims = reached_numbers(scenario, (claim,))
        arguments = set(reached_arguments(scenario, (claim,)))
        moves = arguments & set(unsure) or [
            path
            for path in uncertain
            if (path in claims if path.startswith("claims.") else path.split(".")[1] in arguments)
        ]
        if not moves:
            problems.append(Problem(f"claims.{claim}.stated", CANNOT_MOVE.format(claim)))
    if problems:
        raise InputError(problems)
