"""Whether draws can be trusted: do the chains agree, and do they hold enough?

- *R-hat* compares the spread between chains with that within them; 1 is agreement, above 1.01 they
  have not yet found the same posterior (rank-normalised: Vehtari and others 2021);
- *ESS*, the effective sample size: as many independent draws would tell as much; *bulk* for the
  middle, *tail* for the ends of intervals;
- a *divergence* is a step that the sampler's arithmetic lost; where there are some, part of the
  posterior may have been passed over.

They say whether the sampler is right about the model, not whether the model is right.
"""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def rhat_and_ess(quantities: Values) -> tuple[Values, Values, Values]:
    """R-hat, bulk and tail ESS of each quantity, from shape (chains, draws, quantities)."""
    from arviz_stats.base import array_stats  # noqa: PLC0415 - only sampled draws need it

    axes = {"chain_axis": 0, "draw_axis": 1}
    return (
        array_stats.rhat(quantities, **axes),
        array_stats.ess(quantities, method="bulk", **axes),
        array_stats.ess(quantities, method="tail", prob=(0.05, 0.95), **axes),
    )
