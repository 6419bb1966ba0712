"""The blank app to compare with: as many toggles as asked for, and how many of them are on."""

import os

import streamlit as st

toggles = [st.toggle(f"Toggle {number}") for number in range(int(os.environ["TOGGLES"]))]
with st.container(key="headline"):
    st.metric("Switched on", sum(toggles))
