"""A group as forest plots: every argument with the group's strength, and one argument's people."""

import math

from credence.figures.strengths import StrengthRow
from credence.groups.result import GroupResult
from credence.number import Z90
from credence.survey import Questions
from credence.words import factor
from credence.words.group import label_title


def argument_rows(found: GroupResult) -> list[StrengthRow]:
    """A row for every argument that anybody answered: the group, and the next person as thin bar."""
    library = found.scenario.library
    return [
        StrengthRow(
            label_title(library, label),
            _said(one.lr.median, one.lr.low, one.lr.high),
            mark=math.log(one.lr.median),
            low=math.log(one.lr.low),
            high=math.log(one.lr.high),
            far=(math.log(one.next_person.low), math.log(one.next_person.high)),
            is_group=True,
        )
        for label, one in (found.posterior.arguments() if found.posterior else {}).items()
    ]


def people_rows(found: GroupResult, label: str) -> list[StrengthRow]:
    """The group, then everybody on one argument, the strongest first; in a small survey alone."""
    if found.posterior is None or found.values is None:
        return []
    place = found.posterior.labels.index(label)
    group = argument_rows(found)[place]
    path = Questions.of(found.scenario.library).ratios[label]
    owns: list[float | None] = []
    for block in found.survey.people:
        ends = block.numbers.get(path)
        for person in range(block.people):
            low, high = (math.nan, math.nan) if ends is None else (e[person] for e in ends)
            owns.append(None if math.isnan(low) else (math.log(low) + math.log(high)) / 2)
    rows = []
    for person, name in enumerate(found.names):
        mean = float(found.values.mean[person, place])
        reach = Z90 * float(found.values.deviation[person, place])
        said = _said(*(math.exp(mean + side * reach) for side in (0, -1, 1)))
        own = owns[person]
        rows.append(
            StrengthRow(
                name if own is not None else f"{name} (not asked)",
                said,
                mean,
                mean - reach,
                mean + reach,
                own=own,
            )
        )
    rows.sort(key=lambda row: -row.mark)
    named = StrengthRow(
        "The group", group.said, group.mark, group.low, group.high, group.far, is_group=True
    )
    return [named, *rows]


def _said(middle: float, low: float, high: float) -> str:
    if low == high:
        return factor(middle)
    return f"{factor(middle)} ({factor(low)} … {factor(high)})"
