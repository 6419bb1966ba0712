"""What a family's members have in common, where soundness counts as a probability.

Members of a family that overlap are sound together: given the family's *latent* variable each is sound by
itself, with a probability that the latent moves (`credence.fates`). So the expectation of their evidence is
a mean over the latent's values. At full overlap every member is sound where one uniform number lies below
its own probability, and the mean is over the intervals between these.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from credence import fates
from credence.evidence import Structure, soundness
from credence.parameters import DrawnParameters, Values
from credence.subsets.terms import Terms

MOST_STRIKES = 6
"""Undercutters of one argument whose patterns of soundness are gone through, in the library's order."""

type Given = Callable[[Values], Values]
"""An argument's probability of being sound given the latent, from what it is beforehand."""

type Strikes = Sequence[tuple[Values, Values]]
"""What may strike an argument: how probable each is, and the share of soundness that it then leaves."""


def fates_of(
    numbers: DrawnParameters, found: Terms, structure: Structure, family: str
) -> Iterator[tuple[float, Given]]:
    """The values of a family's latent, each with its probability; these sum to 1."""
    overlap = numbers.overlap(family)
    if overlap < 1:
        for latent, weight in zip(*fates.quadrature(overlap), strict=True):
            yield float(weight), partial(fates.given, overlap=overlap, latent=float(latent))
        return
    ends = {0.0, 1.0}
    for name in found.on:
        if structure.family_of.get(name) == family:
            ends |= _attainable(numbers, found, structure, name)
    for low, high in itertools.pairwise(sorted(ends)):
        yield high - low, _below((low + high) / 2)


def in_mean(own: Values, strikes: Strikes) -> Values:
    """How probable an argument's soundness is, from how probably what strikes it is sound."""
    for probability, spared in strikes:
        own = own * (probability * spared + (1 - probability))
    return own


def chance_given(own: Values, strikes: Strikes, given: Given) -> Values:
    """How probable an argument's soundness is given the latent.

    The mean over which of the first `MOST_STRIKES` are sound, further ones being taken in the mean.
    """
    own, strikes = in_mean(own, strikes[MOST_STRIKES:]), strikes[:MOST_STRIKES]
    total: Values = np.zeros(1)
    for pattern in itertools.product((False, True), repeat=len(strikes)):
        weight, chance = np.ones(1), own
        for is_sound, (probability, spared) in zip(pattern, strikes, strict=True):
            weight = weight * (probability if is_sound else 1 - probability)
            chance = chance * spared if is_sound else chance
        total = total + weight * given(chance)
    return total


def _below(place: float) -> Given:
    return lambda chance: (place < chance).astype(float)


def _attainable(
    numbers: DrawnParameters, found: Terms, structure: Structure, name: str
) -> set[float]:
    """What an argument's probability of being sound can be, whatever strikes it."""
    held = {float(soundness(numbers, structure.premises[name])[0])}
    for other in found.undercutters[name][:MOST_STRIKES]:
        spared = float(numbers.pair(f"arguments.{other}.undercuts.{name}")[1][0])
        held |= {chance * spared for chance in held}
    return held
