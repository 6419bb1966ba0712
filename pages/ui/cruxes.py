"""The parts of the page on cruxes: what would be worth finding out, and what people state."""

from functools import lru_cache

import streamlit as st

from credence.asking import Told
from credence.errors import InputError
from credence.figures import ranked_figure
from credence.figures.catalogue import picture
from credence.files.cruxes_file import NAMES, NUMBERS, read_cruxes
from credence.files.document import MOST_BYTES
from credence.files.released import DATA
from credence.scenario import Scenario
from credence.stated_cruxes import Judged, group_medians, judge
from credence.stated_pairs import Extremes, extremes
from credence.survey import Account
from credence.value import Crux, value
from credence.words import clean, crux_words
from credence.words.stated import apart_words, best_words, reason, stated_rows, table_words
from pages.ui import asking, show, state, view
from pages.ui.text import plain

SAMPLE = DATA / "samples" / "cruxes-synthetic.csv"
_SENTENCES, _ROWS, _PAIRS = 3, 500, 5
_WORTH = 5e-5
_NO_ONE = "no group"


@lru_cache(maxsize=64)
def valued(scenario: Scenario) -> tuple[Crux, ...]:
    """What settling each crux is worth."""
    return tuple(value(scenario))


def worth_finding_out(scenario: Scenario) -> None:
    """The value of information, in words, as a picture and as a table."""
    with st.spinner("Weighing what each answer would be worth…"):
        found = valued(scenario)
    telling = [crux for crux in found if crux.expected_bits >= _WORTH]
    if not telling:
        st.info("No other claim here, and no argument that is on, tells anything about this one.")
    else:
        for crux in telling[:_SENTENCES]:
            st.markdown(f"- {plain(crux_words(scenario.library, crux))}")
        drawn = picture("value", scenario, dark=show.dark(), cruxes=found)
        show.figure("value", drawn.figure, alt=drawn.alt, rows=drawn.rows, scenario=scenario)
    if not scenario.active:
        st.caption("No argument is on: whether one is sound can be a crux only once it counts.")
        featured = scenario.library.featured
        if featured:
            st.button(
                "Switch the featured arguments on",
                key="cruxes.featured",
                on_click=lambda: state.change(
                    lambda s: s.with_toggles(dict.fromkeys(s.library.featured, True))
                ),
            )
    st.caption(
        "In bits: how far the answer is expected to move your odds, by the KL divergence. Settling "
        "a claim also tells which of your uncertain numbers were nearer the mark, as supposing it "
        "in the settings does."
    )


def stated() -> None:
    """Ask for a table of stated cruxes, and show what follows."""
    st.markdown(
        "People say how likely they hold the outcome **U**, a crux **c**, and **U** given **c**. "
        "What they would think without the crux follows, and from that what its answer would be "
        "worth to each, and which would bring two of them together."
    )
    sample = view.flag("sample")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        dropped = st.file_uploader(
            "A table, CSV or Excel, one row for each person and crux",
            type=["csv", "tsv", "xlsx"],
            key="cruxes.table",
            help=f"Its columns: {', '.join((*NAMES, *NUMBERS))}. It is read, and kept nowhere, so "
            "the page's link does not hold it. At most 5 MB.",
        )
    with st.container(horizontal=True):
        st.button(
            "Close the example" if sample else "Show an example",
            key="cruxes.sample",
            on_click=lambda: view.change("sample", not sample),
        )
        st.download_button(
            "The example as CSV",
            SAMPLE.read_bytes(),
            file_name=SAMPLE.name,
            mime="text/csv",
            key="cruxes.example",
            on_click="ignore",
        )
        st.download_button(
            "An empty template",
            ",".join((*NAMES, *NUMBERS)) + "\n",
            file_name="cruxes-template.csv",
            mime="text/csv",
            key="cruxes.template",
            on_click="ignore",
        )
    if dropped is not None and dropped.size > MOST_BYTES:
        st.error(f"This file has {dropped.size / 1e6:.1f} MB; at most 5 MB are read.")
    elif dropped is not None:
        _table(dropped.getvalue(), clean(dropped.name, 80))
    elif sample:
        st.warning("This example is synthetic: invented people, invented numbers.")
        _table(SAMPLE.read_bytes(), SAMPLE.name)
    st.caption(
        "The measures are those of the Forecasting Research Institute, “Roots of Disagreement on "
        "AI Risk” (2024), with every row checked: none that cannot hold together is counted, and "
        "none is dropped."
    )


@lru_cache(maxsize=8)
def _judged(content: bytes, name: str, told: Told) -> tuple[tuple[Judged, ...], Account]:
    found = read_cruxes(content, name=name, told=told)
    return tuple(judge(statement) for statement in found.rows), found.account


@lru_cache(maxsize=16)
def _extremes(content: bytes, name: str, told: Told, question: str) -> Extremes:
    """The ends of the order of all pairs on one outcome; a large table takes a second."""
    rows = [row for row in _judged(content, name, told)[0] if row.statement.question == question]
    return extremes(rows, _PAIRS)


def _table(content: bytes, name: str) -> None:
    try:
        told = asking.told(content)
        rows, account = _judged(content, name, told)
    except InputError as error:
        told = "\n".join(f"- {plain(str(problem))}" for problem in error.problems[:20])
        st.error(f"This table cannot be read.\n\n{told}")
        return
    asking.show(account, content, "cruxes")
    asking.rows(account, "cruxes_report")
    if not rows:
        st.info("The table has a header and no rows yet.")
        return
    st.markdown(plain(table_words(rows)))
    for row in [row for row in rows if row.status != "ok"][:_PAIRS]:
        held = row.statement
        st.markdown(f"- {plain(f'{held.person}, {held.crux}: {reason(row)}')}")
    questions = list(dict.fromkeys(row.statement.question for row in rows))
    asked = questions[0]
    if len(questions) > 1:
        asked = view.text("question", questions[0], among=questions)
        st.selectbox(
            "Outcome U",
            questions,
            format_func=lambda question: clean(question, 120) or "not named",
            **view.bound("cruxes.question", "question", asked, questions[0]),
        )
    else:
        st.markdown(f"**U:** {plain(asked or 'not named')}")
    _medians([row for row in rows if row.statement.question == asked])
    with st.spinner("Comparing every two people…"):
        found = _extremes(content, name, told, asked)
    _together(found)
    st.dataframe(
        stated_rows(rows[:_ROWS]),
        hide_index=True,
        width="stretch",
        column_config={
            "Person": st.column_config.TextColumn(width="small", pinned=True),
            "Crux": st.column_config.TextColumn(width=_widest(rows, "crux")),
            "Status": st.column_config.TextColumn(width=96),
            "Why": st.column_config.TextColumn(width="large"),
            "Question": st.column_config.TextColumn(width=_widest(rows, "question")),
        },
        row_height=36,
    )
    if len(rows) > _ROWS:
        st.caption(f"The first {_ROWS} rows of {len(rows):,}; the command line prints all.")


def _widest(rows: tuple[Judged, ...], field: str) -> int:
    """Pixels in which the longest text of a column is read in full, within reason."""
    longest = max(len(getattr(row.statement, field)) for row in rows)
    return min(max(90, 7 * longest + 24), 520)


def _medians(rows: list[Judged]) -> None:
    """Each group's median value of information, crux by crux."""
    medians = group_medians(rows)
    if not medians:
        st.info("No row of this outcome is whole, so nothing follows yet.")
        return
    for sentence in best_words(medians):
        st.markdown(f"- {plain(sentence)}")
    held = {
        crux: {group: of[crux] for group, of in medians.items() if crux in of}
        for crux in dict.fromkeys(row.statement.crux for row in rows)
    }
    ranked = sorted(held.items(), key=lambda pair: -max(pair[1].values(), default=0.0))
    show.figure(
        "medians",
        ranked_figure(ranked, "value of information in bits, median", dark=show.dark()),
        alt="Median value of information of each crux in each group. "
        + " ".join(best_words(medians)),
        rows=[
            {"Crux": crux}
            | {group or _NO_ONE: f"{of[group]:.2g}" if group in of else "–" for group in medians}
            for crux, of in ranked
        ],
    )


def _together(found: Extremes) -> None:
    """The pairs of people whom a crux would bring together, or drive apart, most."""
    if found.least is None:
        return
    st.markdown("**What would bring two of them together**")
    for pair in found.most:
        st.markdown(f"- {plain(apart_words(pair))}")
    if (found.least.discrimination_bits or 0.0) < 0:
        st.markdown(f"- {plain(apart_words(found.least))}")
    if found.count > len(found.most):
        st.caption(
            f"The first {len(found.most)} of {found.count:,} pairs; `credence cruxes FILE --format json` "
            "has all."
        )
