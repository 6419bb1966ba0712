"""Sliders for the numbers of a claim or an argument, as 90 % intervals."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from credence.consistency import number_field
from credence.library import Basis
from credence.number import Kind
from credence.scenario import Scenario
from credence.words import factor, interval_words, percent, soundness_words, strength_words
from pages.ui.state import change, view
from pages.ui.text import plain

_RATIOS = (1, 1.1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100)
_PROBABILITIES = (
    *(0, 1e-6, 1e-5, 1e-4, 0.001, 0.002, 0.005, 0.01, 0.02),
    *(round(0.05 * step, 2) for step in range(1, 20)),
    *(0.98, 0.99, 0.995, 0.999, 1),
)

_FORMATS = {Kind.PROBABILITY: percent, Kind.RATIO: factor, Kind.WEIGHT: "{:.3g}".format}


def slider(scenario: Scenario, path: str, label: str, basis: Mapping[str, Basis]) -> None:
    """Two handles for the interval from the 5th to the 95th percentile; together, a point."""
    kind, own = scenario.library.numbers[path]
    held = scenario.value(path)
    field = number_field(path)[2]
    key = f"number.{path}"
    is_probability = kind is Kind.PROBABILITY
    scale = set(_PROBABILITIES) if is_probability else {*_RATIOS, *(1 / r for r in _RATIOS)}
    ends = (held.low, held.high, own.low, own.high)
    if kind is Kind.RATIO:
        said = strength_words(held)
    elif field.startswith(("soundness", "premise")):
        said = soundness_words(held)
    else:
        said = interval_words(held.low, held.high) if is_probability else "relative to the others"
    labels = _labels(scale, ends, _FORMATS[kind])
    st.select_slider(
        plain(label),
        sorted(labels),
        value=(own.low, own.high),
        key=view(key, (held.low, held.high)),
        format_func=labels.__getitem__,
        help=f"{plain(said)}. Nine times in ten the number lies between the two handles.",
        on_change=lambda: change(lambda s: s.with_number(path, _read(st.session_state[key]))),
    )
    if reason := basis.get(field):
        st.caption(f"{reason.kind.capitalize()}: {plain(reason.reason)}")


def _labels(
    scale: Iterable[float], ends: Iterable[float], said: Callable[[float], str]
) -> dict[float, str]:
    """Every option with a label of its own; the browser tells options apart by their labels alone.

    A step of the scale that reads like one of the ends gives way to it; ends that read alike get
    their digits.
    """
    labels: dict[float, str] = {}
    for end in ends:
        taken = {label for other, label in labels.items() if other != end}
        label = said(end)
        labels[end] = f"{label} ({end!r})" if label in taken else label
    for step in map(float, scale):
        if step not in labels and said(step) not in labels.values():
            labels[step] = said(step)
    return labels


def restore(scenario: Scenario, place: str) -> None:
    """A button that puts the numbers under a place back to the library's own, where any differ."""
    changed = [path for path, _ in scenario.changes if path.startswith(f"{place}.")]
    if changed:
        st.button(
            "Back to the library's numbers",
            key=f"restore.{place}",
            on_click=lambda: change(lambda s: _restored(s, changed)),
        )


def _read(ends: tuple[float, float]) -> object:
    return ends[0] if ends[0] == ends[1] else {"low": ends[0], "high": ends[1]}


def _restored(scenario: Scenario, paths: list[str]) -> Scenario:
    for path in paths:
        scenario = scenario.without_number(path)
    return scenario
