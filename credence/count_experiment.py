"""A small experiment beside the worked count: which of the functions that fit does training find?

Three ways of taking a function that fits the same training examples:

``counted``  every function that fits is as likely as every other. Exact, no sampling: on each
             untrained input one answer of K is right, so the number right is binomial, and the same
             for every true function.
``guessed``  a small network with random weights is taken where it happens to fit; so functions are
             weighed by the *volume* of weights that make them. Only where that is feasible.
``trained``  the same kind of network, from the same random weights, trained until it fits.

What is compared is how many untrained inputs are right. People easily take the first for the
others: it is a count of *functions*, and neither drawing weights nor training draws functions
evenly (Valle-Pérez, Camargo and Louis 2019 on volumes; Mingard and others 2021 on how near training
comes to them). But neither does a network learn whatever one likes: on a rule drawn at random no
method beats the count on average (Wolpert's "no free lunch", 1996), and on some rules a network does
worse than the count.

The networks have one hidden layer (tanh) and one output an answer (softmax, cross-entropy); Adam on
all training examples at once. All networks of a task are trained side by side, as one array. The
same seed gives the same networks; on another machine's arithmetic a single one may end otherwise.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence.errors import InputError, Problem, unknown
from credence.worked_count import right_shares

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

GUESSES = 40_000
MOST_SEED = 2**32 - 1
_RATE = 0.02
_CHUNK = 5_000


@dataclass(frozen=True)
class Task:
    """A true function on a space of inputs small enough to be listed.

    Attributes:
        title: What is to be learnt.
        encoding: How the network sees an input.
        answers: K, the number of possible answers.
        inputs: What the network sees, shape (inputs, features).
        truth: The right answers, shape (inputs,); ``None`` where each network gets a rule drawn at
            random.
        networks: How many are trained.
        hidden: Hidden units.
        steps: Steps of training.
    """

    title: str
    encoding: str
    answers: int
    inputs: Floats
    truth: Whole | None
    networks: int = 200
    hidden: int = 16
    steps: int = 400

    @property
    def size(self) -> int:
        """Number of inputs."""
        return len(self.inputs)

    @property
    def guessable(self) -> bool:
        """Whether random weights can be expected to fit now and then."""
        return self.answers == 2


@dataclass(frozen=True)
class Way:
    """One way of taking functions that fit, and how many untrained inputs they get right.

    Attributes:
        name: counted, guessed or trained.
        shares: Share of the functions that is right on k untrained inputs, shape (untrained + 1,).
        taken: Functions that this rests on; ``None`` where it is exact.
        sets: Training sets (one a network) for which any was found.
        mean: Mean share of the untrained inputs that is right.
        error: Standard error of ``mean``; 0 where it is exact.
        over_half: Share of the functions that is right on over half of the untrained inputs.
        over_half_error: Its standard error.
    """

    name: str
    shares: Floats
    taken: int | None
    sets: int
    mean: float
    error: float
    over_half: float
    over_half_error: float


@dataclass(frozen=True)
class Experiment:
    """What came out: ``ways`` in the order counted, guessed (where feasible), trained."""

    task: str
    training: int
    seed: int
    untrained: int
    networks: int
    unfit: int
    guesses: int
    ways: tuple[Way, ...]


def _bits() -> Floats:
    codes = np.arange(16)
    return np.where((codes[:, None] >> np.array([3, 2, 1, 0])) & 1, 1.0, -1.0)


def _digits() -> tuple[Whole, Whole]:
    codes = np.arange(100)
    return codes // 10, codes % 10


def _tasks() -> dict[str, Task]:
    bits, (a, b) = _bits(), _digits()
    yes = (bits > 0).sum(axis=1)
    high, low = np.arange(16) // 4, np.arange(16) % 4
    four = "four inputs, each yes or no"
    values = np.stack([a / 4.5 - 1, b / 4.5 - 1], axis=1)
    symbols = np.concatenate([np.eye(10)[a], np.eye(10)[b]], axis=1)
    return {
        "carry": Task("Does adding two 2-bit numbers carry?", four, 2, bits, (high + low) // 4),
        "first": Task("The first input, whatever the others", four, 2, bits, high // 2),
        "two": Task("At least two inputs say yes", four, 2, bits, np.minimum(yes // 2, 1)),
        "parity": Task("An odd number of inputs says yes (parity)", four, 2, bits, yes % 2),
        "random": Task("A rule drawn at random for each network", four, 2, bits, None),
        "values": Task(
            "Add two digits, seen as quantities",
            "two numbers from −1 to 1",
            19,
            values,
            a + b,
            networks=30,
            hidden=32,
            steps=800,
        ),
        "symbols": Task(
            "Add two digits, seen as symbols",
            "ten yes-or-no inputs for each digit",
            19,
            symbols,
            a + b,
            networks=30,
            hidden=32,
        ),
    }


TASKS = _tasks()
DEFAULT = "carry"


def run(task: str = DEFAULT, *, training: int | None = None, seed: int = 0) -> Experiment:
    """Run one task: draw training sets, train, guess, and count.

    Args:
        task: An id of `TASKS`.
        training: Training examples, half of the inputs by default; two inputs are left at least.
        seed: Of the training sets and the weights.

    Raises:
        InputError: There is no such task, or it has no such training sets.
    """
    held, examples = _checked(task, training, seed)
    numbers = np.random.Generator(np.random.Philox(key=seed))
    trained_on = _training_sets(numbers, held, examples)
    truth = _truths(numbers, held)
    found = _train(numbers, held, truth, trained_on)
    right = found == truth
    fit = (right | ~trained_on).all(axis=1)
    untrained = held.size - examples
    ways = [_counted(untrained, held.answers)]
    guesses = GUESSES if held.guessable else 0
    if guesses:
        ways.append(_guessed(numbers, held, truth, trained_on, guesses))
    tallies = np.eye(untrained + 1)[(right & ~trained_on).sum(axis=1)[fit]]
    ways.append(_sampled("trained", tallies, int(fit.sum())))
    unfit = int((~fit).sum())
    return Experiment(task, examples, seed, untrained, held.networks, unfit, guesses, tuple(ways))


def _checked(task: str, training: int | None, seed: int) -> tuple[Task, int]:
    problems = []
    if task not in TASKS:
        problems.append(Problem("experiment", unknown("task", task, TASKS)))
    held = TASKS.get(task, TASKS[DEFAULT])
    examples = held.size // 2 if training is None else training
    if not problems and not 1 <= examples <= held.size - 2:
        said = f"this task takes 1 to {held.size - 2} training examples, not {examples:,}"
        problems.append(Problem("training", said))
    if not 0 <= seed <= MOST_SEED:
        problems.append(Problem("seed", f"a seed is a whole number from 0 to {MOST_SEED}"))
    if problems:
        raise InputError(problems)
    return held, examples


def _training_sets(numbers: np.random.Generator, task: Task, examples: int) -> Truths:
    """Which inputs each network is trained on, shape (networks, inputs)."""
    order = numbers.random((task.networks, task.size)).argsort(axis=1)
    return order < examples


def _truths(numbers: np.random.Generator, task: Task) -> Whole:
    """The right answers for each network, shape (networks, inputs)."""
    shape = task.networks, task.size
    if task.truth is None:
        return numbers.integers(0, task.answers, shape)
    return np.broadcast_to(task.truth.astype(np.int64), shape)


def _weights(numbers: np.random.Generator, task: Task, networks: int) -> list[Floats]:
    """Random weights and biases of both layers, for so many networks."""
    features, hidden = task.inputs.shape[1], task.hidden
    return [
        numbers.normal(0, 1.5 / np.sqrt(features), (networks, features, hidden)),
        numbers.normal(0, 0.5, (networks, 1, hidden)),
        numbers.normal(0, 1 / np.sqrt(hidden), (networks, hidden, task.answers)),
        np.zeros((networks, 1, task.answers)),
    ]


def _answers(inputs: Floats, weights: list[Floats]) -> Whole:
    """What the networks say, shape (networks, inputs)."""
    first, bias, second, shift = weights
    said: Whole = (np.tanh(inputs @ first + bias) @ second + shift).argmax(axis=-1)
    return said


def _train(numbers: np.random.Generator, task: Task, truth: Whole, trained_on: Truths) -> Whole:
    """The answers after training, shape (networks, inputs)."""
    inputs, weights = task.inputs, _weights(numbers, task, task.networks)
    wanted = np.eye(task.answers)[truth]
    slope = [np.zeros_like(each) for each in weights]
    scale = [np.zeros_like(each) for each in weights]
    for step in range(1, task.steps + 1):
        for index, change in enumerate(_gradients(inputs, weights, wanted, trained_on)):
            slope[index] = 0.9 * slope[index] + 0.1 * change
            scale[index] = 0.999 * scale[index] + 0.001 * change**2
            size = np.sqrt(scale[index] / (1 - 0.999**step)) + 1e-8
            weights[index] = weights[index] - _RATE * slope[index] / (1 - 0.9**step) / size
    return _answers(inputs, weights)


def _gradients(
    inputs: Floats, weights: list[Floats], wanted: Floats, trained_on: Truths
) -> list[Floats]:
    """Of the summed cross-entropy on the training examples, in the order of the weights."""
    first, bias, second, shift = weights
    hidden = np.tanh(inputs @ first + bias)
    scores = hidden @ second + shift
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    missed = (odds / odds.sum(axis=-1, keepdims=True) - wanted) * trained_on[..., None]
    back = (missed @ second.transpose(0, 2, 1)) * (1 - hidden**2)
    return [
        inputs.T @ back,
        back.sum(axis=1, keepdims=True),
        hidden.transpose(0, 2, 1) @ missed,
        missed.sum(axis=1, keepdims=True),
    ]


def _counted(untrained: int, answers: int) -> Way:
    shares = np.array(right_shares(untrained, answers))
    over = float(shares[untrained // 2 + 1 :].sum())
    return Way("counted", shares, None, 0, 1 / answers, 0.0, over, 0.0)


def _guessed(
    numbers: np.random.Generator, task: Task, truth: Whole, trained_on: Truths, guesses: int
) -> Way:
    """Networks with random weights, the same ones for every training set; each set counts alike."""
    said = np.concatenate(
        [
            _answers(task.inputs, _weights(numbers, task, min(_CHUNK, guesses - start)))
            for start in range(0, guesses, _CHUNK)
        ]
    )
    untrained = int((~trained_on[0]).sum())
    tallies, taken = [], 0
    for true, seen in zip(truth, trained_on, strict=True):
        fitting = said[(said[:, seen] == true[seen]).all(axis=1)]
        if len(fitting):
            right = (fitting[:, ~seen] == true[~seen]).sum(axis=1)
            tallies.append(np.bincount(right, minlength=untrained + 1) / len(fitting))
            taken += len(fitting)
    return _sampled("guessed", np.reshape(tallies, (-1, untrained + 1)), taken)


def _sampled(name: str, tallies: Floats, taken: int) -> Way:
    """Averages over training sets; ``tallies`` are the shares of each, shape (sets, untrained + 1).

    Standard errors come from how much the training sets differ.
    """
    sets, places = tallies.shape
    if not sets:
        nothing = np.full(places, np.nan)
        return Way(name, nothing, 0, 0, np.nan, np.nan, np.nan, np.nan)
    means = tallies @ np.arange(places) / (places - 1)
    over = tallies[:, (places - 1) // 2 + 1 :].sum(axis=1)
    return Way(
        name,
        tallies.mean(axis=0),
        taken,
        sets,
        float(means.mean()),
        _error(means),
        float(over.mean()),
        _error(over),
    )


def _error(values: Floats) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
