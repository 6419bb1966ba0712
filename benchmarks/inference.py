"""How long one waits for inference: a cold process to its first answer, and an answer after a change.

Run from the repository: ``.venv/bin/python benchmarks/inference.py``. Each part prints its own lines.
Processor seconds stand beside seconds on the clock, which other work on the machine makes longer.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COLD = (
    "from credence.files import load_library; from credence.scenario import Scenario;"
    "from models.reconcile import reconcile; library = load_library('ai-risk-1');"
    "reconcile(Scenario(library).with_only(library.featured).with_stated('doom', 0.05))"
)
CHANGES = 5


def reconcile_cold() -> None:
    """A new process: imports, the interpreter of circuits, sampling, the answer.

    The first on a machine compiles the interpreter, which the next find on disk.
    """
    with tempfile.TemporaryDirectory() as empty:
        stores = {"NUMBA_CACHE_DIR": empty, "PYTENSOR_FLAGS": f"base_compiledir={empty}/pytensor"}
        for which in ("the first on a machine", "the next", "and the next"):
            clock, processor = time.perf_counter(), _processor_of_children()
            command = [sys.executable, "-W", "ignore", "-c", COLD]
            subprocess.run(command, cwd=ROOT, check=True, env=os.environ | stores)
            clock, processor = time.perf_counter() - clock, _processor_of_children() - processor
            print(
                f"reconcile, cold process, {which}: {clock:.1f} s, {processor:.1f} s of processor"
            )


def _processor_of_children() -> float:
    """Processor seconds of all processes that were started and have ended."""
    used = os.times()
    return used.children_user + used.children_system


def reconcile_again() -> None:
    """A process that is warm: another number, another toggle, another claim."""
    from credence.files import load_library
    from credence.scenario import Scenario
    from models.reconcile import reconcile

    library = load_library("ai-risk-1")
    start = Scenario(library).with_only(library.featured).with_stated("doom", 0.05)
    many = start.with_only(library.arguments)
    reconcile(start)
    for name, scenarios in {
        "a number changed": [start.with_number("claims.doom.prior", p / 1e4) for p in range(1, 6)],
        "an argument switched": [
            start.with_active(name, active=not start.is_active(name))
            for name in list(library.arguments)[:CHANGES]
        ],
        "all 78 arguments on, 512 patterns": [many],
    }.items():
        clock, processor = time.perf_counter(), time.process_time()
        for scenario in scenarios:
            found = reconcile(scenario)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        count = len(scenarios)
        print(
            f"reconcile, {name}: {clock / count:.2f} s, {processor / count:.2f} s of processor, "
            f"R-hat {found.diagnostics.rhat_max:.3f}, {found.diagnostics.divergences} divergences"
        )


def reconcile_on_the_page() -> None:
    """A first question to a worker process that was made ready when the page opened."""
    from credence.files import load_library
    from credence.scenario import Scenario
    from models.worker import Workers

    library = load_library("ai-risk-1")
    scenario = Scenario(library).with_only(library.featured).with_stated("doom", 0.05)
    for seconds in (0, 15):
        workers = Workers(most=1)
        workers.start("models.tasks:warm", affinity="reconcile")
        time.sleep(seconds)
        clock = time.perf_counter()
        asked = ("models.tasks:reconciled", scenario)
        while not (job := workers.ask(*asked, key="a", viewer="b", affinity="reconcile")).is_over:
            workers.wait(job, 0.5)
        print(f"reconcile, {seconds} s after the page opened: {time.perf_counter() - clock:.2f} s")
        workers.close()


def preview_again() -> None:
    """The instant preview."""
    from credence.files import load_library
    from credence.scenario import Scenario
    from models.preview import preview

    library = load_library("ai-risk-1")
    start = Scenario(library).with_only(library.featured)
    preview(start.with_stated("doom", 0.05))
    clock = time.perf_counter()
    for credence in range(1, CHANGES + 1):
        preview(start.with_stated("doom", credence / 100))
    print(f"preview: {(time.perf_counter() - clock) / CHANGES:.3f} s")


PARTS = (reconcile_cold, reconcile_on_the_page, reconcile_again, preview_again)

if __name__ == "__main__":
    for part in PARTS:
        part()
