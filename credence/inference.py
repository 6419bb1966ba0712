"""Exact inference, draw by draw: from active arguments to each claim's probability.

In each draw the active arguments give the *evidence* on every claim; the claims' network, with that
evidence, gives each claim's probability, exactly. `Inference` does this for one set of numbers and
remembers what a toggle leaves as it was; `credence.update` turns the draws into credences.

What is remembered is kept under everything that it depends on, a person's changed numbers included. So
inferences of one library, seed and number of draws share one store: after one number is edited, the
evidence and the messages that do not depend on it still stand, as they do after a toggle.

Draws are a person's uncertainty about their own numbers. An active argument says nothing on how
strong it is, so the draws keep equal weight: a credence is the plain mean over them. Weighing the
draws by the evidence would be another question ("how good are my numbers?").
"""

import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from credence import evidence
from credence.errors import InputError
from credence.junction import tree_of
from credence.library import Library
from credence.marginal import Marginal, joined
from credence.memo import Memo
from credence.messages import Linear, Log, Propagation, cluster_tables
from credence.number import Number
from credence.parameters import DrawnParameters, Values, stack
from credence.scenario import Scenario

Truths = NDArray[np.bool_]
Changes = tuple[tuple[str, Number], ...]

SAFE_EXPONENT = 600.0
"""Log weights that lie within this range can be multiplied as plain numbers (float64 ends at 708)."""

MEMO_BYTES = 6 * 2**20
TABLE_BYTES = 32 * 2**20
LARGEST_BLOCK = 2**13


@dataclass(frozen=True)
class Question:
    """What the answer depends on beside the numbers.

    Attributes:
        active: Arguments that are switched on.
        scepticism: How far every argument is shrunk, in [0, 1].
        suppositions: Claims taken as true or false.
        overlap: 0 or 1 in place of every family's own overlap; ``None`` leaves them.
    """

    active: frozenset[str]
    scepticism: float = 0.0
    suppositions: tuple[tuple[str, bool], ...] = ()
    overlap: float | None = None


class Inference:
    """Exact inference on a library's claims under one set of numbers, over a block of draws.

    Args:
        library: The claims and arguments.
        numbers: Every number in every draw.
        changes: Where the numbers differ from the library's own; needed where a memo is shared.
        memo: Where results are remembered; shared only between inferences of the same library and
            draws. By default one of its own.
    """

    def __init__(
        self,
        library: Library,
        numbers: DrawnParameters,
        changes: Changes = (),
        memo: Memo | None = None,
    ) -> None:
        self.library = library
        self.structure = evidence.structure_of(library)
        self.tree = tree_of(library)
        self.places = self.tree.network.places
        self._hold(numbers, changes, memo)
        self.tables = self.memo.recall(
            ("tables", self._changed["claims"]),
            lambda: tuple(cluster_tables(self.tree, numbers, stack)),
        )
        self._spread = self.memo.recall(
            ("spread", self._changed["claims"]),
            lambda: sum(float(-np.log(table[table > 0].min())) for table in self.tables),
        )
        self._claims_at: dict[int, list[str]] = {}
        for claim, place in self.places.items():
            self._claims_at.setdefault(place.variable, []).append(claim)

    def _hold(
        self, numbers: DrawnParameters, changes: Changes = (), memo: Memo | None = None
    ) -> None:
        self.numbers = numbers
        self.memo = Memo(MEMO_BYTES) if memo is None else memo
        self._changed: dict[str, Changes] = {
            section: tuple(pair for pair in changes if pair[0].startswith(f"{section}."))
            for section in ("claims", "families", "arguments")
        }
        self._edited = frozenset(path.split(".")[1] for path, _ in self._changed["arguments"])
        self._bearing = {
            claim: frozenset(r.argument for r in ratios if not numbers.is_silent(r.path))
            for claim, ratios in self.structure.on_claim.items()
        }

    def marginals(self, question: Question, claims: tuple[str, ...]) -> dict[str, Marginal]:
        """The probability of each claim asked for, given the active arguments.

        Raises:
            InputError: What is supposed has probability 0.
        """
        propagation = self._propagation(question)
        return {claim: self._marginal(propagation, claim, question) for claim in claims}

    def effective(self, claim: str, active: frozenset[str]) -> frozenset[str]:
        """The active arguments that the evidence on a claim depends on.

        Those with a likelihood ratio on it other than 1, and what undercuts them through arguments
        that are active themselves. Empty where nothing bears on the claim.
        """
        reachable = active & self.structure.relevant.get(claim, frozenset())
        if not reachable:
            return reachable
        return self.memo.recall(
            ("effective", claim, reachable, self._edits(reachable)),
            lambda: self._effective(claim, reachable),
        )

    def _edits(self, arguments: frozenset[str]) -> Changes:
        """The changed numbers of some arguments, for the keys of what depends on them."""
        edited = self._edited & arguments
        if not edited:
            return ()
        return tuple(p for p in self._changed["arguments"] if p[0].split(".")[1] in edited)

    def _effective(self, claim: str, active: frozenset[str]) -> frozenset[str]:
        frontier = list(self._bearing[claim] & active)
        found = set(frontier)
        while frontier:
            for other in self.structure.undercutters[frontier.pop()]:
                if other in active and other not in found:
                    found.add(other)
                    frontier.append(other)
        return frozenset(found)

    def soundness(self, active: frozenset[str]) -> dict[str, Truths]:
        """Whether each active argument is sound in each draw, shape (draws,)."""
        found: dict[str, Truths] = {}
        # Undercutters first and no recursion: a chain of 500 must not exhaust the call stack.
        for name in (name for name in self.structure.order if name in active):
            reach = active & self.structure.reach[name]
            found[name] = self.memo.recall(
                ("sound", name, reach, self._edits(reach | {name})),
                partial(evidence.is_sound, np, self.numbers, self.structure, name, found.get),
            )
        return found

    def evidence_on(self, claim: str, question: Question) -> Values:
        """Evidence on a claim in natural log-odds before scepticism, shape (draws,) or (1,)."""
        active = self.effective(claim, question.active)
        return self.memo.recall(
            ("evidence", claim, active, question.overlap, *self._told(active)),
            lambda: self._evidence_on(claim, active, question.overlap),
        )

    def _told(self, active: frozenset[str]) -> tuple[Changes, Changes]:
        """The changed numbers that evidence depends on."""
        return self._edits(active), self._changed["families"]

    def _evidence_on(self, claim: str, active: frozenset[str], overlap: float | None) -> Values:
        total: Values = np.zeros(1)
        bearing = active & self._bearing[claim]
        sound = self.soundness(active)
        lone = [ratio for ratio in self.structure.alone[claim] if ratio.argument in bearing]
        for family, ratios in self.structure.families[claim].items():
            members = tuple(ratio for ratio in ratios if ratio.argument in bearing)
            if len(members) < 2:
                lone.extend(members)
            else:
                truths = [sound[ratio.argument] for ratio in members]
                total = total + self._family(family, members, truths, overlap)
        for ratio in lone:
            held = self.numbers.log_ratio(ratio.path)
            total = total + np.where(sound[ratio.argument], held, 0.0)
        return total

    def _family(
        self,
        family: str,
        members: tuple[evidence.Ratio, ...],
        sound: list[Truths],
        overlap: float | None,
    ) -> Values:
        order, log_ratios = self.memo.recall(
            ("order", members, self._edits(frozenset(ratio.argument for ratio in members))),
            lambda: evidence.strongest_first(
                np, [self.numbers.log_ratio(ratio.path) for ratio in members]
            ),
        )
        count = max(order.shape[1], *(each.shape[0] for each in sound))
        stacked = np.stack([np.broadcast_to(each, count) for each in sound])
        ordered = np.take_along_axis(stacked, np.broadcast_to(order, stacked.shape), axis=0)
        own = self.numbers.pair(f"families.{family}.overlap")[0] if overlap is None else overlap
        total: Values = evidence.family_total(np, own, ordered, log_ratios, len(members))
        return total

    def _propagation(self, question: Question) -> Propagation:
        logs: dict[int, Values] = {}
        tokens: dict[int, Hashable] = {}
        spread = self._spread
        for variable, claims in self._claims_at.items():
            effective = {claim: self.effective(claim, question.active) for claim in claims}
            bearing = [claim for claim, arguments in effective.items() if arguments]
            supposed = [pair for pair in question.suppositions if pair[0] in claims]
            if bearing or supposed:
                context = (question.scepticism, question.overlap) if bearing else ()
                carried = ((c, effective[c], *self._told(effective[c])) for c in bearing)
                tokens[variable] = (variable, *carried, *context, *supposed)
                logs[variable], reach = self.memo.recall(
                    ("weights", tokens[variable]),
                    partial(self._weights, variable, bearing, supposed, question),
                )
                spread += reach
        if spread <= SAFE_EXPONENT:
            plain = {
                variable: self.memo.recall(("plain", tokens[variable]), partial(np.exp, weights))
                for variable, weights in logs.items()
            }
            of = self._changed["claims"]
            return Propagation(self.tree, self.tables, plain, Linear(), tokens, self.memo, of)
        return Propagation(self.tree, self._log_tables, logs, Log())

    @cached_property
    def _log_tables(self) -> list[Values]:
        with np.errstate(divide="ignore"):
            return [np.log(table) for table in self.tables]

    def _weights(
        self,
        variable: int,
        claims: list[str],
        supposed: list[tuple[str, bool]],
        question: Question,
    ) -> tuple[Values, float]:
        """Log weight of each state of a variable, the largest 0; shape (states, draws).

        And how far the finite ones reach below 0.
        """
        kept = 1 - question.scepticism
        found = {c: kept * self.evidence_on(c, question) for c in claims}
        count = max((len(values) for values in found.values()), default=1)
        logs = np.zeros((self.tree.network.sizes[variable], count))
        for claim, values in found.items():
            logs[self.places[claim].state] = values
        logs -= logs.max(axis=0)
        for claim, value in supposed:
            state = self.places[claim].state
            excluded = [s for s in range(len(logs)) if (s == state) != value]
            logs[excluded] = -np.inf
        return logs, _range(logs)

    def _marginal(self, propagation: Propagation, claim: str, question: Question) -> Marginal:
        place = self.places[claim]
        weights = propagation.marginal(place.variable)
        others = [state for state in range(len(weights)) if state != place.state]
        true, false = weights[place.state], weights[others]
        if isinstance(propagation.algebra, Log):
            return _from_logs(true, propagation.algebra.total(false, (0,)), question)
        false = false.sum(axis=0)
        total = true + false
        if not total.all():
            raise _impossible(question)
        return Marginal(true / total, false / total)


def _range(weights: Values) -> float:
    """How far a variable's finite log weights reach below 0."""
    finite = weights[np.isfinite(weights)]
    return float(-finite.min()) if finite.size else 0.0


def _from_logs(true: Values, false: Values, question: Question) -> Marginal:
    total = np.logaddexp(true, false)
    if np.isneginf(total).any():
        raise _impossible(question)
    log_true, log_false = true - total, false - total
    return Marginal(np.exp(log_true), np.exp(log_false), log_true, log_false)


def _impossible(question: Question) -> InputError:
    named = ", ".join(f"{claim} = {str(value).lower()}" for claim, value in question.suppositions)
    return InputError.at(
        "suppose",
        f"what is supposed ({named or 'nothing'}) has probability 0 with these numbers; "
        "leave one of the suppositions open",
    )


@lru_cache(maxsize=4)
def _kept_inference(library: Library, changes: Changes, seed: int, draws: int) -> Inference:
    numbers = DrawnParameters(Scenario(library, changes=changes).numbers(), seed, draws)
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


def inferences(scenario: Scenario) -> Iterator[Inference]:
    """The inferences that together cover all draws of a scenario, block by block."""
    parts = blocks(scenario)
    if len(parts) == 1:
        yield _kept_inference(scenario.library, scenario.changes, scenario.seed, scenario.draws)
        return
    numbers = scenario.numbers()
    for part in parts:
        drawn = DrawnParameters(numbers, scenario.seed, scenario.draws, part)
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
    sums = np.zeros(len(asked))
    logs = np.full((len(asked), 2), -np.inf)
    blocks = 0
    for inference in inferences(scenario):
        answers = [inference.marginals(question, (claim,))[claim] for question in asked]
        sums += [answer.true.mean() for answer in answers]
        means = np.array([answer.log_means for answer in answers]).reshape(-1, 2)
        logs = np.logaddexp(logs, means)
        blocks += 1
    return [
        (float(true), float(log_true - log_false))
        for true, (log_true, log_false) in zip(sums / blocks, logs, strict=True)
    ]
