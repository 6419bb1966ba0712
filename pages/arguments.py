"""The library as a document: what is argued, about which claims, by whom, and against what."""

import streamlit as st

from pages.ui import answer, compute, frame, library, library_list, library_maps, view
from pages.ui.text import plain

PARTS = {
    "read": "Arguments",
    "claims": "Claims",
    "objections": "Objections",
    "people": "Who holds what",
}

scenario = frame.surrounded()

st.header(plain(scenario.library.title), anchor=False)
library.introduction(scenario)

part = view.part(view.ARGUMENTS, list(PARTS))
st.segmented_control(
    "Part",
    list(PARTS),
    format_func=PARTS.__getitem__,
    label_visibility="collapsed",
    **view.bound_part("library.part", view.ARGUMENTS, list(PARTS), part),
)
if part == "read":
    library_list.show(scenario)
elif part == "claims":
    library_maps.claims(scenario)
elif part == "objections":
    library_maps.objections(scenario)
else:
    library.people(scenario)

if scenario.active:
    answer.readout(compute.evaluated(scenario))
