"""What the active arguments add up to: soundness, undercuts and families.

An argument is evidence only where it is *sound*. Whether it is, is settled once per draw: by its
own soundness and premises, and by every active and sound argument that *undercuts* it. The
evidence on a claim is the sum of its sound arguments' log likelihood ratios, each with the weight
that its *family* leaves it: within a family, the strongest counts in full and each further one of
the same sign is discounted by the overlap once more. And a family's members *share their fate*: as far
as they overlap, they are sound together and strong together, or else ten copies of one argument would
be ten tries at being sound and strong.

An unsound argument is not evidence against: it says nothing, its likelihood ratio is 1.

The formulas are written once, over NumPy arrays or PyTensor variables alike (``xp`` is either
namespace); arrays have the draws as their last axis.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from credence.library import Library
from credence.network import Array

Namespace = Any
"""NumPy, or PyTensor's tensor namespace: `where`, `stack`, `argsort` and the like."""


@dataclass(frozen=True)
class Ratio:
    """One argument's likelihood ratio on one claim, and the number's path."""

    argument: str
    path: str


@dataclass(frozen=True)
class Structure:
    """How arguments hang together, without any number.

    Attributes:
        order: Arguments, each after everything that undercuts it.
        undercutters: By argument, those that undercut it.
        premises: By argument, the paths of its soundness and its premises.
        on_claim: By claim, every ratio on it.
        alone: By claim, the ratios on it that share evidence with no other ratio on it.
        families: By claim and family, two or more ratios that share evidence.
        family_of: By argument with a ratio of its own, the family whose fate it shares, if any.
        reach: By argument, everything that undercuts it, directly or through others.
        relevant: By claim, every argument that its evidence can depend on.
    """

    order: tuple[str, ...]
    undercutters: Mapping[str, tuple[str, ...]]
    premises: Mapping[str, tuple[str, ...]]
    on_claim: Mapping[str, tuple[Ratio, ...]]
    alone: Mapping[str, tuple[Ratio, ...]]
    families: Mapping[str, Mapping[str, tuple[Ratio, ...]]]
    family_of: Mapping[str, str]
    reach: Mapping[str, frozenset[str]]
    relevant: Mapping[str, frozenset[str]]


class Parameters(Protocol):
    """Where the formulas find their numbers, draws last."""

    def pair(self, path: str) -> tuple[Array, Array]:
        """``(p, 1 − p)`` of a probability."""

    def log_ratio(self, path: str) -> Array:
        """Natural logarithm of a likelihood ratio."""

    def uniform(self, argument: str) -> Array:
        """The draws that settle whether an argument is sound."""


@lru_cache(maxsize=32)
def structure_of(library: Library) -> Structure:
    """How a library's arguments hang together; kept, since it depends on no number."""
    arguments = library.arguments
    undercutters: dict[str, tuple[str, ...]] = dict.fromkeys(arguments, ())
    for name, argument in arguments.items():
        for other in argument.undercuts:
            undercutters[other] += (name,)
    reach = _ancestors(undercutters)
    on_claim: dict[str, list[Ratio]] = {}
    for name, argument in arguments.items():
        for claim in argument.ratios:
            path = f"arguments.{name}." + (f"bears_on.{claim}" if argument.bears_on else "lr")
            on_claim.setdefault(claim, []).append(Ratio(name, path))
    families: dict[str, dict[str, tuple[Ratio, ...]]] = {}
    alone: dict[str, tuple[Ratio, ...]] = {}
    for claim, ratios in on_claim.items():
        groups: dict[str | None, tuple[Ratio, ...]] = {}
        for ratio in ratios:
            family = arguments[ratio.argument].family
            groups[family] = (*groups.get(family, ()), ratio)
        families[claim] = {f: group for f, group in groups.items() if f and len(group) > 1}
        shared = {ratio for group in families[claim].values() for ratio in group}
        alone[claim] = tuple(ratio for ratio in ratios if ratio not in shared)
    return Structure(
        order=tuple(sorted(arguments, key=lambda name: len(reach[name]))),
        undercutters=undercutters,
        premises={
            name: (
                f"arguments.{name}.soundness",
                *(f"arguments.{name}.premises.{premise}" for premise in argument.premises),
            )
            for name, argument in arguments.items()
        },
        on_claim={claim: tuple(ratios) for claim, ratios in on_claim.items()},
        alone=alone,
        families=families,
        family_of={
            name: argument.family
            for name, argument in arguments.items()
            if argument.family and (argument.bears_on or argument.lr is not None)
        },
        reach=reach,
        relevant={
            claim: frozenset(r.argument for r in ratios).union(*(reach[r.argument] for r in ratios))
            for claim, ratios in on_claim.items()
        },
    )


def _ancestors(undercutters: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Everything that undercuts an argument directly or through another."""
    found: dict[str, frozenset[str]] = {}

    def visit(name: str) -> frozenset[str]:
        if name not in found:
            direct = undercutters[name]
            found[name] = frozenset(direct).union(*(visit(other) for other in direct))
        return found[name]

    pending = list(undercutters)
    while pending:  # a long chain of undercuts must not exhaust the call stack
        name = pending[-1]
        if missing := [other for other in undercutters[name] if other not in found]:
            pending.extend(missing)
        else:
            visit(pending.pop())
    return found


def soundness(numbers: Parameters, premises: Sequence[str]) -> Array:
    """An argument's own probability of being sound: its soundness times all its premises."""
    result = numbers.pair(premises[0])[0]
    for premise in premises[1:]:
        result = result * numbers.pair(premise)[0]
    return result


def is_sound(
    xp: Namespace,
    numbers: Parameters,
    structure: Structure,
    argument: str,
    sound: Callable[[str], Array | None],
) -> Array:
    """Whether an active argument is sound, draw by draw; booleans; as `chance_of_soundness`."""
    chance = chance_of_soundness(xp, numbers, structure, argument, sound)
    return numbers.uniform(argument) < chance


def chance_of_soundness(
    xp: Namespace,
    numbers: Parameters,
    structure: Structure,
    argument: str,
    sound: Callable[[str], Array | None],
) -> Array:
    """The probability that an active argument is sound, given which of its undercutters are.

    Args:
        xp: NumPy or PyTensor's tensor namespace.
        numbers: The parameters.
        structure: How the arguments hang together.
        argument: The argument asked about.
        sound: Whether an undercutter is sound; ``None`` where it is switched off.
    """
    chance = soundness(numbers, structure.premises[argument])
    for other in structure.undercutters[argument]:
        if (undercuts := sound(other)) is not None:
            spared = numbers.pair(f"arguments.{other}.undercuts.{argument}")[1]
            chance = chance * xp.where(undercuts, spared, 1.0)
    return chance


def strongest_first(xp: Namespace, log_ratios: Sequence[Array]) -> tuple[Array, Array]:
    """The order of a family's members by strength, and their log ratios in it.

    Returns:
        Two arrays of shape (members, draws): indices of members, and log ratios; by falling
        absolute value in every draw, equal ones in the order given.
    """
    logs = xp.stack(xp.broadcast_arrays(*log_ratios))
    order = xp.argsort(-abs(logs), axis=0, kind="stable")
    return order, xp.take_along_axis(logs, order, axis=0)


def family_total(
    xp: Namespace, overlap: Array, sound: Array, log_ratios: Array, members: int
) -> Array:
    """The evidence of a family's members on one claim.

    Args:
        xp: NumPy or PyTensor's tensor namespace.
        overlap: ρ in [0, 1]; the k-th strongest of one sign weighs (1 − ρ)ᵏ.
        sound: Whether each member is sound, shape (members, draws), the strongest first.
        log_ratios: Log likelihood ratios in the same order.
        members: How many there are.

    Returns:
        The weighted sum, shape (draws,).
    """
    total, weight_for, weight_against = 0.0, 1.0, 1.0
    for rank in range(members):
        log_ratio, is_for = log_ratios[rank], log_ratios[rank] > 0
        weight = xp.where(is_for, weight_for, weight_against)
        total = total + xp.where(sound[rank], weight * log_ratio, 0.0)
        weight_for = weight_for * xp.where(sound[rank] & is_for, 1 - overlap, 1.0)
        weight_against = weight_against * xp.where(sound[rank] & (log_ratio < 0), 1 - overlap, 1.0)
    return total
