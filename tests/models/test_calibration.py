"""Simulation-based calibration of reconciling, 200 runs; and that it would notice a mistake."""

import numpy as np
import pytest

from models import reconcile as reconciling
from models.calibration import calibrate
from tests.models.doubts import DOUBTS

LEAST = 0.001  # of seven p-values; the seed is fixed, so what passed passes again


@pytest.mark.thorough
def test_ranks_are_uniform_and_doubts_are_calibrated():
    """Over 200 made-up statements, truths rank evenly and arguments are sound as often as said."""
    found = calibrate(DOUBTS, 200, 20)
    assert (200, len(found.numbers)) == found.ranks.shape
    assert min(found.p_values().values()) > LEAST
    assert max(abs(score) for score in found.soundness_scores().values()) < 3.5


def test_a_sampler_that_ignores_the_statement_is_found_out(monkeypatch):
    """Posteriors that are moved by half a standard deviation give ranks that are not uniform."""
    honest = reconciling.sample

    def biased(likelihood, **options):
        drawn = honest(likelihood, **options)
        return type(drawn)(drawn.offset + 1.0, drawn.diverging, drawn.energy, drawn.steps)

    monkeypatch.setattr(reconciling, "sample", biased)
    found = calibrate(DOUBTS, 25, 5)
    assert np.isfinite(list(found.p_values().values())).all()
    assert min(found.p_values().values()) < LEAST
