"""The two routes by themselves, on posteriors that are known in closed form."""

import numpy as np
import pytest

from credence.reconciliation.importance import Proposal, Weighed
from credence.reconciliation.particles import ISLANDS, move, next_step, tempered


def generator(seed=1):
    """Random numbers of a test."""
    return np.random.default_rng(seed)


def narrow(latent):
    """An observation 2 of the first value, with a standard deviation of 0.1."""
    return -0.5 * ((latent[0] - 2) / 0.1) ** 2


def two_modes(latent):
    """A square that is about 4: the first value is 2 or -2."""
    return -0.5 * ((latent[0] ** 2 - 4) / 0.3) ** 2


def test_particles_find_a_narrow_posterior_far_from_the_prior():
    """A normal prior and observation: mean 1.980 and deviation 0.0995; what is unseen stays."""
    particles, evidence = tempered(narrow, 3, 256, generator(), lambda _: None)
    assert (3, ISLANDS, 256) == particles.shape
    assert 2 / 1.01 == pytest.approx(particles[0].mean(), abs=0.01)
    assert 0.1 / np.sqrt(1.01) == pytest.approx(particles[0].std(), abs=0.01)
    assert 0 == pytest.approx(particles[1:].mean(), abs=0.05)
    assert 1 == pytest.approx(particles[1:].std(), abs=0.05)
    # E[L] = N(2; 0, 1.01) · 0.1·√2π, whatever way it was reached.
    expected = -0.5 * 4 / 1.01 - 0.5 * np.log(1.01) + np.log(0.1)
    assert expected == pytest.approx(np.log(np.exp(evidence).mean()), abs=0.1)


def test_particles_divide_between_modes():
    """Two modes that are equally likely get half of the particles each."""
    particles, _ = tempered(two_modes, 2, 128, generator(), lambda _: None)
    assert 0.5 == pytest.approx((particles[0] > 0).mean(), abs=0.06)
    assert 2 == pytest.approx(abs(particles[0]).mean(), abs=0.05)


def test_a_move_leaves_the_posterior_as_it_is():
    """Exact draws, moved, have the same mean and deviation still; and each has moved."""
    rng = generator()
    start = np.stack(
        [2 / 1.01 + 0.1 / np.sqrt(1.01) * rng.normal(size=8000), rng.normal(size=8000)]
    )
    latent = start.copy()
    logs = narrow(latent)
    for _ in range(3):
        move(latent, logs, narrow, 1.0, rng)
    np.testing.assert_array_equal(narrow(latent), logs)
    assert 2 / 1.01 == pytest.approx(latent[0].mean(), abs=0.005)
    assert 0.1 / np.sqrt(1.01) == pytest.approx(latent[0].std(), rel=0.05)
    assert (latent != start).all()


def test_a_likelihood_is_let_in_by_halves():
    """Where the whole would leave few weights, the step leaves half of their worth."""
    logs = -50 * generator().exponential(size=4000)
    step = next_step(logs, 1.0)
    weights = np.exp(step * logs)
    assert 0.5 == pytest.approx(weights.sum() ** 2 / (weights**2).sum() / 4000, abs=0.01)
    assert 0.3 == next_step(logs * 1e-3, 0.3)


def test_weights_make_the_posterior_and_their_errors_are_honest():
    """Over seeds, the weighed mean lies from the exact one as far as its error says."""
    particles, _ = tempered(narrow, 2, 64, generator(), lambda _: None)
    proposal = Proposal.of(particles)
    distances = []
    for seed in range(40):
        latent, log_ratio = proposal.draw(generator(seed), 2, 2000)
        weighed = Weighed.by(log_ratio + narrow(latent))
        error = weighed.error(latent)
        distances.append((weighed.mean(latent) - [2 / 1.01, 0]) / error)
    assert 1 == pytest.approx(np.sqrt(np.mean(np.square(distances))), abs=0.25)
    assert weighed.effective > 1000
    low, middle, high = weighed.quantiles(latent[0], (0.05, 0.5, 0.95))
    assert 2 / 1.01 == pytest.approx(middle, abs=0.02)
    assert 2 * 1.645 * 0.0995 == pytest.approx(high - low, rel=0.1)


def test_no_weight_exceeds_five_times_the_likelihood():
    """The prior's share of a fifth bounds the ratio of prior to proposal, however bad the fit."""
    proposal = Proposal.of(generator().normal(3, 0.1, size=(2, ISLANDS, 64)))
    _, log_ratio = proposal.draw(generator(), 2, 10_000)
    assert log_ratio.max() <= np.log(5) + 1e-9


def test_of_many_values_those_that_moved_are_fitted():
    """Of a hundred, the one that is told of is among the twenty, and the others are as before."""
    particles = generator().normal(size=(100, ISLANDS, 64))
    particles[37] = 2 + 0.1 * particles[37]
    particles[61] *= 0.5
    proposal = Proposal.of(particles)
    assert 20 == len(proposal.fitted)
    assert {37, 61} <= set(proposal.fitted.tolist())
    latent, _ = proposal.draw(generator(), 100, 4000)
    others = [place for place in range(100) if place not in proposal.fitted]
    assert 1 == pytest.approx(latent[others].std(), abs=0.01)
