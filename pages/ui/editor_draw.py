"""The forms of the editor as one sees them: the title, a claim, an argument.

Only the commonest keys have a field; what has none (tables, premises, several claims at once) is
written in the text, and kept.
"""

from collections.abc import Callable

import streamlit as st

from credence.files.draft import Checked
from pages.ui.editor_fields import STRENGTH, titled
from pages.ui.text import plain


def about_form(draft: Checked, typed: Callable[[], None]) -> None:
    """What the library is called and about."""
    _line("title", "What is it about?", "Will it rain tomorrow?", typed)
    _text(
        "description", "In a few sentences (optional)", "For whom, and what it leaves out.", typed
    )
    left, right = st.columns(2)
    with left:
        _line("id", "Its short name, for files", "letters, digits and hyphens", typed)
    with right:
        _line("version", "Version", "1", typed)
    label = "The claim that pages open on"
    _one_of("target", label, draft.claim_ids, "the last one", _titles(draft), typed)


def claim_form(draft: Checked, item: str, typed: Callable[[], None]) -> None:
    """A claim's fields."""
    titles = _titles(draft)
    _line("title", "Title", "Rain tomorrow", typed)
    _text("statement", "Statement", "A sentence that is true or false.", typed)
    if "table" in draft.record("claims", item):
        st.caption("Its probabilities are a table, which is in the text.")
    else:
        help_text = "One number, or what you are nine times in ten sure that it lies between."
        _line(
            "prior",
            "How probable before any argument?",
            "20 %, 1 in 5, or 0.05..0.6 for anything between",
            typed,
            help_text,
        )
        others = [name for name in draft.claim_ids if name != item]
        _several("causes", "Which others can bring it about?", others, titles, typed)
        for other in st.session_state["form.causes"]:
            title = plain(titles.get(other, other))
            _strength(f"causes.{other}", f"How probable that “{title}” alone does?", typed)
        _several("requires", "It can only be true if these are", others, titles, typed)
    _line("horizon", "By when? (optional)", "by tomorrow night", typed)


def argument_form(draft: Checked, item: str, typed: Callable[[], None]) -> None:
    """An argument's fields."""
    titles = _titles(draft)
    _line("title", "Title", "Dark clouds in the west", typed)
    _text("summary", "What it says", "Two or three sentences.", typed)
    if "bears_on" in draft.record("arguments", item):
        st.caption("It bears on several claims; their numbers are in the text.")
    else:
        none = "none: it only questions others"
        _one_of("claim", "On which claim?", draft.claim_ids, none, titles, typed)
        _line(
            "lr",
            "How many times more probable is this evidence if the claim is true?",
            "3, or 1.5..10, or 1:4 against",
            typed,
        )
    _line(
        "soundness",
        "How probable is it that it is evidence at all?",
        "70 %, or 0.3..0.9; left empty, it is certain",
        typed,
    )
    others = [name for name in draft.section("arguments") if name != item]
    own = {name: titled(draft.section("arguments").get(name), name) for name in others}
    _several("undercuts", "If it is sound, which arguments does it question?", others, own, typed)
    for other in st.session_state["form.undercuts"]:
        title = plain(own.get(other, other))
        _strength(f"undercuts.{other}", f"How probable that it undoes “{title}”?", typed)
    families = {n: titled(held, n) for n, held in draft.section("families").items()}
    if families:
        label = "Which family does it overlap with?"
        _one_of("family", label, list(families), "none", families, typed)
    _line("sources", "Source: title | author | year | address", "optional", typed)


def _line(
    field: str, label: str, example: str, typed: Callable[[], None], about: str | None = None
) -> None:
    st.text_input(label, key=f"form.{field}", placeholder=example, on_change=typed, help=about)


def _text(field: str, label: str, example: str, typed: Callable[[], None]) -> None:
    st.text_area(label, key=f"form.{field}", placeholder=example, height=100, on_change=typed)


def _strength(field: str, label: str, typed: Callable[[], None]) -> None:
    st.session_state.setdefault(f"form.{field}", STRENGTH)
    st.text_input(label, key=f"form.{field}", on_change=typed)


def _one_of(
    field: str,
    label: str,
    options: list[str],
    none: str,
    titles: dict[str, str],
    typed: Callable[[], None],
) -> None:
    """One of the draft's items; what the draft names and does not have is offered too."""
    held = st.session_state[f"form.{field}"]
    unknown = [held] if held and held not in options else []
    st.selectbox(
        label,
        ["", *options, *unknown],
        format_func=lambda name: titles.get(name, name) if name else none,
        key=f"form.{field}",
        on_change=typed,
    )


def _several(
    field: str, label: str, options: list[str], titles: dict[str, str], typed: Callable[[], None]
) -> None:
    """Some of the draft's items; what the draft names and does not have stays, for the check."""
    unknown = [each for each in st.session_state[f"form.{field}"] if each not in options]
    st.multiselect(
        label,
        [*options, *unknown],
        format_func=lambda name: titles.get(name, name),
        key=f"form.{field}",
        placeholder="none",
        on_change=typed,
    )


def _titles(draft: Checked) -> dict[str, str]:
    """What each claim is called, members of alternatives included."""
    held = dict(draft.section("claims"))
    for group in draft.section("alternatives").values():
        members = group.get("members") if isinstance(group, dict) else None
        held |= members if isinstance(members, dict) else {}
    return {name: titled(record, name) for name, record in held.items()}
