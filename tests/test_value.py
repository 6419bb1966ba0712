"""The value of information, against joint tables summed state by state and pattern by pattern."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import assume, given

from credence.answers import inferences
from credence.errors import InputError
from credence.joints import FEWEST_ON_A_SIDE, joints, sound
from credence.scenario import Scenario
from credence.unsure import unsure
from credence.update import credence_of, evaluate
from credence.value import value
from tests import reference, strategies
from tests.small import small

CELLS = ("both", "target_only", "crux_only", "neither")


def by_enumeration(scenario, target):
    """Each crux's joint cells with the target as rows (probability of a pattern, four cells)."""
    library = scenario.library
    rows = {}
    with localcontext() as context:
        context.prec = reference.DIGITS
        held = reference.points(scenario)
        possible = [
            (state, weight)
            for state in reference.states(library)
            if all(state[claim] == truth for claim, truth in scenario.suppose.items())
            and (weight := reference.prior_weight(library, held, state))
        ]
        if not possible:
            raise reference.ImpossibleError
        for pattern, chance in reference.patterns(library, held, scenario.active):
            factor = {
                claim: reference.log_evidence(
                    library, held, claim, pattern, scenario.scepticism
                ).exp()
                for claim in library.claim_ids
            }
            weighed = [
                (state, weight * math.prod(factor[c] for c, true in state.items() if true))
                for state, weight in possible
            ]
            total = sum(weight for _, weight in weighed)
            for crux in (*library.claim_ids, *map(sound, scenario.active)):
                cells = [Decimal(0)] * 4
                for state, weight in weighed:
                    holds = state[crux] if crux in state else crux.split(".")[1] in pattern
                    cells[2 * (not state[target]) + (not holds)] += weight / total
                rows.setdefault(crux, []).append((chance, cells))
    return rows


def means(rows):
    """Mean cells over the patterns, in doubles."""
    with localcontext() as context:
        context.prec = reference.DIGITS
        return [float(sum(chance * cells[i] for chance, cells in rows)) for i in range(4)]


def information(cells):
    """Mutual information in bits from the definition."""
    both, target_only, crux_only, neither = cells
    t, c = (both + target_only, crux_only + neither), (both + crux_only, target_only + neither)
    alone = [t[0] * c[0], t[0] * c[1], t[1] * c[0], t[1] * c[1]]
    return sum(p * math.log2(p / q) for p, q in zip(cells, alone, strict=True) if p > 0)


@given(strategies.cases(unsure=False))
def test_settled_libraries_have_the_enumerated_value(scenario):
    """Without chance, both answers, the expected change and the bits are those of the full joint."""
    target = scenario.target
    try:
        rows = by_enumeration(scenario, target)
    except reference.ImpossibleError:
        assume(False)
    found = value(scenario.with_draws(64))
    assert {name for name in rows if name in scenario.library.claim_ids} - {target} == {
        crux.crux for crux in found
    }
    for crux in found:
        cells = means(rows[crux.crux])
        true, false = cells[0] + cells[2], cells[1] + cells[3]
        credence = cells[0] + cells[1]
        assert crux.exact
        assert (0, 0) == (crux.se_change, crux.se_bits)
        assert true == pytest.approx(crux.probability, abs=1e-12)
        after = [cells[0] / true if true else None, cells[1] / false if false else None]
        assert after == [
            None if each is None else pytest.approx(each, abs=1e-11)
            for each in (crux.if_true, crux.if_false)
        ]
        change = true * abs((after[0] or 0) - credence) if true and false else 0
        assert 2 * change == pytest.approx(crux.expected_change, abs=1e-11)
        assert information(cells) == pytest.approx(crux.expected_bits, abs=1e-11)


@given(strategies.cases(most_arguments=4))
def test_unsure_arguments_have_the_enumerated_joint(scenario):
    """With soundness left to chance, every cell is the enumerated one to within sampling error."""
    scenario = scenario.with_draws(2048)
    target = scenario.target
    try:
        rows = by_enumeration(scenario, target)
    except reference.ImpossibleError:
        assume(False)
    chances = {name: sum(chance for chance, _ in of) for name, of in rows.items()}
    assert all(float(chance) == pytest.approx(1) for chance in chances.values())
    found = joints(scenario, target)
    for name, counted in found.items():
        weights = np.array([float(chance) for chance, _ in rows[name]])
        cells = np.array([[float(cell) for cell in row] for _, row in rows[name]])
        for index, cell in enumerate(CELLS):
            mean = float(weights @ cells[:, index])
            deviation = math.sqrt(weights @ (cells[:, index] - mean) ** 2)
            spread = reference.Spread(mean, deviation, float(np.ptp(cells[:, index])))
            allowed = 4 * spread.error_of_mean(2048) + 1e-11
            assert mean == pytest.approx(math.exp(getattr(counted.joint, cell)), abs=allowed)
    for name in scenario.active:
        chance = sum(float(c) for c, cells in rows[sound(name)] if cells[0] + cells[2])
        certain = chance in {0.0, 1.0} or abs(chance - 1) < 1e-15
        assert (sound(name) in found) == (not certain)


@given(strategies.cases(intervals=True, extreme=True))
def test_both_answers_average_to_the_credence_now(scenario):
    """Conservation of expected evidence, also with intervals and in the tails."""
    scenario = scenario.with_draws(128)
    try:
        now = evaluate(scenario).target.posterior.credence
    except InputError:
        assume(False)
    for crux, counted in joints(scenario, scenario.target).items():
        joint = counted.joint
        total = sum(
            weight * given[0]
            for weight, given in zip(joint.crux, (joint.if_true, joint.if_false), strict=True)
            if given
        )
        assert now == pytest.approx(total, rel=1e-9, abs=1e-300), crux
        assert now == pytest.approx(joint.target[0], rel=1e-9, abs=1e-300)


@given(strategies.cases(intervals=True))
def test_information_is_mutual(scenario):
    """One claim tells as much about another as the other about it."""
    scenario = scenario.with_draws(64)
    one, *others = scenario.library.claim_ids
    assume(others)
    other = others[-1]
    try:
        there = {crux.crux: crux.expected_bits for crux in value(scenario, one)}
    except InputError:
        assume(False)
    back = {crux.crux: crux.expected_bits for crux in value(scenario, other)}
    assert there[other] == pytest.approx(back[one], rel=1e-6, abs=1e-12)


def test_settling_a_claim_and_supposing_it_teach_the_same():
    """A cause of unknown strength: once the effect is there, the strong draws have gained weight."""
    library = small(
        {
            "cause": {"prior": {"low": 0.05, "high": 0.5}},
            "sign": {"causes": {"cause": 0.9}},
            "effect": {"causes": {"cause": 0.5}},
        },
    )
    scenario = Scenario(library)
    (crux,) = (crux for crux in value(scenario, "effect") if crux.crux == "sign")
    (inference,) = inferences(scenario)
    chance, _ = inference.numbers.pair("claims.cause.prior")
    learned = (0.9 * 0.5 * chance).mean() / (0.9 * chance).mean()
    assert learned == pytest.approx(crux.if_true, rel=1e-12)
    supposed = credence_of(scenario.with_supposition("sign", True), "effect")
    assert learned == pytest.approx(supposed, rel=1e-12)
    (cause,) = (crux for crux in value(scenario, "sign") if crux.crux == "cause")
    assert 0.9 == pytest.approx(cause.if_true)
    (back,) = (crux for crux in value(scenario, "cause") if crux.crux == "sign")
    expected = (0.1 * chance).mean() / (1 - 0.9 * chance).mean()
    assert expected == pytest.approx(back.if_false, rel=1e-12)
    supposed = credence_of(scenario.with_supposition("sign", False), "cause")
    assert expected == pytest.approx(supposed, rel=1e-12)


def test_sound_arguments_by_hand():
    """Sound half of the time and worth 4 to 1 on even odds: 0.8 or 0.5, by hand."""
    library = small(
        {"c": {"prior": 0.5}},
        {
            "a": {"claim": "c", "lr": 4, "soundness": 0.5, "active": True},
            "sure": {"claim": "c", "lr": 1, "active": True},
            "off": {"claim": "c", "lr": 3, "soundness": 0.5},
        },
    )
    (crux,) = value(Scenario(library))
    assert ("arguments.a.sound", 0.5, False) == (crux.crux, crux.probability, crux.exact)
    assert (0.8, 0.5) == pytest.approx((crux.if_true, crux.if_false))
    assert 0.15 == pytest.approx(crux.expected_change)
    assert information([0.4, 0.25, 0.1, 0.25]) == pytest.approx(crux.expected_bits)
    assert 0 < crux.se_bits < 0.01


def test_an_answer_seen_in_too_few_draws_is_not_told():
    """A side with a handful of draws, or none, is left out; nothing is NaN."""
    library = small(
        {"c": {"prior": 0.5}},
        {
            "rare": {"claim": "c", "lr": 4, "soundness": 0.02, "active": True},
            "never": {"claim": "c", "lr": 4, "soundness": 1e-9, "active": True},
        },
    )
    found = {crux.crux: crux for crux in value(Scenario(library).with_draws(64))}
    assert 64 * found["arguments.rare.sound"].probability < FEWEST_ON_A_SIDE
    assert None is found["arguments.rare.sound"].if_true
    never = found["arguments.never.sound"]
    assert (0.0, None) == (never.probability, never.if_true)
    assert (0.0, 0.0) == (never.expected_change, never.expected_bits)
    assert never.if_false == pytest.approx(credence_of(Scenario(library).with_draws(64)))


def test_what_a_certain_undercutter_strikes_has_both_answers():
    """An argument that only a certain undercut of a half puts in doubt: 0.8 or 0.5, each half of the time."""
    library = small(
        {"c": {"prior": 0.5}},
        {
            "a": {"claim": "c", "lr": 4, "active": True},
            "certain": {"undercuts": {"a": 0.5}, "active": True},
        },
    )
    (crux,) = value(Scenario(library))
    assert "arguments.a.sound" == crux.crux
    assert (0.5, 0.8, 0.5) == pytest.approx((crux.probability, crux.if_true, crux.if_false))


def test_the_tails_keep_their_digits():
    """A target of 1e-30, and one of 1 − 1e-30, are told apart by a crux to twelve digits."""
    library = small(
        {
            "crux": {"prior": 0.5},
            "rare": {"parents": ["crux"], "table": {"0": 1e-30, "1": 3e-30}},
            "sure": {"parents": ["rare"], "table": {"0": 1, "1": 0}},
        }
    )
    expected = (3e-30 * math.log2(1.5) + 1e-30 * math.log2(0.5)) / 2  # ln(1 ± 1e-30) cancel
    for target in ("rare", "sure"):
        (crux,) = (c for c in value(Scenario(library), target) if c.crux == "crux")
        assert 1e-30 == pytest.approx(crux.expected_change, rel=1e-12)
        assert expected == pytest.approx(crux.expected_bits, rel=1e-9)


def test_what_does_not_hang_together_is_worth_exactly_nothing():
    """Unconnected claims tell nothing, whatever the draws; one argument on both connects them."""
    wide = {"low": 0.1, "high": 0.9}
    claims = {"target": {"prior": wide}, "elsewhere": {"prior": wide}}
    shared = {
        "both": {
            "bears_on": {"target": 20, "elsewhere": 20},
            "soundness": 0.5,
        },
        "there": {"claim": "elsewhere", "lr": 5, "soundness": 0.5, "active": True},
    }
    apart = Scenario(small(claims, shared), chosen_target="target")
    for crux in value(apart):
        assert (0.0, 0.0, True) == (crux.expected_change, crux.expected_bits, crux.exact)
        assert crux.if_true == pytest.approx(credence_of(apart))
    together = {crux.crux: crux for crux in value(apart.with_active("both"))}
    elsewhere = together["elsewhere"]
    assert elsewhere.expected_bits > 10 * elsewhere.se_bits > 0
    assert 0.0 == together["arguments.there.sound"].expected_bits
    sceptic = value(apart.with_active("both").with_scepticism(1))
    assert {0.0} == {c.expected_bits for c in sceptic if c.crux.endswith(".sound")}


def test_the_largest_comes_first_and_what_is_settled_tells_nothing():
    """Falling bits; a supposed claim and a supposed target leave nothing to learn."""
    library = small(
        {
            "weak": {"prior": 0.5},
            "strong": {"prior": 0.5},
            "target": {"causes": {"weak": 0.2, "strong": 0.9}},
        }
    )
    scenario = Scenario(library)
    assert ["strong", "weak"] == [crux.crux for crux in value(scenario)]
    strong = {c.crux: c for c in value(scenario.with_supposition("strong", True))}["strong"]
    assert (1.0, None, 0.0) == (strong.probability, strong.if_false, strong.expected_bits)
    for truth in (True, False):
        settled = value(scenario.with_supposition("target", truth))
        assert {(0.0, 0.0)} == {(c.expected_change, c.expected_bits) for c in settled}


def test_an_impossible_supposition_elsewhere_is_named_as_it_stands():
    """What is supposed and cannot be is an error that names it, and not the target."""
    library = small({"c": {"prior": 0.5}, "d": {"prior": 0}}, target="c")
    with pytest.raises(InputError, match=r"what is supposed \(d = true\) has probability 0"):
        value(Scenario(library).with_supposition("d", True))


def test_blocks_of_draws_give_what_one_block_gives():
    """More draws than fit into a block are summed as if they did."""
    library = small(
        {
            "c": {"prior": {"low": 0.1, "high": 0.6}},
            "d": {"causes": {"c": {"low": 0.2, "high": 0.7}}},
        },
        {"a": {"claim": "c", "lr": 3, "soundness": 0.5, "active": True}},
    )
    many, few = (value(Scenario(library).with_draws(draws)) for draws in (2**15, 2**13))
    for one, other in zip(many, few, strict=True):
        assert one.crux == other.crux
        assert one.expected_bits == pytest.approx(other.expected_bits, abs=5 * other.se_bits)
        assert one.se_bits == pytest.approx(other.se_bits / 2, rel=0.1)
    scenario = Scenario(library).with_draws(2**15)
    assert credence_of(scenario) == pytest.approx(
        joints(scenario, "d")["c"].joint.target[0], rel=1e-12
    )


def test_standard_errors_cover_the_spread_over_seeds():
    """Over many seeds the values scatter by no more than their standard errors say."""
    library = small(
        {"c": {"prior": {"low": 0.1, "high": 0.6}}, "d": {"prior": 0.05, "causes": {"c": 0.5}}},
        {"a": {"claim": "c", "lr": 6, "soundness": 0.5, "active": True}},
    )
    found = [
        {crux.crux: crux for crux in value(Scenario(library).with_draws(256).with_seed(seed))}
        for seed in range(200)
    ]
    for name in found[0]:
        for size, error in (("expected_bits", "se_bits"), ("expected_change", "se_change")):
            values = [getattr(each[name], size) for each in found]
            told = [getattr(each[name], error) for each in found]
            assert np.std(values, ddof=1) < 1.25 * np.mean(told), name


def test_who_is_unsure():
    """Certain soundness, certain undercuts and switched-off undercutters leave nothing to chance."""
    ratio = {"claim": "c", "lr": 2, "active": True}
    library = small(
        {"c": {"prior": 0.5}},
        {
            "plain": ratio,
            "struck": ratio,
            "doubted": ratio,
            "spared": ratio,
            "premise": ratio | {"premises": {"p": 0.4}},
            "dead": ratio | {"soundness": 0, "undercuts": {"plain": 1}},
            "certain": {"undercuts": {"struck": 1, "doubted": 0.5}, "active": True},
            "off": {"undercuts": {"spared": 0.5}},
        },
    )
    assert {"doubted", "premise"} == unsure(Scenario(library))
    assert {"doubted", "premise", "spared"} == unsure(Scenario(library).with_active("off"))
