"""The arguments as toggles: a few in sight, the others in one fold, claim by claim, and a search.

What is folded away is not drawn at all, so the page stays quick however many arguments there are.
"""

from collections.abc import Callable

import streamlit as st

from credence.browse import matches
from credence.flips import Flip
from credence.library import Argument, Library
from credence.number import Number
from credence.scenario import Scenario
from credence.words import listed, points_words, quoted, strength_short
from pages.ui import compute, details
from pages.ui.state import can_redo, can_undo, change, redo, undo, view
from pages.ui.text import plain
from pages.ui.view import bound, fold, text

MOST_FOUND = 20


def show(scenario: Scenario) -> None:
    """Draw the buttons, the search and the toggles."""
    st.subheader("Arguments", anchor=False)
    if not scenario.library.arguments:
        st.caption("This library has claims alone. Their starting numbers are yours to change.")
        return
    st.caption("Switch on what convinces you. “Details” says what it claims, and lets you differ.")
    _buttons(scenario)
    sought = st.text_input(
        "Search the arguments",
        **bound("search", "search", text("search")),
        placeholder="a word from a title, a summary or a source",
        label_visibility="collapsed",
        icon=":material/search:",
    ).strip()
    library = scenario.library
    if sought:
        found = [name for name, each in library.arguments.items() if matches(name, each, sought)]
        st.caption(
            f"{len(found)} found" + (f", {MOST_FOUND} shown" if len(found) > MOST_FOUND else "")
        )
        _rows(scenario, found[:MOST_FOUND])
        return
    _rows(scenario, list(library.featured))
    _others(scenario)


def _others(scenario: Scenario) -> None:
    """All arguments but the featured ones, of one claim at a time, in a fold."""
    library, groups = scenario.library, grouped(scenario.library)
    if not groups:
        return
    names = [name for group in groups.values() for name in group]
    which = "All other arguments" if library.featured else "All arguments"
    unfolded = fold(f"{which} · {_counted(scenario, names)}", "arguments")
    if not unfolded.open:
        return

    def label(claim: str) -> str:
        title = library.claim(claim).title if claim else "Objections alone"
        return f"{title} · {_counted(scenario, groups[claim])}"

    with unfolded:
        first = next(iter(groups))
        chosen = text("about", first, among=groups)
        st.selectbox(
            "Those about",
            list(groups),
            format_func=label,
            **bound("arguments.about", "about", chosen, first),
        )
        _rows(scenario, groups[chosen])


def _counted(scenario: Scenario, names: list[str]) -> str:
    on = sum(scenario.is_active(name) for name in names)
    return f"{len(names)}" + (f" · {on} on" if on else "")


def grouped(library: Library) -> dict[str, list[str]]:
    """Arguments that are not featured, by the first claim that they are about."""
    groups: dict[str, list[str]] = {claim: [] for claim in (*library.claim_ids, "")}
    for name, argument in library.arguments.items():
        if name not in library.featured:
            groups[next(iter(argument.ratios), "")].append(name)
    return {claim: names for claim, names in groups.items() if names}


def _buttons(scenario: Scenario) -> None:
    everything = dict.fromkeys(scenario.library.arguments, True)
    with st.container(horizontal=True, gap="xsmall"):
        _button("All on", lambda: change(lambda s: s.with_toggles(everything)))
        _button("All off", lambda: change(lambda s: s.with_only(())))
        _button("Reset", lambda: change(lambda s: Scenario(s.library).with_target(s.target)))
        _button("Undo", undo, disabled=not can_undo())
        _button("Redo", redo, disabled=not can_redo())


def _button(label: str, act: Callable[[], None], *, disabled: bool = False) -> None:
    st.button(label, key=f"do.{label}", on_click=act, disabled=disabled)


def _rows(scenario: Scenario, names: list[str]) -> None:
    found = compute.flipped(scenario, tuple(names))
    for name in names:
        _row(scenario, name, found[name])


def _row(scenario: Scenario, name: str, flip: Flip) -> None:
    argument = scenario.library.arguments[name]
    key = f"on.{name}"
    with st.container(key=f"argument.{name}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.toggle(
                plain(argument.title),
                key=view(key, scenario.is_active(name)),
                on_change=lambda: change(lambda s: s.with_active(name, st.session_state[key])),
                width="stretch",
            )
            is_open = text("open") == name
            st.button(
                "Close" if is_open else "Details",
                key=f"details.{name}",
                type="tertiary",
                on_click=lambda: details.turn(name),
            )
        st.caption(plain(" · ".join(_said(scenario, name, argument, flip))))
        if is_open:
            details.show(scenario, name)


def _said(scenario: Scenario, name: str, argument: Argument, flip: Flip) -> list[str]:
    """Strength, objections, overlap and effect of an argument, each a phrase."""
    library = scenario.library
    said = []
    for claim, path in library.ratio_paths(name).items():
        if (ratio := scenario.value(path)) != Number.point(1):
            said.append(strength_short(ratio, library.claim(claim).title))
    if argument.undercuts:
        said.append(f"questions {listed(_titles(library, argument.undercuts), 3)}")
    against = [n for n in scenario.active if name in library.arguments[n].undercuts]
    if against:
        said.append(f"questioned by {listed(_titles(library, against), 3)}")
    shared = [
        n
        for n in scenario.active
        if n != name and argument.family and library.arguments[n].family == argument.family
    ]
    if shared:
        said.append(f"overlaps with {listed(_titles(library, shared), 3)}")
    target = library.claim(scenario.target).title
    verb = "without it" if flip.active else "if switched on"
    effect = "no change" if abs(flip.change) < 1e-12 else points_words(flip.change)
    return [*said, f"{verb}, {quoted(target)}: {effect}"]


def _titles(library: Library, names: object) -> list[str]:
    return [quoted(library.arguments[name].title) for name in names]  # type: ignore[attr-defined]
