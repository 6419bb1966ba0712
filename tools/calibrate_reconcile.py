"""Calibrate reconciliation on 200 made-up statements and draw the ranks: docs/sbc-reconcile.svg.

Run from the repository: ``.venv/bin/python tools/calibrate_reconcile.py``. It takes some minutes.
"""

import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.reconciliation.calibration import (  # noqa: E402 - found by the path
    RANKED_AMONG,
    Calibration,
    calibrate,
)
from tests.reconciliation.doubts import DOUBTS  # noqa: E402

RUNS, SEED = 200, 20
PICTURE = ROOT / "docs" / "sbc-reconcile.svg"


def draw(found: Calibration) -> None:
    """The cumulative ranks less what uniform ones would be, with where 95 % of them would lie."""
    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the choice of how to draw

    columns = 3
    rows = -(-len(found.numbers) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(9, 2.1 * rows), sharex=True, sharey=True, squeeze=False
    )
    levels = np.arange(RANKED_AMONG + 2) / (RANKED_AMONG + 1)
    rng = np.random.default_rng(SEED)
    uniform = rng.integers(RANKED_AMONG + 1, size=(2000, len(found.ranks)))
    simulated = np.array([_cumulative(ranks) for ranks in uniform]) - levels
    # Simultaneous: as wide at every level, in standard deviations, as holds 95 % of whole curves.
    deviation = simulated.std(axis=0) + 1e-12
    reach = np.quantile(abs(simulated / deviation)[:, 1:-1].max(axis=1), 0.95)
    for place, axis in enumerate(axes.flat):
        if place >= len(found.numbers):
            axis.axis("off")
            continue
        axis.fill_between(levels, -reach * deviation, reach * deviation, color="#E3E5EA")
        difference = _cumulative(found.ranks[:, place]) - levels
        axis.plot(levels, difference, color="#0072B2", linewidth=1.2)
        axis.axhline(0, color="#85878F", linewidth=0.6)
        axis.set_title(found.numbers[place], fontsize=8)
        axis.tick_params(labelsize=7)
    figure.supxlabel("rank of the truth among the posterior's draws, as a share", fontsize=8)
    figure.supylabel("cumulative share less uniform", fontsize=8)
    figure.tight_layout()
    figure.savefig(PICTURE, metadata={"Date": None})


def _cumulative(ranks: np.ndarray) -> np.ndarray:
    counts = np.bincount(ranks, minlength=RANKED_AMONG + 1)
    return np.concatenate([[0.0], counts.cumsum() / len(ranks)])


def main() -> None:
    """Run, draw, and say what the tests say."""
    mpl.rcParams["svg.hashsalt"] = "credence"
    found = calibrate(DOUBTS, RUNS, SEED)
    for name, value in found.p_values().items():
        print(f"{name}: ranks uniform with p = {value:.3f}")
    draw(found)


if __name__ == "__main__":
    main()
