"""Own library: make one from a copy or from nothing, with checks as one types, and use it."""

import streamlit as st

from pages.ui import drafts, editor, editor_forms, frame

scenario = frame.surrounded()

st.header("Own library", anchor=False)
st.markdown(
    "A library is what can be argued about: claims, arguments and the numbers that they start "
    "from. Make your own, on any subject; everything here works on it."
)
editor.begin(scenario)
if drafts.text() is not None:
    part = editor.parts()
    draft = drafts.current()
    if part == "text":
        editor.text()
    else:
        editor.not_in_forms(draft)
        if draft.is_text:
            editor_forms.show(draft, part)
    editor.checks(draft, part)
    editor.finish(scenario, draft)
