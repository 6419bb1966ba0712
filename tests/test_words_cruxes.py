"""What is worth finding out, said beside its numbers."""

import pytest

from credence.scenario import Scenario
from credence.value import Crux, value
from credence.words import crux_title, crux_words, percent, points_words
from tests.small import small

LIBRARY = small(
    {
        "cause": {"title": "A cause", "prior": 0.25},
        "target": {"title": "The target", "prior": 0.1, "causes": {"cause": 0.5}},
    },
    {"a": {"title": "An argument", "claim": "target", "lr": 4, "soundness": 0.5, "active": True}},
)


def test_a_sentence_has_the_numbers_of_its_crux():
    """Size, both answers and their probabilities stand in the sentence as they were computed."""
    found = {crux.crux: crux for crux in value(Scenario(LIBRARY))}
    for name, said in (
        ("cause", "Settling “A cause”"),
        ("arguments.a.sound", "Settling whether “An argument” is sound"),
    ):
        crux = found[name]
        expected = (
            f"{said} would move you by {points_words(crux.expected_change)[1:]} on average: "
            f"to {percent(crux.if_true)} if it is true ({percent(crux.probability)} likely), and "
            f"to {percent(crux.if_false)} if it is not ({percent(1 - crux.probability)} likely)."
        )
        assert expected == crux_words(LIBRARY, crux)


@pytest.mark.parametrize(
    "if_true, if_false, said",
    [
        (0.5, None, "move you by 1 point on average: to 50 % if it is true (25 % likely)."),
        (None, None, "move you by 1 point on average."),
    ],
)
def test_an_answer_that_is_not_told_is_left_out(if_true, if_false, said):
    """Only the answers that have a credence after them are named."""
    crux = Crux("cause", 0.25, if_true, if_false, 0.01, 0.1, 0, 0, exact=True)
    assert crux_words(LIBRARY, crux).endswith(said)


def test_what_moves_nothing_is_said_to():
    """A crux without effect is said to have none."""
    crux = Crux("cause", 0.25, 0.1, 0.1, 0.0, 0.0, 0, 0, exact=True)
    assert "Settling “A cause” would not move you." == crux_words(LIBRARY, crux)
    assert "“An argument” is sound" == crux_title(LIBRARY, "arguments.a.sound")
