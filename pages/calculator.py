"""The calculator: switch arguments on and off, and see the posterior move and why."""

import streamlit as st

from pages.ui import answer, arguments, claim, compute, frame

scenario = frame.surrounded()

# The headline is what a person waits for: it goes out before the rest is so much as computed.
question, result = st.columns([5, 6], gap="large")
with result:
    answer.headline(scenario)
frame.send_now()

evaluation = compute.evaluated(scenario)
compute.ahead(scenario)
answer.readout(evaluation)
with question:
    st.header("Which arguments move you?", anchor=False)
    claim.show(scenario)
with result:
    answer.why(evaluation)

left, right = st.columns([5, 6], gap="large")
with left:
    arguments.show(scenario)
with right:
    answer.figures(evaluation)
    answer.hinges(scenario)
