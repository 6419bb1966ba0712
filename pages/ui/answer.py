"""The answer: the headline in several tongues, why it moved, and the figures."""

from collections.abc import Iterator

import streamlit as st

from credence.attribution import Attribution
from credence.figures import (
    moved_figure,
    posterior_alt,
    waterfall_alt,
    waterfall_figure,
)
from credence.scenario import Scenario
from credence.update import Estimate, Evaluation
from credence.words import (
    bits_words,
    certain_words,
    credence_rows,
    interval_words,
    odds_words,
    one_in,
    percent,
    points_words,
    quoted,
    step_rows,
    told_apart,
)
from credence.words.evaluation import (
    errors_of,
    headline_of,
    sampled_words,
    steps_of,
    sureness_of,
)
from credence.words.weight import surprises, weight_cells, weight_words, why_words
from pages.ui import compute, exact, show, view
from pages.ui.text import plain

_MOST_SURPRISES = 6


def headline(scenario: Scenario) -> None:
    """Prior and posterior of the target, as percentage, odds, frequency and interval."""
    prior, now = compute.moved(scenario)
    before, after = told_apart(_pair(prior), _pair(now))
    count = len(scenario.active)
    arguments = "one argument" if count == 1 else f"{count} arguments"
    with st.container(horizontal=True, key="headline", gap="large"):
        st.metric("Before any argument", before, width="content")
        if count:
            change = points_words(now.credence - prior.credence)
            st.metric(
                f"With {arguments} on",
                after,
                change if before != after else None,
                delta_color="off",
                delta_arrow="off",  # the sign says it, and a minus sign is no hyphen to Streamlit
                width="content",
            )
    odds, often = odds_words(*_pair(now)), one_in(*_pair(now))
    interval = interval_words(now.low, now.high)
    st.markdown(
        f"**{often}** · odds {odds} · 90 % credal interval {interval}".replace(" %", "\u00a0%")
    )


def readout(evaluation: Evaluation) -> None:
    """The same in one line that stays in sight while one scrolls."""
    result = evaluation.target
    before, after = told_apart(_pair(result.prior), _pair(result.posterior))
    title = plain(evaluation.scenario.library.claim(evaluation.scenario.target).title)
    often = one_in(*_pair(result.posterior))
    moved = (
        f"{before} → **{after}**" if evaluation.scenario.active else f"**{after}**, no argument on"
    )
    st.bottom.markdown(f"{title}: {moved} ({often})")


def why(evaluation: Evaluation) -> None:
    """What moved the credence most and why, in a sentence, and what one says oneself."""
    result = evaluation.target
    if result.stated:
        said, implied = percent(result.stated.credence), percent(*_pair(result.posterior))
        size = "infinite" if result.gap_bits is None else bits_words(abs(result.gap_bits))
        gap = f"; the gap is {size.replace(' for', '').replace(' against', '')}"
        why = f" {certain_words(result.stated.credence)}." if result.stated.is_certain else ""
        st.markdown(f"You say **{said}**, your arguments imply **{implied}**{gap}.{why}")
    shares = compute.attributed(evaluation.scenario).arguments
    st.markdown(plain(headline_of(evaluation, shares)))


def figures(evaluation: Evaluation) -> None:
    """Prior and posterior as distributions, and what each argument did, with their tables."""
    scenario, result = evaluation.scenario, evaluation.target
    title = scenario.library.claim(scenario.target).title
    st.subheader("How sure it is", anchor=False)
    show.figure(
        "posterior",
        moved_figure(evaluation, extent=compute.extent(scenario), dark=show.dark()),
        alt=posterior_alt(title, result.prior, result.posterior),
        rows=credence_rows(_row(result.prior), _row(result.posterior)),
        scenario=scenario,
    )
    st.caption(plain(sureness_of(evaluation)))
    if scenario.active:
        _waterfall(evaluation, title)


def _waterfall(evaluation: Evaluation, title: str) -> None:
    scenario, result = evaluation.scenario, evaluation.target
    found = compute.attributed(scenario)
    steps = steps_of(scenario, found.arguments)
    prior, posterior = _pair(result.prior), _pair(result.posterior)
    st.subheader("What each argument did", anchor=False)
    if not found.exact:
        st.caption(plain(sampled_words(found)))
        exact.offer(scenario, found)

    def rows() -> list[dict[str, str]]:
        bits = {name: share.bits for name, share in found.arguments.items()}
        cells = weight_cells(compute.weights(scenario), bits)
        told = step_rows(prior, posterior, steps, [(weight,) for weight, _ in cells])
        if found.exact:
            return told
        errors = {row["Argument"]: "" for row in told} | errors_of(scenario, found)
        return [row | {"Standard error": errors[row["Argument"]]} for row in told]

    show.figure(
        "waterfall",
        waterfall_figure(prior, posterior, steps, dark=show.dark()),
        alt=waterfall_alt(title, prior, posterior, steps),
        rows=rows,
        scenario=scenario,
    )
    for line in [*_largest(scenario, found), *surprises(scenario, found)[:_MOST_SURPRISES]]:
        st.caption(plain(line))


def _largest(scenario: Scenario, found: Attribution) -> Iterator[str]:
    """What the argument that did most weighs by itself, where it did something else."""
    weights = compute.weights(scenario)
    for name, share in found.largest_first()[:1]:
        if why_words(weights[name], share.bits):
            title = quoted(scenario.library.arguments[name].title)
            yield f"{title} did most. {weight_words(weights[name], share.bits)}"


def hinges(scenario: Scenario) -> None:
    """What would change the answer, in folds that cost nothing while they are closed."""
    # What it takes to answer is imported when it is first asked for.
    unfolded = view.fold("What would it take?", "takes")
    if unfolded.open:
        from pages.ui import takes  # noqa: PLC0415

        with unfolded, st.spinner("Trying what to switch…"):
            takes.brief(scenario)
    unfolded = view.fold("Overlap and scepticism", "dials")
    if unfolded.open:
        from pages.ui import dials  # noqa: PLC0415

        with unfolded:
            dials.brief(scenario)


def _pair(estimate: Estimate) -> tuple[float, float]:
    return estimate.credence, estimate.complement


def _row(estimate: Estimate) -> tuple[float, float, float, float, float]:
    return (*_pair(estimate), estimate.median, estimate.low, estimate.high)
