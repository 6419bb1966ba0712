"""Cruxes: what would be worth finding out, for oneself and for people who disagree."""

import streamlit as st

from pages.ui import cruxes as parts
from pages.ui import frame

scenario = frame.surrounded()

st.header("What would be worth finding out?", anchor=False)
st.markdown(
    "A *crux* is a question whose answer would move you. Here is what each would be worth, before "
    "anybody knows the answer."
)
parts.ask_claim(scenario)
parts.worth_finding_out(scenario)

st.header("What people say", anchor=False)
parts.stated()
