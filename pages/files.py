"""Files: open people's credence files, save one's own, and take a template along."""

import streamlit as st

from pages.ui import download, frame, upload

scenario = frame.surrounded()

st.header("Files", anchor=False)
st.markdown(
    "A credence file is what one person holds: which arguments count, and every number that they "
    "changed. Open one, save your own, or take a template along and fill it in elsewhere."
)
st.subheader("Open", anchor=False)
upload.show(scenario)
st.subheader("Save what is set now", anchor=False)
download.credence_file(scenario)
st.subheader("A template to fill in", anchor=False)
st.markdown(
    "Every toggle and number of this library, as it comes. Change what you see differently."
)
download.library_template(scenario)
