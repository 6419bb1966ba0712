"""Reconciling, against exact posteriors of small libraries and the facts that any answer has.

The exact posteriors are sums over a fine grid of offsets, and share nothing with sampler or
circuit but the definition of the model. Posterior means must agree to four standard errors of the
draws; the seeds are fixed, so what passed passes again.
"""

import math

import numpy as np
import pymc as pm
import pytest

from credence.errors import InputError
from credence.files import load_library
from credence.files.worldviews import worldviews
from credence.odds import log_odds, probability
from credence.scenario import Scenario
from models.diagnostics import standard_error
from models.likelihood import likelihood_of
from models.reconcile import reconcile
from models.sampling import CancelledError
from models.stated import stated_data, stated_model
from tests.small import small

STANDARD_ERRORS = 4
GRID = np.linspace(-7, 7, 561)
AI_RISK = load_library("ai-risk-1")


def normal(distance, tolerance=1.0):
    """Density of a normal at a distance from its mean, but for 1/√2π."""
    return np.exp(-0.5 * (distance / tolerance) ** 2) / tolerance


def interval(low, high):
    """Mean and standard deviation of an interval's ends on their normal scale."""
    return (low + high) / 2, (high - low) / (2 * 1.6448536269514722)


ONE = small(
    claims={"c": {"prior": {"low": 0.1, "high": 0.6}}},
    arguments={"a": {"claim": "c", "lr": {"low": 2, "high": 20}, "soundness": 0.4}},
)
CHAIN = small(
    claims={"c": {"prior": 0.3}, "d": {"prior": 0.05, "causes": {"c": 0.8}}},
    arguments={
        "a": {"claim": "c", "lr": {"low": 2, "high": 20}, "soundness": {"low": 0.2, "high": 0.9}},
        "b": {"undercuts": {"a": 0.9}, "soundness": 0.5},
    },
)


def check(found, exact_offsets, exact_soundness):
    """Each number's mean offset and each argument's soundness lie where they must."""
    for path, expected in exact_offsets.items():
        shift = found.numbers[path]
        index = found.draws.numbers.index(path)
        offsets = found.draws.offset[..., index]
        error = offsets.std() / math.sqrt(found.diagnostics.ess_min)
        assert expected == pytest.approx(shift.shift_sd, abs=STANDARD_ERRORS * error), path
    for name, expected in exact_soundness.items():
        error = 0.5 / math.sqrt(found.diagnostics.ess_min)  # of a yes or no; less is left of it
        assert expected == pytest.approx(found.soundness[name][1], abs=STANDARD_ERRORS * error)


def test_one_argument_against_quadrature():
    """A prior, a ratio and one doubt: posterior means and soundness are those of the grid."""
    scenario = Scenario(ONE).with_only("a").with_stated("c", 0.1, tolerance=0.4)
    found = reconcile(scenario)
    mean, sd = interval(log_odds(0.1), log_odds(0.6))
    ratio, spread = interval(math.log(2), math.log(20))
    prior, strength = GRID[:, None], GRID[None, :]
    start = mean + sd * prior
    weights = normal(prior) * normal(strength)
    sound = 0.4 * weights * normal(log_odds(0.1) - start - ratio - spread * strength, 0.4)
    unsound = 0.6 * weights * normal(log_odds(0.1) - start, 0.4)
    total = (sound + unsound).sum()
    check(
        found,
        {
            "claims.c.prior": ((sound + unsound) * prior).sum() / total,
            "arguments.a.lr": ((sound + unsound) * strength).sum() / total,
        },
        {"a": sound.sum() / total},
    )
    implied = (sound * probability(start + ratio + spread * strength)).sum() / total
    implied += (unsound * probability(start)).sum() / total
    before, after = found.implied["c"]
    assert implied == pytest.approx(after.mean, abs=STANDARD_ERRORS * after.mcse + 1e-3)
    assert after.mean < before.mean
    assert 0.4 == pytest.approx(found.soundness["a"][0], abs=1e-12)


def test_an_undercut_and_a_cause_against_quadrature():
    """Stating an effect doubts the argument for its cause, and trusts what undercuts it."""
    scenario = Scenario(CHAIN).with_only("ab").with_stated("d", 0.12, tolerance=0.2)
    found = reconcile(scenario)
    ratio, spread = interval(math.log(2), math.log(20))
    mean, sd = interval(log_odds(0.2), log_odds(0.9))
    own, strength = probability(mean + sd * GRID)[:, None], GRID[None, :]
    weights = normal(GRID)[:, None] * normal(strength)
    joint = {}
    for b in (True, False):
        for a in (True, False):
            chance = own * (0.1 if b else 1.0)
            cause = log_odds(0.3) + (ratio + spread * strength) * a
            effect = probability(cause) * (1 - 0.95 * 0.2) + probability(-cause) * 0.05
            distance = log_odds(0.12) - np.log(effect / (1 - effect))
            joint[a, b] = weights * 0.5 * (chance if a else 1 - chance) * normal(distance, 0.2)
    every = sum(joint.values())
    check(
        found,
        {
            "arguments.a.lr": (every * strength).sum() / every.sum(),
            "arguments.a.soundness": (every * GRID[:, None]).sum() / every.sum(),
        },
        {
            "a": (joint[True, True] + joint[True, False]).sum() / every.sum(),
            "b": (joint[True, True] + joint[False, True]).sum() / every.sum(),
        },
    )


def test_without_intervals_the_doubts_are_exact():
    """Where every number is a point, nothing is sampled and Bayes' theorem gives the soundness."""
    library = small(
        claims={"c": {"prior": 0.5}},
        arguments={"a": {"claim": "c", "lr": 9, "soundness": 0.5}},
    )
    found = reconcile(Scenario(library).with_only("a").with_stated("c", 0.5, tolerance=1))
    sound = normal(log_odds(0.5) - math.log(9))
    assert sound / (sound + 1) == pytest.approx(found.soundness["a"][1], rel=1e-12)
    assert {} == found.numbers
    assert () == found.doubts


def test_saying_what_is_implied_moves_hardly_anything():
    """Somebody whose statement is what their numbers imply need not change their mind."""
    scenario = Scenario(ONE).with_only([])
    found = reconcile(scenario.with_stated("c", 0.288, tolerance=0.3))
    assert abs(found.numbers["claims.c.prior"].shift_sd) < 0.1


def test_the_same_question_has_the_same_answer():
    """Draws follow from the scenario's seed."""
    scenario = Scenario(ONE).with_only("a").with_stated("c", 0.1)
    first, again = reconcile(scenario), reconcile(scenario)
    np.testing.assert_array_equal(first.draws.offset, again.draws.offset)
    assert first.numbers == again.numbers
    assert first.numbers != reconcile(scenario.with_seed(1)).numbers


def test_sampling_stops_when_asked():
    """Whoever is no longer interested stops the chains, and learns that they were stopped."""
    with pytest.raises(CancelledError):
        reconcile(Scenario(ONE).with_only("a").with_stated("c", 0.1), cancelled=lambda: True)


STATED = {
    name: held.scenario
    for library in (AI_RISK, load_library("power-seeking-1"))
    for name, held in worldviews(library).items()
    if held.scenario.stated
}


MOVABLE = {name: s for name, s in STATED.items() if s.library == AI_RISK}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if len(s.active) < 12 else pytest.mark.thorough)
        for name, s in MOVABLE.items()
    ],
)
def test_the_worldviews_are_reconciled_without_a_complaint(name):
    """On every worldview that states a credence, chains agree and no step diverges."""
    found = reconcile(MOVABLE[name])
    assert 0 == found.diagnostics.divergences
    assert found.diagnostics.rhat_max < 1.01
    assert found.diagnostics.ess_min > 400


OTHERS = {n: h.scenario for n, h in worldviews(AI_RISK).items() if not h.scenario.stated}


@pytest.mark.thorough
@pytest.mark.parametrize("claim", ["doom", "scheming"])
@pytest.mark.parametrize("credence", [0.02, 0.1, 0.5])
@pytest.mark.parametrize("name", [*MOVABLE, *OTHERS])
def test_any_statement_on_any_worldview_is_reconciled(name, credence, claim):
    """Whatever is stated of doom or scheming, chains agree and no step diverges."""
    scenario = (MOVABLE | OTHERS)[name]
    for stated in scenario.stated:
        scenario = scenario.with_stated(stated, None)
    found = reconcile(scenario.with_stated(claim, credence))
    assert 0 == found.diagnostics.divergences
    assert found.diagnostics.rhat_max < 1.01
    assert found.diagnostics.ess_min > 400


@pytest.mark.thorough
def test_summing_soundness_out_changes_nothing():
    """The same question in PyMC, with every soundness sampled as yes or no, has the same posterior."""
    scenario = Scenario(CHAIN).with_only("ab").with_stated("d", 0.2, tolerance=0.5)
    collapsed = reconcile(scenario, draws=4_000)
    ratio, spread = interval(math.log(2), math.log(20))
    mean, sd = interval(log_odds(0.2), log_odds(0.9))
    with pm.Model():
        strength, doubt = pm.Normal("strength"), pm.Normal("doubt")
        b = pm.Bernoulli("b", 0.5)
        a = pm.Bernoulli("a", pm.math.sigmoid(mean + sd * doubt) * pm.math.switch(b, 0.1, 1.0))
        cause = pm.math.sigmoid(log_odds(0.3) + (ratio + spread * strength) * a)
        effect = 1 - 0.95 * (1 - 0.8 * cause)
        pm.Normal("said", pm.math.logit(effect), 0.5, observed=log_odds(0.2))
        full = pm.sample(
            draws=10_000,
            tune=1_000,
            chains=4,
            cores=1,
            random_seed=1,
            progressbar=False,
            nuts_sampler="pymc",
            compute_convergence_checks=False,
        )
    drawn = {name: full.posterior[name].to_numpy() for name in ("strength", "doubt", "a", "b")}
    error = {name: standard_error(values * 1.0) for name, values in drawn.items()}
    for name, path in {"strength": "arguments.a.lr", "doubt": "arguments.a.soundness"}.items():
        offset = collapsed.draws.offset[..., collapsed.draws.numbers.index(path)]
        both = math.hypot(error[name], standard_error(offset))
        assert drawn[name].mean() == pytest.approx(offset.mean(), abs=STANDARD_ERRORS * both)
        assert drawn[name].std() == pytest.approx(offset.std(), rel=0.05)
    for name in "ab":
        both = math.hypot(error[name], 0.5 / math.sqrt(collapsed.diagnostics.ess_min))
        expected = pytest.approx(collapsed.soundness[name][1], abs=STANDARD_ERRORS * both)
        assert drawn[name].mean() == expected


@pytest.mark.thorough
def test_the_pymc_model_sampled_by_nutpie_gives_the_same_answer():
    """`stated_model`, compiled once and given other data, has the posterior that reconcile draws."""
    import nutpie

    one = Scenario(ONE).with_only("a").with_stated("c", 0.1, tolerance=0.4)
    other = one.with_stated("c", 0.7).with_number("claims.c.prior", {"low": 0.05, "high": 0.3})
    compiled = nutpie.compile_pymc_model(stated_model(likelihood_of(one)))
    for scenario in (one, other):
        found = reconcile(scenario, draws=2_000)
        ours = found.draws.offset
        trace = nutpie.sample(
            compiled.with_data(**stated_data(likelihood_of(scenario))),
            draws=2_000,
            chains=4,
            seed=3,
            progress_bar=False,
        )
        theirs = trace.posterior["offset"].to_numpy()
        for index in range(ours.shape[-1]):
            both = math.hypot(standard_error(ours[..., index]), standard_error(theirs[..., index]))
            expected = pytest.approx(ours[..., index].mean(), abs=STANDARD_ERRORS * both)
            assert theirs[..., index].mean() == expected


def test_numbers_without_an_interval_cannot_be_reconciled():
    """The worldviews on six premises hold points alone, and are told so, not sampled."""
    pointed = set(STATED) - set(MOVABLE)
    assert {"carlsmith_2021", "superforecasters_2023"} == pointed
    for name in pointed:
        with pytest.raises(InputError, match="cannot move"):
            reconcile(STATED[name])


@pytest.mark.parametrize(
    "scenario, path, said",
    [
        (Scenario(ONE), "claims", "nothing is stated"),
        (
            Scenario(ONE).with_stated("c", 0.1).with_supposition("c", True),
            "claims.c.stated",
            "c is supposed to be true",
        ),
        (
            Scenario(ONE).with_stated("c", 0),
            "claims.c.stated",
            "0 % is certainty, which no finite evidence gives; state a number such as 0.01 % in",
        ),
        (Scenario(ONE).with_stated("c", 1), "claims.c.stated", "a number such as 99.99 % in"),
        (
            Scenario(ONE).with_number("claims.c.prior", 0.2).with_stated("c", 0.1),
            "claims.c.stated",
            "cannot move",
        ),
        (
            Scenario(ONE).with_only("a").with_number("claims.c.prior", 0).with_stated("c", 0.1),
            "claims.c.stated",
            "impossible",
        ),
    ],
)
def test_what_cannot_be_reconciled_is_said(scenario, path, said):
    """A statement that nothing can follow is refused at its place, with a reason."""
    with pytest.raises(InputError, match=said) as caught:
        reconcile(scenario)
    assert path == caught.value.problems[0].path
