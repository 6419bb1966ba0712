"""What can move several claims at once."""

from credence.reach import ancestral, reached_arguments, reached_claims, reached_numbers
from credence.scenario import Scenario
from tests.small import small

LIBRARY = small(
    claims={
        "a": {"prior": 0.2},
        "b": {"prior": 0.1, "causes": {"a": 0.5}},
        "c": {"prior": 0.1, "causes": {"a": 0.5}},
        "d": {"prior": 0.1, "causes": {"b": 0.5, "c": 0.4}},
    },
    arguments={
        "on_b": {"claim": "b", "lr": 3},
        "on_d": {"claim": "d", "lr": 3},
        "doubt": {"undercuts": {"on_b": 0.5}},
    },
)
NOTHING = Scenario(LIBRARY)
ON_B = NOTHING.with_only(["on_b", "doubt"])


def test_evidence_below_a_common_cause_reaches_its_other_effect():
    """An argument on b moves c through a, and so do the numbers of a and b, but not those of d."""
    assert {"on_b", "doubt"} == reached_arguments(ON_B, ["c"])
    assert {"a", "b", "c", "d"} == reached_claims(ON_B, ["c"])
    expected = {"a.prior", "b.prior", "b.causes.a", "c.prior", "c.causes.a"}
    assert {f"claims.{name}" for name in expected} == reached_numbers(ON_B, ["c"])


def test_several_claims_reach_what_each_of_them_does():
    """The answer for two claims is the union of the answers for each."""
    for ask in (reached_arguments, reached_claims, reached_numbers):
        assert ask(ON_B, ["a", "d"]) == ask(ON_B, ["a"]) | ask(ON_B, ["d"])


def test_ancestral_claims_are_those_above():
    """What lies below the claims asked for is gone, and what stands above them is there."""
    assert ("a", "b") == ancestral(LIBRARY, ["b"]).claim_ids
    assert LIBRARY.claim_ids == ancestral(LIBRARY, ["d"]).claim_ids
    assert {} == ancestral(LIBRARY, ["b"]).arguments
