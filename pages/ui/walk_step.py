"""One question of the walk: read it, say how sound, say how strong."""

import streamlit as st

from credence.number import Kind, Number
from credence.scenario import Scenario
from credence.walk import Step
from credence.words import percent
from credence.words.anchors import (
    Anchor,
    anchor_near,
    anchor_of,
    soundness_anchors,
    strength_anchors,
    strength_scales,
)
from pages.ui import elicit, numbers, view
from pages.ui.labels import number_label
from pages.ui.state import change
from pages.ui.state import view as set_widget
from pages.ui.text import linked, plain


def show(scenario: Scenario, step: Step) -> None:
    """Draw the question of a claim or of an argument."""
    if step.is_claim:
        _claim(scenario, step)
    else:
        _argument(scenario, step)


def _claim(scenario: Scenario, step: Step) -> None:
    claim = scenario.library.claim(step.item)
    st.subheader(plain(claim.title), anchor=False)
    st.markdown(plain(claim.statement))
    st.caption(
        "Before any of the arguments: what would you say? Drag both ends; the number could "
        "be anything between them, nine times in ten."
    )
    for path in step.paths:
        label = number_label(scenario.library, path)
        numbers.slider(scenario, path, label, claim.basis)
    _precisely(scenario, step)
    numbers.restore(scenario, f"claims.{step.item}")


def _argument(scenario: Scenario, step: Step) -> None:
    library = scenario.library
    argument = library.arguments[step.item]
    st.subheader(plain(argument.title), anchor=False)
    st.markdown(plain(argument.summary))
    place = f"arguments.{step.item}"
    _words(
        scenario,
        f"{place}.soundness",
        "How sure are you that this is evidence at all?",
        soundness_anchors(),
    )
    for path in step.paths:
        kind = library.numbers[path][0]
        if kind is Kind.RATIO:
            claim = path.rpartition(".")[2] if argument.bears_on else argument.claim
            about = library.claim(claim or "")
            question = f"If it is: how does it bear on “{about.title}”?"
            _words(scenario, path, question, strength_anchors())
            st.caption(plain(f"“{about.title}”: {about.statement}"))
            numbers.slider(scenario, path, "It could be anything from … to …", {})
            st.caption(plain(strength_scales(scenario.value(path))))
        elif ".undercuts." in path:
            numbers.slider(scenario, path, number_label(library, path), argument.basis)
    _precisely(scenario, step)
    numbers.restore(scenario, place)
    for source in argument.sources:
        st.caption(linked(source.title, source.url))


def _words(scenario: Scenario, path: str, question: str, anchors: tuple[Anchor, ...]) -> None:
    """A number chosen in words; one set otherwise stands among them, by its middle, as it is."""
    held = scenario.value(path)
    kind = scenario.library.numbers[path][0]
    choices = dict(anchors)
    now = anchor_of(held, anchors)
    if now is None:
        own = scenario.library.numbers[path][1]
        whose = "as it comes" if held == own else "as you set it"
        now = f"{whose}: {anchor_near(held, kind, anchors)} ({_shown(held, kind)})"
        choices = {now: held, **choices}
    key = f"words.{path}"
    st.selectbox(
        plain(question),
        list(choices),
        key=set_widget(key, now),
        format_func=lambda words: (
            words if words == now else f"{words} ({_shown(choices[words], kind)})"
        ),
        on_change=lambda: change(lambda s: s.with_number(path, choices[st.session_state[key]])),
    )


def _shown(number: Number, kind: Kind) -> str:
    said = percent if kind is Kind.PROBABILITY else "×{:.3g}".format
    ends = said(number.low), said(number.high)
    return ends[0] if number.is_point else f"{ends[0]} to {ends[1]}"


def _precisely(scenario: Scenario, step: Step) -> None:
    """The same in numbers, by whichever way of saying it one knows best."""
    fold = view.fold("Say it more precisely", "precisely")
    if fold.open:
        with fold:
            elicit.show(scenario, step)
