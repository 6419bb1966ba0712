"""The calculator as a PyMC model: one model, compiled once, serves every scenario.

Every likelihood ratio, soundness, premise, prior and weight is a random variable; whether an
argument is sound is settled by one more. The members of a family share two, one for whether they are
sound and one for how strong they are, as far as they overlap. What a scenario may change (toggles, the numbers
themselves, overlaps, scepticism, suppositions) is data, so `set_scenario` changes the question and
nothing is built or compiled again.

The claims themselves are no random variables here: given the parameters their probabilities are
computed exactly, so ``prior`` and ``posterior`` are deterministic. What people expect of a PyMC
model is that active arguments are *observed*. They are not: an argument is evidence on claims, not
on its own strength, and its likelihood ratio is as uncertain after it is heard as before. What is
*supposed* is learnt: ``prior_weight`` and ``posterior_weight`` are the probability of it, and a credence
is the mean of ``prior`` or ``posterior`` over draws so weighed.

Evidence is multiplied as plain numbers. Where log-odds reach beyond some ±600, use
`credence.update`, which then goes on in logarithms.
"""

from collections.abc import Sequence
from typing import Any

import pymc as pm
import pytensor.tensor as pt
from pytensor.tensor.variable import TensorVariable

from credence.errors import InputError
from credence.evidence import structure_of
from credence.library import Library
from credence.scenario import Scenario
from models.graph import (
    GraphParameters,
    Inputs,
    Shared,
    credences_of,
    evidence_of,
    soundness_of,
)
from models.numbers import Group, groups_of, scenario_data

SETS = "parameter_set"
"""The dimension of a model that draws many parameter sets at once."""


def calculator_model(library: Library, *, sets: int | None = None) -> pm.Model:
    """The model of a library, holding the library's own numbers and toggles.

    Its deterministic variables are ``prior`` and ``posterior`` (dimension claim) with their draws'
    weights ``prior_weight`` and ``posterior_weight`` (1 where nothing is supposed), ``sound``
    (argument), ``evidence`` (claim, natural log-odds), and each group of numbers on its normal
    scale: ``log_likelihood_ratio``, ``soundness_log_odds`` and so on.

    Args:
        library: The library.
        sets: Draw this many parameter sets at once, along a last dimension ``parameter_set``;
            fast where one wants many draws. By default the model has one set and no such dimension.

    Raises:
        InputError: The network of claims is too wide to contract.
    """
    groups = groups_of(library)
    coords: dict[str, Sequence[Any]] = {"claim": library.claim_ids}
    coords |= {group.dimension: group.labels for group in groups}
    if library.families:
        coords["family"] = tuple(library.families)
    if sets is not None:
        coords[SETS] = range(sets)
    with pm.Model(coords=coords) as model:
        _build(library, groups, sets)
    return model


def set_scenario(model: pm.Model, scenario: Scenario) -> None:
    """Make a model answer for a scenario of its library.

    The model is changed in place: where several visitors share one, hand each their own
    `scenario_data` instead.

    Raises:
        InputError: The scenario's library is not the one that the model was made of.
    """
    for group in groups_of(scenario.library):
        if model.coords.get(group.dimension) != group.labels:
            raise InputError.at(
                "library",
                f"the model was made of a library with other {group.dimension} entries than "
                f"{scenario.library.id}; make it anew with calculator_model",
            )
    pm.set_data(scenario_data(scenario), model=model)


def _build(library: Library, groups: Sequence[Group], sets: int | None) -> None:
    """Fill the model in whose context this runs."""
    last = () if sets is None else (SETS,)
    dims = {"scepticism": (), "supposed": ("claim",), "active": ("argument",)}
    dims |= {"overlap": ("family",)}
    for group in groups:
        dims |= dict.fromkeys((f"{group.name}_mean", f"{group.name}_sd"), (group.dimension,))
    data = {
        name: pm.Data(name, values, dims=dims[name])
        for name, values in scenario_data(Scenario(library)).items()
    }

    # A single set is a column inside, and outside it has no dimension of its own.
    def columns(variable: TensorVariable) -> TensorVariable:
        return variable[:, None] if sets is None else variable

    def named(name: str, dimension: str, values: TensorVariable) -> TensorVariable:
        shown = values[:, 0] if sets is None else values
        return columns(pm.Deterministic(name, shown, dims=(dimension, *last)))

    shared: dict[str, Shared] = {}
    if library.families:
        fate, strength = (
            columns(pm.Normal(name, dims=("family", *last)))
            for name in ("family_fate", "family_strength")
        )
        shared = {
            name: Shared(data["overlap"][index], fate[index], strength[index])
            for index, name in enumerate(library.families)
        }
    family_of = structure_of(library).family_of
    scaled: dict[str, TensorVariable] = {}
    for group in groups:
        offset = columns(pm.Normal(f"{group.name}_offset", dims=(group.dimension, *last)))
        if group.name == "likelihood_ratio" and family_of:
            offset = pt.stack(
                [
                    shared[family_of[item]].ratio(offset[i], data["likelihood_ratio_mean"][i])
                    if (item := path.split(".")[1]) in family_of
                    else offset[i]
                    for i, path in enumerate(group.paths)
                ]
            )
        mean, deviation = data[f"{group.name}_mean"], data[f"{group.name}_sd"]
        values = mean[:, None] + deviation[:, None] * offset
        values = named(group.scaled_name, group.dimension, values)
        scaled |= {path: values[index] for index, path in enumerate(group.paths)}

    arguments, uniforms = tuple(library.arguments), {}
    if arguments:
        drawn = columns(pm.Normal("soundness_draw", dims=("argument", *last)))
        uniforms = {
            name: pm.math.invprobit(
                shared[family_of[name]].fated(drawn[index]) if name in family_of else drawn[index]
            )
            for index, name in enumerate(arguments)
        }
    numbers = GraphParameters(scaled, uniforms)
    inputs = Inputs(
        active={name: data["active"][index] for index, name in enumerate(arguments)},
        overlap={name: data["overlap"][index] for index, name in enumerate(library.families)},
        scepticism=data["scepticism"],
        supposed={name: data["supposed"][i] for i, name in enumerate(library.claim_ids)},
        sets=sets or 1,
    )
    on_claim: dict[str, TensorVariable] = {}
    if arguments:
        truths = soundness_of(library, numbers, inputs)
        sound = named("sound", "argument", pt.stack([truths[name] for name in arguments]))
        truths = {name: sound[index] for index, name in enumerate(arguments)}
        found = evidence_of(library, numbers, inputs, truths)
        rows = [found.get(claim, pt.zeros(inputs.sets)) for claim in library.claim_ids]
        evidence = named("evidence", "claim", pt.stack(rows))
        places = {claim: index for index, claim in enumerate(library.claim_ids)}
        on_claim = {claim: evidence[places[claim]] for claim in found}
    answers = credences_of(library, numbers, inputs, [{}, on_claim])
    for name, (credences, weight) in zip(("prior", "posterior"), answers, strict=True):
        named(name, "claim", credences)
        pm.Deterministic(f"{name}_weight", weight[0] if sets is None else weight, dims=last)
