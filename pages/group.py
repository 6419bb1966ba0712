"""Group: what many people's answers make of each claim and each argument."""

import streamlit as st

from pages.ui import frame, group_draws
from pages.ui import group as parts

scenario = frame.surrounded()

st.header("What does a group of people hold?", anchor=False)
st.markdown(
    "Take what many people say, in a table or as credence files, and see what the group makes of "
    "each claim, how strong it finds each argument, where people agree, and whom the result hangs on."
)
survey = parts.ask(scenario)
if survey is not None:
    found = parts.judged(survey, scenario)
    if found is not None:
        parts.pools(found)
        parts.arguments(found)
        parts.people(found)
        parts.trust(found)
        group_draws.known(found)
