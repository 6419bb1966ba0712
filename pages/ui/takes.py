"""What would it take? The fewest toggles, the prior, and the strength of one argument alone."""

import streamlit as st

from credence.errors import InputError
from credence.number import Kind, read
from credence.scenario import Scenario
from credence.threshold import Threshold
from credence.words import one_in, percent
from credence.words.threshold import no_ratio_words, ratio_rows, threshold_words
from pages.ui import hinges, state, view
from pages.ui.text import plain

_ROWS = 12
_AT = 0.5


def show(scenario: Scenario) -> None:
    """Ask for a threshold, and say every way to reach it."""
    at = _asked_at()
    found = hinges.takes(scenario, at)
    _crossing(scenario, found)
    _start(scenario, at)
    rows = ratio_rows(scenario, found)
    if rows:
        st.markdown(
            "One argument alone, switched on, would do it at these likelihood ratios; those that "
            "would change least come first."
        )
        st.table([{k: plain(v) for k, v in row.items()} for row in rows[:_ROWS]], hide_index=True)
        if len(rows) > _ROWS:
            st.caption(f"{len(rows) - _ROWS} more would have to change further.")
    if others := no_ratio_words(scenario, found):
        st.caption(plain(others))


def _asked_at() -> float:
    """Ask for a threshold."""
    at = view.number("at", _AT, low=1e-9, high=1 - 1e-9)
    st.text_input(
        "To reach a credence of",
        key=state.view("sensitivity.at", percent(at, digits=6)),
        help="Such as 10 %, 0.1 or 1 in 20. The fewest toggles that cross it are sought, and for "
        "each argument the likelihood ratio at which the credence is exactly that.",
        on_change=_set_at,
    )
    if refused := st.session_state.pop("sensitivity.refused", ""):
        st.warning(plain(refused))
    return at


def brief(scenario: Scenario) -> None:
    """The same in short, without a search for each argument's strength."""
    at = _asked_at()
    _crossing(scenario, hinges.crossing(scenario, at))
    _start(scenario, at)
    st.page_link(
        "pages/sensitivity.py",
        label="One argument alone",
        icon=":material/arrow_forward:",
        query_params=view.brought(view.SENSITIVITY, "takes"),
    )


def _crossing(scenario: Scenario, found: Threshold) -> None:
    """The fewest toggles, and a button that switches them."""
    st.markdown(plain(threshold_words(scenario, found)))
    if found.smallest_set:
        toggles = {name: not scenario.is_active(name) for name in found.smallest_set}
        st.button(
            "Switch them so",
            key="sensitivity.do",
            on_click=lambda: state.change(lambda s: s.with_toggles(toggles)),
        )


def _start(scenario: Scenario, at: float) -> None:
    """The prior credence that would do it."""
    try:
        start = hinges.prior_for(scenario, at)
    except InputError as error:
        st.caption(plain(error.problems[0].message))
        return
    said = f"{percent(start)} ({one_in(start)})" if 0 < start < 1 else percent(start)
    st.markdown(plain(f"With the arguments as they are, one would have to start from {said}."))


def _set_at() -> None:
    text = st.session_state["sensitivity.at"].strip()
    try:
        held = read(text, Kind.PROBABILITY)
    except ValueError as error:
        st.session_state["sensitivity.refused"] = str(error)
        return
    if not held.is_point or not 0 < held.low < 1:
        said = "This needs one probability strictly between 0 and 1, such as 10 % or 1 in 20."
        st.session_state["sensitivity.refused"] = said
        return
    view.change("at", held.low, _AT)
