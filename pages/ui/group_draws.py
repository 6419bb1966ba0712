"""The part of the page on groups that shows how its draws are known to be good, and hands them out."""

import hashlib
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from credence.groups.posterior import Posterior
from credence.library import Library
from credence.words import clean
from credence.words.group import label_title
from credence.words.plain import quoted
from pages.ui import draws, view, work

if TYPE_CHECKING:
    from credence.checks import NumberCheck
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
        draws.checked(
            checks,
            partial(_called, found.scenario.library),
            page="group",
            choice="group_number",
            held="what was held of any group before anybody was heard",
            why="few answers say little on each of many numbers",
            to="the answers",
        )
        _download(posterior, found.scenario.library.name, found.scenario.seed)


def _called(library: Library, name: str) -> str:
    """What a number of the group is called."""
    kind, _, label = name.partition(".")
    if kind == "sigma":
        return "how far people’s general leanings differ"
    title = quoted(clean(label_title(library, label), 80))
    return f"how strong {title} is" if kind == "mu" else f"how far people differ on {title}"


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
