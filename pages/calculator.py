"""The calculator: switch arguments on and off, and see the posterior move and why."""

import streamlit as st

from pages.ui import answer, arguments, compute, frame
from pages.ui.state import change, view
from pages.ui.text import plain

scenario = frame.surrounded()
library = scenario.library

question, result = st.columns([5, 6], gap="large")
with question:
    st.header("Which arguments move you?", anchor=False)
    st.selectbox(
        "Claim",
        library.claim_ids,
        format_func=lambda claim: library.claim(claim).title,
        key=view("target", scenario.target),
        label_visibility="collapsed",
        on_change=lambda: change(lambda s: s.with_target(st.session_state["target"])),
    )
    claim = library.claim(scenario.target)
    st.caption(plain(claim.statement + (f" Horizon: {claim.horizon}." if claim.horizon else "")))

evaluation = compute.evaluated(scenario)
answer.readout(evaluation)
with result:
    answer.headline(evaluation)
    reasons = st.container()

left, right = st.columns([5, 6], gap="large")
with left:
    arguments.show(scenario)
with reasons:
    answer.why(evaluation)
with right:
    answer.figures(evaluation)
