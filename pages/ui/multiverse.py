"""The parts of the page on the multiverse: the choice of arguments, the run, and what came out."""

import hashlib
import tempfile
from functools import lru_cache

import streamlit as st

from credence.figures.effects import effects_alt, effects_figure, effects_rows
from credence.figures.histogram import bar_edges, histogram_alt, histogram_figure, histogram_rows
from credence.figures.specification import (
    TENTHS,
    specification_alt,
    specification_figure,
    specification_rows,
    strip_rows,
)
from credence.figures.ways import ranked_titles
from credence.files.subsets_file import details_of, stream_subsets
from credence.links import encode
from credence.multiverse import Extreme, Multiverse, multiverse, usual_arguments
from credence.scenario import Scenario
from credence.subsets.every import MOST_ARGUMENTS, in_threads
from credence.subsets.work import COMPILED_FROM
from credence.words import percent
from credence.words.multiverse import multiverse_words, split_words
from pages.ui import multiverse_run as run
from pages.ui import show, state, view
from pages.ui.text import plain

_UNDER = 10.0  # per cent


def asked(scenario: Scenario) -> tuple[str, ...] | None:
    """Ask which arguments and which threshold; ``None`` while no argument is chosen."""
    library = scenario.library
    if not library.arguments:
        return None
    default = usual_arguments(scenario)
    chosen = view.names("chosen", default, among=library.arguments)[:MOST_ARGUMENTS]
    st.multiselect(
        f"Arguments to combine, at most {MOST_ARGUMENTS}",
        list(library.arguments),
        format_func=lambda name: library.arguments[name].title,
        max_selections=MOST_ARGUMENTS,
        key=state.view("multiverse.chosen", list(chosen)),
        on_change=_choose,
        args=(default,),
        help="All other arguments stay as they are in your scenario.",
    )
    st.number_input(
        "Threshold, %",
        0.0001,
        99.9999,
        step=1.0,
        format="%g",
        width=160,
        **view.bound("multiverse.under", "under", 100 * threshold(), _UNDER),
    )
    return chosen or None


def _choose(default: tuple[str, ...]) -> None:
    held = st.session_state["multiverse.chosen"]
    view.change("chosen", list(held), list(default))
    view.change("ran", None)


def threshold() -> float:
    """The threshold as a probability."""
    return view.number("under", _UNDER, low=0.0001, high=99.9999) / 100


def nothing_chosen(scenario: Scenario) -> None:
    """What to do where no argument is chosen."""
    if not scenario.library.arguments:
        st.info("This library has no arguments to combine. Choose another one in the settings.")
        return
    st.info("Choose at least one argument above.")
    if usual_arguments(scenario):
        st.button("Choose those shown first", on_click=lambda: view.change("chosen", None))


def answered(scenario: Scenario, chosen: tuple[str, ...]) -> Multiverse:
    """All subsets: at once where they are few; else a quick look, and all draws when asked for."""
    # What is on among the chosen ones is combined anyway, so that it makes no other question.
    plain_scenario = scenario.with_toggles(dict.fromkeys(chosen, False))
    is_small = 2 ** len(chosen) * scenario.draws <= COMPILED_FROM  # 10 arguments, usual draws
    ready = None if is_small else run.result(plain_scenario, chosen)
    if ready is not None:
        return ready
    with st.spinner("Taking the arguments in every combination…"):
        return _found(plain_scenario, chosen, point_values=not is_small)


@lru_cache(maxsize=16)
def _found(scenario: Scenario, chosen: tuple[str, ...], *, point_values: bool) -> Multiverse:
    return multiverse(scenario, chosen, point_values=point_values, executor=in_threads(1))


def _title(found: Multiverse) -> str:
    return found.subsets.scenario.library.claim(found.target).title


def sentence(found: Multiverse, under: float) -> None:
    """What comes out, in words."""
    st.markdown(f"#### {plain(multiverse_words(found, under))}", unsafe_allow_html=False)
    st.markdown(plain(split_words(found)))
    if found.subsets.point_values:
        st.caption(
            "A quick look: every number at its median, and every argument counted in proportion to "
            "how probably it is sound."
        )
    st.caption(
        "Each way counts once. That says how much hangs on the choice of arguments, not how "
        "probable the answers are."
    )


def curve(found: Multiverse, under: float) -> None:
    """The specification curve and its two tables."""
    st.subheader("Every way, sorted", anchor=False)
    held = found.curve()
    on = {title: held.on[name] for name, title in ranked_titles(found).items()}
    quantiles = found.quantiles([k / TENTHS for k in range(TENTHS + 1)])
    st.caption("A strip is as full as its argument is often on among the ways above it.")
    show.figure(
        "specification",
        specification_figure(
            tuple(held.log_odds),
            on,
            threshold=under,
            below=found.below([under])[under],
            dark=show.dark(),
        ),
        alt=specification_alt(_title(found), quantiles, on, found.count),
        rows=specification_rows(quantiles),
        scenario=found.subsets.scenario,
        exported=not view.flag("chosen"),  # the export takes the usual arguments
    )
    show.table("strips", strip_rows(on), label="When each argument is on, as a table")


def distribution(found: Multiverse, under: float) -> None:
    """The histogram of the credences."""
    st.subheader("How they are spread", anchor=False)
    edges = bar_edges(found.subsets.log_odds, under)
    shares = found.histogram(edges).tolist()
    show.figure(
        "spread",
        histogram_figure(
            edges, shares, threshold=under, below=found.below([under])[under], dark=show.dark()
        ),
        alt=histogram_alt(_title(found), edges, shares),
        rows=histogram_rows(edges, shares),
        scenario=found.subsets.scenario,
        exported=not view.flag("chosen"),  # the export takes the usual arguments
    )


def effects(found: Multiverse) -> None:
    """What each argument does on average."""
    st.subheader("What each argument does on average", anchor=False)
    held = [(title, *found.means[name]) for name, title in ranked_titles(found).items()]
    show.figure(
        "effects",
        effects_figure(held, dark=show.dark()),
        alt=effects_alt(_title(found), held),
        rows=effects_rows(held),
        scenario=found.subsets.scenario,
        exported=not view.flag("chosen"),  # the export takes the usual arguments
    )


def extremes(found: Multiverse) -> None:
    """The least and the most worried way, each to be opened."""
    columns = st.columns(2, gap="large")
    ends = (("least", "Lowest", found.lowest), ("most", "Highest", found.highest))
    for column, (key, word, extreme) in zip(columns, ends, strict=True):
        with column:
            st.subheader(f"{word}: {percent(extreme.credence)}", anchor=False)
            _extreme(found, key, extreme)


def _extreme(found: Multiverse, key: str, extreme: Extreme) -> None:
    library = found.subsets.scenario.library
    titles = [library.arguments[name].title for name in extreme.on]
    listed = "\n".join(f"- {plain(title)}" for title in titles)
    st.markdown(f"With these on, of those combined:\n\n{listed}" if titles else "With none on.")
    st.button(
        "Open this as the scenario",
        key=f"multiverse.open.{key}",
        on_click=_open,
        args=(found.arguments, extreme.on),
    )


def _open(chosen: tuple[str, ...], on: tuple[str, ...]) -> None:
    view.change("chosen", list(chosen))
    state.change(lambda held: held.with_toggles({name: name in on for name in chosen}))
    st.toast("Opened: the calculator and all other pages now show it.")


def download(found: Multiverse) -> None:
    """Every subset as a Parquet file."""
    details = details_of(found.subsets, encode(found.subsets.scenario))
    # A download over a megabyte must not share its name with another one.
    digest = hashlib.sha256(repr((details, found.arguments)).encode()).hexdigest()[:12]
    st.download_button(
        f"All {found.count:,} ways as Parquet{_about(found.count)}",
        lambda: _parquet(found, details),
        file_name=f"multiverse-{found.subsets.scenario.library.name}-{digest}.parquet",
        mime="application/vnd.apache.parquet",
        key="multiverse.download",
        on_click="ignore",
    )


def _about(count: int) -> str:
    """How large the file will be, at most, where that is worth saying: two doubles a row."""
    size = 16 * count / 1e6
    return f" (up to {size:.0f} MB)" if size >= 1 else ""


def _parquet(found: Multiverse, details: dict[str, str]) -> bytes:
    """The file's content: it is written to the disk, and comes into memory once and compressed."""
    with tempfile.TemporaryFile() as sink:
        stream_subsets(found.subsets, sink, details)
        sink.seek(0)
        return sink.read()
