"""A claim's probability in each draw, with both tails kept.

`Marginal` holds P(claim) and P(not claim) side by side, since either may be far smaller than what
a double can tell from 1, and their logarithms where even that is not enough.
"""

import math
from dataclasses import dataclass

import numpy as np

from credence.parameters import Values

SMALLEST_SAFE = 1e-280
"""A mean below this has lost digits to underflow and is taken from logarithms instead."""


@dataclass(frozen=True)
class Marginal:
    """A claim's probability in each draw, shape (draws,) or (1,) where nothing is uncertain.

    Attributes:
        true: P(claim).
        false: P(not claim), to its own full precision.
        log_true: Logarithm of ``true``, also where ``true`` itself is below the smallest double.
        log_false: Logarithm of ``false``.
    """

    true: Values
    false: Values
    log_true: Values | None = None
    log_false: Values | None = None

    @property
    def logs(self) -> tuple[Values, Values]:
        """Natural logarithms of ``true`` and ``false`` in each draw."""
        if self.log_true is not None and self.log_false is not None:
            return self.log_true, self.log_false
        with np.errstate(divide="ignore"):
            return np.log(self.true), np.log(self.false)

    @property
    def log_odds(self) -> Values:
        """Natural log-odds in each draw; infinite where the claim is certain."""
        log_true, log_false = self.logs
        return log_true - log_false

    @property
    def log_means(self) -> tuple[float, float]:
        """Natural logarithms of the means of ``true`` and of ``false``."""
        return log_mean(self.true, self.log_true), log_mean(self.false, self.log_false)


def log_mean(values: Values, logs: Values | None) -> float:
    """Natural logarithm of a mean, from ``logs`` (if there are any) where ``values`` underflow."""
    mean = float(values.mean())
    if logs is None or mean > SMALLEST_SAFE:
        return math.log(mean) if mean > 0 else -math.inf
    largest = float(logs.max())
    if math.isinf(largest):
        return largest
    return largest + math.log(float(np.exp(logs - largest).mean()))


def joined(parts: list[Marginal]) -> Marginal:
    """Blocks of draws put together again; a block in logarithms makes all of them so."""
    if all(len(part.true) == 1 for part in parts):
        return parts[0]  # nothing is uncertain, so every block says the same
    columns = [
        np.concatenate([getattr(part, name) for part in parts]) for name in ("true", "false")
    ]
    if all(part.log_true is None for part in parts):
        return Marginal(*columns)
    with np.errstate(divide="ignore"):
        logs = [
            np.concatenate(
                [
                    np.log(getattr(part, name))
                    if getattr(part, f"log_{name}") is None
                    else getattr(part, f"log_{name}")
                    for part in parts
                ]
            )
            for name in ("true", "false")
        ]
    return Marginal(*columns, *logs)
