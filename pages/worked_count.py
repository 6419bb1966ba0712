"""The worked count: how many functions fit the training set, and what training finds of them."""

import streamlit as st

from pages.ui import frame
from pages.ui import worked_count as parts

frame.surrounded()

st.header("The worked count", anchor=False)
st.markdown(
    "**Can one count the ways in which training could end, and read from the count how it will "
    "end?** Count a case where we know the answer, then train and look."
)
found = parts.asked()
parts.counted(found)
parts.assumptions(found)

st.subheader("What training finds", anchor=False)
parts.tried()
parts.meaning()
