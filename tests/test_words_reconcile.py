"""What is said of a reconciliation stands beside its numbers."""

import numpy as np
import pytest

from credence.files import load_library
from credence.number import Kind
from credence.reconciliation import (
    Accuracy,
    Diagnostics,
    Doubt,
    Draws,
    PatternSum,
    Reconciliation,
    Shift,
    Spread,
)
from credence.scenario import Scenario
from credence.words.reconcile import (
    called,
    firmness,
    give_or_take,
    label,
    said,
    sound,
    trust,
    would_have_to,
)

AI = load_library("ai-risk-1")
SCENARIO = Scenario(AI).with_stated("doom", 0.02)
NOTHING = Draws(np.zeros((4, 1, 0)), (), np.zeros((4, 1)), np.zeros((4, 1)))
WELL = Diagnostics(1.002, 2000.0, 0, 4000)
NEAR = Accuracy(0.012, 0.004, 2.1)
EXACT = PatternSum(True, 4, 0.0)
HARDLY = Doubt(0.5, 0.51, 0.01)


def spread(median):
    """A spread around a median; its ends do not matter here."""
    return Spread(median, median, median / 2, median * 1.5, 0.0, 0.0)


def record(
    diagnostics=WELL, accuracy=NEAR, patterns=EXACT, shift=-0.5, soundness=None, longer=False
):
    """A reconciliation in which one prior moves from 20 % to 10 %."""
    moved = Shift(Kind.PROBABILITY, spread(0.2), spread(0.1), shift, 0.01)
    return Reconciliation(
        scenario=SCENARIO,
        implied={"doom": (spread(0.12), spread(0.05))},
        numbers={"claims.sharp_left_turn.prior": moved},
        soundness=soundness or {},
        diagnostics=diagnostics,
        accuracy=accuracy,
        patterns=patterns,
        draws=NOTHING,
        is_longer=longer,
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
    [line] = sound(record(soundness={"speed": Doubt(0.5, 0.3, 0.01), "white_box": HARDLY}))
    assert "“Speed” is less likely sound (30 %, not 50 %)" in line.replace("\u00a0", " ")
    assert "White box" not in line
    assert [] == sound(record(soundness={"white_box": HARDLY}))


@pytest.mark.parametrize(
    "found, words",
    [
        (
            record(),
            "Two independent ways of working it out agree (at most 2.1 standard errors apart)",
        ),
        (record(), "to about 0.012 standard deviations and every soundness to 0.4 %"),
        (record(Diagnostics(1.05, 2000, 0, 4000)), "parts of the draws do not agree"),
        (record(Diagnostics(1.001, 90, 0, 4000)), "an effective 90"),
        (record(accuracy=Accuracy(0.03, 0.004, 2.1)), "may be off by 0.030 standard deviations"),
        (record(accuracy=Accuracy(0.01, 0.02, 2.1)), "or 2 % of a soundness"),
        (record(accuracy=Accuracy(0.01, 0.004, 6)), "independent ways of working it out do not"),
        (record(patterns=PatternSum(False, 64, 0.01)), "summed over 64 patterns in place of all"),
    ],
)
def test_trust_is_said_with_its_reason(found, words):
    """Whatever speaks against the answer is named, and nothing else."""
    assert words in trust(found).replace("\u00a0", " ")
    assert bool(found.doubts) == trust(found).startswith("Do not trust this yet")


@pytest.mark.parametrize(
    "longer, remedy",
    [(False, "Sampling longer may settle it."), (True, "narrow your widest intervals.")],
)
def test_an_answer_in_doubt_is_sampled_longer_once(longer, remedy):
    """What may help is named: sampling longer, and where that was done, an easier question."""
    found = record(accuracy=Accuracy(0.03, 0.004, 2.1), longer=longer)
    assert trust(found).endswith(remedy)
    assert longer != found.may_need_longer


@pytest.mark.parametrize(
    "held, words",
    [(1.0, "50 % is taken to mean 16 % to 84 %"), (0.5, "31 % to 69 %"), (0, "soundness included")],
)
def test_firmness_is_said_as_what_it_does_to_an_even_chance(held, words):
    """How far a soundness may move is told as the range that 50 % stands for."""
    assert words in firmness(SCENARIO.with_firmness(held)).replace("\u00a0", " ")


def test_an_error_is_said_to_one_digit():
    """Nobody needs more of a standard error than its first digit."""
    assert "± 0.2 points" == give_or_take(0.1834, "points")
    assert "exact" == give_or_take(0.0, "points")


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
