"""The parts of the page on the worked count: the question, the numbers, and the experiment."""

from functools import lru_cache

import streamlit as st

from credence.count_experiment import DEFAULT, TASKS, Experiment, run
from credence.figures.untrained import untrained_alt, untrained_figure, untrained_rows
from credence.words.count import WAYS, count_rows, count_words, verdict, way_rows
from credence.words.plain import counted as counted_things
from credence.words.powers import power_words
from credence.worked_count import Count, addition
from pages.ui import show, view
from pages.ui.text import plain

MOST_DIGITS = 7
"""Of the page: a number box holds whole numbers to 2⁵³ exactly; the command line goes on to 12."""
_DIGITS, _TRAINING = 4, 992
_NEGLIGIBLE = 6.0  # powers of ten


def asked() -> Count:
    """Ask for the digits and the training set."""
    digits = int(view.number("digits", _DIGITS, low=1, high=MOST_DIGITS))
    most = 10 ** (2 * digits) - 1
    training = int(min(view.number("trained", _TRAINING, low=0, high=1e15), most))
    with st.container(horizontal=True, gap="medium"):
        st.number_input(
            "Digits of each number",
            1,
            MOST_DIGITS,
            step=1,
            width=220,
            **view.bound("count.digits", "digits", digits, _DIGITS),
        )
        st.number_input(
            "Training problems, all different",
            0,
            most,
            step=1,
            width=220,
            **view.bound("count.training", "trained", training, _TRAINING),
        )
    return addition(digits, training)


def counted(found: Count) -> None:
    """The counts in words, as a table, and what follows from them."""
    with st.container(key="counts", gap="small"):
        for label, number in (
            ("Functions from problems to sums", found.functions),
            ("Of these fit the training set", found.fitting),
            ("Share of those that generalise", found.share),
        ):
            st.metric(label, power_words(number))
    st.markdown(plain(count_words(found)))
    st.markdown(plain(_lesson(found)))
    st.caption(
        "Assumed: the test is every problem that was not trained on, and to generalise is to get "
        "over half of them right."
    )
    fold = view.fold("The numbers as a table", "counts_table")
    if fold.open:
        fold.table([{k: plain(v) for k, v in row.items()} for row in count_rows(found)])
        fold.caption(
            "Each number is held between two proven bounds; only digits on which they "
            "agree are shown."
        )


def _lesson(found: Count) -> str:
    """What the count would forecast, and what is the case."""
    if float(found.share) > -_NEGLIGIBLE:
        return (
            "With so few problems left to test, a fair part of the functions that fit get most of "
            "them right by luck. Train on fewer, and that share vanishes."
        )
    return (
        "So if every function that fits were equally likely, training would as good as never find "
        "one that gets most of the other problems right. Yet networks have learnt to add from "
        "training sets like the one that this page opens with. The count is right; what fails is "
        "the step from “most functions that fit” to “what training finds”. Nor is the share small "
        f"for want of good functions: {power_words(found.generalising)} of them fit and generalise."
    )


def assumptions(found: Count) -> None:
    """What the count takes for granted."""
    fold = view.fold("What is assumed", "assumed")
    if fold.open:
        fold.markdown(
            plain(
                f"An input is an ordered pair of numbers: {found.inputs:,} of them, and a + b is "
                "another input than b + a. If every function had to answer both alike, the "
                "counts would be smaller powers, and the argument the same."
            )
            + "\n\n"
            + plain(
                f"A function gives each input one of the {found.answers:,} sums that can occur. "
                "Nothing else is asked of it: it need not be simple, or computable by a "
                "network."
            )
            + "\n\n"
            + plain(
                "The training problems are different from each other, and their sums are right. "
                "The test is every problem that was not trained on, each counted once; a "
                "function generalises where it gets over half of them right."
            )
        )
        fold.caption(
            plain(
                "The example is from “Many arguments for AI x-risk are wrong” (Alex Turner, 2024, "
                "quoting a draft), with 4 digits and the 992 training problems of Caballero and "
                "others, “Broken Neural Scaling Laws” (arXiv:2210.14891), whose networks did learn to add. The source calls the share too small to compute; here it is."
            )
        )


def tried() -> None:
    """Ask for a task, and on demand train networks on it."""
    st.markdown(
        plain(
            "Small tasks, so that nothing has to be guessed: the count is exact, and networks are "
            "trained here and now. How many of the inputs that they never saw do they get right?"
        )
    )
    task = view.text("task", DEFAULT, among=TASKS)
    held = TASKS[task]
    size = int(view.number("examples", held.size // 2, low=1, high=held.size - 2))
    seed = int(view.number("trial", 0, low=0, high=999))
    left, right = st.columns([3, 2], gap="large")
    left.selectbox(
        "To be learnt",
        list(TASKS),
        format_func=lambda name: TASKS[name].title,
        **view.bound("count.task", "task", task, DEFAULT),
    )
    right.slider(
        f"Training examples, of {held.size}",
        1,
        held.size - 2,
        **view.bound("count.examples", "examples", size, held.size // 2),
    )
    asked_for = view.flag("experiment")
    st.button(
        "Train others" if asked_for else "Train networks",
        key="count.run",
        on_click=_train_others if asked_for else lambda: view.change("experiment", True),
    )
    if not asked_for:
        st.caption(
            plain(
                f"{counted_things(held.networks, 'network')} of {held.hidden} hidden "
                "units; it takes a few seconds."
            )
        )
        return
    with st.spinner("Training…"):
        result(_ran(task, size, seed))


def _train_others() -> None:
    view.change("trial", int(view.number("trial", 0, low=0, high=999) + 1) % 1000, 0)


@lru_cache(maxsize=64)
def _ran(task: str, training: int, seed: int) -> Experiment:
    return run(task, training=training, seed=seed)


def result(found: Experiment) -> None:
    """What came out: a sentence, the distributions, and how it was done."""
    held = TASKS[found.task]
    ways = {WAYS[way.name]: [float(share) for share in way.shares] for way in found.ways}
    st.markdown(f"**{plain(verdict(found))}**")
    show.figure(
        "untrained",
        untrained_figure(ways, dark=show.dark()),
        alt=untrained_alt(held.title, ways),
        rows=untrained_rows(ways),
    )
    st.table([{k: plain(v) for k, v in row.items() if k != "In words"} for row in way_rows(found)])
    unfit = counted_things(found.unfit, "network")
    lost = f" {unfit} never came to fit, and are left out." if found.unfit else ""
    drawn = (
        f" The random weights are the same {found.guesses:,} networks for every training set, and "
        "each training set counts alike."
        if found.guesses
        else " Random weights as good as never fit this task, so that they are not tried."
    )
    st.caption(
        plain(
            f"{counted_things(found.networks, 'network')}, one hidden layer of {held.hidden} units, "
            f"{held.steps} steps of Adam; each with {found.training} training examples of its own "
            f"out of {held.size} inputs ({held.encoding}).{lost}{drawn} Errors are standard errors "
            f"over training sets. Seed {found.seed}."
        )
    )


def meaning() -> None:
    """What it shows and what not, for both sides."""
    left, right = st.columns(2, gap="large")
    left.markdown(
        "**What this shows**\n\n"
        + "\n".join(
            f"- {plain(line)}"
            for line in (
                (
                    "A count of functions is no forecast of training: by the count every rule is "
                    "learnt equally badly, and the networks learn some far better and some worse."
                ),
                (
                    "What decides is what networks make easy, and that depends on how inputs are "
                    "shown: adding quantities goes far better than adding symbols."
                ),
                (
                    "Weighing functions by their volume of weights comes nearer to training than "
                    "counting them, at least in networks this small."
                ),
                (
                    "Training favours nothing by magic: for a rule drawn at random it does what the "
                    "count says, and for parity it does worse."
                ),
            )
        )
    )
    right.markdown(
        "**What it does not show**\n\n"
        + "\n".join(
            f"- {plain(line)}"
            for line in (
                (
                    "Nothing about scheming itself. The counting argument for scheming is about goals "
                    "that a model could have, not about all functions from inputs to outputs; that it "
                    "shares this count's flaw is what its critics say and its defenders dispute."
                ),
                (
                    "Not that schemers are unlikely. Refuting one argument for a claim is no argument "
                    "against it: the claim falls back to where it was."
                ),
                (
                    "Not that training is safe: the same bias that finds addition could favour or "
                    "disfavour a goal that we do not want. Which one, such small tasks cannot say."
                ),
                "Not how large networks behave: these have a few hundred weights.",
            )
        )
    )
    st.caption(
        plain(
            "In the library: “The counting argument” (counting_functions), its critics’ "
            "reply (overfitting_reductio), counting weights (counting_parameters) and what is "
            "not known about it (inductive_bias_unknown)."
        )
    )
