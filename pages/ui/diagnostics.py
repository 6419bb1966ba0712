"""The parts of the page on diagnostics: the sampler's draws, and the calculator's two routes."""

import math
from functools import partial

import streamlit as st

from credence.checks import Agreement, ModelVariable, NumberCheck
from credence.figures.model_graph import model_graph_alt, model_graph_figure, model_graph_rows
from credence.figures.predictive import predictive_alt, predictive_figure, predictive_rows
from credence.links import encode
from credence.reconciliation import Reconciliation
from credence.scenario import Scenario
from credence.words import percent
from credence.words.plain import listed, quoted
from credence.words.reconcile import called, trust
from pages.ui import draws, show, view, work
from pages.ui import reconcile as reconciling
from pages.ui.text import plain

_ABOUT = {"sampler": "What you state (Reconcile)", "calculator": "The calculator"}


def ask(scenario: Scenario) -> str:
    """Ask what is to be checked."""
    default = "sampler" if scenario.stated else "calculator"
    held = view.text("check", default, among=_ABOUT)
    st.radio(
        "What to check",
        list(_ABOUT),
        format_func=_ABOUT.__getitem__,
        horizontal=True,
        **view.bound("diagnostics.check", "check", held, default),
    )
    st.page_link(
        "pages/group.py",
        label="A group's draws: on the page Group, under “How that is known”",
        icon=":material/groups:",
    )
    return held


def nothing_stated() -> None:
    """What to do where there are no draws to look at."""
    st.info("Nothing is stated, so nothing is sampled. State a credence on the page Reconcile.")
    st.page_link("pages/reconcile.py", label="To Reconcile", icon=":material/arrow_forward:")


def sampler(scenario: Scenario) -> None:
    """The draws of the scenario's reconciliation, in words first."""
    if not reconciling.can_be_asked(scenario):
        return
    found = reconciling.answered(scenario)
    if found is None:
        return
    (st.warning if found.doubts else st.success)(plain(trust(found)))
    reconciling.sample_longer(found)
    if not found.numbers:
        return
    checks: dict[str, NumberCheck] | None = work.answer(
        "models.tasks:checked",
        found,
        key=f"checked {encode(reconciling.question_of(scenario))} {found.is_longer}",
        affinity="reconcile",
    )
    if checks is not None:
        draws.checked(
            checks,
            partial(called, scenario.library),
            page="diagnostics",
            choice="number",
            held="how you held it to begin with",
            why="one stated credence says little on each of many numbers",
            to="what you state",
        )
        _download(found)


def _download(found: Reconciliation) -> None:
    from models.reconcile_file import netcdf_bytes  # noqa: PLC0415 - xarray

    st.download_button(
        "All draws as NetCDF",
        data=lambda: netcdf_bytes(found),
        file_name=f"reconcile-{found.scenario.library.name}.nc",
        mime="application/x-netcdf",
        key="diagnostics.netcdf",
        on_click="ignore",
    )


def calculator(scenario: Scenario) -> None:
    """The fast path beside the PyMC model, drawn while you wait."""
    st.markdown(
        "The pages compute with NumPy. The same library is also a PyMC model, which draws plainly "
        "and turns toggles and suppositions into data. Where both agree, a mistake would have to be in both."
    )
    if not view.flag("compared"):
        st.button(
            "Draw from the PyMC model",
            key="diagnostics.compare",
            on_click=lambda: view.change("compared", True),
        )
        return
    answer = work.answer(
        "models.tasks:compared",
        scenario,
        key=f"compared {scenario.library.digest} {encode(scenario)}",
        said="Building the PyMC model",
    )
    if answer is None:
        st.button("Cancel", key="diagnostics.cancel", on_click=_cancel)
        return
    found, graph = answer
    _agreement(scenario, found)
    _predictive(scenario, found)
    _graph(graph)


def _cancel() -> None:
    work.leave()
    view.change("compared", None)


def _predictive(scenario: Scenario, found: dict[str, Agreement]) -> None:
    """What the model predicts before anything is stated: one claim's credence by both routes."""
    st.subheader("Prior predictive", anchor=False)
    st.markdown(
        "What credence could come out, before anything is stated? Below as this page computes it, above "
        "as the PyMC model draws it: the two heaps should look alike."
    )
    claim = view.text("predicted", scenario.target, among=found)
    st.selectbox(
        "Claim",
        list(found),
        format_func=lambda each: scenario.library.claim(each).title,
        **view.bound("diagnostics.claim", "predicted", claim, scenario.target),
    )
    one, title = found[claim], scenario.library.claim(claim).title
    show.figure(
        "predictive",
        predictive_figure(one, dark=show.dark()),
        alt=predictive_alt(title, one),
        rows=predictive_rows(one),
    )


def _agreement(scenario: Scenario, found: dict[str, Agreement]) -> None:
    apart = [claim for claim, one in found.items() if not one.holds]
    titles = listed([quoted(scenario.library.claim(claim).title) for claim in apart])
    if apart:
        st.error(plain(f"The two do not agree on {titles}. Please report this page's address."))
    else:
        farthest = max(one.distance for one in found.values())
        st.success(
            plain(
                f"The two agree on all {len(found)} claims: at most {farthest:.1f} standard errors "
                "apart."
            )
        )
    st.table(
        [
            {
                "Claim": plain(scenario.library.claim(claim).title),
                "This page": percent(one.fast, digits=3),
                "PyMC": percent(one.drawn, digits=3),
                "Apart, standard errors": "—"
                if math.isinf(one.distance)
                else f"{one.distance:.1f}",
            }
            for claim, one in found.items()
        ]
    )


def _graph(graph: dict[str, ModelVariable]) -> None:
    """The model's graph: what follows from what."""
    st.subheader("The model", anchor=False)
    st.markdown(
        "Arrows run from a variable to what follows from it. Squares are given (your numbers, toggles "
        "and suppositions), filled circles are drawn at random, hollow ones are computed."
    )
    show.figure(
        "graph",
        model_graph_figure(graph, dark=show.dark()),
        alt=model_graph_alt(graph),
        rows=model_graph_rows(graph),
    )
