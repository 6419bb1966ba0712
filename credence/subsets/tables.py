"""The terms of the evidence, for every setting of the chosen arguments and every draw.

Tables have an axis of length 2 for each chosen argument that they depend on, the last one first, so
that their flat index is the number whose bits are the toggles; the draws are the last axis.

Soundness here is a truth value in each draw, or, at *point values*, a probability in the one draw
there is: then what is tabled is the evidence's expectation, the members of a family sharing their fate
(`credence.subsets.fates`) and all else being unsound independently.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credence import evidence
from credence.evidence import Structure, structure_of
from credence.library import Library
from credence.parameters import DrawnParameters, Values
from credence.subsets.fates import Given, Strikes, chance_given, fates_of, in_mean
from credence.subsets.terms import Term, Terms

type Sound = NDArray[Any]
"""Whether an argument is sound, or how probably: truth values or probabilities."""


def term_tables(
    library: Library, numbers: DrawnParameters, found: Terms, *, expected: bool
) -> list[Values]:
    """The value of each term before scepticism, each of shape (2 ** bits, draws or 1).

    Args:
        library: The claims and arguments.
        numbers: The numbers over a block of draws.
        found: The terms.
        expected: Whether soundness counts as the probability that it is.
    """
    structure = structure_of(library)

    def drawn(name: str, own: Values, strikes: Strikes) -> Sound:
        return numbers.uniform(name) < in_mean(own, strikes)

    def likely(_: str, own: Values, strikes: Strikes) -> Values:
        return in_mean(own, strikes)

    sound = _soundness(structure, numbers, found, likely if expected else drawn)
    return [
        (
            _expected(structure, numbers, term, found)
            if expected and term.family and numbers.overlap(term.family)
            else _term(numbers, term, sound, found)
        ).reshape(2 ** len(term.bits), -1)
        for term in found.terms
    ]


def _expected(structure: Structure, numbers: DrawnParameters, term: Term, found: Terms) -> Values:
    """A family's evidence in expectation, over the fates that its members share."""
    total: Values = np.zeros(1)
    for weight, given in fates_of(numbers, found, structure, term.family or ""):

        def settled(name: str, own: Values, strikes: Strikes, given: Given = given) -> Values:
            if structure.family_of.get(name) == term.family:
                return chance_given(own, strikes, given)
            return in_mean(own, strikes)

        sound = _soundness(structure, numbers, found, settled)
        total = total + weight * _term(numbers, term, sound, found)
    return total


def _soundness(
    structure: Structure,
    numbers: DrawnParameters,
    found: Terms,
    settled: Callable[[str, Values, Strikes], Sound],
) -> dict[str, Sound]:
    """How sound each argument is, with an axis for each of its bits and the draws last."""
    sound: dict[str, Sound] = {}
    for name in found.on:
        bits = found.bits[name]
        strikes = [
            (
                _spread(sound[other], found.bits[other], bits),
                numbers.pair(f"arguments.{other}.undercuts.{name}")[1],
            )
            for other in found.undercutters[name]
        ]
        held = settled(name, evidence.soundness(numbers, structure.premises[name]), strikes)
        if name in found.chosen:
            own = found.chosen.index(name)
            held = held * _spread(np.array([[False], [True]]), (own,), bits)
        sound[name] = _spread(held, bits, bits) if held.ndim == 1 else held
    return sound


def _spread(table: Sound, bits: tuple[int, ...], among: tuple[int, ...]) -> Sound:
    """A table over ``bits`` with an axis for each of ``among``, of length 1 where it has none."""
    shape = tuple(2 if bit in bits and table.ndim > 1 else 1 for bit in reversed(among))
    return table.reshape(*shape, table.shape[-1])


def _term(numbers: DrawnParameters, term: Term, sound: dict[str, Sound], found: Terms) -> Values:
    truths = [_spread(sound[r.argument], found.bits[r.argument], term.bits) for r in term.ratios]
    logs = [numbers.log_ratio(ratio.path) for ratio in term.ratios]
    if term.family is None:
        lone: Values = truths[0] * logs[0]
        return np.broadcast_to(lone, (*(2 for _ in term.bits), lone.shape[-1]))
    overlap = numbers.pair(f"families.{term.family}.overlap")[0]
    draws = max(array.shape[-1] for array in (*truths, *logs))
    total: Values = np.zeros((*(2 for _ in term.bits), draws))
    for members, part in _orders(logs):
        own = [truths[m][..., part] if truths[m].shape[-1] > 1 else truths[m] for m in members]
        values = [logs[m][part] if logs[m].shape[-1] > 1 else logs[m] for m in members]
        total[..., part] = _discounted(overlap, own, values, is_for=True)
        total[..., part] += _discounted(overlap, own, values, is_for=False)
    return total


def _orders(logs: list[Values]) -> Iterator[tuple[list[int], slice | NDArray[np.intp]]]:
    """The orders of a family's members by falling strength, each with the draws that have it."""
    held = np.stack(np.broadcast_arrays(*logs))
    order = np.argsort(-abs(held), axis=0, kind="stable")
    kinds, which = np.unique(np.concatenate([order, held > 0]), axis=1, return_inverse=True)
    for kind in range(kinds.shape[1]):
        members = kinds[: len(logs), kind].tolist()
        yield members, slice(None) if kinds.shape[1] == 1 else np.flatnonzero(which == kind)


def _discounted(
    overlap: Values, sound: list[Values], logs: list[Values], *, is_for: bool
) -> Values:
    """The total of one sign, from the weakest on: each counts in full and discounts all before."""
    total: Values = np.zeros(1)
    for truth, log in zip(reversed(sound), reversed(logs), strict=True):
        if (log[0] > 0) == is_for:
            total = truth * log + (1 - overlap * truth) * total
    return total
