"""What the worker processes do for pages."""

import time

import pytest

from credence.files import load_library
from credence.reconciliation import reconcile
from credence.scenario import Scenario
from models.worker import Workers, answer_of

AI = load_library("ai-risk-1")
FEATURED = Scenario(AI).with_only(AI.featured).with_stated("doom", 0.05)
LONG = Scenario(AI).with_only(AI.arguments).with_stated("doom", 0.05)


@pytest.fixture(scope="module")
def workers():
    """One worker process."""
    made = Workers(most=1)
    yield made
    made.close()


def asked(workers, scenario, key):
    """Ask for a reconciliation."""
    return workers.ask("models.tasks:reconciled", scenario, key=key, viewer="Ada")


def test_a_reconciliation_comes_back_as_it_is_here(workers):
    """Through the worker and here, the same numbers move equally far."""
    job = asked(workers, FEATURED, "featured")
    while not workers.wait(job, 0.5):
        asked(workers, FEATURED, "featured")
    assert reconcile(FEATURED).numbers == answer_of(job).numbers


def test_sampling_that_nobody_waits_for_is_cancelled(workers):
    """Left while it samples, the job ends as cancelled, and its process lives to do the next."""
    job = asked(workers, LONG, "long")
    end = time.monotonic() + 60
    while job.share == 0 and time.monotonic() < end:
        workers.wait(job, 0.1)
        asked(workers, LONG, "long")
    [pid] = workers.pids()
    workers.leave("long", "Ada")
    assert workers.wait(job, 30)
    assert "cancelled" == job.state
    assert [pid] == workers.pids()
    after = asked(workers, FEATURED.with_seed(1), "after")
    while not workers.wait(after, 0.5):
        asked(workers, FEATURED.with_seed(1), "after")
    assert "done" == after.state
