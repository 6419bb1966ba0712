"""Stated cruxes in words."""

import pytest

from credence.stated_cruxes import Pair, Statement, judge
from credence.words.stated import apart_words, best_words, reason, stated_rows, table_words

GIVEN = "40 % if the crux is true, which is 50 % likely, makes P(U)"


def row(p_u, p_c, given, person="Ada"):
    """A judged row."""
    return judge(Statement(person, "g", "U?", "c", p_u, p_c, given))


@pytest.mark.parametrize(
    "numbers, said",
    [
        ((0.2, 0.5, 0.3), ""),
        ((0.2, None, None), "P(c) and P(U given c) left out"),
        ((0.05, 0.5, 0.4), f"{GIVEN} at least 20 %, and not 5 %"),
        ((0.9, 0.5, 0.4), f"{GIVEN} at most 70 %, and not 90 %"),
        ((0.2, 1, 0.3), "the crux is held certain, so P(U) would have to be 30 %"),
    ],
)
def test_a_row_says_what_is_wrong_with_it(numbers, said):
    """A blank, either bound on P(U), and a certain crux; nothing where all is well."""
    assert said == reason(row(*numbers))


def test_a_table_keeps_every_row():
    """Rows that are not whole stand in it with their status and its reason."""
    found = [row(0.2, 0.5, 0.3), row(0.2, None, 0.3), row(0.05, 0.5, 0.4)]
    rows = stated_rows(found)
    assert ["ok", "missing", "incoherent"] == [each["Status"] for each in rows]
    assert ["", "P(c) left out"] == [each["Why"] for each in rows[:2]]
    assert ("10 %", "0.047") == (rows[0]["P(U given not c)"], rows[0]["Bits"])
    assert (
        "Three rows; one row with a number left out and one row whose numbers cannot hold "
        "together. They stay in the table and count in no median."
    ) == table_words(found)
    assert "One row. All of them are whole." == table_words(found[:1])


def test_the_best_crux_of_each_group_and_of_two_people():
    """Medians by group, and how much closer, or further apart, an answer is expected to bring two."""
    told = best_words({"g": {"c": 0.1, "d": 0.25}, "": {"c": 0.1}})
    assert "For the group “g”, “d” would be worth most (median 0.25 bits)." == told[0]
    assert told[1].startswith("For those without a group, “c”")
    assert best_words({"": {"c": 0.1}})[0].startswith("Over all people, “c”")
    assert ["For the group “g”, no crux would be worth anything."] == best_words({"g": {"c": 0}})
    for bits, said in (
        (0.2, "0.2 bits closer"),
        (1, "1 bit closer"),
        (-0.1, "0.1 bits further apart"),
    ):
        assert apart_words(Pair("Ada", "Ben", "U?", "c", bits)).endswith(said)
    assert "not defined" in apart_words(Pair("Ada", "Ben", "U?", "c", None))
