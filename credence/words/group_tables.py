"""A group's numbers as rows for the tables of a page: pools, arguments, and the account of rows."""

from typing import TYPE_CHECKING

from credence.words.group import label_title, sides_words, spread_words
from credence.words.numbers import factor, percent
from credence.words.plain import clean

if TYPE_CHECKING:
    from credence.groups.result import ClaimPooled, GroupResult
    from credence.survey import Account


def pool_rows(found: "GroupResult") -> list[dict[str, str]]:
    """A row for every claim that anybody's answers reach, those with stated credences first."""

    def shown(value: float | None) -> str:
        return "undefined" if value is None else percent(value)

    return [
        {
            "Claim": clean(found.scenario.library.claim(claim).title, 80),
            "People": _people(held),
            "Mean": shown(held.pool.mean),
            "Median": shown(held.pool.median),
            "Geometric mean of odds": shown(held.pool.geometric_odds),
            "Extremised": shown(held.pool.extremised),
            "The group’s own numbers": percent(held.group),
        }
        for claim, held in sorted(found.claims.items(), key=lambda pair: -pair[1].stated)
        if held.pool.people and not held.is_silent
    ]


def _people(held: "ClaimPooled") -> str:
    count = f"{held.pool.people:,}"
    if not held.stated:
        return count
    return f"{count}, {'all' if held.stated == held.pool.people else f'{held.stated:,}'} stated"


def strength_rows(found: "GroupResult") -> list[dict[str, str]]:
    """A row for every argument that anybody answered."""
    return [
        {
            "Argument": clean(label_title(found.scenario.library, label), 80),
            "Group": factor(one.lr.median),
            "90 %": f"{factor(one.lr.low)} … {factor(one.lr.high)}",
            "Next person, 90 %": f"{factor(one.next_person.low)} … {factor(one.next_person.high)}",
            "Agreement": f"{sides_words(found.sides[label])}; {spread_words(one.tau)}",
        }
        for label, one in (found.posterior.arguments() if found.posterior else {}).items()
    ]


def report_rows(account: "Account", most: int) -> list[dict[str, str]]:
    """A row for each of the first rows that are not used in full."""
    return [
        {
            "file": clean(report.file, 60),
            "row": str(report.row) if report.row else "",
            "name": clean(report.name, 60),
            "": report.status,
            "why": clean("; ".join(report.reasons), 500),
        }
        for report in account.reports[:most]
    ]
