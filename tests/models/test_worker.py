"""Long work in other processes: asked for, shared, cancelled, and survived."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from credence.errors import InputError
from models.worker import Workers, answer_of
from tests.machine import ROOT


@pytest.fixture
def workers(monkeypatch):
    """Two workers that find the tasks beside this file."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    found = Workers(most=2, patience=1.0, grace=1.0)
    yield found
    pids = found.pids()
    found.close()
    assert until(lambda: not any(alive(pid) for pid in pids))


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(fact, seconds: float = 20.0) -> bool:
    """Wait until something is so, at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if fact():
            return True
        time.sleep(0.02)
    return False


def over(workers, job, viewer="Ada", seconds=30.0):
    """Ask after a job until it is over."""
    arguments = (job.function, *job.arguments)
    assert until(
        lambda: workers.ask(*arguments, key=job.key, viewer=viewer).is_over or job.is_over, seconds
    )
    return job


def test_a_task_is_answered(workers):
    """The answer comes from another process, and is kept."""
    job = over(workers, workers.ask("tasks:doubled", 21, key="a", viewer="Ada"))
    assert 42 == answer_of(job)
    assert job is workers.ask("tasks:doubled", 21, key="a", viewer="Bob")
    assert os.getpid() not in workers.pids()


def test_the_same_question_is_worked_on_once(workers, tmp_path):
    """Two viewers who ask the same share one job."""
    one = workers.ask("tasks:counted", str(tmp_path), key="a", viewer="Ada")
    other = workers.ask("tasks:counted", str(tmp_path), key="a", viewer="Bob")
    assert one is other
    over(workers, one)
    assert 1 == len(list(tmp_path.iterdir()))


def test_a_second_visitor_is_not_blocked(workers, tmp_path):
    """While one job goes on and on, another visitor's is answered in another process."""
    first = workers.ask("tasks:endless", str(tmp_path), key="long", viewer="Ada")
    second = workers.ask("tasks:doubled", 4, key="short", viewer="Bob")

    def answered():
        workers.ask("tasks:endless", str(tmp_path), key="long", viewer="Ada")
        return workers.ask("tasks:doubled", 4, key="short", viewer="Bob").is_over

    assert until(answered)
    assert 8 == answer_of(second)
    assert "running" == first.state


def test_who_waits_is_told_how_many_are_before(workers, tmp_path):
    """With all processes at work, jobs wait in the order in which they came."""
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        workers.ask("tasks:endless", str(folder), key=f"{number}", viewer="Ada")
    jobs = [workers._live[str(number)] for number in range(4)]
    assert ["running", "running", "waiting", "waiting"] == [job.state for job in jobs]
    assert [0, 1] == [job.ahead for job in jobs[2:]]


def test_a_page_that_was_left_leaves_nothing_running(workers, tmp_path):
    """A job that nobody asks after is told to end, and does."""
    job = workers.ask("tasks:endless", str(tmp_path), key="a", viewer="Ada")
    assert until(lambda: (tmp_path / "began").exists() or job.is_over)
    assert until(lambda: job.state == "cancelled")
    assert until((tmp_path / "ended").exists) or job.state == "cancelled"
    assert {} == workers._live


def test_what_does_not_listen_is_ended(workers, tmp_path):
    """A task that ignores its cancellation loses its process, and the next one has another."""
    job = workers.ask("tasks:deaf", str(tmp_path), key="a", viewer="Ada")

    def began():
        workers.ask("tasks:deaf", str(tmp_path), key="a", viewer="Ada")
        return (tmp_path / "began").exists()

    assert until(began)
    [pid] = workers.pids()
    workers.leave("a", "Ada")
    assert until(lambda: job.state == "cancelled")
    assert until(lambda: not alive(pid))
    assert 2 == answer_of(over(workers, workers.ask("tasks:doubled", 1, key="b", viewer="Ada")))


def test_one_of_two_who_leaves_takes_nothing_from_the_other(workers, tmp_path):
    """A job goes on as long as anybody waits for it."""
    job = workers.ask("tasks:counted", str(tmp_path), key="a", viewer="Ada")
    workers.ask("tasks:counted", str(tmp_path), key="a", viewer="Bob")
    workers.leave("a", "Ada")
    assert "done" == over(workers, job, viewer="Bob").state


def test_a_process_that_dies_is_replaced(workers, tmp_path):
    """Its job is begun anew, once; a job that kills every process fails, and others go on."""
    job = workers.ask("tasks:deadly", str(tmp_path), key="a", viewer="Ada")
    assert "risen" == answer_of(over(workers, job))
    job = over(workers, workers.ask("tasks:always_deadly", key="b", viewer="Ada"))
    with pytest.raises(InputError, match="broke off twice"):
        answer_of(job)
    assert 2 == answer_of(over(workers, workers.ask("tasks:doubled", 1, key="c", viewer="Ada")))


def test_a_process_killed_from_outside_costs_time_alone(workers, tmp_path):
    """The answer comes all the same."""
    job = workers.ask("tasks:counted", str(tmp_path), key="a", viewer="Ada")
    assert until(lambda: list(tmp_path.iterdir()))
    os.kill(workers.pids()[0], 9)
    assert "done" == over(workers, job).state
    assert 2 == len(list(tmp_path.iterdir()))


@pytest.mark.parametrize(
    "task, said",
    [
        ("refused", "claims.doom: is not there"),
        ("broken", "fault of ours, not yours: RuntimeError: a fault"),
        ("talkative", "cannot be sent"),
        ("absent", "AttributeError"),
    ],
)
def test_what_goes_wrong_is_said(workers, task, said):
    """Bad input keeps its place; a fault is called one."""
    job = over(workers, workers.ask(f"tasks:{task}", key=task, viewer="Ada"))
    with pytest.raises(InputError, match=said):
        answer_of(job)


def test_an_answer_can_be_forgotten(workers, tmp_path):
    """Asked anew, the task runs again."""
    for _ in range(2):
        over(workers, workers.ask("tasks:counted", str(tmp_path), key="a", viewer="Ada"))
        workers.forget("a")
    assert 2 == len(list(tmp_path.iterdir()))


def test_tasks_of_one_kind_go_to_one_process(workers, tmp_path):
    """What one process has compiled is not compiled by the other while the first is free."""
    pids = set()
    for number in range(3):
        job = workers.ask(
            "tasks:counted", str(tmp_path), key=f"{number}", viewer="Ada", affinity="model"
        )
        pids.add(answer_of(over(workers, job)))
    assert 1 == len(pids)


def test_the_process_ends_with_whoever_started_it():
    """A server that is killed leaves no worker behind."""
    script = (
        "import sys, time; from models.worker import Workers; w = Workers(); w.ask('models.tasks:reconciled', None, key='a', viewer='b');"
        "print(w.pids()[0], flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    pid = int(parent.stdout.readline())
    assert alive(pid)
    parent.kill()
    parent.wait()
    assert until(lambda: not alive(pid))


def test_a_worker_knows_nothing_of_the_page():
    """The process imports neither Streamlit nor, before it is asked, PyMC."""
    script = (
        "import sys, models.worker_child; "
        "print(sorted({'streamlit', 'pymc', 'plotly'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "[]" == ran.stdout.strip()
