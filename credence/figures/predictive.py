"""One claim's credence before anything is stated, by the fast path and as the PyMC model draws it."""

import plotly.graph_objects as go

from credence.checks import Agreement
from credence.figures.posterior import posterior_figure
from credence.odds import log_odds
from credence.words.numbers import percent
from credence.words.plain import quoted

NAMES = "This page", "PyMC"
_LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def predictive_figure(found: Agreement, *, dark: bool = False) -> go.Figure:
    """Draw both distributions as quantile dots, this page's below and PyMC's above."""
    both = ([log_odds(value) for value in values] for values in _values(found))
    return posterior_figure(*both, dark=dark, names=NAMES)


def predictive_alt(title: str, found: Agreement) -> str:
    """Say what `predictive_figure` shows."""
    spans = [
        f"{percent(_at(values, 0.05))} and {percent(_at(values, 0.95))}"
        for values in _values(found)
    ]
    return (
        f"The credence of {quoted(title)} before anything is stated: nine times in ten between "
        f"{spans[0]} on this page, {spans[1]} in PyMC."
    )


def predictive_rows(found: Agreement) -> list[dict[str, str]]:
    """Quantiles of both, as a table."""
    return [
        {"Quantile": f"{100 * level:.0f} %"}
        | {
            name: percent(_at(values, level), digits=3)
            for name, values in zip(NAMES, _values(found), strict=True)
        }
        for level in _LEVELS
    ]


def _values(found: Agreement) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return found.fast_values, found.drawn_values


def _at(values: tuple[float, ...], level: float) -> float:
    return values[min(int(level * len(values)), len(values) - 1)]
