"""Draws as NetCDF 4, which xarray, ArviZ, R and Julia open.

Dimensions: ``claim``, ``number`` and ``draw``. Variables: ``prior`` and ``posterior`` (claim, draw)
as probabilities, ``…_log_odds`` in nats and ``…_weight``, which is 1 unless something is supposed;
``number_value`` (number, draw), each number on its own scale. Attributes say which library, scenario and seed. Rows are written one by one, so that a large
file takes no more memory than one row.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from credence.errors import InputError
from credence.odds import probability_pair
from credence.tables import Cell, Draws

if TYPE_CHECKING:
    import h5netcdf  # type: ignore[import-untyped]

MOST_IN_MEMORY = 20_000_000
"""Numbers that a file made in memory may hold: 160 MB before compression."""

_COMPRESSED: dict[str, Any] = {"compression": "gzip", "compression_opts": 4, "shuffle": True}


def netcdf_bytes(draws: Draws, about: Mapping[str, Cell]) -> bytes:
    """The draws as a file in memory.

    Raises:
        InputError: There are more than `MOST_IN_MEMORY`.
    """
    if draws.size > MOST_IN_MEMORY:
        message = (
            f"{draws.size:,} numbers are too many to make here; take fewer draws, or use the "
            "command line: credence export"
        )
        raise InputError.at("draws", message)
    stream = io.BytesIO()
    _write(stream, draws, about)
    return stream.getvalue()


def write_netcdf(path: Path, draws: Draws, about: Mapping[str, Cell]) -> None:
    """Write the draws, however many they are.

    Raises:
        OSError: It cannot be written there.
    """
    _write(path, draws, about)


def _write(place: Path | io.BytesIO, draws: Draws, about: Mapping[str, Cell]) -> None:
    import h5netcdf  # noqa: PLC0415 - heavy, and needed for this format alone

    claims, numbers = list(draws.log_odds), draws.uncertain
    library = draws.scenario.library
    with h5netcdf.File(place, "w") as file:
        # Without numbers that are uncertain the dimension would be of no length, which is unlimited.
        file.dimensions = {"claim": len(claims), "draw": draws.scenario.draws}
        file.attrs.update({key: value for key, value in about.items() if value is not None})
        file.attrs["Conventions"] = "CF-1.11"
        _labels(file, "claim", "claim", claims, "id of the claim")
        titles = [library.claim(claim).title for claim in claims]
        _labels(file, "claim_title", "claim", titles, "title of the claim")
        index = file.create_variable("draw", ("draw",), "i4", data=np.arange(draws.scenario.draws))
        index.attrs["long_name"] = "number of the draw"
        for when, side in (("prior", 0), ("posterior", 1)):
            share = _variable(file, when, "claim", f"{when} probability of the claim", "1")
            logs = _variable(file, f"{when}_log_odds", "claim", f"{when} log-odds", "nat")
            meaning = f"weight of the draw in a {when} mean, by how likely it had what is supposed"
            weight = _variable(file, f"{when}_weight", "claim", meaning, "1")
            for row, claim in enumerate(claims):
                values = draws.log_odds[claim][side]
                logs[row] = values
                share[row] = probability_pair(values)[0]
                weight[row] = draws.weights[claim][side]
        if numbers:
            file.dimensions["number"] = len(numbers)
            _labels(file, "number", "number", list(numbers), "path of the number in the library")
            kinds = [kind.value for kind in numbers.values()]
            _labels(file, "number_kind", "number", kinds, "probability, ratio or weight")
            name = "value of the uncertain number: a probability, or a ratio or weight above 0"
            held = _variable(file, "number_value", "number", name, "1")
            for row, (_, values) in enumerate(draws.numbers()):
                held[row] = values


def _labels(
    file: "h5netcdf.File", name: str, dimension: str, texts: list[str], meaning: str
) -> None:
    import h5py  # type: ignore[import-untyped]  # noqa: PLC0415 - h5netcdf stands on it

    data = np.array(texts, dtype=object)
    made = file.create_variable(name, (dimension,), h5py.string_dtype(), data=data)
    made.attrs["long_name"] = meaning


def _variable(
    file: "h5netcdf.File", name: str, dimension: str, meaning: str, units: str
) -> "h5netcdf.Variable":
    count = len(file.dimensions["draw"])
    made = file.create_variable(
        name, (dimension, "draw"), "f8", chunks=(1, min(count, 2**15)), **_COMPRESSED
    )
    made.attrs.update({"long_name": meaning, "units": units})
    return made
