"""The compiled density that nutpie calls, against the formula that it stands for."""

import ctypes

import numpy as np
import pytest

from credence.files import load_library
from credence.scenario import Scenario
from models.circuit_density import compiled
from models.circuit_steps import value_and_gradient
from models.likelihood import likelihood_of

AI_RISK = load_library("ai-risk-1")
LIKELIHOOD = likelihood_of(
    Scenario(AI_RISK)
    .with_only(AI_RISK.featured)
    .with_stated("doom", 0.05)
    .with_stated("scheming", 0.3)
)
POINTER = ctypes.POINTER(ctypes.c_double)


def called(offset):
    """What the function returns, the value and the gradient that it leaves."""
    model = compiled(LIKELIHOOD)
    gradient, value = np.empty_like(offset), np.empty(1)
    ends = (held.ctypes.data_as(POINTER) for held in (offset, gradient, value, model.user_data))
    return model.compiled_logp_func.ctypes(len(offset), *ends), value[0], gradient


@pytest.mark.parametrize("seed", range(3))
def test_the_sampler_is_given_the_density(seed):
    """It is the likelihood at mean + sd · offset, and standard normal offsets; so is its gradient."""
    mean, sd = LIKELIHOOD.normals
    offset = np.random.default_rng(seed).normal(size=len(mean))
    program = LIKELIHOOD.program
    value, gradient = value_and_gradient(
        mean + sd * offset,
        program.steps,
        program.index,
        program.start,
        program.size,
        program.output,
    )
    code, ours, slope = called(offset)
    assert 0 == code
    assert value - offset @ offset / 2 == pytest.approx(ours, rel=1e-12)
    np.testing.assert_allclose(slope, gradient * sd - offset, rtol=1e-12)


def test_what_is_not_finite_is_told_to_the_sampler():
    """A place from which nothing can be computed is a step gone astray, no number to go on with."""
    code, _, _ = called(np.full(len(LIKELIHOOD.form.uncertain), np.nan))
    assert 0 != code
