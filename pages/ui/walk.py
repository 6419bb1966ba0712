"""The frame of the walk: where it starts, how far one is, on and back, and the live preview.

Steps are counted from 1 in the address; 0 is the start, ``end`` the end.
"""

from collections.abc import Sequence

import streamlit as st

from credence.scenario import Scenario
from credence.walk import Answered, Step, steps
from credence.words import one_in, points_words, told_apart
from pages.ui import compute, view
from pages.ui.state import change
from pages.ui.text import plain


def start(scenario: Scenario) -> None:
    """What the walk is, and how long it is to be."""
    library = scenario.library
    claim = library.claim(scenario.target)
    st.markdown(
        "Say what you think, one question at a time. No statistics needed: you choose words, and "
        "see the numbers that they stand for. You can skip, come back and change everything."
    )
    with st.container(border=True):
        st.caption("It is about")
        st.markdown(f"**{plain(claim.title)}.** {plain(claim.statement)}")
    counts = [len(steps(library, scenario.target, short=each)) for each in (True, False)]
    if library.featured:
        st.radio(
            "How long may it take?",
            ["", "long"],
            format_func=lambda kind: (
                f"All {counts[1]} questions that bear on it"
                if kind
                else f"The {counts[0]} arguments that people name first, a few minutes"
            ),
            **view.bound("walk", "walk", "" if is_short() else "long", ""),
        )
    st.button("Start", key="walk.start", on_click=lambda: go(1))
    if answered(scenario).bits:
        st.button("Go to my result", key="walk.result", on_click=lambda: go("end"))


def progress(scenario: Scenario, at: int, count: int) -> None:
    """How far one is."""
    held = answered(scenario)
    done = sum(step in held for step in range(count))
    st.progress(at / count, f"Question {at} of {count} · {done} answered")


def buttons(scenario: Scenario, at: int, questions: Sequence[Step]) -> None:
    """On, back, and out."""
    step = questions[at - 1]
    on = at + 1 if at < len(questions) else "end"
    if not step.is_claim:
        st.caption(
            "Does it count for you? If it does, it moves your result as far as you said; left out, "
            "it does nothing. A question that you skip stays open."
        )
    with st.container(horizontal=True):
        if step.is_claim:
            st.button("Next", key="walk.next", on_click=lambda: _answer(scenario, at, on))
        else:
            title = "It counts" if not scenario.is_active(step.item) else "It counts, next"
            st.button(
                title,
                key="walk.counts",
                on_click=lambda: _answer(scenario, at, on, step.item, counts=True),
            )
            st.button(
                "Leave it out",
                key="walk.out",
                on_click=lambda: _answer(scenario, at, on, step.item, counts=False),
            )
        st.button("Skip", key="walk.skip", on_click=lambda: go(on))
        st.button("Back", key="walk.back", on_click=lambda: go(at - 1))
        st.button("To the end", key="walk.end", type="tertiary", on_click=lambda: go("end"))


def preview(scenario: Scenario, step: Step) -> None:
    """What all answers so far come to, and what this one adds."""
    st.subheader("So far", anchor=False)
    target = scenario.library.claim(scenario.target).title
    prior, now = compute.moved(scenario)
    before, after = told_apart((prior.credence, prior.complement), (now.credence, now.complement))
    with st.container(horizontal=True, key="preview"):
        st.metric("Before any argument", before, width="content")
        st.metric("With what counts for you", after, width="content")
    st.markdown(f"{plain(target)}: **{one_in(now.credence, now.complement)}**")
    if not step.is_claim:
        flip = compute.flipped(scenario, (step.item,))[step.item]
        verb = "Without this argument" if flip.active else "If you count this argument"
        st.caption(f"{verb}: {points_words(flip.change)}.")
    st.caption("The numbers that you have not touched are the library's, which are illustrative.")
    st.bottom.markdown(f"{plain(target)}: {before} → **{after}**")


def go(to: int | str) -> None:
    """Turn to a step; a callback."""
    view.change("at_step", str(to), "0")


def is_short() -> bool:
    """Whether it is the short walk."""
    return view.text("walk") != "long"


def answered(scenario: Scenario) -> Answered:
    """The steps that were answered on this very walk; another one has other steps."""
    of, _, code = view.text("answered").rpartition(".")
    return Answered.of(code if of == _which(scenario) else "")


def _which(scenario: Scenario) -> str:
    return "short" if is_short() and scenario.library.featured else scenario.target


def _answer(
    scenario: Scenario, at: int, on: int | str, argument: str | None = None, *, counts: bool = True
) -> None:
    if argument is not None:
        change(lambda s: s.with_active(argument, counts))
    done = answered(scenario).with_step(at - 1)
    view.change("answered", f"{_which(scenario)}.{done.code}")
    go(on)
