"""A stated credence as an observation: the PyMC model that NUTS samples.

Here, other than in the calculator, the numbers have a posterior: what a person states overall tells
something about the numbers that it should follow from. Random are the numbers that can move, each
``mean + sd · offset`` with a standard normal offset; which arguments are sound is summed out (see
`models.likelihood`).

All that a scenario can change is data, the circuit of the likelihood included. So there is one
compiled model for each *count* of numbers that can move, whatever the library.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pymc as pm
from numpy.typing import NDArray

from models.circuit_op import run_circuit
from models.likelihood import Likelihood


def stated_model(likelihood: Likelihood) -> pm.Model:
    """The model of what a scenario states.

    Its random variable ``offset`` has the dimension number; ``scaled`` is each number on the scale
    where it is normal (log-odds of a probability, logarithm of a ratio) and ``log_likelihood`` the
    logarithm of p(y | θ).
    """
    with pm.Model(coords={"number": likelihood.form.uncertain}) as model:
        data = {name: pm.Data(name, value) for name, value in stated_data(likelihood).items()}
        offset = pm.Normal("offset", dims="number")
        scaled = pm.Deterministic("scaled", data["mean"] + data["sd"] * offset, dims="number")
        program = (data[name] for name in ("steps", "index", "start", "size", "output"))
        value = run_circuit(scaled, *program)[0]
        pm.Potential("statement", value)
        pm.Deterministic("log_likelihood", value)
    return model


def stated_data(likelihood: Likelihood) -> Mapping[str, NDArray[Any]]:
    """What the model's data hold for a scenario, by name."""
    program = likelihood.program
    mean, sd = likelihood.normals
    return {
        "mean": mean,
        "sd": sd,
        "steps": program.steps,
        "index": program.index,
        "start": program.start,
        "size": np.array(program.size),
        "output": np.array(program.output),
    }
