"""The end of the walk: what it came to, how it differs from others, and how to keep it."""

from collections.abc import Sequence

import streamlit as st

from credence.files import worldviews
from credence.scenario import Scenario
from credence.walk import Step
from credence.words import percent, points_words
from credence.words.evaluation import headline_of
from pages.ui import answer, compute, download, stated, view, walk
from pages.ui.text import plain


def show(scenario: Scenario, questions: Sequence[Step]) -> None:
    """Draw the result."""
    left = list(walk.answered(scenario).open_among(len(questions)))
    answer.headline(scenario)
    evaluation = compute.evaluated(scenario)
    shares = compute.attributed(scenario).arguments
    st.markdown(plain(headline_of(evaluation, shares)))
    if left:
        st.caption(f"{len(left)} of {len(questions)} questions are still open.")
        st.button(
            "Go on with the open ones", key="walk.open", on_click=lambda: walk.go(left[0] + 1)
        )
    _overall(scenario)
    _others(scenario)
    st.subheader("Keep it", anchor=False)
    st.markdown("The link at the foot of the page holds all of your answers. Or take a file along:")
    download.credence_file(scenario)
    st.button("Back to the questions", key="walk.again", on_click=lambda: walk.go(0))


def _overall(scenario: Scenario) -> None:
    """What one would have said all things considered, beside what the answers imply."""
    target = scenario.target
    held = scenario.stated.get(target)
    title = plain(scenario.library.claim(target).title)
    stated.field(
        scenario,
        target,
        "walk.stated",
        f"And all things considered, how probable is “{title}” to you?",
    )
    if held:
        now = compute.moved(scenario)[1]
        st.markdown(
            f"You say **{percent(held.credence)}**; your answers imply "
            f"**{percent(now.credence, now.complement)}**."
        )


def _others(scenario: Scenario) -> None:
    """One's own credence beside each worldview's, and on how many arguments they part."""
    found = worldviews(scenario.library)
    if not found:
        return
    st.subheader("Beside others", anchor=False)
    mine = compute.moved(scenario)[1].credence
    active = set(scenario.active)
    rows = []
    for each in found.values():
        theirs = each.scenario.with_target(scenario.target)
        credence = compute.moved(theirs)[1]
        rows.append(
            {
                "Whose": plain(each.name),
                "Their credence": percent(credence.credence, credence.complement),
                "Yours is": points_words(mine - credence.credence),
                "Only you count": str(len(active - set(theirs.active))),
                "Only they count": str(len(set(theirs.active) - active)),
            }
        )
    st.table(rows)
    st.caption("Our reading of each text, which its author may not share.")
    st.markdown("Where exactly you part, number by number:")
    with st.container(horizontal=True, gap="medium"):
        for name, each in found.items():
            st.page_link(
                "pages/compare.py",
                label=plain(each.name),
                icon=":material/compare_arrows:",
                query_params=view.brought("side_b", f"worldview.{name}"),
            )
