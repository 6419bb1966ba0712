"""A reconciliation's draws as a DataTree in NetCDF, for ArviZ and whoever reads such files.

Groups: ``posterior`` (each number as people write it, and its ``offset``), ``prior`` (the same
before anything is stated), ``log_likelihood`` and ``log_prior`` (for power-scaling sensitivity),
``sample_stats``, and ``observed_data`` (what is stated, with its tolerance).
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from credence import draws as streams
from credence import odds
from credence.files.writing import write_with
from credence.links import encode
from credence.number import Kind
from credence.reconciliation import Reconciliation
from models.reconcile import PRIOR_DRAWS


def draws_tree(found: Reconciliation) -> Any:  # noqa: ANN401 - an xarray.DataTree, imported late
    """Everything that was drawn, as an `xarray.DataTree`."""
    import xarray as xr  # noqa: PLC0415 - only files need it

    scenario, draws = found.scenario, found.draws
    coords = {"number": list(draws.numbers)}
    prior = [streams.normal(scenario.seed, path, PRIOR_DRAWS) for path in draws.numbers]
    before = np.stack(prior, axis=-1)[None] if prior else np.zeros((1, PRIOR_DRAWS, 0))
    stated = scenario.stated

    def numbers(offset: np.ndarray) -> xr.Dataset:
        dims = ("chain", "draw", "number")
        variables = {"value": (dims, _values(found, offset)), "offset": (dims, offset)}
        return xr.Dataset(variables, coords)

    density = -0.5 * draws.offset**2 - 0.5 * np.log(2 * np.pi)
    each = ("chain", "draw")
    tree = xr.DataTree.from_dict(
        {
            "posterior": numbers(draws.offset),
            "prior": numbers(before),
            "log_likelihood": xr.Dataset({"statement": (each, draws.log_likelihood)}),
            "log_prior": xr.Dataset({"offset": ((*each, "number"), density)}, coords),
            "sample_stats": xr.Dataset(
                {
                    "diverging": (each, draws.diverging),
                    "energy": (each, draws.energy),
                    "n_steps": (each, draws.steps),
                }
            ),
            "observed_data": xr.Dataset(
                {
                    "stated": ("claim", [held.credence for held in stated.values()]),
                    "tolerance": ("claim", [held.tolerance for held in stated.values()]),
                },
                {"claim": list(stated)},
            ),
        }
    )
    tree.attrs = {"library": scenario.library.name, "scenario": encode(scenario)}
    return tree


def write_draws(found: Reconciliation, path: Path) -> None:
    """Write the draws as NetCDF.

    Raises:
        InputError: The file cannot be written.
    """
    tree = draws_tree(found)
    write_with(path, lambda place: tree.to_netcdf(place, engine="h5netcdf"))


def netcdf_bytes(found: Reconciliation) -> bytes:
    """The same as the content of a file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "draws.nc"
        write_draws(found, place)
        return place.read_bytes()


def _values(found: Reconciliation, offset: np.ndarray) -> np.ndarray:
    """Offsets as probabilities and ratios."""
    numbers = found.scenario.numbers()
    values = np.empty_like(offset)
    for index, path in enumerate(found.draws.numbers):
        kind, held = numbers[path]
        mean, sd = held.normal(kind)
        scaled = mean + sd * offset[..., index]
        values[..., index] = (
            odds.probability(scaled) if kind is Kind.PROBABILITY else np.exp(scaled)
        )
    return values
