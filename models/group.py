"""A group of people as a PyMC model: partial pooling with every leaning integrated out.

`credence.groups` says what the model is. Its parameters here are the group's centres μ, the spreads
τ and the spread of leanings σ_b; what people answered enters through sufficient statistics, as data,
so one compiled model serves every group of as many arguments, and its cost hardly depends on how
many people there are.

`credence.groups.priors` states the priors.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pymc as pm
import pytensor.tensor as pt
from numpy.typing import NDArray

from credence.errors import InputError
from credence.groups.many_points import log_likelihoods
from credence.groups.posterior import Posterior
from credence.groups.priors import MU_SD, SIGMA_SD, TAU_LOG_SD, TAU_MEDIAN
from credence.groups.statistics import Statistics, statistics_of
from models.answers import AnswersDensity, data_of
from models.large_group import UnreliableError, sample_large_group
from models.sampling import run_nuts

Values = NDArray[np.float64]
MOST_ROWS = 100
"""People held one by one up to which NUTS goes through all of them at each step."""

ACCEPTANCES = (0.95, 0.99, 0.998)
"""Acceptance that steps are tuned for, and for a second and third try where draws diverge."""

_ELSEWHERE = 2**40  # beyond every seed that a scenario can have

MOST_CELLS = 400_000
"""Answers held one by one from which on NUTS would take hours."""


def group_model(held: Statistics) -> pm.Model:
    """The model of a group; its data can be replaced by `data_of` another of as many arguments."""
    with pm.Model(coords={"argument": range(held.size)}) as model:
        answers = [pm.Data(name, values) for name, values in data_of(held).items()]
        mu = pm.Normal("mu", 0, MU_SD, dims="argument")
        tau = pm.LogNormal("tau", np.log(TAU_MEDIAN), TAU_LOG_SD, dims="argument")
        sigma = pm.HalfNormal("sigma", SIGMA_SD)
        total, _ = AnswersDensity()(mu, tau**2, sigma**2, *answers)
        pm.Potential("answers_density", pt.as_tensor_variable(total))
    return model


@lru_cache(maxsize=8)
def _compiled(size: int) -> Any:  # noqa: ANN401 - nutpie's own
    """The sampler for so many arguments, compiled once in a process."""
    import nutpie  # noqa: PLC0415 - slow to import

    nothing = statistics_of(np.zeros((0, size)))
    return nutpie.compile_pymc_model(group_model(nothing))


def sample_group(
    held: Statistics,
    labels: tuple[str, ...],
    *,
    seed: int = 0,
    draws: int = 1_000,
    tune: int = 800,
    chains: int = 4,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Posterior:
    """Sample a group's numbers: with NUTS, or for many rows as `models.large_group` does.

    Args:
        held: The answers; every argument has at least one.
        labels: Label of each argument.
        seed: The same seed gives the same draws.
        draws: Draws that each chain of NUTS keeps.
        tune: Steps of each chain before them.
        chains: Independent chains.
        progress: Told, by the sampler's own thread, the share of NUTS's draws that is made.
        cancelled: Asked while NUTS runs whether to stop.

    Raises:
        CancelledError: ``cancelled`` said so.
        InputError: So many people answered so unevenly that neither way can be relied on.
    """
    if len(held.rows) > MOST_ROWS:
        try:
            return sample_large_group(held, labels, seed=seed)
        except UnreliableError as error:
            if held.rows.size > MOST_CELLS:
                raise InputError.at("", _hopeless(held, labels, error)) from None
    return sample_by_nuts(
        held,
        labels,
        seed=seed,
        draws=draws,
        tune=tune,
        chains=chains,
        progress=progress,
        cancelled=cancelled,
    )


def _hopeless(held: Statistics, labels: tuple[str, ...], error: UnreliableError) -> str:
    few = sorted(zip(held.answers().tolist(), labels, strict=True))[:3]
    named = ", ".join(f"{label} ({count:,})" for count, label in few)
    return (
        f"so large a group cannot be sampled reliably with these answers ({error}); leave out the "
        f"arguments that hardly anybody answered: {named}"
    )


def sample_by_nuts(
    held: Statistics,
    labels: tuple[str, ...],
    *,
    seed: int = 0,
    draws: int = 1_000,
    tune: int = 800,
    chains: int = 4,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Posterior:
    """Sample a group's numbers with NUTS, however long it takes.

    A handful of people leave τ so open that a few draws may diverge, and one chain in some hundreds
    begins where it finds no step size and stands still. Then all begin again elsewhere with smaller
    steps, twice at most; what remains is reported.
    """
    compiled = _compiled(held.size).with_data(**data_of(held))
    total = chains * (tune + draws)

    def report(running: list[Any]) -> None:
        if progress is not None:
            progress(sum(chain.finished_draws for chain in running) / total)

    tries = []
    for attempt, acceptance in enumerate(ACCEPTANCES):
        trace = run_nuts(
            compiled,
            cancelled,
            draws=draws,
            tune=tune,
            chains=chains,
            seed=seed + attempt * _ELSEWHERE,
            target_accept=acceptance,
            adaptation="low_rank",
            progress_callback=report,
        )
        divergences = int(trace.sample_stats["diverging"].sum())
        tries.append((divergences, trace))
        if not divergences:
            break
    divergences, trace = min(tries, key=lambda pair: pair[0])
    diverging = trace.sample_stats["diverging"].to_numpy()
    found = {name: trace.posterior[name].to_numpy() for name in ("mu", "tau", "sigma")}
    posterior = posterior_of(found, labels, held, divergences=divergences, method="NUTS")
    return replace(posterior, diverging=diverging.reshape(-1))


def posterior_of(
    found: dict[str, Values],
    labels: tuple[str, ...],
    held: Statistics,
    *,
    divergences: int,
    method: str,
) -> Posterior:
    """The record of draws by chain, with their diagnostics.

    ``found`` has mu and tau of shape (chains, draws, N) and sigma of shape (chains, draws), drawn
    given the answers ``held``.
    """
    import arviz_stats  # noqa: F401, PLC0415 - registers what follows
    from arviz_base import convert_to_dataset  # noqa: PLC0415

    data = convert_to_dataset(found)
    rhat, ess = (getattr(data.azstats, name)() for name in ("rhat", "ess"))
    size = len(labels)
    mu, tau = (found[name].reshape(-1, size) for name in ("mu", "tau"))
    sigma = found["sigma"].reshape(-1, 1)
    return Posterior(
        labels,
        mu,
        tau,
        sigma[:, 0],
        np.asarray(ess["mu"]),
        log_likelihoods(held, np.hstack([mu, np.log(tau), np.log(sigma)])),
        {
            "rhat_max": max(float(rhat[name].max()) for name in found),
            "ess_min": min(float(ess[name].min()) for name in found),
            "divergences": divergences,
            "method": method,
            "draws": int(found["sigma"].size),
        },
        chains=len(found["sigma"]),
    )
