"""The calculator: switch arguments on and off, and see the posterior move and why."""

import streamlit as st

from pages.ui import answer, arguments, claim, compute, frame

scenario = frame.surrounded()

question, result = st.columns([5, 6], gap="large")
with question:
    st.header("Which arguments move you?", anchor=False)
    claim.show(scenario)

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
