"""An arithmetic circuit: a formula as a list of steps, computed forwards and differentiated backwards.

`credence` writes its formulas over any kind of array. Run on NumPy arrays whose entries are *nodes*
in place of floats, they compute nothing but write down what would be computed: one step for every
sum, product or exponential, 0 and 1 folded away. The steps are then plain data, so one compiled
interpreter (`models.circuit_steps`) runs the circuit of any library. A graph of PyTensor's own would
be compiled anew for every library, for half a minute or more.

A node holds a value for each *pattern* of soundness, but only as far as it must: one that hangs on
two of ten unsure arguments has four values, one for each of their *sub-patterns*, and is spread to
more only where it meets a node that hangs on more. Where patterns are drawn and not listed, a node
that hangs on any argument has a value for every pattern.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from credence.odds import probability

Values = NDArray[np.float64]

FLOOR = 1e-300
"""Logarithms are taken of no less than this, so that they and their gradients stay finite."""


class Step(IntEnum):
    """What one step computes of its operands a, b, c, value by value."""

    ADD = 0
    SUBTRACT = 1
    MULTIPLY = 2
    EXP = 3
    LOG = 4
    SIGMOID = 5
    MAXIMUM = 6
    POWER = 7  # of a constant a, b a count
    AHEAD = 8  # 1 where a and b have one sign and a is the stronger, or as strong and c is 1
    CHOOSE = 9  # b where a is 1, c where it is 0
    TAKE = 10  # of a, the entries that an index names
    LOG_SUM = 11  # logarithm of the sum of exp(a); keeps what it sums, which its gradient needs


@dataclass(frozen=True)
class Program:
    """A finished circuit.

    Attributes:
        steps: One row a step: `Step`, where its result begins, how many values it has, and for
            each of three operands where it begins and how far its values lie apart (0 where one
            value serves for all). `Step.TAKE` has its index's beginning as second operand.
            `Step.LOG_SUM` has its operand's length as length; after its result stand the
            exponentials, divided by the largest of them, and their sum.
        index: The indices of all steps that take.
        start: The values before the first step: room for the inputs, then constants.
        size: How many values there are in all, those of the steps included.
        output: Place of the one value that gradients are of.
        inputs: How many inputs there are.
    """

    steps: NDArray[np.int64]
    index: NDArray[np.int64]
    start: Values
    size: int
    output: int
    inputs: int

    def place(self, node: "Node") -> int:
        """Where the values of a node begin that is no constant."""
        return (
            node.place if node.place < self.inputs else len(self.start) + node.place - self.inputs
        )


class Circuit:
    """Writes down steps.

    Args:
        inputs: How many inputs there are.
        sound: By unsure argument, whether it is sound in each pattern, 0.0 or 1.0; in the order of
            bits where every pattern is listed.
        listed: Whether there is every pattern.
    """

    def __init__(self, inputs: int, sound: dict[str, Values], *, listed: bool) -> None:
        self.listed = listed
        self.inputs = self._size = inputs
        self.ranks = {name: rank for rank, name in enumerate(sound)}
        self.patterns = len(next(iter(sound.values()))) if sound else 1
        self._steps: list[tuple[Step, Node, tuple[Node, ...], int]] = []
        self._index: list[NDArray[np.int64]] = []
        self._indexed: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._known: dict[object, Node] = {}
        self.sound = {
            name: self._hold(np.array([0.0, 1.0]) if listed else values, frozenset([name]))
            for name, values in sound.items()
        }

    def input(self, number: int) -> "Node":
        """One of the inputs."""
        return Node(self, number, frozenset(), 1)

    def constant(self, value: "float | Node") -> "Node":
        """A node of a plain number."""
        if isinstance(value, Node):
            return value
        if value not in self._known:
            self._known[value] = self._hold(np.array([value]), frozenset())
        return self._known[value]

    def over_patterns(self, values: Values) -> "Node":
        """A node of constants, one for each pattern."""
        return self._hold(values, frozenset(self.ranks))

    def count(self, arguments: frozenset[str]) -> int:
        """Values of a node that hangs on these arguments."""
        if not arguments:
            return 1
        return 2 ** len(arguments) if self.listed else self.patterns

    def sub_patterns(self, arguments: frozenset[str], within: frozenset[str]) -> NDArray[np.int64]:
        """For each sub-pattern of ``within``, which one of ``arguments`` it contains."""
        numbers = np.arange(self.count(within))
        if not arguments:
            return np.zeros_like(numbers)
        if not self.listed:
            return numbers
        order = sorted(within, key=self.ranks.__getitem__)
        ranks = [rank for rank, name in enumerate(order) if name in arguments]
        return sum(((numbers >> rank) & 1) << place for place, rank in enumerate(ranks))

    def step(self, kind: Step, *operands: "float | Node") -> "Node":
        """Write down a step, unless it was written down before or is of constants alone."""
        nodes = [self.constant(operand) for operand in operands]
        arguments = frozenset[str]().union(*(node.arguments for node in nodes))
        spread = tuple(self._spread(node, arguments) for node in nodes)
        key = (kind, spread)
        if key not in self._known:
            if all(node.value is not None for node in spread):
                values = PLAIN[kind](*(node.value for node in spread))
                self._known[key] = self._hold(values, arguments)
            else:
                self._known[key] = self._write(kind, spread, arguments, self.count(arguments))
        return self._known[key]

    def log_sum(self, node: "Node") -> "Node":
        """Logarithm of the sum of the exponentials of a node's values over all patterns."""
        everywhere = self._spread(node, frozenset(self.ranks))
        if everywhere.value is not None:
            return self._hold(np.logaddexp.reduce(everywhere.value, keepdims=True), frozenset())
        found = self._write(Step.LOG_SUM, (everywhere,), frozenset(), 1)
        self._size += everywhere.count + 1
        return found

    def _spread(self, node: "Node", arguments: frozenset[str]) -> "Node":
        if not node.arguments or node.arguments == arguments or not self.listed:
            return node
        known = (node, arguments)
        if known not in self._known:
            key = (node.arguments, arguments)
            index = self.sub_patterns(*key)
            if node.value is not None:
                self._known[known] = self._hold(node.value[index], arguments)
                return self._known[known]
            if key not in self._indexed:
                self._indexed[key] = sum(len(part) for part in self._index)
                self._index.append(index)
            place = self._indexed[key]
            self._known[known] = self._write(Step.TAKE, (node,), arguments, len(index), place)
        return self._known[known]

    def _write(
        self,
        kind: Step,
        operands: tuple["Node", ...],
        arguments: frozenset[str],
        count: int,
        index: int = 0,
    ) -> "Node":
        result = Node(self, self._size, arguments, count)
        self._size += count
        self._steps.append((kind, result, operands, index))
        return result

    def _hold(self, values: Values, arguments: frozenset[str]) -> "Node":
        return Node(self, -1, arguments, len(values), values)

    def finish(self, output: "Node") -> Program:
        """The program that computes every node written down, the output last."""
        if output.value is not None:
            output = self._write(Step.ADD, (output, self.constant(0.0)), frozenset(), 1)
        used = dict.fromkeys(node for _, _, operands, _ in self._steps for node in operands)
        held = [node for node in used if node.value is not None]
        ends = np.cumsum([self.inputs, *(node.count for node in held)])
        constants = dict(zip(held, ends.tolist(), strict=False))
        start = np.concatenate([np.zeros(self.inputs), *(node.value for node in held)])
        rows = np.zeros((len(self._steps), 9), dtype=np.int64)
        index = np.concatenate([*self._index, np.zeros(1, dtype=np.int64)])
        size = len(start) + self._size - self.inputs
        program = Program(rows, index, start, size, 0, self.inputs)
        for row, (kind, result, operands, first) in zip(rows, self._steps, strict=True):
            count = operands[0].count if kind is Step.LOG_SUM else result.count
            row[:3] = kind, program.place(result), count
            for number, node in enumerate(operands):
                place = program.place(node) if node.value is None else constants[node]
                row[3 + 2 * number : 5 + 2 * number] = place, int(node.count > 1)
            if kind is Step.TAKE:
                row[5] = first
        return replace(program, output=program.place(output))


@dataclass(frozen=True, eq=False)
class Node:
    """A value in a circuit, one for each sub-pattern of the arguments that it hangs on.

    Attributes:
        circuit: Where it was written down.
        place: Its place among inputs and results; a constant has none.
        arguments: The unsure arguments that it hangs on.
        count: How many values it has.
        value: The values of a constant.
    """

    circuit: Circuit
    place: int
    arguments: frozenset[str]
    count: int
    value: Values | None = None

    def __add__(self, other: "float | Node") -> "Node":
        return self if _is(other, 0) else self.circuit.step(Step.ADD, self, other)

    __radd__ = __add__

    def __sub__(self, other: "float | Node") -> "Node":
        return self if _is(other, 0) else self.circuit.step(Step.SUBTRACT, self, other)

    def __rsub__(self, other: float) -> "Node":
        return self.circuit.step(Step.SUBTRACT, other, self)

    def __neg__(self) -> "Node":
        return self.circuit.step(Step.SUBTRACT, 0.0, self)

    def __mul__(self, other: "float | Node") -> "float | Node":
        if _is(other, 0):
            return 0.0
        return self if _is(other, 1) else self.circuit.step(Step.MULTIPLY, self, other)

    __rmul__ = __mul__


def _log(values: Values) -> Values:
    return np.log(np.maximum(values, FLOOR))


def _ahead(a: Values, b: Values, first: Values) -> Values:
    stronger = (abs(a) > abs(b)) | ((abs(a) == abs(b)) & (first == 1))
    return np.where((a * b > 0) & stronger, 1.0, 0.0)


PLAIN: dict[Step, Callable[..., Values]] = {
    Step.ADD: np.add,
    Step.SUBTRACT: np.subtract,
    Step.MULTIPLY: np.multiply,
    Step.EXP: np.exp,
    Step.LOG: _log,
    Step.SIGMOID: probability,
    Step.MAXIMUM: np.maximum,
    Step.POWER: np.power,
    Step.AHEAD: _ahead,
    Step.CHOOSE: lambda a, b, c: np.where(a == 1, b, c),
}
"""What the steps compute, over NumPy's arrays; for constants."""


def _is(value: "float | Node", number: float) -> bool:
    return not isinstance(value, Node) and value == number


def table(entries: Iterable["float | Node"], shape: tuple[int, ...]) -> NDArray[np.object_]:
    """Entries in C order as an array of a shape and a last axis of length 1."""
    listed = list(entries)
    found = np.empty(len(listed), dtype=object)
    found[:] = listed
    return found.reshape((*shape, 1))
