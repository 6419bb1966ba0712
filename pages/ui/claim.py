"""The claim that is asked about: which one, what it says, and the numbers that it starts from."""

import streamlit as st

from credence.scenario import Scenario
from credence.update import Estimate
from credence.words import quoted
from pages.ui import numbers
from pages.ui.labels import number_label
from pages.ui.state import change, view
from pages.ui.text import linked, plain
from pages.ui.view import fold


def show(scenario: Scenario) -> None:
    """Draw the chooser and the statement."""
    library = scenario.library
    st.selectbox(
        "Claim",
        library.claim_ids,
        format_func=lambda claim: library.claim(claim).title,
        key=view("target", scenario.target),
        label_visibility="collapsed",
        on_change=lambda: change(lambda s: s.with_target(st.session_state["target"])),
    )
    claim = library.claim(scenario.target)
    st.caption(plain(claim.statement + (f" Horizon: {claim.horizon}." if claim.horizon else "")))
    start = fold("Where it starts, before any argument", "start")
    if start.open:
        with start:
            _numbers(scenario)


def _numbers(scenario: Scenario) -> None:
    claim = scenario.library.claim(scenario.target)
    place = f"claims.{scenario.target}"
    for path in scenario.library.numbers:
        if path.startswith(f"{place}."):
            numbers.slider(scenario, path, number_label(scenario.library, path), claim.basis)
    numbers.restore(scenario, place)
    if required := scenario.library.parents_of(scenario.target):
        titles = ", ".join(scenario.library.claim(each).title for each in required)
        st.caption(f"It also depends on: {plain(titles)}. Ask about these to change theirs.")
    if claim.note:
        st.caption(plain(claim.note))
    for source in claim.sources:
        st.caption(linked(source.title, source.url))


def settled(scenario: Scenario, prior: Estimate) -> bool:
    """Whether nothing can move the claim; says so, and offers to leave it open where that is why."""
    name = scenario.target
    if prior.credence and prior.complement:
        return False
    title = quoted(scenario.library.claim(name).title)
    truth = scenario.suppose.get(name)
    if truth is None:
        st.info(
            plain(
                f"{title} is certain from the start, by its numbers or by what is supposed of other "
                "claims: no argument can move it."
            )
        )
        return True
    st.info(
        plain(
            f"{title} is taken as {'true' if truth else 'false'} here, so that nothing can move it, "
            "neither an argument nor another number. Leave it open, or ask about another claim."
        )
    )
    st.button(
        plain(f"Leave {title} open"),
        key="claim.open",
        on_click=lambda: change(lambda s: s.with_supposition(name, None)),
    )
    return True


def ask(scenario: Scenario, key: str) -> None:
    """Ask which claim a page is about; ``key`` is the widget's."""
    library = scenario.library
    st.selectbox(
        "About",
        library.claim_ids,
        format_func=lambda claim: library.claim(claim).title,
        key=view(key, scenario.target),
        on_change=lambda: change(lambda s: s.with_target(st.session_state[key])),
    )
