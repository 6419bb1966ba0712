"""Reconcile: what would have to move for a credence that one states."""

import streamlit as st

from pages.ui import frame
from pages.ui import reconcile as parts

scenario = frame.surrounded()

st.header("Reconcile", anchor=False)
st.markdown(
    "**Your arguments imply one figure, and all things considered you say another. What would have "
    "to give?** Say what you think, and see which of your numbers would have to move."
)
parts.ask(scenario)
if not scenario.stated:
    parts.nothing_stated()
elif not parts.taken(scenario) and parts.can_be_asked(scenario):
    found = parts.answered(scenario)
    if found is not None:
        parts.answer(found)
        parts.figure(found)
        parts.doubts(found)
        parts.take_over(found)
        parts.trust(found)
