"""Sensitivity: what would change the answer?"""

import streamlit as st

from pages.ui import claim, compute, frame
from pages.ui import sensitivity as parts

scenario = frame.surrounded()

st.header("What would change the answer?", anchor=False)
st.markdown(
    "An answer is worth as much as what it hangs on. Look here at what would move yours, and how "
    "far: an argument, a number, another start, or less trust in all of it."
)
claim.ask(scenario, "sensitivity.claim")
if not claim.settled(scenario, compute.moved(scenario)[0]):
    parts.now(scenario)
    parts.draw(parts.chosen(), scenario)
