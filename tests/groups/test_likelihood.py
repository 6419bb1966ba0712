"""The likelihood with leanings integrated out, against SciPy's normal and against differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.stats import multivariate_normal

from credence.groups.likelihood import (
    Group,
    information,
    log_likelihood,
    log_likelihood_and_slope,
)
from credence.groups.statistics import merged, statistics_of
from tests.groups.test_statistics import answers


def group(size, seed):
    """A random group."""
    draw = np.random.default_rng(seed)
    return Group(draw.normal(size=size), draw.gamma(2, 0.5, size) + 0.05, float(draw.gamma(2, 0.4)))


def in_full(rows, deviations, held):
    """The log density by SciPy, a person at a time, with the whole covariance."""
    total = 0.0
    for row, own in zip(rows, deviations, strict=True):
        given_ = ~np.isnan(row)
        if given_.any():
            covariance = np.diag((held.tau**2 + own**2)[given_]) + held.sigma**2
            total += multivariate_normal(held.mu[given_], covariance).logpdf(row[given_])
    return total


@given(st.integers(1, 40), st.integers(1, 6), st.integers(0, 10**6), st.sampled_from([0, 0.4, 1]))
def test_the_density_is_that_of_the_multivariate_normal(people, size, seed, unsure):
    """Patterns, rows and gaps alike agree with SciPy to a relative 1e-10."""
    rows, deviations = answers(people, size, seed, unsure=unsure)
    held = group(size, seed + 1)
    expected = in_full(rows, deviations, held)
    assert pytest.approx(expected, rel=1e-10, abs=1e-9) == log_likelihood(
        statistics_of(rows, deviations), held
    )


@given(st.integers(1, 30), st.integers(1, 4), st.integers(0, 10**6))
def test_the_slope_is_that_of_small_differences(people, size, seed):
    """Every partial derivative equals the quotient of differences of the density."""
    rows, deviations = answers(people, size, seed)
    held = statistics_of(np.concatenate([rows] * 5), np.concatenate([deviations] * 5))
    at = group(size, seed + 1).point()
    steep = approx_fprime(at, lambda point: log_likelihood(held, Group.of(point)), 1e-6)
    found = log_likelihood_and_slope(held, Group.of(at))[1]
    assert pytest.approx(steep, rel=2e-3, abs=2e-3 * (1 + abs(steep).max())) == found


def test_the_information_is_the_mean_square_of_the_slope():
    """Over many groups drawn from the model the slope has mean 0 and the information as variance."""
    size, people, groups = 3, 40, 4_000
    held, draw = group(size, 1), np.random.default_rng(2)
    gaps = draw.random((people, size)) < 0.3
    own = np.where(draw.random((people, size)) < 0.3, 0.7, 0.0)
    slopes = []
    for _ in range(groups):
        spread = np.sqrt(held.tau**2 + own**2)
        rows = held.mu + held.sigma * draw.normal(size=(people, 1))
        rows = rows + spread * draw.normal(size=(people, size))
        rows[gaps] = np.nan
        found = statistics_of(rows, own)
        slopes.append(log_likelihood_and_slope(found, held)[1])
    expected = information(found, held)
    scale = np.sqrt(np.diag(expected))
    error = np.array(slopes) / scale
    assert abs(error.mean(0)).max() < 5 / np.sqrt(groups)
    assert pytest.approx(expected / np.outer(scale, scale), abs=0.12) == error.T @ error / groups


def test_a_huge_group_keeps_its_digits():
    """Answers far from 0 lose nothing, since the scatter is taken about the mean."""
    rows = 1e4 + np.random.default_rng(1).normal(size=(20_000, 2))
    held = Group(np.array([1e4, 1e4]), np.ones(2), 0.5)
    parts = merged([statistics_of(rows[at : at + 1_000]) for at in range(0, 20_000, 1_000)])
    assert pytest.approx(in_full(rows[:2_000], np.zeros((2_000, 2)), held), rel=1e-10) == (
        log_likelihood(statistics_of(rows[:2_000]), held)
    )
    assert 0 == len(parts.rows)
    centred = statistics_of(rows - 1e4)
    at_zero = Group(np.zeros(2), np.ones(2), 0.5)
    assert pytest.approx(log_likelihood(centred, at_zero), rel=1e-10) == log_likelihood(parts, held)


def test_a_point_and_its_group_are_one():
    """(μ, log τ, log σ) and the group give each other."""
    held = group(3, 5)
    again = Group.of(held.point())
    assert pytest.approx(held.tau) == again.tau
    assert pytest.approx(held.sigma) == again.sigma
    assert list(held.mu) == list(again.mu)
