"""Numbers in words. Each sentence is tested beside the number that it says."""

import math
import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence import words
from credence.attribution import attribute
from credence.library import Library
from credence.number import Number
from credence.scenario import Scenario
from credence.update import evaluate
from credence.words import Mover
from credence.words.evaluation import headline_of, steps_of, sureness_of
from credence.words.strength import evidence_words

PROBABILITY = st.floats(min_value=1e-7, max_value=1 - 1e-5)


def spoken(text: str) -> float:
    """Read a percentage back."""
    return float(re.fullmatch(r"([0-9.]+) %", text)[1]) / 100


@pytest.mark.parametrize(
    "credence,complement,said",
    [
        (0.12, None, "12 %"),
        (0.034, None, "3.4 %"),
        (0.00052, None, "0.052 %"),
        (1e-8, None, "0.000001 %"),
        (9e-9, None, "less than 0.000001 %"),
        (1e-30, None, "less than 0.000001 %"),
        (0.0996, None, "10 %"),
        (0.5, None, "50 %"),
        (0.88, None, "88 %"),
        (0.9004, None, "90 %"),
        (0.966, None, "96.6 %"),
        (0.999, None, "99.9 %"),
        (0.999999, None, "99.9999 %"),
        (1.0, 1e-6, "99.9999 %"),
        (1.0, 1e-7, "more than 99.9999 %"),
        (0.0, None, "0 %"),
        (1.0, None, "100 %"),
    ],
)
def test_percent_keeps_two_digits_of_the_smaller_side(credence, complement, said):
    """A credence is read from 0.000001 % to 99.9999 %, and is 0 % or 100 % only exactly there."""
    assert said == words.percent(credence, complement)


@given(PROBABILITY)
def test_percent_is_right_to_two_digits_on_both_sides(credence):
    """What is said lies within half a unit of the second digit of credence and of complement."""
    said = spoken(words.percent(credence))
    smaller = min(credence, 1 - credence)
    assert abs(said - credence) <= 0.0501 * smaller * 1.0001 + 1e-15


@given(PROBABILITY, PROBABILITY)
def test_percent_keeps_the_order(one, other):
    """A greater credence is never said as a smaller percentage."""
    low, high = sorted([one, other])
    assert spoken(words.percent(low)) <= spoken(words.percent(high))


def test_two_credences_are_told_apart_where_they_can_be():
    """A third digit is told only where two read alike, and helps."""
    assert words.told_apart((0.112, 0.888), (0.141, 0.859)) == ("11 %", "14 %")
    assert words.told_apart((0.1124, 0.8876), (0.1112, 0.8888)) == ("11.2 %", "11.1 %")
    assert words.told_apart((0.11241, 0.88759), (0.11243, 0.88757)) == ("11 %", "11 %")


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan, math.inf])
def test_percent_refuses_what_is_no_probability(wrong):
    """A figure outside [0, 1] is an error that says so, not a sentence."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        words.percent(wrong)


@pytest.mark.parametrize(
    "credence,complement,odds,frequency",
    [
        (0.125, None, "1 to 7", "about 1 in 8"),
        (0.75, None, "3 to 1", "about 3 in 4"),
        (0.5, None, "1 to 1", "about 1 in 2"),
        (0.41, None, "1 to 1.4", "about 4 in 10"),
        (1 / 19_001, None, "1 to 19,000", "about 1 in 19,000"),
        (0.875, None, "7 to 1", "all but about 1 in 8"),
        (4e-7, None, "1 to 2.5 million", "about 1 in 2.5 million"),
        (1.0, 1e-30, "10³⁰ to 1", "all but about 1 in 10³⁰"),
        (2.5e-21, None, "1 to 4 × 10²⁰", "about 1 in 4 × 10²⁰"),
        (0.0, None, "ruled out", "never"),
        (1.0, None, "certain", "always"),
    ],
)
def test_odds_and_frequency_of_a_credence(credence, complement, odds, frequency):
    """Odds have their smaller side at 1; a frequency near 1 is that of the exception."""
    assert odds == words.odds_words(credence, complement)
    assert frequency == words.one_in(credence, complement)


def test_interval_in_words():
    """An interval is said by its ends, or by one figure where both read alike."""
    assert words.interval_words(0.034, 0.21) == "between 3.4 % and 21 %"
    assert words.interval_words(0.12, 0.12) == "12 % throughout"
    low_and_high = words.interval_words(0.5, 1.0, (0.5, 1e-9))
    assert low_and_high == "between 50 % and more than 99.9999 %"


@pytest.mark.parametrize(
    "difference,said",
    [
        (0.032, "+3.2 points"),
        (-0.0005, "−0.05 points"),
        (0.01, "+1 point"),
        (0.123, "+12 points"),
        (-1.0, "−100 points"),
        (0.0, "no change"),
        (1e-17, "practically no change"),
    ],
)
def test_points_in_words(difference, said):
    """A difference of probabilities is said in percentage points, with its sign."""
    assert said == words.points_words(difference)


@pytest.mark.parametrize(
    "bits,said",
    [
        (1.0, "1 bit for (odds ×2)"),
        (-2.0, "2 bits against (odds ÷4)"),
        (1.5, "1.5 bits for (odds ×2.8)"),
        (0.0, "0 bits (odds unchanged)"),
        (0.001, "less than 0.01 bits for (odds almost unchanged)"),
        (1e4, "10000 bits for"),
        (-math.inf, "infinitely many bits against (it settles the matter)"),
    ],
)
def test_bits_in_words(bits, said):
    """A weight of evidence is said in bits and as what it does to the odds: 2 to the bits."""
    assert said == words.bits_words(bits)


@pytest.mark.parametrize(
    "ratio,said",
    [(1, "no evidence"), (2.9, "weak"), (3, "moderate"), (1 / 3, "moderate"), (10, "strong"),
     (29, "strong"), (30, "very strong"), (0.01, "extreme"), (1e9, "extreme")],
)  # fmt: skip
def test_grades_begin_at_their_limits(ratio, said):
    """The limits of Lee and Wagenmakers 2013 are 3, 10, 30 and 100, mirrored below 1."""
    assert said == words.grade(ratio)


@given(st.floats(min_value=1.001, max_value=1e6))
def test_a_ratio_and_its_inverse_have_the_same_grade(ratio):
    """Evidence against a claim is graded as evidence for it is."""
    assert words.grade(ratio) == words.grade(1 / ratio)


@pytest.mark.parametrize(
    "low,high,said",
    [
        (1.5, 10, "for, moderate (×3.9; between ×1.5 and ×10)"),
        (0.1, 1 / 1.5, "against, moderate (÷3.9; between ÷1.5 and ÷10)"),
        (0.5, 4, "for, weak, perhaps the other way (×1.4; between ÷2 and ×4)"),
        (0.5, 2, "neither for nor against (×1; between ÷2 and ×2)"),
        (12, 12, "for, strong (×12)"),
    ],
)
def test_strength_in_words(low, high, said):
    """Strength is direction, grade, median and interval; the median is √(low · high)."""
    assert said == words.strength_words(Number(low, high))


def test_short_strength_names_the_claim():
    """The short form leaves the interval out and can name the claim."""
    assert words.strength_short(Number(1.5, 10)) == "for, moderate, ×3.9"
    assert words.strength_short(Number(0.5, 0.5), "Doom") == "against “Doom”, weak, ÷2"
    assert evidence_words(Number(0.5, 0.5), "Doom") == "weak evidence against “Doom”"


@pytest.mark.parametrize(
    "low,high,said",
    [
        (1, 1, "taken as sound"),
        (0, 0, "taken as unsound"),
        (0.5, 0.5, "about as likely sound as not (50 %)"),
        (0.9, 0.9, "very likely sound (90 %)"),
        (0.3, 0.3, "unlikely to be sound (30 %)"),
        (0.2, 0.8, "about as likely sound as not (50 %; between 20 % and 80 %)"),
    ],
)
def test_soundness_in_words(low, high, said):
    """Soundness follows the IPCC's likelihood scale of 2010."""
    assert said == words.soundness_words(Number(low, high))


def test_what_is_questioned():
    """A pure undercutter says which arguments it questions, and how strongly if asked."""
    assert words.questions_words(["A", "B"]) == "questions “A” and “B”"
    strengths = {"A": Number.point(0.8)}
    assert words.questions_words(strengths) == "questions “A” (80 %)"


def test_titles_lose_what_cannot_be_seen():
    """A title cannot break the line or turn the reading direction of the sentence around it."""
    assert words.quoted("Dogs\u202e and\n\tcats\x00\u200b") == "“Dogs and cats”"
    assert words.clean("abcdefgh", 5) == "abcd…"
    assert words.listed("abcdefgh", 4) == "a, b, c and 5 others"


# The sentences under the headline ------------------------------------------------------------

COUNT = Mover("Counting", 0.06, 0.7, "moderate evidence for “Scheming”")
REPLY = Mover("Reductio", -0.03, -0.4, "", ("Counting",))
SPEED = Mover("Speed", -0.05, -0.6, "moderate evidence against “Scheming”")


def headline(prior, posterior, movers, **more):
    """Return the sentences for a claim called Scheming."""
    pairs = (prior, 1 - prior), (posterior, 1 - posterior)
    return words.headline("Scheming", *pairs, movers, **more)


def test_nothing_is_on():
    """With no argument on, the figure is the library's own starting point, or the person's."""
    assert headline(0.12, 0.12, []) == (
        "No argument is switched on: this is where the library's own starting numbers put "
        "“Scheming”."
    )
    assert "your starting numbers put" in headline(0.12, 0.12, [], own_numbers=True)


def test_one_argument_is_on():
    """One argument is named with what it is and what it did."""
    assert headline(0.12, 0.18, [COUNT]) == (
        "“Counting”, moderate evidence for “Scheming”, is the only argument switched on; "
        "it raises “Scheming” from 12 % to 18 %."
    )


def test_many_are_on_and_one_is_answered():
    """The largest move comes first with its reason, then who answers it, then the other side."""
    assert headline(0.12, 0.1, [COUNT, REPLY, SPEED], active=4) == (
        "Four arguments are switched on; together they lower “Scheming” from 12 % to 10 %. "
        "“Counting” moved it most: moderate evidence for “Scheming” (+6 points), mostly answered "
        "by “Reductio” (−3 points); the largest pull the other way is “Speed” (−5 points). "
        "One other argument switched on moved it by nothing."
    )


def test_mostly_answered_means_more_than_half_taken_back():
    """An objection that halves an argument has a third of its share: that is the limit."""
    half = Mover("Reply", -0.0199, -0.2, "", ("Counting",))
    assert "partly answered by “Reply”" in headline(0.12, 0.16, [COUNT, half])
    more = Mover("Reply", -0.0201, -0.2, "", ("Counting",))
    assert "mostly answered by “Reply”" in headline(0.12, 0.16, [COUNT, more])


def test_an_objection_to_several_is_not_said_to_answer_one():
    """Where an argument questions several, its share is told apart."""
    both = Mover("Reply", -0.03, -0.2, "", ("Counting", "Simplicity"))
    said = headline(0.12, 0.15, [COUNT, both])
    assert "answered" not in said
    assert "the largest pull the other way is “Reply” (−3 points)" in said


def test_arguments_that_cancel():
    """Where the figure reads as before, the sentence says who pulls against whom."""
    assert headline(0.12, 0.12001, [COUNT, SPEED]) == (
        "Two arguments are switched on, and together they leave “Scheming” at 12 %: "
        "“Counting” (+6 points) and “Speed” (−5 points) pull opposite ways."
    )


def test_arguments_that_reach_nothing():
    """Arguments on other claims, and objections to what is off, move nothing and are counted."""
    assert headline(0.12, 0.12, [], active=3) == (
        "None of the three arguments switched on bears on “Scheming”, which stays at 12 %."
    )
    idle = Mover("Reductio", 0, 0)
    assert headline(0.12, 0.12, [idle], active=2) == (
        "None of the two arguments switched on moves “Scheming”, which stays at 12 %."
    )
    assert headline(0.12, 0.12, [idle]) == (
        "The one argument switched on questions only arguments that are off, so “Scheming” stays "
        "at 12 %."
    )


def test_small_credences_are_moved_by_factors():
    """Below 1 % a point tells nothing: what the odds were multiplied by is told."""
    moves = [Mover("A", 1.5e-5, 1.0, "weak evidence for “X”"), Mover("B", 4e-6, 0.585, "x")]
    said = headline(1e-5, 3e-5, moves)
    assert "“A” moved it most: weak evidence for “X” (odds ×2)" in said
    assert "from 0.001 % to 0.003 %" in said


def test_suppositions_and_scepticism_are_said():
    """What is taken as settled, and the dial that shrinks every argument, are part of the words."""
    said = headline(0.12, 0.18, [COUNT], suppose={"Goals": True}, scepticism=0.3)
    assert said.endswith(
        "All this supposes that “Goals” is true. Scepticism shrinks every argument by 30 %."
    )
    assert headline(0.12, 0.12, [COUNT], scepticism=1.0) == (
        "Scepticism is at its greatest, so no argument counts: “Scheming” stays at 12 %."
    )
    assert headline(1, 1, [], active=2, supposed=True) == (
        "“Scheming” is taken as true here, so no argument can move it."
    )


@given(
    st.lists(st.tuples(st.floats(-0.3, 0.3), st.booleans()), max_size=8),
    st.floats(0.001, 0.999),
    st.floats(0.001, 0.999),
)
def test_any_moves_make_whole_sentences(moves, prior, posterior):
    """Whatever the shares, the words are sentences and the same each time."""
    movers = [
        Mover(f"M{i}", points, points * 5, "evidence" if own else "", () if own else ("M0",))
        for i, (points, own) in enumerate(moves)
    ]
    said = headline(prior, posterior, movers)
    assert said == headline(prior, posterior, movers)
    assert said.endswith(".")
    assert not re.search(r"\bnan\b|\bNone\b(?! of the)|  |\(\)", said)


def test_how_sure():
    """The mean is said to be a mean, with its interval, median, error and what overlap does."""
    assert words.sureness(
        0.12, 0.03, 0.34, 0.09, independent=0.15, strongest_only=0.11, mcse=2e-4, draws=4096
    ) == (
        "The figure is the mean of the probabilities over 4,096 draws of the uncertain numbers; "
        "nine draws in ten put it between 3 % and 34 %. Half of the draws lie below 9 %: the mean "
        "of the probabilities is not the probability at the mean log-odds. Its error from having "
        "only so many draws is about 0.02 points. Some arguments share their evidence: were they "
        "independent, the figure would be 15 %; if only the strongest of each family counted, 11 %."
    )
    assert words.sureness(0.2, 0.2, 0.2, 0.2, independent=0.2, strongest_only=0.2) == (
        "Every number behind this is exact, so there is no interval."
    )


# Rows for tables -----------------------------------------------------------------------------


def test_rows_say_what_the_figure_shows():
    """The waterfall's rows run from prior to posterior, each with the credence reached."""
    rows = words.step_rows((0.12, 0.88), (0.13, 0.87), [("A", 0.06, 0.7), ("B", -0.05, -0.6)])
    assert [row["Credence then"] for row in rows] == ["12 %", "18 %", "13 %", "13 %"]
    assert [row["Moves it by"] for row in rows] == ["", "+6 points", "−5 points", ""]


def test_rows_of_prior_and_posterior():
    """Both rows give the credence as a percentage, as odds and as a frequency."""
    prior, posterior = (0.125, 0.875, 0.1, 0.03, 0.3), (1e-9, 1.0, 1e-9, 1e-10, 1e-8)
    rows = words.credence_rows(prior, posterior)
    assert rows[0]["Odds"] == "1 to 7"
    assert rows[1]["Credence"] == "less than 0.000001 %"
    assert rows[1]["In words"] == "about 1 in 1 billion"


# Straight from an evaluation -----------------------------------------------------------------

LIBRARY = Library.model_validate(
    {
        "schema": "credence-library/1",
        "id": "small",
        "version": 1,
        "title": "A small library",
        "claims": {"rain": {"title": "Rain", "statement": "It rains.", "prior": 0.2}},
        "arguments": {
            "clouds": {"title": "Clouds", "summary": "Grey.", "claim": "rain", "lr": "1.5..10"},
            "habit": {
                "title": "Habit",
                "summary": "It is always grey here.",
                "claim": "rain",
                "undercuts": {"clouds": 0.8},
            },
        },
    }
)


def test_words_of_an_evaluation():
    """Titles, evidence and objections come from the library, the figures from the evaluation."""

    def estimate(p):
        return SimpleNamespace(
            credence=p, complement=1 - p, median=p, low=p - 0.1, high=p + 0.1, mcse=0.0
        )

    result = SimpleNamespace(
        prior=estimate(0.2), posterior=estimate(0.3), independent=0.3, strongest_only=0.3
    )
    scenario = Scenario(LIBRARY).with_only(["clouds", "habit"])
    evaluation = SimpleNamespace(scenario=scenario, claims={"rain": result})
    shares = {
        "habit": SimpleNamespace(points=-0.04, bits=-0.3),
        "clouds": SimpleNamespace(points=0.15, bits=1.2),
    }
    assert headline_of(evaluation, shares) == (
        "Two arguments are switched on; together they raise “Rain” from 20 % to 30 %. “Clouds” "
        "moved it most: moderate evidence for “Rain” (+15 points), partly answered by “Habit” "
        "(−4 points)."
    )
    assert "nine draws in ten put it between 20 % and 40 %" in sureness_of(evaluation)
    assert steps_of(scenario, shares) == [("Clouds", 0.15, 1.2), ("Habit", -0.04, -0.3)]


def test_words_of_the_engine_s_own_evaluation():
    """The sentence's figures are the engine's; an objection to what is off is said to be one."""
    scenario = Scenario(LIBRARY).with_only(["clouds"])
    evaluation, attribution = evaluate(scenario), attribute(scenario)
    before, after = (e.credence for e in (evaluation.target.prior, evaluation.target.posterior))
    assert headline_of(evaluation, attribution.arguments) == (
        "“Clouds”, moderate evidence for “Rain”, is the only argument switched on; it raises "
        f"“Rain” from {words.percent(before)} to {words.percent(after)}."
    )
    alone = Scenario(LIBRARY).with_only(["habit"])
    assert headline_of(evaluate(alone), attribute(alone).arguments) == (
        "The one argument switched on questions only arguments that are off, so “Rain” stays at "
        "20 %."
    )
