"""Reconciling, against exact posteriors of small questions and the facts that any answer has."""

import math

import numpy as np
import pytest

from credence.errors import CancelledError, InputError
from credence.files import load_library
from credence.files.worldviews import worldviews
from credence.odds import log_odds, probability
from credence.reconciliation import reconcile
from credence.scenario import Scenario
from credence.update import credence_of, estimate_of
from tests.reconciliation.one_argument import SWEEP, One, normal
from tests.small import small

LARGEST = 0.05  # standard deviations that a trusted mean may be off by
AI = load_library("ai-risk-1")
ISSUE = One((0.05, 0.6), (10, 10), 0.5, 0.2)


def off_by(found, exact):
    """How far the worst mean lies from the exact one, in the posterior's standard deviations."""
    return max(abs(found.numbers[path].shift_sd - mean) / sd for path, (mean, sd) in exact.items())


def held_to_the_grid(question, seeds, points):
    """How many answers were not trusted; every other one is right."""
    exact, soundness = question.exact(points)
    doubted = 0
    for seed in seeds:
        found = reconcile(question.scenario(seed))
        if found.doubts:
            doubted += 1
            continue
        assert off_by(found, exact) < LARGEST, (question, seed)
        assert soundness == pytest.approx(found.soundness["a"].after, abs=0.02)
    return doubted


def test_a_soundness_that_is_a_point_moves_as_far_as_the_grid_says():
    """A prior of 5 % to 60 %, one argument of 10:1, stated 50 %: right, and not all or nothing."""
    assert 0 == held_to_the_grid(ISSUE, [4], 161)
    found = reconcile(ISSUE.scenario(4))
    assert 0.4 < found.soundness["a"].after < 0.6


@pytest.mark.parametrize("question", SWEEP[::7])
def test_some_of_the_sweep_is_held_to_the_grid(question):
    """Ridges, narrow and wide: each trusted mean lies within 0.05 standard deviations."""
    assert held_to_the_grid(question, [1], 121) <= 1


@pytest.mark.thorough
def test_the_sweep():
    """36 questions, ten seeds each: trusted means are right, and one in twenty at most is doubted."""
    doubted = sum(held_to_the_grid(question, range(10), 241) for question in SWEEP)
    assert doubted <= 10 * len(SWEEP) / 20


def test_errors_are_as_large_as_they_say():
    """Over seeds, a mean's distance from the exact one is about its standard error."""
    exact, _ = ISSUE.exact()
    distances = []
    for seed in range(8):
        found = reconcile(ISSUE.scenario(seed))
        for path, (mean, _) in exact.items():
            shift = found.numbers[path]
            distances.append((shift.shift_sd - mean) / shift.shift_mcse)
    assert 0.6 < np.sqrt(np.mean(np.square(distances))) < 1.6


def test_both_modes_of_a_posterior_are_found():
    """One of two causes must be likely and the other not, either way round: both have half."""
    rows = {"00": 0.01, "01": 0.99, "10": 0.99, "11": 0.01}
    wide = {"low": 0.01, "high": 0.99}
    library = small(
        claims={
            "a": {"prior": wide},
            "b": {"prior": wide},
            "c": {"parents": ["a", "b"], "table": rows},
        }
    )
    found = reconcile(Scenario(library).with_stated("c", 0.95, 0.2))
    assert () == found.doubts
    first, second = (
        found.draws.offset[..., found.draws.numbers.index(f"claims.{name}.prior")] for name in "ab"
    )
    assert 0.98 < ((first > 0) != (second > 0)).mean()
    assert 0.5 == pytest.approx((first > 0).mean(), abs=0.05)
    assert abs(found.numbers["claims.a.prior"].shift_sd) < LARGEST


@pytest.mark.parametrize("question", [ISSUE, SWEEP[3], SWEEP[-1]])
def test_saying_what_the_middles_imply_moves_nothing(question):
    """Somebody who states exactly what their middle numbers imply need not move."""
    start, _ = normal(*map(log_odds, question.prior))
    ratio, _ = normal(*map(math.log, question.ratio))
    implied = float((probability(start) + probability(start + ratio)) / 2)
    found = reconcile(question.scenario().with_stated("c", implied))
    assert max(abs(shift.shift_sd) for shift in found.numbers.values()) < 0.1


MANY = [
    pytest.param(Scenario(AI).with_only(["counting_functions", "speed"]), id="two"),
    pytest.param(Scenario(AI).with_only(AI.featured), id="featured", marks=pytest.mark.thorough),
]


@pytest.mark.parametrize("scenario", MANY)
def test_saying_the_middle_of_what_is_implied_moves_nothing(scenario):
    """With many numbers: who states the median of what they imply need not move any."""
    found = reconcile(scenario.with_stated("doom", estimate_of(scenario, "doom").median))
    assert max(abs(shift.shift_sd) for shift in found.numbers.values()) < 0.1


@pytest.mark.parametrize("scenario", [*MANY, ISSUE.scenario().with_stated("c", None)])
def test_saying_the_headline_doubts_nothing(scenario):
    """Somebody who states exactly what is implied is not told to doubt an argument."""
    claim = scenario.target
    found = reconcile(scenario.with_stated(claim, credence_of(scenario)))
    assert max(abs(held.after - held.before) for held in found.soundness.values()) < 0.05


def test_only_the_statement_is_learnt_from():
    """The same statement, ever more loosely meant, moves ever less."""
    shifts = [
        abs(
            reconcile(One((0.05, 0.6), (10, 10), 0.9, t).scenario())
            .numbers["claims.c.prior"]
            .shift_sd
        )
        for t in (0.2, 1.0, 5.0)
    ]
    assert shifts == sorted(shifts, reverse=True)
    assert shifts[-1] < 0.1 < shifts[0]


def test_firmness_says_how_far_a_point_may_move():
    """With a firmness of 0 soundness stays; the larger it is, the more the soundness gives."""
    far = One((0.05, 0.6), (10, 10), 0.9, 0.2)
    moved = []
    for firmness in (0.0, 0.5, 2.0):
        scenario = far.scenario().with_firmness(firmness)
        found = reconcile(scenario)
        assert (firmness > 0) == ("arguments.a.soundness" in found.numbers)
        moved.append(found.soundness["a"].after)
    assert 0.5 == pytest.approx(moved[0], abs=1e-12)
    assert moved == sorted(moved)
    assert moved[-1] > 0.75


def test_other_points_stay():
    """A ratio and a prior that are points are none of the numbers that move."""
    scenario = ISSUE.scenario().with_number("claims.c.prior", 0.3)
    assert ["arguments.a.soundness"] == list(reconcile(scenario).numbers)


def test_copies_that_overlap_wholly_move_as_one():
    """Three copies of an argument at overlap 1 leave the prior where one of it does."""
    argument = {"claim": "c", "lr": {"low": 5, "high": 20}, "soundness": 0.5, "family": "f"}
    library = small(
        claims={"c": {"prior": {"low": 0.05, "high": 0.6}}},
        families={"f": {"title": "T", "overlap": 1}},
        arguments=dict.fromkeys("abd", argument),
    )
    shifts = []
    for names in ("a", "abd"):
        scenario = Scenario(library).with_only(names).with_stated("c", 0.7, 0.2)
        shifts.append(reconcile(scenario.with_firmness(0)).numbers["claims.c.prior"])
    one, three = shifts
    error = np.hypot(one.shift_mcse, three.shift_mcse)
    assert one.shift_sd == pytest.approx(three.shift_sd, abs=4 * error)


def test_the_same_question_has_the_same_answer():
    """Draws follow from the scenario's seed."""
    first, again = reconcile(ISSUE.scenario()), reconcile(ISSUE.scenario())
    np.testing.assert_array_equal(first.draws.offset, again.draws.offset)
    assert first.numbers == again.numbers
    assert first.numbers != reconcile(ISSUE.scenario(1)).numbers


def test_the_draws_are_the_answer():
    """The draws that are kept have the means that are told, and the implied credence too."""
    found = reconcile(ISSUE.scenario())
    for index, path in enumerate(found.draws.numbers):
        offset = found.draws.offset[..., index]
        assert (4, 1000) == offset.shape
        assert found.numbers[path].shift_sd == pytest.approx(offset.mean(), abs=0.06)
    prior = found.draws.offset[..., found.draws.numbers.index("claims.c.prior")]
    doubt = found.draws.offset[..., found.draws.numbers.index("arguments.a.soundness")]
    shift = found.numbers["claims.c.prior"].before
    start = (log_odds(shift.low) + log_odds(shift.high)) / 2
    sd = (log_odds(shift.high) - log_odds(shift.low)) / (2 * 1.6448536269514722)
    sound = probability(doubt)
    implied = sound * probability(start + sd * prior + np.log(10))
    implied += (1 - sound) * probability(start + sd * prior)
    assert found.implied["c"][1].mean == pytest.approx(implied.mean(), abs=0.01)


def test_work_stops_when_asked():
    """Whoever is no longer interested stops it, and learns that it was stopped."""
    with pytest.raises(CancelledError):
        reconcile(ISSUE.scenario(), cancelled=lambda: True)


def test_progress_only_grows():
    """What is told of the work goes from 0 to 1."""
    told = []
    reconcile(ISSUE.scenario(), progress=told.append)
    assert told == sorted(told)
    assert 1.0 == told[-1]


STATED = {
    f"{library.id} {name}": held.scenario
    for library in (AI, load_library("power-seeking-1"))
    for name, held in worldviews(library).items()
    if held.scenario.stated
}
MOVABLE = {name: scenario for name, scenario in STATED.items() if scenario.library == AI}


@pytest.mark.thorough
@pytest.mark.parametrize("name", MOVABLE)
def test_worldviews_are_reconciled(name):
    """Whoever states a credence gets an answer that can be trusted, at the latest when asked twice."""
    scenario = MOVABLE[name]
    found = reconcile(scenario)
    if found.may_need_longer:
        found = reconcile(scenario, longer=True)
    assert () == found.doubts


@pytest.mark.parametrize("name", sorted(STATED.keys() - MOVABLE.keys()))
def test_worldviews_of_single_figures_are_told_that_nothing_can_move(name):
    """Their probabilities are points, and no argument has a soundness."""
    with pytest.raises(InputError, match="cannot move"):
        reconcile(STATED[name])


@pytest.mark.parametrize(
    "scenario, path, said",
    [
        (ISSUE.scenario().with_stated("c", None), "claims", "nothing is stated"),
        (
            ISSUE.scenario().with_supposition("c", True),
            "claims.c.stated",
            "c is supposed to be true",
        ),
        (ISSUE.scenario().with_stated("c", 0), "claims.c.stated", "a number such as 0.01 % in"),
        (ISSUE.scenario().with_stated("c", 1), "claims.c.stated", "a number such as 99.99 % in"),
        (
            ISSUE.scenario().with_number("claims.c.prior", 0.2).with_firmness(0),
            "claims.c.stated",
            "cannot move",
        ),
        (ISSUE.scenario().with_number("claims.c.prior", 0), "claims.c.stated", "impossible"),
        (
            ISSUE.scenario()
            .with_number("arguments.a.lr", 1e300)
            .with_number("arguments.a.soundness", 1),
            "claims.c.stated",
            "too strong",
        ),
    ],
)
def test_what_cannot_be_reconciled_is_refused(scenario, path, said):
    """The error names the place and the reason."""
    with pytest.raises(InputError, match=said) as caught:
        reconcile(scenario)
    assert path in [problem.path for problem in caught.value.problems]
