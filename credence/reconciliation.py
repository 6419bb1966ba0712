"""What stated credences teach about the numbers behind them: the answer, as a plain record.

Somebody's numbers and arguments imply 30 %, and all things considered they say 10 %. One of the two
has to give. `models.reconcile` takes the statement as an observation and finds which numbers would
have to move and which arguments would have to be doubted; here is what it answers, for words,
figures and pages.

*Before* is a person's own uncertainty about their numbers, *after* is what is left of it once the
statement is taken in. A number shifts much where it is unsure and where much hangs on it; a point
cannot shift at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from credence.number import Kind
from credence.scenario import Scenario

HIGHEST_RHAT = 1.01
LEAST_ESS = 400.0
LARGEST_ERROR = 0.1

CHAINS, DRAWS = 4, 1_000
"""Chains, and the draws that each keeps."""
LONGER = 4
"""How many times as many each keeps that is sampled longer."""


@dataclass(frozen=True)
class Spread:
    """A number, or a credence, with its uncertainty.

    Attributes:
        mean: The mean; for a credence, the credence.
        median: The median.
        low: The 5th percentile.
        high: The 95th percentile.
        mcse: Monte Carlo standard error of the mean.
        log_odds_bits: Base-2 log-odds of the mean; of a ratio, its base-2 logarithm.
    """

    mean: float
    median: float
    low: float
    high: float
    mcse: float
    log_odds_bits: float


@dataclass(frozen=True)
class Shift:
    """One number before and after the statement.

    Attributes:
        kind: What the number measures.
        before: As the person holds it.
        after: Given the statement.
        shift_sd: How far its mean moved on the scale where it is normal, in its own standard
            deviations from before.
    """

    kind: Kind
    before: Spread
    after: Spread
    shift_sd: float


@dataclass(frozen=True)
class PatternSum:
    """How well soundness was summed out, over patterns of which argument is sound.

    Attributes:
        exact: Whether every pattern was there.
        count: How many there were.
        effective: How many the sum in effect rests on, at the median draw.
        error: Relative standard error of the likelihood, at the median draw; 0 where exact.
    """

    exact: bool
    count: int
    effective: float
    error: float


@dataclass(frozen=True)
class Diagnostics:
    """What a sampler's draws say about themselves.

    Attributes:
        rhat_max: The largest R-hat of any quantity; ``nan`` where nothing was sampled.
        ess_min: The smallest effective sample size, bulk or tail; infinite where nothing was.
        divergences: How many there were.
        draws: How many draws were kept, over all chains.
    """

    rhat_max: float
    ess_min: float
    divergences: int
    draws: int

    @property
    def problems(self) -> tuple[str, ...]:
        """What speaks against trusting the draws: ``rhat``, ``ess``, ``divergences``."""
        found = {
            "rhat": self.rhat_max > HIGHEST_RHAT,
            "ess": self.ess_min < LEAST_ESS,
            "divergences": self.divergences > 0,
        }
        return tuple(name for name, holds in found.items() if holds)

    def with_others(self, other: "Diagnostics") -> "Diagnostics":
        """Those of these quantities and of others that the same draws give."""
        return replace(
            self,
            rhat_max=np.fmax(self.rhat_max, other.rhat_max).item(),
            ess_min=min(self.ess_min, other.ess_min),
        )


@dataclass(frozen=True)
class Draws:
    """Draws from the numbers' posterior.

    Attributes:
        offset: Each number's distance from its mean in its own standard deviations, shape
            (chains, draws, numbers), in the order of ``numbers``.
        numbers: Paths of the numbers.
        log_likelihood: Logarithm of p(stated | numbers), shape (chains, draws).
        diverging: Whether the step that led to a draw went astray, shape (chains, draws).
        energy: The sampler's energy, shape (chains, draws).
        steps: Leapfrog steps taken for each draw, shape (chains, draws).
    """

    offset: NDArray[np.float64]
    numbers: tuple[str, ...]
    log_likelihood: NDArray[np.float64]
    diverging: NDArray[np.bool_]
    energy: NDArray[np.float64]
    steps: NDArray[np.int64]


@dataclass(frozen=True)
class Reconciliation:
    """The answer.

    Attributes:
        scenario: What was asked.
        implied: By stated claim, the credence that numbers and arguments imply, before and after.
        numbers: By path, every number that can move, the farthest moved first.
        soundness: By argument, the probability that it is sound, before and after: of the unsure
            ones that matter.
        diagnostics: Whether the draws can be trusted.
        patterns: How well soundness was summed out.
        draws: The draws themselves.
    """

    scenario: Scenario
    implied: Mapping[str, tuple[Spread, Spread]]
    numbers: Mapping[str, Shift]
    soundness: Mapping[str, tuple[float, float]]
    diagnostics: Diagnostics
    patterns: PatternSum
    draws: Draws

    @property
    def is_longer(self) -> bool:
        """Whether it was sampled longer than is usual."""
        return self.diagnostics.draws > CHAINS * DRAWS

    @property
    def may_need_longer(self) -> bool:
        """Whether sampling longer may remove a doubt, and was not tried."""
        return bool(self.diagnostics.problems) and not self.is_longer

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why not to trust the answer yet: the diagnostics' problems, and ``patterns``."""
        rough = ("patterns",) if self.patterns.error > LARGEST_ERROR else ()
        return (*self.diagnostics.problems, *rough)
