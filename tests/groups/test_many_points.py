"""The likelihood at many points is that of each point alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.groups.likelihood import Group, information, log_likelihood
from credence.groups.many_points import BLOCK, log_likelihoods
from credence.groups.statistics import statistics_of
from tests.groups.test_statistics import answers


@given(
    st.integers(0, 60),
    st.integers(1, 5),
    st.integers(0, 10**6),
    st.sampled_from([0, 0.4, 1]),
    st.integers(1, 2 * BLOCK + 1),
)
def test_each_point_has_its_own_density(people, size, seed, unsure, points):
    """Rows, patterns, gaps and intervals, whatever the number of points: a relative 1e-11."""
    rows, own = answers(people, size, seed, unsure=unsure)
    held = statistics_of(rows, own)
    draw = np.random.default_rng(seed)
    at = np.column_stack(
        [draw.normal(size=(points, size)), draw.normal(-0.5, 1, (points, size + 1))]
    )
    expected = [log_likelihood(held, Group.of(point)) for point in at]
    assert pytest.approx(expected, rel=1e-11, abs=1e-10) == log_likelihoods(held, at)


def test_some_of_the_rows_tell_the_information_in_outline():
    """A tenth of many alike rows, counted ten times, is off by a few hundredths."""
    rows, own = answers(20_000, 3, 1, unsure=0.5)
    held, group = statistics_of(rows, own), Group(np.zeros(3), np.array([0.5, 1, 2]), 0.7)
    whole, outline = information(held, group), information(held, group, 10)
    scale = np.sqrt(np.diag(whole))
    assert pytest.approx(whole / np.outer(scale, scale), abs=0.06) == outline / np.outer(
        scale, scale
    )
