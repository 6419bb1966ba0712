"""Where a group agrees, whom its numbers hang on, and the scenario that it would hold together.

People may *differ in strength* (all find the argument supports the claim, some more than others)
or *in direction* (for some it supports, for others it speaks against). A large τ alone does not
tell which; the shares on each side of an LR of 1 do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence.errors import InputError
from credence.groups.likelihood import Group, information, log_likelihood_and_slope
from credence.groups.posterior import Posterior
from credence.groups.priors import MU_SD
from credence.groups.reduced import Reduced
from credence.groups.statistics import Statistics, statistics_of
from credence.number import Z90, Number
from credence.pooling import pool
from credence.scenario import Scenario
from credence.survey import Questions

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Sides:
    """How many people hold an argument to speak against the claim, for it, or neither way."""

    against: int
    neither: int
    supports: int

    @property
    def people(self) -> int:
        """How many answered."""
        return self.against + self.neither + self.supports


def sides_of(survey: Reduced, labels: tuple[str, ...]) -> dict[str, Sides]:
    """The sides of every argument that somebody answered."""
    found = {}
    for label, (against, neither, supports) in zip(labels, survey.sides.T.tolist(), strict=True):
        if against + neither + supports:
            found[label] = Sides(against, neither, supports)
    return found


@dataclass(frozen=True)
class Influence:
    """The person without whom the group's centre on an argument would move most.

    Attributes:
        index: Their place among the people.
        argument: The argument's place.
        before: μ with them, natural log-units.
        without: μ of everybody else.
    """

    index: int
    argument: int
    before: float
    without: float


def influence(
    held: Statistics, posterior: Posterior, rows: Values, deviations: Values
) -> Influence | None:
    """Whose leaving moves a μ most, in posterior standard deviations of that μ.

    Exact for μ given the posterior means of τ and σ_b, where the model is linear: everybody's step
    is first bounded to first order, and the twenty largest are computed in full. ``None`` with
    fewer than three people.
    """
    if len(rows) < 3:
        return None
    size = held.size
    at = Group(
        posterior.mu.mean(0), posterior.tau.mean(0), float(np.sqrt((posterior.sigma**2).mean()))
    )
    prior = np.eye(size) / MU_SD**2
    whole = information(held, at)[:size, :size] + prior
    slope = log_likelihood_and_slope(held, at)[1][:size] - at.mu / MU_SD**2
    centre = at.mu + np.linalg.solve(whole, slope)
    scale = posterior.mu.std(axis=0)
    around = Group(centre, at.tau, at.sigma)
    pulls = _pulls(rows, deviations, around)
    first = np.abs(np.linalg.solve(whole, pulls.T).T / scale).max(axis=1)
    best: tuple[float, Influence] | None = None
    for index in np.argsort(-first, kind="stable")[:20].tolist():
        one = statistics_of(rows[index : index + 1], deviations[index : index + 1])
        left = whole - information(one, around)[:size, :size]
        step = np.linalg.solve(left, -pulls[index])
        place = int(np.argmax(np.abs(step / scale)))
        moved = float(abs(step[place] / scale[place]))
        if best is None or moved > best[0]:
            before, after = float(centre[place]), float(centre[place] + step[place])
            best = moved, Influence(index, place, before, after)
    return best[1] if best else None


def _pulls(rows: Values, deviations: Values, at: Group) -> Values:
    """Each person's part in the slope over μ, shape (people, N)."""
    given = ~np.isnan(rows)
    weight = np.where(given, 1 / (at.tau**2 + np.where(given, deviations, 0.0) ** 2), 0.0)
    apart = np.where(given, rows - at.mu, 0.0)
    k = at.sigma**2 / (1 + at.sigma**2 * weight.sum(1))
    return np.asarray(weight * (apart - (k * (weight * apart).sum(1))[:, None]))


def group_scenario(
    base: Scenario, survey: Reduced, posterior: Posterior | None
) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario that the group would hold, and the claims whose prior it could not take.

    Likelihood ratios are the group's (the interval is that of μ), a prior that people gave is the
    geometric mean of their odds, and an argument is on if at least half of those who toggled it
    have it on; everything else is as in ``base``.
    """
    scenario, refused = base, []
    paths = Questions.of(base.library).ratios
    for label, found in (posterior.arguments() if posterior else {}).items():
        low, high = found.mu - Z90 * found.mu_sd, found.mu + Z90 * found.mu_sd
        held = Number(float(np.exp(low)), float(np.exp(high)))
        scenario = scenario.with_number(paths[label], held)
    for claim, priors in survey.priors.items():
        pooled = pool(priors).geometric_odds
        try:
            if pooled is not None:
                scenario = scenario.with_number(f"claims.{claim}.prior", pooled)
        except InputError:
            refused.append(claim)
    toggles = {name: 2 * on >= said for name, (on, said) in survey.votes.items() if said}
    return scenario.with_toggles(toggles), tuple(refused)
