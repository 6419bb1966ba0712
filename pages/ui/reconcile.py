"""The parts of the page that reconciles: the question, the work and the answer."""

from dataclasses import replace

import streamlit as st

from credence.errors import InputError
from credence.figures.forest import forest_alt, forest_figure, forest_rows, forest_rows_of
from credence.links import encode
from credence.reconciliation import Reconciliation, checked
from credence.scenario import DEFAULT_TOLERANCE, Scenario
from credence.taking_over import taken_over
from credence.update import credence_of
from credence.words import percent
from credence.words.plain import quoted
from credence.words.reconcile import (
    called,
    firmness,
    give_or_take,
    label,
    said,
    sound,
    would_have_to,
)
from credence.words.reconcile import trust as trust_words
from pages.ui import show, state, stated, view, work
from pages.ui.text import plain

TOLERANCES = {
    0.1: "to the letter",
    0.25: "firmly",
    0.5: "give or take",
    1.0: "roughly",
    2.3: "within a factor of ten",
}
"""How firmly people mean a credence, by its standard deviation in log-odds."""

FIRMNESSES = {
    0.0: "to the letter: it stays",
    0.5: "firmly",
    1.0: "give or take",
    2.0: "loosely",
}
"""How firmly people hold a soundness for which they gave one figure, likewise."""


def ask(scenario: Scenario) -> None:
    """Ask which claims are stated, at what credence and how firmly."""
    library = scenario.library
    free = [claim for claim in library.claim_ids if claim not in scenario.suppose]
    st.multiselect(
        "What you have a view on",
        free,
        format_func=lambda claim: library.claim(claim).title,
        placeholder="Choose a claim",
        key=state.view("reconcile.claims", [c for c in scenario.stated if c in free]),
        on_change=_choose,
        args=(tuple(scenario.stated),),
    )
    for claim, held in scenario.stated.items():
        left, right = st.columns(2)
        with left:
            title = plain(library.claim(claim).title)
            stated.field(scenario, claim, f"reconcile.credence.{claim}", f"{title}: you say")
        ways = TOLERANCES | {held.tolerance: TOLERANCES.get(held.tolerance, stated.within(held))}
        right.selectbox(
            "How firmly you mean it",
            sorted(ways),
            format_func=lambda value, ways=ways: ways[value],
            key=state.view(f"reconcile.tolerance.{claim}", held.tolerance),
            on_change=_mean,
            args=(claim, held.credence),
            help="The looser, the less your numbers are asked to move. Measured as a standard "
            "deviation in natural log-odds.",
        )

    if scenario.stated:
        _ask_firmness(scenario)


def _ask_firmness(scenario: Scenario) -> None:
    """Ask how far a soundness that is one figure may move."""
    held = scenario.firmness
    ways = FIRMNESSES | {held: FIRMNESSES.get(held, f"± {held:g} in log-odds")}
    st.selectbox(
        "How firmly you hold a soundness that is one figure",
        sorted(ways),
        format_func=ways.__getitem__,
        key=state.view("reconcile.firmness", held),
        on_change=lambda: state.change(
            lambda s: s.with_firmness(st.session_state["reconcile.firmness"])
        ),
        help="An interval says itself how far it may move. A single figure for how sound an argument "
        "is does not, so say it here. Measured as a standard deviation in natural log-odds.",
    )
    st.caption(plain(firmness(scenario)))


def _choose(before: tuple[str, ...]) -> None:
    chosen = st.session_state["reconcile.claims"]

    def edit(scenario: Scenario) -> Scenario:
        for claim in set(before) - set(chosen):
            scenario = scenario.with_stated(claim, None)
        for claim in chosen:
            if claim not in before:
                scenario = scenario.with_stated(claim, 0.1, DEFAULT_TOLERANCE)
        return scenario

    state.change(edit)


def _mean(claim: str, credence: float) -> None:
    tolerance = st.session_state[f"reconcile.tolerance.{claim}"]
    state.change(lambda scenario: scenario.with_stated(claim, credence, tolerance))


def nothing_stated() -> None:
    """What to do where nothing is stated yet."""
    st.info("Nothing is stated yet. Choose a claim above, or state a credence for the target:")
    st.button(
        "I say 10 %",
        key="reconcile.start",
        on_click=lambda: state.change(lambda s: s.with_stated(s.target, 0.1)),
    )


def can_be_asked(scenario: Scenario) -> bool:
    """Whether what is stated can be reconciled; says why not."""
    try:
        checked(scenario)
    except InputError as error:
        for problem in error.problems:
            st.warning(plain(_capital(problem.message) + "."))
        return False
    return True


def answered(scenario: Scenario) -> Reconciliation | None:
    """The answer, or ``None`` while it is worked on or where that was stopped."""
    if view.flag("stopped"):
        st.button(
            "Work it out",
            key="reconcile.again",
            icon=":material/function:",
            on_click=lambda: view.change("stopped", None),
        )
        return None
    return _asked(scenario)


def question_of(scenario: Scenario) -> Scenario:
    """What the sampler is asked: whichever claim is looked at, the answer is the same."""
    return scenario.with_target(None)


def _asked(scenario: Scenario) -> Reconciliation | None:
    question, longer = question_of(scenario), view.flag("longer")
    key = f"reconcile {scenario.library.digest} {encode(question)} {longer}"
    found: Reconciliation | None = work.known(key)
    if found is None:  # to ask again would leave the work that the page has begun since
        found = work.answer(
            "models.tasks:reconciled",
            question,
            longer,
            key=key,
            affinity="reconcile",
            said="Getting ready",
        )
    if found is None and not st.session_state.get("work.again"):
        st.button("Cancel", key="reconcile.cancel", on_click=_cancel)
    return None if found is None else replace(found, scenario=scenario)


def _cancel() -> None:
    """Back to what was there before: the usual answer, where it was being sampled longer."""
    work.leave()
    if view.flag("longer"):
        view.change("longer", None)
    else:
        view.change("stopped", True)


def answer(found: Reconciliation) -> None:
    """The sentence that says what would have to move."""
    st.subheader("What would have to move", anchor=False)
    st.markdown(f"**{plain(would_have_to(found))}**")
    for line in said(found):
        st.markdown(plain(f"{line}."))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def figure(found: Reconciliation) -> None:
    """Every number that moved, before and after."""
    if not found.numbers:
        return
    titles = {path: _capital(called(found.scenario.library, path)) for path in found.numbers}
    labels = {path: label(found.scenario.library, path) for path in found.numbers}
    rows = forest_rows_of(found, labels)
    show.figure(
        "forest",
        forest_figure(rows, dark=show.dark()),
        alt=forest_alt(forest_rows_of(found, titles)),
        rows=forest_rows(forest_rows_of(found, titles, most=len(titles))),
    )
    st.caption(
        "Grey is the range you held, the colour what is left of it once you mean what you say. "
        "Left of the middle is lower than you held it, right is higher."
    )


def doubts(found: Reconciliation) -> None:
    """How sound each argument would have to be thought."""
    if not found.soundness:
        return
    st.subheader("Which arguments you would doubt more, or less", anchor=False)
    st.markdown(plain(" ".join(sound(found)) or "None of them noticeably."))
    arguments = found.scenario.library.arguments
    ranked = sorted(found.soundness.items(), key=lambda item: -abs(item[1].after - item[1].before))
    show.table(
        "soundness",
        [
            {
                "Argument": arguments[name].title,
                "Sound before": percent(held.before),
                "Sound after": percent(held.after),
                "Give or take": give_or_take(100 * held.mcse, "points"),
            }
            for name, held in ranked
        ],
        label="How sound each would be",
    )


def take_over(found: Reconciliation) -> None:
    """One click that makes the reconciled numbers one's own."""
    st.button(
        "Take these numbers over into my scenario",
        key="reconcile.take",
        disabled=not (found.numbers or found.soundness) or bool(found.doubts),
        on_click=_take,
        args=(found,),
        help="Every interval that moved becomes the interval that is left of it, and every soundness "
        "that moved the one where it now lies. Undo takes it back.",
    )


def _take(found: Reconciliation) -> None:
    taken = taken_over(found)
    held = {claim: before.mean for claim, (before, _) in found.implied.items()}
    st.session_state[_TAKEN] = (encode(taken), held)
    state.change(lambda _: taken)


_TAKEN = "reconcile taken"


def taken(scenario: Scenario) -> bool:
    """Whether an answer has just been taken over; says what follows from it now."""
    code, before = st.session_state.get(_TAKEN, ("", {}))
    if code != encode(scenario):
        return False
    lines = [
        f"{quoted(scenario.library.claim(claim).title)} now follows at "
        f"{percent(credence_of(scenario, claim))}; before, it was {percent(was)}, and you say "
        f"{percent(scenario.stated[claim].credence)}."
        for claim, was in before.items()
    ]
    st.success(plain(f"Taken over. {' '.join(lines)}"))
    st.caption(
        "What you say is part of your numbers now. Worked out once more, it would count twice. Each "
        "number is held by itself from here on, so what follows is near the reconciled figure, not "
        "equal to it."
    )
    st.page_link("pages/calculator.py", label="To the calculator", icon=":material/arrow_forward:")
    return True


def trust(found: Reconciliation) -> None:
    """Whether the sampler's answer can be trusted, and the way to how that is known."""
    words = trust_words(found)
    (st.warning if found.doubts else st.caption)(plain(words))
    sample_longer(found)
    st.page_link("pages/diagnostics.py", label="How that is known", icon=":material/arrow_forward:")


def sample_longer(found: Reconciliation) -> None:
    """The way to more draws, where they may remove a doubt."""
    if found.may_need_longer:
        st.button(
            "Sample longer",
            key="reconcile.longer",
            icon=":material/more_time:",
            on_click=lambda: view.change("longer", True),
            help="Does four times as much, which takes about four times as long.",
        )
