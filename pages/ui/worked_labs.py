"""The worked example of two laboratories: an argument with a soundness is no test with an error rate."""

from functools import lru_cache

import streamlit as st

from credence.files import load_library
from credence.files.released import DATA
from credence.library import Library
from credence.two_labs import Reported, two_labs
from credence.words import percent
from pages.ui.text import plain

EXAMPLE = DATA / "examples" / "two-labs.yaml"

_BEFORE = """
One of 10,000 people left a trace. A laboratory reports that it matches one of them, as it would for one
innocent person in a million, and it is wrong one time in 100. How probable is it that he left it?

It is tempting to write the report as an **argument**: ratio 1,000,000, soundness 99 %. But an unsound
argument says nothing, whereas a laboratory that is wrong reports a match all the same. Where errors
speak in one's favour, the laboratory is a **claim** of its own, the report a claim with a *table* (how
probable is it if he left the trace, if the laboratory is wrong, if both?), and that it was given is
*supposed*. The two ways, worked out here and now:
"""
_AFTER = """
As arguments, one report is enough: {argued}. How sound it is was said beforehand, and nothing that comes
later changes it; after the second report the first is still unsound with {still}. Arguments that are each
"sound if true" never confirm each other here. With the laboratory as a claim, one match makes its own error likely
({wrong}), since among 10,000 innocent people a hundred would be matched by error and only one guilty one;
a second laboratory that finds the same makes that error less likely again ({again}). Witnesses who
agree then vouch for each other.
"""


@lru_cache(maxsize=1)
def library() -> Library:
    """The library of the example."""
    return load_library(EXAMPLE)


@lru_cache(maxsize=1)
def worked() -> tuple[Reported, ...]:
    """Its figures, by the engine."""
    return two_labs(library())


def show() -> None:
    """Draw the example."""
    found = worked()
    st.subheader("An argument that may be unsound is not a test that may be wrong", anchor=False)
    st.markdown(_BEFORE)
    st.table([{name: plain(cell) for name, cell in row.items()} for row in rows(found)])
    _, first, second = found
    figures = {
        "argued": percent(first.as_arguments),
        "still": percent(second.unsound),
        "wrong": percent(first.wrong),
        "again": percent(second.wrong),
    }
    st.markdown(_AFTER.format(**{name: plain(said) for name, said in figures.items()}))
    st.download_button(
        "This example as a library",
        EXAMPLE.read_bytes(),
        file_name=EXAMPLE.name,
        mime="application/yaml",
        on_click="ignore",
        help="Open it on the page Own library to change its numbers.",
    )


def rows(found: tuple[Reported, ...]) -> list[dict[str, str]]:
    """A row for each figure, a column for each number of reports."""
    figures = {
        "As arguments: he left it": [each.as_arguments for each in found],
        "… the first report is unsound": [each.unsound for each in found],
        "Laboratories as claims: he left it": [each.as_claims for each in found],
        "… the first laboratory was wrong": [each.wrong for each in found],
    }
    reports = "No match", "One match", "Two matches"
    return [
        {"": title} | dict(zip(reports, map(percent, credences), strict=True))
        for title, credences in figures.items()
    ]
