"""What a person states overall, beside what their own arguments and numbers imply.

Both cannot be right. A *gap* can be closed from either side: by stating what is implied, or by
changing a number. Three kinds of change are worked out, each alone and all else as it is: another
prior credence (see `credence.curves`), another value of the claim's own number, and another
likelihood ratio of an argument that is on (see `credence.ratios`), as far as numbers can be written.
What none of them reaches is ``None``: an argument that may be unsound moves a credence only so far.

Which of them to move, and by how little each if all may give, is another question (reconciliation).
"""

import math
from dataclasses import dataclass

from credence import odds
from credence.curves import prior_for
from credence.errors import InputError
from credence.line_search import roots
from credence.number import Kind
from credence.ratios import STRONGEST, argument_of, labels_of, ratio_for
from credence.relevance import players
from credence.scenario import Scenario, Stated
from credence.update import estimate_of, evaluate

_MOST = math.log(STRONGEST)
_CERTAIN = -math.log(2.0**-53)
"""Log-odds up to which a probability is told from 1."""


@dataclass(frozen=True)
class Gap:
    """One stated credence beside the implied one.

    Attributes:
        claim: The claim.
        stated: What is stated, with its tolerance.
        implied: The credence that the arguments and numbers give.
        gap_bits: Stated minus implied log-odds; ``None`` where it is infinite, one of the two being
            certain (0 or 1) and the other not.
        prior: The prior credence that would close the gap; ``None`` where the claim is certain, or
            the prior would have to be nearer to 0 or 1 than can be written.
        number: Path of the claim's own number, its prior, leak or weight, if it has one.
        value: What that number would have to be, as a point; ``None`` where no value does.
        arguments: By the label of a likelihood ratio (`credence.ratios`) of an active argument that
            can influence the claim, the one that would close the gap, or ``None``.
    """

    claim: str
    stated: Stated
    implied: float
    gap_bits: float | None
    prior: float | None
    number: str | None
    value: float | None
    arguments: dict[str, float | None]


def coherence(scenario: Scenario) -> list[Gap]:
    """Every stated credence beside the implied one, the widest gap first.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    found = evaluate(scenario).claims
    gaps = []
    for claim, stated in scenario.statements:
        number, playing = _own_number(scenario, claim), players(scenario, claim)
        gaps.append(
            Gap(
                claim=claim,
                stated=stated,
                implied=found[claim].posterior.credence,
                gap_bits=found[claim].gap_bits,
                prior=None if stated.is_certain else _prior(scenario, stated.credence, claim),
                number=number,
                value=None
                if number is None or stated.is_certain
                else _value(scenario, number, stated.credence, claim),
                arguments={
                    label: None
                    if stated.is_certain
                    else ratio_for(scenario, path, stated.credence, claim).ratio
                    for label, path in labels_of(scenario.library).items()
                    if argument_of(label) in playing
                },
            )
        )
    return sorted(gaps, key=lambda gap: -math.inf if gap.gap_bits is None else -abs(gap.gap_bits))


def _own_number(scenario: Scenario, claim: str) -> str | None:
    """Path of the one number that a claim starts from, if there is just one."""
    for field in ("prior", "weight"):
        if (path := f"claims.{claim}.{field}") in scenario.library.numbers:
            return path
    return None


def _prior(scenario: Scenario, at: float, claim: str) -> float | None:
    try:
        prior = prior_for(scenario, at, claim)
    except InputError:  # the claim is certain beforehand; what is impossible is refused earlier
        return None
    return prior if 0 < prior < 1 else None


def _value(scenario: Scenario, path: str, at: float, claim: str) -> float | None:
    """The value of a number, as a point, at which the credence equals ``at``; the nearest to today's."""
    kind, wanted = scenario.library.numbers[path][0], odds.log_odds(at)
    is_probability = kind is Kind.PROBABILITY

    def number(place: float) -> float:
        return float(odds.probability(place)) if is_probability else math.exp(place)

    def gap(place: float) -> float:
        return estimate_of(scenario.with_number(path, number(place)), claim).log_odds - wanted

    now = scenario.value(path).normal(kind)[0]
    most = _CERTAIN if is_probability else _MOST
    found = roots(gap, sorted({-_MOST, min(max(now, -_MOST), most), most}))
    nearest = min(found, key=lambda place: abs(place - now), default=None)
    return None if nearest is None else number(nearest)
