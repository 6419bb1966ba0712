"""The claims' network: which variables there are, and the probability tables between them.

A set of alternatives is *one* variable with a state for each member (and one for "none", where the
set requires another claim); every other claim is a variable of two states. A claim's probability
given its parents becomes small *factors*, tables over two or three variables:

- a noisy-OR is written as a chain of two-parent ORs ("parent divorcing", Olesen et al. 1989), so
  that its cost is linear in its causes and every entry is a sum of positive terms;
- what a claim requires is a chain of ANDs behind it.

A *factor* here still has no numbers: it says which number goes where. So one plan serves every
scenario, and NumPy and PyTensor alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from credence.library import Library

Array = Any
"""A NumPy array or a PyTensor variable."""


class Numbers(Protocol):
    """What a factor asks for: numbers by their path in the library."""

    def pair(self, path: str) -> tuple[Array, Array]:
        """``(p, 1 − p)`` of a probability, each of shape (draws,) or (1,)."""

    def shares(self, paths: Sequence[str]) -> list[Array]:
        """Weights divided by their sum."""


@dataclass(frozen=True)
class Factor:
    """A probability table over ``scope``.

    Attributes:
        scope: Indices of variables, in the order of the table's axes.
        entries: From numbers to the table's entries in C order, each an array or 0.0 or 1.0.
    """

    scope: tuple[int, ...]
    entries: Callable[[Numbers], list[Array]]


@dataclass(frozen=True)
class State:
    """Where a claim lives: it is true where variable ``variable`` is in state ``state``."""

    variable: int
    state: int


@dataclass
class Network:
    """Variables and factors of a library's claims.

    Attributes:
        sizes: Number of states of each variable.
        names: A claim or set of alternatives that each variable stands for, to name it in errors.
        places: The variable and state of every claim.
        factors: The tables whose product is the joint distribution of all variables.
    """

    sizes: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    places: dict[str, State] = field(default_factory=dict)
    factors: list[Factor] = field(default_factory=list)

    def add(self, name: str, size: int = 2) -> int:
        """A new variable's index."""
        self.sizes.append(size)
        self.names.append(name)
        return len(self.sizes) - 1

    def truths(self, claim: str) -> list[bool]:
        """Whether the claim is true, for each state of its variable."""
        place = self.places[claim]
        return [state == place.state for state in range(self.sizes[place.variable])]


@lru_cache(maxsize=32)
def network_of(library: Library) -> Network:
    """The network of a library's claims; kept, since it depends on no number."""
    network = Network()
    for group, alternatives in library.alternatives.items():
        variable = network.add(group, len(alternatives.members) + bool(alternatives.requires))
        for state, member in enumerate(alternatives.members):
            network.places[member] = State(variable, state)
    for name in library.claims:
        network.places[name] = State(network.add(name), 1)
    for group in library.alternatives:
        _add_alternatives(network, library, group)
    for name, claim in library.claims.items():
        if claim.table:
            _add_table(network, name, claim.parents)
        else:
            _add_claim(network, name, list(claim.causes), list(dict.fromkeys(claim.requires)))
    return network


def _add_alternatives(network: Network, library: Library, group: str) -> None:
    alternatives = library.alternatives[group]
    members = list(alternatives.members)
    variable = network.places[members[0]].variable
    paths = [f"claims.{member}.weight" for member in members]
    required = list(dict.fromkeys(alternatives.requires))
    if not required:
        network.factors.append(Factor((variable,), lambda numbers: numbers.shares(paths)))
        return
    gate, truths = _all_true(network, group, required)

    def entries(numbers: Numbers) -> list[Array]:
        open_gate = [*numbers.shares(paths), 0.0]
        closed = [0.0] * len(members) + [1.0]
        return [entry for true in truths for entry in (open_gate if true else closed)]

    network.factors.append(Factor((gate, variable), entries))


def _all_true(network: Network, name: str, required: list[str]) -> tuple[int, list[bool]]:
    """A variable, and for each of its states whether every required claim is true."""
    gate, truths = network.places[required[0]].variable, network.truths(required[0])
    for claim in required[1:]:
        output = network.add(name)
        _add_and(network, gate, truths, claim, output)
        gate, truths = output, [False, True]
    return gate, truths


def _add_and(network: Network, left: int, truths: list[bool], claim: str, output: int) -> None:
    """``output`` is true where ``left`` is in a true state and ``claim`` is true."""
    right, both = network.places[claim].variable, network.truths(claim)
    if left == right:  # two members of one set of alternatives, or the same one
        table = [x and y for x, y in zip(truths, both, strict=True)]
        scope: tuple[int, ...] = (left, output)
    else:
        table = [x and y for x in truths for y in both]
        scope = (left, right, output)
    flat = [entry for true in table for entry in ((0.0, 1.0) if true else (1.0, 0.0))]
    network.factors.append(Factor(scope, lambda _numbers: list(flat)))


def _add_claim(network: Network, name: str, causes: list[str], required: list[str]) -> None:
    """A root or a noisy-OR, and what it requires behind it."""
    prior = f"claims.{name}.prior"
    fires: dict[int, dict[int, str]] = {}  # variable → state → path of the cause's strength
    for cause in causes:
        place = network.places[cause]
        fires.setdefault(place.variable, {})[place.state] = f"claims.{name}.causes.{cause}"
    links = len(fires) + len(required)
    own = network.places[name].variable
    outputs = [network.add(name) for _ in range(links - 1)] + [own]
    if not links:
        network.factors.append(Factor((own,), lambda n: list(reversed(n.pair(prior)))))
        return
    previous: int | None = None
    for variable, by_state in fires.items():
        output = outputs.pop(0)
        _add_or(network, prior, previous, variable, by_state, output)
        previous = output
    for claim in required:
        output = outputs.pop(0)
        if previous is None:
            _add_gated_prior(network, prior, claim, output)
        else:
            _add_and(network, previous, [False, True], claim, output)
        previous = output


def _add_or(
    network: Network,
    prior: str,
    previous: int | None,
    variable: int,
    by_state: dict[int, str],
    output: int,
) -> None:
    """``output`` is true where ``previous`` is (at first: by the leak) or where a cause fires."""
    states = range(network.sizes[variable])

    def entries(numbers: Numbers) -> list[Array]:
        fire = [
            numbers.pair(by_state[state]) if state in by_state else (0.0, 1.0) for state in states
        ]
        if previous is None:
            leak, no_leak = numbers.pair(prior)
            return [x for yes, no in fire for x in (no_leak * no, leak + no_leak * yes)]
        return [x for yes, no in fire for x in (no, yes)] + [0.0, 1.0] * len(fire)

    scope = (variable, output) if previous is None else (previous, variable, output)
    network.factors.append(Factor(scope, entries))


def _add_gated_prior(network: Network, prior: str, claim: str, output: int) -> None:
    truths = network.truths(claim)

    def entries(numbers: Numbers) -> list[Array]:
        yes, no = numbers.pair(prior)
        return [x for true in truths for x in ((no, yes) if true else (1.0, 0.0))]

    network.factors.append(Factor((network.places[claim].variable, output), entries))


def _add_table(network: Network, name: str, parents: tuple[str, ...]) -> None:
    """A full table; parents that share a set of alternatives share one axis."""
    variables = list(dict.fromkeys(network.places[parent].variable for parent in parents))
    combinations: list[tuple[int, ...]] = [()]
    for variable in variables:
        combinations = [
            (*c, state) for c in combinations for state in range(network.sizes[variable])
        ]
    places = [network.places[parent] for parent in parents]
    rows = []
    for combination in combinations:
        states = dict(zip(variables, combination, strict=True))
        truths = (states[place.variable] == place.state for place in places)
        rows.append(f"claims.{name}.table." + "".join("01"[true] for true in truths))

    def entries(numbers: Numbers) -> list[Array]:
        return [x for row in rows for x in reversed(numbers.pair(row))]

    network.factors.append(Factor((*variables, network.places[name].variable), entries))
