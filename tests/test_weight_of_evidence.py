"""What arguments weigh, what uncertainty alone does, and who makes room for whom."""

import math

import pytest
from hypothesis import given

from credence.attribution import attribute
from credence.explaining_away import MadeRoom, made_room
from credence.files import load_library
from credence.neutral_uncertainty import neutral_uncertainty
from credence.number import Z90, Kind
from credence.odds import log_odds
from credence.scenario import Scenario
from credence.update import credence_of
from credence.weight_of_evidence import Reason, weights_of_evidence
from credence.words.weight import (
    error_rate_words,
    neutral_words,
    room_words,
    surprises,
    weight_words,
)
from tests import strategies
from tests.small import small

LIBRARY = small(
    {
        "c": {"title": "A cause", "prior": {"low": 0.05, "high": 0.4}},
        "other": {"title": "Another cause", "prior": 0.1},
        "effect": {"title": "The effect", "prior": 0.01, "causes": {"c": 0.9, "other": 0.9}},
    },
    {
        "for_c": {"title": "For it", "claim": "c", "lr": {"low": 2, "high": 8}, "soundness": 0.5},
        "open": {"title": "Open", "claim": "c", "lr": {"low": 0.05, "high": 20}},
        "seen": {"title": "It is seen", "claim": "effect", "lr": 50},
        "for_other": {"title": "For the other", "claim": "other", "lr": 8},
        "doubt": {"title": "A doubt", "undercuts": {"for_c": 0.5}},
        "against_a": {"title": "Against A", "claim": "a", "lr": 0.25},
        "test": {"title": "A test", "claim": "c", "lr": 1e6, "soundness": 0.99},
    },
    target="c",
    alternatives={
        "set": {
            "title": "A set",
            "members": {
                name: {"title": f"{name.upper()} member", "statement": "S", "weight": 1}
                for name in "abd"
            },
        }
    },
)
PLAIN = Scenario(LIBRARY)


def test_the_weight_of_an_argument_on_the_claim_is_its_ratio():
    """Log₂ of the middle of ½ and 8 bits, alone and sound, whatever doubts and scepticism do."""
    scenario = PLAIN.with_only(["for_c", "doubt"]).with_scepticism(0.5)
    found = weights_of_evidence(scenario)
    assert {"for_c": 2.0, "doubt": 0.0} == {
        name: pytest.approx(weight.bits, abs=1e-12) for name, weight in found.items()
    }
    assert (
        Reason.SOUNDNESS,
        Reason.UNDERCUT,
        Reason.SCEPTICISM,
        Reason.RATIO,
        Reason.NUMBERS,
        Reason.COMPANY,
    ) == found["for_c"].reasons


def test_the_weight_for_another_claim_is_what_arrives_there():
    """P(seen given c) over P(seen given not c), by hand: its ratio through a noisy-OR at medians."""
    found = weights_of_evidence(PLAIN.with_only(["seen"]))["seen"].bits

    def seen(c: int) -> float:
        effect = sum(p * (1 - 0.99 * 0.1**c * 0.1**other) for other, p in ((0, 0.9), (1, 0.1)))
        return 1 + 49 * effect

    assert math.log2(seen(1) / seen(0)) == pytest.approx(found, rel=1e-12)


@given(strategies.cases(intervals=True, suppositions=False))
def test_every_argument_on_the_target_alone_weighs_its_ratio(scenario):
    """For any library: log₂ of the median, for an argument that bears on the target and no other."""
    library = scenario.library
    for name, weight in weights_of_evidence(scenario).items():
        paths = library.ratio_paths(name)
        if set(paths) == {scenario.target} and 0 < credence_of(scenario.with_only(())) < 1:
            middle = scenario.value(paths[scenario.target]).median(Kind.RATIO)
            assert math.log2(middle) == pytest.approx(weight.bits, rel=1e-9, abs=1e-9)


def test_not_knowing_the_direction_raises_a_low_credence():
    """The odds of a rare claim are multiplied by the mean of the ratio, exp(σ²/2) over its median."""
    rare = PLAIN.with_number("claims.c.prior", 1e-6).with_only(["open"]).with_draws(2**15)
    found = neutral_uncertainty(rare)["open"]
    deviation = math.log(400) / (2 * Z90)
    assert deviation**2 / 2 / math.log(2) == pytest.approx(found.bits, rel=0.02)
    assert found.is_named
    high = PLAIN.with_number("claims.c.prior", 1 - 1e-6).with_only(["open"]).with_draws(2**15)
    assert -found.bits == pytest.approx(neutral_uncertainty(high)["open"].bits, rel=0.02)
    assert (
        "“Open”: not knowing whether this speaks for or against raises a low credence by 2.4 bits."
        == neutral_words(rare, found, 1e-6)
    )


def test_it_is_the_effect_minus_that_of_the_median():
    """All else as it is; a ratio that does not straddle 1 has none, nor has one that cannot matter."""
    scenario = PLAIN.with_only(["open", "for_c", "seen", "against_a"])
    (found,) = neutral_uncertainty(scenario).values()
    calm = credence_of(scenario.with_number("arguments.open.lr", 1))
    expected = (log_odds(credence_of(scenario)) - log_odds(calm)) / math.log(2)
    assert ("open", pytest.approx(expected, rel=1e-9)) == (found.argument, found.bits)
    assert {} == neutral_uncertainty(scenario, "a")
    assert {} == neutral_uncertainty(scenario, least=5)


@pytest.mark.parametrize(
    "on, claim, expected, said",
    [
        (
            ["against_a"],
            "b",
            MadeRoom("against_a", "a", for_rival=False, alternatives=True),
            "“Against A” speaks against “A member”; less “A member” leaves more room for “B member”.",
        ),
        (
            ["seen", "for_other"],
            "c",
            MadeRoom("for_other", "other", for_rival=True, alternatives=False),
            (
                "“For the other” speaks for “Another cause”; more “Another cause” leaves less for "
                "“A cause” to explain of what both could bring about."
            ),
        ),
    ],
)
def test_an_argument_on_a_rival_moves_the_claim_the_other_way(on, claim, expected, said):
    """Alternatives make room for each other; causes explain each other away."""
    scenario = PLAIN.with_only(on).with_target(claim)
    attribution = attribute(scenario)
    bits = {name: share.bits for name, share in attribution.arguments.items()}
    assert (expected,) == made_room(scenario, bits, claim)
    assert said == room_words(scenario, expected, claim)
    assert said in surprises(scenario, attribution)


def test_without_evidence_on_the_effect_causes_do_not_compete():
    """What speaks for one cause then does nothing to the other."""
    scenario = PLAIN.with_only(["for_other", "for_c"])
    bits = {name: share.bits for name, share in attribute(scenario).arguments.items()}
    assert () == made_room(scenario, bits, "c")


def test_less_reward_seeking_leaves_more_room_for_scheming():
    """On the library that comes with Credence: a rival of scheming that has never been seen."""
    library = load_library("ai-risk-1")
    scenario = Scenario(library).with_only(["wireheading"]).with_target("scheming")
    (said,) = surprises(scenario, attribute(scenario))
    assert "speaks for “Reward for its own sake”; more “Reward for its own sake” leaves" in said


def test_a_weight_and_an_effect_stand_side_by_side():
    """Why they differ is said where they do."""
    scenario = PLAIN.with_only(["for_c"])
    weight = weights_of_evidence(scenario)["for_c"]
    assert (
        "By itself and sound it weighs 2 bits for (odds ×4); here it did 1 bit for: it may not be "
        "sound, its strength is an interval and the claims’ numbers are intervals, so that it meets "
        "many starting points at once."
    ) == weight_words(weight, 1.0)
    assert weight_words(weight, 2.01) == (
        "By itself and sound it weighs 2 bits for (odds ×4), and did as much."
    )


def test_a_strong_ratio_with_a_doubtful_soundness_is_no_test():
    """One sentence; none for what is certain, weak or never sound."""
    assert error_rate_words(PLAIN, "test") == (
        "“A test” has a ratio of ×1 million and a soundness of 99 %: where an argument is unsound it "
        "says nothing, but a test that errs 1 % of the time errs in its own favour too, and its ratio "
        "is about ×100 at best (see How it works)."
    )
    against = PLAIN.with_number("arguments.test.lr", 1e-6)
    assert "a ratio of ÷1 million" in error_rate_words(against, "test")
    assert "about ÷100 at best" in error_rate_words(against, "test")
    assert not error_rate_words(PLAIN.with_number("arguments.test.soundness", 1), "test")
    assert not error_rate_words(PLAIN.with_number("arguments.test.soundness", 0), "test")
    assert not error_rate_words(PLAIN.with_number("arguments.test.lr", 100), "test")
    assert not error_rate_words(PLAIN, "for_c")
