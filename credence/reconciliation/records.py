"""What stated credences teach about the numbers behind them: the answer, as plain records.

Somebody's numbers and arguments imply 30 %, and all things considered they say 10 %. One of the two
has to give. Here is what comes out, for words, figures and pages.

*Before* is a person's own uncertainty about their numbers, *after* is what is left of it once the
statement is taken in. A number shifts much where it is unsure and where much hangs on it. A soundness
that is a point shifts too, as firmly as it is held; every other point stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence.number import Kind
from credence.scenario import Scenario

HIGHEST_RHAT = 1.01
LEAST_ESS = 400.0

LARGEST_ERROR = 0.02
"""The most that a mean may be wrong by, one standard error, in the number's standard deviations."""
LARGEST_DOUBT = 0.01
"""The same of a probability to be sound."""
LARGEST_GAP = 4.5
"""Standard errors that the two routes may lie apart."""

CHAINS, DRAWS = 4, 1_000
"""Independent sets of draws that are kept, and how many are in each."""


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
        shift_mcse: Standard error of ``shift_sd``.
    """

    kind: Kind
    before: Spread
    after: Spread
    shift_sd: float
    shift_mcse: float


@dataclass(frozen=True)
class Doubt:
    """How probably an argument is sound.

    Attributes:
        before: As the person holds it.
        after: Given the statement.
        mcse: Standard error of ``after``.
    """

    before: float
    after: float
    mcse: float


@dataclass(frozen=True)
class PatternSum:
    """How well soundness was summed out, over patterns of which argument is sound.

    Attributes:
        exact: Whether every pattern was there.
        count: How many there were.
        error: How far as many other patterns move the answer: the largest change of a number's mean,
            in its standard deviations; 0 where exact. It is part of every standard error.
    """

    exact: bool
    count: int
    error: float


@dataclass(frozen=True)
class Accuracy:
    """How near the answer is to the exact one.

    Attributes:
        error: The largest standard error of a number's mean, in its standard deviations from before,
            or of a claim's mean log-odds, in nats.
        doubt: The largest standard error of a probability to be sound.
        gap: How far the two routes lie apart at most, in standard errors of their difference.
    """

    error: float
    doubt: float
    gap: float

    @property
    def problems(self) -> tuple[str, ...]:
        """What speaks against trusting the answer: ``error``, ``routes``."""
        found = {
            "error": self.error > LARGEST_ERROR or self.doubt > LARGEST_DOUBT,
            "routes": self.gap > LARGEST_GAP,
        }
        return tuple(name for name, holds in found.items() if holds)


@dataclass(frozen=True)
class Diagnostics:
    """What a sampler's draws say about themselves.

    Attributes:
        rhat_max: The largest R-hat of any quantity; ``nan`` where nothing was sampled.
        ess_min: The smallest effective sample size, bulk or tail; infinite where nothing was.
        divergences: 0: a sampler that follows no gradient has none.
        draws: How many draws were kept, over all chains.
    """

    rhat_max: float
    ess_min: float
    divergences: int
    draws: int

    @property
    def problems(self) -> tuple[str, ...]:
        """What speaks against trusting the draws: ``rhat``, ``ess``."""
        found = {"rhat": self.rhat_max > HIGHEST_RHAT, "ess": self.ess_min < LEAST_ESS}
        return tuple(name for name, holds in found.items() if holds)


@dataclass(frozen=True)
class Draws:
    """Draws from the numbers' posterior.

    Attributes:
        offset: Each number's distance from its mean in its own standard deviations, shape
            (chains, draws, numbers), in the order of ``numbers``.
        numbers: Paths of the numbers.
        log_likelihood: Logarithm of p(stated | numbers), shape (chains, draws).
        log_prior: Logarithm of the density of the numbers before, on the scale where they are
            standard normal and of each other independent, shape (chains, draws).
    """

    offset: NDArray[np.float64]
    numbers: tuple[str, ...]
    log_likelihood: NDArray[np.float64]
    log_prior: NDArray[np.float64]


@dataclass(frozen=True)
class Reconciliation:
    """The answer.

    Attributes:
        scenario: What was asked.
        implied: By stated claim, the credence that numbers and arguments imply, before and after.
        numbers: By path, every number that can move, the farthest moved first.
        soundness: By argument, how probably it is sound: of the unsure ones that matter.
        diagnostics: What the draws say about themselves.
        accuracy: How near the answer is to the exact one.
        patterns: How well soundness was summed out.
        draws: Draws from the posterior, all of one weight.
        is_longer: Whether it was sampled longer than is usual.
    """

    scenario: Scenario
    implied: Mapping[str, tuple[Spread, Spread]]
    numbers: Mapping[str, Shift]
    soundness: Mapping[str, Doubt]
    diagnostics: Diagnostics
    accuracy: Accuracy
    patterns: PatternSum
    draws: Draws
    is_longer: bool

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why not to trust the answer yet: ``rhat``, ``ess``, ``error``, ``routes``."""
        return (*self.diagnostics.problems, *self.accuracy.problems)

    @property
    def may_need_longer(self) -> bool:
        """Whether sampling longer may remove a doubt, and was not tried."""
        return bool(self.doubts) and not self.is_longer
