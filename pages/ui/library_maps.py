"""The library's two maps: how the claims hang together, and which arguments question which."""

import streamlit as st

from credence.browse import side_of
from credence.figures.argument_map import Mapped, Undercut, argument_map, map_alt, map_rows
from credence.figures.claims_map import Link, claims_alt, claims_map, claims_rows
from credence.library import Library
from credence.number import Kind
from credence.scenario import Scenario
from pages.ui import library, show, view
from pages.ui.text import plain

_WHOLE = "Everything at once (for a wide screen)"


def claims(scenario: Scenario) -> None:
    """The claims' network and their statements."""
    held = scenario.library
    titles = {name: held.claim(name).title for name in held.claim_ids}
    sets = {group.title: list(group.members) for group in held.alternatives.values()}
    links = _links(scenario)
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
        st.subheader(plain(claim.title), anchor=f"claim-{name}")
        horizon = f" Horizon: {claim.horizon}." if claim.horizon else ""
        st.markdown(plain(claim.statement + horizon))
        if claim.note:
            st.caption(plain(claim.note))
        for source in claim.sources:
            st.caption(library.source_line(source))


def objections(scenario: Scenario) -> None:
    """Which arguments question which: around one of them, or all at once."""
    held = scenario.library
    undercuts = _undercuts(scenario)
    if not undercuts:
        st.info("No argument of this library questions another.")
        return
    arguments = _mapped(scenario)
    touched = {name for each in undercuts for name in (each.start, each.end)}
    names = [name for name in held.arguments if name in touched]
    first = next((name for name in held.featured if name in touched), names[0])
    around = view.text("around", first, among=["all", *names])
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
        [*names, "all"],
        format_func=lambda name: _WHOLE if name == "all" else held.arguments[name].title,
        **view.bound("library.around", "around", around, first),
    )
    chosen = None if around == "all" else around
    chart = argument_map(arguments, undercuts, chosen=chosen, dark=show.dark())
    show.figure(
        "argument_map",
        chart,
        alt=map_alt(arguments, undercuts, chosen),
        rows=map_rows(arguments, undercuts, chosen),
    )
    if chosen:
        with st.container(border=True):
            st.subheader(plain(held.arguments[chosen].title), anchor=False)
            library.switch(scenario, chosen)
            library.article(scenario, chosen, follow="around")


def _links(scenario: Scenario) -> list[Link]:
    """The arrows between claims, with the strengths as the person holds them."""
    held, links = scenario.library, []
    for name in held.claim_ids:
        claim = held.claims.get(name)
        if claim is None:
            links += [Link(parent, name, "requires") for parent in held.parents_of(name)]
            continue
        for cause in claim.causes:
            strength = scenario.value(f"claims.{name}.causes.{cause}").median(Kind.PROBABILITY)
            links.append(Link(cause, name, "causes", strength))
        links += [Link(parent, name, "requires") for parent in claim.requires]
        links += [Link(parent, name, "table") for parent in claim.parents]
    return links


def _mapped(scenario: Scenario) -> dict[str, Mapped]:
    held = scenario.library
    return {
        name: Mapped(
            argument.title, _about(held, name), side_of(argument), scenario.is_active(name)
        )
        for name, argument in held.arguments.items()
    }


def _about(held: Library, name: str) -> str:
    claim = next(iter(held.arguments[name].ratios), "")
    return held.claim(claim).title if claim else "Objections alone"


def _undercuts(scenario: Scenario) -> list[Undercut]:
    return [
        Undercut(
            name,
            other,
            scenario.value(f"arguments.{name}.undercuts.{other}").median(Kind.PROBABILITY),
        )
        for name, argument in scenario.library.arguments.items()
        for other in argument.undercuts
    ]
