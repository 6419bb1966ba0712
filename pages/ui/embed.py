"""The calculator inside somebody else's page (``?embed=true``): its chart and its toggles alone.

Nobody sees the address of what is embedded, so it need not hold what is switched; the link below
the toggles does, and opens the whole of it.
"""

import streamlit as st

from credence.errors import InputError
from credence.figures import moved_figure, posterior_alt
from credence.scenario import Scenario
from credence.words import told_apart
from pages.ui import compute, share, state
from pages.ui.show import CONFIG, dark
from pages.ui.text import plain


def show() -> None:
    """Draw what is embedded."""
    scenario, offered, problems = state.embedded()
    try:
        _chart(scenario)
    except InputError as error:
        problems += error.problems
    _toggles(scenario, offered)
    for problem in problems[:3]:
        st.warning(plain(problem.message))
    link = f"?{state.CODE}={code}" if (code := state.code_of(scenario)) else ""
    st.link_button(
        "Open in Credence",
        f"{share.page_address()}{link}",
        type="tertiary",
        icon=":material/open_in_new:",
    )


def _chart(scenario: Scenario) -> None:
    result = (evaluation := compute.evaluated(scenario)).target
    title = scenario.library.claim(scenario.target).title
    pairs = [(each.credence, each.complement) for each in (result.prior, result.posterior)]
    st.markdown("{}: {} → **{}**".format(plain(title), *told_apart(*pairs)))
    st.plotly_chart(
        moved_figure(evaluation, extent=compute.extent(scenario), dark=dark()),
        theme=None,
        config=CONFIG,
        key="posterior",
        alt=posterior_alt(title, result.prior, result.posterior),
    )


def _toggles(scenario: Scenario, offered: tuple[str, ...]) -> None:
    for name in offered:
        key = f"on.{name}"
        st.toggle(
            plain(scenario.library.arguments[name].title),
            key=state.view(key, scenario.is_active(name)),
            on_change=_switch,
            args=(name, key),
        )


def _switch(name: str, key: str) -> None:
    state.change(lambda scenario: scenario.with_active(name, st.session_state[key]))
