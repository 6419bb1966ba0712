"""A page's choices as a code in the address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.links.view import LONGEST, decode, encode

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, TEXTS, max_size=6))
def test_a_view_survives_its_code(choices):
    """Whatever a page remembers comes back, and the code has only characters that survive."""
    code = encode(choices)
    assert re.fullmatch(r"[A-Za-z0-9._*-]*", code)
    assert (choices, []) == decode(code)


def test_a_code_can_be_read():
    """Ids and numbers stand in plain sight, sorted by name; an empty text is no choice."""
    choices = {"open": "counting", "at": "0.2", "search": "white box", "none": ""}
    assert "at.0.2*open.counting*search.white-20box" == encode(choices)


@given(st.text(max_size=200))
def test_decoding_never_fails(code):
    """Any text gives choices and problems."""
    choices, problems = decode(code)
    pieces = [piece for piece in code.split("*") if piece]
    assert len(choices) + len(problems) <= len(pieces)
    assert bool(pieces) == bool(choices or problems)


@pytest.mark.parametrize("piece", ["at", "at.", ".2", "At.2", "at.a b", "at.-2", "at.-zz"])
def test_what_is_no_choice_is_named_and_the_rest_opens(piece):
    """A damaged piece is a problem of its own."""
    choices, [problem] = decode(f"{piece}*open.counting")
    assert {"open": "counting"} == choices
    assert piece in problem.message


def test_a_view_has_a_bounded_length():
    """A longer code is refused when made and named when opened."""
    with pytest.raises(ValueError, match="at most"):
        encode({"search": "x" * LONGEST})
    choices, [problem] = decode("search." + "x" * LONGEST)
    assert {} == choices
    assert "usual view" in problem.message
