"""How fast is one toggle? The engine beside pgmpy and PyMC, and how its cost grows.

Run from the repository's root, in the environment that `make` builds::

    .venv/bin/python benchmarks/engine.py            # some five minutes
    .venv/bin/python benchmarks/engine.py --quick    # one: without PyMC, which takes three to compile

Everything runs on one core with one BLAS thread. A *toggle* is measured as on the page: every
argument is on, one that was never touched is switched off. What has been drawn, the tables of the
network and all that the toggled argument does not reach are remembered; its own evidence and the
messages that carry it are computed anew. *Cold* is the same with nothing remembered but the
streams of draws, *new seed* with nothing at all. Times are medians.
"""

import os
import sys
from pathlib import Path

os.environ |= dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import argparse
import gc
import itertools
import time
from collections.abc import Callable, Iterable

import numpy as np

from benchmarks import _peer
from benchmarks._synthetic import synthetic
from credence import answers
from credence.answers import marginals, question_of
from credence.files import load_library
from credence.library import Library
from credence.scenario import Scenario
from credence.update import evaluate

DRAWS = 4096
FORGET = answers.forget  # a first visit, on purpose
SEEDS = itertools.count(1)


def credences(scenario: Scenario) -> None:
    """The posterior probability of all claims in every draw."""
    marginals(scenario, (question_of(scenario),), scenario.library.claim_ids)


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def each(
    work: Callable[[Scenario], object],
    scenarios: Iterable[Scenario],
    before: Callable[[], object] = lambda: None,
) -> np.ndarray:
    """Seconds of each scenario, ``before`` not counted."""
    times = []
    for scenario in scenarios:
        before()
        times.append(timed(lambda s=scenario: work(s)))
    return np.array(times)


def all_on(library: Library, draws: int = DRAWS) -> Scenario:
    """The scenario with every argument on."""
    return Scenario(library).with_only(library.arguments).with_draws(draws)


def toggles(start: Scenario, most: int = 80) -> list[Scenario]:
    """Each with another argument switched off."""
    names = list(start.library.arguments)
    step = max(1, len(names) // most)
    return [start.with_active(name, False) for name in names[::step]]


def toggle_times(work: Callable[[Scenario], object], start: Scenario, most: int = 80) -> np.ndarray:
    """Seconds of toggles that were never seen before; only the start has been."""
    FORGET()
    work(start)
    gc.collect()
    return each(work, toggles(start, most))


def cold_times(work: Callable[[Scenario], object], start: Scenario, most: int = 10) -> np.ndarray:
    """Seconds with nothing remembered but the streams of draws."""
    return each(work, toggles(start, most)[:most], FORGET)


def new_seeds(work: Callable[[Scenario], object], start: Scenario, runs: int = 3) -> np.ndarray:
    """Seconds with nothing remembered."""
    work(start.with_seed(0))  # imports and the plan of the network
    return each(work, [start.with_seed(seed) for seed in itertools.islice(SEEDS, runs)])


def milliseconds(times: np.ndarray) -> str:
    """Median and 95th percentile."""
    return f"{np.median(times) * 1e3:9.2f} ms   (p95 {np.quantile(times, 0.95) * 1e3:.2f})"


def measure_engine(start: Scenario) -> float:
    """Print the engine's own figures; return the seconds of one toggle's credences."""
    found = 0.0
    for name, work in (("credences", credences), ("evaluate", evaluate)):
        times = toggle_times(work, start)
        found = found or float(np.median(times))
        print(f"  engine, toggle, {name:<32}{milliseconds(times)}")
        print(f"  engine, cold, {name:<34}{milliseconds(cold_times(work, start))}")
        print(f"  engine, new seed, {name:<30}{milliseconds(new_seeds(work, start))}")
    return found


def measure_pgmpy(start: Scenario, toggle: float) -> None:
    """Print what pgmpy takes for one parameter set, and the ratio per parameter set."""
    one = _peer.points(start)
    expected = {c: r.posterior.credence for c, r in evaluate(one).claims.items()}
    fastest = np.inf
    for name, update in _peer.updates(one).items():
        found = update()
        if not np.allclose([found[c] for c in expected], list(expected.values()), rtol=1e-9):
            raise SystemExit(f"pgmpy ({name}) and the engine do not agree")
        times = np.array([timed(update) for _ in range(3)])
        print(f"  pgmpy, 1 parameter set, {name:<24}{milliseconds(times)}")
        fastest = min(fastest, float(np.median(times)))
    ratio = fastest / (toggle / start.draws)
    print(f"  → per parameter set the engine's toggle is {ratio:,.0f} times faster (aim 1,000)")


def measure_pymc(start: Scenario, toggle: float) -> None:
    """Print what re-drawing the PyMC model takes, in a loop and by shape, and the ratios."""
    import pymc as pm

    from models.library import calculator_model, set_scenario
    from models.predictive import PriorPredictive

    many = calculator_model(start.library, sets=start.draws)
    predictive = PriorPredictive(many)
    set_scenario(many, start)
    predictive.draw(start.draws, seed=0)
    by_shape = np.array([timed(lambda: predictive.draw(start.draws, seed=0)) for _ in range(5)])
    print(f"  PyMC by shape, graph run by NumPy{' ' * 15}{milliseconds(by_shape)}")
    print(f"  → the toggle is {np.median(by_shape) / toggle:,.0f} times faster")
    one = calculator_model(start.library)
    set_scenario(one, start)
    begin = time.perf_counter()
    draw = pm.pytensorf.compile([], [one["posterior"]])
    draw()
    compiled = time.perf_counter() - begin
    loop = timed(lambda: [draw() for _ in range(start.draws)])
    print(f"  pm.draw, its loop, machine code{' ' * 18}{loop * 1e3:9.2f} ms")
    print(f"  → the toggle is {loop / toggle:,.0f} times faster (aim 50)")
    print(
        f"    (and pm.draw compiles anew each time it is called: {compiled:.0f} s, left out here)"
    )


def measure_growth() -> None:
    """Print how the cost grows with draws and with arguments."""
    print("\nCost by draws: 80 synthetic arguments, all on; a new seed, and a toggle where kept")
    print("    draws     new seed   µs/draw     toggle  µs/draw   (credences of all claims)")
    library = synthetic(80)
    for draws in 2 ** np.arange(10, 18):
        start = all_on(library, int(draws))
        fresh = np.median(new_seeds(credences, start))
        line = f"{draws:9,}{fresh * 1e3:10.1f} ms{fresh / draws * 1e6:9.2f}"
        if draws <= answers.LARGEST_BLOCK:
            toggle = np.median(toggle_times(credences, start))
            line += f"{toggle * 1e3:8.2f} ms{toggle / draws * 1e6:9.3f}"
        print(line)
    print(f"\nCost by arguments: {DRAWS:,} draws, synthetic, all on")
    print("arguments     new seed   ms/arg.       cold  ms/arg.     toggle   evaluate")
    for count in (10, 20, 50, 100, 200, 500):
        start = all_on(synthetic(count))
        fresh = np.median(new_seeds(credences, start))
        cold = np.median(cold_times(credences, start))
        toggle = np.median(toggle_times(credences, start, 40))
        full = np.median(toggle_times(evaluate, start, 40))
        print(
            f"{count:9}{fresh * 1e3:10.1f} ms{fresh / count * 1e3:10.3f}{cold * 1e3:8.1f} ms"
            f"{cold / count * 1e3:9.3f}{toggle * 1e3:8.2f} ms{full * 1e3:8.2f} ms"
        )


def main() -> None:
    """Run every comparison in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="leave PyMC out")
    quick = parser.parse_args().quick
    start = all_on(load_library("ai-risk-1"))
    count, claims = len(start.library.arguments), len(start.library.claim_ids)
    print(f"ai-risk-1, all {count} arguments on, {DRAWS:,} draws, {claims} claims, one core")
    toggle = measure_engine(start)
    measure_pgmpy(start, toggle)
    if not quick:
        measure_pymc(start, toggle)
    measure_growth()


if __name__ == "__main__":
    main()
