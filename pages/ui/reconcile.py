"""The parts of the page that reconciles: the question, the preview, the sampling and the answer."""

import math
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from credence.errors import InputError
from credence.figures.forest import forest_alt, forest_figure, forest_rows, forest_rows_of
from credence.links import encode
from credence.reconciliation import DRAWS, LONGER, Reconciliation
from credence.scenario import DEFAULT_TOLERANCE, Scenario
from credence.taking_over import taken_over
from credence.update import credence_of
from credence.words import percent
from credence.words.plain import listed, quoted
from credence.words.reconcile import amount, called, label, said, sound, would_have_to
from credence.words.reconcile import trust as trust_words
from models.preview import LARGEST_K, Preview
from models.preview import preview as previewed
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
        _previewed(scenario)
    except InputError as error:
        for problem in error.problems:
            st.warning(plain(_capital(problem.message) + "."))
        return False
    return True


@lru_cache(maxsize=32)
def _previewed(scenario: Scenario) -> Preview:
    return previewed(scenario)


def preview(scenario: Scenario) -> None:
    """The answer at once, where the draws already made can give it."""
    found = _previewed(scenario)
    if not found.can_be_shown:
        st.caption(
            plain(
                "No quick look: what you say lies so far from what your numbers imply that the "
                f"draws already made cannot tell (k = {found.k:.2f}; {LARGEST_K} is the most). "
                "Sampling can."
            )
        )
        return
    claims = [
        f"{quoted(scenario.library.claim(claim).title)} would stand at {percent(credence)}"
        for claim, credence in found.implied.items()
    ]
    numbers = scenario.library.numbers
    moved = [
        f"{called(scenario.library, path)} from {amount(numbers[path][0], was)} to "
        f"{amount(numbers[path][0], now)}"
        for path, (was, now, _) in list(found.numbers.items())[:3]
    ]
    most = f" Most would move: {listed(moved)}." if moved else ""
    st.markdown(plain(f"At a first look, reconciled, {listed(claims)}.{most}"))
    checked = f"Pareto k = {found.k:.2f}" if math.isfinite(found.k) else "all weigh the same"
    st.caption(
        f"A preview from draws already made, weighed anew. It is shown up to a Pareto k of {LARGEST_K}; "
        f"here {checked}.".replace("-", "−")
    )


def sampled(scenario: Scenario) -> Reconciliation | None:
    """The sampled answer once it was asked for; draws the way to it until it is there."""
    if not view.flag("sampled"):
        work.workers().start("models.tasks:warm", affinity="reconcile")
        st.button(
            "Work it out",
            key="reconcile.sample",
            icon=":material/function:",
            on_click=lambda: view.change("sampled", True),
            help="Samples every number that could move, which takes a few seconds.",
        )
        return None
    return sampled_of(scenario)


def question_of(scenario: Scenario) -> Scenario:
    """What the sampler is asked: whichever claim is looked at, the answer is the same."""
    return scenario.with_target(None)


def sampled_of(scenario: Scenario) -> Reconciliation | None:
    """The sampled answer, or ``None`` while it is worked on."""
    draws = DRAWS * LONGER if view.flag("longer") else DRAWS
    question = question_of(scenario)
    found: Reconciliation | None = work.answer(
        "models.tasks:reconciled",
        question,
        draws,
        key=f"reconcile {scenario.library.digest} {encode(question)} {draws}",
        affinity="reconcile",
        said="Getting ready",
    )
    if found is None and not st.session_state.get("work.again"):
        st.button(
            "Cancel",
            key="reconcile.cancel",
            on_click=_cancel,
        )
    return None if found is None else replace(found, scenario=scenario)


def _cancel() -> None:
    """Back to what was there before: the usual answer, where it was being sampled longer."""
    work.leave()
    view.change("longer" if view.flag("longer") else "sampled", None)


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
    ranked = sorted(found.soundness.items(), key=lambda item: -abs(item[1][1] - item[1][0]))
    show.table(
        "soundness",
        [
            {
                "Argument": arguments[name].title,
                "Sound before": percent(before),
                "Sound after": percent(after),
            }
            for name, (before, after) in ranked
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
        help="Every number that moved becomes the interval that is left of it, and arguments become "
        "as sound as it takes. Undo takes it back.",
    )


def _take(found: Reconciliation) -> None:
    taken = taken_over(found)
    held = {claim: before.mean for claim, (before, _) in found.implied.items()}
    st.session_state[_TAKEN] = (encode(taken), held)
    view.change("sampled", None)
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
            help="Draws four times as many, in smaller steps, which takes about five times as long.",
        )
