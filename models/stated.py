"""A stated credence as an observation: the density that `credence.reconciliation` samples, in PyMC.

Random are the numbers that move, each ``mean + sd · offset`` with a standard normal offset; the ratios of
a family share a common one. The credence that they imply, C(θ), is a deterministic variable: which
arguments are sound is summed out over every pattern, so that it has a gradient. What is stated is
observed: logit(y) ~ Normal(logit C(θ), τ).

The pages do not use it: sampling without gradients is faster and finds every mode. It says the density in
PyMC's words, for whoever wants to sample, change or export it, and the tests sample it with NUTS.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pymc as pm
import pytensor.tensor as pt
from pytensor.tensor.variable import TensorVariable

from credence import evidence, odds
from credence.errors import InputError
from credence.fates import of_one_draw, quadrature
from credence.junction import tree_of
from credence.messages import Linear, Propagation, cluster_tables
from credence.reconciliation.patterns import chance, groups_of
from credence.reconciliation.question import Question, question_of
from credence.scenario import Scenario
from models.graph import GraphParameters

MOST_UNSURE = 8
"""Unsure arguments whose patterns, 2⁸ of them, a graph can list."""

Truths = Mapping[str, np.ndarray]


def stated_model(scenario: Scenario) -> pm.Model:
    """The model of what a scenario states.

    Random variables: ``offset`` (dimension number), on whose scale each number is standard normal where
    it is of no family, and ``common`` (family). Deterministic: ``scaled`` (number: log-odds of a
    probability, logarithm of a ratio) and ``implied`` (claim, log-odds). Observed: ``stated``.

    Raises:
        InputError: What `credence.reconciliation.question.question_of` refuses, or more than eight
            arguments are unsure.
    """
    question = question_of(scenario)
    if len(question.unsure) > MOST_UNSURE:
        raise InputError.at(
            "arguments",
            f"{len(question.unsure)} active arguments are unsure, and a model can list the patterns "
            f"of {MOST_UNSURE}; switch some off, or make them certain",
        )
    stated = scenario.stated
    coords = {
        "number": question.moving,
        "family": tuple(question.overlaps),
        "claim": tuple(stated),
    }
    mean, sd = question.normals
    with pm.Model(coords=coords) as model:
        latent = pm.Normal("offset", dims="number")
        if question.overlaps:
            latent = pt.concatenate([latent, pm.Normal("common", dims="family")])
        offset = pt.dot(question.mixing, latent)
        scaled = pm.Deterministic("scaled", mean + sd * offset, dims="number")
        implied = pm.Deterministic("implied", _implied(question, scaled), dims="claim")
        pm.Normal(
            "stated",
            implied,
            [held.tolerance for held in stated.values()],
            observed=[odds.log_odds(held.credence) for held in stated.values()],
            dims="claim",
        )
    return model


def _implied(question: Question, scaled: TensorVariable) -> TensorVariable:
    """Log-odds of each stated claim, soundness summed out."""
    scenario = question.scenario
    numbers = GraphParameters(
        {
            path: scaled[question.moving.index(path)][None]
            if path in question.moving
            else pt.constant([held.normal(kind)[0]])
            for path, (kind, held) in scenario.numbers().items()
        },
        {},
    )
    bits = np.arange(2 ** len(question.unsure))
    sound = {name: (bits >> rank) & 1 == 1 for rank, name in enumerate(question.unsure)}
    weight = _probability(question, numbers, sound)
    tree = tree_of(question.network)
    whole = _weights(question, numbers, sound)
    supposed = dict(whole)
    for claim, value in scenario.suppositions:
        variable = tree.network.places[claim].variable
        admitted = np.array(tree.network.truths(claim)) == value
        supposed[variable] = supposed[variable] * admitted[:, None]
    tables = cluster_tables(tree, numbers, _stack)
    before, after = (Propagation(tree, tables, each, Linear()) for each in (whole, supposed))
    rows = []
    for claim in question.stated:
        place = tree.network.places[claim]
        # P(what is supposed | pattern) in parts of the network that the claim is no part of.
        given = weight
        for variable in _elsewhere(question, place.variable):
            given = (
                given * after.marginal(variable).sum(axis=0) / before.marginal(variable).sum(axis=0)
            )
        given = given / before.marginal(place.variable).sum(axis=0)
        states = after.marginal(place.variable)
        true = states[place.state]
        false = sum(
            states[s] for s in range(tree.network.sizes[place.variable]) if s != place.state
        )
        rows.append(pt.log((given * true).sum()) - pt.log((given * false).sum()))
    return pt.stack(rows)


def _elsewhere(question: Question, variable: int) -> list[int]:
    """A variable of each part of the network that something is supposed in and another is not in."""
    tree = tree_of(question.network)
    here = tree.connected[tree.home[variable]]
    found = {}
    for claim, _ in question.scenario.suppositions:
        other = tree.network.places[claim].variable
        if tree.home[other] not in here:
            found[min(tree.connected[tree.home[other]])] = other
    return list(found.values())


def _probability(question: Question, numbers: GraphParameters, sound: Truths) -> TensorVariable:
    """The probability of every pattern, the families' common draws integrated out."""
    chances = {
        name: chance(pt, question, numbers, name, sound) * pt.ones(2 ** len(question.unsure))
        for name in question.unsure
    }
    total: TensorVariable = pt.ones(2 ** len(question.unsure))
    for members, overlap in groups_of(question):
        truths, held = [sound[n] for n in members], [chances[n] for n in members]
        if overlap == 1:
            total = total * of_one_draw(pt, truths, held)
            continue
        nodes, weights = quadrature(overlap)
        product: TensorVariable = weights[:, None]
        for true, p in zip(truths, held, strict=True):
            if overlap:
                distance = _inverse(p)[None] - np.sqrt(overlap) * nodes[:, None]
                p = _distribution(distance / np.sqrt(1 - overlap))  # noqa: PLW2901 - given G
            product = product * pt.where(true, p, 1 - p)
        total = total * product.sum(axis=0)
    return total


def _distribution(values: TensorVariable) -> TensorVariable:
    """The standard normal's distribution function."""
    return 0.5 * pt.erfc(-values / np.sqrt(2))


def _inverse(p: TensorVariable) -> TensorVariable:
    return np.sqrt(2) * pt.erfinv(2 * p - 1)


def _weights(
    question: Question, numbers: GraphParameters, sound: Truths
) -> dict[int, TensorVariable]:
    """By variable that arguments bear on or that is supposed, the weight of each state."""
    scenario, network = question.scenario, tree_of(question.network).network
    count = 2 ** len(question.unsure)
    certain = np.ones(count, dtype=bool)
    logs: dict[int, list[TensorVariable]] = {}
    for claim in (*question.ratios, *scenario.suppose):
        variable = network.places[claim].variable
        logs.setdefault(variable, [pt.zeros(count)] * network.sizes[variable])
    for claim, ratios in question.ratios.items():
        place = network.places[claim]
        total: TensorVariable = pt.zeros(count)
        for family, group in question.shared(ratios).items():
            order, ordered = evidence.strongest_first(
                pt, [numbers.log_ratio(ratio.path) + pt.zeros(count) for ratio in group]
            )
            truths = np.stack([sound.get(ratio.argument, certain) for ratio in group])
            total = total + evidence.family_total(
                pt,
                question.overlaps.get(family, 0.0),
                pt.take_along_axis(pt.constant(truths), order, axis=0),
                ordered,
                len(group),
            )
        logs[place.variable][place.state] = (1 - scenario.scepticism) * total
    tables = {variable: pt.stack(states) for variable, states in logs.items()}
    return {variable: pt.exp(table - table.max(axis=0)) for variable, table in tables.items()}


def _stack(entries: Sequence[TensorVariable | float], shape: tuple[int, ...]) -> TensorVariable:
    rows = [pt.broadcast_to(pt.as_tensor(entry), (1,)) for entry in entries]
    return pt.stack(rows).reshape((*shape, 1))
