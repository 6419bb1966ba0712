"""The PyMC model of a statement: the same density, and the same posterior when NUTS samples it."""

import math

import numpy as np
import pytest
from pytensor.compile.mode import get_mode

from credence.errors import InputError
from credence.files import load_library
from credence.reconciliation import reconcile
from credence.reconciliation.question import question_of
from credence.reconciliation.statement import rough
from credence.scenario import Scenario
from models.diagnostics import rhat_and_ess
from models.stated import stated_model
from tests.reconciliation.doubts import DOUBTS

STANDARD_ERRORS = 4.5  # of one in eleven numbers at most; the seeds are fixed
AI = load_library("ai-risk-1")


def log_density(scenario, latent):
    """The model's own log density of latent values of shape (size, sets)."""
    model, question = stated_model(scenario), question_of(scenario)
    density = model.compile_fn(
        model.logp(),
        inputs=model.value_vars,
        point_fn=False,
        mode=get_mode("FAST_COMPILE").excluding("fusion"),
    )
    count = len(question.moving)
    found = []
    for values in latent.T:
        parts = (values[:count], values[count:])
        found.append(density(*parts[: len(model.free_RVs)]))
    return np.array(found)


@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(DOUBTS, id="family and undercut"),
        pytest.param(DOUBTS.with_number("families.f.overlap", 0.9), id="high overlap"),
        pytest.param(DOUBTS.with_number("families.f.overlap", 1), id="whole overlap"),
        pytest.param(DOUBTS.with_supposition("c", True).with_scepticism(0.2), id="supposed"),
        pytest.param(
            Scenario(AI).with_only(["counting_functions", "white_box"]).with_stated("doom", 0.05),
            id="ai-risk-1",
        ),
    ],
)
def test_both_say_the_same_density(scenario):
    """At random numbers, PyMC's log density is prior times likelihood as they are sampled."""
    question = question_of(scenario)
    latent = np.random.default_rng(2).normal(size=(question.size, 3))
    prior = -0.5 * (latent**2 + np.log(2 * np.pi)).sum(axis=0)
    statement = rough(question)
    assert statement.is_exact
    expected = prior + statement.log_likelihood(latent)
    np.testing.assert_allclose(expected, log_density(scenario, latent), rtol=1e-6)


def test_too_many_unsure_arguments_are_refused():
    """A graph cannot list every pattern of all arguments on, and says so."""
    scenario = Scenario(AI).with_only(AI.arguments).with_stated("doom", 0.05)
    with pytest.raises(InputError, match="78 active arguments are unsure"):
        stated_model(scenario)


@pytest.mark.thorough
@pytest.mark.parametrize("overlap", [0.0, 0.6])
def test_nuts_finds_the_same_posterior(overlap):
    """Sampled by nutpie, every number's mean and deviation are those that reconcile tells."""
    import nutpie

    scenario = DOUBTS.with_number("families.f.overlap", overlap)
    found, question = reconcile(scenario), question_of(scenario)
    trace = nutpie.sample(
        nutpie.compile_pymc_model(stated_model(scenario)),
        draws=4_000,
        chains=4,
        seed=3,
        progress_bar=False,
    ).posterior
    names = ["offset", "common"] if question.overlaps else ["offset"]
    latent = np.concatenate([trace[name].to_numpy() for name in names], axis=-1)
    offsets = np.moveaxis(question.offsets(latent.reshape(-1, question.size).T), 0, -1)
    offsets = offsets.reshape(*latent.shape[:2], -1)
    rhat, bulk, _ = rhat_and_ess(offsets)
    assert rhat.max() < 1.01
    for index, path in enumerate(question.moving):
        theirs = offsets[..., index]
        shift = found.numbers[path]
        error = math.hypot(theirs.std() / math.sqrt(bulk[index]), shift.shift_mcse)
        assert theirs.mean() == pytest.approx(shift.shift_sd, abs=STANDARD_ERRORS * error), path
        ours = found.draws.offset[..., found.draws.numbers.index(path)]
        assert theirs.std() == pytest.approx(ours.std(), rel=0.08)
