"""What is reported of a claim."""

import math

import numpy as np
import pytest
from hypothesis import assume, given

from credence.errors import InputError
from credence.scenario import Scenario, Stated
from credence.update import credence_of, estimate_of, evaluate, shares_evidence
from tests import strategies
from tests.small import small

LIBRARY = small(
    {"c": {"prior": 0.2}, "d": {"prior": {"low": 0.1, "high": 0.5}}},
    {
        "a": {"claim": "c", "lr": 4, "active": True, "family": "f"},
        "b": {"claim": "c", "lr": 2, "active": True, "family": "f"},
    },
    families={"f": {"title": "F", "overlap": 0.5}},
    target="c",
)
PLAIN = Scenario(LIBRARY)


def test_prior_and_posterior_by_hand():
    """Odds of 1 to 4, times 4, times the root of 2: bits add up and bounds stand beside."""
    result = evaluate(PLAIN).target
    odds = math.sqrt(2)
    assert 0.2 == pytest.approx(result.prior.credence, rel=1e-14)
    assert odds / (1 + odds) == pytest.approx(result.posterior.credence, rel=1e-13)
    assert 1 / (1 + odds) == pytest.approx(result.posterior.complement, rel=1e-13)
    assert 0.5 == pytest.approx(result.posterior.log_odds_bits, rel=1e-12)
    assert 2.5 == pytest.approx(result.bayes_factor_bits, rel=1e-13)
    assert (2 / 3, 0.5) == pytest.approx((result.independent, result.strongest_only), rel=1e-13)


def test_what_is_stated_is_a_gap_in_bits():
    """Stating 0.8 against odds of √2 is 1.5 bits more; what is unstated has no gap."""
    claims = evaluate(PLAIN.with_stated("c", 0.8)).claims
    assert Stated(0.8) == claims["c"].stated
    assert 1.5 == pytest.approx(claims["c"].gap_bits, rel=1e-12)
    assert (None, None) == (claims["d"].stated, claims["d"].gap_bits)


def test_no_gap_to_certainty():
    """Beside a claim that is supposed true a stated credence has no finite gap."""
    scenario = PLAIN.with_stated("c", 0.8).with_supposition("c", True)
    assert evaluate(scenario).claims["c"].gap_bits is None


@pytest.mark.parametrize("stated", [0, 1])
def test_a_stated_certainty_has_no_finite_gap(stated):
    """0 and 100 % may be stated: no number tells how far off they are, unless they are implied."""
    scenario = PLAIN.with_stated("c", stated)
    assert evaluate(scenario).claims["c"].gap_bits is None
    implied = scenario.with_supposition("c", value=bool(stated))
    assert 0 == evaluate(implied).claims["c"].gap_bits


def test_an_interval_is_given_back():
    """A claim with nothing else has its own percentiles, and the mean above a low median."""
    found = evaluate(PLAIN).claims["d"].prior
    assert (0.1, 0.5) == pytest.approx((found.low, found.high), rel=1e-3)
    assert 1 / 4 == pytest.approx(found.median, rel=1e-3)
    assert found.median < found.credence


def test_draws_are_the_credence_draw_by_draw():
    """The mean of the draws' probabilities is the credence."""
    answer = evaluate(PLAIN)
    before, after = answer.draws_of("d")
    assert (4096,) == before.log_odds.shape == after.log_odds.shape
    assert answer.claims["d"].prior.credence == pytest.approx(
        float(np.mean(1 / (1 + np.exp(-before.log_odds)))), rel=1e-12
    )


def test_evidence_is_shared_only_among_two_of_a_family_on_one_claim():
    """Two active members on one claim share evidence; one alone does not."""
    assert shares_evidence(PLAIN)
    assert not shares_evidence(PLAIN.with_only(["a"]))


@given(strategies.cases(intervals=True, extreme=True))
def test_one_claim_alone_is_the_same_figure(scenario):
    """Asking for one claim gives what evaluating all of them gives, to the last digit."""
    scenario = scenario.with_draws(64)
    try:
        result = evaluate(scenario).target
    except InputError:
        assume(False)
    assert result.posterior == estimate_of(scenario)
    assert result.posterior.credence == credence_of(scenario)
    assert not math.isnan(result.posterior.log_odds)


@pytest.mark.parametrize("ask", [credence_of, estimate_of])
def test_an_unknown_claim_is_named(ask):
    """Asking about a claim that the library lacks is an error with the known ones."""
    with pytest.raises(InputError, match="there is no claim “x”; known: c, d"):
        ask(PLAIN, "x")
