"""A number said precisely: by its two ends typed, by two quantiles, or by a histogram of chips."""

from collections.abc import Callable
from itertools import pairwise

import streamlit as st

from credence.elicitation import from_histogram, from_quantiles
from credence.figures.chips import chips_alt, chips_figure, fitted_chips
from credence.number import Kind, Number, read
from credence.scenario import Scenario
from credence.walk import Step
from credence.words import factor, percent
from pages.ui import show as shown
from pages.ui import view
from pages.ui.labels import number_label
from pages.ui.state import change
from pages.ui.text import plain

WAYS = {
    "ends": "From … to …",
    "quantiles": "Two quantiles",
    "chips": "Draw a histogram",
}
_HOW = {
    Kind.PROBABILITY: "As 20 %, 0.2, 1 in 5 or 1/5.",
    Kind.RATIO: "As 3, 3:1 or, against, 1:3 or 1/3.",
    Kind.WEIGHT: "As 2, 3:1 or 0.5; it counts beside the others' weights.",
}
_EDGES = {
    Kind.PROBABILITY: (0.0, 0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99, 1.0),
    Kind.RATIO: (0.01, 0.03, 0.1, 1 / 3, 1 / 1.5, 1.0, 1.5, 3.0, 10.0, 30.0, 100.0),
    Kind.WEIGHT: (0.01, 0.03, 0.1, 1 / 3, 1 / 1.5, 1.0, 1.5, 3.0, 10.0, 30.0, 100.0),
}


def show(scenario: Scenario, step: Step) -> None:
    """Draw one way of saying one of the step's numbers."""
    library = scenario.library
    path = view.text("number", step.paths[0], among=step.paths)
    if len(step.paths) > 1:
        st.selectbox(
            "Which number?",
            step.paths,
            format_func=lambda each: number_label(library, each),
            **view.bound("elicit.number", "number", path),
        )
    way = view.text("way", "ends", among=WAYS)
    st.radio(
        "How would you say it?",
        list(WAYS),
        format_func=WAYS.__getitem__,
        horizontal=True,
        **view.bound("elicit.way", "way", way, "ends"),
    )
    {"ends": _ends, "quantiles": _quantiles, "chips": _chips}[way](scenario, path)


def _ends(scenario: Scenario, path: str) -> None:
    """Both ends, typed: as a percentage, as odds, as one in so many."""
    kind = scenario.library.numbers[path][0]
    held = scenario.value(path)
    texts = [_typed(end, kind) for end in (held.low, held.high)]
    # What was typed stays where it cannot be read, and gives way once the number changes.
    keys = [f"{end}.{path}.{text}" for end, text in zip(("from", "to"), texts, strict=True)]

    def given() -> Number:
        low, high = (read(st.session_state[key], kind) for key in keys)
        return read(low.low if low == high else {"low": low.low, "high": high.high}, kind)

    def take() -> None:
        if [st.session_state[key] for key in keys] == texts:
            return
        _fit("ends", path, given)
        number = st.session_state["fitted"][2]
        if number is not None:
            st.session_state["fitted"] = "", "", None, ""
            change(lambda s: s.with_number(path, number))

    with st.form(f"ends.{path}", border=False):
        for place, label, key, text in zip(st.columns(2), ("From", "to"), keys, texts, strict=True):
            place.text_input(label, text, key=key, help=_HOW[kind])
        st.form_submit_button("Take these", key="take", on_click=take)
    st.caption("Nine times in ten the number lies between them. The same twice is a point.")
    _problem("ends", path)


def _typed(end: float, kind: Kind) -> str:
    return f"{100 * end:.12g} %" if kind is Kind.PROBABILITY else f"{end:.12g}"


def _quantiles(scenario: Scenario, path: str) -> None:
    kind = scenario.library.numbers[path][0]
    example = "such as 20 %" if kind is Kind.PROBABILITY else "such as 3 or 3:1"
    levels = (25, 75)

    def fitted() -> Number:
        held = [
            (st.session_state[f"in.{level}"] / 100, read(st.session_state[f"below.{level}"], kind))
            for level in levels
        ]
        return from_quantiles(*((level, number.low) for level, number in held), kind)

    with st.form(f"quantiles.{path}", border=False):
        for level in levels:
            cases, value = st.columns(2)
            cases.number_input("In so many cases of 100 …", 1, 99, level, key=f"in.{level}")
            value.text_input("… it lies below this:", placeholder=example, key=f"below.{level}")
        st.form_submit_button("Fit", key="fit", on_click=lambda: _fit("quantiles", path, fitted))
    _fitted(scenario, "quantiles", path)


def _chips(scenario: Scenario, path: str) -> None:
    """Boxes along the scale, chips laid in them, and at once what fits the picture."""
    kind = scenario.library.numbers[path][0]
    edges = _EDGES[kind]
    said = percent if kind is Kind.PROBABILITY else factor
    labels = [f"{said(low)} to {said(high)}" for low, high in pairwise(edges)]
    keys = [f"chips.{path}.{low}" for low in edges[:-1]]
    st.caption(
        "Draw what you think: lay some ten chips along the scale, more where the number is "
        "likelier to lie. The picture, and what fits it, follow at once."
    )
    drawn = st.container()
    columns = st.columns(2)
    rows = -(-len(keys) // 2)
    for place, (key, label) in enumerate(zip(keys, labels, strict=True)):
        columns[place // rows].slider(label, 0, 10, 0, key=key)
    chips = [int(st.session_state[key]) for key in keys]
    if sum(chips):
        _fit("chips", path, lambda: from_histogram(edges, chips, kind))
    else:
        st.session_state["fitted"] = "", "", None, ""
    number = st.session_state["fitted"][2]
    fitted = None if number is None else fitted_chips(number, edges, chips, kind)
    with drawn:
        shown.figure(
            "chips",
            chips_figure(labels, chips, fitted, dark=shown.dark()),
            alt=chips_alt(labels, chips),
            rows=[
                {"It lies from … to …": label, "Chips": str(count)}
                for label, count in zip(labels, chips, strict=True)
            ],
        )
    _fitted(scenario, "chips", path)


def _fit(way: str, path: str, fitted: Callable[[], Number]) -> None:
    """Remember what was fitted, or why nothing could be; also a callback."""
    try:
        st.session_state["fitted"] = way, path, fitted(), ""
    except ValueError as error:
        st.session_state["fitted"] = way, path, None, str(error)


def _problem(way: str, path: str) -> None:
    of, where, _, problem = st.session_state.get("fitted", ("", "", None, ""))
    if (of, where) == (way, path) and problem:
        st.error(plain(problem))


def _fitted(scenario: Scenario, way: str, path: str) -> None:
    """Show what was fitted; it is taken over by a click, so that one sees it first."""
    _problem(way, path)
    of, where, number, _ = st.session_state.get("fitted", ("", "", None, ""))
    if (of, where) != (way, path) or number is None:
        return
    said = percent if scenario.library.numbers[path][0] is Kind.PROBABILITY else factor
    ends = f"{said(number.low)} to {said(number.high)}"
    st.success(f"Nine times in ten: {ends}." if not number.is_point else f"Always {ends}.")
    st.button(
        "Use it",
        key=f"use.{path}",
        on_click=lambda: change(lambda s: s.with_number(path, number)),
    )
