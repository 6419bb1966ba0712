"""A claim's probability in each draw, with both tails kept, and what the draws say together.

`Marginal` holds P(claim) and P(not claim) side by side, since either may be far smaller than what
a double can tell from 1, and their logarithms where even that is not enough.

Where something is *supposed*, it is learnt: a draw in which it was likelier weighs more. The
*weight* of a draw is the probability that it gave to what is supposed, and a credence is
E[P(claim, supposed | draw)] / E[P(supposed | draw)], a weighted mean of P(claim | supposed, draw).
What does not hang together with a claim at all leaves its draws alone.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from credence.parameters import Values

SMALLEST_SAFE = 1e-280
"""A mean below this has lost digits to underflow and is taken from logarithms instead."""


@dataclass(frozen=True)
class Marginal:
    """A claim's probability in each draw, shape (draws,) or (1,) where nothing is uncertain.

    Attributes:
        true: P(claim).
        false: P(not claim), to its own full precision.
        log_true: Logarithm of ``true``, also where ``true`` itself is below the smallest double.
        log_false: Logarithm of ``false``.
        log_weight: Logarithm of P(what is supposed), shape (draws,) or (1,); ``None`` where nothing
            is supposed, and all draws weigh the same.
    """

    true: Values
    false: Values
    log_true: Values | None = None
    log_false: Values | None = None
    log_weight: Values | None = None

    def weighted(self, log_weight: Values) -> "Marginal":
        """The same where the draws weigh differently, at the shape that both have together."""
        shape = np.broadcast_shapes(self.true.shape, log_weight.shape)
        log_true, log_false = (
            None if logs is None else np.broadcast_to(logs, shape)
            for logs in (self.log_true, self.log_false)
        )
        true, false, weight = (
            np.broadcast_to(values, shape) for values in (self.true, self.false, log_weight)
        )
        return Marginal(true, false, log_true, log_false, weight)

    @property
    def logs(self) -> tuple[Values, Values]:
        """Natural logarithms of ``true`` and ``false`` in each draw."""
        if self.log_true is not None and self.log_false is not None:
            return self.log_true, self.log_false
        with np.errstate(divide="ignore"):
            return np.log(self.true), np.log(self.false)

    @property
    def log_odds(self) -> Values:
        """Natural log-odds in each draw; infinite where the claim is certain."""
        log_true, log_false = self.logs
        return log_true - log_false

    @cached_property
    def weight(self) -> Values | None:
        """How much each draw counts, 1 on average; ``None`` where all count the same."""
        return weight_of(self.log_weight)

    @property
    def log_mass(self) -> float:
        """Natural logarithm of the probability of what is supposed; 0 where nothing is."""
        return (
            0.0 if self.log_weight is None else log_mean(np.exp(self.log_weight), self.log_weight)
        )

    @property
    def means(self) -> tuple[float, float]:
        """Weighted means of ``true`` and of ``false``."""
        return mean(self.true, self.weight), mean(self.false, self.weight)

    @property
    def log_means(self) -> tuple[float, float]:
        """Natural logarithms of the weighted means of ``true`` and of ``false``."""
        return (
            log_mean(self.true, self.log_true, self.weight),
            log_mean(self.false, self.log_false, self.weight),
        )

    @property
    def influence(self) -> Values:
        """How far each draw pulls the credence, ``weight · (true − credence)``; shape as ``true``."""
        apart = self.true - self.means[0]
        return apart if self.weight is None else self.weight * apart

    @property
    def log_odds_of_mean(self) -> float:
        """Natural log-odds of the credence; infinite where it is 0 or 1."""
        log_true, log_false = self.log_means
        return log_true - log_false

    def pulls(self, batches: int) -> Values:
        """How far each of as many batches of draws pulls the credence; they sum to 0."""
        pulls = self.influence
        if len(pulls) == 1:
            return np.zeros(batches)
        return pulls.reshape(batches, -1).sum(axis=1) / len(pulls)

    @property
    def mcse(self) -> float:
        """Standard error of the credence as the draws themselves tell it; 0 where all are alike."""
        pulls = self.influence
        return float(pulls.std(ddof=1) / math.sqrt(len(pulls))) if len(pulls) > 1 else 0.0

    @property
    def effective_share(self) -> float:
        """How many draws of equal weight would say as much, for each of these (Kish 1965)."""
        return 1.0 if self.weight is None else 1 / float(np.square(self.weight).mean())

    def quantiles(self, shares: tuple[float, ...]) -> tuple[float, ...]:
        """Values of ``true`` below which these shares of the draws' weight lie."""
        if self.weight is None:
            return tuple(np.quantile(self.true, shares).tolist())
        weighted = np.quantile(self.true, shares, weights=self.weight, method="inverted_cdf")
        return tuple(weighted.tolist())


def weight_of(log_weight: Values | None) -> Values | None:
    """Weights of mean 1 from their logarithms; ``None`` for ``None``."""
    if log_weight is None:
        return None
    weight = np.exp(log_weight - log_weight.max())
    return weight / weight.mean()


def mean(values: Values, weight: Values | None) -> float:
    """The mean of ``values``, weighted where there are weights."""
    return float(values.mean() if weight is None else (values * weight).sum() / weight.sum())


def log_mean(values: Values, logs: Values | None, weight: Values | None = None) -> float:
    """Natural logarithm of a mean, from ``logs`` (if there are any) where ``values`` underflow."""
    found = mean(values, weight)
    if logs is None or found > SMALLEST_SAFE:
        return math.log(found) if found > 0 else -math.inf
    if weight is not None:
        with np.errstate(divide="ignore"):
            logs = logs + np.log(weight)
    largest = float(logs.max())
    if math.isinf(largest):
        return largest
    return largest + math.log(float(np.exp(logs - largest).mean()))


class BlockMeans:
    """Credences under several questions, put together from equally long blocks of draws.

    Args:
        questions: How many there are.
    """

    def __init__(self, questions: int) -> None:
        self._credence = np.zeros(questions)
        self._log_means = np.full((questions, 2), -np.inf)
        self._log_mass = np.full(questions, -np.inf)

    def add(self, answers: list[Marginal], places: list[int] | slice = slice(None)) -> None:
        """Take in one block's answers to the questions at ``places``, all by default."""
        mass = np.array([answer.log_mass for answer in answers])
        known = self._log_mass[places]
        total = np.logaddexp(known, mass)
        before, share = np.exp(known - total), np.exp(mass - total)
        means = np.array([answer.means[0] for answer in answers])
        logs = np.array([answer.log_means for answer in answers]).reshape(-1, 2)
        self._credence[places] = before * self._credence[places] + share * means
        self._log_means[places] = np.logaddexp(self._log_means[places], logs + mass[:, None])
        self._log_mass[places] = total

    @property
    def credences(self) -> Values:
        """By question, the credence."""
        return self._credence

    @property
    def log_means(self) -> Values:
        """By question, the natural logarithms of the credence and of what it leaves of 1."""
        log_means: Values = self._log_means - self._log_mass[:, None]
        return log_means

    @property
    def log_odds(self) -> Values:
        """By question, the natural log-odds of the credence."""
        log_odds: Values = self._log_means[:, 0] - self._log_means[:, 1]
        return log_odds


def joined(parts: list[Marginal]) -> Marginal:
    """Blocks of draws put together again; a block in logarithms makes all of them so."""
    if all(len(part.true) == 1 for part in parts):
        return parts[0]  # nothing is uncertain, so every block says the same
    true, false = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("true", "false")
    )
    weights = [part.log_weight for part in parts if part.log_weight is not None]
    log_weight = np.concatenate(weights) if weights else None
    if all(part.log_true is None for part in parts):
        return Marginal(true, false, log_weight=log_weight)
    log_true, log_false = (np.concatenate([part.logs[side] for part in parts]) for side in (0, 1))
    return Marginal(true, false, log_true, log_false, log_weight)
