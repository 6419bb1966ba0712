"""Draws from the calculator's model before any credence is observed: its prior predictive.

With a scenario set, "prior predictive" means: the parameters vary as the person holds them, and
each claim's ``prior`` and ``posterior`` credence follows. The name is misleading: the posterior
credence is among what is drawn, for "prior" here speaks of the parameters, which nothing has been
learnt about.

A model of many parameter sets answers a call with all of them, so that a hundred thousand draws are
a dozen calls.
"""

from functools import lru_cache

import numpy as np
import pymc as pm
from numpy.typing import NDArray
from pymc.pytensorf import compile as compile_random
from pymc.pytensorf import reseed_rngs

from credence.errors import InputError
from models.library import SETS

Values = NDArray[np.float64]

NAMES = "prior", "posterior", "prior_weight", "posterior_weight"
"""What is drawn."""


class PriorPredictive:
    """The compiled predictive of one model; scenarios set later on the model are heeded.

    Args:
        model: What `calculator_model` gives.
        mode: PyTensor's compilation mode. By default nothing is compiled to machine code: over
            many parameter sets at once NumPy does the work, and the graph is ready in seconds.
    """

    def __init__(self, model: pm.Model, mode: str = "FAST_COMPILE") -> None:
        self.sets = len(model.coords[SETS]) if SETS in model.coords else 1
        outputs = [model[name] for name in NAMES]
        self.function = compile_random([], outputs, mode=mode)
        self._generators = [
            variable
            for variable in self.function.get_shared()
            if isinstance(variable.get_value(borrow=True), np.random.Generator)
        ]

    def draw(self, draws: int, seed: int) -> dict[str, Values]:
        """``prior`` and ``posterior``, each of shape (draws, claims), and their draws' weights.

        ``prior_weight`` and ``posterior_weight`` are of shape (draws,), 1 where nothing is supposed.

        Raises:
            InputError: What is supposed has probability 0.
        """
        reseed_rngs(self._generators, seed)
        calls = [self.function() for _ in range(-(-draws // self.sets))]
        found = {}
        for index, name in enumerate(NAMES):
            is_weight = name.endswith("_weight")
            parts = [
                (np.atleast_1d if is_weight else np.atleast_2d)(call[index].T) for call in calls
            ]
            values = np.concatenate(parts)[:draws]
            if np.isnan(values).any():
                raise InputError.at(
                    "suppose",
                    "what is supposed has probability 0 with these numbers, or the evidence is "
                    "too strong to be multiplied as plain numbers; credence.update says which",
                )
            found[name] = values
        return found


@lru_cache(maxsize=8)
def _compiled(model: pm.Model) -> PriorPredictive:
    return PriorPredictive(model)


def prior_predictive(model: pm.Model, draws: int, seed: int) -> dict[str, Values]:
    """What `PriorPredictive.draw` gives.

    Compiles once per model; the scenario is the one that was last set on it.
    """
    return _compiled(model).draw(draws, seed)
