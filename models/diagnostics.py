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

import numpy as np
from numpy.typing import NDArray

from credence.reconciliation import Diagnostics

Values = NDArray[np.float64]

ROUNDING = 1e-12


def diagnose(quantities: Values, diverging: NDArray[np.bool_]) -> Diagnostics:
    """The diagnostics of draws of shape (chains, draws, quantities)."""
    chains, draws, count = quantities.shape
    # What never moves has no R-hat: it agrees with itself.
    moving = quantities[..., np.ptp(quantities, axis=(0, 1)) > ROUNDING] if count else quantities
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

    if np.ptp(values) <= ROUNDING * abs(values).max():
        return 0.0
    ess = float(array_stats.ess(values, method="mean", chain_axis=0, draw_axis=1))
    return float(values.std(ddof=1) / math.sqrt(ess))
