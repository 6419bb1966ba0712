"""Whether draws can be trusted: do the chains agree, and do they hold enough?

- *R-hat* compares the spread between chains with that within them; 1 is agreement, above 1.01 they
  have not yet found the same posterior (rank-normalised: Vehtari and others 2021);
- *ESS*, the effective sample size: as many independent draws would tell as much; *bulk* for the
  middle, *tail* for the ends of intervals;
- a *divergence* is a step that the sampler's arithmetic lost; where there are some, part of the
  posterior may have been passed over.

They say whether the sampler is right about the model, not whether the model is right.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

HIGHEST_RHAT = 1.01
LEAST_ESS = 400.0


@dataclass(frozen=True)
class Diagnostics:
    """What the draws say about themselves.

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


def diagnose(quantities: Values, diverging: NDArray[np.bool_]) -> Diagnostics:
    """The diagnostics of draws of shape (chains, draws, quantities)."""
    chains, draws, count = quantities.shape
    # What never moves has no R-hat: it agrees with itself.
    moving = quantities[..., quantities.std(axis=(0, 1)) > 0] if count else quantities
    if not moving.shape[-1]:
        return Diagnostics(math.nan, math.inf, int(diverging.sum()), chains * draws)
    rhat, bulk, tail = rhat_and_ess(moving)
    return Diagnostics(
        float(rhat.max()),
        float(min(bulk.min(), tail.min())),
        int(diverging.sum()),
        chains * draws,
    )


def rhat_and_ess(quantities: Values) -> tuple[Values, Values, Values]:
    """R-hat, bulk and tail ESS of each quantity, from shape (chains, draws, quantities)."""
    from arviz_stats.base import array_stats  # noqa: PLC0415 - only sampled draws need it

    axes = {"chain_axis": 0, "draw_axis": 1}
    return (
        array_stats.rhat(quantities, **axes),
        array_stats.ess(quantities, method="bulk", **axes),
        array_stats.ess(quantities, method="tail", prob=(0.05, 0.95), **axes),
    )


def standard_error(values: Values) -> float:
    """Monte Carlo standard error of the mean, from shape (chains, draws)."""
    from arviz_stats.base import array_stats  # noqa: PLC0415

    if not values.std() > 0:
        return 0.0
    ess = float(array_stats.ess(values, method="mean", chain_axis=0, draw_axis=1))
    return float(values.std(ddof=1) / math.sqrt(ess))
