"""What it would take for a credence to reach a threshold.

Two answers: for one argument at a time, the *likelihood ratio* at which the credence equals the
threshold, the argument switched on and all else as it is; and the *smallest set* of toggles, flipped
from how they are, that carries the credence across.

An unsure argument can move a credence only so far: however strong, it is unsound in some draws. Many
thresholds are therefore out of its reach, and the answer is none. An argument that undercuts another
may carry the credence across at any strength of its own; then no single ratio is the answer either.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations, islice

from credence.answers import credences, question_of
from credence.ratios import labels_of, ratio_for
from credence.relevance import players
from credence.scenario import Scenario
from credence.update import credence_of

MOST_SETS = 5_000
"""Sets of toggles that are tried, the smallest first, before the search gives up."""

CANDIDATES = 24
"""Arguments, those of the largest single flips, out of which sets are made where all are too many."""


@dataclass(frozen=True)
class Threshold:
    """What it would take.

    Attributes:
        target: The claim.
        at: The threshold, a probability.
        credence: The credence now.
        arguments: By the label of a likelihood ratio (`credence.ratios`), the one that does it, or
            ``None``.
        at_any_ratio: The labels of those that do it at every ratio looked at.
        smallest_set: The arguments to flip, or ``None`` where no set tried crosses.
        after: The credence with these flipped; ``None`` where there are none.
        exact: Whether the set is known to be the smallest: every smaller one was tried.
        furthest: Where no set crosses, the credence nearest to the threshold that one gives.
    """

    target: str
    at: float
    credence: float
    arguments: dict[str, float | None]
    at_any_ratio: tuple[str, ...]
    smallest_set: list[str] | None
    after: float | None
    exact: bool
    furthest: float | None = None


def threshold(
    scenario: Scenario,
    at: float,
    claim: str | None = None,
    *,
    most_sets: int = MOST_SETS,
    ratios: bool = True,
) -> Threshold:
    """Find what carries the credence of a claim (the scenario's target by default) to ``at``.

    Args:
        scenario: What is switched on now.
        at: The threshold, a probability.
        claim: The claim that is to cross it.
        most_sets: Sets of toggles that are tried for being smaller than the one that is found by
            always flipping what helps most.
        ratios: Whether each likelihood ratio is sought too, which takes longest.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    claim = scenario.asked(claim)
    now = credence_of(scenario, claim)
    found, exact, furthest = smallest_set(scenario, at, claim, most_sets)
    paths = labels_of(scenario.library).items() if ratios else ()
    searches = {label: ratio_for(scenario, path, at, claim) for label, path in paths}
    return Threshold(
        target=claim,
        at=at,
        credence=now,
        arguments={label: search.ratio for label, search in searches.items()},
        at_any_ratio=tuple(
            label
            for label, search in searches.items()
            if search.ratio is None and (now < at <= search.lowest or now > at >= search.highest)
        ),
        smallest_set=found,
        after=None if found is None else _flipped(scenario, found, claim),
        exact=exact,
        furthest=None if found is not None else furthest,
    )


def _flipped(scenario: Scenario, names: list[str], claim: str) -> float:
    toggles = {name: not scenario.is_active(name) for name in names}
    return credence_of(scenario.with_toggles(toggles), claim)


def smallest_set(
    scenario: Scenario, at: float, claim: str, most_sets: int = MOST_SETS
) -> tuple[list[str] | None, bool, float]:
    """The fewest toggles whose flip crosses a threshold, whether none smaller can, and how far it goes.

    First by always flipping what helps most, which crosses if it can but may take too many. Then
    every set smaller than that is tried, the smallest first, as far as ``most_sets`` goes: sets of
    all arguments that can matter to the claim, or of `CANDIDATES` where those would be too many.
    """
    question = question_of(scenario)
    names = players(scenario.with_only(scenario.library.arguments), claim)

    def after(sets: list[tuple[str, ...]]) -> list[float]:
        questions = [replace(question, active=question.active ^ set(flips)) for flips in sets]
        return [credence for credence, _ in credences(scenario, questions, claim)]

    now = after([()])[0]

    def crosses(credence: float) -> bool:
        return credence >= at if now < at else credence <= at

    if now == at:
        return [], True, now
    single = dict(zip(names, after([(name,) for name in names]), strict=True))
    reaching = [name for name in names if crosses(single[name])]
    if reaching:
        alone = max(reaching, key=lambda name: abs(single[name] - now))
        return [alone], True, single[alone]
    ranked = sorted(names, key=lambda name: -abs(single[name] - now))
    candidates = ranked[:CANDIDATES]
    greedy, furthest = _greedy(candidates, now, at, after)
    nearest = max if now < at else min
    complete, left = True, most_sets
    for size in range(2, len(greedy) if greedy else len(ranked) + 1):
        count = math.comb(len(ranked), size)
        among = ranked if count <= left else candidates
        sets = list(islice(combinations(among, size), left))
        complete = complete and len(sets) == count
        left -= len(sets)
        found = dict(zip(sets, after(sets), strict=True))
        furthest = nearest([furthest, *found.values()])
        crossing = [flips for flips in sets if crosses(found[flips])]
        if crossing:
            best = max(crossing, key=lambda flips: abs(found[flips] - now))
            return list(best), complete, found[best]
        if not left:
            break
    return greedy, complete, furthest


def _greedy(
    names: list[str],
    now: float,
    at: float,
    after: Callable[[list[tuple[str, ...]]], list[float]],
) -> tuple[list[str] | None, float]:
    """Flip what carries the credence furthest towards ``at``, again and again, until it crosses.

    Gives what was flipped, ``None`` where it never crosses, and the credence reached.
    """
    up, reached = now < at, now
    chosen: tuple[str, ...] = ()
    while len(chosen) < len(names):
        tried = [(*chosen, name) for name in names if name not in chosen]
        found = after(tried)
        best = max(range(len(tried)), key=lambda place: found[place] if up else -found[place])
        if (found[best] <= reached) if up else (found[best] >= reached):
            return None, reached  # nothing helps any more
        chosen, reached = tried[best], found[best]
        if reached >= at if up else reached <= at:
            return list(chosen), reached
    return None, reached
