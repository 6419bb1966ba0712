"""Every number of a library, in groups that share a dimension.

A *group* holds numbers of one sort: likelihood ratios, soundnesses, premises and so on. On the
scale where it is normal (log-odds of a probability, logarithm of a ratio) each number is
``mean + sd · offset``, and only the *offset*, a standard normal, is random.

People write the normal with its mean and standard deviation at once, as Normal(mean, sd). Then a
point, whose standard deviation is 0, has no density, and a sampler cannot hold it. With offsets a
point is a number like any other, so a scenario may turn intervals into points and back while the
model stays as it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence.library import Library
from credence.number import Kind
from credence.scenario import Scenario


@dataclass(frozen=True)
class Group:
    """Numbers of one sort.

    Attributes:
        name: What one of them is called in the model.
        dimension: The dimension along which they lie.
        paths: Their paths in the library, in order.
        labels: Their coordinates: the id of an argument or a claim, or the path without its kind.
        is_probability: Whether they are probabilities, or else ratios.
    """

    name: str
    dimension: str
    paths: tuple[str, ...]
    labels: tuple[str, ...]
    is_probability: bool

    @property
    def scaled_name(self) -> str:
        """What the numbers are called on the scale where they are normal."""
        return f"{self.name}_log_odds" if self.is_probability else f"log_{self.name}"


_SORTS = {
    "claim_probability": "claim_number",
    "weight": "alternative",
    "likelihood_ratio": "ratio",
    "soundness": "argument",
    "premise_probability": "premise",
    "undercut_strength": "undercut",
}
"""The dimension of each sort of number."""


def groups_of(library: Library) -> tuple[Group, ...]:
    """The groups of a library's uncertain numbers; sorts that it does not have are left out."""
    paths: dict[str, list[str]] = {name: [] for name in _SORTS}
    for path in library.numbers:
        if not path.startswith("families."):
            paths[_sort(path)].append(path)
    return tuple(
        Group(
            name=name,
            dimension=_SORTS[name],
            paths=tuple(found),
            labels=tuple(_label(name, path) for path in found),
            is_probability=library.numbers[found[0]][0] is Kind.PROBABILITY,
        )
        for name, found in paths.items()
        if found
    )


def scenario_data(scenario: Scenario) -> dict[str, NDArray[np.float64]]:
    """What the model's data hold under a scenario, by name.

    ``active`` of shape (argument,) is 0 or 1; ``supposed`` of shape (claim,) is 1 for a claim
    taken as true, −1 for one taken as false and 0 for one left open; ``scepticism`` is a scalar;
    ``overlap`` has the shape (family,); every group has a mean and a standard deviation on its
    normal scale, the mean of a point at 0 or 1 infinite.
    """
    library, numbers = scenario.library, scenario.numbers()
    data = {"scepticism": np.array(scenario.scepticism)}
    data["supposed"] = np.array(
        [{None: 0.0, True: 1.0, False: -1.0}[scenario.suppose.get(c)] for c in library.claim_ids]
    )
    if library.arguments:
        active = set(scenario.active)
        data["active"] = np.array([float(name in active) for name in library.arguments])
    if library.families:
        overlaps = (numbers[f"families.{name}.overlap"][1].low for name in library.families)
        data["overlap"] = np.array(list(overlaps))
    for group in groups_of(library):
        normals = [numbers[path][1].normal(numbers[path][0]) for path in group.paths]
        data[f"{group.name}_mean"], data[f"{group.name}_sd"] = np.array(normals).T.copy()
    return data


def _sort(path: str) -> str:
    parts = path.split(".")
    if parts[0] == "claims":
        return "weight" if parts[2] == "weight" else "claim_probability"
    return {
        "lr": "likelihood_ratio",
        "bears_on": "likelihood_ratio",
        "soundness": "soundness",
        "premises": "premise_probability",
        "undercuts": "undercut_strength",
    }[parts[2]]


def _label(sort: str, path: str) -> str:
    """``doom.causes.takeover`` for a claim's number; the id alone where that says it all."""
    parts = path.split(".")
    if sort in {"soundness", "weight"}:
        return parts[1]
    return ".".join(parts[1:])
