"""The evidence of the active arguments in each draw of one set of numbers, and what is remembered of it.

`credence.evidence` has the formulas. Here they are asked with numbers, and every step is kept under all
that it depends on: the arguments in play and the changed numbers among theirs. So a toggle, or an edited
number, leaves standing what does not depend on it.

An argument's evidence on a claim hangs on other *effective* arguments alone: those that bear on the
claim, and what undercuts these through arguments that are active themselves.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from credence import evidence
from credence.library import Library
from credence.memo import Memo
from credence.number import Number
from credence.parameters import DrawnParameters, Values

Truths = NDArray[np.bool_]
Changes = tuple[tuple[str, Number], ...]


def changes_of(section: str, changes: Changes) -> Changes:
    """The changed numbers of one section of the library: claims, families or arguments."""
    return tuple(pair for pair in changes if pair[0].startswith(f"{section}."))


class DrawnEvidence:
    """Soundness and evidence under one set of numbers, over a block of draws.

    Args:
        library: The arguments.
        numbers: Every number in every draw.
        changes: Where the numbers differ from the library's own.
        memo: Where results are remembered.
    """

    def __init__(
        self, library: Library, numbers: DrawnParameters, changes: Changes, memo: Memo
    ) -> None:
        self.numbers, self.memo = numbers, memo
        self._at_ends: dict[float, DrawnParameters] = {}
        self.structure = evidence.structure_of(library)
        self._of_families = changes_of("families", changes)
        self._of_arguments: dict[str, Changes] = {}
        for pair in changes_of("arguments", changes):
            name = pair[0].split(".")[1]
            self._of_arguments[name] = (*self._of_arguments.get(name, ()), pair)
        self._bearing = {
            claim: frozenset(r.argument for r in ratios if not numbers.is_silent(r.path))
            for claim, ratios in self.structure.on_claim.items()
        }

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
        edited = sorted(self._of_arguments.keys() & arguments)
        return tuple(pair for name in edited for pair in self._of_arguments[name])

    def _effective(self, claim: str, active: frozenset[str]) -> frozenset[str]:
        frontier = list(self._bearing[claim] & active)
        found = set(frontier)
        while frontier:
            for other in self.structure.undercutters[frontier.pop()]:
                if other in active and other not in found:
                    found.add(other)
                    frontier.append(other)
        return frozenset(found)

    def soundness(self, active: frozenset[str], overlap: float | None = None) -> dict[str, Truths]:
        """Whether each active argument is sound in each draw, shape (draws,)."""
        numbers, kin = self._numbers_at(overlap), self.structure.family_of
        found: dict[str, Truths] = {}
        # Undercutters first and no recursion: a chain of 500 must not exhaust the call stack.
        for name in (name for name in self.structure.order if name in active):
            reach = active & self.structure.reach[name]
            shared = () if kin.keys().isdisjoint({name, *reach}) else (overlap, *self._of_families)
            found[name] = self.memo.recall(
                ("sound", name, reach, self._edits(reach | {name}), *shared),
                partial(evidence.is_sound, np, numbers, self.structure, name, found.get),
            )
        return found

    def on(self, claim: str, active: frozenset[str], overlap: float | None = None) -> Values:
        """Evidence on a claim in natural log-odds before scepticism, shape (draws,) or (1,).

        Args:
            claim: The claim.
            active: Arguments that are switched on.
            overlap: A number in place of every family's own overlap; ``None`` leaves them.
        """
        effective = self.effective(claim, active)
        return self.memo.recall(
            ("evidence", claim, effective, overlap, *self.told(effective)),
            lambda: self._on(claim, effective, overlap),
        )

    def _numbers_at(self, overlap: float | None) -> DrawnParameters:
        if overlap is None:
            return self.numbers
        if overlap in self._at_ends:
            return self._at_ends[overlap]
        numbers = self.numbers.at_overlap(overlap)
        if overlap in {0, 1}:  # what every evaluation asks for
            self._at_ends[overlap] = numbers
        return numbers

    def told(self, active: frozenset[str]) -> tuple[Changes, Changes]:
        """The changed numbers that the evidence of some arguments depends on."""
        return self._edits(active), self._of_families

    def _on(self, claim: str, active: frozenset[str], overlap: float | None) -> Values:
        total: Values = np.zeros(1)
        bearing = active & self._bearing[claim]
        numbers, sound = self._numbers_at(overlap), self.soundness(active, overlap)
        lone = [ratio for ratio in self.structure.alone[claim] if ratio.argument in bearing]
        for family, ratios in self.structure.families[claim].items():
            members = tuple(ratio for ratio in ratios if ratio.argument in bearing)
            if len(members) < 2:
                lone.extend(members)
            else:
                truths = [sound[ratio.argument] for ratio in members]
                total = total + self._family(family, members, truths, overlap)
        for ratio in lone:
            log_ratio = numbers.log_ratio(ratio.path)
            total = total + np.where(sound[ratio.argument], log_ratio, 0.0)
        return total

    def _family(
        self,
        family: str,
        members: tuple[evidence.Ratio, ...],
        sound: list[Truths],
        overlap: float | None,
    ) -> Values:
        numbers = self._numbers_at(overlap)
        edits = self._edits(frozenset(ratio.argument for ratio in members))
        order, log_ratios = self.memo.recall(
            ("order", members, edits, numbers.overlap(family)),
            lambda: _small(
                *evidence.strongest_first(np, [numbers.log_ratio(ratio.path) for ratio in members])
            ),
        )
        count = max(order.shape[1], *(each.shape[0] for each in sound))
        stacked = np.stack([np.broadcast_to(each, count) for each in sound])
        ordered = np.take_along_axis(stacked, np.broadcast_to(order, stacked.shape), axis=0)
        total: Values = evidence.family_total(
            np, numbers.overlap(family), ordered, log_ratios, len(members)
        )
        return total


def _small(order: NDArray[np.int64], log_ratios: Values) -> tuple[NDArray[np.int16], Values]:
    """An order in a quarter of the memory, since it is kept; a family has no more than 500 members."""
    return order.astype(np.int16), log_ratios
