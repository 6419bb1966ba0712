"""Everything that is said of a group: pools, the model's numbers, agreement, and whom it hangs on.

Sampling the model needs PyMC, which this package never imports: whoever asks hands in the function
that does it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from credence.errors import InputError
from credence.groups.agreement import Influence, Sides, group_scenario, influence, sides_of
from credence.groups.people import Implied, Shrunken, implied_by, named
from credence.groups.people import shrunken as shrunken_of
from credence.groups.posterior import Posterior
from credence.groups.reduced import Reduced
from credence.groups.statistics import Statistics
from credence.pooling import Outlier, Pool, outlier, pool
from credence.scenario import Scenario
from credence.survey import Block, Questions, Values
from credence.update import credence_of

type Sampler = Callable[[Statistics, tuple[str, ...]], Posterior]
"""From a group's statistics and the arguments' labels to draws of its numbers."""


MOST_PEOPLE = 2_000
"""People up to whom everybody is shown, and who moves the group's numbers most is sought."""


@dataclass(frozen=True)
class Counted:
    """A pool, and who was counted in it.

    Attributes:
        pool: The plain pools; their ``people`` is 0 where nobody was counted.
        worked_out: How many sets of answers stand for all; ``None`` where each is gone through.
        outlier: Whose leaving would move the pool most, with their name.
    """

    pool: Pool
    worked_out: int | None
    outlier: tuple[str, Outlier] | None

    @property
    def n(self) -> int:
        """How many people were counted."""
        return self.pool.people


@dataclass(frozen=True)
class ClaimPooled:
    """What a group makes of one claim; who is silent on it is counted nowhere.

    Attributes:
        stated: Over the people who state an overall credence in it.
        implied: Over those whose own numbers reach it.
        unreadable: How many stated credences could not be read; they are in no pool.
        group: The credence that the group's scenario implies.
    """

    stated: Counted
    implied: Counted
    unreadable: int
    group: float

    @property
    def is_silent(self) -> bool:
        """Whether nobody said anything that reaches the claim."""
        return not self.stated.n and not self.implied.n


@dataclass(frozen=True)
class GroupResult:
    """What is said of a group.

    Attributes:
        survey: The answers, reduced, with the account of every row.
        scenario: What the group would hold together.
        claims: By claim.
        posterior: The model's numbers; ``None`` where nobody gave a likelihood ratio.
        sides: Who holds which argument to speak for and against, by label.
        names: Everybody's name, in a small survey.
        values: Everybody's shrunken log LRs, in a small survey.
        influence: Whom the group's numbers hang on most, with their name.
        notes: What is to be said beside the numbers.
    """

    survey: Reduced
    scenario: Scenario
    claims: dict[str, ClaimPooled]
    posterior: Posterior | None
    sides: dict[str, Sides]
    names: tuple[str, ...]
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
    small = survey.size <= MOST_PEOPLE and sum(b.people for b in survey.people) == survey.size
    blocks = survey.people if small else ()
    names = tuple(name for block in blocks for name in named(block))
    values, hangs = None, None
    if posterior and blocks:
        pairs = [block.log_ratios(questions) for block in blocks]
        rows, deviations = (
            np.concatenate(parts)[:, answered] for parts in zip(*pairs, strict=True)
        )
        values = shrunken_of(posterior, rows, deviations)
        most = influence(held, posterior, rows, deviations)
        hangs = (names[most.index], most) if most else None
    implied = implied_by(survey.own, base)
    claims = {
        claim: ClaimPooled(
            _stated(survey, blocks, names, claim, exponent),
            _implied(implied, claim, exponent),
            survey.account.unread.get(f"claims.{claim}.stated", 0),
            credence_of(scenario, claim),
        )
        for claim in base.library.claim_ids
    }
    notes += [f"{name}: {reason}" for name, reason in implied.refused]
    return GroupResult(
        survey,
        scenario,
        claims,
        posterior,
        sides_of(survey, labels),
        names,
        values,
        hangs,
        tuple(notes),
    )


def _stated(
    survey: Reduced,
    blocks: tuple[Block, ...],
    names: tuple[str, ...],
    claim: str,
    exponent: float | None,
) -> Counted:
    """The pool of those who state a claim; whose answer it hangs on is named in a small survey."""
    values = survey.stated.get(claim, np.zeros(0))
    asked = [block.credences(claim, "stated") for block in blocks]
    none = [np.full(block.people, np.nan) for block in blocks]
    said = [mine if a is None else a for a, mine in zip(asked, none, strict=True)]
    missing = np.isnan(np.concatenate([np.zeros(0), *said])).tolist()
    who = [name for name, is_silent in zip(names, missing, strict=True) if not is_silent]
    return _counted(values, None, who, exponent)


def _implied(implied: Implied, claim: str, exponent: float | None) -> Counted:
    """The pool of those whose own numbers reach a claim."""
    values = implied.values[claim]
    reached = np.flatnonzero(~np.isnan(values))
    worked_out = len(reached) if implied.is_sample else None
    who = [implied.names[place] for place in reached.tolist()]
    return _counted(values[reached], implied.people[reached], who, exponent, worked_out)


def _counted(
    values: Values,
    people: Values | None,
    who: list[str],
    exponent: float | None,
    worked_out: int | None = None,
) -> Counted:
    far = outlier(values, exponent, people)
    return Counted(
        pool(values, exponent, people),
        worked_out,
        (who[far.index] if who else "", far) if far else None,
    )
