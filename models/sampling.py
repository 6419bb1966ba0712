"""NUTS on what a scenario states: the sampler, its progress, and how any run of it is stopped.

*Chains* are independent runs from different beginnings; *tuning* draws are thrown away. That the
chains agree is what shows that they have found the whole posterior (see `models.diagnostics`).

nutpie is given the density of `models.stated` as a compiled function (`models.circuit_density`), and
not the PyMC model itself: the interpreter of circuits is compiled already, and PyTensor would take
seconds for every count of numbers to compile the little that stands around it.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credence.errors import CancelledError
from credence.reconciliation import CHAINS, DRAWS
from models.likelihood import Likelihood

Values = NDArray[np.float64]

TUNE = 200
SHARE_OF_TUNING = 0.4
"""Tuning draws for each draw that is kept, where more are kept than usual."""
ACCEPTANCE, CAREFUL = 0.8, 0.95
"""Acceptance that steps are tuned for, and where more are kept than usual: smaller steps."""

SECONDS_BETWEEN_LOOKS = 0.02


@dataclass(frozen=True)
class Progress:
    """How far sampling has come.

    Attributes:
        done: Draws made, tuning included, over all chains.
        total: Draws to make.
        divergences: Among those made.
    """

    done: int
    total: int
    divergences: int


@dataclass(frozen=True)
class Sampled:
    """Draws from the posterior, as the sampler made them.

    Attributes:
        offset: Each number's offset in its own standard deviations, shape (chains, draws, numbers).
        diverging: Whether the step that led to a draw went astray, shape (chains, draws).
        energy: The sampler's energy, shape (chains, draws).
        steps: Leapfrog steps taken for each draw, shape (chains, draws).
    """

    offset: Values
    diverging: NDArray[np.bool_]
    energy: Values
    steps: NDArray[np.int64]


def sample(
    likelihood: Likelihood,
    *,
    draws: int = DRAWS,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Sampled:
    """Sample the numbers that can move, given what is stated.

    Args:
        likelihood: What is stated.
        draws: Draws of each chain after tuning; where there are more than usual, tuning is longer
            and steps are smaller too.
        progress: Told about every tenth of a second how far it has come.
        cancelled: Asked about as often whether to stop.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    if not likelihood.form.uncertain:  # nothing to sample: the patterns say it all, exactly
        shape = (CHAINS, draws)
        nothing = np.zeros(shape, dtype=bool)
        return Sampled(np.zeros((*shape, 0)), nothing, np.zeros(shape), np.zeros(shape, dtype=int))
    is_longer = draws > DRAWS
    tune = max(TUNE, round(SHARE_OF_TUNING * draws)) if is_longer else TUNE
    from models.circuit_density import compiled  # noqa: PLC0415 - PyMC, two seconds

    trace = run_nuts(
        compiled(likelihood),
        cancelled,
        draws=draws,
        tune=tune,
        target_accept=CAREFUL if is_longer else ACCEPTANCE,
        chains=CHAINS,
        seed=likelihood.scenario.seed,
        progress_callback=None if progress is None else _report(progress, CHAINS * (tune + draws)),
        return_raw_trace=True,
        save_warmup=False,
    )
    return _draws(trace, len(likelihood.form.uncertain))


def run_nuts(compiled: Any, cancelled: Callable[[], bool], *, chains: int, **settings: Any) -> Any:  # noqa: ANN401 - nutpie's own
    """Run nutpie's chains to their end, unless somebody asks for theirs before.

    Args:
        compiled: What nutpie samples.
        cancelled: Asked some fifty times a second whether to stop.
        chains: How many chains; as many at once as there are cores.
        settings: Further arguments of `nutpie.sample`.

    Returns:
        What `nutpie.sample` gives.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    import nutpie  # noqa: PLC0415 - two seconds, and only sampling needs it

    running = nutpie.sample(
        compiled,
        chains=chains,
        cores=min(chains, os.process_cpu_count() or 1),
        progress_bar=False,
        blocking=False,
        **settings,
    )
    try:
        stopped = _stopped(running, cancelled)
    except BaseException:  # Ctrl+C above all: the chains are threads that would go on
        running.cancel()
        raise
    if stopped:
        running.cancel()
        raise CancelledError
    return running.wait()


def _stopped(running: object, cancelled: Callable[[], bool]) -> bool:
    """Wait until sampling is done, or until somebody asks for its end."""
    while not _is_finished(running):
        if cancelled():
            return True
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return False


def _report(progress: Callable[[Progress], None], total: int) -> Callable[[list[object]], None]:
    def report(chains: list[object]) -> None:
        done = sum(chain.finished_draws for chain in chains)
        progress(Progress(done, total, sum(len(chain.divergent_draws) for chain in chains)))

    return report


def _is_finished(running: object) -> bool:
    with suppress(TimeoutError):  # which is how it says no
        return bool(running.is_finished)
    return False


def _draws(trace: object, numbers: int) -> Sampled:
    import pyarrow as pa  # noqa: PLC0415

    batches, stats = trace.get_arrow_trace()

    def of(batch: object, name: str) -> pa.Array:
        return pa.array(batch.column(name))

    kept = [~of(stat, "tuning").to_numpy(zero_copy_only=False) for stat in stats]
    columns = {
        name: np.stack(
            [
                of(stat, name).to_numpy(zero_copy_only=False)[keep]
                for stat, keep in zip(stats, kept, strict=True)
            ]
        )
        for name in ("diverging", "energy", "n_steps")
    }
    offset = np.stack(
        [
            of(batch, "offset").flatten().to_numpy(zero_copy_only=False).reshape(-1, numbers)[keep]
            for batch, keep in zip(batches, kept, strict=True)
        ]
    )
    return Sampled(
        offset, columns["diverging"], columns["energy"], columns["n_steps"].astype(np.int64)
    )
