"""Diagnostics: whether what the samplers say can be trusted, and how that is known."""

import streamlit as st

from pages.ui import diagnostics as parts
from pages.ui import frame

scenario = frame.surrounded()

st.header("Diagnostics", anchor=False)
st.markdown(
    "**Can you trust the figures?** Two questions: do two independent ways of computing agree, and "
    "do both routes behind *Reconcile* come to the same, near enough?"
)
about = parts.ask(scenario)
if about == "calculator":
    parts.calculator(scenario)
elif not scenario.stated:
    parts.nothing_stated()
else:
    parts.sampler(scenario)
