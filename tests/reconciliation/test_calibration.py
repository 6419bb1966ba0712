"""Simulation-based calibration of reconciling, 200 runs; and that it would notice a mistake."""

from dataclasses import replace

import pytest

from credence.reconciliation import reconcile
from tests.reconciliation.calibration import calibrate
from tests.reconciliation.doubts import DOUBTS

LEAST = 0.001  # of eleven p-values; the seed is fixed, so what passed passes again


@pytest.mark.thorough
def test_ranks_are_uniform():
    """Over 200 made-up statements, truths rank evenly among the draws of every number."""
    found = calibrate(DOUBTS, 200, 20)
    assert (200, len(found.numbers)) == found.ranks.shape
    assert min(found.p_values().values()) > LEAST


def test_a_sampler_that_is_off_is_found_out():
    """Posteriors that are moved by a standard deviation give ranks that are not uniform."""

    def biased(scenario):
        found = reconcile(scenario)
        draws = replace(found.draws, offset=found.draws.offset + 1.0)
        return replace(found, draws=draws)

    assert min(calibrate(DOUBTS, 12, 5, biased).p_values().values()) < LEAST
