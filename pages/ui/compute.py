"""Answers, remembered by the scenario that they belong to.

A scenario is frozen and equal to another one that means the same, so it is its own key; an answer
can never be stale. The stores are shared by all visitors and bounded.
"""

from dataclasses import replace
from functools import lru_cache

from credence.attribution import Attribution, attribute
from credence.figures.axis import Extent, axis_range
from credence.flips import Flip, flips
from credence.links import encode
from credence.scenario import Scenario
from credence.update import Estimate, Evaluation, estimate_of, evaluate
from credence.weight_of_evidence import WeightOfEvidence, weights_of_evidence
from pages.ui import work

EVALUATIONS_FOR_A_WATERFALL = 256


def moved(scenario: Scenario) -> tuple[Estimate, Estimate]:
    """Prior and posterior of the target alone: what the headline says, before all the rest."""
    return _estimated(scenario.with_only(())), _estimated(scenario)


@lru_cache(maxsize=256)
def _estimated(scenario: Scenario) -> Estimate:
    return estimate_of(scenario)


@lru_cache(maxsize=128)
def evaluated(scenario: Scenario) -> Evaluation:
    """Prior and posterior of every claim."""
    return evaluate(scenario)


def attributed(scenario: Scenario) -> Attribution:
    """What each active argument did to the target.

    Exact for up to eight that reach it, and where the exact shares were worked out beside the page.
    """
    found = _attributed(scenario)
    return found if found.exact else work.known(exact_key(scenario)) or found


@lru_cache(maxsize=128)
def _attributed(scenario: Scenario) -> Attribution:
    return attribute(scenario, most_evaluations=EVALUATIONS_FOR_A_WATERFALL)


@lru_cache(maxsize=64)
def weights(scenario: Scenario) -> dict[str, WeightOfEvidence]:
    """What each active argument that reaches the target weighs by itself."""
    return weights_of_evidence(scenario)


def exact_key(scenario: Scenario) -> str:
    """The name of the work on a scenario's exact shares."""
    return f"attributed {scenario.library.digest} {encode(scenario)}"


@lru_cache(maxsize=128)
def flipped(scenario: Scenario, arguments: tuple[str, ...]) -> dict[str, Flip]:
    """What flipping each of these arguments would do to the target."""
    return flips(scenario, arguments=arguments)


def ahead(scenario: Scenario) -> None:
    """Compute what the page is going to show, so that it is then sent in one go."""
    attributed(scenario)
    flipped(scenario, scenario.library.featured)
    extent(scenario)


def extent(scenario: Scenario) -> Extent:
    """The range of log-odds that the arguments can reach, so that the axis holds still."""
    return _extent(replace(scenario, toggles=(), statements=()))


@lru_cache(maxsize=64)
def _extent(scenario: Scenario) -> Extent:
    target = scenario.target
    nothing = scenario.with_only(())
    found = flips(nothing)
    raising = [name for name, flip in found.items() if flip.change > 0]
    lowering = [name for name, flip in found.items() if flip.change < 0]
    ends = [evaluate(nothing.with_only(names)).draws_of(target) for names in (raising, lowering)]
    return axis_range(*(drawn.log_odds for drawn in (*ends[0], ends[1][1])))
