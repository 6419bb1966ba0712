"""The density of a group's answers as one operation of PyTensor's, compiled beforehand.

`credence.groups.likelihood` computes the density and its slope in one loop over people. As a graph
of PyTensor's own operations the same takes half a minute to compile, and each call allocates every
step; as one operation it takes part in any PyMC model and is ready at once.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytensor.tensor as pt
from pytensor.gradient import disconnected_type
from pytensor.graph.basic import Apply
from pytensor.graph.op import Op
from pytensor.link.numba.dispatch import basic as numba_basic

from credence.groups import likelihood
from credence.groups.likelihood import density
from credence.groups.statistics import Statistics

_VERSION = int.from_bytes(sha256(Path(likelihood.__file__).read_bytes()).digest()[:6])
"""PyTensor keeps compiled operations on disk: another likelihood must have another key there."""


class AnswersDensity(Op):
    """(μ, τ², σ_b², answers…) to the log density and its slope over (μ, log τ, log σ_b)."""

    __props__ = ()

    def make_node(self, *inputs: Any) -> Apply:  # noqa: ANN401 - variables of a graph
        """One application of the operation."""
        return Apply(self, [pt.as_tensor_variable(i) for i in inputs], [pt.dscalar(), pt.dvector()])

    def perform(self, node: Apply, inputs: list[Any], outputs: list[list[Any]]) -> None:
        """Compute without compiling the graph."""
        del node
        mu, variance, square, *answers = inputs
        total, slope = density(mu, variance, float(square), *answers)
        outputs[0][0], outputs[1][0] = np.asarray(total), slope

    def connection_pattern(self, node: Apply) -> list[list[bool]]:
        """The density moves with μ, τ² and σ_b²; what was answered stays."""
        return [[place < 3, False] for place in range(len(node.inputs))]

    def pullback(self, inputs: list[Any], outputs: list[Any], cotangents: list[Any]) -> list[Any]:
        """The slope, over τ² and σ_b² in place of their roots' logarithms."""
        _, variance, square, *answers = inputs
        slope, size = outputs[1] * cotangents[0], variance.shape[0]
        over = [
            slope[:size],
            slope[size : 2 * size] / (2 * variance),
            slope[2 * size] / (2 * square),
        ]
        return [*over, *(disconnected_type() for _ in answers)]


@numba_basic.register_funcify_default_op_cache_key(AnswersDensity)
def _compiled(op: AnswersDensity, node: Apply, **_: object) -> tuple[Any, int]:
    del op, node

    @numba_basic.numba_njit
    def both(
        mu: Any,  # noqa: ANN401 - typed by numba
        variance: Any,  # noqa: ANN401
        square: Any,  # noqa: ANN401
        answered: Any,  # noqa: ANN401
        count: Any,  # noqa: ANN401
        mean: Any,  # noqa: ANN401
        scatter: Any,  # noqa: ANN401
        rows: Any,  # noqa: ANN401
        deviations: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        total, slope = density(
            mu, variance, square.item(), answered, count, mean, scatter, rows, deviations
        )
        return np.asarray(total), slope

    return both, _VERSION


def data_of(held: Statistics) -> dict[str, np.ndarray]:
    """The answers as a model's data, in the order that `AnswersDensity` takes them.

    PyMC takes NaN for something to impute, so a missing answer is one with an infinite deviation.
    """
    missing = np.isnan(held.rows)
    deviations = np.zeros_like(held.rows)
    deviations[: len(held.deviations)] = held.deviations
    return {
        "answered": held.answered,
        "count": held.count,
        "mean": held.mean,
        "scatter": held.scatter,
        "rows": np.where(missing, 0.0, held.rows),
        "deviations": np.where(missing, np.inf, deviations),
    }
