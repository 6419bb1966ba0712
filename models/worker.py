"""Long work in processes of its own: sampling never runs where the pages are served.

A *task* is a function named by its place, ``models.tasks:reconciled``, with arguments that can be
pickled. A *job* is a task that somebody asked for; equal keys are the same job, so a question that
two people ask is worked on once, and its answer is kept for the next. A *viewer* is whoever waits
for a job, and keeps asking after it; a job that nobody asks after any more is cancelled, so that a
page that was left leaves nothing running.

The processes are plain Python programs (`models.worker_child`), started by name and not forked or
spawned from the server, whose own script they would otherwise run again. One that dies takes no
visitor with it: its job is begun anew in another, once.
"""

import itertools
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from credence.errors import InputError, Problem

PATIENCE = 10.0
"""Seconds without being asked after, until a viewer counts as gone."""
GRACE = 5.0
"""Seconds that a cancelled task has to end by itself, until its process is ended."""
IDLE = 120.0
"""Seconds that a process beyond the first may stand idle."""
KEPT_ANSWERS = 24
ATTEMPTS = 2

State = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass
class Job:
    """One piece of work, as those see it who wait for it.

    Attributes:
        key: What it is about.
        state: How it stands.
        share: How much of it is done, in [0, 1].
        text: What is being done, in words.
        ahead: How many jobs wait before it.
        answer: What the task gave, once done.
        problems: Why there is no answer, where it failed.
    """

    key: str
    function: str
    arguments: tuple[Any, ...]
    affinity: str
    number: int
    state: State = "waiting"
    share: float = 0.0
    text: str = ""
    ahead: int = 0
    answer: Any = None
    problems: tuple[Problem, ...] = ()
    viewers: dict[str, float] = field(default_factory=dict)
    attempts: int = 0
    cancelled_at: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in {"done", "failed", "cancelled"}


class Workers:
    """A few processes, and the jobs that wait for them; safe between threads.

    Args:
        most: How many processes may run side by side.
        patience: Seconds until a viewer who does not ask counts as gone.
        grace: Seconds that a cancelled task has to end by itself.
    """

    def __init__(self, most: int = 2, patience: float = PATIENCE, grace: float = GRACE) -> None:
        self.most, self.patience, self.grace = most, patience, grace
        self._changed = threading.Condition()
        self._numbers = itertools.count()
        self._waiting: deque[Job] = deque()
        self._live: dict[str, Job] = {}
        self._answers: OrderedDict[str, Job] = OrderedDict()
        self._processes: list[_Process] = []
        self._is_open = True
        threading.Thread(target=self._keep_house, daemon=True).start()

    def ask(
        self, function: str, *arguments: object, key: str, viewer: str, affinity: str = ""
    ) -> Job:
        """Ask for a task, or after it; whoever waits calls this again within `patience`.

        Args:
            function: ``module:name`` of a function that takes the arguments, and by keyword
                ``progress`` and ``cancelled``.
            arguments: What it is called with; pickled.
            key: What the answer depends on; equal keys are one job.
            viewer: Who waits.
            affinity: Tasks that share something costly (a compiled model) go to one process.
        """
        with self._changed:
            if (kept := self._answers.get(key)) is not None:
                self._answers.move_to_end(key)
                return kept
            job = self._live.get(key)
            if job is None:
                job = Job(key, function, arguments, affinity or function, next(self._numbers))
                self._live[key] = job
                self._waiting.append(job)
            job.viewers[viewer] = time.monotonic()
            self._dispatch()
            return job

    def answered(self, key: str) -> Any:  # noqa: ANN401 - whatever the task gave
        """A task's answer if it is there, ``None`` otherwise; asks for nothing."""
        with self._changed:
            job = self._answers.get(key)
            return None if job is None else job.answer

    def leave(self, key: str, viewer: str) -> None:
        """Stop waiting; the job ends unless somebody else waits for it."""
        with self._changed:
            job = self._live.get(key)
            if job is not None:
                job.viewers.pop(viewer, None)
                self._drop_unwanted()

    def forget(self, key: str) -> None:
        """Forget an answer, or why there is none, so that the question is worked on anew."""
        with self._changed:
            self._answers.pop(key, None)

    def wait(self, job: Job, seconds: float) -> bool:
        """Wait until a job is over, at most so long; gives whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: job.is_over, seconds)

    def close(self) -> None:
        """End all processes; jobs that run are cancelled."""
        with self._changed:
            self._is_open = False
            for job in list(self._live.values()):
                self._over(job, "cancelled")
            processes, self._processes = self._processes, []
        for process in processes:
            process.end()

    def pids(self) -> list[int]:
        """The processes that run now."""
        with self._changed:
            return [process.pid for process in self._processes]

    # All below is called with the lock held.

    def _dispatch(self) -> None:
        while (
            self._is_open and self._waiting and (process := self._free(self._waiting[0].affinity))
        ):
            job = self._waiting.popleft()
            job.state, job.attempts = "running", job.attempts + 1
            process.run(job)
        for place, job in enumerate(self._waiting):
            job.ahead = place

    def _free(self, affinity: str) -> "_Process | None":
        idle = [process for process in self._processes if process.job is None]
        if not idle and len(self._processes) < self.most:
            idle = [_Process(self)]
            self._processes += idle
        return max(idle, key=lambda process: affinity in process.seen, default=None)

    def _over(self, job: Job, state: State) -> None:
        job.state = state
        self._live.pop(job.key, None)
        with suppress(ValueError):
            self._waiting.remove(job)
        if state != "cancelled":
            self._answers[job.key] = job
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)
        self._changed.notify_all()

    def _drop_unwanted(self) -> None:
        now = time.monotonic()
        for job in list(self._live.values()):
            gone = [v for v, asked in job.viewers.items() if now - asked > self.patience]
            for viewer in gone:
                del job.viewers[viewer]
            if job.viewers:
                continue
            if job.state == "waiting":
                self._over(job, "cancelled")
            elif job.cancelled_at is None:
                job.cancelled_at = now
                for process in self._processes:
                    if process.job is job:
                        process.cancel()
        for process in list(self._processes):
            at = process.job.cancelled_at if process.job else None
            if at is not None and now - at > self.grace:
                process.end()
            elif process.job is None and now - process.since > IDLE and len(self._processes) > 1:
                self._processes.remove(process)
                process.end()

    # Called by threads.

    def _keep_house(self) -> None:
        while True:
            time.sleep(min(0.5, self.patience / 4))
            with self._changed:
                if not self._is_open:
                    return
                self._drop_unwanted()

    def _heard(self, process: "_Process", message: tuple[Any, ...]) -> None:
        """What a process says of its job."""
        with self._changed:
            job = process.job
            if job is None:
                return
            match message:
                case ("progress", share, text):
                    job.share, job.text = share, text
                    return
                case ("done", answer):
                    job.answer, job.share = answer, 1.0
                    state: State = "done"
                case ("refused", problems):
                    job.problems, state = problems, "failed"
                case ("failed", said):
                    job.problems = (Problem("", f"this is a fault of ours, not yours: {said}"),)
                    state = "failed"
                case _:
                    state = "cancelled"
            process.rest()
            self._over(job, "cancelled" if job.cancelled_at is not None else state)
            self._dispatch()

    def _died(self, process: "_Process") -> None:
        """A process is gone; its job is begun anew, unless it has killed one before."""
        with self._changed:
            with suppress(ValueError):
                self._processes.remove(process)
            job = process.job
            if job is None or job.is_over or not self._is_open:
                return
            if job.cancelled_at is not None:
                self._over(job, "cancelled")
            elif job.attempts >= ATTEMPTS:
                message = "the sampler broke off twice; another number of draws may help"
                job.problems = (Problem("", message),)
                self._over(job, "failed")
            else:
                job.state, job.share, job.text = "waiting", 0.0, ""
                self._waiting.appendleft(job)
            self._dispatch()


class _Process:
    """One process and the job that it works on."""

    def __init__(self, owner: Workers) -> None:
        self.owner = owner
        self.job: Job | None = None
        self.seen: set[str] = set()
        self.since = time.monotonic()
        root = str(Path(__file__).resolve().parents[1])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "models.worker_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        self.pid = self._process.pid
        threading.Thread(target=self._listen, daemon=True).start()

    def run(self, job: Job) -> None:
        self.job = job
        self.seen.add(job.affinity)
        self._say((job.function, job.arguments))

    def cancel(self) -> None:
        self._say(("cancel",))

    def rest(self) -> None:
        self.job, self.since = None, time.monotonic()

    def end(self) -> None:
        self._process.kill()

    def _say(self, message: tuple[Any, ...]) -> None:
        pipe = self._process.stdin
        with suppress(OSError):  # it died, which the listener hears
            if pipe is not None:
                pickle.dump(message, pipe)
                pipe.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            while pipe is not None:
                self.owner._heard(self, pickle.load(pipe))  # noqa: S301, SLF001 - our own process
        self._process.kill()
        self._process.wait()
        self.owner._died(self)  # noqa: SLF001 - two halves of one thing


def answer_of(job: Job) -> Any:  # noqa: ANN401 - whatever the task gave
    """A finished job's answer.

    Raises:
        InputError: It has none, and why.
    """
    if job.state == "done":
        return job.answer
    raise InputError(job.problems or Problem("", "it was cancelled"))


Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]
