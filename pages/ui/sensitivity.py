"""The parts of the page on what would change the answer; one is worked out and drawn at a time."""

from collections.abc import Callable

import streamlit as st

from credence.errors import InputError
from credence.scenario import Scenario
from credence.words import curve_words, gap_words, one_in, quoted, told_apart
from credence.words.plain import counted
from pages.ui import compute, dials, hinges, show, state, stated, takes, view
from pages.ui.text import plain


def now(scenario: Scenario) -> None:
    """Where the claim stands."""
    prior, posterior = compute.moved(scenario)
    pairs = [(each.credence, each.complement) for each in (prior, posterior)]
    before, after = told_apart(*pairs)
    if not scenario.active:
        st.markdown(plain(f"It stands at {before}, {one_in(*pairs[0])}; no argument is on."))
        return
    arguments = counted(len(scenario.active), "argument")
    st.markdown(
        f"Before any argument **{plain(before)}**, with {arguments} on **{plain(after)}**, "
        f"{one_in(*pairs[1])}."
    )


def chosen() -> str:
    """Ask which part to look at."""
    names = list(PARTS)
    part = view.part(view.SENSITIVITY, names)
    st.pills(
        "What to look at",
        names,
        format_func=lambda name: PARTS[name][0],
        required=True,
        label_visibility="collapsed",
        **view.bound_part("part", view.SENSITIVITY, names, part),
    )
    return part


def draw(part: str, scenario: Scenario) -> None:
    """Work a part out and draw it; where it needs arguments and none is on, say what to do."""
    title, show_part, needs_arguments = PARTS[part]
    st.subheader(title, anchor=False)
    if needs_arguments and not scenario.active:
        _nothing_on(scenario)
    else:
        with st.spinner("Working it out…"):
            show_part(scenario)


def _nothing_on(scenario: Scenario) -> None:
    st.info("No argument is on, so there is nothing here to look at yet.")
    if scenario.library.featured:
        st.button(
            "Switch the featured arguments on",
            key="sensitivity.featured",
            on_click=lambda: state.change(
                lambda s: s.with_toggles(dict.fromkeys(s.library.featured, True))
            ),
        )


def _flips(scenario: Scenario) -> None:
    st.markdown(
        "Each argument switched the other way, one at a time, all else as it is. These do not add "
        "up: an objection does nothing while what it objects to is off."
    )
    found = compute.flipped(scenario, tuple(scenario.library.arguments))
    show.drawn("flips", scenario, found=found)


def _numbers(scenario: Scenario) -> None:
    st.markdown(
        "Each uncertain number of yours at the low and at the high end of its 90 % interval, all "
        "else as it is. The widest bar is the number that would be worth pinning down."
    )
    bars = hinges.tornado(scenario)
    if not bars:
        st.info("Every number that matters here is a point; there is nothing to vary.")
        return
    show.drawn("tornado", scenario, bars=bars)


def _pairs(scenario: Scenario) -> None:
    st.markdown(
        "What two arguments do beyond the sum of what each does: below 0, one takes something "
        "from the other, as with shared evidence and objections; above 0, they help each other."
    )
    reaching = len(compute.attributed(scenario).arguments)
    if reaching > hinges.MOST_IN_PAIRS:
        st.caption(f"Among the {hinges.MOST_IN_PAIRS} arguments that do most, of {reaching}.")
    found = hinges.pairs(scenario)
    if not found:
        st.info("Fewer than two arguments that are on reach this claim.")
        return
    show.drawn("interactions", scenario, pairs=found)


def _priors(scenario: Scenario) -> None:
    st.markdown(
        "What somebody who started elsewhere should conclude from the same arguments. On the "
        "dotted line nothing would change; ○ is where you start and ◆ where you end."
    )
    try:
        curve = hinges.curve(scenario, "prior")
    except InputError as error:
        st.info(plain(error.problems[0].message))
        return
    show.drawn("prior", scenario, curve=curve)
    st.markdown(plain(curve_words("prior", curve)))


def _coherence(scenario: Scenario) -> None:
    st.markdown(
        "What you would say yourself, all things considered, beside what your arguments and "
        "numbers imply. Where they differ, one of them has to give."
    )
    title = quoted(scenario.library.claim(scenario.target).title)
    stated.field(
        scenario,
        scenario.target,
        "sensitivity.stated",
        plain(f"Your own overall number for {title}"),
    )
    if not scenario.statements:
        st.info("State a number above, for this claim or for several, one after another.")
        return
    gaps = hinges.gaps(scenario)
    for gap in gaps:
        st.markdown(f"- {plain(gap_words(scenario, gap))}")
    show.drawn("coherence", scenario, gaps=gaps)


PARTS: dict[str, tuple[str, Callable[[Scenario], None], bool]] = {
    "takes": ("What would it take?", takes.show, False),
    "flips": ("Flip one argument", _flips, False),
    "numbers": ("Which numbers matter", _numbers, False),
    "pairs": ("Pairs of arguments", _pairs, True),
    "priors": ("Other priors", _priors, True),
    "trust": ("Trust in arguments", dials.trust, True),
    "overlap": ("Double counting", dials.overlap, True),
    "coherence": ("What I say myself", _coherence, False),
}
"""By name in the link: its title, what draws it, and whether it needs an argument that is on."""
