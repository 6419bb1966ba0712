"""Answers on what a credence hangs on, remembered by the scenario that they belong to.

Each is worked out only when it is looked at. What no part of an answer depends on (what is stated,
say) is left out of the key, so that it is not worked out twice.
"""

from dataclasses import replace
from functools import lru_cache

from credence import curves
from credence.coherence import Gap, coherence
from credence.curves import Curve
from credence.interactions import Interaction, interactions
from credence.scenario import Scenario
from credence.threshold import Threshold
from credence.threshold import threshold as found_for
from credence.tornado import Bar
from credence.tornado import tornado as bars_of
from pages.ui import compute

MOST_IN_PAIRS = 16
"""Arguments whose pairs are shown; with all of them a large library would have thousands."""

SETS_TRIED, SETS_IN_BRIEF = 400, 100


def takes(scenario: Scenario, at: float) -> Threshold:
    """What it would take for the target to reach a credence."""
    return _takes(replace(scenario, statements=()), at)


@lru_cache(maxsize=64)
def _takes(scenario: Scenario, at: float) -> Threshold:
    return found_for(scenario, at, most_sets=SETS_TRIED)


def crossing(scenario: Scenario, at: float) -> Threshold:
    """The fewest toggles alone, quickly."""
    return _crossing(replace(scenario, statements=()), at)


@lru_cache(maxsize=64)
def _crossing(scenario: Scenario, at: float) -> Threshold:
    return found_for(scenario, at, most_sets=SETS_IN_BRIEF, ratios=False)


def tornado(scenario: Scenario) -> list[Bar]:
    """Each uncertain number at both of its ends."""
    return _tornado(replace(scenario, statements=()))


@lru_cache(maxsize=64)
def _tornado(scenario: Scenario) -> list[Bar]:
    return bars_of(scenario)


def pairs(scenario: Scenario) -> list[Interaction]:
    """The pairs among the arguments that move the target most."""
    return _pairs(replace(scenario, statements=()))


@lru_cache(maxsize=64)
def _pairs(scenario: Scenario) -> list[Interaction]:
    return interactions(scenario, among=most_moving(scenario))


def most_moving(scenario: Scenario) -> list[str]:
    """The arguments whose pairs are shown."""
    ranked = compute.attributed(scenario).largest_first()
    return [name for name, _ in ranked[:MOST_IN_PAIRS]]


def curve(scenario: Scenario, kind: str) -> Curve:
    """The credence along one dial: ``prior``, ``scepticism`` or ``overlap``."""
    return _curve(replace(scenario, statements=()), kind)


@lru_cache(maxsize=64)
def _curve(scenario: Scenario, kind: str) -> Curve:
    of = {
        "prior": curves.prior_curve,
        "scepticism": curves.scepticism_curve,
        "overlap": curves.overlap_curve,
    }
    return of[kind](scenario)


@lru_cache(maxsize=64)
def gaps(scenario: Scenario) -> list[Gap]:
    """Every stated credence beside the implied one."""
    return coherence(scenario)


@lru_cache(maxsize=64)
def prior_for(scenario: Scenario, at: float) -> float:
    """The prior credence from which the arguments lead to a credence of the target."""
    return curves.prior_for(replace(scenario, statements=()), at)
