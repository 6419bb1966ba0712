"""Making a reconciliation's answer one's own: the scenario in which it is accepted.

Two things come out of a reconciliation and both are taken over. A *number* that moved becomes the
interval that is left of it. An argument's *soundness* as such, that it is evidence at all, is no
number of its own: it is the product of its soundness, its premises and what its undercutters spare.
So all its own factors are raised to one power, which brings their product to where it must be and
leaves each between 0 and 1; a factor of 1 stays.

What cannot be taken over is how they hang together ("either this prior is low or that argument
unsound"): a scenario holds each number by itself. So the credence that follows is near the
reconciled one, not equal to it, and doubts that hang together can lead past it when each is held in
full. They are therefore taken over as far as brings what follows nearest to it, in log-odds.
"""

import math
from collections.abc import Mapping, Sequence

from credence.evidence import structure_of
from credence.number import Kind, Number
from credence.reconciliation import Reconciliation
from credence.scenario import Scenario
from credence.update import estimate_of

LEAST_SHIFT = 0.1
"""Standard deviations: a number that moved less is left as it was."""

LEAST = 0.01
"""A soundness that changed less is left as it was."""

SHARES = (1.0, 0.75, 0.5, 0.25, 0.0)
"""How far the doubts may be taken over."""

MOST_SOUND = 0.99
"""No factor of a soundness is raised beyond this."""


def taken_over(found: Reconciliation) -> Scenario:
    """The scenario that was asked about, with the answer accepted."""
    scenario = found.scenario
    for path, shift in found.numbers.items():
        if abs(shift.shift_sd) >= LEAST_SHIFT:
            ends = _rounded(shift.after.low, shift.after.high, shift.kind)
            scenario = scenario.with_number(path, dict(zip(("low", "high"), ends, strict=True)))
    changed = [n for n, (before, after) in found.soundness.items() if abs(after - before) >= LEAST]
    if not changed:
        return scenario
    return min(
        (_with_doubts(scenario, found, changed, share) for share in SHARES),
        key=lambda taken: _distance(taken, found),
    )


def _distance(scenario: Scenario, found: Reconciliation) -> float:
    """How far what follows lies from the reconciled credences, in log-odds, summed over claims."""
    return sum(
        abs(estimate_of(scenario, claim).log_odds_bits - after.log_odds_bits)
        for claim, (_, after) in found.implied.items()
    )


def _with_doubts(
    scenario: Scenario, found: Reconciliation, changed: Sequence[str], share: float
) -> Scenario:
    """The scenario with each soundness moved by a share of the way, in logarithms."""
    chances = _chances(scenario, found.soundness)
    for name in changed if share else ():
        wanted = found.soundness[name][1] / _spared(scenario, name, chances)
        scenario = _with_soundness(scenario, name, wanted, share)
    return scenario


def _chances(scenario: Scenario, soundness: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """By active argument, how probably it is sound once the answer is accepted."""
    found: dict[str, float] = {}
    for name in structure_of(scenario.library).order:
        if name in soundness:
            found[name] = soundness[name][1]
        elif scenario.is_active(name):
            found[name] = _own(scenario, name) * _spared(scenario, name, found)
    return found


def _own(scenario: Scenario, name: str) -> float:
    """The product of an argument's soundness and premises, at their middles."""
    paths = structure_of(scenario.library).premises[name]
    return math.prod(scenario.value(path).median(Kind.PROBABILITY) for path in paths)


def _spared(scenario: Scenario, name: str, chances: Mapping[str, float]) -> float:
    """What its undercutters leave of an argument's soundness, each taken by itself."""
    spared = 1.0
    for other in structure_of(scenario.library).undercutters[name]:
        if other in chances:
            strength = scenario.value(f"arguments.{other}.undercuts.{name}")
            spared *= 1 - strength.median(Kind.PROBABILITY) * chances[other]
    return spared


def _with_soundness(scenario: Scenario, name: str, wanted: float, share: float) -> Scenario:
    own, wanted = _own(scenario, name), min(wanted, MOST_SOUND)
    if not 0 < own < 1 or wanted <= 0:  # nothing of its own is in doubt
        return scenario
    power = (math.log(wanted) / math.log(own)) ** share
    for path in structure_of(scenario.library).premises[name]:
        held: Number = scenario.value(path)
        low, high = _rounded(held.low**power, held.high**power, Kind.PROBABILITY)
        scenario = scenario.with_number(path, low if held.is_point else {"low": low, "high": high})
    return scenario


def _rounded(low: float, high: float, kind: Kind) -> tuple[float, float]:
    """Ends to three digits, or as many more as tell them apart.

    Three digits of a probability or, where it is more than a half, of what it leaves of 1.
    """
    ends = (low, high)
    smallest = min(1 - end if kind is Kind.PROBABILITY and end > 0.5 else end for end in ends)
    sizes = [size for size in (smallest, high - low) if size > 0]
    digits = 2 - math.floor(math.log10(min(sizes))) if sizes else 0
    return round(low, digits), round(high, digits)
