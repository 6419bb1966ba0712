"""Patterns of soundness: which of the unsure arguments are sound, all at once.

Where a rare *pattern* decides a credence (two strong arguments that are each sound one time in
fifty), a few thousand draws hold it once or never, and their spread does not say what they missed.
So each pattern of the rarest arguments is asked at the median of every number: how far it lies from
the credence, and how probable it is, says what the spread should have been.

The probability of a pattern is a product over arguments, each given the undercutters before it; the
members of a family share their fate (`credence.fates`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from credence.evidence import chance_of_soundness, structure_of
from credence.fates import Truths, together
from credence.inference import Inference, Question
from credence.marginal import Marginal
from credence.memo import Memo
from credence.parameters import DrawnParameters, Values
from credence.scenario import Scenario
from credence.unsure import unsure

MOST_OPEN = 10
"""Arguments whose patterns are asked for; where more are unsure, the rarest."""

UNSEEN = 0.05
"""Patterns that the draws hold with less than this probability, all together, are left out."""

ROUNDING = 1e-14
"""Relative differences below this are none: what no pattern moves has no error."""

MEMO_BYTES = 2 * 2**20


@dataclass(frozen=True)
class Patterns:
    """What a claim's probability would be under each pattern.

    Attributes:
        probability: Of each pattern, shape (patterns,); they sum to 1.
        apart: How far each would pull the credence, ``weight · (true − credence)``, of that shape.
    """

    probability: Values
    apart: Values

    @classmethod
    def of(cls, probability: Values, marginal: Marginal) -> "Patterns":
        """From the claim's probability under each pattern, shape (patterns,) or (1,)."""
        weight: Values = np.ones(1)
        if marginal.log_weight is not None:
            weight = np.exp(marginal.log_weight - marginal.log_weight.max())
        mass = probability * weight
        credence = (mass * marginal.true).sum() / mass.sum()
        apart = marginal.true - credence
        apart = weight * np.where(abs(apart) > ROUNDING * credence, apart, 0.0) / mass.sum()
        return cls(probability, np.broadcast_to(apart, probability.shape))

    def mcse(self, drawn: Marginal) -> float:
        """Standard error of a credence over draws, honest where a rare pattern decides.

        The spread is the larger of the draws' own and that over the patterns. Half a draw of the
        farthest pattern that the draws may well hold is added, since a count that ought to be a
        small fraction is off by about a half.
        """
        draws = len(drawn.true)
        if draws == 1:
            return 0.0
        far = np.argsort(-np.abs(self.apart), kind="stable")
        seen = np.cumsum(self.probability[far]) * draws >= UNSEEN
        farthest = abs(float(self.apart[far[np.argmax(seen)]]))
        spread = math.sqrt(self.probability @ self.apart**2 / draws)
        return math.hypot(max(drawn.mcse, spread), farthest / (2 * draws))


def patterns_of(
    scenario: Scenario, questions: Sequence[Question], claims: tuple[str, ...]
) -> list[dict[str, Patterns]]:
    """For each question, by claim what rare patterns could do; {} where no argument is unsure.

    Args:
        scenario: The numbers, and which arguments are active.
        questions: What is asked of them.
        claims: The claims.

    Raises:
        InputError: What is supposed has probability 0.
    """
    doubtful = tuple(sorted(unsure(scenario)))
    if not doubtful:
        return [{} for _ in questions]
    asks_nothing = replace(
        scenario, toggles=(), statements=(), suppositions=(), scepticism=0.0, chosen_target=None
    )
    numbers, inference = _inference(asks_nothing, _rarest(asks_nothing, doubtful))
    found = []
    for question in questions:
        truths = inference.evidence.soundness(question.active, question.overlap)
        probability = _probability(numbers, truths, question.overlap)
        asked = inference.marginals(question, claims)
        found.append({claim: Patterns.of(probability, asked[claim]) for claim in claims})
    return found


def _rarest(scenario: Scenario, arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are soundest or least sound by themselves, at most `MOST_OPEN`."""
    if len(arguments) <= MOST_OPEN:
        return arguments
    numbers = scenario.numbers()

    def rarity(argument: str) -> float:
        premises = structure_of(scenario.library).premises[argument]
        chance = math.prod(numbers[path][1].median(numbers[path][0]) for path in premises)
        return min(chance, 1 - chance)

    return tuple(sorted(sorted(arguments, key=rarity)[:MOST_OPEN]))


@lru_cache(maxsize=2)
def _inference(
    scenario: Scenario, arguments: tuple[str, ...]
) -> tuple["_PatternParameters", Inference]:
    """Kept, with what it remembers, since most toggles leave the rarest arguments as they are."""
    numbers = _PatternParameters(scenario.at_medians(), arguments)
    return numbers, Inference(scenario.library, numbers, memo=Memo(MEMO_BYTES))


def forget() -> None:
    """Drop what is remembered."""
    _inference.cache_clear()


class _PatternParameters(DrawnParameters):
    """Numbers that are all points, with soundness as each of some patterns has it.

    Attributes:
        open: The arguments that patterns are made of; a row for each pattern. All others are sound
            as in so many draws.
    """

    def __init__(self, scenario: Scenario, arguments: tuple[str, ...]) -> None:
        super().__init__(scenario.library, scenario.numbers(), scenario.seed, scenario.draws)
        self.open = arguments
        self.rows = np.arange(2 ** len(arguments))
        self.block = slice(0, len(self.rows))

    def is_sound(self, argument: str) -> Truths:
        """Whether a pattern has the argument sound, by row."""
        found: Truths = (self.rows >> self.open.index(argument) & 1).astype(bool)
        return found

    def uniform(self, argument: str) -> Values:
        """0 where a pattern has the argument sound and 1 where not."""
        if argument in self.open:
            return np.where(self.is_sound(argument), 0.0, 1.0)
        return np.resize(super().uniform(argument), len(self.rows))


def _probability(
    numbers: _PatternParameters, truths: dict[str, Truths], overlap: float | None
) -> Values:
    """Of each row's pattern, given which others are sound in it."""
    structure = structure_of(numbers.library)

    def overlap_of(family: str) -> float:
        return numbers.overlap(family) if overlap is None else overlap

    families: dict[str | None, list[str]] = {}
    for name in numbers.open:
        family = structure.family_of.get(name)
        families.setdefault(family if family and overlap_of(family) else None, []).append(name)
    total: Values = np.ones(1)
    for family, members in families.items():
        sound = [numbers.is_sound(name) for name in members]
        chances = [
            chance_of_soundness(np, numbers, structure, name, truths.get) for name in members
        ]
        if family is None:
            total = total * together(sound, chances, 0.0)
            continue
        # Most rows differ in other arguments alone: these are counted by what they are in.
        columns = [np.unique(chance, return_inverse=True) for chance in chances]
        code = np.zeros(len(numbers.rows), dtype=np.int64)
        for is_sound, (values, place) in zip(sound, columns, strict=True):
            code = (code * len(values) + place) * 2 + is_sound
        _, first, row = np.unique(code, return_index=True, return_inverse=True)
        few = [np.broadcast_to(chance, code.shape)[first] for chance in chances]
        total = total * together([each[first] for each in sound], few, overlap_of(family))[row]
    return total / total.sum()
