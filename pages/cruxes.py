"""Cruxes: what would be worth finding out, for oneself and for people who disagree."""

import streamlit as st

from pages.ui import claim, compute, frame
from pages.ui import cruxes as parts

scenario = frame.surrounded()

st.header("What would be worth finding out?", anchor=False)
st.markdown(
    "A *crux* is a question whose answer would move you. Here is what each would be worth, before "
    "anybody knows the answer."
)
claim.ask(scenario, "cruxes.claim")
if not claim.settled(scenario, compute.moved(scenario)[0]):
    parts.worth_finding_out(scenario)

st.header("From a table of what people say", anchor=False)
parts.stated()
