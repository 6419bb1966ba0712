"""What the pages on a sampler's draws share: one number's pictures, and the table of all numbers."""

import math
from collections.abc import Callable, Mapping

import streamlit as st

from credence.checks import SENSITIVE, NumberCheck
from credence.figures.ranks import (
    ranks_alt,
    ranks_figure,
    ranks_rows,
    shape_alt,
    shape_figure,
    shape_rows,
)
from credence.words.plain import counted, listed
from pages.ui import show, view
from pages.ui.text import plain

type Called = Callable[[str], str]
"""From a number's path to what people call it."""

NO_CHAINS = (
    "**There are no chains to compare.** So large a group is drawn from a normal approximation, and "
    "each draw weighed by how far that misses the exact density. The Pareto k above says whether the "
    "weights can be relied on."
)


def checked(
    checks: Mapping[str, NumberCheck],
    called: Called,
    *,
    page: str,
    choice: str,
    held: str,
    why: str,
    to: str,
) -> None:
    """What draws say of themselves: which answers hang on the priors, one number, all numbers.

    Args:
        checks: By number, the one on which the chains agree least first.
        called: What numbers are called.
        page: Begins the keys of the widgets.
        choice: Name of the chosen number in the page's link.
        held: What was held to begin with, and by whom.
        why: Why an answer may hang on that.
        to: What was observed.
    """
    _sensitivity(checks, called, held=held, why=why)
    _number(checks, called, page=page, choice=choice)
    _table(checks, called, page=page, to=to)


def _sensitivity(checks: Mapping[str, NumberCheck], called: Called, *, held: str, why: str) -> None:
    """Which answers hang on what was held of the numbers to begin with."""
    ranked = sorted(checks, key=lambda path: -checks[path].to_held)
    sensitive = [path for path in ranked if checks[path].to_held > SENSITIVE]
    named = listed([called(path) for path in sensitive[:3]])
    st.markdown(
        plain(
            f"What comes out for {counted(len(sensitive), 'number')} depends noticeably on {held}, "
            f"most of all {named}: {why}."
            if sensitive
            else f"No answer depends noticeably on {held}."
        )
    )


def _number(checks: Mapping[str, NumberCheck], called: Called, *, page: str, choice: str) -> None:
    """One number's ranks and shape; at first that on which the chains agree least."""
    first = next(iter(checks))
    path = view.text(choice, first, among=checks)
    check, title, dark = checks[path], called(path), show.dark()
    st.selectbox(
        "Look at one number" + (" (the least agreed on first)" if check.ranks else ""),
        list(checks),
        format_func=called,
        **view.bound(f"{page}.number", choice, path, first),
    )
    left, right = st.columns(2, gap="large")
    with left:
        if check.ranks:
            st.markdown("**Do the chains agree?** Then all lines are flat, but for chance.")
            show.figure(
                f"{page}_ranks",
                ranks_figure(check, dark=dark),
                alt=ranks_alt(title, check),
                rows=ranks_rows(check),
            )
        else:
            st.markdown(NO_CHAINS)
    with right:
        st.markdown("**What was learnt?** What was held before, and what is held after.")
        show.figure(
            f"{page}_shape",
            shape_figure(check, dark=dark),
            alt=shape_alt(title, check),
            rows=shape_rows(check),
        )


def _table(checks: Mapping[str, NumberCheck], called: Called, *, page: str, to: str) -> None:
    """Every number's diagnostics."""
    rows = [
        {
            "Number": called(path),
            "R-hat": "—" if math.isnan(check.rhat) else f"{check.rhat:.4f}",
            "ESS, middle": f"{check.bulk:.0f}",
            "ESS, ends": f"{check.tail:.0f}",
            "Sensitivity to what was held": f"{check.to_held:.2f}",
            f"to {to}": f"{check.to_stated:.2f}",
        }
        for path, check in checks.items()
    ]
    show.table(f"{page}_checks", rows, label="Every number's diagnostics")
