"""Sums over patterns, against the same sums written out over whole arrays."""

import numpy as np
import pytest

from models.pattern_sums import sums_over_patterns


def test_one_pass_is_what_whole_arrays_give():
    """Soundness, credences, the pattern picked, and how much of the sum hangs on few patterns."""
    random = np.random.default_rng(1)
    draws, patterns, arguments, claims = 7, 16, 3, 2
    log_pattern = random.normal(size=(draws, patterns))
    log_joint = log_pattern + random.normal(size=(draws, patterns)) * 3
    log_odds = random.normal(size=(claims, draws, patterns)) * 5
    sound = random.integers(0, 2, size=(arguments, patterns)) * 1.0
    uniform = random.uniform(size=draws)
    found = sums_over_patterns(log_pattern, log_joint, log_odds, sound, uniform)
    before = np.exp(log_pattern) / np.exp(log_pattern).sum(axis=1, keepdims=True)
    after = np.exp(log_joint) / np.exp(log_joint).sum(axis=1, keepdims=True)
    chosen = (after.cumsum(axis=1) < uniform[:, None]).sum(axis=1)
    expected = (
        after @ sound.T,
        (after / (1 + np.exp(-log_odds))).sum(axis=2),
        log_odds[:, np.arange(draws), chosen],
        1 / (after**2).sum(axis=1),
        np.sqrt(((after - before) ** 2).sum(axis=1)),
        np.log(np.exp(log_joint).sum(axis=1) / np.exp(log_pattern).sum(axis=1)),
    )
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_weights_far_below_what_a_float_holds_still_sum_to_one():
    """Logarithms of minus a thousand are no zeros, and the last pattern is picked at the very end."""
    logs = np.array([[-2000.0, -2000.0 + np.log(3)]])
    held = np.array([[[-1.0, 2.0]]])
    soundness, _, picked, effective, error, log_likelihood = sums_over_patterns(
        logs, logs, held, np.array([[0.0, 1.0]]), np.array([1.0])
    )
    assert 0.75 == pytest.approx(soundness[0, 0], rel=1e-12)
    assert 2.0 == picked[0, 0]
    assert 1 / (0.75**2 + 0.25**2) == pytest.approx(effective[0], rel=1e-12)
    assert 0 == error[0]
    assert 0 == log_likelihood[0]
