"""The normal approximation with exact weights, against NUTS and against what was put in."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from credence.errors import InputError
from credence.groups.statistics import statistics_of
from models import group, large_group
from models.group import sample_by_nuts, sample_group
from models.large_group import UnreliableError, log_posterior, mode, sample_large_group
from tests.models.test_group import LABELS, SIZE, drawn


def held(people, seed=3):
    """Statistics of a group with many patterns and intervals, and the group."""
    true, rows, own = drawn(people, seed, missing=0.3, unsure=0.4)
    return true, statistics_of(rows, own)


def test_it_agrees_with_nuts():
    """Means and deviations of every number agree within Monte Carlo error."""
    _, answers = held(240)
    one, other = sample_large_group(answers, LABELS), sample_by_nuts(answers, LABELS)
    assert one.diagnostics["pareto_k"] < 0.5
    for name in ("mu", "tau", "sigma"):
        first, second = getattr(one, name), getattr(other, name)
        deviation = second.std(axis=0)
        error = deviation * np.sqrt(1 / one.diagnostics["ess_min"] + 1 / 400)
        assert (abs(first.mean(0) - second.mean(0)) < 4.5 * error).all()
        assert pytest.approx(deviation, rel=0.12) == first.std(axis=0)


def test_it_finds_a_known_group():
    """Ten thousand people with gaps and intervals: what was put in lies where it may."""
    true, answers = held(10_000)
    assert len(answers.rows) > group.MOST_ROWS
    found = sample_group(answers, LABELS)
    assert "weighted" in found.diagnostics["method"]
    for value, draws in ((true.mu, found.mu), (true.tau, found.tau)):
        assert (abs(value - draws.mean(0)) < 4 * draws.std(axis=0)).all()
    assert abs(true.sigma - found.sigma.mean()) < 4 * found.sigma.std()


def test_the_mode_is_where_the_slope_is_nought():
    """The gradient is that of small differences, and vanishes at the mode."""
    _, answers = held(400)
    at = np.linspace(-0.5, 0.5, 2 * SIZE + 1)
    steep = approx_fprime(at, lambda point: log_posterior(answers, point)[0], 1e-7)
    assert pytest.approx(steep, rel=1e-4, abs=1e-2) == log_posterior(answers, at)[1]
    point, curvature = mode(answers)
    slope = log_posterior(answers, point)[1]
    assert slope @ np.linalg.solve(curvature, slope) < 1e-6


def test_where_it_cannot_be_relied_on_nuts_takes_over(monkeypatch):
    """A Pareto k above the limit is never used; where NUTS would take hours the user is told."""
    _, answers = held(240)
    monkeypatch.setattr(large_group, "RELIABLE", -9.0)
    monkeypatch.setattr(group, "MOST_ROWS", 100)
    with pytest.raises(UnreliableError):
        sample_large_group(answers, LABELS)
    assert "NUTS" == sample_group(answers, LABELS, draws=50, tune=100).diagnostics["method"]
    monkeypatch.setattr(group, "MOST_CELLS", 10)
    with pytest.raises(InputError, match="hardly anybody answered"):
        sample_group(answers, LABELS)


def test_the_same_seed_gives_the_same_large_group():
    """No digit depends on anything but answers and seed."""
    _, answers = held(240)
    one, again = (sample_large_group(answers, LABELS, seed=1) for _ in range(2))
    assert one.mu.tobytes() == again.mu.tobytes()
