"""A scenario's questions, answered over all of its draws.

The draws are taken in *blocks* that can be held at once, with an inference for each. Inferences of a
scenario that fits into one block are kept, and those of one library, seed and number of draws share
what they remember: after a toggle, or after one number is edited, the evidence and the messages that do
not depend on it still stand.

Draws are a person's uncertainty about their own numbers. An active argument says nothing on how
strong it is, so the draws keep equal weight: a credence is the plain mean over them. Weighing the
draws by the evidence would be another question ("how good are my numbers?"). What is *supposed* is
learnt, though, and weighs the draws by how likely they had it (`credence.marginal`).
"""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

from credence import patterns
from credence.drawn_evidence import Changes
from credence.inference import MEMO_BYTES, Inference, Question
from credence.junction import tree_of
from credence.library import Library
from credence.marginal import BlockMeans, Marginal, joined
from credence.memo import Memo
from credence.parameters import DrawnParameters
from credence.scenario import Scenario

TABLE_BYTES = 32 * 2**20
LARGEST_BLOCK = 2**13


@lru_cache(maxsize=4)
def _kept_inference(library: Library, changes: Changes, seed: int, draws: int) -> Inference:
    held = Scenario(library, changes=changes).numbers()
    numbers = DrawnParameters(library, held, seed, draws)
    return Inference(library, numbers, changes, _kept_memo(library, seed, draws))


@lru_cache(maxsize=4)
def _kept_memo(library: Library, seed: int, draws: int) -> Memo:
    """What the inferences of one library and its draws share, whoever asks."""
    del library, seed, draws  # the key alone
    return Memo(MEMO_BYTES)


def forget() -> None:
    """Drop everything that is remembered, as if nobody had asked anything yet."""
    _kept_inference.cache_clear()
    _kept_memo.cache_clear()
    patterns.forget()


def inferences(scenario: Scenario) -> Iterator[Inference]:
    """The inferences that together cover all draws of a scenario, block by block."""
    parts = blocks(scenario)
    if len(parts) == 1:
        yield _kept_inference(scenario.library, scenario.changes, scenario.seed, scenario.draws)
        return
    numbers = scenario.numbers()
    for part in parts:
        drawn = DrawnParameters(scenario.library, numbers, scenario.seed, scenario.draws, part)
        yield Inference(scenario.library, drawn)


def blocks(scenario: Scenario) -> list[slice]:
    """The draws of a scenario in equally long parts, each small enough to be held at once."""
    tree = tree_of(scenario.library)
    held = sum(math.prod(tree.network.sizes[v] for v in scope) for scope in tree.scopes)
    fitting = max(64, TABLE_BYTES // (8 * held))
    block = min(LARGEST_BLOCK, 2 ** int(math.log2(fitting)), scenario.draws)
    return [slice(start, start + block) for start in range(0, scenario.draws, block)]


def question_of(scenario: Scenario, overlap: float | None = None) -> Question:
    """The scenario's question, optionally with every overlap at 0 or 1."""
    active = frozenset(scenario.active)
    return Question(active, scenario.scepticism, scenario.suppositions, overlap)


def marginals(
    scenario: Scenario, questions: tuple[Question, ...], claims: tuple[str, ...]
) -> list[dict[str, Marginal]]:
    """For each question, the probability of each claim over all draws of a scenario."""
    parts = [[i.marginals(q, claims) for q in questions] for i in inferences(scenario)]
    if len(parts) == 1:
        return parts[0]
    return [
        {claim: joined([part[index][claim] for part in parts]) for claim in claims}
        for index in range(len(questions))
    ]


def credences(
    scenario: Scenario, questions: Iterable[Question], claim: str
) -> list[tuple[float, float]]:
    """One claim's credence and the natural log-odds of it under each of many questions.

    Only means are kept, so that thousands of questions take no memory.
    """
    asked = list(questions)
    found = BlockMeans(len(asked))
    for inference in inferences(scenario):
        found.add([inference.marginals(question, (claim,))[claim] for question in asked])
    return list(zip(found.credences.tolist(), found.log_odds.tolist(), strict=True))
