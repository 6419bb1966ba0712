"""Tornado, interactions and threshold: by editing scenarios one by one, and by odds arithmetic."""

import itertools
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credence import cli
from credence.errors import InputError
from credence.interactions import interactions
from credence.library import Library
from credence.odds import log_odds
from credence.ratios import argument_of, labels_of
from credence.relevance import players
from credence.scenario import Scenario
from credence.threshold import threshold
from credence.tornado import tornado
from credence.update import credence_of, estimate_of
from credence.words.threshold import (
    flips_words,
    needed_words,
    no_ratio_words,
    ratio_rows,
    threshold_words,
)
from tests.small import small
from tests.strategies import cases

COIN = Library.model_validate(
    {
        "schema": "credence-library/1",
        "id": "coin",
        "version": 1,
        "title": "A coin",
        "claims": {"biased": {"title": "Biased", "statement": "It is biased.", "prior": 0.2}},
        "arguments": {
            "heads": {"title": "Heads", "claim": "biased", "summary": "Three heads.", "lr": 4},
            "weight": {"title": "Weight", "claim": "biased", "summary": "It is heavy.", "lr": 3},
            "mint": {"title": "Mint", "claim": "biased", "summary": "The mint is good.", "lr": 0.5},
            "doubt": {
                "title": "Doubt",
                "summary": "The scales were off.",
                "undercuts": {"weight": 1},
            },
        },
    }
)


@given(cases(intervals=True, suppositions=False))
def test_each_bar_is_the_scenario_with_that_number_changed(scenario):
    """Both ends of a bar are the credences of the edited scenarios; no number in play is missing."""
    bars = tornado(scenario)
    for bar in bars:
        assert credence_of(scenario.with_number(bar.number, bar.low)) == bar.at_low
        assert credence_of(scenario.with_number(bar.number, bar.high)) == bar.at_high
    assert sorted((bar.width for bar in bars), reverse=True) == [bar.width for bar in bars]
    for path in {path for path, (_, held) in scenario.numbers().items() if not held.is_point} - {
        bar.number for bar in bars
    }:
        low = scenario.value(path).low
        moved = credence_of(scenario.with_number(path, low))
        # A point in place of draws changes other means only by what sampling leaves.
        assert moved == pytest.approx(credence_of(scenario), abs=1e-9)


def test_a_point_has_no_bar():
    """Where nothing is uncertain there is nothing to vary."""
    assert [] == tornado(Scenario(COIN).with_only(COIN.arguments))


@given(cases(suppositions=False))
def test_interactions_are_second_differences(scenario):
    """Each pair's value is worked out again from four edited scenarios."""
    found = {(pair.a, pair.b): pair for pair in interactions(scenario)}
    names = players(scenario, scenario.target)
    assert set(itertools.combinations(names, 2)) == set(found)
    for (a, b), pair in found.items():
        both, only_b, only_a, none = (
            credence_of(scenario.with_toggles(dict.fromkeys(off, False)))
            for off in ((), (a,), (b,), (a, b))
        )
        assert pair.points == pytest.approx(both - only_b - only_a + none, abs=1e-9)


def test_independent_arguments_do_not_interact_in_bits():
    """Two sound arguments add up in log-odds; an undercutter and its victim do not."""
    found = {
        (pair.a, pair.b): pair.bits
        for pair in interactions(Scenario(COIN).with_only(["heads", "weight", "mint", "doubt"]))
    }
    assert found["heads", "mint"] == pytest.approx(0, abs=1e-12)
    assert found["weight", "doubt"] == pytest.approx(-1.584962500721156)  # log2 of 3, taken back


def test_the_ratio_is_that_of_odds_arithmetic():
    """From odds of 1 to 4, 50 % takes a ratio of 4, or of 1 with the other argument on."""
    found = threshold(Scenario(COIN), 0.5)
    assert 0.2 == pytest.approx(found.credence)
    assert found.arguments["heads"] == pytest.approx(4)
    assert found.arguments["mint"] == pytest.approx(4)
    with_heads = threshold(Scenario(COIN).with_active("heads"), 0.75)
    assert with_heads.arguments["weight"] == pytest.approx(3)
    assert "doubt" not in found.arguments


def test_a_ratio_is_sought_as_far_as_it_can_be_written():
    """Odds of 1 to 7,200,000 need that ratio (Adams); 1e-290 to even needs 1e290; beyond 1e300 is none."""
    adams = small(
        {"guilty": {"prior": "1/200001"}},
        {
            "dna": {"claim": "guilty", "lr": "200000000:1"},
            "parade": {"claim": "guilty", "lr": "0.1/0.9"},
            "own": {"claim": "guilty", "lr": "1:2"},
            "alibi": {"claim": "guilty", "lr": "0.25/0.5"},
        },
    )
    scenario = Scenario(adams).with_only(["parade", "own", "alibi"])
    for at, odds in ((0.5, 1), (0.999, 999), (1e-250, 1e-250)):
        found = threshold(scenario, at)
        assert 7_200_000 * odds == pytest.approx(found.arguments["dna"], rel=1e-9)
    assert ["dna"] == threshold(scenario, 0.5).smallest_set
    heads = Scenario(COIN).with_number("claims.biased.prior", 1e-290)
    assert 1e290 == pytest.approx(threshold(heads, 0.5).arguments["heads"], rel=1e-9)
    beyond = heads.with_scepticism(0.5)  # the square of that would be needed
    assert None is threshold(beyond, 0.5).arguments["heads"]


@pytest.mark.parametrize("soundness", [1, 0.5])
def test_far_ratios_count_where_all_draws_are_sound(soundness):
    """With ratios of 1e-280 elsewhere 1e280 balances them; sound in half of the draws it reaches half."""
    library = small(
        {"c": {"prior": 0.5}},
        {
            "far": {"claim": "c", "lr": 1e-280, "active": True},
            "near": {"claim": "c", "lr": 2, "soundness": soundness},
        },
    )
    found = threshold(Scenario(library), 0.25)
    expected = 1e280 / 3 if soundness == 1 else 1e280
    assert expected == pytest.approx(found.arguments["near"], rel=1e-9)


def test_what_crosses_at_any_ratio_is_not_called_out_of_reach():
    """Undercutting what speaks against takes 11 % past 15 % whatever one's own strength elsewhere."""
    library = small(
        {"c": {"prior": 0.2, "title": "Claim"}, "d": {"prior": 0.5}},
        {
            "against": {"claim": "c", "lr": 0.5, "active": True, "title": "Against"},
            "doubt": {"claim": "d", "lr": 3, "undercuts": {"against": 1}, "title": "Doubt"},
            "idle": {"claim": "d", "lr": 3, "title": "Idle"},
        },
        target="c",
    )
    scenario = Scenario(library)
    found = threshold(scenario, 0.15)
    assert {"against": pytest.approx(0.7058823529), "doubt": None, "idle": None} == found.arguments
    assert (("doubt",), ["doubt"]) == (found.at_any_ratio, found.smallest_set)
    assert no_ratio_words(scenario, found) == (
        "“Doubt”, switched on, does it at any strength, by what is undercut. One argument could not "
        "do it alone however strong, since an argument that may be unsound, or that bears on the "
        "claim from afar, moves it only so far."
    )
    assert ["÷1.4", "any", "out of reach"] == [
        needed_words(found, name) for name in found.arguments
    ]


@given(cases(intervals=True, extreme=True, most_claims=3, most_arguments=3), st.data())
def test_table_and_toggles_of_a_threshold_agree(scenario, data):
    """What crosses when it is switched on has a ratio that does it, or does it at any; each ratio does it."""
    scenario = scenario.with_draws(64)
    at = data.draw(st.sampled_from([1e-6, 0.2, 0.5, 0.99]))
    try:
        found = threshold(scenario, at)
    except InputError:
        assume(False)
    paths = labels_of(scenario.library)
    for label, ratio in found.arguments.items():
        if ratio is not None:
            on = scenario.with_active(argument_of(label)).with_number(paths[label], ratio)
            there = estimate_of(on)
            assert log_odds(at) == pytest.approx(there.log_odds, abs=1e-6)
    if found.smallest_set and len(found.smallest_set) == 1:
        (name,) = found.smallest_set
        labels = [label for label in paths if argument_of(label) == name]
        if labels and not scenario.is_active(name):
            assert any(
                found.arguments[label] is not None or label in found.at_any_ratio
                for label in labels
            )


def test_what_is_out_of_reach_is_none():
    """An argument that is sound half of the time cannot carry 20 % beyond 60 %."""
    unsure = Scenario(COIN).with_number("arguments.heads.soundness", 0.5)
    assert threshold(unsure, 0.7).arguments["heads"] is None
    found = threshold(unsure, 0.55).arguments["heads"]
    there = unsure.with_active("heads").with_number("arguments.heads.lr", found)
    assert credence_of(there) == pytest.approx(0.55, abs=1e-9)


def test_an_argument_on_several_claims_has_a_ratio_on_each():
    """From even odds, 80 % takes a ratio of 4 on the claim itself; no ratio elsewhere does it."""
    library = small(
        {"c": {"prior": 0.5, "title": "Claim"}, "d": {"prior": 0.5}},
        {
            "both": {"bears_on": {"c": 2, "d": 3}, "title": "Both"},
            "doubt": {"undercuts": {"both": 1}},
        },
    )
    scenario = Scenario(library).with_target("c")
    found = threshold(scenario, 0.8)
    assert {"both.c": pytest.approx(4), "both.d": None} == found.arguments
    assert [
        {
            "Argument": "Both (Claim)",
            "Is": "off",
            "Likelihood ratio now": "×2",
            "Would have to be": "×4",
        }
    ] == ratio_rows(scenario, found)
    assert "" == no_ratio_words(scenario, found)


def test_a_credence_that_turns_round_is_met_at_the_nearer_ratio():
    """An argument for the target in some draws and against it in others may do most at a middle ratio."""
    library = small(
        {
            "a": {"prior": 0.5},
            "b": {"prior": 1e-6},
            "differ": {"parents": ["a", "b"], "table": {"00": 0, "01": 1, "10": 1, "11": 0}},
        },
        {
            "seen": {"claim": "a", "lr": 1},
            "either": {"bears_on": {"a": 1e-5, "b": 1e12}, "soundness": 0.5, "active": True},
        },
    )
    scenario = Scenario(library).with_target("differ").with_active("seen")
    path = "arguments.seen.lr"
    at_ends = [credence_of(scenario.with_number(path, ratio)) for ratio in (1e-6, 1e6)]
    assert [0.5, 0.5 + 0.5 / 11] == pytest.approx(at_ends, abs=1e-5)
    # The odds of a are the ratio where “either” is unsound, and a hundred-thousandth of it else.
    for now, expected in ((1, 3 / 2), (1e5, 1e5 * 2 / 3)):
        found = threshold(scenario.with_number(path, now), 0.8).arguments["seen"]
        assert expected == pytest.approx(found, rel=1e-3)
        assert 0.8 == pytest.approx(credence_of(scenario.with_number(path, found)), abs=1e-9)
    assert None is threshold(scenario, 0.999).arguments["seen"]


def test_arguments_that_cannot_matter_are_in_no_set():
    """Thirty arguments elsewhere leave the answer known to be the smallest."""
    library = small(
        {"c": {"prior": 0.2}, "apart": {"prior": 0.5}},
        {f"a{i}": {"claim": "apart", "lr": 2} for i in range(30)}
        | {"one": {"claim": "c", "lr": 3}, "other": {"claim": "c", "lr": 4}},
    )
    found = threshold(Scenario(library).with_target("c"), 0.7)
    assert ({"one", "other"}, True) == (set(found.smallest_set), found.exact)
    assert (None, True) == (
        (none := threshold(Scenario(library).with_target("c"), 0.9)).smallest_set,
        none.exact,
    )


def test_two_that_do_nothing_alone_are_found_together():
    """Among forty arguments, the struck one and what strikes it are of no use alone."""
    weak = {f"a{i}": {"claim": "c", "lr": 1.01} for i in range(40)}
    strong = {
        "struck": {"claim": "c", "lr": 50},
        "striking": {"undercuts": {"struck": 1}, "active": True},
    }
    scenario = Scenario(small({"c": {"prior": 0.2}}, weak | strong))
    found = threshold(scenario, 0.9)
    assert ({"struck", "striking"}, True) == (set(found.smallest_set), found.exact)


def test_the_smallest_set_crosses_and_no_smaller_one_does():
    """20 % to 70 %: no single flip does it, heads and weight together do (odds 4 · 3 / 4 = 3)."""
    found = threshold(Scenario(COIN), 0.7)
    assert ["heads", "weight"] == sorted(found.smallest_set)
    assert found.exact
    assert ["heads"] == threshold(Scenario(COIN), 0.5).smallest_set
    assert ["mint"] == threshold(Scenario(COIN), 0.15).smallest_set
    assert threshold(Scenario(COIN), 0.9).smallest_set is None


def test_a_set_too_large_to_search_for_is_still_found():
    """Twelve of twenty weak arguments are needed: always flipping the best finds as many."""
    library = small(
        {"c": {"prior": 0.5}},
        {f"a{i}": {"claim": "c", "lr": 2} for i in range(20)},
    )
    found = threshold(Scenario(library), 2**12 / (2**12 + 1) - 1e-9, most_sets=100)
    assert 12 == len(found.smallest_set)
    assert not found.exact


@given(cases(suppositions=False, most_claims=3), st.floats(0.02, 0.98))
def test_no_smaller_set_crosses(scenario, at):
    """With few arguments every set is tried by editing the scenario; none is smaller."""
    found = threshold(scenario, at)
    names, now = list(scenario.library.arguments), credence_of(scenario)
    assert found.exact
    sizes = [
        size
        for size in range(len(names) + 1)
        for flips in itertools.combinations(names, size)
        for toggles in [{name: not scenario.is_active(name) for name in flips}]
        for after in [credence_of(scenario.with_toggles(toggles))]
        if (after >= at if now < at else after <= at)
    ]
    smallest = None if found.smallest_set is None else len(found.smallest_set)
    assert min(sizes, default=None) == smallest


@given(cases(suppositions=False))
def test_the_set_that_is_found_crosses(scenario):
    """Flipping the set carries the credence to the other side of the threshold."""
    now = estimate_of(scenario).credence
    at = 0.5 * now if now > 0.01 else 0.5
    found = threshold(scenario, at)
    if found.smallest_set is not None:
        toggles = {name: not scenario.is_active(name) for name in found.smallest_set}
        after = credence_of(scenario.with_toggles(toggles))
        assert (after >= at) if now < at else (after <= at)


def test_an_unknown_claim_is_an_error():
    """Asking about a claim that is not there names it."""
    for analysis in (tornado, interactions):
        with pytest.raises(InputError, match="there is no claim"):
            analysis(Scenario(COIN), "nope")


@pytest.mark.parametrize(
    "command, keys, row",
    [
        (
            ["tornado"],
            {"target", "credence", "rows"},
            {"number", "low", "high", "at_low", "at_high"},
        ),
        (["interactions"], {"target", "pairs"}, {"a", "b", "points", "bits"}),
        (
            ["threshold", "--at", "1 in 5"],
            {"target", "at", "credence", "arguments", "at_any_ratio", "smallest_set", "exact"},
            None,
        ),
    ],
)
def test_the_commands_print_their_json(capsys, command, keys, row):
    """Each command's JSON has the keys of its contract."""
    name, *options = command
    arguments = [name, "ai-risk-1", "--on", "counting_functions,speed", "--draws", "256"]
    assert 0 == cli.run([*arguments, *options, "--target", "scheming", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert keys == set(found)
    for each in found.get("rows", found.get("pairs", [])):
        assert row == set(each)
    assert 0 == cli.run([*arguments, *options])
    assert 0 == cli.run([*arguments, *options, "--format", "csv"])


@pytest.mark.parametrize("at", ["2", "0", "1", "0.1..0.2", "soon"])
def test_a_threshold_is_a_probability(capsys, at):
    """Anything but one probability strictly inside 0 and 1 is refused with its place."""
    assert 2 == cli.run(["threshold", "teaching-1", "--at", at])
    assert "--at" in capsys.readouterr().err


def test_what_it_takes_in_words():
    """The toggles, what they give, and whether fewer could do it; rows by how little must change."""
    scenario = Scenario(COIN).with_active("mint")
    found = threshold(scenario, 0.5)
    assert (
        "To take “Biased” from 11 % across 50 %, switch “Heads” and “Weight” on. That gives 60 %. "
        "Nothing less does it."
    ) == threshold_words(scenario, found)
    assert [
        {"Argument": "Heads", "Is": "off", "Likelihood ratio now": "×4", "Would have to be": "×8"},
        {"Argument": "Weight", "Is": "off", "Likelihood ratio now": "×3", "Would have to be": "×8"},
        {"Argument": "Mint", "Is": "on", "Likelihood ratio now": "÷2", "Would have to be": "×4"},
    ] == ratio_rows(scenario, found)
    assert "" == no_ratio_words(scenario, found)
    assert "switch “Heads” on, and “Mint” off" == flips_words(scenario, ["heads", "mint"])
    beyond = threshold(scenario, 0.99)
    most = credence_of(scenario.with_only(["heads", "weight"]))
    assert most == pytest.approx(beyond.furthest, rel=1e-12)
    assert threshold_words(scenario, beyond) == (
        "No set of toggles takes “Biased” from 11 % to 99 %. The furthest gives 75 %."
    )
    assert found.furthest is None
    settled = scenario.with_supposition("biased", True)
    none = threshold(settled, 0.5)
    assert threshold_words(settled, none) == (
        "Nothing that could be switched moves “Biased” from 100 % towards 50 %."
    )
    assert "" == no_ratio_words(settled, none)
    unsure = scenario.with_number("arguments.heads.soundness", 0.5)
    said = no_ratio_words(unsure, threshold(unsure, 0.9))
    assert said.startswith("One argument could not do it alone however strong")
