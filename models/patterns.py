"""Patterns of soundness: which of the unsure arguments are sound, all at once.

Whether an argument is sound is a matter of yes or no, which a gradient-based sampler cannot move. So
it is *summed out*: over every *pattern*, that is every combination of yes and no, weighed by its
probability given the numbers. With more than ten unsure arguments there are too many, and a fixed
set of patterns is *drawn* at the person's mean numbers, in strata, each weighed by how much more
probable it is under the numbers at hand than under those it was drawn with.
"""

import numpy as np
from numpy.typing import NDArray

from credence import draws
from credence.evidence import structure_of
from credence.number import Kind, Number
from credence.odds import probability
from credence.scenario import Scenario
from models.question import Form

Values = NDArray[np.float64]

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(64)


def undercutters(form: Form) -> dict[str, tuple[str, ...]]:
    """By unsure argument, those whose undercutting of it makes a difference."""
    return {
        name: tuple(source for source, target in form.undercuts if target == name)
        for name in form.unsure
    }


def every_pattern(form: Form) -> dict[str, Values]:
    """By unsure argument, whether it is sound in each of all 2ⁿ patterns, 0.0 or 1.0."""
    numbers = np.arange(2 ** len(form.unsure))
    return {name: ((numbers >> rank) & 1) * 1.0 for rank, name in enumerate(form.unsure)}


def drawn_patterns(form: Form, scenario: Scenario, count: int) -> tuple[dict[str, Values], Values]:
    """Patterns drawn at the mean numbers, argument by argument, each from its own keyed stream.

    Returns:
        By unsure argument, whether it is sound in each pattern; and the logarithm of the
        probability with which each pattern was drawn, shape (patterns,).
    """
    structure = structure_of(form.library)
    found: dict[str, NDArray[np.bool_]] = {}
    log_probability = np.zeros(count)
    for name, others in undercutters(form).items():
        own = [mean_probability(scenario.value(path)) for path in structure.premises[name]]
        chance = np.full(count, np.prod(own))
        for other in others:
            strength = mean_probability(scenario.value(f"arguments.{other}.undercuts.{name}"))
            chance = chance * np.where(found.get(other, True), 1 - strength, 1.0)
        uniform = draws.uniform(scenario.seed, f"arguments.{name}.sound", count)
        found[name] = uniform < chance
        log_probability += np.log(np.where(found[name], chance, 1 - chance))
    return {name: sound * 1.0 for name, sound in found.items()}, log_probability


def mean_probability(number: Number) -> float:
    """The mean of a probability, by Gauss–Hermite quadrature where it is an interval."""
    if number.is_point:
        return number.low
    mean, deviation = number.normal(Kind.PROBABILITY)
    return float(probability(mean + deviation * _NODES) @ _WEIGHTS / _WEIGHTS.sum())
