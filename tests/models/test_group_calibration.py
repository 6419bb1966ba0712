"""The group's posterior is calibrated: true values have every rank among its draws equally often."""

from functools import partial

import pytest
from scipy.stats import kstest

from models.group import sample_by_nuts, sample_group
from tests.models.group_ranks import RANKS, ranks

NUTS = partial(sample_by_nuts, draws=500, tune=500, chains=2)


@pytest.mark.thorough
@pytest.mark.parametrize("sample, people", [(NUTS, 12), (sample_group, 400)], ids=["nuts", "large"])
def test_ranks_are_uniform(sample, people):
    """Over 200 simulated groups no parameter's ranks depart from uniform (nine at a joint 0.001)."""
    found = (ranks(sample, people, 200) + 0.5) / RANKS
    for parameter in found.T:
        assert kstest(parameter, "uniform").pvalue > 0.001 / found.shape[1]
