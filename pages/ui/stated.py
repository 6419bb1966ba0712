"""The field in which one states an overall credence: the same on every page that asks for one."""

import streamlit as st

from credence.scenario import DEFAULT_TOLERANCE, Scenario, Stated
from credence.words import certain_words, interval_words
from pages.ui.state import change, view
from pages.ui.text import plain

_HELP = "As 10 %, 0.1, 1 in 20 or 5%..20%, which says how unsure you are too. Empty says nothing."


def field(scenario: Scenario, claim: str, key: str, label: str, about: str = "") -> None:
    """Ask for a claim's overall credence; what is emptied is withdrawn."""
    held = scenario.stated.get(claim)
    st.text_input(
        label,
        key=view(key, f"{100 * held.credence:.12g} %" if held else ""),
        placeholder="such as 10 % or 1 in 20",
        help=f"{about} {_HELP}".strip(),
        on_change=lambda: change(
            lambda s: s.with_stated(claim, st.session_state[key].strip() or None)
        ),
    )
    if held and held.is_certain:
        st.caption(plain(f"{certain_words(held.credence)}."))
    elif held and held.tolerance != DEFAULT_TOLERANCE:
        st.caption(plain(f"Meant as {within(held)}, nine times in ten."))


def within(held: Stated) -> str:
    """A stated credence with its tolerance, as the 90 % interval that it amounts to."""
    low, high = held.interval
    return interval_words(low, high)
