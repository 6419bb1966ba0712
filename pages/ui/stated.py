"""The field in which one states an overall credence: the same on every page that asks for one."""

import streamlit as st

from credence.scenario import DEFAULT_TOLERANCE, Scenario, Stated
from credence.words import interval_words
from pages.ui.state import change, view
from pages.ui.text import plain

_HELP = "As 10 %, 0.1, 1 in 20 or 5%..20%, which says how unsure you are too. Empty says nothing."


def field(scenario: Scenario, claim: str, key: str, label: str, about: str = "") -> None:
    """Ask for a claim's overall credence; what is emptied is withdrawn."""
    held = scenario.stated.get(claim)
    st.text_input(
        label,
        key=view(key, _written(held.credence) if held else ""),
        placeholder="such as 10 % or 1 in 20",
        help=f"{about} {_HELP}".strip(),
        on_change=lambda: change(
            lambda s: s.with_stated(claim, st.session_state[key].strip() or None)
        ),
    )
    if held and not held.is_certain and held.tolerance != DEFAULT_TOLERANCE:
        st.caption(plain(f"Meant as {within(held)}, nine times in ten."))


def within(held: Stated) -> str:
    """A stated credence with its tolerance, as the 90 % interval that it amounts to."""
    if held.is_certain:
        return f"± {held.tolerance:.2g}"
    low, high = held.interval
    return interval_words(low, high)


def _written(credence: float) -> str:
    """A percentage that can be read back; all its digits only where it is near 0 or 1."""
    return f"{100 * credence:.{6 if 1e-4 < credence < 1 - 1e-4 else 12}g} %"
