"""The one argument that is open: what it says, where it is from, and its numbers to change."""

import streamlit as st

from credence.library import Library
from credence.number import Kind
from credence.scenario import Scenario
from credence.words import percent
from credence.words.weight import error_rate_words, weight_words
from pages.ui import compute, numbers, view
from pages.ui.labels import number_label
from pages.ui.text import linked, plain


def turn(name: str) -> None:
    """Open an argument's details, or close them; a callback."""
    view.change("open", None if view.text("open") == name else name)


def show(scenario: Scenario, name: str) -> None:
    """Draw the details of an argument."""
    argument = scenario.library.arguments[name]
    with st.container(border=True):
        st.markdown(plain(argument.summary))
        for other, strength in argument.undercuts.items():
            title = plain(scenario.library.arguments[other].title)
            share = percent(strength.median(Kind.PROBABILITY))
            st.caption(f"If sound, {share} likely to undo “{title}”")
        for path in _paths(scenario.library, name):
            label = number_label(scenario.library, path)
            numbers.slider(scenario, path, label, argument.basis)
        numbers.restore(scenario, f"arguments.{name}")
        for line in _said(scenario, name):
            st.caption(plain(line))
        if argument.note:
            st.caption(plain(argument.note))
        for source in argument.sources:
            parts = [source.author, source.year, source.locator]
            about = ", ".join(plain(part) for part in parts if part)
            st.caption(f"{linked(source.title, source.url)}{f' ({about})' if about else ''}")


def _paths(library: Library, name: str) -> list[str]:
    argument = library.arguments[name]
    ratios = library.ratio_paths(name).values() if argument.bears_on or argument.lr else ()
    premises = [f"arguments.{name}.premises.{premise}" for premise in argument.premises]
    return [*ratios, f"arguments.{name}.soundness", *premises]


def _said(scenario: Scenario, name: str) -> list[str]:
    """What the argument weighs beside what it did, while it is on, and what its ratio is not."""
    lines = [error_rate_words(scenario, name)]
    if scenario.is_active(name) and name in (weights := compute.weights(scenario)):
        did = compute.attributed(scenario).arguments[name].bits
        lines.append(weight_words(weights[name], did))
    return [line for line in lines if line]
