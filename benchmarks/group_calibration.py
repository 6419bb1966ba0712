"""Ranks of simulated groups' true values among posterior draws, as a picture for the documentation.

Run: python -m benchmarks.group_calibration [RUNS]; writes docs/group-calibration.svg.
"""

import sys
from functools import partial
from pathlib import Path

import matplotlib as mpl
import numpy as np
from scipy.stats import binom, kstest

from models.group import sample_by_nuts, sample_group
from tests.models.group_ranks import RANKS, SIZE, ranks

BINS = 20
PARTS = {"μ": slice(0, SIZE), "τ": slice(SIZE, 2 * SIZE), "σ": slice(2 * SIZE, None)}


def main() -> None:
    """Simulate, print the tests and draw the histograms."""
    mpl.use("svg")
    mpl.rcParams |= {"svg.hashsalt": "credence", "font.size": 9}
    import matplotlib.pyplot as plt

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    nuts = partial(sample_by_nuts, draws=500, tune=500, chains=2)
    methods = {"NUTS, 12 people": (nuts, 12), "Weighted normal, 400": (sample_group, 400)}
    figure, axes = plt.subplots(2, 3, figsize=(8, 4), sharex=True)
    for row, (title, (sample, people)) in zip(axes, methods.items(), strict=True):
        found = ranks(sample, people, runs)
        least = min(kstest((column + 0.5) / RANKS, "uniform").pvalue for column in found.T)
        print(f"{title}: {runs} groups, smallest p of {found.shape[1]} parameters {least:.4f}")
        for axis, (name, part) in zip(row, PARTS.items(), strict=True):
            chosen = found[:, part]
            # The 99 % band is that of independent ranks of one parameter, scaled to their mean.
            counts = np.histogram(chosen, BINS, (0, RANKS))[0] / chosen.shape[1]
            axis.bar((np.arange(BINS) + 0.5) * RANKS / BINS, counts, RANKS / BINS * 0.9)
            low, high = binom.interval(0.99, runs, 1 / BINS)
            axis.axhspan(low, high, color="0.5", alpha=0.2)
            axis.set_title(f"{title}: {name}", fontsize=9)
    figure.supxlabel("rank of the true value among 99 draws")
    figure.tight_layout()
    path = Path(__file__).parents[1] / "docs" / "group-calibration.svg"
    figure.savefig(path, metadata={"Date": None})
    print(f"wrote {path}")


if __name__ == "__main__":
    main()
