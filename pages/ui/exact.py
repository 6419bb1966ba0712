"""Exact shares of many arguments: worked out beside the page, for those who ask.

Up to eight arguments are shared out exactly at once. Beyond that the page shows estimates with their
errors, and offers to try every combination of up to sixteen. Once asked for, the link says so, and
the estimates stand until the exact shares are there.
"""

import streamlit as st

from credence.attribution import MOST_SUBSETS, Attribution
from credence.scenario import Scenario
from pages.ui import compute, view, work
from pages.ui.text import plain

_ASKED = "exact"


def offer(scenario: Scenario, found: Attribution) -> None:
    """The way to exact shares, or how far they are; nothing where there are too many arguments."""
    ways = 2 ** len(found.arguments)
    if ways > MOST_SUBSETS:
        return
    if not view.flag(_ASKED):
        st.button(
            f"Try all {ways:,} combinations",
            key="exact.ask",
            help="Gives the exact shares in place of estimates, after a few seconds.",
            on_click=lambda: view.change(_ASKED, True),
        )
        return
    work.answer(
        "models.tasks:attributed",
        scenario,
        key=compute.exact_key(scenario),
        said=plain(f"Trying all {ways:,} combinations"),
    )
    if work.known(compute.exact_key(scenario)) is None:
        st.button("Cancel", key="exact.cancel", on_click=_cancel)


def _cancel() -> None:
    work.leave()
    view.change(_ASKED, None)
