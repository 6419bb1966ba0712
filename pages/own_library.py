"""Own library: make one from a copy or from nothing, with checks as one types, and use it."""

import streamlit as st

from pages.ui import editor, editor_forms, frame, view

scenario = frame.surrounded()

st.header("Own library", anchor=False)
st.markdown(
    "A library is what can be argued about: claims, arguments and the numbers that they start "
    "from. Make your own, on any subject; everything here works on it."
)
editor.begin(scenario)
if editor.has_draft():
    part = editor.parts()
    draft = editor.draft()
    if part == "text":
        editor.text()
    elif draft.is_text:
        editor_forms.show(draft, part, view.text("item"))
    editor.checks(draft)
    editor.finish(scenario, draft)
