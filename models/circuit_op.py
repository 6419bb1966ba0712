"""A circuit as an operation of PyTensor, so that it can stand in a PyMC model.

The circuit itself comes in as data: swapping it asks another question of the same compiled model.
The operation gives its gradient along with its value, so that asking for both computes once.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytensor.tensor as pt
from pytensor.gradient import disconnected_type
from pytensor.graph.basic import Apply, Variable
from pytensor.graph.op import Op
from pytensor.link.numba.dispatch.basic import numba_njit, register_funcify_default_op_cache_key

from models import circuit, circuit_steps
from models.circuit_steps import value_and_gradient


class RunCircuit(Op):
    """Value of a circuit and its gradient by the inputs; see `models.circuit.Program`."""

    __props__ = ()

    def make_node(self, inputs: Any, *program: Any) -> Apply:  # noqa: ANN401 - anything like a tensor
        """Inputs, steps, index, start, size and output, in this order."""
        given = [pt.as_tensor(variable) for variable in (inputs, *program)]
        return Apply(self, given, [pt.dscalar(), pt.dvector()])

    def perform(self, _node: Apply, inputs: list[Any], outputs: list[list[Any]]) -> None:
        """Without compilation: the same interpreter, called from Python."""
        *arrays, size, output = inputs
        value, gradient = value_and_gradient(*arrays, int(size), int(output))
        outputs[0][0], outputs[1][0] = np.asarray(value), gradient

    def pullback(
        self, inputs: list[Variable], outputs: list[Variable], cotangents: list[Variable]
    ) -> list[Variable]:
        """The gradient that came along with the value; of the gradient there is none."""
        return [cotangents[0] * outputs[1], *(disconnected_type() for _ in inputs[1:])]

    def connection_pattern(self, node: Apply) -> list[list[bool]]:
        """The value hangs on the inputs alone: nobody differentiates by a program."""
        return [[True, False], *([False, False] for _ in node.inputs[1:])]


@register_funcify_default_op_cache_key(RunCircuit)
def _compiled(op: RunCircuit, node: Apply, **_options: Any) -> tuple[Any, int]:  # noqa: ANN401, ARG001 - PyTensor's own
    """What PyTensor compiles, and a number that changes whenever the interpreter does.

    PyTensor keeps what it compiled on disk, and by itself would not notice a change there.
    """

    @numba_njit
    def run(inputs, steps, index, start, size, output):  # noqa: ANN001, ANN202 - numba infers them
        value, gradient = value_and_gradient(
            inputs, steps, index, start, np.int64(size.item()), np.int64(output.item())
        )
        return np.asarray(value), gradient

    sources = (Path(module.__file__).read_bytes() for module in (circuit, circuit_steps))
    return run, int.from_bytes(hashlib.sha256(b"".join(sources)).digest()[:7], "little")


run_circuit = RunCircuit()
