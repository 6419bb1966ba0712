"""The instant preview: smoothed weights against ArviZ's, and its answer against the sampler's."""

import numpy as np
import pytest
from arviz_stats.base import array_stats

from credence.files import load_library
from credence.scenario import Scenario
from models.preview import preview, smoothed
from models.reconcile import reconcile

AI_RISK = load_library("ai-risk-1")
FEATURED = Scenario(AI_RISK).with_only(AI_RISK.featured)


@pytest.mark.parametrize("spread", [0.3, 1.0, 2.0, 4.0])
def test_smoothing_is_arvizs(spread):
    """Weights and k agree with `arviz_stats` for light and heavy tails."""
    logs = spread * np.random.default_rng(3).normal(size=4000)
    weights, k = smoothed(logs)
    theirs, their_k = array_stats.psislw(-logs, axis=-1)  # of log likelihoods left out
    assert float(their_k) == pytest.approx(k, abs=1e-6)
    np.testing.assert_allclose(np.exp(theirs), weights, rtol=1e-5, atol=1e-12)


def test_k_knows_a_pareto_tail():
    """Weights drawn from a Pareto distribution of shape 0.5 have a k near it."""
    uniform = np.random.default_rng(4).uniform(size=100_000)
    assert 0.5 == pytest.approx(smoothed(-0.5 * np.log(uniform))[1], abs=0.1)


def test_equal_weights_stay_equal():
    """Where the statement tells nothing, every draw counts the same and k is as low as can be."""
    weights, k = smoothed(np.full(100, -3.0))
    assert (1 / 100, -np.inf) == (weights.max(), k)


def test_the_preview_is_near_what_is_sampled():
    """With a small k, implied credence, shifts and soundness are the sampler's to a few hundredths."""
    scenario = FEATURED.with_stated("doom", 0.06)
    quick, whole = preview(scenario), reconcile(scenario)
    assert quick.can_be_shown
    assert whole.implied["doom"][1].mean == pytest.approx(quick.implied["doom"], abs=0.01)
    for path, shift in whole.numbers.items():
        assert shift.shift_sd == pytest.approx(quick.numbers[path][2], abs=0.12), path
    for name, (before, after) in whole.soundness.items():
        assert (before, after) == pytest.approx(quick.soundness[name], abs=0.03), name


def test_a_far_statement_is_not_previewed():
    """A statement far from everything that the draws imply has a large k, and may not be shown."""
    assert not preview(FEATURED.with_stated("doom", 1e-5, tolerance=0.1)).can_be_shown
