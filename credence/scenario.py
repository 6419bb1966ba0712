"""A scenario: what one person changes about a library, and the question they ask of it.

A scenario holds only what differs from its library: toggles, numbers, claims taken as settled
(*suppositions*), overall credences that the person states (*stated*), how firmly they hold their
points where a statement speaks against them (*firmness*), scepticism, the target claim, and the draws. It is frozen; every edit returns a new one. It is canonical: two scenarios that mean
the same are equal, because a change back to the library's own value disappears.

Supposing a claim conditions on it ("what if this is settled?"); stating a credence for it changes
nothing by itself, it is compared with what the arguments imply.
"""

import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from numbers import Integral, Real
from operator import itemgetter
from typing import Self

from credence import number, odds
from credence.errors import InputError, unknown
from credence.library import Library
from credence.number import Z90, Kind, Number

DEFAULT_DRAWS = 4096
FEWEST_DRAWS = 64
MOST_DRAWS = 2**17
MOST_SEED = 2**32 - 1
DEFAULT_TOLERANCE = 0.5
DEFAULT_FIRMNESS = 1.0


@dataclass(frozen=True)
class Stated:
    """An overall credence that a person states.

    Attributes:
        credence: The stated probability; 0 and 1 are certainty, which no finite evidence implies.
        tolerance: Standard deviation of the statement, in natural log-odds.
    """

    credence: float
    tolerance: float = DEFAULT_TOLERANCE

    @property
    def is_certain(self) -> bool:
        """Whether certainty is stated, which lies infinitely many bits from everything else."""
        return self.credence in {0, 1}

    @property
    def interval(self) -> tuple[float, float]:
        """The 90 % interval that credence and tolerance amount to."""
        centre, reach = odds.log_odds(self.credence), Z90 * self.tolerance
        low, high = odds.probability([centre - reach, centre + reach]).tolist()
        return low, high


@dataclass(frozen=True)
class Scenario:
    """What one person changes about ``library``; see the module's docstring.

    The tuples are sorted by id and hold only what differs from the library. Make scenarios by
    editing ``Scenario(library)``; the constructor does not check its parts.
    """

    library: Library
    toggles: tuple[tuple[str, bool], ...] = ()
    changes: tuple[tuple[str, Number], ...] = ()
    suppositions: tuple[tuple[str, bool], ...] = ()
    statements: tuple[tuple[str, Stated], ...] = ()
    scepticism: float = 0.0
    chosen_target: str | None = None
    seed: int = 0
    draws: int = DEFAULT_DRAWS
    firmness: float = DEFAULT_FIRMNESS

    @property
    def target(self) -> str:
        """The claim that is asked about."""
        return self.chosen_target or self.library.default_target

    @property
    def active(self) -> tuple[str, ...]:
        """Ids of the active arguments, in the order of the library."""
        toggles = dict(self.toggles)
        arguments = self.library.arguments.items()
        return tuple(name for name, a in arguments if toggles.get(name, a.active))

    @property
    def suppose(self) -> dict[str, bool]:
        """Claims taken as settled, with the truth value that is supposed."""
        return dict(self.suppositions)

    @property
    def stated(self) -> dict[str, Stated]:
        """Overall credences that the person states, by claim."""
        return dict(self.statements)

    def asked(self, claim: str | None) -> str:
        """The claim that a question is about: ``claim``, or else the target.

        Raises:
            InputError: The library has no such claim.
        """
        if claim is not None:
            self._check_claim("claims", claim)
        return claim or self.target

    def is_active(self, argument: str) -> bool:
        """Whether an argument is switched on."""
        return dict(self.toggles).get(argument, self.library.arguments[argument].active)

    def value(self, path: str) -> Number:
        """A number as this person holds it, by its path in the library."""
        path = self._number_path(path)
        return dict(self.changes).get(path, self.library.numbers[path][1])

    def numbers(self) -> dict[str, tuple[Kind, Number]]:
        """Every number as this person holds it, by path, with its kind."""
        changed = dict(self.changes)
        return {
            path: (kind, changed.get(path, value))
            for path, (kind, value) in self.library.numbers.items()
        }

    def at_medians(self) -> Self:
        """The scenario with every uncertain number at its median."""
        medians = {
            path: Number.point(held.median(kind))
            for path, (kind, held) in self.numbers().items()
            if not held.is_point
        }
        return replace(self, changes=_sorted(dict(self.changes) | medians))

    # Edits: each returns a new scenario and raises InputError for what the library does not have.

    def with_active(self, argument: str, active: bool = True) -> Self:
        """Switch one argument on or off."""
        return self.with_toggles({argument: active})

    def with_toggles(self, toggles: Mapping[str, bool]) -> Self:
        """Switch several arguments on or off and leave the others as they are."""
        arguments = self.library.arguments
        merged = dict(self.toggles)
        for name, active in toggles.items():
            if name not in arguments:
                raise InputError.at(f"arguments.{name}", unknown("argument", name, arguments))
            merged[name] = bool(active)
        differing = {n: on for n, on in merged.items() if on != arguments[n].active}
        return replace(self, toggles=_sorted(differing))

    def with_only(self, arguments: Iterable[str]) -> Self:
        """Switch exactly these arguments on and all others off."""
        chosen = list(arguments)
        everything = dict.fromkeys(self.library.arguments, False)
        return self.with_toggles(everything | dict.fromkeys(chosen, True))

    def with_number(self, path: str, value: object) -> Self:
        """Change one number; ``value`` in any accepted way of writing it."""
        path = self._number_path(path)
        kind, own = self.library.numbers[path]
        try:
            held = number.read(value, kind)
        except ValueError as error:
            raise InputError.at(path, str(error)) from None
        if path.startswith("families.") and not held.is_point:
            raise InputError.at(path, "an overlap is one number between 0 and 1, not an interval")
        return replace(self, changes=_changed(self.changes, path, None if held == own else held))

    def without_number(self, path: str) -> Self:
        """Put one number back to the library's own."""
        path = self._number_path(path)
        return replace(self, changes=tuple(pair for pair in self.changes if pair[0] != path))

    def with_supposition(self, claim: str, value: bool | None) -> Self:
        """Take a claim as true or false; ``None`` leaves it open."""
        self._check_claim("suppose", claim)
        return replace(self, suppositions=_changed(self.suppositions, claim, value))

    def with_stated(self, claim: str, credence: object, tolerance: float | None = None) -> Self:
        """State an overall credence for a claim; ``None`` withdraws it.

        An interval states its centre in log-odds, with its standard deviation there as the
        tolerance. A tolerance that is given counts instead; a point without one keeps the
        tolerance held so far, at first `DEFAULT_TOLERANCE`.
        """
        self._check_claim("claims", claim)
        if credence is None:
            return replace(self, statements=_changed(self.statements, claim, None))
        place = f"claims.{claim}.stated"
        try:
            held = number.read(credence, Kind.PROBABILITY)
        except ValueError as error:
            raise InputError.at(place, str(error)) from None
        if tolerance is None:
            before = self.stated.get(claim, Stated(0.5)).tolerance
            tolerance = before if held.is_point else held.normal(Kind.PROBABILITY)[1]
        checked = _real(f"claims.{claim}.tolerance", tolerance, "a tolerance", low=0, above=True)
        stated = Stated(held.median(Kind.PROBABILITY), checked)
        return replace(self, statements=_changed(self.statements, claim, stated))

    def with_scepticism(self, value: object) -> Self:
        """Shrink every argument: 0 takes them in full, 1 takes none at all."""
        return replace(self, scepticism=_real("scepticism", value, "scepticism", low=0, high=1))

    def with_firmness(self, value: object) -> Self:
        """Set how far a soundness that is a point may move for a statement, in natural log-odds.

        A standard deviation: the larger, the less firmly points are held; 0 fixes them.
        """
        return replace(self, firmness=_real("firmness", value, "firmness", low=0))

    def with_target(self, claim: str | None) -> Self:
        """Ask about another claim; ``None`` is the library's own target."""
        if claim is not None:
            self._check_claim("target", claim)
        return replace(self, chosen_target=None if claim == self.library.default_target else claim)

    def with_draws(self, draws: object) -> Self:
        """Set the number of draws: a power of two from 64 to 131,072."""
        count = _whole("draws", draws)
        if not FEWEST_DRAWS <= count <= MOST_DRAWS or count & (count - 1):
            raise InputError.at(
                "draws",
                f"draws are a power of two from {FEWEST_DRAWS} to {MOST_DRAWS}, not {count}",
            )
        return replace(self, draws=count)

    def with_seed(self, seed: object) -> Self:
        """Set the seed of the draws: a whole number from 0 to 4,294,967,295."""
        value = _whole("seed", seed)
        if not 0 <= value <= MOST_SEED:
            raise InputError.at("seed", f"a seed is a whole number from 0 to {MOST_SEED}")
        return replace(self, seed=value)

    def _check_claim(self, place: str, claim: str) -> None:
        if claim not in self.library.claim_ids:
            raise InputError.at(f"{place}.{claim}", unknown("claim", claim, self.library.claim_ids))

    def _number_path(self, path: str) -> str:
        """The library's own path for ``path``, with the accepted other spellings resolved."""
        numbers = self.library.numbers
        resolved = canonical_path(path)
        if resolved not in numbers:
            raise InputError.at(path, unknown_number(path, numbers))
        return resolved


_PLURALS = {"premise": "premises", "cause": "causes", "undercut": "undercuts", "lr": "bears_on"}


def unknown_number(path: str, numbers: Iterable[str]) -> str:
    """Say that a library has no such number, and which numbers of the same item come near.

    An argument on several claims has a ratio for each, and none that is simply its ``lr``.
    """
    item = ".".join(path.split(".")[:2])
    own = [name for name in numbers if name.startswith(f"{item}.")]
    if path == f"{item}.lr" and (ratios := [n for n in own if n.startswith(f"{item}.bears_on.")]):
        return f"there is no number “{path}”; did you mean {' or '.join(ratios)}?"
    return unknown("number", path, own or numbers)


def canonical_path(path: str) -> str:
    """The library's path for the spellings that people use.

    ``arguments.a.premise.p`` is ``arguments.a.premises.p``, ``arguments.a.lr.c`` is
    ``arguments.a.bears_on.c``, ``alternatives.g.members.m.weight`` is ``claims.m.weight``.
    """
    parts = path.split(".")
    if parts[0] == "alternatives" and len(parts) == 5 and parts[2] == "members":
        parts = ["claims", *parts[3:]]
    if len(parts) == 4:
        parts[2] = _PLURALS.get(parts[2], parts[2])
    return ".".join(parts)


def _sorted[V](values: Mapping[str, V]) -> tuple[tuple[str, V], ...]:
    return tuple(sorted(values.items(), key=itemgetter(0)))


def _changed[V](
    pairs: tuple[tuple[str, V], ...], key: str, value: V | None
) -> tuple[tuple[str, V], ...]:
    kept = {name: held for name, held in pairs if name != key}
    return _sorted(kept if value is None else kept | {key: value})


def _whole(place: str, value: object) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise InputError.at(place, f"a whole number is needed here, not {value!r}")
    return int(value)


def _real(
    place: str, value: object, what: str, *, low: float, high: float = math.inf, above: bool = False
) -> float:
    """A finite number within bounds; ``above`` excludes the lower one."""
    held = math.nan
    if not isinstance(value, bool) and isinstance(value, Real):
        with suppress(OverflowError):  # a whole number beyond every float
            held = float(value)
    if not math.isfinite(held) or not low <= held <= high or (above and held == low):
        limits = f"between {low:g} and {high:g}"
        if math.isinf(high):
            limits = f"above {low:g}" if above else f"of at least {low:g}"
        raise InputError.at(place, f"{what} is a number {limits}, not {value!r}")
    return held + 0.0  # minus zero is zero
