"""The library's two maps: how the claims hang together, and which arguments question which."""

import streamlit as st

from credence.figures.argument_map import (
    argument_map,
    map_alt,
    map_layout,
    map_rows,
    mapped,
    undercuts_of,
)
from credence.figures.claims_map import claims_alt, claims_map, claims_rows, links_of, sets_of
from credence.layout import Layout
from credence.scenario import Scenario
from credence.words.plain import clean
from pages.ui import library, show, view
from pages.ui.text import plain

_ALL = "All"  # no id of an argument, as these are lower-case
_WHOLE = "Everything at once (a list on phones)"
_MOST_COLUMNS, _MOST_ROWS = 7, 80


def claims(scenario: Scenario) -> None:
    """The claims' network and their statements."""
    held = scenario.library
    titles = {name: held.claim(name).title for name in held.claim_ids}
    sets = sets_of(scenario)
    links = links_of(scenario)
    st.markdown(
        plain(
            "Each claim is true or false. An arrow runs from a claim to one that depends on it: "
            "a cause (solid) brings it about with the probability on the arrow, what is needed "
            "(dashed) must be true for it to be possible, and a table (dotted) gives its "
            "probability for each case. Arguments weigh on claims from outside; what they change "
            "is passed on along the arrows, both ways."
        )
    )
    if links or sets:
        chart = claims_map(titles, links, sets, target=scenario.target, dark=show.dark())
        show.figure(
            "claims_map",
            chart,
            alt=claims_alt(titles, links, sets),
            rows=claims_rows(titles, links),
        )
    for name in held.claim_ids:
        claim = held.claim(name)
        st.subheader(plain(claim.title, 200), anchor=f"claim-{name}")
        horizon = f" Horizon: {claim.horizon}." if claim.horizon else ""
        st.markdown(plain(claim.statement + horizon))
        if claim.note:
            st.caption(plain(claim.note))
        for source in claim.sources:
            st.caption(library.source_line(source))


def objections(scenario: Scenario) -> None:
    """Which arguments question which: around one of them, or all at once."""
    held = scenario.library
    undercuts = undercuts_of(scenario)
    if not undercuts:
        st.info("No argument of this library questions another.")
        return
    arguments = mapped(scenario)
    touched = {name for each in undercuts for name in (each.start, each.end)}
    names = [name for name in held.arguments if name in touched]
    first = next((name for name in held.featured if name in touched), names[0])
    around = view.text("around", first, among=[_ALL, *names])
    st.markdown(
        plain(
            "An arrow runs from an objection to what it questions; the wider, the more surely it "
            "undoes it if it is sound. Solid: both are on, so it is at work; dotted: it does "
            "nothing now. Triangles point up for arguments that raise their claim and down for "
            "those that lower it; squares only question others. Filled means switched on."
        )
    )
    st.selectbox(
        "Around",
        [*names, _ALL],
        format_func=lambda name: _WHOLE if name == _ALL else clean(held.arguments[name].title, 80),
        **view.bound("library.around", "around", around, first),
    )
    chosen = None if around == _ALL else around
    rows = map_rows(arguments, undercuts, chosen)
    if chosen is None and (library.on_a_phone() or not _drawable(map_layout(arguments, undercuts))):
        st.dataframe(rows, hide_index=True, key="all_objections")
    else:
        chart = argument_map(arguments, undercuts, chosen=chosen, dark=show.dark())
        alt = map_alt(arguments, undercuts, chosen)
        show.figure("argument_map", chart, alt=alt, rows=rows)
    if chosen:
        with st.container(border=True):
            st.subheader(plain(held.arguments[chosen].title, 200), anchor=False)
            library.switch(scenario, chosen)
            library.article(scenario, chosen, follow="around")


def _drawable(places: Layout) -> bool:
    """Whether a screen has room for everything at once; else a table says more."""
    return places.columns <= _MOST_COLUMNS and places.rows <= _MOST_ROWS
