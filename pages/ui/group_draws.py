"""The part of the page on groups that shows how its draws are known to be good, and hands them out."""

import hashlib
import math
from typing import TYPE_CHECKING

import streamlit as st

from credence.checks import NumberCheck
from credence.figures.ranks import (
    ranks_alt,
    ranks_figure,
    ranks_rows,
    shape_alt,
    shape_figure,
    shape_rows,
)
from credence.groups.posterior import Posterior
from credence.library import Library
from credence.words import clean
from credence.words.group import label_title
from pages.ui import show, view, work

if TYPE_CHECKING:
    from credence.groups.result import GroupResult

_CHOICE = "group_draws"


def known(found: "GroupResult") -> None:
    """How it is known that the draws can be trusted; computed once it is asked for."""
    posterior = found.posterior
    if posterior is None:
        return
    if not view.flag(_CHOICE):
        st.button(
            "How that is known",
            key="group.draws",
            icon=":material/troubleshoot:",
            on_click=lambda: view.change(_CHOICE, True),
        )
        return
    st.subheader("The draws behind this", anchor=False)
    content = posterior.mu.tobytes() + posterior.tau.tobytes() + posterior.sigma.tobytes()
    checks: dict[str, NumberCheck] | None = work.answer(
        "models.tasks:group_checked",
        posterior,
        key=f"group checked {hashlib.sha256(content).hexdigest()}",
        affinity="group",
        said="Checking the draws",
    )
    if checks is not None:
        _number(found.scenario.library, posterior, checks)
        _table(found.scenario.library, checks)
        _download(posterior, found.scenario.library.name, found.scenario.seed)


def _called(library: Library, name: str) -> str:
    """What a number of the group is called."""
    kind, _, label = name.partition(".")
    if kind == "sigma":
        return "How far people's general leanings differ"
    title = clean(label_title(library, label), 80)
    return f"Strength: {title}" if kind == "mu" else f"How far people differ: {title}"


def _number(library: Library, posterior: Posterior, checks: dict[str, NumberCheck]) -> None:
    """One number's ranks and shape; at first that on which the chains agree least."""
    first = next(iter(checks))
    name = view.text("group_number", first, among=checks)
    st.selectbox(
        "Look at one number" + (" (the least agreed on first)" if posterior.chains > 1 else ""),
        list(checks),
        format_func=lambda each: _called(library, each),
        **view.bound("group.number", "group_number", name, first),
    )
    check, title, dark = checks[name], _called(library, name), show.dark()
    left, right = st.columns(2, gap="large")
    with left:
        if check.ranks:
            st.markdown("**Do the chains agree?** Then all lines are flat, but for chance.")
            show.figure(
                "group_ranks",
                ranks_figure(check, dark=dark),
                alt=ranks_alt(title, check),
                rows=ranks_rows(check),
            )
        else:
            st.markdown(
                "**There are no chains to compare.** So large a group is drawn from a normal "
                "approximation, and each draw weighed by how far that misses the exact density. The "
                "Pareto k above says whether the weights can be relied on."
            )
    with right:
        st.markdown("**What was learnt?** Before anybody was heard, and after.")
        show.figure(
            "group_shape",
            shape_figure(check, dark=dark),
            alt=shape_alt(title, check),
            rows=shape_rows(check),
        )


def _table(library: Library, checks: dict[str, NumberCheck]) -> None:
    rows = [
        {
            "Number": _called(library, name),
            "R-hat": "—" if math.isnan(check.rhat) else f"{check.rhat:.4f}",
            "ESS, middle": f"{check.bulk:.0f}",
            "ESS, ends": f"{check.tail:.0f}",
        }
        for name, check in checks.items()
    ]
    show.table("group_checks", rows, label="Every number's diagnostics")


def _download(posterior: Posterior, library: str, seed: int) -> None:
    from models.group_draws import group_bytes  # noqa: PLC0415 - xarray

    st.download_button(
        "All draws as NetCDF",
        data=lambda: group_bytes(posterior, seed),
        file_name=f"group-{library}.nc",
        mime="application/x-netcdf",
        key="group.netcdf",
        on_click="ignore",
    )
