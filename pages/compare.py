"""Compare: where two people part on a claim, what makes the gap, and what would close it."""

import streamlit as st

from pages.ui import claim, frame, sides
from pages.ui import compare as parts

scenario = frame.surrounded()

st.header("Where do two people part?", anchor=False)
st.markdown(
    "Choose two sides. You see how far apart they are on a claim, which of their differences make "
    "the gap, and what would bring them together if it were found out."
)
chosen = sides.chosen(scenario)
claim.ask(scenario, "compare.claim")
if chosen:
    a, b = chosen
    with st.spinner("Comparing…"):
        found = parts.compared(a.scenario, b.scenario)
    parts.headline(a, b, found)
    if found.parts:
        left, right = st.columns([6, 5], gap="large")
        with left:
            parts.gap(a, b, found)
            parts.take_over(a, b, found)
        with right:
            parts.posteriors(a, b, found)
            parts.cruxes(a, b)
    else:
        st.info("The two hold the same. Choose another side, or change something on your own.")
