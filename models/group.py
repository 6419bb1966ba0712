"""A group of people as a PyMC model: partial pooling with every leaning integrated out.

`credence.groups` says what the model is. Its parameters here are the group's centres μ, the spreads
τ and the spread of leanings σ_b; what people answered enters through sufficient statistics, as data,
so one compiled model serves every group of as many arguments, and its cost hardly depends on how
many people there are.

Weakly informative priors, in natural log-units:

- μ_i ~ Normal(0, 2.5): nine times in ten a group's LR lies between 1:61 and 61:1;
- τ_i ~ HalfNormal(1.5): two people's LRs may well differ by a factor of 8, hardly by 1,000;
- σ_b ~ HalfNormal(1).

With fewer than some five people τ is mostly this prior, and the intervals say so by being wide.
"""

import numpy as np
import pymc as pm
import pytensor.tensor as pt

from credence.groups.statistics import Statistics
from models.answers import AnswersDensity, data_of

MU_SD = 2.5
TAU_MEDIAN, TAU_LOG_SD = 0.8, 0.75
SIGMA_SD = 1.0
"""Scales of the priors."""


def group_model(held: Statistics) -> pm.Model:
    """The model of a group; its data can be replaced by `data_of` another of as many arguments."""
    with pm.Model(coords={"argument": range(held.size)}) as model:
        answers = [pm.Data(name, values) for name, values in data_of(held).items()]
        mu = pm.Normal("mu", 0, MU_SD, dims="argument")
        tau = pm.LogNormal("tau", np.log(TAU_MEDIAN), TAU_LOG_SD, dims="argument")
        sigma = pm.HalfNormal("sigma", SIGMA_SD)
        total, _ = AnswersDensity()(mu, tau**2, sigma**2, *answers)
        pm.Potential("answers_density", pt.as_tensor_variable(total))
    return model
