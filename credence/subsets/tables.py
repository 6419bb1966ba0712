"""The terms of the evidence, for every setting of the chosen arguments and every draw.

Tables have an axis of length 2 for each chosen argument that they depend on, the last one first, so
that their flat index is the number whose bits are the toggles; the draws are the last axis.

Soundness here is a truth value in each draw, or, at *point values*, a probability in the one draw
there is: then what is tabled is the evidence's expectation, arguments being unsound independently.
"""

import numpy as np

from credence import evidence
from credence.evidence import structure_of
from credence.library import Library
from credence.parameters import DrawnParameters, Values
from credence.subsets.terms import Term, Terms


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
    sound = _soundness(library, numbers, found, expected=expected)
    return [
        _term(numbers, term, sound, found).reshape(2 ** len(term.bits), -1) for term in found.terms
    ]


def _soundness(
    library: Library, numbers: DrawnParameters, found: Terms, *, expected: bool
) -> dict[str, Values]:
    """How sound each argument is, with an axis for each of its bits and the draws last."""
    premises = structure_of(library).premises
    sound: dict[str, Values] = {}
    for name in found.on:
        bits = found.bits[name]
        threshold = evidence.soundness(numbers, premises[name])
        for other in found.undercutters[name]:
            spared = numbers.pair(f"arguments.{other}.undercuts.{name}")[1]
            undercuts = _spread(sound[other], found.bits[other], bits)
            threshold = threshold * (undercuts * spared + (1 - undercuts))
        held = threshold if expected else numbers.uniform(name) < threshold
        if name in found.chosen:
            own = found.chosen.index(name)
            held = held * _spread(np.array([[False], [True]]), (own,), bits)
        sound[name] = _spread(held, bits, bits) if held.ndim == 1 else held
    return sound


def _spread(table: Values, bits: tuple[int, ...], among: tuple[int, ...]) -> Values:
    """A table over ``bits`` with an axis for each of ``among``, of length 1 where it has none."""
    shape = tuple(2 if bit in bits and table.ndim > 1 else 1 for bit in reversed(among))
    return table.reshape(*shape, table.shape[-1])


def _term(numbers: DrawnParameters, term: Term, sound: dict[str, Values], found: Terms) -> Values:
    truths = [_spread(sound[r.argument], found.bits[r.argument], term.bits) for r in term.ratios]
    logs = [numbers.log_ratio(ratio.path) for ratio in term.ratios]
    overlap = 0.0 if term.family is None else numbers.pair(f"families.{term.family}.overlap")[0]
    total: Values = np.zeros((*(2 for _ in term.bits), 1))
    for index, (truth, log) in enumerate(zip(truths, logs, strict=True)):
        weighed = truth * log
        for other, (rival, strength) in enumerate(zip(truths, logs, strict=True)):
            if other != index and (ahead := _is_ahead(strength, log, first=other < index)).any():
                weighed = weighed * (1 - overlap * ahead * rival)
        total = total + weighed
    return total


def _is_ahead(rival: Values, own: Values, *, first: bool) -> Values:
    """Whether a member of the same sign is the stronger; of two equal ones the first is."""
    stronger = abs(rival) >= abs(own) if first else abs(rival) > abs(own)
    ahead: Values = stronger & ((rival > 0) == (own > 0))
    return ahead
