"""People's own values and credences, and what the group makes of them, by independent routes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from credence.errors import InputError
from credence.files.survey import read_survey
from credence.groups.agreement import influence
from credence.groups.people import draws_for, implied_by, shrunken
from credence.groups.posterior import Posterior, mixture_quantile
from credence.groups.priors import MU_SD
from credence.groups.result import judge
from credence.groups.statistics import statistics_of
from credence.pooling import pool
from credence.scenario import Scenario
from credence.update import credence_of
from credence.words.group import (
    account_words,
    counted_words,
    extremes_words,
    influence_words,
    pool_words,
    sides_words,
    silent_words,
    spread_words,
    trust_words,
)
from credence.words.group_tables import implied_rows, stated_rows
from tests.groups.test_statistics import answers
from tests.small import small

LIBRARY = small(
    {"doom": {"prior": 0.1}, "rain": {"prior": 0.3}},
    {"fall": {"claim": "doom", "lr": 2}, "spring": {"claim": "doom", "lr": {"low": 1, "high": 9}}},
)


def posterior(draws, size, seed, spread=0.1):
    """Made-up draws of a group's numbers."""
    draw = np.random.default_rng(seed)
    return Posterior(
        tuple("abcdefgh"[:size]),
        draw.normal(0.5, spread, (draws, size)),
        np.exp(draw.normal(-0.5, spread, (draws, size))),
        np.exp(draw.normal(-0.7, spread, draws)),
        np.full(size, draws),
        np.zeros(draws),
        {"rhat_max": 1.0, "ess_min": 100.0, "divergences": 0, "method": "none", "draws": draws},
    )


@given(st.integers(1, 8), st.integers(1, 4), st.integers(0, 10**6))
def test_shrunken_values_are_the_conditional_normal(people, size, seed):
    """Given one draw, a person's values are those of the joint normal of values and answers."""
    rows, own = answers(people, size, seed, unsure=0.6)
    held = posterior(1, size, seed)
    found = shrunken(held, rows, own)
    mu, tau, sigma = held.mu[0], held.tau[0], held.sigma[0]
    for p in range(people):
        given_ = ~np.isnan(rows[p])
        values = np.diag(tau**2) + sigma**2
        seen = values[np.ix_(given_, given_)] + np.diag(own[p][given_] ** 2)
        gain = values[:, given_] @ np.linalg.pinv(seen)
        mean = mu + gain @ (rows[p] - mu)[given_]
        covariance = values - gain @ values[given_]
        assert pytest.approx(mean, abs=1e-9) == found.mean[p]
        assert (
            pytest.approx(np.maximum(np.diag(covariance), 0), abs=1e-9) == found.deviation[p] ** 2
        )


def test_a_sure_answer_stays_and_an_unsure_one_is_drawn_to_the_group():
    """The less sure the answer, the nearer the group; no answer is the group's and one's leaning."""
    rows = np.array([[3.0, np.nan], [3.0, 3.0], [3.0, 3.0]])
    own = np.array([[0.0, 0.0], [0.5, 0.5], [5.0, 5.0]])
    found = shrunken(posterior(50, 2, 1), rows, own)
    assert 3.0 == found.mean[0, 0]
    assert 0.0 == found.deviation[0, 0]
    assert 0.5 < found.mean[0, 1] < 3.0
    assert 3.0 > found.mean[1, 0] > found.mean[2, 0] > 0.5
    assert found.leaning[0] > found.leaning[2] > 0


def test_the_quantiles_of_a_mixture_are_where_its_share_lies():
    """Half of two normals lies below their middle; one normal has its own quantiles."""
    assert pytest.approx(norm.ppf(0.95, 2, 3)) == mixture_quantile(
        np.array([2.0]), np.array([3.0]), 0.95
    )
    means, deviations = np.array([-1.0, 4.0]), np.array([1.0, 2.0])
    at = mixture_quantile(means, deviations, 0.3)
    assert pytest.approx(0.3) == norm.cdf(at, means, deviations).mean()


def test_the_next_person_varies_more_than_the_group_is_unsure():
    """Their interval holds that of the group's LR; its shares are those of simulated people."""
    held = posterior(400, 2, 3)
    one = held.arguments()["a"]
    assert one.next_person.low < one.lr.low < one.lr.median < one.lr.high < one.next_person.high
    draw = np.random.default_rng(1)
    spread = np.sqrt(held.tau[:, 0] ** 2 + held.sigma**2)
    simulated = np.exp(held.mu[:, 0] + spread * draw.normal(size=(5_000, 400))).ravel()
    assert pytest.approx(0.05, abs=0.002) == (simulated < one.next_person.low).mean()
    assert pytest.approx(one.next_below_one, abs=0.002) == (simulated < 1).mean()


def brute_centre(rows, own, tau, sigma):
    """Posterior mean of μ given the spreads, from everybody's full covariance."""
    size = rows.shape[1]
    precision, total = np.eye(size) / MU_SD**2, np.zeros(size)
    for row, deviation in zip(rows, own, strict=True):
        given_ = ~np.isnan(row)
        inverse = np.linalg.inv(np.diag((tau**2 + deviation**2)[given_]) + sigma**2)
        precision[np.ix_(given_, given_)] += inverse
        total[given_] += inverse @ row[given_]
    return np.linalg.solve(precision, total)


@given(st.integers(3, 12), st.integers(0, 10**6))
def test_influence_is_exact_leave_one_out(people, seed):
    """Leaving out each person in turn and solving anew finds the same person and the same μ."""
    rows, own = answers(people, 3, seed, missing=0.2, unsure=0.3)
    rows[:, 0] = np.nan_to_num(rows[:, 0], nan=1.0)
    held = posterior(30, 3, seed)
    tau, sigma = held.tau.mean(0), np.sqrt((held.sigma**2).mean())
    found = influence(statistics_of(rows, own), held, rows, own)
    whole = brute_centre(rows, own, tau, sigma)
    moves = [
        brute_centre(np.delete(rows, p, 0), np.delete(own, p, 0), tau, sigma) - whole
        for p in range(people)
    ]
    scaled = np.abs(moves) / held.mu.std(axis=0)
    best = np.unravel_index(scaled.argmax(), scaled.shape)
    assert pytest.approx(scaled.max(), rel=1e-6) == scaled[found.index, found.argument]
    if (found.index, found.argument) == best:
        expected = whole[found.argument] + moves[found.index][found.argument]
        assert pytest.approx(expected, rel=1e-7, abs=1e-9) == found.without
        assert pytest.approx(whole[found.argument], rel=1e-7, abs=1e-9) == found.before


def survey(text, library=LIBRARY):
    """A survey from CSV text."""
    return read_survey([("people.csv", text.encode())], library)


def sampler(held, labels):
    """Stands for the sampler: the group at the mean of its answers, with hardly any uncertainty."""
    size = len(labels)
    apart = np.random.default_rng(1).normal(0, 0.01, (2 * size + 1, 20))
    apart = np.hstack([apart, -apart]).T
    return Posterior(
        labels,
        np.tile((held.count @ held.mean + np.nansum(held.rows, 0)) / held.answers(), (40, 1))
        + apart[:, :size],
        0.5 * np.exp(apart[:, size:-1]),
        0.3 * np.exp(apart[:, -1]),
        np.full(size, 4.0),
        np.linspace(-1, 1, 40),
        {"rhat_max": 1.0, "ess_min": 4.0, "divergences": 0, "method": "none", "draws": 4},
    )


def implied(text, base=None):
    """What the people of a table imply."""
    return implied_by(survey(text).own, base or Scenario(LIBRARY))


def test_own_numbers_imply_a_credence_in_the_claims_that_they_reach():
    """Beside what is stated or without; who only states implies nothing."""
    text = "name,doom.stated,doom.prior,fall.lr,fall.active\nA,0.4,,,\nB,,0.5,3,yes\nC,0,0.5,2,\n"
    found = implied(text)
    own = Scenario(LIBRARY).with_number("claims.doom.prior", 0.5)
    by_hand = own.with_number("arguments.fall.lr", 3).with_active("fall")
    assert ("B", "C") == found.names
    assert [pytest.approx(3 / 4), pytest.approx(2 / 3)] == list(found.values["doom"])
    assert pytest.approx(3 / 4) == credence_of(by_hand, "doom")
    assert np.isnan(found.values["rain"]).all()
    assert [0.4, 0.0] == list(survey(text).stated["doom"])


def test_who_gives_an_argument_s_ratio_has_it_on_unless_they_say_otherwise():
    """1:9 times 9 is even; switched off, the library's prior is left."""
    found = implied("name,fall.lr,fall.active\nA,9,\nB,9,no\n")
    assert [pytest.approx(0.5), pytest.approx(0.1)] == list(found.values["doom"])


def test_a_stated_interval_is_its_centre():
    """Middle in log-odds: odds 1/9 and 1/4 meet at 1/6."""
    assert [pytest.approx(1 / 7)] == list(survey("name,doom.stated\nA,10%..20%\n").stated["doom"])


def test_answers_stand_on_the_scenario_that_is_asked_from():
    """An argument that the asker switched on is on for whoever says nothing about it."""
    base = Scenario(LIBRARY).with_only(["fall"])
    found = implied("name,doom.prior,fall.active\nA,0.5,\nB,0.5,no\n", base)
    assert [pytest.approx(2 / 3), pytest.approx(0.5)] == list(found.values["doom"])


def test_many_people_share_the_draws():
    """Up to 256 people have all the draws; two thousand have 512 each."""
    assert [4096, 4096, 2048, 512] == [draws_for(n, 4096) for n in (1, 256, 257, 2_000)]


def test_the_group_is_judged_as_a_whole():
    """Pools, the group's scenario, sides and whom the numbers hang on."""
    text = "name,doom.prior,fall.lr,fall.active\nA,0.2,2,yes\nB,0.5,8,yes\nC,0.8,0.5,no\n"
    found = judge(survey(text), Scenario(LIBRARY), sampler)
    assert 3 == found.survey.size
    odds = [0.2 / 0.8 * 2, 8, 4]
    probabilities = [one / (1 + one) for one in odds]
    pooled = found.claims["doom"].implied.pool
    assert pytest.approx(np.mean(probabilities)) == pooled.mean
    geometric = np.prod(odds) ** (1 / 3)
    assert pytest.approx(geometric / (1 + geometric)) == pooled.geometric_odds
    assert 0 == found.claims["doom"].stated.n
    assert pytest.approx(2 / 3, abs=1e-3) == found.claims["doom"].group
    assert ("fall",) == found.scenario.active
    assert (1, 0, 2) == (
        found.sides["fall"].against,
        found.sides["fall"].neither,
        found.sides["fall"].supports,
    )
    assert found.influence is not None
    assert (3, 1) == found.values.mean.shape


def test_a_survey_without_answers_is_an_error():
    """Nobody's answers cannot be pooled."""
    with pytest.raises(InputError, match="nobody"):
        judge(survey("name,fall.lr\nA,x\n"), Scenario(LIBRARY), sampler)


def test_a_survey_of_credences_alone_needs_no_model():
    """Where nobody gave a likelihood ratio there is nothing to sample."""
    found = judge(survey("name,doom.stated\nA,0.2\nB,0.4\n"), Scenario(LIBRARY), None)
    assert found.posterior is None
    doom, rain = found.claims["doom"], found.claims["rain"]
    assert (2, 0, 0, 0) == (doom.stated.n, doom.implied.n, rain.stated.n, rain.implied.n)
    assert pytest.approx(0.3) == doom.stated.pool.mean
    assert rain.stated.pool.mean is None
    assert (False, True) == (doom.is_silent, rain.is_silent)


def test_claims_that_nobody_said_anything_of_are_left_out_and_named():
    """Nothing is pooled where nobody's answers reach."""
    found = judge(survey("name,doom.prior\nA,0.2\nB,0.4\n"), Scenario(LIBRARY), None)
    assert (0, 1) == (len(stated_rows(found)), len(implied_rows(found)))
    assert "Nobody said anything that reaches T, so there is no pool of it." == silent_words(found)


def test_the_numbers_are_said_in_words():
    """Sides, spreads, outliers, extremes and the account each have their sentence."""
    text = "name,doom.stated,fall.lr\nAnn,0.2,2\nBen,0,8\nCy,0.9,0.5\nDi,0.3,x\n,,\n"
    found = judge(survey(text), Scenario(LIBRARY), sampler)
    assert "divided: 2 for, 1 against" == sides_words(found.sides["fall"])
    assert "two in three within a factor of ×1.6" in spread_words(0.5)
    assert "far apart" in spread_words(2)
    assert "close" in spread_words(0.2)
    doom = found.claims["doom"]
    extremes, hangs = pool_words(doom, "Doom")
    assert "Doom, stated: the geometric pools count one answer of 0 % as 0.01 %." == extremes
    assert hangs.startswith("Doom, stated: without the answer of Ben (0 %) the geometric mean ")
    assert counted_words(found, "doom") == (
        "T: 4 of 4 people state it; 3 of 4 people give numbers that reach it. Nobody else is counted."
    )
    assert influence_words(*found.influence, "Fall").startswith("Without ")
    assert "Four rows: 3 used in full, 1 in part, 0 set aside." == account_words(
        found.survey.account
    )


def test_what_certain_answers_count_as_is_said():
    """By how many of them there are, on either side."""
    said = (
        "the geometric pools count two answers of 0 % as 0.01 % and one answer of 100 % as 99.99 %"
    )
    assert (said, None) == (extremes_words(pool([0, 0, 0.5, 1])), extremes_words(pool([0.5])))


@pytest.mark.parametrize(
    "changed, said",
    [
        ({}, "The sampler agrees with itself: R-hat is at most 1.001"),
        ({"rhat_max": 1.02}, "Do not trust this yet: the chains do not agree"),
        ({"ess_min": 100.0}, "the draws hold too little (an effective 100"),
        ({"divergences": 3}, "3 of 4,000 draws went astray"),
        ({"rhat_max": None, "pareto_k": 0.2}, "The approximation holds: Pareto k 0.20"),
    ],
)
def test_whether_the_sampler_can_be_trusted_is_said_in_words(changed, said):
    """Words first, then the numbers that they rest on."""
    checks = {"rhat_max": 1.001, "ess_min": 900.0, "divergences": 0, "draws": 4_000}
    assert said in trust_words(checks | {"method": "NUTS"} | changed)
