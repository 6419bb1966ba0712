"""A question about every subset, without its numbers: what is asked, and whether it can be answered so.

A *plan* says which arguments are chosen, through which terms they matter, and how their bits are laid
out. Its *width* tells beforehand how large the tables of the claims' joint states will be.
"""

import math
from dataclasses import dataclass, replace

from credence.answers import credences, question_of
from credence.errors import InputError
from credence.junction import Tree, tree_of
from credence.scenario import Scenario
from credence.subsets.joint import width
from credence.subsets.layout import Layout, layout_of
from credence.subsets.terms import Terms, terms_of
from credence.unsure import ever_together

MOST_JOINT = 2**13
"""Joint states of the claims that chosen arguments bear on, and of any table on the way there."""


@dataclass(frozen=True)
class Plan:
    """A question about every subset, without its numbers.

    Attributes:
        scenario: What stays as it is, and the numbers.
        target: The claim.
        found: The terms through which the chosen arguments matter.
        layout: The order of the bits.
        expected: Whether soundness counts as the probability that it is.
        width: Joint states of the largest table on the way.
    """

    scenario: Scenario
    target: str
    found: Terms
    layout: Layout
    expected: bool
    width: int

    @property
    def draws(self) -> int:
        """How many draws a mean is over."""
        return 1 if self.expected else self.scenario.draws

    @property
    def tree(self) -> Tree:
        """The claims' network."""
        return tree_of(self.scenario.library)

    @property
    def fits(self) -> bool:
        """Whether the claims' joint states are few enough for this way of summing."""
        return self.width <= MOST_JOINT


def plan_of(
    scenario: Scenario, target: str, arguments: tuple[str, ...], *, point_values: bool = False
) -> Plan:
    """Plan the sums over every subset of ``arguments``, all others as the scenario has them."""
    if point_values:
        scenario = scenario.at_medians()
    scenario = _without_strangers(scenario, target)
    found = terms_of(scenario, target, arguments)
    tree = tree_of(scenario.library)
    layout = layout_of(tree, found)
    kept = frozenset({*layout.states, tree.network.places[target].variable})
    return Plan(scenario, target, found, layout, point_values, width(tree, kept))


def _without_strangers(scenario: Scenario, target: str) -> Scenario:
    """The scenario without suppositions that have nothing to do with the target."""
    near = ever_together(scenario.library)[target]
    kept = tuple(pair for pair in scenario.suppositions if pair[0] in near)
    if kept != scenario.suppositions:  # the engine says if any of them cannot be
        credences(scenario, [question_of(scenario)], target)
    return replace(scenario, suppositions=kept)


def check_size(plan: Plan, most: int) -> None:
    """Refuse what would take absurdly long.

    Raises:
        InputError: The claims are too entangled for so many subsets; the message says what to do.
    """
    if plan.fits or (2 ** len(plan.found.chosen) <= most and not plan.expected):
        return
    claims = ", ".join(dict.fromkeys(term.claim for term in plan.layout.order))
    raise InputError.at(
        "arguments",
        f"the {len(plan.found.chosen)} chosen arguments bear on claims whose joint states are too "
        f"many to hold ({claims}); choose at most {int(math.log2(most))} arguments and no point "
        "values, or arguments that bear on fewer claims",
    )
