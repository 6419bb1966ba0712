"""From numbers to credences as a PyTensor graph.

The formulas are those of `credence.evidence` and `credence.messages`; here they meet PyTensor's
variables in place of NumPy's arrays. One thing differs. The engine looks at which arguments are
active and leaves the others out; a graph is built before anybody knows, so every argument is in it,
and an argument that is switched off is simply never sound.

Arrays have the parameter sets as their last axis: of length 1 in a model of one person's numbers,
longer in one that draws many sets at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytensor.tensor as pt
from pytensor.tensor.variable import TensorVariable

from credence import evidence, odds, parameters
from credence.junction import tree_of
from credence.library import Library
from credence.messages import Linear, Propagation, cluster_tables


@dataclass(frozen=True)
class GraphParameters:
    """Every number as a variable of shape (sets,), read by the formulas of `credence`.

    Attributes:
        scaled: By path, the number on its normal scale.
        uniforms: By argument, the draw that settles its soundness.
    """

    scaled: Mapping[str, TensorVariable]
    uniforms: Mapping[str, TensorVariable]

    def pair(self, path: str) -> tuple[TensorVariable, TensorVariable]:
        """``(p, 1 − p)`` of a probability."""
        return odds.pair_of(pt, self.scaled[path])

    def log_ratio(self, path: str) -> TensorVariable:
        """Natural logarithm of a ratio or a weight."""
        return self.scaled[path]

    def shares(self, paths: Sequence[str]) -> list[TensorVariable]:
        """Weights divided by their sum."""
        return parameters.shares_of(pt, [self.scaled[path] for path in paths])

    def uniform(self, argument: str) -> TensorVariable:
        """The draw that settles an argument's soundness."""
        return self.uniforms[argument]


@dataclass(frozen=True)
class Shared:
    """What a family's members have in common: a Gaussian copula.

    Attributes:
        overlap: A scalar, how far they have it.
        fate: Standard normal, for whether they are sound; shape (sets,).
        strength: Standard normal, for how strong they are; shape (sets,).
    """

    overlap: TensorVariable
    fate: TensorVariable
    strength: TensorVariable

    def fated(self, own: TensorVariable) -> TensorVariable:
        """The standard normal whose probability settles whether a member is sound."""
        return pt.sqrt(self.overlap) * self.fate + pt.sqrt(1 - self.overlap) * own

    def ratio(self, own: TensorVariable, mean: TensorVariable) -> TensorVariable:
        """A member's offset; the common part moves it the way that its mean log ratio speaks."""
        sign = pt.where(mean < 0, -1.0, 1.0)
        return sign * pt.sqrt(self.overlap) * self.strength + pt.sqrt(1 - self.overlap) * own


@dataclass(frozen=True)
class Inputs:
    """What a scenario sets, and how many parameter sets there are.

    Attributes:
        active: By argument, a scalar that is positive where it is switched on.
        overlap: By family, a scalar.
        scepticism: A scalar.
        supposed: By claim, a scalar: 1 for true, −1 for false, 0 for open.
        sets: Length of the last axis.
    """

    active: Mapping[str, TensorVariable]
    overlap: Mapping[str, TensorVariable]
    scepticism: TensorVariable
    supposed: Mapping[str, TensorVariable]
    sets: int


def soundness_of(
    library: Library, numbers: GraphParameters, inputs: Inputs
) -> dict[str, TensorVariable]:
    """By argument, whether it is switched on and sound, shape (sets,), booleans."""
    structure = evidence.structure_of(library)
    sound: dict[str, TensorVariable] = {}
    for name in structure.order:
        holds = evidence.is_sound(pt, numbers, structure, name, sound.__getitem__)
        sound[name] = holds & (inputs.active[name] > 0)
    return sound


def evidence_of(
    library: Library,
    numbers: GraphParameters,
    inputs: Inputs,
    sound: Mapping[str, TensorVariable],
) -> dict[str, TensorVariable]:
    """By claim that arguments bear on, the evidence in natural log-odds, shape (sets,)."""
    structure = evidence.structure_of(library)
    found = {}
    for claim in structure.on_claim:
        total = pt.zeros(inputs.sets)
        for family, ratios in structure.families[claim].items():
            order, log_ratios = evidence.strongest_first(
                pt, [numbers.log_ratio(ratio.path) for ratio in ratios]
            )
            ordered = pt.take_along_axis(
                pt.stack([sound[ratio.argument] for ratio in ratios]), order, axis=0
            )
            total = total + evidence.family_total(
                pt, inputs.overlap[family], ordered, log_ratios, len(ratios)
            )
        for ratio in structure.alone[claim]:
            total = total + pt.where(sound[ratio.argument], numbers.log_ratio(ratio.path), 0.0)
        found[claim] = (1 - inputs.scepticism) * total
    return found


def credences_of(
    library: Library,
    numbers: GraphParameters,
    inputs: Inputs,
    on_claims: Sequence[Mapping[str, TensorVariable]],
) -> list[tuple[TensorVariable, TensorVariable]]:
    """The claims' credences under each of several bodies of evidence, and what was supposed in each.

    Args:
        library: The library.
        numbers: Its numbers.
        inputs: What the scenario sets.
        on_claims: For each answer wanted, the evidence by claim; claims may be left out.

    Returns:
        For each, the credences, shape (claims, sets), and the probability of what is supposed,
        shape (sets,).
    """
    tree = tree_of(library)

    def stack(entries: Sequence[TensorVariable | float], shape: tuple[int, ...]) -> TensorVariable:
        rows = [pt.broadcast_to(pt.as_tensor(entry), (inputs.sets,)) for entry in entries]
        return pt.stack(rows).reshape((*shape, inputs.sets))

    tables = cluster_tables(tree, numbers, stack)
    variables = {place.variable for place in tree.network.places.values()}
    components = {tree.connected[tree.home[v]][0]: v for v in variables}
    one_each = {frozenset(tree.connected[home]): v for home, v in components.items()}.values()
    answers = []
    for on_claim in on_claims:
        told = {v: _weights(library, v, on_claim, inputs.sets) for v in variables}
        weights = {v: told[v] * _admitted(library, v, inputs) for v in variables}
        free = Propagation(tree, tables, told, Linear())
        messages = Propagation(tree, tables, weights, Linear())
        rows = []
        for claim in library.claim_ids:
            place = tree.network.places[claim]
            states = messages.marginal(place.variable)
            rows.append(states[place.state] / states.sum(axis=0))
        weight = pt.ones(inputs.sets)
        for variable in one_each:
            weight *= messages.marginal(variable).sum(axis=0) / free.marginal(variable).sum(axis=0)
        answers.append((pt.stack(rows), weight))
    return answers


def _weights(
    library: Library, variable: int, on_claim: Mapping[str, TensorVariable], sets: int
) -> TensorVariable:
    """The weight of each state of a variable, the largest 1."""
    network = tree_of(library).network
    claims = [claim for claim in library.claim_ids if network.places[claim].variable == variable]
    logs: list[TensorVariable] = [pt.zeros(sets)] * network.sizes[variable]
    for claim in claims:
        if claim in on_claim:
            logs[network.places[claim].state] = on_claim[claim]
    table = pt.stack(logs)
    return pt.exp(table - table.max(axis=0))


def _admitted(library: Library, variable: int, inputs: Inputs) -> TensorVariable:
    """1 for each state of a variable that what is supposed admits, and 0 for the others."""
    network = tree_of(library).network
    admitted = pt.ones(network.sizes[variable])
    for claim in library.claim_ids:
        if network.places[claim].variable == variable:
            supposed = inputs.supposed[claim]
            truths = network.truths(claim)
            admitted *= pt.stack([supposed >= 0 if truth else supposed <= 0 for truth in truths])
    return admitted[:, None]
