"""What is held of any group before it is asked: weakly informative priors, in natural log-units.

- μ_i ~ Normal(0, 2.5): nine times in ten a group's LR lies between 1:61 and 61:1;
- τ_i ~ LogNormal(log 0.8, 0.75): nine times in ten between 0.23 and 2.7, so that half of a group's
  people lie within a factor of 1.2 to 6 of its centre; it keeps off 0, which a handful of people
  cannot rule out and where a sampler has no width to move in;
- σ_b ~ HalfNormal(1): leanings may well shift all answers of a person by a factor of 3.

With fewer than some five people τ is mostly this prior, and the intervals say so by being wide.
"""

import math

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

MU_SD = 2.5
TAU_MEDIAN = 0.8
TAU_LOG_SD = 0.75
SIGMA_SD = 1.0

_ROOT = math.log(2 * math.pi) / 2


def log_priors(mu: Values, tau: Values, sigma: Values) -> tuple[Values, Values, Values]:
    """Natural log of each number's prior density, over the number as it is, of the same shapes."""
    apart = np.log(tau / TAU_MEDIAN) / TAU_LOG_SD
    return (
        -((mu / MU_SD) ** 2) / 2 - math.log(MU_SD) - _ROOT,
        -(apart**2) / 2 - math.log(TAU_LOG_SD) - np.log(tau) - _ROOT,
        math.log(2) - (sigma / SIGMA_SD) ** 2 / 2 - math.log(SIGMA_SD) - _ROOT,
    )
