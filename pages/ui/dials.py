"""Two dials: how much to trust arguments at all, and how far they say the same."""

import streamlit as st

from credence.curves import sharing
from credence.scenario import Scenario
from credence.words import curve_words, listed, quoted
from pages.ui import hinges, show, state, view
from pages.ui.text import plain


def trust(scenario: Scenario) -> None:
    """The credence with every argument shrunk."""
    st.markdown(
        "If all of these arguments deserve less weight than they claim: scepticism shrinks every "
        "one alike, from full weight at the left to none at the right, where the prior is left."
    )
    _scepticism_slider(scenario)
    show.drawn("scepticism", scenario, curve=hinges.curve(scenario, "scepticism"))
    st.markdown(plain(curve_words("scepticism", hinges.curve(scenario, "scepticism"))))


def _scepticism_slider(scenario: Scenario) -> None:
    st.slider(
        "Scepticism",
        0.0,
        1.0,
        step=0.05,
        key=state.view("sensitivity.scepticism", scenario.scepticism),
        on_change=lambda: state.change(
            lambda s: s.with_scepticism(round(st.session_state["sensitivity.scepticism"], 6))
        ),
    )


def overlap(scenario: Scenario) -> None:
    """The credence with more and with less double counting."""
    st.markdown(
        "Arguments of one *family* partly rest on the same evidence; adding them up in full would "
        "count it twice. At the left all count in full, at the right only the strongest of each."
    )
    if not (families := sharing(scenario)):
        st.info(_overlap_words(scenario))
        return
    titles = [quoted(scenario.library.families[name].title) for name in families]
    st.caption(plain(f"In play: {listed(titles, 4)}."))
    show.drawn("overlap", scenario, curve=hinges.curve(scenario, "overlap"))
    st.markdown(plain(_overlap_words(scenario)))


def _overlap_words(scenario: Scenario) -> str:
    if not sharing(scenario):
        return (
            "No two arguments that are on share a family and reach this claim, so nothing is "
            "counted twice here."
        )
    return curve_words("overlap", hinges.curve(scenario, "overlap"))


def brief(scenario: Scenario) -> None:
    """Both in a sentence each, with the dial of scepticism."""
    if not scenario.active:
        st.caption("No argument is on, so there is nothing to count twice or to distrust.")
        return
    st.markdown(f"**Double counting.** {plain(_overlap_words(scenario))}")
    said = plain(curve_words("scepticism", hinges.curve(scenario, "scepticism")))
    st.markdown(f"**Scepticism.** {said}")
    _scepticism_slider(scenario)
    st.page_link(
        "pages/sensitivity.py",
        label="All the way in between",
        icon=":material/arrow_forward:",
        query_params=view.brought(view.SENSITIVITY, "trust"),
    )
