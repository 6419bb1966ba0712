"""What one sets once: library, worldview, scepticism, what is settled, one's own overall number."""

import streamlit as st

from credence.files import is_released, load_library, released, worldviews
from credence.scenario import MOST_DRAWS, Scenario
from pages.ui import stated
from pages.ui.state import change, view
from pages.ui.text import plain

NOBODY = ""
OWN = ""


def show(scenario: Scenario) -> None:
    """Draw the settings into the sidebar."""
    with st.sidebar:
        st.header("Credence", anchor=False)
        st.caption("How far should an argument move you? A calculator for thinking it through.")
        _library(scenario)
        _worldview(scenario)
        st.slider(
            "Scepticism",
            0.0,
            1.0,
            step=0.05,
            key=view("scepticism", scenario.scepticism),
            help="Shrinks every argument at once: at 0 each counts in full, at 1 none counts.",
            on_change=lambda: change(
                lambda s: s.with_scepticism(round(st.session_state["scepticism"], 6))
            ),
        )
        _suppositions(scenario)
        _stated(scenario)
        _draws(scenario)


def _library(scenario: Scenario) -> None:
    held = scenario.library
    own = () if is_released(held) else (OWN,)
    st.selectbox(
        "Library",
        [*own, *released()],
        format_func=lambda name: held.title if name == OWN else load_library(name).title,
        key=view("library", OWN if own else held.name),
        on_change=lambda: change(_with_library),
    )
    if own:
        st.caption("This library is not one of ours; whoever wrote it answers for it.")


def _with_library(scenario: Scenario) -> Scenario:
    name = st.session_state["library"]
    return scenario if name == OWN else Scenario(load_library(name))


def _worldview(scenario: Scenario) -> None:
    found = worldviews(scenario.library)
    if not found:
        return
    now = next((i for i, w in found.items() if _same(w.scenario, scenario)), NOBODY)
    st.selectbox(
        "Start from a worldview",
        [NOBODY, *found],
        format_func=lambda name: found[name].name if name else "none in particular",
        key=view("worldview", now),
        help="Switches on and sets what one author's text says, as we read it.",
        on_change=lambda: change(lambda s: _from_worldview(s, st.session_state["worldview"])),
    )
    if now and found[now].note:
        st.caption(plain(found[now].note))


def _same(worldview: Scenario, scenario: Scenario) -> bool:
    return worldview.with_target(scenario.target) == scenario.with_target(scenario.target)


def _from_worldview(scenario: Scenario, name: str) -> Scenario:
    if name == NOBODY:
        return Scenario(scenario.library).with_target(scenario.target)
    return worldviews(scenario.library)[name].scenario.with_target(scenario.target)


def _suppositions(scenario: Scenario) -> None:
    claims = scenario.library.claim_ids
    titles = {claim: scenario.library.claim(claim).title for claim in claims}
    for value, label in ((True, "Suppose true"), (False, "Suppose false")):
        key = f"suppose.{value}"
        held = [claim for claim, truth in scenario.suppositions if truth is value]
        st.multiselect(
            label,
            claims,
            format_func=titles.__getitem__,
            key=view(key, held),
            placeholder="What if a claim were settled?",
            on_change=lambda v=value, k=key: change(lambda s: _supposed(s, v, st.session_state[k])),
        )


def _supposed(scenario: Scenario, value: bool, claims: list[str]) -> Scenario:
    for claim, truth in scenario.suppositions:
        if truth is value and claim not in claims:
            scenario = scenario.with_supposition(claim, None)
    for claim in claims:
        scenario = scenario.with_supposition(claim, value)
    return scenario


def _stated(scenario: Scenario) -> None:
    title = plain(scenario.library.claim(scenario.target).title)
    stated.field(
        scenario,
        scenario.target,
        "stated",
        f"Your own overall number for {title}",
        "Compared with what your arguments imply; it changes nothing else.",
    )


def _draws(scenario: Scenario) -> None:
    options = [2**power for power in range(10, MOST_DRAWS.bit_length())]
    options = sorted({*options, scenario.draws})
    st.select_slider(
        "Draws",
        options,
        key=view("draws", scenario.draws),
        format_func=lambda count: f"{count:,}",
        help="How often your uncertain numbers are drawn. More draws, smaller Monte Carlo error.",
        on_change=lambda: change(lambda s: s.with_draws(st.session_state["draws"])),
    )
