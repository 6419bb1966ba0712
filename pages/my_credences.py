"""My credences: a walk through the questions, one at a time, for people with no statistics."""

import streamlit as st

from credence.walk import steps
from pages.ui import frame, view, walk, walk_end, walk_step

scenario = frame.surrounded()
questions = steps(scenario.library, scenario.target, short=walk.is_short())
at = view.text("at_step", "0")

st.header("My credences", anchor=False)
if at == "end":
    walk_end.show(scenario, questions)
elif at.isdecimal() and 1 <= int(at) <= len(questions):
    asked, shown = st.columns([6, 5], gap="large")
    with asked:
        walk.progress(scenario, int(at), len(questions))
        walk_step.show(scenario, questions[int(at) - 1])
        walk.buttons(scenario, int(at), questions)
    with shown:
        walk.preview(scenario, questions[int(at) - 1])
else:
    walk.start(scenario)
