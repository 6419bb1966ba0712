"""What a sampler's draws, and two ways of computing the same thing, say about themselves.

- *Ranks*: where the chains agree, each chain's draws are spread evenly among the ranks of all;
- *sensitivity* to the numbers as they were held, and to what is stated: how much the answer would
  change if either counted a little more (power scaling: Kallioinen and others 2024); above 0.05 it
  is worth knowing;
- *agreement*: each claim's credence on the page's fast path and as the PyMC model draws it.
"""

import math
from dataclasses import dataclass
from typing import Literal

SENSITIVE = 0.05
STANDARD_ERRORS = 4.0
ROUNDING = 1e-9


@dataclass(frozen=True)
class NumberCheck:
    """One number's draws.

    Attributes:
        rhat: R-hat.
        bulk: Effective sample size for the middle.
        tail: Effective sample size for the ends.
        to_held: Sensitivity to the number as it was held.
        to_stated: Sensitivity to what is stated.
        ranks: By chain, how many of its draws have ranks in each of equal bins.
        density: Share of draws in each bin of `DENSITY_EDGES`, in standard deviations from before.
    """

    rhat: float
    bulk: float
    tail: float
    to_held: float
    to_stated: float
    ranks: tuple[tuple[int, ...], ...]
    density: tuple[float, ...]

    def record(self) -> dict[str, object]:
        """The same for JSON, in the field's terms."""
        return {
            "rhat": self.rhat,
            "ess_bulk": self.bulk,
            "ess_tail": self.tail,
            "prior_sensitivity": self.to_held,
            "likelihood_sensitivity": self.to_stated,
            "ranks": self.ranks,
            "density": self.density,
        }


REACH, BINS = 4.0, 32
DENSITY_EDGES = tuple(-REACH + 2 * REACH * place / BINS for place in range(BINS + 1))


@dataclass(frozen=True)
class Agreement:
    """One claim's credence by two routes.

    Attributes:
        fast: What the pages compute, with NumPy.
        fast_error: Its standard error, an upper bound.
        drawn: The mean of the PyMC model's draws.
        drawn_error: Its standard error.
        fast_values: Equally likely values of the credence on the fast path, ascending.
        drawn_values: The same as the PyMC model draws them, its prior predictive.
    """

    fast: float
    fast_error: float
    drawn: float
    drawn_error: float
    fast_values: tuple[float, ...] = ()
    drawn_values: tuple[float, ...] = ()

    @property
    def distance(self) -> float:
        """How far they lie apart, in standard errors of the difference; 0 where equal."""
        gap = abs(self.fast - self.drawn)
        if gap <= ROUNDING * max(self.fast, self.drawn):
            return 0.0
        error = math.hypot(self.fast_error, self.drawn_error)
        return gap / error if error > 0 else math.inf

    @property
    def holds(self) -> bool:
        """Whether they agree."""
        return self.distance <= STANDARD_ERRORS


@dataclass(frozen=True)
class ModelVariable:
    """One variable of a model's graph.

    Attributes:
        kind: ``given`` as data, ``random``, or ``computed`` from others.
        parents: The variables that it follows from, in alphabetical order.
    """

    kind: Literal["given", "random", "computed"]
    parents: tuple[str, ...]
