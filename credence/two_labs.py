"""Two laboratories report a match: as arguments with a soundness, and with each laboratory as a claim.

An *argument* that is unsound says nothing; how probable that is was said beforehand, and nothing that
happens later changes it. So two arguments that are each "sound if true" never confirm each other:
here is no *consilience*. Where errors count, the laboratory is a *claim* of its own, the report a claim
with a *table* of how probable it is in each case, and the report that was given is *supposed*: then
a match makes an error of the laboratory likelier, and a second match makes it less likely again.

What people confuse: that a report is wrong one time in 100 is no discount of one per cent. Among 10,000
innocent men a hundred are matched by error, and one guilty man is matched too.
"""

from dataclasses import dataclass
from itertools import accumulate

from credence.library import Library
from credence.scenario import Scenario
from credence.update import estimate_of

SOURCE, WRONG = "source", "wrong_1"
REPORTS, MATCHES = ("report_1", "report_2"), ("match_1", "match_2")


@dataclass(frozen=True)
class Reported:
    """After so many reports of a match, by both ways of writing them down.

    Attributes:
        reports: How many laboratories have reported a match: 0, 1 or 2.
        as_arguments: The credence that he left the trace, each report an argument.
        as_claims: The same with each laboratory as a claim and its report supposed.
        unsound: The probability that the first argument is unsound.
        wrong: The credence that the first laboratory was wrong.
    """

    reports: int
    as_arguments: float
    as_claims: float
    unsound: float
    wrong: float


def two_labs(library: Library) -> tuple[Reported, ...]:
    """What follows after no, one and two reports, from the library ``two-labs-1``."""
    none = Scenario(library).with_only(())
    argued = accumulate(REPORTS, Scenario.with_active, initial=none)
    claimed = accumulate(
        MATCHES, lambda s, name: s.with_supposition(name, value=True), initial=none
    )
    return tuple(
        Reported(
            reports,
            as_arguments=estimate_of(told, SOURCE).credence,
            as_claims=estimate_of(supposed, SOURCE).credence,
            unsound=1 - told.value(f"arguments.{REPORTS[0]}.soundness").low,
            wrong=estimate_of(supposed, WRONG).credence,
        )
        for reports, (told, supposed) in enumerate(zip(argued, claimed, strict=True))
    )
