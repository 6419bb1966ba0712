"""A number said precisely: by its two ends, by two quantiles, or by laying chips on a scale."""

from collections.abc import Callable
from itertools import pairwise

import streamlit as st

from credence.elicitation import from_histogram, from_quantiles
from credence.number import Kind, Number, read
from credence.scenario import Scenario
from credence.walk import Step
from credence.words import factor, percent
from pages.ui import numbers, view
from pages.ui.labels import number_label
from pages.ui.state import change
from pages.ui.text import plain

WAYS = {
    "ends": "From … to …",
    "quantiles": "Two quantiles",
    "chips": "Lay chips",
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
    numbers.slider(scenario, path, number_label(scenario.library, path), {})


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
        st.form_submit_button("Fit", key="fit", on_click=lambda: _fit(path, fitted))
    _fitted(scenario, path)


def _chips(scenario: Scenario, path: str) -> None:
    kind = scenario.library.numbers[path][0]
    edges = _EDGES[kind]
    said = percent if kind is Kind.PROBABILITY else factor
    keys = [f"chips.{path}.{low}" for low in edges[:-1]]
    st.caption("Lay some ten chips, more where you think it more likely to lie.")
    with st.form(f"chips.{path}", border=False):
        for key, (low, high) in zip(keys, pairwise(edges), strict=True):
            st.slider(f"{said(low)} to {said(high)}", 0, 10, 0, key=key)
        st.form_submit_button(
            "Fit",
            key="fit",
            on_click=lambda: _fit(
                path, lambda: from_histogram(edges, [st.session_state[k] for k in keys], kind)
            ),
        )
    _fitted(scenario, path)


def _fit(path: str, fitted: Callable[[], Number]) -> None:
    """Remember what was fitted, or why nothing could be; a callback."""
    try:
        st.session_state["fitted"] = path, fitted(), ""
    except ValueError as error:
        st.session_state["fitted"] = path, None, str(error)


def _fitted(scenario: Scenario, path: str) -> None:
    """Show what was fitted; it is taken over by a click, so that one sees it first."""
    of, number, problem = st.session_state.get("fitted", ("", None, ""))
    if of != path:
        return
    if number is None:
        st.error(plain(problem))
        return
    said = percent if scenario.library.numbers[path][0] is Kind.PROBABILITY else factor
    ends = f"{said(number.low)} to {said(number.high)}"
    st.success(f"Nine times in ten: {ends}." if not number.is_point else f"Always {ends}.")
    st.button(
        "Use it",
        key=f"use.{path}",
        on_click=lambda: change(lambda s: s.with_number(path, number)),
    )
