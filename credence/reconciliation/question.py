"""What a stated credence asks of a library: which arguments and numbers it can teach us about.

Somebody states a credence for a claim. An argument can have to do with it only if it is active and
its evidence reaches the claim; among these, some are *sure* to be sound (soundness 1 and nothing
undercuts them), some can never be (soundness 0, which is as if they were switched off), and the
rest are *unsure*.

A number *moves* if it is an interval. So does a soundness, a premise or the strength of an undercut
that is a point strictly between 0 and 1: it is held *firmly*, with the scenario's firmness as its
standard deviation in log-odds. Every other point stays.

Each number that moves is normal on its own scale (log-odds, or the logarithm of a ratio). The ratios
of a family's members move together as far as they overlap, by a *common* standard normal of the
family's; `Question.offsets` makes numbers out of independent standard normals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from credence import draws
from credence.errors import InputError, Problem
from credence.evidence import Ratio, structure_of
from credence.library import Library
from credence.number import Kind, Number
from credence.odds import probability
from credence.reach import ancestral, reached_arguments, reached_claims, reached_numbers
from credence.scenario import Scenario

CANNOT_MOVE = (
    "the credence of {} cannot move: no number that it depends on is an interval, and no soundness "
    "may move; give one of them an interval, such as 0.1 to 0.4, or a firmness above 0"
)

CERTAIN, NEVER = Number.point(1), Number.point(0)

_DOUBTED = {"soundness", "premises", "undercuts"}


@dataclass(frozen=True)
class Question:
    """What is asked, and what it hangs on.

    Attributes:
        scenario: What was asked, without the arguments that can never be sound.
        network: The claims alone, reduced to those that can matter.
        sure: Active arguments that can matter and are sound for certain.
        unsure: The same where soundness is open, each after all that undercuts it.
        undercuts: By unsure argument, those whose undercutting of it makes a difference.
        ratios: By claim, the likelihood ratios of these arguments on it.
        moving: Paths of the numbers that move.
    """

    scenario: Scenario
    network: Library
    sure: tuple[str, ...]
    unsure: tuple[str, ...]
    undercuts: Mapping[str, tuple[str, ...]]
    ratios: Mapping[str, tuple[Ratio, ...]]
    moving: tuple[str, ...]

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The claims whose credence is stated."""
        return tuple(self.scenario.stated)

    @cached_property
    def normals(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean and standard deviation of each number that moves, on its normal scale."""
        pairs = [self._normal(path) for path in self.moving]
        mean, sd = np.array(pairs).reshape(-1, 2).T.copy()
        return mean, sd

    def _normal(self, path: str) -> tuple[float, float]:
        held = self.scenario.value(path)
        mean, sd = held.normal(self.kind(path))
        return mean, self.scenario.firmness if held.is_point else sd

    @cached_property
    def overlaps(self) -> dict[str, float]:
        """By family with a member that matters, how far its members overlap, where they do."""
        families = dict.fromkeys(
            self.family_of[name] for name in self.sure + self.unsure if name in self.family_of
        )
        held = {f: self.scenario.value(f"families.{f}.overlap").low for f in families}
        return {family: overlap for family, overlap in held.items() if overlap > 0}

    @property
    def family_of(self) -> Mapping[str, str]:
        """By argument with a ratio of its own, the family whose fate it shares."""
        return structure_of(self.scenario.library).family_of

    @cached_property
    def mixing(self) -> NDArray[np.float64]:
        """What makes offsets out of independent standard normals, shape (numbers, size)."""
        matrix = np.eye(len(self.moving), self.size)
        families = list(self.overlaps)
        for place, path in enumerate(self.moving):
            section, name, field, *_ = path.split(".")
            family = self.family_of.get(name, "") if section == "arguments" else ""
            if family in self.overlaps and field in {"lr", "bears_on"}:
                overlap = self.overlaps[family]
                speaks = -1.0 if self.normals[0][place] < 0 else 1.0
                matrix[place, place] = np.sqrt(1 - overlap)
                common = len(self.moving) + families.index(family)
                matrix[place, common] = speaks * np.sqrt(overlap)
        return matrix

    @property
    def size(self) -> int:
        """How many independent standard normals the numbers are made of."""
        return len(self.moving) + len(self.overlaps)

    def offsets(self, latent: NDArray[np.float64]) -> NDArray[np.float64]:
        """Each number's distance from its mean in its own standard deviations.

        Args:
            latent: Independent standard normals, shape (size, draws).

        Returns:
            Standard normal each, shape (numbers, draws).
        """
        if not self.overlaps:
            return latent
        offset: NDArray[np.float64] = self.mixing @ latent
        return offset

    def prior(self, count: int) -> NDArray[np.float64]:
        """Stratified draws of the offsets as they are before anything is stated."""
        names = (*self.moving, *(f"families.{family}" for family in self.overlaps))
        seed = self.scenario.seed
        columns = [draws.normal(seed, f"reconcile.{name}", count) for name in names]
        return self.offsets(np.array(columns).reshape(self.size, count))

    def scaled(self, path: str, offset: NDArray[np.float64]) -> NDArray[np.float64]:
        """A number itself, a probability or a ratio, at some distances from its mean."""
        place = self.moving.index(path)
        mean, sd = (each[place] for each in self.normals)
        return values_on(self.kind(path), mean + sd * offset)

    def kind(self, path: str) -> Kind:
        """What a number measures."""
        return self.scenario.library.numbers[path][0]

    def shared(self, ratios: Iterable[Ratio]) -> dict[str, list[Ratio]]:
        """Ratios on one claim in lots that share evidence, by family; others are lots of one."""
        lots: dict[str, list[Ratio]] = {}
        for ratio in ratios:
            family = self.family_of.get(ratio.argument, "")
            lots.setdefault(family if family in self.overlaps else ratio.path, []).append(ratio)
        return lots


def question_of(scenario: Scenario) -> Question:
    """The question of what a scenario states.

    Raises:
        InputError: Nothing is stated, or what is stated is supposed too, or is 0 or 1.
    """
    stated = tuple(scenario.stated)
    _check_statements(scenario, stated)
    scenario, status, undercuts = _without_the_unsound(scenario)
    # What is supposed teaches about soundness, and so about more than lies on the way to a claim.
    asked, openly = (*stated, *scenario.suppose), replace(scenario, suppositions=())
    arguments = reached_arguments(openly, asked)
    claims = reached_claims(openly, asked)
    structure = structure_of(scenario.library)
    ratios = {
        claim: found
        for claim, on_claim in structure.on_claim.items()
        if claim in claims
        and (
            found := tuple(
                r for r in on_claim if r.argument in arguments and scenario.value(r.path) != CERTAIN
            )
        )
    }
    network = ancestral(scenario.library, (*asked, *ratios))
    unsure = tuple(a for a in structure.order if a in arguments and status[a] is None)
    undercut_by = {name: tuple(s for s, t in undercuts if t == name) for name in unsure}
    needed = [
        *(path for path in network.numbers if path in reached_numbers(openly, asked)),
        *(ratio.path for found in ratios.values() for ratio in found),
        *(path for name in unsure for path in structure.premises[name]),
        *(f"arguments.{s}.undercuts.{name}" for name, found in undercut_by.items() for s in found),
    ]
    return Question(
        scenario=scenario,
        network=network,
        sure=tuple(a for a in structure.order if a in arguments and status[a]),
        unsure=unsure,
        undercuts=undercut_by,
        ratios=ratios,
        moving=tuple(path for path in needed if _moves(scenario, path)),
    )


def values_on(kind: Kind, scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of log-odds, or ratios of their logarithms."""
    return probability(scaled) if kind is Kind.PROBABILITY else np.exp(scaled)


def _moves(scenario: Scenario, path: str) -> bool:
    held = scenario.value(path)
    if not held.is_point:
        return True
    section, _, field, *_ = path.split(".")
    doubted = section == "arguments" and field in _DOUBTED
    return doubted and 0 < held.low < 1 and scenario.firmness > 0


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


def _check_statements(scenario: Scenario, stated: Iterable[str]) -> None:
    if not stated:
        raise InputError.at(
            "claims",
            "nothing is stated: state a credence for at least one claim, such as "
            f"claims.{scenario.target}.stated=0.1",
        )
    problems = []
    for claim in stated:
        place, held = f"claims.{claim}.stated", scenario.stated[claim]
        if claim in scenario.suppose:
            problems.append(
                Problem(
                    place,
                    f"{claim} is supposed to be {str(scenario.suppose[claim]).lower()}, so no "
                    "credence for it can be stated; leave one of the two out",
                )
            )
        if held.is_certain:
            problems.append(
                Problem(
                    place,
                    f"{'100' if held.credence else '0'} % is certainty, which no finite evidence "
                    f"gives; state a number such as {'99.99' if held.credence else '0.01'} % in "
                    "its place",
                )
            )
    if problems:
        raise InputError(problems)
