"""How much each crux would bring every two people of a table together, all pairs at once.

The same number as `credence.information.discrimination` gives for two people, with NumPy: 2,000
people on one crux are two million pairs. Pairs are worked through in blocks, so that beyond the
result (8 bytes a pair) little memory is needed.

The symmetric KL divergence of p and q is (p − q) · (logit p − logit q).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence import odds
from credence.stated_cruxes import Judged, Pair

_BLOCK = 1 << 16
_NEAR = 1e-2

type Values = NDArray[np.float64]


@dataclass(frozen=True)
class CruxPairs:
    """All pairs of people on one crux.

    Attributes:
        question: The outcome.
        crux: The crux.
        people: Who has coherent numbers on it, in the order of the table.
        bits: Value of discrimination of (0, 1), (0, 2), …, (1, 2), …, shape (pairs,); NaN where
            there is none.
    """

    question: str
    crux: str
    people: tuple[str, ...]
    bits: Values

    def pairs(self, places: NDArray[np.int64] | None = None) -> Iterator[Pair]:
        """The pairs, or those at some places."""
        first, second = _indices(len(self.people))
        for place in range(len(self.bits)) if places is None else places.tolist():
            bits = float(self.bits[place])
            a, b = self.people[first[place]], self.people[second[place]]
            yield Pair(a, b, self.question, self.crux, None if np.isnan(bits) else bits)


@dataclass(frozen=True)
class Extremes:
    """The pairs whom a crux would bring together most, and the one it would drive apart most.

    Attributes:
        most: The pairs of the largest values, the largest first.
        least: The pair of the smallest value; ``None`` where no pair has one.
        count: How many pairs have a value.
    """

    most: list[Pair]
    least: Pair | None
    count: int


def every_pair(judged: Sequence[Judged]) -> Iterator[CruxPairs]:
    """Every pair of people with coherent numbers on the same question and crux, crux by crux."""
    by_crux: dict[tuple[str, str], list[Judged]] = {}
    for row in judged:
        if row.status == "ok":
            key = row.statement.question, row.statement.crux
            by_crux.setdefault(key, []).append(row)
    for (question, crux), rows in by_crux.items():
        people = tuple(row.statement.person for row in rows)
        yield CruxPairs(question, crux, people, _bits(rows))


def pairs(judged: Sequence[Judged]) -> list[Pair]:
    """`every_pair`, one after another."""
    return [pair for table in every_pair(judged) for pair in table.pairs()]


def extremes(judged: Sequence[Judged], most: int) -> Extremes:
    """The ends of the order of all pairs; no more of them are made than are asked for."""
    top: list[Pair] = []
    low: list[Pair] = []
    count = 0
    for table in every_pair(judged):
        whole = np.flatnonzero(~np.isnan(table.bits))
        count += len(whole)
        order = np.argsort(-table.bits[whole], kind="stable")
        top += table.pairs(whole[order[:most]])
        low += table.pairs(whole[order[-1:]])
    top.sort(key=lambda pair: -(pair.discrimination_bits or 0.0))
    least = min(low, key=lambda pair: pair.discrimination_bits or 0.0, default=None)
    return Extremes(top[:most], least, count)


def _indices(people: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, second = np.triu_indices(people, 1)
    return first, second


def _bits(rows: Sequence[Judged]) -> Values:
    columns = [
        (row.statement.p_u, row.statement.p_c, row.statement.p_u_given_c, row.p_u_given_not_c)
        for row in rows
    ]
    held = np.array(columns, dtype=np.float64).T  # None becomes NaN
    first, second = _indices(len(rows))
    found = np.empty(len(first))
    with np.errstate(divide="ignore", invalid="ignore"):
        for at in range(0, len(first), _BLOCK):
            part = slice(at, at + _BLOCK)
            found[part] = _block(held[:, first[part]], held[:, second[part]])
    return found


def _block(one: Values, other: Values) -> Values:
    """Value of discrimination of pairs; shape (4, pairs) each: P(U), P(c), P(U | c), P(U | not c)."""
    pooled = (_logit(one[1]) + _logit(other[1])) / 2  # NaN where two certain people disagree
    true, false = odds.probability_pair(pooled)
    settled = np.where(true > 0, true * _symmetric(one[2], other[2]), 0.0)
    settled += np.where(false > 0, false * _symmetric(one[3], other[3]), 0.0)
    bits = (_symmetric(one[0], other[0]) - settled) / odds.LN2
    return np.where(np.isfinite(bits) & ~np.isnan(pooled), bits, np.nan)


def _logit(p: Values) -> Values:
    return np.log(p) - np.log(1 - p)


def _symmetric(p: Values, q: Values) -> Values:
    """Symmetric KL divergence in nats."""
    apart = p - q
    found = apart * (_log_ratio(p, q, apart) - _log_ratio(1 - p, 1 - q, -apart))
    return np.where(apart == 0, 0.0, found)


def _log_ratio(of: Values, against: Values, apart: Values) -> Values:
    """``ln(of / against)``, of near values without a difference of their logarithms."""
    ratio = apart / against
    near = np.abs(ratio) < _NEAR
    return np.where(near, np.log1p(np.where(near, ratio, 0.0)), np.log(of) - np.log(against))
