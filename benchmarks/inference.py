"""How long reconciling takes: a cold process to its first answer, and an answer after a change.

Run from the repository: ``.venv/bin/python benchmarks/inference.py``. Processor seconds stand beside
seconds on the clock, which other work on the machine makes longer.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COLD = (
    "from credence.files import load_library; from credence.scenario import Scenario;"
    "from credence.reconciliation import reconcile; library = load_library('ai-risk-1');"
    "reconcile(Scenario(library).with_only(library.featured).with_stated('doom', 0.05))"
)


def cold() -> None:
    """A new process: imports and an answer."""
    clock, processor = time.perf_counter(), _processor_of_children()
    subprocess.run([sys.executable, "-W", "ignore", "-c", COLD], cwd=ROOT, check=True)
    clock, processor = time.perf_counter() - clock, _processor_of_children() - processor
    print(f"featured arguments, cold process: {clock:.1f} s, {processor:.1f} s of processor")


def _processor_of_children() -> float:
    """Processor seconds of all processes that were started and have ended."""
    used = os.times()
    return used.children_user + used.children_system


def changes() -> None:
    """A process that is warm: other statements, a changed number, and more arguments."""
    from credence.files import load_library
    from credence.reconciliation import reconcile
    from credence.scenario import Scenario

    library = load_library("ai-risk-1")
    names = list(library.arguments)
    some = {
        "1 argument": ["counting_functions"],
        "5 arguments": library.featured[:5],
        "9 featured arguments": library.featured,
        "15 arguments": names[:15],
        "all 78 arguments": names,
    }
    for title, arguments in some.items():
        start = Scenario(library).with_only(arguments)
        questions = {
            "stated 5 %": start.with_stated("doom", 0.05),
            "another number": start.with_stated("doom", 0.05).with_number(
                "claims.doom.prior", 3e-4
            ),
            "stated 1 %": start.with_stated("doom", 0.01),
        }
        for question, scenario in questions.items():
            clock, processor = time.perf_counter(), time.process_time()
            found = reconcile(scenario)
            clock, processor = time.perf_counter() - clock, time.process_time() - processor
            print(
                f"{title}, {question}: {clock:.2f} s, {processor:.2f} s of processor, error "
                f"{found.accuracy.error:.3f}, routes {found.accuracy.gap:.1f} apart"
            )


PARTS = (cold, changes)

if __name__ == "__main__":
    for part in PARTS:
        part()
