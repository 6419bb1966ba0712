"""Exact inference, draw by draw: from active arguments to each claim's probability.

In each draw the active arguments give the *evidence* on every claim (`credence.drawn_evidence`); the
claims' network, with that evidence, gives each claim's probability, exactly. `Inference` does this for
one set of numbers and remembers what a toggle leaves as it was; `credence.answers` asks it over all
draws of a scenario.

What is remembered is kept under everything that it depends on, a person's changed numbers included. So
inferences of one library, seed and number of draws can share one store.
"""

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from credence.drawn_evidence import Changes, DrawnEvidence, changes_of
from credence.errors import InputError
from credence.junction import tree_of
from credence.library import Library
from credence.marginal import Marginal
from credence.memo import Memo
from credence.messages import Linear, Log, Propagation, cluster_tables
from credence.parameters import DrawnParameters, Values, stack
from credence.unsure import ever_together

if TYPE_CHECKING:
    from collections.abc import Hashable

SAFE_EXPONENT = 600.0
"""Log weights that lie within this range can be multiplied as plain numbers (float64 ends at 708)."""

MEMO_BYTES = 26 * 2**20
"""The claims' tables of `ai-risk-1` take 10 MB at 4,096 draws, and the messages for three overlaps 12:
where they do not fit, every edit of a number makes them anew and costs five times as much."""


@dataclass(frozen=True)
class Question:
    """What the answer depends on beside the numbers.

    Attributes:
        active: Arguments that are switched on.
        scepticism: How far every argument is shrunk, in [0, 1].
        suppositions: Claims taken as true or false.
        overlap: A number in place of every family's own overlap; ``None`` leaves them.
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
        self.library, self.numbers = library, numbers
        self.memo = Memo(MEMO_BYTES) if memo is None else memo
        self.evidence = DrawnEvidence(library, numbers, changes, self.memo)
        self.tree = tree_of(library)
        self.places = self.tree.network.places
        self._changed = changes_of("claims", changes)
        self.tables = self.memo.recall(
            ("tables", self._changed),
            lambda: tuple(cluster_tables(self.tree, numbers, stack)),
        )
        self._spread = self.memo.recall(
            ("spread", self._changed),
            lambda: sum(float(-np.log(table[table > 0].min())) for table in self.tables),
        )
        self._claims_at: dict[int, list[str]] = {}
        for claim, place in self.places.items():
            self._claims_at.setdefault(place.variable, []).append(claim)

    def marginals(self, question: Question, claims: tuple[str, ...]) -> dict[str, Marginal]:
        """The probability of each claim asked for, given the active arguments and what is supposed.

        Raises:
            InputError: What is supposed has probability 0.
        """
        log_weights, company = self._log_weights(question), ever_together(self.library)
        propagation = self._propagation(question)
        found = {claim: self._marginal(propagation, claim, question) for claim in claims}
        return {
            claim: marginal.weighted(log_weights[company[claim]])
            if company[claim] in log_weights
            else marginal
            for claim, marginal in found.items()
        }

    def _log_weights(self, question: Question) -> dict[frozenset[str], Values]:
        """Logarithm of P(what is supposed | draw), by what hangs together with it.

        To learn of a claim tells nothing on what does not, and its chance draws shall not either.
        """
        company = ever_together(self.library)
        found: dict[frozenset[str], Values] = {}
        for place, (claim, value) in enumerate(question.suppositions):
            known = replace(question, suppositions=question.suppositions[:place])
            marginal = self._marginal(self._propagation(known), claim, known)
            log = marginal.logs[0 if value else 1]
            found[company[claim]] = found.get(company[claim], 0.0) + log
        if any(np.isneginf(weights).any() for weights in found.values()):
            raise _impossible(question)
        return found

    def _propagation(self, question: Question) -> Propagation:
        logs: dict[int, Values] = {}
        tokens: dict[int, Hashable] = {}
        spread = self._spread
        for variable, claims in self._claims_at.items():
            effective = {claim: self.evidence.effective(claim, question.active) for claim in claims}
            bearing = [claim for claim, arguments in effective.items() if arguments]
            supposed = [pair for pair in question.suppositions if pair[0] in claims]
            if bearing or supposed:
                context = (question.scepticism, question.overlap) if bearing else ()
                carried = ((c, effective[c], *self.evidence.told(effective[c])) for c in bearing)
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
            return Propagation(
                self.tree, self.tables, plain, Linear(), tokens, self.memo, self._changed
            )
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
        found = {c: kept * self.evidence.on(c, question.active, question.overlap) for c in claims}
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
