"""A stated credence's log density as the sampler calls it: compiled, and without Python between.

A chain asks for the density tens of thousands of times, and a call through Python takes as long as
computing it. So nutpie is given the address of one compiled function, in the form in which it takes
those of PyMC's models, and with each scenario the data that the function is to read: everything of
the scenario in one array, in which whole numbers stand as they are in memory.
"""

import math

import numpy as np
from numba import carray, cfunc, types
from numpy.typing import NDArray
from nutpie.compile_pymc import CompiledPyMCModel

from models.circuit_steps import run
from models.likelihood import Likelihood

Values = NDArray[np.float64]

COLUMNS = 9
HEADER = 6
_PARTS = types.CPointer(types.float64)


@cfunc(
    types.int64(types.uint64, _PARTS, _PARTS, _PARTS, _PARTS),
    cache=True,
    error_model="numpy",
)
def log_density(count, at, to, value, data):  # noqa: ANN001, ANN201 - the signature is above
    """Log density and gradient at offsets; not 0 where they are not finite, and a step diverges."""
    header = carray(data, (HEADER,)).view(np.int64)
    rows, indices, given, size, output = header[1], header[2], header[3], header[4], header[5]
    held = carray(data, (HEADER + 2 * count + given + COLUMNS * rows + indices,))
    mean = held[HEADER : HEADER + count]
    sd = held[HEADER + count : HEADER + 2 * count]
    first = HEADER + 2 * count
    start = held[first : first + given]
    first += given
    steps = held[first : first + COLUMNS * rows].view(np.int64).reshape((rows, COLUMNS))
    first += COLUMNS * rows
    index = held[first : first + indices].view(np.int64)
    offset, gradient = carray(at, (count,)), carray(to, (count,))
    scaled = np.empty(count)
    for k in range(count):
        scaled[k] = mean[k] + sd[k] * offset[k]
    total = run(scaled, gradient, steps, index, start, output, np.empty(2 * size))
    is_finite = True
    for k in range(count):
        total -= 0.5 * offset[k] ** 2  # the standard normal's density, but for its constant
        gradient[k] = gradient[k] * sd[k] - offset[k]
        is_finite = is_finite and math.isfinite(gradient[k])
    value[0] = total
    if not math.isfinite(total):
        return 4
    return 0 if is_finite else 3


@cfunc(
    types.int64(types.uint64, types.uint64, _PARTS, _PARTS, _PARTS),
    cache=True,
    error_model="numpy",
)
def kept(count, wanted, at, to, data):  # noqa: ANN001, ANN201, ARG001 - the signature is above
    """What is kept of a draw: the offsets, as they are."""
    for k in range(wanted):
        to[k] = at[k]
    return 0


def compiled(likelihood: Likelihood) -> CompiledPyMCModel:
    """What `nutpie.sample` takes: one variable, ``offset``, standard normal before the statement."""
    program = likelihood.program
    mean, sd = likelihood.normals
    count = len(mean)
    sizes = (count, len(program.steps), len(program.index), len(program.start), program.size)
    whole = np.array([*sizes, program.output], dtype=np.int64)
    parts = (
        whole.view(np.float64),
        mean,
        sd,
        program.start,
        np.ascontiguousarray(program.steps).view(np.float64).ravel(),
        np.ascontiguousarray(program.index).view(np.float64),
    )
    return CompiledPyMCModel(
        dims={"offset": ("number",)},
        compiled_logp_func=log_density,
        compiled_expand_func=kept,
        initial_point_func=lambda seed: np.random.default_rng(seed).normal(size=count),
        shared_data={},
        shared_var_keys={},
        user_data=np.concatenate(parts),
        n_expanded=count,
        shape_info=(["offset"], [slice(0, count)], [(count,)]),
        logp_func=None,
        expand_func=None,
        _n_dim=count,
        _shapes={"offset": (count,)},
        _coords={"number": list(likelihood.form.uncertain)},
    )
