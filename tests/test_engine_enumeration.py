"""The engine against brute force: every state of the claims, every pattern of soundness.

Two kinds of agreement are held apart. Where every soundness is 0 or 1 the engine is *exact*: its
odds agree to 1e-12, however small. Where soundness or a number is unsure the engine *estimates* a
mean over draws: it agrees within what chance allows, and its mcse says how much that is.
"""

import json
import math
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.library import Library
from credence.scenario import Scenario
from credence.update import evaluate
from tests import reference, simulation, strategies
from tests.strategies import few_cases, many_cases

RANDOM = Path(__file__).parent / "cases" / "random"
EXACT = 1e-12
ROUNDING = 1e-14
"""Spread, relative to the mean, of equal draws whose mean has been rounded."""
MCSE_ALLOWED = 5
SMALLEST = Decimal("1e-300")


def close_log_odds(actual):
    """Log-odds to 1e-12, as odds are, and to a few units of the last place where that is more."""
    return pytest.approx(actual, rel=2e-15, abs=EXACT)


def assert_exact(pair, estimate):
    """Odds agree to 1e-12, each side keeps its digits, and nothing is uncertain."""
    for expected, actual in (
        (pair.credence, estimate.credence),
        (pair.complement, estimate.complement),
    ):
        assert (expected == 0) == (actual == 0) or expected < SMALLEST
        if expected >= SMALLEST:
            assert abs(Decimal(actual) / expected - 1) <= EXACT
    assert pair.log_odds == close_log_odds(estimate.log_odds)
    assert pair.log_odds / math.log(2) == close_log_odds(estimate.log_odds_bits)
    assert [float(pair.credence)] * 3 == pytest.approx(
        [estimate.median, estimate.low, estimate.high], rel=EXACT
    )
    assert estimate.mcse <= ROUNDING * estimate.credence


def assert_refused(scenario):
    """A supposition of probability 0 is refused, at its place."""
    with pytest.raises(InputError, match="probability 0") as caught:
        evaluate(scenario)
    assert all(problem.path.startswith("suppose") for problem in caught.value.problems)


@many_cases
@given(strategies.cases(unsure=False, extreme=True))
def test_settled_libraries_are_exact(scenario):
    """With points and settled soundness, prior, posterior and overlap bounds are exact."""
    try:
        posterior = reference.credences(scenario)
    except reference.ImpossibleError:
        assert_refused(scenario)
        return
    prior = reference.credences(scenario, active=())
    independent = reference.credences(scenario, overlap=0)
    strongest_only = reference.credences(scenario, overlap=1)
    claims = evaluate(scenario).claims
    assert set(scenario.library.claim_ids) == set(claims)
    for claim, result in claims.items():
        assert_exact(prior[claim], result.prior)
        assert_exact(posterior[claim], result.posterior)
        assert float(independent[claim].credence) == pytest.approx(result.independent, rel=EXACT)
        assert float(strongest_only[claim].credence) == pytest.approx(
            result.strongest_only, rel=EXACT
        )


@many_cases
@given(strategies.cases(), st.sampled_from([0, 7, 2**32 - 1]))
def test_unsure_soundness_agrees_within_chance(scenario, seed):
    """With unsure soundness, each credence lies as near the exact one as draws can be expected."""
    scenario = scenario.with_seed(seed)
    try:
        rows = reference.posteriors(scenario)
    except reference.ImpossibleError:
        assert_refused(scenario)
        return
    claims = evaluate(scenario).claims
    exact = reference.mean_over(rows)
    for claim, spread in reference.spreads(rows).items():
        estimate = claims[claim].posterior
        allowed = spread.error_of_mean(scenario.draws) + 1e-12 * spread.mean
        assert float(exact[claim].credence) == pytest.approx(estimate.credence, abs=allowed)
        assert float(exact[claim].complement) == pytest.approx(
            estimate.complement, abs=allowed + 1e-12
        )
        assert estimate.credence + estimate.complement == pytest.approx(1, abs=1e-12)


@few_cases
@given(strategies.cases(intervals=True, most_claims=5, most_arguments=4))
def test_intervals_agree_with_simulation_within_chance(scenario):
    """With uncertain numbers, credences and percentiles agree with a plain simulation."""
    try:
        draws, weights = simulation.simulated(scenario, draws=20_000, seed=1)
    except reference.ImpossibleError:
        assert_refused(scenario)
        return
    claims = evaluate(scenario).claims
    fewer = min(scenario.draws, 20_000) * weights.mean() ** 2 / np.square(weights).mean()
    doubt = 6.5 / math.sqrt(fewer)
    for claim, values in draws.items():
        estimate = claims[claim].posterior
        spread = simulation.spread_of(values, weights)
        allowed = spread.error_of_mean(20_000) + spread.error_of_mean(scenario.draws) + 1e-9
        assert spread.mean == pytest.approx(estimate.credence, abs=allowed)
        for share, percentile in (
            (0.05, estimate.low),
            (0.5, estimate.median),
            (0.95, estimate.high),
        ):
            below, up_to = values < percentile * (1 - 1e-9), values <= percentile * (1 + 1e-9)
            assert np.average(below, weights=weights) <= share + doubt
            assert np.average(up_to, weights=weights) >= share - doubt


@few_cases
@given(strategies.libraries(unsure=False), st.data())
def test_what_was_asked_before_does_not_matter(library, data):
    """A walk through scenarios of one library gives the exact credences at every step."""
    for _ in range(4):
        scenario = data.draw(strategies.scenarios(library, unsure=False))
        try:
            posterior = reference.credences(scenario)
        except reference.ImpossibleError:
            assert_refused(scenario)
            continue
        claims = evaluate(scenario).claims
        for claim, pair in posterior.items():
            assert_exact(pair, claims[claim].posterior)


def _published():
    scenarios = json.loads((RANDOM / "expected.json").read_text())["scenarios"]
    return [pytest.param(row, id=f"{row['library']}-{i % 4}") for i, row in enumerate(scenarios)]


def _scenario(row):
    library = Library.model_validate(json.loads((RANDOM / row["library"]).read_text()))
    scenario = Scenario(library).with_only(row["on"]).with_scepticism(row["scepticism"])
    for claim, value in row["suppose"].items():
        scenario = scenario.with_supposition(claim, value)
    return scenario


@pytest.mark.parametrize("row", _published())
def test_known_credences_of_random_libraries(row):
    """Credences worked out beforehand are met: exactly, or within 5 mcse where soundness is unsure."""
    scenario = _scenario(row).with_draws(2**14)
    claims = evaluate(scenario).claims
    by_hand = reference.credences(scenario)
    assert set(row["credence"]) == set(claims)
    for claim, expected in row["credence"].items():
        estimate = claims[claim].posterior
        # Where families share their fate, the published figures come of a coarser quadrature.
        by_quadrature = 1e-5 if scenario.library.families and not row["exact"] else 1e-12
        assert expected == pytest.approx(float(by_hand[claim].credence), rel=by_quadrature)
        allowed = MCSE_ALLOWED * estimate.mcse + by_quadrature * expected
        assert expected == pytest.approx(estimate.credence, abs=allowed)
        if row["exact"]:
            assert_exact(by_hand[claim], estimate)


@pytest.mark.parametrize("row", [r for r in _published() if not r.values[0]["exact"]][1::4])
def test_the_mcse_is_honest(row):
    """Over 40 seeds the errors spread no wider than the mcse says; it never exceeds plain draws'."""
    scenario = _scenario(row)
    rows = reference.posteriors(scenario)
    exact = reference.mean_over(rows)
    results = [evaluate(scenario.with_seed(seed)).claims for seed in range(1, 41)]
    for claim, spread in reference.spreads(rows).items():
        estimates = [result[claim].posterior for result in results]
        if spread.deviation < 1e-9:
            continue
        errors = [
            (estimate.credence - float(exact[claim].credence)) / estimate.mcse
            for estimate in estimates
        ]
        # The standard deviation of 40 standard normals exceeds 1.35 once in a thousand times.
        assert np.std(errors) <= 1.35
        assert abs(np.mean(errors)) <= 3.3 / math.sqrt(40)
        plain = spread.deviation / math.sqrt(scenario.draws)
        assert max(estimate.mcse for estimate in estimates) <= 1.1 * plain


def _library(claims, arguments=None, **parts):
    described = {name: {"title": "T", "statement": "S"} | claim for name, claim in claims.items()}
    reasons = {
        name: {"title": "T", "summary": "S", "active": True} | argument
        for name, argument in (arguments or {}).items()
    }
    return Library.model_validate(
        {
            "schema": "credence-library/1",
            "id": "small",
            "version": 1,
            "title": "T",
            "claims": described,
            "arguments": reasons,
        }
        | parts
    )


def test_a_chain_of_premises_keeps_its_digits_at_1e_30():
    """Six premises of 1e-5 have a product of 1e-30, and its complement is 1."""
    claims = {
        f"c{i}": {"prior": 1e-5} | ({"requires": [f"c{i - 1}"]} if i else {}) for i in range(6)
    }
    last = evaluate(Scenario(_library(claims))).claims["c5"].posterior
    assert last.credence == pytest.approx(1e-30, rel=EXACT)
    assert last.complement == 1


def test_a_noisy_or_of_strong_causes_keeps_the_digits_of_its_complement():
    """Thirty certain causes that each fail one time in ten leave a complement of 1e-30."""
    claims = {f"k{i}": {"prior": 1} for i in range(30)}
    claims["effect"] = {"prior": 0, "causes": {f"k{i}": 0.9 for i in range(30)}}
    effect = evaluate(Scenario(_library(claims))).claims["effect"].posterior
    assert effect.complement == pytest.approx((1 - 0.9) ** 30, rel=EXACT)
    assert effect.credence == 1


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("bits", [100, 1000, 1010])
def test_log_odds_of_700_stay_numbers(bits, sign):
    """Ratios of 2 to the power ±1010 move log-odds to ±700, with no NaN, up and down a network."""
    claims = {
        "cause": {"prior": 0.5},
        "required": {"prior": 0.5},
        "effect": {"prior": 0.25, "causes": {"cause": 0.5}, "requires": ["required"]},
    }
    arguments = {"reason": {"claim": "effect", "lr": {"bits": sign * bits}}}
    scenario = Scenario(_library(claims, arguments))
    exact = reference.credences(scenario)
    for claim, result in evaluate(scenario).claims.items():
        assert exact[claim].log_odds == close_log_odds(result.posterior.log_odds)
        assert not any(
            math.isnan(value)
            for value in (
                result.posterior.credence,
                result.posterior.complement,
                result.bayes_factor_bits,
                result.independent,
                result.strongest_only,
            )
        )


@pytest.mark.parametrize("prior", [1e-30, 1e-300, 5e-324])
def test_tiny_priors_keep_their_digits(prior):
    """A prior as small as a double can be comes back, and evidence multiplies its odds."""
    library = _library({"c": {"prior": prior}}, {"a": {"claim": "c", "lr": 1e20}})
    result = evaluate(Scenario(library)).claims["c"]
    assert prior == pytest.approx(result.prior.credence, rel=EXACT)
    assert prior * 1e20 == pytest.approx(result.posterior.credence, rel=EXACT)


def test_conflicting_vast_evidence_on_a_chain_is_exact():
    """Ratios of 1e300 and 1e-300 on parent and child are weighed against each other exactly."""
    claims = {
        "c0": {"prior": 0.3},
        "c1": {"prior": 1e-20, "requires": ["c0"]},
        "c2": {"prior": 0.01, "causes": {"c1": 0.5, "c0": 1e-9}},
    }
    arguments = {
        "up": {"claim": "c2", "lr": 1e300},
        "down": {"claim": "c1", "lr": 1e-300},
        "back": {"bears_on": {"c0": 1e-300, "c1": 1e250}},
    }
    scenario = Scenario(_library(claims, arguments))
    exact = reference.credences(scenario)
    for claim, result in evaluate(scenario).claims.items():
        assert exact[claim].log_odds == close_log_odds(result.posterior.log_odds)


def test_a_root_without_arguments_has_its_own_interval():
    """The 90 % credal interval of a root is the interval of its prior, its median the midpoint."""
    scenario = Scenario(_library({"c": {"prior": {"low": 0.02, "high": 0.4}}}))
    estimate = evaluate(scenario).claims["c"].posterior
    ends = np.log([0.02 / 0.98, 0.4 / 0.6])
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    deviation = (ends[1] - ends[0]) / (2 * simulation.Z90)
    mean = np.sum(weights / (1 + np.exp(-(ends.mean() + deviation * nodes)))) / np.sum(weights)
    assert mean == pytest.approx(estimate.credence, abs=1e-4)
    for share, percentile in (
        (0.05, estimate.low),
        (0.5, estimate.median),
        (0.95, estimate.high),
    ):
        normal = (math.log(percentile / (1 - percentile)) - ends.mean()) / deviation
        # One draw in each of 4,096 strata: a percentile is off by a stratum or so.
        assert share == pytest.approx(0.5 * math.erfc(-normal / math.sqrt(2)), abs=1.5 / 4096)


def test_draws_are_stratified():
    """Each of 1,024 strata of equal probability holds exactly one draw of an uncertain number."""
    scenario = Scenario(_library({"c": {"prior": {"low": 0.02, "high": 0.4}}})).with_draws(1024)
    log_odds = evaluate(scenario).draws_of("c")[1].log_odds
    ends = np.log([0.02 / 0.98, 0.4 / 0.6])
    deviation = (ends[1] - ends[0]) / (2 * simulation.Z90)
    shares = [0.5 * math.erfc(-(x - ends.mean()) / deviation / math.sqrt(2)) for x in log_odds]
    assert list(range(1024)) == sorted(int(share * 1024) for share in shares)
    assert sorted(log_odds) != list(log_odds)


@pytest.mark.parametrize("draws", [64, 2**13, 2**14, 2**17])
def test_rare_soundness_counts_in_every_number_of_draws(draws):
    """An argument sound one time in a thousand moves the credence so often, whatever the draws."""
    library = _library({"c": {"prior": 0.1}}, {"a": {"claim": "c", "lr": 81, "soundness": 0.001}})
    estimate = evaluate(Scenario(library).with_draws(draws)).claims["c"].posterior
    # One point in each stratum: the count of sound draws is off by one at most.
    assert 0.1 + 0.001 * 0.8 == pytest.approx(estimate.credence, abs=0.8 / draws)


def test_what_is_stated_is_compared_in_bits():
    """The gap is the stated credence's log-odds minus the implied one's; it moves no credence."""
    scenario = Scenario(_library({"c": {"prior": 0.2}, "d": {"prior": 0.5}}))
    result = evaluate(scenario.with_stated("c", 0.5)).claims
    assert math.log2(1) - math.log2(0.25) == pytest.approx(result["c"].gap_bits)
    assert result["c"].stated.credence == 0.5
    assert result["d"].stated is None
    assert result["d"].gap_bits is None
    assert evaluate(scenario).claims["c"].posterior == result["c"].posterior
