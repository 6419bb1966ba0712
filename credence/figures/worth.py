"""What would be worth finding out, as a figure of the catalogue."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from credence.figures.answers import Answers, answers_alt, answers_figure
from credence.figures.picture import Entry, Picture
from credence.scenario import Scenario
from credence.update import credence_of
from credence.value import Crux, value
from credence.words import crux_rows, crux_title
from credence.words.plain import quoted


def _value(
    scenario: Scenario,
    *,
    dark: bool = False,
    cruxes: Sequence[Crux] | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    found = value(scenario) if cruxes is None else cruxes
    library = scenario.library
    title = library.claim(scenario.target).title
    credence = credence_of(scenario)
    telling = [crux for crux in found if crux.expected_bits > 0]
    answers = [
        Answers(
            crux_title(library, crux.crux),
            crux.probability,
            crux.if_true,
            crux.if_false,
            crux.expected_bits,
        )
        for crux in telling
    ]
    return Picture(
        figure=answers_figure(credence, answers, dark=dark),
        title=f"What would be worth finding out about {quoted(title)}",
        alt=answers_alt(title, credence, answers),
        rows=crux_rows(library, telling),
        numbers=[asdict(crux) for crux in found],
    )


ENTRIES = {"value": Entry("What would be worth finding out", _value)}
"""The figure by its name in the catalogue."""
