"""What a family's members have in common of being sound, and how it is integrated out.

A member is sound where Φ(√ρ·G + √(1−ρ)·g) lies below its own probability; G is the family's *latent*
standard normal, g the member's own, ρ the overlap (a Gaussian copula). Given G the members are sound
independently of each other, so that a sum over patterns of soundness is a mean over G of products.
At ρ = 1 there is one draw for all, and the mean is over the intervals between their probabilities.
"""

import math
from collections.abc import Sequence
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from credence.evidence import Namespace
from credence.network import Array

Values = NDArray[np.float64]
Truths = NDArray[np.bool_]

SMOOTH = 0.7
"""An overlap up to which P(sound | G) is smooth in G."""


def together(truths: Sequence[Truths], chances: Sequence[Values], overlap: float) -> Values:
    """The probability that a family's members are as sound as said, of the shape of the arrays.

    Args:
        truths: By member, whether it is sound.
        chances: By member, its own probability of being sound.
        overlap: How far they overlap.
    """
    if overlap == 1:
        of_one: Values = of_one_draw(np, truths, chances)
        return of_one
    if overlap == 0:
        return reduce(
            np.multiply, (np.where(t, p, 1 - p) for t, p in zip(truths, chances, strict=True))
        )
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - slow to import; families alone need it

    nodes, weights = quadrature(overlap)
    own = math.sqrt(1 - overlap)
    scaled = [ndtri(chance) / own for chance in chances]
    total: Values = np.zeros(1)
    for common, weight in zip(nodes * (math.sqrt(overlap) / own), weights, strict=True):
        product: Values = np.full(1, weight)
        for true, at in zip(truths, scaled, strict=True):
            distance = at - common
            product = product * ndtr(np.where(true, distance, -distance))
        total = total + product
    return total


def given(chance: Values, overlap: float, latent: float) -> Values:
    """A member's probability of being sound once the family's latent is known; ``overlap`` below 1."""
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 - slow to import; families alone need it

    at = (ndtri(chance) - math.sqrt(overlap) * latent) / math.sqrt(1 - overlap)
    found: Values = ndtr(at)
    return found


def of_one_draw(xp: Namespace, truths: Sequence[Truths], chances: Sequence[Array]) -> Array:
    """The probability that one draw lies below the chances of all that are sound, above all others'."""
    pairs = list(zip(truths, chances, strict=True))
    top = reduce(xp.minimum, (xp.where(true, p, 1.0) for true, p in pairs))
    bottom = reduce(xp.maximum, (xp.where(true, 0.0, p) for true, p in pairs))
    return xp.maximum(top - bottom, 0.0)


@lru_cache(maxsize=64)
def quadrature(overlap: float) -> tuple[Values, Values]:
    """Values of the latent and weights, of sum 1, by which to integrate it out, to about 1e-6.

    Up to an overlap of `SMOOTH` by Gauss–Hermite. The nearer to 1, the more the integrand is a step,
    and the better Gauss–Legendre over Φ(G) does.
    """
    if overlap <= SMOOTH:
        nodes, weights = np.polynomial.hermite_e.hermegauss(32 if overlap else 1)
        return nodes, weights / weights.sum()
    from scipy.special import ndtri  # noqa: PLC0415 - slow to import

    nodes, weights = np.polynomial.legendre.leggauss(
        int(np.clip(12 / (1 - overlap) ** 0.5, 64, 512))
    )
    return ndtri((nodes + 1) / 2), weights / 2
