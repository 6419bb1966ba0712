"""What is said of a reconciliation stands beside its numbers."""

import math

import numpy as np
import pytest

from credence.files import load_library
from credence.number import Kind
from credence.reconciliation import (
    Diagnostics,
    Draws,
    PatternSum,
    Reconciliation,
    Shift,
    Spread,
)
from credence.scenario import Scenario
from credence.words.reconcile import called, label, said, sound, trust, would_have_to

AI = load_library("ai-risk-1")
SCENARIO = Scenario(AI).with_stated("doom", 0.02)
NOTHING = Draws(*[np.zeros((4, 1, 0)), (), *[np.zeros((4, 1))] * 4])
WELL = Diagnostics(1.002, 2000.0, 0, 3000)
EXACT = PatternSum(True, 4, 3.0, 0.0)


def spread(median):
    """A spread around a median; its ends do not matter here."""
    return Spread(median, median, median / 2, median * 1.5, 0.0, 0.0)


def record(diagnostics=WELL, patterns=EXACT, shift=-0.5, soundness=None):
    """A reconciliation in which one prior moves from 20 % to 10 %."""
    moved = Shift(Kind.PROBABILITY, spread(0.2), spread(0.1), shift)
    return Reconciliation(
        scenario=SCENARIO,
        implied={"doom": (spread(0.12), spread(0.05))},
        numbers={"claims.sharp_left_turn.prior": moved},
        soundness=soundness or {},
        diagnostics=diagnostics,
        patterns=patterns,
        draws=NOTHING,
    )


def test_the_sentence_names_what_moves_from_where_to_where():
    """It says what is meant, which number moves, and its middle before and after."""
    expected = (
        "To mean 2 % you would have to move the prior of “A sharp left turn” from 20 % to 10 %."
    )
    assert expected == would_have_to(record()).replace("\u00a0", " ")
    assert "none of them need move" in would_have_to(record(shift=0.1))
    [line] = said(record())
    words = "imply 12 %, you say 2 %; weighed against each other, 5 %"
    assert words in line.replace("\u00a0", " ")


def test_only_noticeable_doubts_are_named():
    """An argument whose soundness hardly changes is left out."""
    [line] = sound(record(soundness={"speed": (0.5, 0.3), "white_box": (0.5, 0.51)}))
    assert "“Speed” is less likely sound (30 %, not 50 %)" in line.replace("\u00a0", " ")
    assert "White box" not in line
    assert [] == sound(record(soundness={"white_box": (0.5, 0.51)}))


@pytest.mark.parametrize(
    "found, words",
    [
        (record(), "The sampler agrees with itself"),
        (record(Diagnostics(1.05, 2000, 0, 3000)), "chains do not agree"),
        (record(Diagnostics(1.001, 90, 0, 3000)), "an effective 90"),
        (record(Diagnostics(1.001, 2000, 1, 3000)), "lost its way once"),
        (record(Diagnostics(1.001, 2000, 7, 3000)), "lost its way 7 times"),
        (record(patterns=PatternSum(False, 512, 3.0, 0.4)), "too few patterns"),
        (record(Diagnostics(math.nan, math.inf, 0, 3000)), "the answer is exact"),
    ],
)
def test_trust_is_said_with_its_reason(found, words):
    """Whatever speaks against the draws is named, and nothing else."""
    assert words in trust(found)
    assert bool(found.doubts) == trust(found).startswith("Do not trust this yet")


@pytest.mark.parametrize(
    "diagnostics, remedy",
    [
        (Diagnostics(1.05, 2000, 0, 3000), "Sampling longer may settle it."),
        (Diagnostics(1.001, 90, 0, 3000), "Sampling longer may settle it."),
        (Diagnostics(1.001, 2000, 3, 3000), "Sampling longer may settle it."),
        (Diagnostics(1.05, 2000, 0, 12_000), "narrow your widest intervals."),
    ],
)
def test_a_sampler_in_doubt_is_sampled_longer_once(diagnostics, remedy):
    """What may help is named: sampling longer, and where that was done, an easier question."""
    found = record(diagnostics)
    assert trust(found).endswith(remedy)
    assert (diagnostics.draws == 3000) == found.may_need_longer


def test_too_few_patterns_are_not_mended_by_sampling_longer():
    """Where the sum over patterns is rough alone, more draws would say the same."""
    found = record(patterns=PatternSum(False, 512, 3.0, 0.4))
    assert not found.may_need_longer
    assert "Sampling longer" not in trust(found)


def test_every_number_has_a_name():
    """Every number that can move is called something that no other is called."""
    names = [called(AI, path) for path in AI.numbers if not path.startswith("families.")]
    assert len(names) == len(set(names))
    assert all("“" in name for name in names)


def test_every_number_has_a_short_name_for_pictures():
    """Labels differ and fit, and of a cause both ends can be seen."""
    paths = [path for path in AI.numbers if not path.startswith("families.")]
    labels = [label(AI, path) for path in paths]
    assert len(labels) == len(set(labels))
    assert "Power gathers in few hands → Doom" == label(
        AI, "claims.doom.causes.power_concentration"
    )
    long = label(AI, "claims.doom.causes.automation_pressure")
    assert len(long) <= 44
    assert long.endswith("… → Doom")
