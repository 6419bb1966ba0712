"""The probability of what a person states, as a circuit: p(y | θ), θ the numbers that can move.

A person who states credence ``y`` for a claim, give or take ``τ`` in log-odds, is taken to have
reported what their numbers imply, with some noise: logit(y) ~ Normal(logit P(claim | active, θ), τ)
(reconciliation: Lindley, Tversky and Brown 1979). Several claims are stated independently of each
other, given the numbers.

Which arguments are sound is summed out over patterns s, p(y | θ) = Σ_s P(s | θ) · p(y | s, θ).
Where patterns were drawn, P(s | θ) is divided by the probability of the draw, and the sum by the
sum of these weights: numbers about which y says nothing then keep their distribution exactly,
whatever patterns were drawn.

Points are constants of the circuit, and the numbers that can move its inputs, on the scale where
they are normal. The formulas of the network and the families are those of `credence`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence import odds
from credence.errors import InputError, Problem
from credence.evidence import Ratio, structure_of
from credence.junction import tree_of
from credence.messages import Linear, Propagation, cluster_tables
from credence.number import Kind
from credence.scenario import Scenario
from models.circuit import Circuit, Node, Program, Step, Values, table
from models.circuit_steps import values_at
from models.patterns import drawn_patterns, every_pattern, undercutters
from models.question import CANNOT_MOVE, Form, form_of

MOST_LISTED = 10
"""Up to so many unsure arguments every pattern is listed, 2¹⁰ of them."""

DRAWN_PATTERNS = 512
"""Beyond it, so many are drawn."""


@dataclass(frozen=True)
class Likelihood:
    """What a scenario states, ready to be computed.

    Attributes:
        scenario: What was asked.
        form: What hangs on what.
        program: The circuit; its inputs are ``form.uncertain``, on the normal scale.
        sound: By unsure argument, whether it is sound in each pattern.
        log_pattern: Logarithm of P(s | θ), over that of the draw; by pattern.
        log_joint: The same plus log p(y | s, θ); by pattern.
        log_odds: By stated claim, its log-odds.
        spread: By node, which of its values each pattern has, shape (patterns,).
    """

    scenario: Scenario
    form: Form
    program: Program
    sound: Mapping[str, Values]
    log_pattern: Node
    log_joint: Node
    log_odds: Mapping[str, Node]
    spread: Mapping[Node, NDArray[np.int64]]

    @property
    def is_exact(self) -> bool:
        """Whether every pattern is listed."""
        return self.log_joint.circuit.listed

    @property
    def patterns(self) -> int:
        """How many patterns are summed over."""
        return self.log_joint.circuit.patterns

    def values(self, scaled: Values, *nodes: Node) -> list[Values]:
        """Some nodes' values in every pattern.

        Args:
            scaled: The numbers that can move on the scale where they are normal, shape
                (draws, numbers).
            nodes: Some of those above.

        Returns:
            For each node shape (draws, patterns).
        """
        program = self.program
        moving = [node for node in nodes if node.value is None]
        places = [program.place(node) + np.arange(node.count) for node in moving]
        found = values_at(
            np.ascontiguousarray(scaled),
            program.steps,
            program.index,
            program.start,
            program.size,
            np.concatenate([*places, np.zeros(0, dtype=np.int64)]),
        )
        ends = np.cumsum([node.count for node in moving])
        held = dict(zip(moving, np.split(found, ends[:-1], axis=1), strict=False))
        shape = (len(scaled), self.patterns)
        return [
            np.broadcast_to(node.value[self.spread[node]], shape)
            if node.value is not None
            else held[node][:, self.spread[node]]
            for node in nodes
        ]

    @property
    def normals(self) -> tuple[Values, Values]:
        """Mean and standard deviation of every number that can move, on its normal scale."""
        numbers = self.scenario.numbers()
        pairs = [numbers[path][1].normal(numbers[path][0]) for path in self.form.uncertain]
        mean, sd = np.array(pairs).reshape(-1, 2).T.copy()
        return mean, sd


def likelihood_of(
    scenario: Scenario, *, most_listed: int = MOST_LISTED, patterns: int = DRAWN_PATTERNS
) -> Likelihood:
    """The likelihood of what a scenario states.

    Args:
        scenario: The scenario.
        most_listed: With more unsure arguments than this, patterns are drawn.
        patterns: How many patterns to draw where there are too many to list.

    Raises:
        InputError: What `form_of` refuses.
    """
    form = form_of(scenario)
    log_drawn = None
    listed = len(form.unsure) <= most_listed
    if listed:
        sound = every_pattern(form)
    else:
        sound, log_drawn = drawn_patterns(form, scenario, patterns)
    circuit = Circuit(len(form.uncertain), sound, listed=listed)
    numbers = _Numbers(form, scenario, circuit)
    log_pattern = _log_pattern(form, numbers, circuit)
    if log_drawn is not None:
        log_pattern = log_pattern - circuit.over_patterns(log_drawn)
    log_odds = _log_odds(form, scenario, numbers, circuit)
    _check_movable(log_odds)
    log_joint = log_pattern
    for claim, stated in scenario.stated.items():
        distance = (log_odds[claim] - odds.log_odds(stated.credence)) * (1 / stated.tolerance)
        scale = np.log(stated.tolerance * np.sqrt(2 * np.pi))
        log_joint = log_joint + distance * distance * -0.5 - float(scale)
    output = circuit.log_sum(log_joint)
    if log_drawn is not None:
        output = output - circuit.log_sum(log_pattern)
    every = frozenset(sound)
    nodes = (log_pattern, log_joint, *log_odds.values())
    return Likelihood(
        scenario=scenario,
        form=form,
        program=circuit.finish(output),
        sound=sound,
        log_pattern=log_pattern,
        log_joint=log_joint,
        log_odds=log_odds,
        spread={
            node: circuit.sub_patterns(node.arguments, every)
            if node.count > 1
            else np.zeros(circuit.patterns, dtype=np.int64)
            for node in nodes
        },
    )


def _check_movable(log_odds: Mapping[str, Node]) -> None:
    """Every stated claim's log-odds vary, with the numbers or with what is sound."""
    problems = [
        Problem(f"claims.{claim}.stated", CANNOT_MOVE.format(claim))
        for claim, node in log_odds.items()
        if node.value is not None and np.ptp(node.value) == 0
    ]
    if problems:
        raise InputError(problems)


class _Numbers:
    """Every number as a node or, where it is a point, as itself; what `credence`'s formulas read."""

    def __init__(self, form: Form, scenario: Scenario, circuit: Circuit) -> None:
        self.scenario, self.circuit = scenario, circuit
        self.inputs = {path: circuit.input(i) for i, path in enumerate(form.uncertain)}

    def pair(self, path: str) -> tuple[float | Node, float | Node]:
        """``(p, 1 − p)`` of a probability."""
        if path in self.inputs:
            scaled = self.inputs[path]
            return (
                self.circuit.step(Step.SIGMOID, scaled),
                self.circuit.step(Step.SIGMOID, -scaled),
            )
        held = self.scenario.value(path).median(Kind.PROBABILITY)
        return held, 1 - held

    def log_ratio(self, path: str) -> float | Node:
        """Natural logarithm of a ratio or a weight."""
        if path in self.inputs:
            return self.inputs[path]
        return self.scenario.value(path).normal(Kind.RATIO)[0]

    def shares(self, paths: Sequence[str]) -> list[float | Node]:
        """Weights divided by their sum."""
        logs = [self.log_ratio(path) for path in paths]
        weights = exponentials(self.circuit, logs)
        if not any(isinstance(log, Node) for log in logs):
            return [weight / sum(weights) for weight in weights]
        total = self.circuit.step(Step.LOG, sum(weights))
        return [
            self.circuit.step(Step.EXP, self.circuit.step(Step.LOG, weight) - total)
            if isinstance(weight, Node)
            else weight
            for weight in weights
        ]


def exponentials(circuit: Circuit, logs: Sequence[float | Node]) -> list[float | Node]:
    """The exponentials of logarithms, divided by the largest of them."""
    if not any(isinstance(log, Node) for log in logs):
        return [float(np.exp(log - max(logs))) for log in logs]
    finite = [log for log in logs if log != -np.inf]
    largest = finite[0]
    for log in finite[1:]:
        largest = circuit.step(Step.MAXIMUM, largest, log)
    return [0.0 if log == -np.inf else circuit.step(Step.EXP, log - largest) for log in logs]


def _log_pattern(form: Form, numbers: _Numbers, circuit: Circuit) -> Node:
    """Logarithm of the probability of each pattern, given the numbers."""
    structure = structure_of(form.library)
    total: Node = circuit.constant(0.0)
    for name, others in undercutters(form).items():
        chance: float | Node = 1.0
        for path in structure.premises[name]:
            chance = numbers.pair(path)[0] * chance
        for other in others:
            spared = numbers.pair(f"arguments.{other}.undercuts.{name}")[1]
            if other in circuit.sound:
                spared = circuit.step(Step.CHOOSE, circuit.sound[other], spared, 1.0)
            chance = spared * chance
        unsound = circuit.step(Step.SUBTRACT, 1.0, chance)
        held = circuit.step(Step.CHOOSE, circuit.sound[name], chance, unsound)
        total = circuit.step(Step.ADD, total, circuit.step(Step.LOG, held))
    return total


def _log_odds(
    form: Form, scenario: Scenario, numbers: _Numbers, circuit: Circuit
) -> dict[str, Node]:
    """Log-odds of each stated claim."""
    tree = tree_of(form.network)
    tables = cluster_tables(tree, numbers, table)
    weights = _weights(form, scenario, numbers, circuit)
    messages = Propagation(tree, tables, weights, Linear())
    found = {}
    for claim in form.stated:
        place = tree.network.places[claim]
        states = messages.marginal(place.variable)[:, 0]
        truths = tree.network.truths(claim)
        true, false = (
            sum(state for state, held in zip(states, truths, strict=True) if held == wanted)
            for wanted in (True, False)
        )
        found[claim] = circuit.step(Step.LOG, true) - circuit.step(Step.LOG, false)
    return found


def _weights(
    form: Form, scenario: Scenario, numbers: _Numbers, circuit: Circuit
) -> dict[int, NDArray[np.object_]]:
    """By variable that something is known of, the weight of each of its states."""
    network = tree_of(form.network).network
    ratios, supposed = dict(form.ratios), dict(form.suppositions)
    logs: dict[int, list[float | Node]] = {}
    for claim, place in network.places.items():
        if claim in ratios or claim in supposed:
            logs.setdefault(place.variable, [0.0] * network.sizes[place.variable])
        if claim in ratios:
            told = _evidence(form, scenario, numbers, circuit, ratios[claim])
            logs[place.variable][place.state] = told * (1 - scenario.scepticism)
    weights = {variable: exponentials(circuit, found) for variable, found in logs.items()}
    for claim, value in supposed.items():
        held = weights[network.places[claim].variable]
        for state, truth in enumerate(network.truths(claim)):
            if truth != value:
                held[state] = 0.0
    return {variable: table(found, (len(found),)) for variable, found in weights.items()}


def _evidence(
    form: Form,
    scenario: Scenario,
    numbers: _Numbers,
    circuit: Circuit,
    ratios: Sequence[Ratio],
) -> Node:
    """What the arguments on one claim add up to, in natural log-odds."""
    sound = {r: circuit.sound.get(r.argument, circuit.constant(1.0)) for r in ratios}
    logs = {r: circuit.constant(numbers.log_ratio(r.path)) for r in ratios}
    total: Node = circuit.constant(0.0)
    families = form.shared(ratios)
    member_of = {ratio: name for name, group in families.items() for ratio in group}
    for place, ratio in enumerate(ratios):
        held = circuit.step(Step.MULTIPLY, sound[ratio], logs[ratio])
        if ratio in member_of:
            path = f"families.{member_of[ratio]}.overlap"
            ahead: Node = circuit.constant(0.0)
            for other in families[member_of[ratio]]:
                if other != ratio:
                    first = float(ratios.index(other) < place)
                    is_ahead = circuit.step(Step.AHEAD, logs[other], logs[ratio], first)
                    ahead = ahead + circuit.step(Step.MULTIPLY, sound[other], is_ahead)
            kept = 1 - scenario.value(path).low
            held = circuit.step(Step.MULTIPLY, held, circuit.step(Step.POWER, kept, ahead))
        total = circuit.step(Step.ADD, total, held)
    return total
