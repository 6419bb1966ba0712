"""A group's numbers as rows for the tables of a page: pools, arguments, and the account of rows."""

from typing import TYPE_CHECKING

from credence.words.group import label_title, sides_words, spread_words
from credence.words.numbers import factor, percent
from credence.words.plain import clean

if TYPE_CHECKING:
    from credence.groups.result import Counted, GroupResult
    from credence.survey import Account


def stated_rows(found: "GroupResult") -> list[dict[str, str]]:
    """A row for every claim that anybody states, or meant to: who is counted, and the pools."""
    shown = {c: held for c, held in found.claims.items() if held.stated.n or held.unreadable}
    unread = any(held.unreadable for held in shown.values())
    return [
        _title(found, claim)
        | {"Stated by": share(held.stated, found)}
        | ({"Could not be read": f"{held.unreadable:,}"} if unread else {})
        | _pools(held.stated)
        for claim, held in shown.items()
    ]


def implied_rows(found: "GroupResult") -> list[dict[str, str]]:
    """A row for every claim that anybody's own numbers reach, with the group's own numbers."""
    return [
        _title(found, claim)
        | {"Implied by": share(held.implied, found)}
        | _pools(held.implied)
        | {"The group’s own numbers": percent(held.group)}
        for claim, held in found.claims.items()
        if held.implied.n
    ]


def _title(found: "GroupResult", claim: str) -> dict[str, str]:
    return {"Claim": clean(found.scenario.library.claim(claim).title, 80)}


def share(held: "Counted", found: "GroupResult") -> str:
    """How many people are counted, of how many: "10 of 100"."""
    return f"{held.n:,} of {found.survey.size:,}"


def _pools(held: "Counted") -> dict[str, str]:
    pool = held.pool
    values = {
        "Mean": pool.mean,
        "Median": pool.median,
        "Geometric mean of odds": pool.geometric_odds,
        "Extremised": pool.extremised,
    }
    return {name: "–" if value is None else percent(value) for name, value in values.items()}


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
