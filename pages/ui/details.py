"""The one argument that is open: what it says, where it is from, and its numbers to change."""

import streamlit as st

from credence.consistency import number_field
from credence.library import Argument
from credence.number import Kind
from credence.scenario import Scenario
from credence.words import factor, percent, soundness_words, strength_words
from pages.ui.state import change, view
from pages.ui.text import linked, plain

_RATIOS = (1, 1.1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100)
_PROBABILITIES = (0, 0.01, 0.02, *(round(0.05 * k, 2) for k in range(1, 20)), 0.98, 0.99, 1)


def turn(name: str) -> None:
    """Open an argument's details, or close them; a callback."""
    st.session_state["open"] = None if st.session_state.get("open") == name else name


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
            _slider(scenario, argument, path)
        changed = [path for path, _ in scenario.changes if path.startswith(f"arguments.{name}.")]
        if changed:
            st.button(
                "Back to the library's numbers",
                key=f"restore.{name}",
                on_click=lambda: change(lambda s: _restored(s, changed)),
            )
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


def _slider(scenario: Scenario, argument: Argument, path: str) -> None:
    """Two handles for the 90 % interval; together they are a point."""
    kind = scenario.library.numbers[path][0]
    held = scenario.value(path)
    field = number_field(path)[2]
    key = f"number.{path}"
    is_ratio = kind is Kind.RATIO
    scale = {1 / r for r in _RATIOS} | set(_RATIOS) if is_ratio else set(_PROBABILITIES)
    own = scenario.library.numbers[path][1]
    options = sorted({*(float(step) for step in scale), held.low, held.high, own.low, own.high})
    st.select_slider(
        plain(_label(scenario, argument, field)),
        options,
        value=(own.low, own.high),
        key=view(key, (held.low, held.high)),
        format_func=factor if is_ratio else percent,
        help=plain(strength_words(held) if is_ratio else soundness_words(held)),
        on_change=lambda: change(lambda s: s.with_number(path, _read(st.session_state[key]))),
    )
    if basis := argument.basis.get(field):
        st.caption(f"{basis.kind.capitalize()}: {plain(basis.reason)}")


def _label(scenario: Scenario, argument: Argument, field: str) -> str:
    name, _, which = field.partition(".")
    if name == "lr":
        claim = which or argument.claim or ""
        return f"Likelihood ratio on “{scenario.library.claim(claim).title}”"
    if name == "premise":
        return f"Premise: {which.replace('_', ' ')}"
    return "Soundness: how probable that it is evidence at all"


def _read(ends: tuple[float, float]) -> object:
    return ends[0] if ends[0] == ends[1] else {"low": ends[0], "high": ends[1]}


def _restored(scenario: Scenario, paths: list[str]) -> Scenario:
    for path in paths:
        scenario = scenario.without_number(path)
    return scenario
