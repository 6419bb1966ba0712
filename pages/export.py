"""Export: figures, numbers and a report to take away as files."""

import streamlit as st

from pages.ui import export, frame

scenario = frame.surrounded()

st.header("Export", anchor=False)
st.markdown(
    "Take a figure, the numbers or a whole report away as a file. Each says which library and "
    "version it comes from, and links back to exactly this scenario."
)
st.subheader("A figure", anchor=False)
export.figure(scenario)
st.subheader("All numbers", anchor=False)
export.numbers(scenario)
st.subheader("A report", anchor=False)
export.report(scenario)
