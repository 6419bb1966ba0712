"""Everything that is said of a group: pools, the model's numbers, agreement, and whom it hangs on.

Sampling the model needs PyMC, which this package never imports: whoever asks hands in the function
that does it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from credence.errors import InputError
from credence.groups.agreement import Influence, Sides, group_scenario, influence, sides_of
from credence.groups.people import MOST_PEOPLE, Credences, Shrunken, credences_of, people_of
from credence.groups.people import shrunken as shrunken_of
from credence.groups.posterior import Posterior
from credence.groups.statistics import Statistics
from credence.pooling import Outlier, Pool, outlier, pool
from credence.scenario import Scenario
from credence.survey import Questions, Reduced, Values
from credence.update import credence_of

type Sampler = Callable[[Statistics, tuple[str, ...]], Posterior]
"""From a group's statistics and the arguments' labels to draws of its numbers."""


@dataclass(frozen=True)
class ClaimPooled:
    """What a group makes of one claim.

    Attributes:
        pool: The plain pools of people's credences; ``people`` is 0 where nobody holds one.
        stated: How many of the credences are stated; the others are implied, or stated priors.
        group: The credence that the group's scenario implies.
        is_silent: Whether nobody states it and all hold the same: then nobody's answers reach the
            claim, and the pools only repeat the library's number.
        outlier: Whose leaving would move the pool most, with their name.
    """

    pool: Pool
    stated: int
    group: float
    is_silent: bool
    outlier: tuple[str, Outlier] | None


@dataclass(frozen=True)
class GroupResult:
    """What is said of a group.

    Attributes:
        survey: The answers, reduced, with the account of every row.
        scenario: What the group would hold together.
        claims: By claim.
        posterior: The model's numbers; ``None`` where nobody gave a likelihood ratio.
        sides: Who holds which argument to speak for and against, by label.
        credences: Everybody's credences, in a small survey.
        values: Everybody's shrunken log LRs, in a small survey.
        influence: Whom the group's numbers hang on most, with their name.
        notes: What is to be said beside the numbers.
    """

    survey: Reduced
    scenario: Scenario
    claims: dict[str, ClaimPooled]
    posterior: Posterior | None
    sides: dict[str, Sides]
    credences: Credences | None
    values: Shrunken | None
    influence: tuple[str, Influence] | None
    notes: tuple[str, ...]


def judge(
    survey: Reduced,
    base: Scenario,
    sample: Sampler,
    *,
    exponent: float | None = None,
) -> GroupResult:
    """Pool a survey and fit the model to it.

    Args:
        survey: What `credence.files.survey.read_survey` gives.
        base: What people's answers are put on top of.
        sample: Samples the model.
        exponent: For the extremised pool; by default Neyman and Roughgarden's.

    Raises:
        InputError: Nobody's answers could be used.
    """
    if not survey.size:
        raise InputError.at("", "nobody's answers could be used; the report says why, row by row")
    questions = Questions.of(base.library)
    labels = tuple(questions.ratios)
    answered = np.flatnonzero(survey.sides.sum(axis=0)).tolist()
    held = survey.statistics.columns(answered)
    asked = tuple(labels[place] for place in answered)
    posterior = sample(held, asked) if asked else None
    scenario, refused = group_scenario(base, survey, posterior)
    notes = [f"the pooled prior of {claim} could not be put into the scenario" for claim in refused]
    people = list(people_of(survey.people, base)) if survey.size <= MOST_PEOPLE else []
    people = people if len(people) == survey.size else []
    credences = credences_of(people) if people else None
    values, hangs = None, None
    if posterior and people:
        pairs = [block.log_ratios(questions) for block in survey.people]
        rows, deviations = (
            np.concatenate(parts)[:, answered] for parts in zip(*pairs, strict=True)
        )
        values = shrunken_of(posterior, rows, deviations)
        most = influence(held, posterior, rows, deviations)
        hangs = (people[most.index].name, most) if most else None
    claims = {}
    for claim in base.library.claim_ids:
        held_by, stated, names = _held(survey, credences, claim)
        far = outlier(held_by, exponent)
        claims[claim] = ClaimPooled(
            pool(held_by, exponent),
            stated,
            credence_of(scenario, claim),
            not stated
            and credences is not None
            and np.unique(held_by[~np.isnan(held_by)]).size < 2,
            (names[far.index] if names else "", far) if far else None,
        )
    if credences and credences.refused:
        notes += [f"{name}: {reason}" for name, reason in credences.refused]
    return GroupResult(
        survey,
        scenario,
        claims,
        posterior,
        sides_of(survey, labels),
        credences,
        values,
        hangs,
        tuple(notes),
    )


def _held(
    survey: Reduced, credences: Credences | None, claim: str
) -> tuple[Values, int, tuple[str, ...]]:
    """Everybody's credence in a claim, how many are stated, and whose they are.

    In a large survey nobody's scenario is evaluated: what people state counts, and where nobody
    states anything their priors do.
    """
    if credences is not None:
        return credences.values[claim], int(credences.stated[claim].sum()), credences.names
    if claim in survey.stated:
        return survey.stated[claim], len(survey.stated[claim]), ()
    return survey.priors.get(claim, np.zeros(0)), 0, ()
