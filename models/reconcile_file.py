"""A reconciliation's draws as a DataTree in NetCDF, for ArviZ and whoever reads such files.

Groups: ``posterior`` (each number as people write it, and its ``offset``), ``prior`` (the same
before anything is stated), ``log_likelihood`` and ``log_prior`` (for power-scaling sensitivity), and
``observed_data`` (what is stated, with its tolerance).
"""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from credence.files.writing import write_with
from credence.links import encode
from credence.reconciliation import Reconciliation
from credence.reconciliation.question import question_of

PRIOR_DRAWS = 1024


def draws_tree(found: Reconciliation) -> Any:  # noqa: ANN401 - an xarray.DataTree, imported late
    """Everything that was drawn, as an `xarray.DataTree`."""
    import xarray as xr  # noqa: PLC0415 - only files need it

    scenario, draws, question = found.scenario, found.draws, question_of(found.scenario)
    coords = {"number": list(draws.numbers)}
    before = question.prior(PRIOR_DRAWS).T[None]
    stated = scenario.stated

    def numbers(offset: np.ndarray) -> xr.Dataset:
        dims = ("chain", "draw", "number")
        each = (question.scaled(path, offset[..., i]) for i, path in enumerate(draws.numbers))
        values = np.stack(list(each), axis=-1)
        return xr.Dataset({"value": (dims, values), "offset": (dims, offset)}, coords)

    each = ("chain", "draw")
    tree = xr.DataTree.from_dict(
        {
            "posterior": numbers(draws.offset),
            "prior": numbers(before),
            "log_likelihood": xr.Dataset({"statement": (each, draws.log_likelihood)}),
            "log_prior": xr.Dataset({"numbers": (each, draws.log_prior)}),
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
