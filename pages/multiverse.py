"""Multiverse: the credence under every combination of some arguments."""

import streamlit as st

from pages.ui import claim, compute, frame
from pages.ui import multiverse as parts

scenario = frame.surrounded()

st.header("Multiverse", anchor=False)
st.markdown(
    "**How much hangs on which arguments you accept?** Take the arguments below in every "
    "combination, each on or off, and look at all the credences that come out."
)
chosen = parts.asked(scenario)
if chosen is None:
    parts.nothing_chosen(scenario)
elif not claim.settled(scenario, compute.moved(scenario)[0]):
    found, threshold = parts.answered(scenario, chosen), parts.threshold()
    parts.sentence(found, threshold)
    parts.curve(found, threshold)
    left, right = st.columns(2, gap="large")
    with left:
        parts.distribution(found, threshold)
    with right:
        parts.effects(found)
    parts.extremes(found)
    parts.download(found)
