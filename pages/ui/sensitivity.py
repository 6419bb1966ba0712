"""The parts of the page on what would change the answer; one is worked out and drawn at a time."""

from collections.abc import Callable

import streamlit as st

from credence.curves import sharing
from credence.errors import InputError
from credence.figures.catalogue import picture
from credence.number import Kind, read
from credence.scenario import Scenario
from credence.words import curve_words, gap_words, listed, one_in, percent, quoted, told_apart
from credence.words.plain import counted
from credence.words.threshold import out_of_reach_words, ratio_rows, threshold_words
from pages.ui import compute, hinges, show, state, view
from pages.ui.text import plain

_ROWS = 12
_AT = 0.5


def ask_claim(scenario: Scenario) -> None:
    """Ask which claim the page is about."""
    library = scenario.library
    st.selectbox(
        "About",
        library.claim_ids,
        format_func=lambda claim: library.claim(claim).title,
        key=state.view("sensitivity.claim", scenario.target),
        on_change=lambda: state.change(
            lambda s: s.with_target(st.session_state["sensitivity.claim"])
        ),
    )


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
    part = view.text("part", names[0], among=names)
    st.pills(
        "What to look at",
        names,
        format_func=lambda name: PARTS[name][0],
        required=True,
        label_visibility="collapsed",
        **view.bound("part", "part", part, names[0]),
    )
    return part


def draw(part: str, scenario: Scenario) -> None:
    """Work a part out and draw it; where it needs arguments and none is on, say what to do."""
    title, show_part, needs_arguments = PARTS[part]
    st.subheader(title, anchor=False)
    if needs_arguments and not scenario.active:
        _nothing_on(scenario)
    else:
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


def _takes(scenario: Scenario) -> None:
    at = view.number("at", _AT, low=1e-9, high=1 - 1e-9)
    st.text_input(
        "To reach a credence of",
        key=state.view("sensitivity.at", percent(at, digits=6)),
        help="Such as 10 %, 0.1 or 1 in 20. The fewest toggles that cross it are sought, and for "
        "each argument the likelihood ratio at which the credence is exactly that.",
        on_change=_set_at,
    )
    if refused := st.session_state.pop("sensitivity.refused", ""):
        st.warning(plain(refused))
    found = hinges.takes(scenario, at)
    st.markdown(plain(threshold_words(scenario, found)))
    if found.smallest_set:
        toggles = {name: not scenario.is_active(name) for name in found.smallest_set}
        st.button(
            "Switch them so",
            key="sensitivity.do",
            on_click=lambda: state.change(lambda s: s.with_toggles(toggles)),
        )
    try:
        start = hinges.prior_for(scenario, at)
        said = f"{percent(start)} ({one_in(start)})" if 0 < start < 1 else percent(start)
        st.markdown(plain(f"With the arguments as they are, one would have to start from {said}."))
    except InputError as error:
        st.caption(plain(error.problems[0].message))
    rows = ratio_rows(scenario, found)
    if rows:
        st.markdown(
            "One argument alone, switched on, would do it at these likelihood ratios; those that "
            "would change least come first."
        )
        st.table([{k: plain(v) for k, v in row.items()} for row in rows[:_ROWS]], hide_index=True)
        if len(rows) > _ROWS:
            st.caption(f"{len(rows) - _ROWS} more would have to change further.")
    if beyond := out_of_reach_words(found):
        st.caption(plain(beyond))


def _set_at() -> None:
    text = st.session_state["sensitivity.at"].strip()
    try:
        held = read(text, Kind.PROBABILITY)
    except ValueError as error:
        st.session_state["sensitivity.refused"] = str(error)
        return
    if not held.is_point or not 0 < held.low < 1:
        said = "This needs one probability strictly between 0 and 1, such as 10 % or 1 in 20."
        st.session_state["sensitivity.refused"] = said
        return
    view.change("at", held.low, _AT)


def _flips(scenario: Scenario) -> None:
    st.markdown(
        "Each argument switched the other way, one at a time, all else as it is. These do not add "
        "up: an objection does nothing while what it objects to is off."
    )
    found = compute.flipped(scenario, tuple(scenario.library.arguments))
    _picture("flips", scenario, found=found)


def _numbers(scenario: Scenario) -> None:
    st.markdown(
        "Each uncertain number of yours at the low and at the high end of its 90 % interval, all "
        "else as it is. The widest bar is the number that would be worth pinning down."
    )
    bars = hinges.tornado(scenario)
    if not bars:
        st.info("Every number that matters here is a point; there is nothing to vary.")
        return
    _picture("tornado", scenario, bars=bars)


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
    _picture("interactions", scenario, pairs=found)


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
    _curve("prior", scenario)
    st.markdown(plain(curve_words("prior", curve)))


def _trust(scenario: Scenario) -> None:
    st.markdown(
        "If all of these arguments deserve less weight than they claim: scepticism shrinks every "
        "one alike, from full weight at the left to none at the right, where the prior is left."
    )
    st.slider(
        "Scepticism",
        0.0,
        1.0,
        step=0.05,
        key=state.view("sensitivity.scepticism", scenario.scepticism),
        on_change=lambda: state.change(
            lambda s: s.with_scepticism(round(st.session_state["sensitivity.scepticism"], 6))
        ),
    )
    _curve("scepticism", scenario)
    st.markdown(plain(curve_words("scepticism", hinges.curve(scenario, "scepticism"))))


def _overlap(scenario: Scenario) -> None:
    st.markdown(
        "Arguments of one *family* partly rest on the same evidence; adding them up in full would "
        "count it twice. At the left all count in full, at the right only the strongest of each."
    )
    families = sharing(scenario)
    if not families:
        st.info(
            "No two arguments that are on share a family and reach this claim, so nothing is "
            "counted twice here."
        )
        return
    titles = [quoted(scenario.library.families[name].title) for name in families]
    st.caption(plain(f"In play: {listed(titles, 4)}."))
    _curve("overlap", scenario)
    st.markdown(plain(curve_words("overlap", hinges.curve(scenario, "overlap"))))


def _coherence(scenario: Scenario) -> None:
    st.markdown(
        "What you would say yourself, all things considered, beside what your arguments and "
        "numbers imply. Where they differ, one of them has to give."
    )
    target = scenario.target
    held = scenario.stated.get(target)
    st.text_input(
        plain(f"Your own overall number for {quoted(scenario.library.claim(target).title)}"),
        key=state.view("sensitivity.stated", f"{100 * held.credence:.12g} %" if held else ""),
        placeholder="such as 10 % or 1 in 20",
        on_change=lambda: state.change(
            lambda s: s.with_stated(
                s.target, st.session_state["sensitivity.stated"].strip() or None
            )
        ),
    )
    if not scenario.statements:
        st.info("State a number above, for this claim or for several, one after another.")
        return
    gaps = hinges.gaps(scenario)
    for gap in gaps:
        st.markdown(f"- {plain(gap_words(scenario, gap))}")
    _picture("coherence", scenario, gaps=gaps)


def _curve(kind: str, scenario: Scenario) -> None:
    _picture(kind, scenario, curve=hinges.curve(scenario, kind))


def _picture(name: str, scenario: Scenario, **computed: object) -> None:
    drawn = picture(name, scenario, dark=show.dark(), **computed)
    show.figure(f"of_{name}", drawn.figure, alt=drawn.alt, rows=drawn.rows, scenario=scenario)


PARTS: dict[str, tuple[str, Callable[[Scenario], None], bool]] = {
    "takes": ("What would it take?", _takes, False),
    "flips": ("Flip one argument", _flips, False),
    "numbers": ("Which numbers matter", _numbers, False),
    "pairs": ("Pairs of arguments", _pairs, True),
    "priors": ("Other priors", _priors, True),
    "trust": ("Trust in arguments", _trust, True),
    "overlap": ("Double counting", _overlap, True),
    "coherence": ("What I say myself", _coherence, False),
}
"""By name in the link: its title, what draws it, and whether it needs an argument that is on."""
