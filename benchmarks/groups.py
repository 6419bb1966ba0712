"""Groups of 10 to 1,000,000 people on 50 arguments: reading, sampling, memory, and a cluster.

Run: python -m benchmarks.groups [--most 1000000] [--plain 1000] [--workers 1,2,4]

Every figure comes from a process of its own, so that peak memory is its own. ``wall`` is what a
person waits, ``cpu`` what the processor works: on a shared machine they differ.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
ARGUMENTS = 50


def library():
    """One claim and fifty arguments on it."""
    from credence.library import Library

    described = {"title": "A claim", "statement": "It is so.", "prior": 0.1}
    argument = {"title": "An argument", "summary": "A reason.", "claim": "doom", "lr": 2}
    return Library.model_validate(
        {
            "id": "survey",
            "version": 1,
            "title": "Survey",
            "claims": {"doom": described},
            "arguments": {f"a{i}": argument for i in range(ARGUMENTS)},
        }
    )


def write(path: Path, people: int, missing: float) -> None:
    """A table of simulated people as CSV."""
    import pyarrow as pa
    from pyarrow import csv

    draw = np.random.default_rng(0)
    mu, tau = draw.normal(0, 1, ARGUMENTS), np.exp(draw.normal(-0.3, 0.3, ARGUMENTS))
    columns = {"name": [f"p{i}" for i in range(people)]}
    leaning = 0.5 * draw.normal(size=people)
    for i in range(ARGUMENTS):
        ratios = np.exp(mu[i] + leaning + tau[i] * draw.normal(size=people)).clip(1e-3).round(3)
        columns[f"a{i}.lr"] = pa.array(ratios, mask=draw.random(people) < missing)
    columns["doom.stated"] = draw.random(people).round(3)
    csv.write_csv(pa.table(columns), path)


def spent(started: float) -> dict[str, float]:
    """Wall and CPU seconds, and peak memory, of this process so far."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "wall": time.perf_counter() - started,
        "cpu": time.process_time(),
        "peak_mb": memory / (1024 if sys.platform != "darwin" else 1024**2),
    }


def read(path: str, scheduler: str = "") -> None:
    """Read and reduce a table."""
    from credence.files.survey import read_survey

    started = time.perf_counter()
    survey = read_survey([Path(path)], library(), scheduler=scheduler or None)
    print(json.dumps(spent(started) | {"people": survey.size, "rows": len(survey.statistics.rows)}))


def sample(path: str) -> None:
    """Sample the model of a table; reading and compiling are not counted."""
    from credence.files.survey import read_survey
    from models.group import sample_group

    held = read_survey([Path(path)], library()).statistics
    labels = tuple(f"a{i}" for i in range(ARGUMENTS))
    if len(held.rows) <= 100:
        sample_group(held, labels, draws=10, tune=10)
    before, started = time.process_time(), time.perf_counter()
    found = sample_group(held, labels)
    cost = spent(started)
    cost["cpu"] -= before
    ess = found.diagnostics["ess_min"]
    print(json.dumps(cost | {"ess": ess, "method": found.diagnostics["method"]}))


def pool(path: str) -> None:
    """Pool what is stated and what is implied; reading and sampling are not counted."""
    from credence.files.survey import read_survey
    from credence.groups.posterior import Posterior
    from credence.groups.result import judge
    from credence.scenario import Scenario

    def no_sampler(held, labels):
        draws = np.random.default_rng(0).normal(0, 0.1, (40, held.size))
        checks = {"rhat_max": 1.0, "ess_min": 40.0, "divergences": 0, "method": "none", "draws": 40}
        ess, log_weights = np.full(held.size, 40.0), np.zeros(40)
        return Posterior(labels, draws, np.exp(draws), np.ones(40), ess, log_weights, checks)

    survey, base = read_survey([Path(path)], library()), Scenario(library())
    before, started = time.process_time(), time.perf_counter()
    judge(survey, base, no_sampler)
    cost = spent(started)
    cost["cpu"] -= before
    print(json.dumps(cost))


def plain(path: str) -> None:
    """The same model in PyMC as it is written down, with every leaning a parameter."""
    import pymc as pm

    from credence.files.survey import read_survey
    from credence.groups.priors import MU_SD, SIGMA_SD, TAU_LOG_SD, TAU_MEDIAN
    from credence.groups.statistics import statistics_of
    from credence.survey import Questions
    from models.group import posterior_of

    block = read_survey([Path(path)], library()).people
    rows = np.concatenate([one.log_ratios(Questions.of(library()))[0] for one in block])
    people, arguments = np.nonzero(~np.isnan(rows))
    started = time.perf_counter()
    with pm.Model():
        mu = pm.Normal("mu", 0, MU_SD, shape=ARGUMENTS)
        tau = pm.LogNormal("tau", np.log(TAU_MEDIAN), TAU_LOG_SD, shape=ARGUMENTS)
        sigma = pm.HalfNormal("sigma", SIGMA_SD)
        leaning = pm.Normal("leaning", shape=len(rows))
        centre = mu[arguments] + sigma * leaning[people]
        pm.Normal("y", centre, tau[arguments], observed=rows[people, arguments])
        trace = pm.sample(
            chains=4, random_seed=1, progressbar=False, nuts_sampler="nutpie",
            compute_convergence_checks=False,
        )  # fmt: skip
    cost = spent(started)
    found = {name: trace.posterior[name].to_numpy() for name in ("mu", "tau", "sigma")}
    labels = tuple(map(str, range(ARGUMENTS)))
    checks = posterior_of(
        found, labels, statistics_of(rows), divergences=0, method="plain"
    ).diagnostics
    print(json.dumps(cost | {"ess": checks["ess_min"], "method": "plain NUTS, with compiling"}))


def apart(what: str, *words: str) -> dict:
    """Run one of the above in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.groups", "--do", what, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def said(cost: dict) -> str:
    """A cost in a line."""
    parts = [f"{cost['wall']:8.1f} s wall {cost['cpu']:8.1f} s cpu {cost['peak_mb']:7.0f} MB"]
    if "ess" in cost:
        parts.append(f"ESS {cost['ess']:,.0f}, {cost['ess'] / cost['cpu']:,.0f} a CPU second")
    return "  ".join([*parts, cost.get("method", "")])


def cluster(path: Path, workers: int) -> dict:
    """Read a table with a scheduler and so many workers on this machine."""
    file = path.with_suffix(".json")
    file.unlink(missing_ok=True)
    words = ["--host", "127.0.0.1", "--scheduler-file", str(file), "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", *words], **quiet
        )
    ]
    one = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny"]
    started += [subprocess.Popen([*one, *words], **quiet) for _ in range(workers)]
    try:
        while not file.exists():
            time.sleep(0.1)
        time.sleep(8)  # until all workers are there
        return apart("read", str(path), json.loads(file.read_text())["address"])
    finally:
        for process in started:
            process.kill()
            process.wait()


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--do", nargs="+")
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--plain", type=int, default=1_000)
    parser.add_argument("--workers", default="1,2,4")
    given = parser.parse_args()
    if given.do:
        {"read": read, "pool": pool, "sample": sample, "plain": plain}[given.do[0]](*given.do[1:])
        return
    print(f"{os.process_cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {ARGUMENTS} arguments")
    sizes = [10**power for power in range(1, 7) if 10**power <= given.most]
    with tempfile.TemporaryDirectory() as folder:
        for people in sizes:
            for name, missing in (("complete", 0.0), ("one answer in ten missing", 0.1)):
                path = Path(folder, f"{people}-{missing}.csv")
                write(path, people, missing)
                print(f"{people:>9,} people, {name}, {path.stat().st_size / 1e6:,.1f} MB")
                print("  read  ", said(apart("read", str(path))))
                print("  pool  ", said(apart("pool", str(path))))
                print("  sample", said(apart("sample", str(path))))
                if people <= given.plain:
                    print("  plain ", said(apart("plain", str(path))))
        path = Path(folder, f"{sizes[-1]}-0.0.csv")
        for workers in [int(word) for word in given.workers.split(",") if word]:
            print(f"{sizes[-1]:>9,} people, {workers} Dask workers: {said(cluster(path, workers))}")


if __name__ == "__main__":
    main()
