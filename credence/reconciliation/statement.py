"""How probable a statement is given the numbers: logit(y) ~ Normal(logit C(θ), τ).

Several claims are stated independently of each other, given the numbers. C(θ) is what the numbers imply
(`credence.reconciliation.implied`), with soundness summed out over every pattern where they are few, and
over as many drawn ones as it takes where they are not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence import odds
from credence.errors import InputError, Problem
from credence.reconciliation.implied import Implication, Implied
from credence.reconciliation.patterns import Drawn, Listed
from credence.reconciliation.question import CANNOT_MOVE, Question

Values = NDArray[np.float64]

MOST_LISTED = 64
"""Up to so many patterns, six unsure arguments, every one is summed over."""

FEWEST_DRAWN, MOST_DRAWN = 64, 512
LARGEST_SCATTER = 0.1
"""How far the logarithm of the likelihood may scatter for the choice of drawn patterns."""

TOO_STRONG = 600.0
ROUNDING = 1e-9


@dataclass(frozen=True)
class Statement:
    """What is stated, and the sum over soundness by which it is judged."""

    implication: Implication

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.implication.question

    @property
    def is_exact(self) -> bool:
        """Whether every pattern is summed over."""
        return isinstance(self.implication.patterns, Listed)

    def log_likelihood(self, latent: Values) -> Values:
        """Natural logarithm of p(stated | θ), from independent standard normals, by set."""
        return self.of(self.implication.of(self.question.offsets(latent)))

    def of(self, implied: Implied) -> Values:
        """The same from what the numbers imply."""
        stated = self.question.scenario.stated.values()
        said = np.array([[odds.log_odds(held.credence)] for held in stated])
        tolerance = np.array([[held.tolerance] for held in stated])
        distance = (self._checked(implied.log_odds) - said) / tolerance
        density = -0.5 * distance**2 - np.log(tolerance * np.sqrt(2 * np.pi))
        total: Values = density.sum(axis=0)
        return total

    def _checked(self, log_odds: Values) -> Values:
        for claim, values in zip(self.question.stated, log_odds, strict=True):
            if not (abs(values) <= TOO_STRONG).all():
                raise InputError.at(
                    f"claims.{claim}.stated",
                    "the arguments are too strong to be reconciled: some numbers that you allow put "
                    f"{claim} beyond log-odds of 600; lower the largest likelihood ratios",
                )
        return log_odds


def check_movable(question: Question) -> None:
    """Every stated claim's credence varies with the numbers.

    Raises:
        InputError: One does not.
    """
    log_odds = rough(question).implication.of(question.prior(16)).log_odds
    problems = [
        Problem(f"claims.{claim}.stated", CANNOT_MOVE.format(claim))
        for claim, values in zip(question.stated, log_odds, strict=True)
        if not np.ptp(values) > ROUNDING
    ]
    if problems:
        raise InputError(problems)


def rough(question: Question) -> Statement:
    """The statement by few patterns: quick, and near enough to find one's way."""
    return Statement(Implication(question, _patterns(question, FEWEST_DRAWN // 2, "rough")))


def fine(
    question: Question, latent: Values, *, longer: bool = False
) -> tuple[Statement, Statement | None]:
    """The statement by as many patterns as it takes, and once more by others.

    Args:
        question: What is asked.
        latent: Some sets at which to measure the error that patterns leave.
        longer: Whether half of the error is aimed at, by up to twice as many.
    """
    scatter, most = (
        (LARGEST_SCATTER / 2, 2 * MOST_DRAWN) if longer else (LARGEST_SCATTER, MOST_DRAWN)
    )
    count = FEWEST_DRAWN
    while True:
        pair = [Statement(Implication(question, _patterns(question, count, name))) for name in "ab"]
        if pair[0].is_exact:
            return pair[0], None
        change = pair[0].log_likelihood(latent) - pair[1].log_likelihood(latent)
        if change.std() / np.sqrt(2) <= scatter or count >= most:
            return pair[0], pair[1]
        count *= 2


def _patterns(question: Question, count: int, name: str) -> Listed | Drawn:
    every = 2 ** len(question.unsure)
    if every <= max(MOST_LISTED, count):
        return Listed(question)
    return Drawn(question, count, name)
