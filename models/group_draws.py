"""What can be checked of a group's draws, and the draws themselves as a file.

Each number is looked at on a scale where it is standard normal before anybody is heard: μ and log τ
by mean and standard deviation of their priors, σ_b through its own distribution. So the same
pictures serve as for a reconciliation: ranks by chain, and each number before and after.
"""

import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credence.checks import NumberCheck
from credence.files.writing import write_with
from credence.groups.posterior import Posterior
from credence.groups.priors import MU_SD, SIGMA_SD, TAU_LOG_SD, TAU_MEDIAN, log_priors
from models.checks import number_checks
from models.diagnostics import rhat_and_ess

Values = NDArray[np.float64]

PRIOR_DRAWS = 1_000


def group_checks(posterior: Posterior) -> dict[str, NumberCheck]:
    """By number (``mu.LABEL``, ``tau.LABEL``, ``sigma``), its checks; the largest R-hat first.

    Where draws are not of chains there is no R-hat and there are no ranks, and the effective
    sample size is that of the weights.
    """
    scaled = _on_prior_scale(posterior)
    drawn = np.stack(list(scaled.values()), axis=-1)
    if posterior.chains > 1:
        agreement_and_size = rhat_and_ess(drawn)
    else:
        size = np.full(len(scaled), float(posterior.ess.min()))
        agreement_and_size = (np.full(len(scaled), math.nan), size, size)
    tree = group_tree(posterior)
    held, stated = (_sensitivities(tree, group) for group in ("prior", "likelihood"))
    return number_checks(list(scaled), drawn, agreement_and_size, held, stated)


def _sensitivities(tree: Any, group: str) -> Values:  # noqa: ANN401 - an xarray.DataTree
    """Power-scaling sensitivity of every μ, every τ and σ_b to one group of the tree."""
    import arviz_stats  # noqa: PLC0415 - slow to import

    found = arviz_stats.psense(tree, group=group)
    return np.concatenate(
        [np.atleast_1d(found[name].to_numpy()) for name in ("mu", "tau", "sigma")]
    )


def _on_prior_scale(posterior: Posterior) -> dict[str, Values]:
    """By number, its draws on the scale where its prior is standard normal; (chains, draws)."""
    from scipy.special import ndtri  # noqa: PLC0415 - slow to import

    by_chain = (posterior.chains, -1)
    mu = posterior.mu / MU_SD
    tau = np.log(posterior.tau / TAU_MEDIAN) / TAU_LOG_SD
    below = np.vectorize(math.erf)(posterior.sigma / (SIGMA_SD * math.sqrt(2)))
    found = {}
    for kind, values in (("mu", mu), ("tau", tau)):
        for place, label in enumerate(posterior.labels):
            found[f"{kind}.{label}"] = values[:, place].reshape(by_chain)
    found["sigma"] = ndtri(np.clip(below, 1e-12, 1 - 1e-12)).reshape(by_chain)
    return found


def group_tree(posterior: Posterior, seed: int = 0) -> Any:  # noqa: ANN401 - an xarray.DataTree
    """Everything that was drawn of a group, as an `xarray.DataTree`.

    Groups: ``posterior`` and ``prior`` (``mu`` and ``tau`` by argument, ``sigma``), ``log_prior``
    and ``log_likelihood`` (for power-scaling sensitivity) and, where NUTS drew, ``sample_stats``.
    How it was drawn stands in the tree's attributes.
    """
    import xarray as xr  # noqa: PLC0415 - only files need it

    size, chains = len(posterior.labels), posterior.chains
    random = np.random.Generator(np.random.Philox(key=seed))
    each = ("chain", "draw")

    def numbers(mu: Values, tau: Values, sigma: Values) -> xr.Dataset:
        held = {"mu": ((*each, "argument"), mu), "tau": ((*each, "argument"), tau)}
        return xr.Dataset(held | {"sigma": (each, sigma)}, {"argument": list(posterior.labels)})

    shape = (1, PRIOR_DRAWS)
    drawn = (
        posterior.mu.reshape(chains, -1, size),
        posterior.tau.reshape(chains, -1, size),
        posterior.sigma.reshape(chains, -1),
    )
    groups = {
        "posterior": numbers(*drawn),
        "log_prior": numbers(*log_priors(*drawn)),
        "log_likelihood": xr.Dataset(
            {"answers": (each, posterior.log_likelihood.reshape(chains, -1))}
        ),
        "prior": numbers(
            MU_SD * random.standard_normal((*shape, size)),
            TAU_MEDIAN * np.exp(TAU_LOG_SD * random.standard_normal((*shape, size))),
            SIGMA_SD * abs(random.standard_normal(shape)),
        ),
    }
    if posterior.diverging is not None:
        diverging = posterior.diverging.reshape(chains, -1)
        groups["sample_stats"] = xr.Dataset({"diverging": (each, diverging)})
    tree = xr.DataTree.from_dict(groups)
    tree.attrs = {name: held for name, held in posterior.diagnostics.items() if held is not None}
    return tree


def write_group(posterior: Posterior, path: Path, seed: int = 0) -> None:
    """Write a group's draws as NetCDF.

    Raises:
        InputError: The file cannot be written.
    """
    tree = group_tree(posterior, seed)
    write_with(path, lambda place: tree.to_netcdf(place, engine="h5netcdf"))


def group_bytes(posterior: Posterior, seed: int = 0) -> bytes:
    """The same as the content of a file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "group.nc"
        write_group(posterior, place, seed)
        return place.read_bytes()
