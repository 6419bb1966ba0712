"""A library in the making."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.files import load_library, released
from credence.files.draft import (
    checked,
    copy_of,
    edited,
    empty,
    id_of,
    text_of,
    with_item,
    without_item,
)
from tests.strategies import libraries


@pytest.mark.parametrize("name", released())
def test_a_copy_says_what_the_library_says(name):
    """Only the name differs, and it is a library at once."""
    library = load_library(name)
    held = checked(copy_of(library))
    assert () == held.problems
    assert f"my-{library.id}" == held.library.id
    assert library.as_data() | {"id": "", "version": 0} == held.library.as_data() | {
        "id": "",
        "version": 0,
    }
    assert copy_of(held.library) == copy_of(library)


def test_an_empty_draft_is_a_library():
    """One can begin with nothing and see a number at once."""
    assert ("my_claim",) == checked(empty()).library.claim_ids


def test_items_are_added_changed_and_removed():
    """A form sets its own fields, keeps the others, and an emptied field is taken out."""
    data = checked(empty()).data
    argument = {"title": "Rain", "summary": "It rains.", "claim": "my_claim", "lr": "3:1"}
    data = with_item(data, "arguments", "rain", argument | {"soundness": 0.5})
    held = checked(text_of(data))
    assert 3.0 == held.library.arguments["rain"].lr.low
    data = with_item(data, "arguments", "rain", {"soundness": None, "title": "Hail"})
    held = checked(text_of(data))
    assert ("Hail", 1.0) == (
        held.library.arguments["rain"].title,
        held.library.arguments["rain"].soundness.low,
    )
    assert () == checked(text_of(without_item(data, "arguments", "rain"))).problems


def test_a_new_item_gets_its_id_from_its_title():
    """Also where something else was typed first; an id that is in use stays."""
    draft = checked(empty())
    text, name = edited(draft, "arguments", "", {"summary": "It is dark."})
    assert "argument" == name
    text, name = edited(checked(text), "arguments", name, {"title": "Dark clouds"})
    assert "dark_clouds" == name
    text, name = edited(checked(text), "arguments", name, {"claim": "my_claim", "title": "Clouds"})
    assert "dark_clouds" == name
    text, name = edited(checked(text), "claims", "my_claim", {"title": "Rain"})
    assert "my_claim" == name
    assert ["dark_clouds"] == list(checked(text).data["arguments"])


def test_a_draft_from_nothing_is_named_by_its_title():
    """Until somebody names it otherwise."""
    text, _ = edited(checked(empty()), "about", "", {"title": "Will it rain?"})
    assert "will-it-rain-1" == checked(text).library.name
    text, _ = edited(checked(text), "about", "", {"title": "Shall I go out?"})
    assert "will-it-rain-1" == checked(text).library.name


def test_going_on_with_ones_own_library_keeps_its_name():
    """A copy of a released one is a library of its own; a copy of one's own is the same one."""
    library = checked(empty()).library
    assert library == checked(copy_of(library)).library


def test_removing_what_is_needed_is_named():
    """A claim that an argument is about leaves a problem at that argument."""
    library = load_library("teaching-1")
    argument, claim = next((n, a.claim) for n, a in library.arguments.items() if a.claim)
    data = without_item(checked(copy_of(library)).data, "claims", claim)
    problems = checked(text_of(data)).problems
    assert any(problem.path.startswith(f"arguments.{argument}") for problem in problems)
    assert all(problem.line for problem in problems)


@given(libraries())
def test_any_library_has_a_copy(library):
    """Copying loses nothing."""
    held = checked(copy_of(library)).library
    assert library.claim_ids == held.claim_ids
    assert library.numbers == held.numbers


@given(st.text(max_size=300))
def test_checking_never_fails(text):
    """Any text has problems or is a library."""
    held = checked(text)
    assert (held.library is None) == bool(held.problems)


@given(st.text(max_size=80))
def test_any_title_has_an_id(title):
    """The id is one, and a new one beside those that are taken."""
    import re

    name = id_of(title)
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name)
    assert name != id_of(title, {name: 1})


def test_ids_can_be_read():
    """Accents and signs are dropped, a number in front gets a word."""
    assert "cafe_a_b" == id_of("Café: a & b!")
    assert "item_2nd_law" == id_of("2nd law")
