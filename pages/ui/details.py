"""The one argument that is open: what it says, where it is from, and its numbers to change."""

import streamlit as st

from credence.library import Argument
from credence.number import Kind
from credence.scenario import Scenario
from credence.words import percent
from pages.ui import numbers, view
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
        for path in _paths(argument, name):
            label = number_label(scenario.library, path)
            numbers.slider(scenario, path, label, argument.basis)
        numbers.restore(scenario, f"arguments.{name}")
        if argument.note:
            st.caption(plain(argument.note))
        for source in argument.sources:
            parts = [source.author, source.year, source.locator]
            about = ", ".join(plain(part) for part in parts if part)
            st.caption(f"{linked(source.title, source.url)}{f' ({about})' if about else ''}")


def _paths(argument: Argument, name: str) -> list[str]:
    place = f"arguments.{name}"
    ratios = (
        [f"{place}.bears_on.{claim}" for claim in argument.bears_on]
        if argument.bears_on
        else [f"{place}.lr"] * bool(argument.lr)
    )
    premises = [f"{place}.premises.{premise}" for premise in argument.premises]
    return [*ratios, f"{place}.soundness", *premises]
