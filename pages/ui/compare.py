"""The parts of the page that compares two people: what they say, why, and what would unite them."""

from functools import lru_cache

import streamlit as st

from credence.compare import Comparison, Part
from credence.compare import compare as compared_for
from credence.differences import held_by
from credence.discrimination import Discrimination, discriminate
from credence.figures import (
    gap_alt,
    pair_alt,
    posterior_figure,
    ranked_figure,
    waterfall_figure,
)
from credence.figures.two_sides import implied_names, side_rows
from credence.scenario import Scenario
from credence.words import (
    compare_words,
    crux_title,
    difference_title,
    gap_rows,
    own_pair,
    part_sides,
    percent,
    points_words,
    together_words,
    told_apart,
)
from pages.ui import compute, show, state
from pages.ui.sides import Side
from pages.ui.text import plain

_EVALUATIONS = 2**9
"""Scenarios evaluated for the page: nine differences are exact; the command line takes twelve."""
_PAIRED = 8
_SHOWN_PAIRS, _TAKEN = 5, 8
_SEEN = 5e-5


@lru_cache(maxsize=64)
def compared(a: Scenario, b: Scenario) -> Comparison:
    """The gap between two scenarios, shared out."""
    return compared_for(a, b, most_evaluations=_EVALUATIONS, most_paired=_PAIRED)


@lru_cache(maxsize=64)
def discriminated(a: Scenario, b: Scenario) -> list[Discrimination]:
    """What would bring two people together."""
    return discriminate(a, b)


def headline(a: Side, b: Side, found: Comparison) -> None:
    """Both credences, and the sentence on the gap."""
    ends = [compute.moved(side.scenario)[1] for side in (a, b)]
    implied = [(end.credence, end.complement) for end in ends]
    one, other = found.stated
    first, second = told_apart(
        implied[0] if one is None else (one, 1 - one),
        implied[1] if other is None else (other, 1 - other),
    )
    gap = points_words(found.said[1] - found.said[0]) if first != second else None
    with st.container(horizontal=True, key="gap", gap="large"):
        for side, figure, own, delta in ((a, first, one, None), (b, second, other, gap)):
            st.metric(
                plain(side.name, 40) + ("" if own is None else " states"),
                figure,
                delta,
                delta_color="off",
                delta_arrow="off",
                width="content",
            )
    st.markdown(plain(compare_words(a.scenario.library, found, (a.name, b.name))))


def posteriors(a: Side, b: Side, found: Comparison) -> None:
    """Both posteriors as one picture."""
    results = [compute.evaluated(side.scenario) for side in (a, b)]
    target = a.scenario.target
    drawn = [result.draws_of(target)[1] for result in results]
    one, other = (result.target.posterior for result in results)
    title = a.scenario.library.claim(target).title
    names = (a.name, b.name)
    show.figure(
        "both",
        posterior_figure(
            *(side.log_odds for side in drawn),
            weights=(drawn[0].weight, drawn[1].weight),
            prior=one,
            posterior=other,
            dark=show.dark(),
            names=names,
            stated=found.stated,
        ),
        alt=pair_alt(title, names, one, other, found.stated),
        rows=side_rows(names, (one, other), found.stated),
        scenario=a.scenario,
    )


def gap(a: Side, b: Side, found: Comparison) -> None:
    """What each difference makes, as a waterfall, and the pairs that work together."""
    library = a.scenario.library
    names = implied_names((a.name, b.name), found.stated)
    steps = [
        (
            difference_title(library, part.number),
            part.points,
            float("nan") if part.bits is None else part.bits,
        )
        for part in found.parts
        if part.matters
    ]
    ends = [compute.moved(side.scenario)[1] for side in (a, b)]
    pairs = [(end.credence, end.complement) for end in ends]
    show.figure(
        "differences",
        waterfall_figure(*pairs, steps, dark=show.dark(), ends=names),
        alt=gap_alt(library.claim(found.target).title, names, *pairs, steps),
        rows=gap_rows(library, found, ("One side", "Other side")),
        scenario=a.scenario,
    )
    idle = sum(not part.matters for part in found.parts)
    said = []
    if found.is_stated:
        said.append(
            "The bars share out the gap between the implied credences; what is stated has no parts."
        )
    if idle:
        said.append(f"{idle} further differences cannot move this claim (see the table).")
    if not found.exact:
        largest = max(part.se or 0.0 for part in found.parts)
        said.append(
            "The parts are means over sampled orders, each to within about "
            f"{200 * largest:.1g} points; their sum is exact."
        )
    if said:
        st.caption(plain(" ".join(said)))
    together = [
        pair for pair in found.pairs if not own_pair(pair.a, pair.b) and abs(pair.points) >= _SEEN
    ]
    if together:
        st.markdown("**Some of these work only together, or get in each other's way:**")
        st.markdown(
            "\n".join(
                f"- {plain(together_words(library, pair.a, pair.b, pair.points))}"
                for pair in together[:_SHOWN_PAIRS]
            )
        )


def take_over(a: Side, b: Side, found: Comparison) -> None:
    """Buttons that take the other side's number into one's own scenario."""
    if a.is_mine == b.is_mine:
        return
    parts = [part for part in found.parts if part.matters][:_TAKEN]
    if not parts:
        return
    other = b if a.is_mine else a
    st.subheader("What if you held it as they do?", anchor=False)
    st.caption(plain(f"Take one thing over from {other.name} into your scenario, and see."))
    library = a.scenario.library
    for part in parts:
        held = part_sides(library, part)
        mine, theirs = held if a.is_mine else reversed(held)
        title = difference_title(library, part.number)
        st.button(
            plain(f"{title}: {theirs} (you: {mine})"),
            key=f"take.{part.number}",
            on_click=_take,
            args=(part, a.is_mine),
        )
    st.button("Undo", key="take.undo", on_click=state.undo, disabled=not state.can_undo())


def _take(part: Part, from_b: bool) -> None:
    def edit(scenario: Scenario) -> Scenario:
        for one in part.differences:
            scenario = held_by(scenario, one.number, one.b if from_b else one.a)
        return scenario

    state.change(edit)


def cruxes(a: Side, b: Side) -> None:
    """What would bring the two together."""
    found = discriminated(a.scenario, b.scenario)
    library = a.scenario.library
    told = [each for each in found if each.bits is not None and abs(each.bits) >= _SEEN]
    st.subheader("What would bring them together?", anchor=False)
    if not told:
        st.markdown("Nothing that could be settled here would bring the two any closer.")
        return
    first = told[0]
    way = "closer together" if (first.bits or 0) > 0 else "further apart"
    st.markdown(
        plain(
            f"Settling “{crux_title(library, first.crux)}” would be expected to bring them "
            f"{abs(first.bits or 0):.2g} bits {way}. "
            f"{a.name} holds it {percent(first.a)} likely, {b.name} {percent(first.b)}."
        )
    )
    show.figure(
        "discrimination",
        ranked_figure(
            [(crux_title(library, each.crux), {"both": each.bits or 0.0}) for each in told],
            "bits closer, once it is settled",
            dark=show.dark(),
        ),
        alt="How much closer settling each question is expected to bring the two. Most: "
        + "; ".join(f"{crux_title(library, e.crux)} ({e.bits:.2g} bits)" for e in told[:3])
        + ".",
        rows=[
            {
                "Crux": crux_title(library, each.crux),
                "One side": percent(each.a),
                "Other side": percent(each.b),
                "Bits closer": "not defined"
                if each.bits is None
                else f"{each.bits:.2g} ± {each.se:.1g}".replace("-", "−"),
            }
            for each in found
        ],
        scenario=a.scenario,
    )
