"""The library's arguments to read: a search, filters, and the arguments by claim.

A fold that is closed is not drawn, and an open one a page at a time, so that five hundred arguments
are as quick as eighty. The one that is open to read stands under its title, or on top where its
title is not in sight; so a link to it always shows it.
"""

import streamlit as st

from credence.browse import SIDES, Wanted, authors, by_claim, found, questioned_by
from credence.library import Library
from credence.scenario import Scenario
from credence.words.argument import role_words
from credence.words.plain import clean, counted
from pages.ui import library, view
from pages.ui.text import plain

PAGE = 20
_SIDE_NAMES = {
    "": "any side",
    "for": "for a claim",
    "against": "against a claim",
    "undercutter": "only questions others",
}


def show(scenario: Scenario) -> None:
    """Ask what is looked for, and show it."""
    held = scenario.library
    if not held.arguments:
        st.info("This library has claims alone.")
        return
    wanted = _asked(held)
    names = found(held, wanted)
    groups = by_claim(held, names)
    opened = view.text("open", among=held.arguments)
    if wanted != Wanted():
        said = counted(len(names), "argument")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{said[0].upper()}{said[1:]} found")
            st.button("Show all", key="library.all", type="tertiary", on_click=_cleared)
        flat = [name for group in groups.values() for name in group]
        visible = _page(flat, "leaf")
        _on_top(scenario, opened, visible)
        _rows(scenario, visible, opened)
        _turn(flat, "leaf")
        return
    unfolded = view.text("unfolded").split(".")
    visible = [
        name
        for claim, group in groups.items()
        if _fold_of(claim) in unfolded
        for name in _page(group, _leaf_of(held, claim))
    ]
    _on_top(scenario, opened, visible)
    for claim, group in groups.items():
        _group(scenario, claim, group, opened)


def _cleared() -> None:
    """Take back the search and the filters; a callback."""
    for choice in ("search", "about", "author", "side", "leaf"):
        view.change(choice, None)


def _asked(held: Library) -> Wanted:
    """The search and the filters, side by side; on a phone below each other."""
    names = authors(held)
    used = {claim for argument in held.arguments.values() for claim in argument.ratios}
    text = view.text("search")
    claim = view.text("about", among=used)
    author = view.text("author", among=names)
    side = view.text("side", among=SIDES)
    st.text_input(
        "Search",
        **view.bound("library.search", "search", text),
        placeholder="a word from a title, a summary, a source or an author",
        icon=":material/search:",
    )
    left, middle, right = st.columns(3)
    left.selectbox(
        "About",
        ["", *(name for name in held.claim_ids if name in used)],
        format_func=lambda name: clean(held.claim(name).title, 80) if name else "any claim",
        **view.bound("library.about", "about", claim, ""),
    )
    middle.selectbox(
        "Source",
        ["", *names],
        format_func=lambda name: f"{clean(name, 60)} · {names[name]}" if name else "anybody",
        **view.bound("library.author", "author", author, ""),
    )
    right.selectbox(
        "Side",
        list(_SIDE_NAMES),
        format_func=_SIDE_NAMES.__getitem__,
        **view.bound("library.side", "side", side, ""),
    )
    return Wanted(text.strip(), claim, author, side)


def _leaf_of(held: Library, claim: str) -> str:
    """The name under which the page of a claim's arguments stands in the address."""
    return f"leaf_{held.claim_ids.index(claim) if claim else 'none'}"


def _fold_of(claim: str) -> str:
    return f"about_{claim}"


def _group(scenario: Scenario, claim: str, group: list[str], opened: str) -> None:
    held = scenario.library
    on = sum(scenario.is_active(name) for name in group)
    title = plain(held.claim(claim).title, 200) if claim else "Objections alone"
    fold = view.fold(f"{title} · {len(group)}" + (f" · {on} on" if on else ""), _fold_of(claim))
    if fold.open:
        with fold:
            if claim:
                st.markdown(f"*{plain(held.claim(claim).statement)}*")
            leaf = _leaf_of(held, claim)
            _rows(scenario, _page(group, leaf), opened)
            _turn(group, leaf)


def _page(names: list[str], leaf: str) -> list[str]:
    """The names on the page that is turned to."""
    number = _number(names, leaf)
    return names[(number - 1) * PAGE : number * PAGE]


def _number(names: list[str], leaf: str) -> int:
    return int(view.number(leaf, 1, low=1, high=max(1, -(-len(names) // PAGE))))


def _turn(names: list[str], leaf: str) -> None:
    """Buttons to the pages before and after, where there is more than one."""
    number, last = _number(names, leaf), -(-len(names) // PAGE)
    if last <= 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, to in (("Previous", number - 1), ("Next", number + 1)):
            st.button(
                label,
                key=f"{leaf}.{label}",
                disabled=not 1 <= to <= last,
                on_click=lambda to=to: view.change(leaf, to, 1),
            )
        st.caption(f"Page {number} of {last}")


def _on_top(scenario: Scenario, opened: str, visible: list[str]) -> None:
    """The open argument, where its title is not among those in sight."""
    if opened and opened not in visible:
        with st.container(border=True):
            _rows(scenario, [opened], opened)


def _rows(scenario: Scenario, names: list[str], opened: str) -> None:
    objections = questioned_by(scenario.library)
    for name in names:
        _row(scenario, name, len(objections.get(name, [])), is_open=name == opened)


def _row(scenario: Scenario, name: str, objections: int, *, is_open: bool) -> None:
    argument = scenario.library.arguments[name]
    with st.container(key=f"argument.{name}", gap="xsmall"):
        st.subheader(plain(argument.title, 200), anchor=f"argument-{name}")
        said = [role_words(scenario, name)]
        if argument.undercuts:
            said.append(f"questions {len(argument.undercuts)}")
        if objections:
            said.append(f"questioned by {objections}")
        st.caption(plain(" · ".join(said)))
        with st.container(horizontal=True, vertical_alignment="center"):
            library.switch(scenario, name)
            st.button(
                "Close" if is_open else "Read",
                key=f"read.{name}",
                type="tertiary",
                on_click=lambda: view.change("open", None if is_open else name),
            )
        if is_open:
            library.article(scenario, name)
        else:
            st.markdown(plain(argument.summary, 400))
