"""The interpreter of circuits: forwards for the value, backwards for its gradient.

Going backwards, every value gets its *adjoint*, the derivative of the output by it, each step
passing its result's adjoint on to its operands (reverse-mode differentiation). What is piecewise is
differentiated piece by piece: the order in a family, a maximum, a floor.

Compiled by numba once, kept on disk where it can be, and free of Python's lock, so that chains run
side by side.
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from models.circuit import FLOOR, Step

ADD, SUBTRACT, MULTIPLY = int(Step.ADD), int(Step.SUBTRACT), int(Step.MULTIPLY)
EXP, LOG, SIGMOID = int(Step.EXP), int(Step.LOG), int(Step.SIGMOID)
MAXIMUM, POWER, AHEAD = int(Step.MAXIMUM), int(Step.POWER), int(Step.AHEAD)
CHOOSE, TAKE, LOG_SUM = int(Step.CHOOSE), int(Step.TAKE), int(Step.LOG_SUM)

Values = NDArray[np.float64]
Whole = NDArray[np.int64]
Place = np.uint64
"""Without a sign: of a place that could be negative, every use would be checked for counting from the
end, which keeps loops from being done several values at a time."""


# Values are reached by place in one array, never through slices of it: a slice is counted in and out
# again, which for a step of one value is most of the work.


@njit(cache=True, nogil=True, error_model="numpy")
def forwards(steps: Whole, index: Whole, held: Values) -> None:
    """Compute every step's values in place."""
    for row in range(steps.shape[0]):
        kind, to, count = steps[row, 0], Place(steps[row, 1]), Place(steps[row, 2])
        a, by_a = Place(steps[row, 3]), Place(steps[row, 4])
        b, by_b = Place(steps[row, 5]), Place(steps[row, 6])
        if kind == MULTIPLY:
            if by_a == by_b:
                for k in range(count):
                    held[to + k] = held[a + k] * held[b + k]
            else:
                one, many = (a, b) if by_a == 0 else (b, a)
                factor = held[one]
                for k in range(count):
                    held[to + k] = factor * held[many + k]
        elif kind == ADD:
            if by_a == by_b:
                for k in range(count):
                    held[to + k] = held[a + k] + held[b + k]
            else:
                one, many = (a, b) if by_a == 0 else (b, a)
                summand = held[one]
                for k in range(count):
                    held[to + k] = summand + held[many + k]
        elif kind == SUBTRACT:
            for k in range(count):
                held[to + k] = held[a + k * by_a] - held[b + k * by_b]
        elif kind == EXP:
            for k in range(count):
                held[to + k] = math.exp(held[a + k])
        elif kind == LOG:
            for k in range(count):
                held[to + k] = math.log(max(held[a + k], FLOOR))
        elif kind == SIGMOID:
            for k in range(count):
                small = math.exp(-abs(held[a + k]))
                held[to + k] = (1.0 if held[a + k] >= 0 else small) / (1.0 + small)
        elif kind == MAXIMUM:
            for k in range(count):
                held[to + k] = max(held[a + k * by_a], held[b + k * by_b])
        elif kind == POWER:
            for k in range(count):
                base, result = held[a + k * by_a], 1.0
                for _ in range(int(held[b + k * by_b])):
                    result *= base
                held[to + k] = result
        elif kind == AHEAD:
            c, by_c = Place(steps[row, 7]), Place(steps[row, 8])
            for k in range(count):
                x, y = held[a + k * by_a], held[b + k * by_b]
                stronger = abs(x) > abs(y) or (abs(x) == abs(y) and held[c + k * by_c] == 1)
                held[to + k] = 1.0 if x * y > 0 and stronger else 0.0
        elif kind == CHOOSE:
            c, by_c = Place(steps[row, 7]), Place(steps[row, 8])
            for k in range(count):
                place = b + k * by_b if held[a + k * by_a] == 1 else c + k * by_c
                held[to + k] = held[place]
        elif kind == TAKE:
            for k in range(count):
                held[to + k] = held[a + Place(index[b + k])]
        else:
            largest = held[a]
            for k in range(count):
                largest = max(largest, held[a + k])
            kept, total = to + Place(1), 0.0
            for k in range(count):
                held[kept + k] = math.exp(held[a + k] - largest)
                total += held[kept + k]
            held[kept + count] = total
            held[to] = largest + math.log(total)


@njit(cache=True, nogil=True, error_model="numpy")
def backwards(steps: Whole, index: Whole, held: Values, adjoint: Values) -> None:
    """Pass adjoints on from the last step to the inputs, in place."""
    for row in range(steps.shape[0] - 1, -1, -1):
        kind, to, count = steps[row, 0], Place(steps[row, 1]), Place(steps[row, 2])
        a, by_a = Place(steps[row, 3]), Place(steps[row, 4])
        b, by_b = Place(steps[row, 5]), Place(steps[row, 6])
        if kind == MULTIPLY:
            if by_a == by_b:
                for k in range(count):
                    adjoint[a + k] += adjoint[to + k] * held[b + k]
                for k in range(count):
                    adjoint[b + k] += adjoint[to + k] * held[a + k]
            else:
                one, many = (a, b) if by_a == 0 else (b, a)
                factor, total = held[one], 0.0
                for k in range(count):
                    adjoint[many + k] += factor * adjoint[to + k]
                for k in range(count):
                    total += adjoint[to + k] * held[many + k]
                adjoint[one] += total
        elif kind in (ADD, SUBTRACT):
            sign = 1.0 if kind == ADD else -1.0
            if by_a == 1 or count == 1:
                for k in range(count):
                    adjoint[a + k] += adjoint[to + k]
            else:
                total = 0.0
                for k in range(count):
                    total += adjoint[to + k]
                adjoint[a] += total
            if by_b == 1 or count == 1:
                for k in range(count):
                    adjoint[b + k] += sign * adjoint[to + k]
            else:
                total = 0.0
                for k in range(count):
                    total += adjoint[to + k]
                adjoint[b] += sign * total
        elif kind == EXP:
            for k in range(count):
                adjoint[a + k] += adjoint[to + k] * held[to + k]
        elif kind == LOG:
            for k in range(count):
                if held[a + k] > FLOOR:
                    adjoint[a + k] += adjoint[to + k] / held[a + k]
        elif kind == SIGMOID:
            for k in range(count):
                # σ·(1 − σ), where 1 − σ has lost its digits taken from 1 if σ is nearly that
                small = min(held[to + k], 1.0 - held[to + k])
                if small < 1e-6:
                    small = math.exp(-abs(held[a + k]))
                adjoint[a + k] += adjoint[to + k] * small * (1.0 - small)
        elif kind == MAXIMUM:
            for k in range(count):
                x, y = a + k * by_a, b + k * by_b
                adjoint[x if held[x] >= held[y] else y] += adjoint[to + k]
        elif kind == CHOOSE:
            c, by_c = Place(steps[row, 7]), Place(steps[row, 8])
            for k in range(count):
                place = b + k * by_b if held[a + k * by_a] == 1 else c + k * by_c
                adjoint[place] += adjoint[to + k]
        elif kind == TAKE:
            for k in range(count):
                adjoint[a + Place(index[b + k])] += adjoint[to + k]
        elif kind == LOG_SUM:
            kept = to + Place(1)
            share = adjoint[to] / held[kept + count]
            for k in range(count):
                adjoint[a + k] += share * held[kept + k]


@njit(cache=True, nogil=True, error_model="numpy")
def run(
    inputs: Values,
    gradient: Values,
    steps: Whole,
    index: Whole,
    start: Values,
    output: int,
    room: Values,
) -> float:
    """Run a program forwards and backwards.

    Args:
        inputs: Where the output is asked for.
        gradient: Receives the output's derivative by each input; of the same length.
        steps: The program's steps.
        index: Its indices.
        start: Its first values.
        output: The place of its output.
        room: Room to compute in, of twice the program's size. One piece of memory for all: freed
            and asked for again, two would go back to the system between calls, and fetching them
            anew takes ten times what is computed here.

    Returns:
        The output.
    """
    size = len(room) // 2
    held, adjoint = room[:size], room[size:]
    # Value by value: to copy a slice, numba compiles how to say that its length is wrong, for seconds.
    for k in range(len(start)):
        held[k] = start[k]
    for k in range(len(inputs)):
        held[k] = inputs[k]
    forwards(steps, index, held)
    for k in range(size):
        adjoint[k] = 0.0
    adjoint[output] = 1.0
    backwards(steps, index, held, adjoint)
    for k in range(len(inputs)):
        gradient[k] = adjoint[k]
    return held[output]


@njit(cache=True, nogil=True, error_model="numpy")
def value_and_gradient(
    inputs: Values, steps: Whole, index: Whole, start: Values, size: int, output: int
) -> tuple[float, Values]:
    """The output at some inputs, and its derivative by each of them."""
    room, gradient = np.empty(2 * size), np.empty(len(inputs))
    value = run(inputs, gradient, steps, index, start, output, room)
    return value, gradient


@njit(cache=True, nogil=True, error_model="numpy")
def values_at(
    inputs: Values, steps: Whole, index: Whole, start: Values, size: int, wanted: Whole
) -> Values:
    """The values of some nodes at many inputs.

    Args:
        inputs: Shape (draws, inputs).
        steps: The program's steps.
        index: Its indices.
        start: Its first values.
        size: How many values it has.
        wanted: Places of the values that are asked for.

    Returns:
        Shape (draws, wanted).
    """
    found = np.empty((inputs.shape[0], len(wanted)))
    held = np.empty(size)
    for k in range(len(start)):
        held[k] = start[k]
    for draw in range(inputs.shape[0]):
        for k in range(inputs.shape[1]):
            held[k] = inputs[draw, k]
        forwards(steps, index, held)
        for k in range(len(wanted)):
            found[draw, k] = held[wanted[k]]
    return found
