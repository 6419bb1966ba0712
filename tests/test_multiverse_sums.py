"""Every subset's credence, against one evaluation for each, whatever the way of summing."""

import math
import pickle
import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.scenario import Scenario
from credence.subsets import every, kernel, layout, work
from credence.subsets.blocks import _joint, blocks
from credence.subsets.every import every_subset
from credence.subsets.plan import plan_of
from credence.unsure import company
from credence.update import estimate_of
from tests import reference, strategies
from tests.machine import ROOT
from tests.small import small


def one_by_one(scenario, names):
    """Credence and natural log-odds of every subset, each from a scenario of its own."""
    found = []
    for mask in range(2 ** len(names)):
        toggles = {name: bool(mask >> index & 1) for index, name in enumerate(names)}
        held = estimate_of(scenario.with_toggles(toggles))
        found.append((held.credence, held.log_odds))
    return np.array(found).T


def assert_same(expected, found, close=1e-12):
    """Credences agree relatively, and log-odds absolutely: the odds relatively."""
    credence, log_odds = expected
    assert found.credence == pytest.approx(credence, rel=close, abs=1e-300)
    finite = np.isfinite(log_odds)
    assert (finite == np.isfinite(found.log_odds)).all()
    assert found.log_odds[finite] == pytest.approx(log_odds[finite], rel=0, abs=close)
    assert (log_odds[~finite] == found.log_odds[~finite]).all()


def possible(scenario):
    """Skip a scenario whose suppositions have probability 0."""
    try:
        return estimate_of(scenario)
    except InputError:
        assume(False)


@st.composite
def questions(draw, **options):
    """A scenario of few draws and some of its arguments in any order.

    What is supposed keeps company with the target: elsewhere it weighs the draws by chance alone, and the
    arguments there, which cannot move the target, move these chances.
    """
    scenario = draw(strategies.cases(**options)).with_draws(64)
    assume(scenario.library.arguments)
    names = draw(
        st.lists(
            st.sampled_from(sorted(scenario.library.arguments)), min_size=1, max_size=5, unique=True
        )
    )
    target = draw(st.sampled_from(scenario.library.claim_ids))
    on = scenario.with_toggles(dict.fromkeys(names, True))
    assume(set(scenario.suppose) <= company(on, target))
    return scenario.with_target(target), names


@strategies.few_cases
@given(questions(intervals=True, most_arguments=7))
def test_every_subset_is_what_its_own_scenario_says(question):
    """Families, undercuts, alternatives, requirements and suppositions: each subset's own figures."""
    scenario, names = question
    possible(scenario)
    assert_same(one_by_one(scenario, names), every_subset(scenario, names))


@strategies.few_cases
@given(questions(extreme=True, most_arguments=7))
def test_extreme_numbers_keep_both_tails(question):
    """Ratios of 1e±30 and priors of 1e-30 agree in odds, on either side of the safe range."""
    scenario, names = question
    possible(scenario)
    assert_same(one_by_one(scenario, names), every_subset(scenario, names))


@strategies.few_cases
@given(questions(extreme=True, unsure=False, most_claims=5))
def test_every_subset_agrees_with_enumeration(question):
    """Where all is settled, each subset is what going through all states in 80 digits gives."""
    scenario, names = question
    names = names[:3]
    try:
        reference.credences(scenario, active=())
    except reference.ImpossibleError:
        assume(False)
    found = every_subset(scenario, names)
    for mask in range(2 ** len(names)):
        pair = reference.credences(found.scenario_of(mask))[scenario.target]
        assert float(pair.credence) == pytest.approx(found.credence[mask], rel=1e-12, abs=1e-300)
        assert pair.log_odds == pytest.approx(found.log_odds[mask], rel=1e-14, abs=1e-12)


@pytest.mark.parametrize("power", [40, 150, 300])
def test_vast_ratios_are_summed_in_logarithms(power):
    """With ratios beyond what products can hold, log-odds are the prior's plus the evidence."""
    arguments = {
        f"a{i}": {"claim": "c", "lr": float(f"1e{power if i % 2 else -power}")} for i in range(5)
    }
    scenario = Scenario(small({"c": {"prior": 0.25}}, arguments)).with_draws(64)
    names = list(arguments)
    found = every_subset(scenario, names)
    ln10 = math.log(10)
    expected = [
        math.log(1 / 3)
        + ln10 * power * sum((1 if i % 2 else -1) for i in range(5) if mask >> i & 1)
        for mask in range(32)
    ]
    assert found.log_odds == pytest.approx(expected, rel=1e-14, abs=1e-12)


def random_scenario(seed, count, claims=4):
    """A scenario with a random chain of claims, families and undercuts, every number uncertain."""
    pick = random.Random(seed)
    names = [f"c{i}" for i in range(claims)]
    described = {
        name: {"prior": {"low": 0.05, "high": 0.5}}
        | ({"causes": {names[i - 1]: {"low": 0.1, "high": 0.7}}} if i else {})
        for i, name in enumerate(names)
    }
    arguments = {}
    for i in range(count):
        several = pick.random() < 0.2
        bears = pick.sample(names, 2 if several else 1)
        low = pick.choice([0.2, 0.5, 1.5])
        arguments[f"a{i}"] = {
            "bears_on": {claim: {"low": low, "high": low * 3} for claim in bears},
            "soundness": {"low": 0.3, "high": 0.9},
            **({"family": f"f{i % 3}"} if pick.random() < 0.3 else {}),
            **({"undercuts": {f"a{i - 1}": 0.7}} if i and pick.random() < 0.2 else {}),
        }
    families = {f"f{i}": {"title": "F", "overlap": 0.5} for i in range(3)}
    return Scenario(small(described, arguments, families=families)).with_draws(64)


@pytest.mark.parametrize("supposed", [None, True])
@pytest.mark.parametrize("seed", range(4))
def test_machine_code_and_numpy_agree(seed, supposed):
    """Compiled and plain sums are the same to the last digit, so that size alone chooses."""
    scenario = random_scenario(seed, 12).with_supposition("c1", supposed)
    plan = plan_of(scenario, scenario.target, tuple(scenario.library.arguments))
    for block in blocks(plan):
        for chunk in range(plan.layout.chunks):
            compiled = work.chunk_sums(plan.layout, block, chunk, 8, compiled=True)
            slow = work.chunk_sums(plan.layout, block, chunk, 8, compiled=False)
            for one, other in zip(compiled, slow, strict=True):
                assert (one == other).all()


@pytest.mark.parametrize("compiled", [True, False])
def test_no_digit_depends_on_the_chunks(monkeypatch, compiled):
    """Chunks of other sizes, in other orders, through a pickle, give the same numbers exactly."""
    scenario = random_scenario(7, 11)
    names = tuple(scenario.library.arguments)
    answers = []
    for bits in (14, 8, 3):
        monkeypatch.setattr(layout, "CHUNK_BITS", bits)
        plan = plan_of(scenario, scenario.target, names)

        def backwards(function, chunks):
            found = {c: pickle.loads(pickle.dumps(function))(c) for c in reversed(list(chunks))}  # noqa: S301 - our own bytes
            return [found[chunk] for chunk in sorted(found)]

        found = work.sums(plan, backwards, compiled=compiled, batches=4)
        answers.append((found.credence, found.log_odds, found.pulls))
    assert len({plan.layout.chunks, 1}) == 2
    for answer in answers[1:]:
        for one, other in zip(answers[0], answer, strict=True):
            assert (one == other).all()


def test_threads_give_the_same_digits():
    """One thread or three, no digit differs."""
    scenario = random_scenario(3, 10)
    names = list(scenario.library.arguments)
    found = [
        every_subset(scenario, names, executor=executor).credence
        for executor in (map, every.in_threads(1), every.in_threads(3))
    ]
    assert (found[0] == found[1]).all()
    assert (found[0] == found[2]).all()


def test_several_blocks_of_draws_are_one_mean(monkeypatch):
    """Draws taken in blocks, one of them in logarithms or none, give the mean over all."""
    scenario = random_scenario(5, 6)
    names = list(scenario.library.arguments)
    expected = one_by_one(scenario, names)
    monkeypatch.setattr("credence.subsets.blocks._BLOCK_NUMBERS", 1)
    assert_same(expected, every_subset(scenario, names))
    calls = iter(range(1000))

    def alternately(plan, tables, weights, *, in_logs):
        assert in_logs == (next(calls) % 2 == 0)
        return _joint(plan, tables, weights, in_logs=in_logs)

    limits = iter([-1.0, 600.0] * 1000)
    monkeypatch.setattr("credence.subsets.blocks._is_safe", lambda spread: spread <= next(limits))
    monkeypatch.setattr("credence.subsets.blocks._joint", alternately)
    assert_same(expected, every_subset(scenario, names))


def test_too_many_claims_are_left_to_the_engine(monkeypatch):
    """Where the joint states are too many to hold, the engine gives the same, subset by subset."""
    scenario = random_scenario(1, 6)
    names = list(scenario.library.arguments)
    fast = every_subset(scenario, names)
    monkeypatch.setattr("credence.subsets.plan.MOST_JOINT", 1)
    slow = every_subset(scenario, names)
    assert slow.credence == pytest.approx(fast.credence, rel=1e-12)
    assert slow.log_odds == pytest.approx(fast.log_odds, abs=1e-12)
    monkeypatch.setattr(every, "MOST_ONE_BY_ONE", 8)
    with pytest.raises(InputError, match=r"bear on claims .* choose at most 3 arguments"):
        every_subset(scenario, names)


def test_arguments_that_cannot_matter_change_nothing():
    """A chosen argument that cannot reach the target leaves each pair of subsets exactly equal."""
    library = small(
        {"c": {"prior": 0.2}, "apart": {"prior": 0.5}},
        {"a": {"claim": "c", "lr": 3}, "b": {"claim": "apart", "lr": 5}},
        target="c",
    )
    found = every_subset(Scenario(library), ["b", "a"])
    assert found.credence[0] == found.credence[1]
    assert found.credence[2] == found.credence[3]
    assert pytest.approx([0.2, 3 / 7]) == found.credence[[0, 2]].tolist()
    alone = every_subset(Scenario(library), ["b"])
    assert pytest.approx([0.2, 0.2]) == alone.credence.tolist()


def test_a_chosen_undercutter_of_what_is_on_acts_by_itself():
    """An undercutter without a ratio moves the claim through an argument that was not chosen."""
    library = small(
        {"c": {"prior": 0.5}},
        {
            "a": {"claim": "c", "lr": 9, "active": True},
            "rebuttal": {"undercuts": {"a": 1}},
        },
    )
    found = every_subset(Scenario(library), ["rebuttal"])
    assert pytest.approx([0.9, 0.5]) == found.credence.tolist()


@pytest.mark.parametrize("overlap", [0, 0.25, 0.75, 1])
def test_point_values_take_medians_and_expected_evidence(overlap):
    """Each number at its median, evidence in expectation over which members of a family are sound."""
    library = small(
        {"c": {"prior": {"low": 0.1, "high": 0.5}}},
        {
            "a": {"claim": "c", "lr": {"low": 2, "high": 8}, "soundness": 0.5, "family": "f"},
            "b": {"claim": "c", "lr": 2, "soundness": 0.8, "family": "f"},
            "d": {"claim": "c", "lr": 0.3, "soundness": 0.7, "family": "f"},
            "e": {"claim": "c", "lr": 3, "soundness": 0.4, "undercuts": {"b": 0.9}},
            "r": {"undercuts": {"a": 0.5}, "soundness": 0.6},
        },
        families={"f": {"title": "F", "overlap": overlap}},
    )
    names = list(library.arguments)
    found = every_subset(Scenario(library), names, point_values=True)
    middle = Scenario(library).at_medians()
    numbers = reference.points(middle)
    prior = (math.log(0.1 / 0.9) + math.log(0.5 / 0.5)) / 2
    for mask in range(2 ** len(names)):
        expected = sum(
            probability * reference.log_evidence(library, numbers, "c", sound, 0)
            for sound, probability in reference.patterns(library, numbers, set(found.on(mask)))
        )
        assert prior + float(expected) == pytest.approx(found.log_odds[mask], abs=1e-6)


def test_point_values_count_full_copies_once():
    """At overlap 1 three copies, struck alike, do what one does, to the last digits."""
    one = {"claim": "c", "lr": 4, "soundness": 0.5, "family": "f"}
    found = [
        every_subset(
            Scenario(
                small(
                    {"c": {"prior": 0.2}},
                    {f"a{i}": one for i in range(count)}
                    | {"r": {"undercuts": {f"a{i}": 0.5 for i in range(count)}, "active": True}},
                    families={"f": {"title": "F", "overlap": 1}},
                )
            ),
            [f"a{i}" for i in range(count)],
            point_values=True,
        ).log_odds[-1]
        for count in (1, 3)
    ]
    assert found[0] == pytest.approx(found[1], rel=1e-12)
    assert math.log(0.25) + math.log(4) / 4 == pytest.approx(found[0], rel=1e-12)


@strategies.few_cases
@given(questions(unsure=False))
def test_point_values_are_exact_where_nothing_is_uncertain(question):
    """With points alone and every soundness 0 or 1, the quick look is the credence itself."""
    scenario, names = question
    possible(scenario)
    quick = every_subset(scenario, names, point_values=True)
    assert_same(one_by_one(scenario, names), quick)


def test_impossible_suppositions_are_named():
    """What is supposed with probability 0 is an error, as everywhere."""
    library = small(
        {"c": {"prior": 0.0}, "d": {"causes": {"c": 1.0}, "prior": 0.5}},
        {"a": {"claim": "d", "lr": 2}},
    )
    scenario = Scenario(library).with_supposition("c", True).with_target("d")
    with pytest.raises(InputError, match="c = true"):
        every_subset(scenario, ["a"])


@pytest.mark.parametrize(
    "names, message",
    [
        (["a0", "nobody"], "no argument “nobody”"),
        (["a0", "a1", "a0"], "chosen twice"),
        ([], "name at least one"),
        ([f"a{i}" for i in range(21)], r"the most is 20 \(1,048,576 subsets\); leave out"),
    ],
)
def test_wrong_choices_are_named(names, message):
    """Unknown, repeated, no and too many arguments are errors that say what would be right."""
    scenario = random_scenario(0, 21)
    with pytest.raises(InputError, match=message):
        every_subset(scenario, names)


def test_a_cancelled_run_stops_between_chunks(monkeypatch):
    """Once asked to stop, no further chunk is begun and nothing comes back."""
    monkeypatch.setattr(layout, "CHUNK_BITS", 4)
    scenario = random_scenario(2, 10)
    shares = []
    with pytest.raises(every.CancelledError):
        every_subset(
            scenario,
            list(scenario.library.arguments),
            progress=shares.append,
            cancelled=lambda: len(shares) >= 3,
        )
    assert 3 == len(shares)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] < 1


def test_progress_ends_at_the_whole():
    """The last share reported is 1."""
    shares = []
    scenario = random_scenario(2, 6)
    every_subset(scenario, ["a0", "a1"], progress=shares.append)
    assert 1.0 == shares[-1]


@pytest.mark.parametrize("supposed", [None, True])
def test_machine_code_is_compiled_once_for_all_questions(supposed):
    """After `warm`, no question compiles again: one draw, many draws, and after a pickle."""
    work.warm()
    before = {columns: len(sums.signatures) for columns, sums in kernel.SUMS.items()}
    scenario = random_scenario(4, 8).with_supposition("c1", supposed)
    names = tuple(scenario.library.arguments)
    for point_values in (True, False):
        plan = plan_of(scenario, scenario.target, names, point_values=point_values)
        for block in blocks(plan):
            for held in (block, pickle.loads(pickle.dumps(block))):  # noqa: S301 - our own bytes
                work.chunk_sums(plan.layout, held, 0, compiled=True)
    after = {columns: len(sums.signatures) for columns, sums in kernel.SUMS.items()}
    assert {2: 1, 3: 1} == before == after


def test_small_questions_bring_in_no_compiler():
    """Ten arguments on 4,096 draws are answered in NumPy, so that no page waits for machine code."""
    script = """
import sys
from credence.attribution import attribute
from credence.files import load_library
from credence.multiverse import multiverse
from credence.scenario import Scenario
scenario = Scenario(load_library("ai-risk-1")).with_target("scheming")
names = list(scenario.library.arguments)[:10]
multiverse(scenario, names)
attribute(scenario.with_only(names[:8]), most_evaluations=256)
print("numba" in sys.modules)
"""
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "False" == found.stdout.strip()


def test_many_undercutters_of_a_family_s_member_take_no_time():
    """Twenty that strike one member would have a million patterns; the mean goes through a few."""
    strikes = {
        f"r{i}": {"undercuts": {"a": 0.1}, "soundness": 0.5, "active": True} for i in range(20)
    }
    one = {"claim": "c", "lr": 4, "family": "f", "soundness": 0.5}
    library = small(
        {"c": {"prior": 0.2}},
        {"a": one, "b": one | {"soundness": 1, "active": True}, **strikes},
        families={"f": {"title": "F", "overlap": 0.5}},
    )
    found = every_subset(Scenario(library), ["a"], point_values=True)
    both = math.log(4) * (1 + 0.5 * 0.5 * 0.95**20)  # the sure one in full, the other discounted
    assert math.log(0.25) + both == pytest.approx(found.log_odds[1], rel=1e-6)
