"""The multiverse in sentences, beside its numbers."""

import numpy as np

from credence.multiverse import Multiverse, multiverse
from credence.odds import log_odds
from credence.scenario import Scenario
from credence.subsets.every import Subsets
from credence.words.multiverse import multiverse_words, split_words
from tests.small import small

LIBRARY = small(
    {"c": {"prior": 0.5, "title": "A claim"}},
    {
        "a": {"claim": "c", "lr": 3, "title": "First"},
        "b": {"claim": "c", "lr": 1, "title": "Second"},
    },
)


def of(*credences):
    """A multiverse with given credences."""
    values = np.array(credences)
    logs = np.array([log_odds(value) for value in credences])
    names = ("a", "b")[: len(values).bit_length() - 1]
    return Multiverse(Subsets(Scenario(LIBRARY), "c", names, False, values, logs))


def test_the_share_under_a_threshold_and_the_middle_are_said():
    """Half of four ways are under 40 %: the sentence says so, and where the middle lies."""
    assert (
        "Of the 4 ways to take these two arguments, 50 % put “A claim” under 40 %. "
        "The middle one gives 40 %; nine in ten lie from 13 % to 78 %."
    ) == multiverse_words(of(0.1, 0.3, 0.5, 0.83), 0.4)


def test_all_and_none_are_said_as_such():
    """A threshold beyond every way is said in words, and so is a claim that nothing moves."""
    assert "all put “A claim” under 90 %." in multiverse_words(of(0.1, 0.3, 0.5, 0.83), 0.9)
    assert "none put “A claim” under 1 %." in multiverse_words(of(0.1, 0.3, 0.5, 0.83), 0.01)
    assert (
        "Of the 2 ways to take this argument, none put “A claim” under 10 %: every one gives 50 %."
    ) == multiverse_words(of(0.5, 0.5), 0.1)
    assert "None of these arguments moves the claim" in split_words(of(0.5, 0.5))


def test_the_best_split_is_named_with_its_numbers():
    """The argument, both means, the difference and what it accounts for."""
    found = multiverse(Scenario(LIBRARY).with_draws(64), ["a", "b"])
    assert (
        "What separates low from high best is “First”: the ways without it average 50 %, those "
        "with it 75 % (+25 points). It accounts for 100 % of the differences between the ways."
    ) == split_words(found)
