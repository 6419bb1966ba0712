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
) -> list[TensorVariable]:
    """The claims' credences under each of several bodies of evidence.

    Args:
        library: The library.
        numbers: Its numbers.
        inputs: What the scenario sets.
        on_claims: For each answer wanted, the evidence by claim; claims may be left out.

    Returns:
        For each, an array of shape (claims, sets).
    """
    tree = tree_of(library)

    def stack(entries: Sequence[TensorVariable | float], shape: tuple[int, ...]) -> TensorVariable:
        rows = [pt.broadcast_to(pt.as_tensor(entry), (inputs.sets,)) for entry in entries]
        return pt.stack(rows).reshape((*shape, inputs.sets))

    tables = cluster_tables(tree, numbers, stack)
    answers = []
    for on_claim in on_claims:
        weights = {
            variable: _weights(library, variable, inputs, on_claim)
            for variable in {place.variable for place in tree.network.places.values()}
        }
        messages = Propagation(tree, tables, weights, Linear())
        rows = []
        for claim in library.claim_ids:
            place = tree.network.places[claim]
            states = messages.marginal(place.variable)
            rows.append(states[place.state] / states.sum(axis=0))
        answers.append(pt.stack(rows))
    return answers


def _weights(
    library: Library, variable: int, inputs: Inputs, on_claim: Mapping[str, TensorVariable]
) -> TensorVariable:
    """The weight of each state of a variable, the largest 1 before anything is supposed."""
    network = tree_of(library).network
    claims = [claim for claim in library.claim_ids if network.places[claim].variable == variable]
    logs: list[TensorVariable] = [pt.zeros(inputs.sets)] * network.sizes[variable]
    for claim in claims:
        if claim in on_claim:
            logs[network.places[claim].state] = on_claim[claim]
    table = pt.stack(logs)
    weights = pt.exp(table - table.max(axis=0))
    for claim in claims:
        supposed = inputs.supposed[claim]
        admitted = [supposed >= 0 if truth else supposed <= 0 for truth in network.truths(claim)]
        weights = weights * pt.stack(admitted)[:, None]
    return weights
