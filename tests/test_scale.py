"""Work on a cluster gives the same digits as work at home, also when a worker dies in the middle."""

import os
import pickle
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest

from credence.cli import run as command
from credence.errors import InputError, Problem
from credence.files import csv_parts, load_library
from credence.files.survey import read_survey
from credence.multiverse import multiverse
from credence.scale import mapper, run
from credence.scenario import Scenario
from tests.groups.test_survey import LIBRARY, table
from tests.machine import ROOT


class Cluster:
    """A scheduler and workers, each a process of its own on this machine."""

    def __init__(self, folder, workers):
        self.file = folder / "scheduler.json"
        self.scheduler = self.start("dask_scheduler", "--port", "0", "--no-dashboard")
        self.workers = [self.worker() for _ in range(workers)]
        deadline = time.monotonic() + 60
        while not self.file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    def start(self, module, *words):
        """Start one process."""
        return subprocess.Popen(
            [
                *(sys.executable, "-m", f"distributed.cli.{module}"),
                *("--host", "127.0.0.1", "--scheduler-file", str(self.file), *words),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "NUMBA_NUM_THREADS": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def worker(self):
        """Start one worker with one thread."""
        return self.start("dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard")

    @property
    def address(self):
        """Where the scheduler listens."""
        import json

        return json.loads(self.file.read_text())["address"]

    def close(self):
        """End every process."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Return a scheduler with two workers."""
    held = Cluster(tmp_path_factory.mktemp("cluster"), 2)
    yield held
    held.close()


def same(one, other):
    """Whether two surveys agree to the last digit."""
    held, again = one.statistics, other.statistics
    return one.account == other.account and all(
        getattr(held, name).tobytes() == getattr(again, name).tobytes()
        for name in ("answered", "count", "mean", "scatter", "rows", "deviations")
    )


@pytest.fixture
def survey(tmp_path, monkeypatch):
    """Return the path of a table that is cut into many parts."""
    monkeypatch.setattr(csv_parts, "PART_BYTES", 2_000)
    path = tmp_path / "people.csv"
    path.write_text(table(2_000, 1))
    return path


def test_a_survey_read_on_a_cluster_has_the_same_digits(cluster, survey):
    """Two workers and this process reduce a table alike."""
    told = []
    home = read_survey([survey], LIBRARY)
    away = read_survey(
        [survey], LIBRARY, scheduler=cluster.address, progress=lambda *done: told.append(done)
    )
    assert same(home, away)
    assert len(told) > 20
    assert told[-1][0] == told[-1][1]


def test_row_groups_of_a_parquet_file_are_read_on_workers(cluster, tmp_path):
    """Each row group is a part, and what comes out has the digits of reading it here."""
    path = tmp_path / "people.parquet"
    rows = np.random.default_rng(1).lognormal(size=(600, 2))
    frame = pd.DataFrame(rows, columns=["fall.lr", "spring.lr"])
    frame.insert(0, "name", [f"p{i}" for i in range(600)])
    frame.mask(np.random.default_rng(2).random(frame.shape) < 0.1).to_parquet(
        path, row_group_size=50
    )
    told = []
    away = read_survey(
        [path], LIBRARY, scheduler=cluster.address, progress=lambda *done: told.append(done)
    )
    assert (12, 12) == told[-1]
    assert same(read_survey([path], LIBRARY), away)


def test_a_worker_that_dies_costs_time_and_no_results(cluster, survey):
    """One of the workers is killed after a few parts; the rest is done without it."""
    home = read_survey([survey], LIBRARY)
    victim = cluster.workers[0]

    def kill(done, parts):
        if done == 3 and victim.poll() is None and parts > 20:
            victim.kill()
            victim.wait()

    away = read_survey([survey], LIBRARY, scheduler=cluster.address, progress=kill)
    assert victim.poll() is not None
    assert same(home, away)
    cluster.workers[0] = cluster.worker()


def test_a_multiverse_on_a_cluster_has_the_same_digits(cluster):
    """Every subset's credence is the same to the last digit."""
    library = load_library("ai-risk-1")
    scenario = Scenario(library).with_draws(512)
    names = list(library.arguments)[:12]
    home = multiverse(scenario, names)
    with mapper(cluster.address) as executor:
        away = multiverse(scenario, names, executor=executor)
    assert home.subsets.credence.tobytes() == away.subsets.credence.tobytes()
    assert home.subsets.log_odds.tobytes() == away.subsets.log_odds.tobytes()


def test_what_a_worker_finds_wrong_is_said_here(cluster, tmp_path):
    """An input error keeps its problems on the way back."""
    path = tmp_path / "people.csv"
    path.write_bytes(b"name,fall.lr\nA,2\nB,\x81\n")
    with pytest.raises(InputError, match="UTF-8") as caught:
        read_survey([path], LIBRARY, scheduler=cluster.address)
    assert 3 == caught.value.problems[0].line


def test_an_error_travels_with_its_problems():
    """Pickling an input error loses nothing."""
    error = InputError([Problem("a.b", "one", 3, "f"), Problem("", "two")])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - what this test wrote itself
    assert error.problems == again.problems


def test_without_a_scheduler_everything_happens_here():
    """Results come in order, and progress is told after each."""
    told = []
    assert [1, 4, 9] == run(np.square, [1, 2, 3], progress=lambda *done: told.append(done))
    assert [(1, 3), (2, 3), (3, 3)] == told
    assert [] == run(np.square, [])


@pytest.mark.parametrize("words", [["group", "ai-risk-1", "{file}"], ["multiverse", "ai-risk-1"]])
def test_a_scheduler_that_does_not_answer_is_an_input_error(words, tmp_path, capsys, monkeypatch):
    """Exit code 2, and the address."""
    import distributed

    def refuse(*_, **__):
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refuse)
    file = tmp_path / "people.csv"
    file.write_text("name,takeover.stated\nA,0.2\n")
    extra = ["--arguments", "counting_functions,overfitting_reductio"]
    words = [word.format(file=file) for word in words]
    words += extra if words[0] == "multiverse" else []
    assert 2 == command([*words, "--scheduler", "tcp://127.0.0.1:1"])
    said = capsys.readouterr().err
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in said


def test_without_dask_the_message_names_what_to_install(monkeypatch):
    """The extra is named as it is installed."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(InputError, match=r"pip install 'credence\[scale\]'"),
        mapper("tcp://127.0.0.1:1"),
    ):
        pass
