"""How fast are all subsets? The multiverse and exact attribution beside the machine's own limits.

Run from the repository's root, in the environment that `make` builds::

    .venv/bin/python benchmarks/analyses.py          # under a minute

Threads use the cores that are there. Each time is the best of several runs, after machine code is
loaded (its first compilation is timed apart). The limits are measured here too, on one core:
exponentials (what a sum of log-odds has to pay for each subset and draw), divisions (what a
posterior has to pay), and bytes written.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import argparse
import os
import time
import tracemalloc
from collections.abc import Callable

import numba
import numpy as np
from scipy.special import expit

from credence import draws
from credence.answers import forget
from credence.attribution import attribute
from credence.files import load_library
from credence.files.subsets_file import stream_subsets
from credence.multiverse import multiverse
from credence.relevance import players
from credence.scenario import Scenario
from credence.subsets import work
from credence.subsets.blocks import blocks
from credence.subsets.every import every_subset, in_threads
from credence.subsets.plan import plan_of

TARGET = "scheming"
COUNT = 20
RUNS = 5


def best(ask: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return min(times)


@numba.njit(error_model="numpy")
def _exponentials(values, out):
    for index in range(len(out)):
        out[index] = np.exp(values[index])


@numba.njit(error_model="numpy")
def _divisions(values, out):
    for index in range(len(out)):
        out[index] = values[index] / (values[index] + 0.7)


@numba.njit
def _written(out, value):
    for index in range(len(out)):
        out[index] = value


def limits() -> tuple[float, float, float]:
    """Print and return exponentials, divisions and bytes a second, on one core."""
    values = np.linspace(-5, 5, 2**14)  # within the caches, as in the sums
    out = np.empty_like(values)
    vast = np.empty(2**24)
    for ask in (lambda: _exponentials(values, out), lambda: _divisions(values, out)):
        ask()
    _written(vast, 0.0)

    def many(loop: Callable[[], object]) -> float:
        return best(lambda: [loop() for _ in range(100)]) / 100

    exponentials = len(out) / many(lambda: _exponentials(values, out))
    divisions = len(out) / many(lambda: _divisions(values, out))
    written = vast.nbytes / best(lambda: _written(vast, 1.0))
    print(f"  exponentials {exponentials / 1e6:12,.0f} million/s")
    print(f"  divisions    {divisions / 1e6:12,.0f} million/s")
    print(f"  bytes        {written / 1e6:12,.0f} MB/s written")
    return exponentials, divisions, written


def memory(ask: Callable[[], object]) -> float:
    """Memory that an answer takes at its peak, in MB: every array, and what is remembered of it."""
    tracemalloc.start()
    try:
        ask()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def scenario_of(draws_: int) -> tuple[Scenario, list[str]]:
    """The library's first arguments that can influence the target, and a scenario without any."""
    library = load_library("ai-risk-1")
    scenario = Scenario(library).with_target(TARGET).with_draws(draws_)
    everything = scenario.with_only(library.arguments)
    return scenario, list(players(everything, TARGET)[:COUNT])


def measure_multiverse(draws_: int, bounds: tuple[float, float, float], *, points: bool) -> None:
    """Print the sums alone, the whole answer, and both beside the limits."""
    scenario, names = scenario_of(draws_)
    plan = plan_of(scenario, TARGET, tuple(names), point_values=points)
    held = list(blocks(plan))
    rows = sum(len(block.joint) for block in held)
    codes = 2**plan.layout.bits
    exponentials, divisions, written = bounds

    def kernel(executor: Callable = map) -> None:
        for block in held:
            for _ in executor(
                lambda chunk, block=block: work.chunk_sums(
                    plan.layout, block, chunk, compiled=True
                ),
                range(plan.layout.chunks),
            ):
                pass

    one, two = best(kernel), best(lambda: kernel(in_threads()))
    whole = best(lambda: every_subset(scenario, names, point_values=points))
    said = best(lambda: multiverse(scenario, names, point_values=points).as_data())
    what = "point values" if points else f"{draws_} draws"
    print(f"\n2^{plan.layout.bits} subsets, {what} ({rows} rows), {len(names)} arguments")
    for name, seconds in (
        ("sums alone, one thread", one),
        (f"sums alone, {os.cpu_count()} threads", two),
        ("every subset's credence", whole),
        ("the multiverse and its summary", said),
    ):
        print(
            f"  {name:<32}{seconds * 1e3:10.1f} ms {codes / seconds / 1e6:10,.1f} million subsets/s"
        )
    floor = codes * rows / exponentials
    print(
        f"  one exponential each             {floor * 1e3:10.1f} ms → one thread {one / floor:.2f} ×"
    )
    floor = 2 * codes * rows / divisions
    print(
        f"  two divisions each               {floor * 1e3:10.1f} ms → one thread {one / floor:.2f} ×"
    )
    if points:
        floor = 16 * codes / written
        print(
            f"  writing both sums                {floor * 1e3:10.1f} ms → one thread {one / floor:.2f} ×"
        )
    forget()  # so that nothing of an earlier answer is at hand
    held = memory(lambda: multiverse(scenario, names, point_values=points).as_data())
    print(f"  memory at its peak               {held:10.1f} MB")


def measure_naive() -> None:
    """Print what NumPy takes with a matrix of toggles and `expit`, on one claim, at 2^14 subsets."""
    count, draws_ = 14, 256
    scenario, names = scenario_of(draws_)
    logs = np.array([draws.normal(0, f"arguments.{name}.lr", draws_) for name in names[:count]])
    toggles = (np.arange(2**count)[:, None] >> np.arange(count) & 1).astype(float)
    naive = best(lambda: expit(-1.0 + toggles @ logs).mean(axis=1), 3)
    ours = best(lambda: every_subset(scenario, names[:count]))
    print(f"\nNaive, one claim, toggles @ log ratios → expit, 2^{count} × {draws_} draws")
    print(f"  naive                           {naive * 1e3:10.1f} ms")
    print(
        f"  ours, with the whole network    {ours * 1e3:10.1f} ms  → {naive / ours:.1f} times faster"
    )


def measure_attribution() -> None:
    """Print exact attribution by number of players, at 1,024 draws."""
    print("\nExact attribution, 1,024 draws")
    scenario, names = scenario_of(1024)
    for count in (8, 12, 16):
        start = scenario.with_only(names[:count])
        found = attribute(start)
        seconds = best(lambda start=start: attribute(start), 3)
        print(
            f"  {len(found.arguments):2} players, exact: {found.exact}   {seconds * 1e3:10.1f} ms"
        )


def measure_file() -> None:
    """Print how long a million rows of Parquet take."""
    scenario, names = scenario_of(64)
    found = every_subset(scenario, names, point_values=True)
    with Path(os.devnull).open("wb") as sink:
        seconds = best(lambda: stream_subsets(found, sink, {}), 2)
    print(f"\nParquet, 2^{COUNT} rows of {COUNT} arguments: {seconds * 1e3:.0f} ms")


def main() -> None:
    """Run every measurement in turn."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    start = time.perf_counter()
    work.warm()
    print(
        f"Machine code ready after {time.perf_counter() - start:.2f} s (compiled, or from its cache)"
    )
    print("Limits of this machine, one core")
    bounds = limits()
    measure_multiverse(256, bounds, points=True)
    measure_multiverse(256, bounds, points=False)
    measure_naive()
    measure_attribution()
    measure_file()


if __name__ == "__main__":
    main()
