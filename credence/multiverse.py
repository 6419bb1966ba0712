"""The credence under every subset of some arguments: how much hangs on which ones one accepts.

A *multiverse analysis* (Steegen, Tuerlinckx, Gelman and Vanpaemel 2016) answers a question in every
way that its choices can be made; here a choice is whether an argument is accepted. All subsets
sorted by their credence make the *specification curve* (Simonsohn, Simmons and Nelson 2020).

Every subset counts once. That is no probability that the subset is right: "61 % of the ways" says
how the question hangs on the choices, not how likely the answer is.

At *point values* each uncertain number is at its median, and an argument's evidence counts in
proportion to the probability that it is sound (a family's in expectation over which of its members are,
as they share their fate). One draw does it, so it is the quick look; where every number is a point and every soundness 0 or 1, it is
the credence itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from credence.parameters import Values
from credence.scenario import Scenario
from credence.subsets.every import Subsets, every_subset
from credence.subsets.work import Executor

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
THRESHOLDS = (0.01, 0.1, 0.5)
MOST_USUAL = 10
MOST_POINTS = 256
"""Points of a specification curve: a power of two, so that each stands for as many subsets."""


@dataclass(frozen=True)
class Extreme:
    """One subset and its credence.

    Attributes:
        mask: The subset's number.
        credence: The target's credence there.
        on: The chosen arguments that are on.
    """

    mask: int
    credence: float
    on: tuple[str, ...]


@dataclass(frozen=True)
class Curve:
    """The subsets sorted by credence, thinned to points that stand for equally many each.

    Attributes:
        rank: Share of subsets up to the middle of each point, shape (points,).
        low: The lowest credence that the point stands for.
        median: The middle one.
        high: The highest one.
        log_odds: The same three in natural log-odds, shape (3, points).
        on: By argument, the share of the point's subsets in which it is on, shape (points,).
    """

    rank: Values
    low: Values
    median: Values
    high: Values
    log_odds: Values
    on: dict[str, Values]


@dataclass(frozen=True)
class Split:
    """The argument that separates low from high best.

    Attributes:
        argument: Its id.
        off: Mean credence of the subsets without it.
        on: Mean credence of those with it.
        share: Share of the variance between subsets that it accounts for, in [0, 1].
    """

    argument: str
    off: float
    on: float
    share: float


@dataclass(frozen=True)
class Multiverse:
    """What all subsets together say; see `Subsets` for the credences themselves."""

    subsets: Subsets

    @property
    def target(self) -> str:
        """The claim."""
        return self.subsets.target

    @property
    def arguments(self) -> tuple[str, ...]:
        """The chosen arguments."""
        return self.subsets.arguments

    @property
    def count(self) -> int:
        """How many subsets there are."""
        return len(self.subsets.credence)

    @cached_property
    def sorted_credences(self) -> Values:
        """The credences, lowest first."""
        return np.sort(self.subsets.credence)

    def quantiles(self, shares: Sequence[float] = QUANTILES) -> dict[float, float]:
        """The credences below which given shares of the subsets lie."""
        ranks = np.array(shares) * (self.count - 1)
        below = np.floor(ranks).astype(int)
        above = np.minimum(below + 1, self.count - 1)
        values = self.sorted_credences
        found = values[below] + (ranks - below) * (values[above] - values[below])
        return dict(zip(shares, found.tolist(), strict=True))

    @cached_property
    def lowest(self) -> Extreme:
        """The least worried subset; of equal ones the one of the smallest number."""
        return self._extreme(int(self.subsets.credence.argmin()))

    @cached_property
    def highest(self) -> Extreme:
        """The most worried subset; of equal ones the one of the smallest number."""
        return self._extreme(int(self.subsets.credence.argmax()))

    def _extreme(self, mask: int) -> Extreme:
        credence = float(self.subsets.credence[mask])
        return Extreme(mask, credence, tuple(self.subsets.on(mask)))

    def below(self, thresholds: Sequence[float] = THRESHOLDS) -> dict[float, float]:
        """The share of subsets whose credence is below each threshold."""
        found = np.searchsorted(self.sorted_credences, thresholds, side="left") / self.count
        return dict(zip(thresholds, found.tolist(), strict=True))

    @cached_property
    def means(self) -> dict[str, tuple[float, float]]:
        """By argument, the mean credence of the subsets without it and of those with it."""
        found = {}
        folded, each = self.subsets.credence, self.count / 2
        for name in reversed(self.arguments):
            off, on = folded.reshape(2, -1)
            found[name] = float(off.sum() / each), float(on.sum() / each)
            folded = off + on  # the sums over this argument, for the next
        return {name: found[name] for name in self.arguments}

    @cached_property
    def effects(self) -> dict[str, float]:
        """By argument, the mean credence with it minus that without it."""
        return {name: on - off for name, (off, on) in self.means.items()}

    @cached_property
    def split(self) -> Split | None:
        """The argument that separates low from high best; ``None`` where all are equal."""
        variance = float(self.subsets.credence.var())
        if self.sorted_credences[0] == self.sorted_credences[-1] or not variance:
            return None
        name = max(self.effects, key=lambda argument: abs(self.effects[argument]))
        off, on = self.means[name]
        return Split(name, off, on, min(1.0, ((on - off) / 2) ** 2 / variance))

    def curve(self) -> Curve:
        """The specification curve in at most `MOST_POINTS` points."""
        points = min(self.count, MOST_POINTS)
        values = self.sorted_credences.reshape(points, -1)
        masks = np.argsort(self.subsets.credence, kind="stable").reshape(points, -1)
        on = {n: (masks >> i & 1).mean(axis=1) for i, n in enumerate(self.arguments)}
        middle = (values.shape[1] - 1) // 2
        logs = np.sort(self.subsets.log_odds).reshape(points, -1)
        return Curve(
            rank=(np.arange(points) + 0.5) / points,
            low=values[:, 0],
            median=values[:, middle],
            high=values[:, -1],
            log_odds=np.stack([logs[:, 0], logs[:, middle], logs[:, -1]]),
            on=on,
        )

    def histogram(self, edges: ArrayLike) -> Values:
        """The share of subsets between given natural log-odds; what lies beyond is at the ends."""
        ends = np.asarray(edges)
        held = np.clip(self.subsets.log_odds, ends[0], ends[-1])
        return np.histogram(held, ends)[0] / self.count

    def as_data(
        self,
        thresholds: Sequence[float] = THRESHOLDS,
        quantiles: Sequence[float] = QUANTILES,
    ) -> dict[str, object]:
        """The record that programs read; log-odds in bits, infinite ones left to the writer."""
        return {
            "target": self.target,
            "arguments": list(self.arguments),
            "subsets": self.count,
            "point_values": self.subsets.point_values,
            "quantiles": {f"{q:g}": value for q, value in self.quantiles(quantiles).items()},
            "min": {"credence": self.lowest.credence, "on": list(self.lowest.on)},
            "max": {"credence": self.highest.credence, "on": list(self.highest.on)},
            "below": {f"{t:g}": share for t, share in self.below(thresholds).items()},
            "effects": dict(self.effects),
            "split": None
            if self.split is None
            else {
                "argument": self.split.argument,
                "off": self.split.off,
                "on": self.split.on,
                "share": self.split.share,
            },
        }


def usual_arguments(scenario: Scenario, most: int = MOST_USUAL) -> tuple[str, ...]:
    """What to combine where nobody has chosen: the active arguments, then the featured ones.

    In the order of the library; any of its arguments where none is active or featured.
    """
    library = scenario.library
    wanted = list(dict.fromkeys((*scenario.active, *library.featured))) or list(library.arguments)
    first = set(wanted[:most])
    return tuple(name for name in library.arguments if name in first)


def multiverse(
    scenario: Scenario,
    arguments: Iterable[str],
    claim: str | None = None,
    *,
    point_values: bool = False,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    executor: Executor | None = None,
) -> Multiverse:
    """The credence of a claim under every subset of ``arguments``, and what they say together.

    Arguments and errors as for `credence.subsets.every.every_subset`.
    """
    return Multiverse(
        every_subset(
            scenario,
            arguments,
            claim,
            point_values=point_values,
            progress=progress,
            cancelled=cancelled,
            executor=executor,
        )
    )
