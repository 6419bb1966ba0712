"""Cruxes as people state them: which question would move them, and which would bring them together.

A *crux* c is a question whose answer would change somebody's credence in an outcome U. People state
P(U), P(c) and P(U | c); what they would think if the crux failed follows by the law of total
probability. Its *value of information* is how many bits their view of U is expected to move once
the crux is settled. Its *value of discrimination* for two people is how many bits closer they are
expected to come. The two are easily confused: a crux can matter much to both and leave them as far
apart as before.

Stated numbers may contradict each other: then no P(U | not c) between 0 and 1 exists, and the row is
*incoherent*. It is named, not mended. Whether it is, is decided in rationals: 0.3 · 0.1 is 0.03 there,
so that rounding neither makes a contradiction nor hides one.

Source of the measures: Forecasting Research Institute, "Roots of Disagreement on AI Risk" (2024).
"""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from credence import information, odds

_DENOMINATOR = 10**6
"""Fractions of whole numbers up to this are told from decimals."""


@dataclass(frozen=True)
class Statement:
    """What one person states about one crux; ``None`` where they left a number out.

    Attributes:
        person: Who.
        group: The group they belong to, possibly empty.
        question: The outcome U that is asked about.
        crux: The crux c.
        p_u: P(U).
        p_c: P(c).
        p_u_given_c: P(U | c).
    """

    person: str
    group: str
    question: str
    crux: str
    p_u: float | None
    p_c: float | None
    p_u_given_c: float | None


@dataclass(frozen=True)
class Judged:
    """A statement with what follows from it.

    Attributes:
        statement: What was stated.
        status: Whether the numbers are there and can hold together.
        p_u_given_not_c: P(U | not c); ``None`` where the crux is certain, or unless the status is ok.
        lr: The crux's likelihood ratio P(c | U) / P(c | not U); ``None`` where it is undefined or
            infinite.
        value_bits: Value of information in bits; ``None`` unless the status is ok.
    """

    statement: Statement
    status: Literal["ok", "missing", "incoherent"]
    p_u_given_not_c: float | None = None
    lr: float | None = None
    value_bits: float | None = None


@dataclass(frozen=True)
class Pair:
    """How much a crux is expected to bring two people together.

    Attributes:
        a: One person.
        b: The other.
        question: The outcome.
        crux: The crux.
        discrimination_bits: Expected fall in the symmetric KL divergence between them; ``None`` where
            one is certain and the other is not, so that they are infinitely far apart.
    """

    a: str
    b: str
    question: str
    crux: str
    discrimination_bits: float | None


def judge(statement: Statement) -> Judged:
    """What follows from one statement."""
    p_u, p_c, p_u_given_c = statement.p_u, statement.p_c, statement.p_u_given_c
    if p_u is None or p_c is None or p_u_given_c is None:
        return Judged(statement, "missing")
    if p_c == 1:
        if exact(p_u) != exact(p_u_given_c):
            return Judged(statement, "incoherent")
        return Judged(statement, "ok", None, _ratio(p_u_given_c, p_u), 0.0)
    derived = (exact(p_u) - exact(p_u_given_c) * exact(p_c)) / (1 - exact(p_c))
    if not 0 <= derived <= 1:
        return Judged(statement, "incoherent")
    otherwise = float(derived)
    value = _weighted(p_c, p_u_given_c, p_u) + _weighted(1 - p_c, otherwise, p_u)
    return Judged(
        statement, "ok", otherwise, _ratio(p_u_given_c, p_u) if p_c > 0 else None, max(value, 0.0)
    )


@lru_cache(maxsize=4_096)  # people's numbers are few
def exact(probability: float) -> Fraction:
    """What was written: a fraction of whole numbers such as 1/3, or a decimal of up to 15 digits.

    A float tells the two apart; a spreadsheet's 0.06999999999999999 is the 0.07 that it shows.
    """
    fraction = Fraction(probability).limit_denominator(_DENOMINATOR)
    return fraction if float(fraction) == probability else Fraction(f"{probability:.15g}")


def group_medians(judged: Iterable[Judged]) -> dict[str, dict[str, float]]:
    """Median value of information by group and crux, over the rows that are ok.

    Rows on several outcomes are taken together; `by_question` parts them.
    """
    found: dict[str, dict[str, list[float]]] = {}
    for row in judged:
        if row.value_bits is not None:
            of_group = found.setdefault(row.statement.group, {})
            of_group.setdefault(row.statement.crux, []).append(row.value_bits)
    return {
        group: {crux: statistics.median(values) for crux, values in of_group.items()}
        for group, of_group in found.items()
    }


def by_question(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """The rows on each outcome, in the order of the table."""
    found: dict[str, list[Judged]] = {}
    for row in judged:
        found.setdefault(row.statement.question, []).append(row)
    return found


def discrimination(a: Judged, b: Judged) -> float | None:
    """Expected fall in bits of the symmetric KL divergence once the crux is settled.

    The crux's probability is pooled by the geometric mean of the two people's odds. For all pairs
    of a table there is `credence.stated_pairs`.
    """
    one, other = _view(a), _view(b)
    return information.discrimination(one, other) if one and other else None


@dataclass(frozen=True)
class _View:
    """One person's numbers, each with its complement."""

    target: information.Pair
    crux: information.Pair
    if_true: information.Pair | None
    if_false: information.Pair | None


def _view(judged: Judged) -> _View | None:
    stated = judged.statement
    if stated.p_u is None or stated.p_c is None:
        return None
    given = [
        None if p is None else (p, 1 - p) for p in (stated.p_u_given_c, judged.p_u_given_not_c)
    ]
    return _View((stated.p_u, 1 - stated.p_u), (stated.p_c, 1 - stated.p_c), *given)


def divergence(p: float, q: float) -> float:
    """KL divergence of the probability ``p`` from ``q`` in bits, with 0 · log 0 = 0."""
    return information.divergence((p, 1 - p), (q, 1 - q))


def _weighted(weight: float, p: float, q: float) -> float:
    return 0.0 if weight == 0 else weight * divergence(p, q)


def _ratio(p_u_given_c: float, p_u: float) -> float | None:
    """P(c | U) / P(c | not U): by Bayes' theorem the odds of U given c over the odds of U."""
    if p_u in {0.0, 1.0} or p_u_given_c == 1:
        return None
    return odds.odds(p_u_given_c) / odds.odds(p_u)
