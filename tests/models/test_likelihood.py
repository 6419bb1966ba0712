"""The probability of what is stated, against enumeration in 80-digit decimals.

`tests/reference.py` goes through all states and patterns and shares no code with the circuit; it
needs points, so every number that can move is set to one, and the circuit is asked there.
"""

import math

import numpy as np
import pymc as pm
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from credence import odds
from credence.errors import InputError
from credence.files import load_library
from credence.number import Kind
from credence.scenario import Scenario
from models import question
from models.circuit_steps import value_and_gradient
from models.likelihood import likelihood_of
from models.stated import stated_model
from tests import reference
from tests.small import small
from tests.strategies import OPEN, cases, few_cases

AI_RISK = load_library("ai-risk-1")
FEATURED = Scenario(AI_RISK).with_only(AI_RISK.featured).with_stated("doom", 0.1)


def log_likelihood(likelihood, scaled):
    """What the circuit computes, and its gradient, at numbers on their normal scale."""
    program = likelihood.program
    return value_and_gradient(
        np.asarray(scaled, dtype=float),
        program.steps,
        program.index,
        program.start,
        program.size,
        program.output,
    )


def enumerated(scenario):
    """Logarithm of p(stated | the scenario's points), over all states and patterns."""
    terms = []
    for probability, pairs in reference.posteriors(scenario):
        density = [
            -0.5 * ((odds.log_odds(held.credence) - pairs[claim].log_odds) / held.tolerance) ** 2
            - math.log(held.tolerance * math.sqrt(2 * math.pi))
            for claim, held in scenario.stated.items()
        ]
        terms.append(float(probability.ln()) + sum(density))
    return np.logaddexp.reduce(terms)


def at_points(scenario, paths, scaled):
    """The scenario with each number a point, and those points on their normal scale."""
    exact = []
    for path, value in zip(paths, scaled, strict=True):
        kind = scenario.library.numbers[path][0]
        scenario = scenario.with_number(
            path, float(odds.probability(value)) if kind is Kind.PROBABILITY else math.exp(value)
        )
        exact.append(scenario.value(path).normal(kind)[0])
    for path, (kind, number) in scenario.numbers().items():  # those that can make no difference
        if not number.is_point:
            scenario = scenario.with_number(path, number.median(kind))
    return scenario, exact


def can_move(scenario, claim):
    """Whether a statement on the claim alone is accepted."""
    try:
        likelihood_of(scenario.with_stated(claim, 0.5))
    except InputError:
        return False
    return claim not in scenario.suppose


def asked(data, **options):
    """A random scenario that states one or two claims that can move, and its likelihood."""
    scenario = data.draw(cases(intervals=True, **options))
    movable = [claim for claim in scenario.library.claim_ids if can_move(scenario, claim)]
    assume(movable)
    chosen = st.lists(st.sampled_from(movable), min_size=1, max_size=2, unique=True)
    for claim in data.draw(chosen):
        tolerance = data.draw(st.sampled_from([0.5, 0.25, 1.5]))
        scenario = scenario.with_stated(claim, data.draw(OPEN), tolerance)
    return scenario, likelihood_of(scenario)


@settings(few_cases)
@given(st.data())
def test_the_circuit_is_the_sum_over_states_and_patterns(data):
    """Log likelihoods of random libraries with undercuts, families and suppositions agree."""
    scenario, likelihood = asked(data, most_claims=5, most_arguments=5)
    mean, sd = likelihood.normals
    offsets = data.draw(st.lists(st.floats(-2, 2), min_size=len(mean), max_size=len(mean)))
    points, scaled = at_points(scenario, likelihood.form.uncertain, mean + sd * np.array(offsets))
    try:
        expected = enumerated(points)
    except reference.ImpossibleError:
        assume(False)
    assume(np.isfinite(expected) and len(mean))  # certain claims are refused later
    assert expected == pytest.approx(log_likelihood(likelihood, scaled)[0], rel=1e-9, abs=1e-9)


@settings(few_cases)
@given(st.data())
def test_the_gradient_is_the_slope(data):
    """Going backwards through the circuit gives what small steps forwards give."""
    _, likelihood = asked(data, suppositions=False)
    mean, sd = likelihood.normals
    assume(len(mean))
    generator = np.random.default_rng(data.draw(st.integers(0, 99)))
    scaled = mean + sd * generator.normal(size=len(mean))
    value, gradient = log_likelihood(likelihood, scaled)
    assume(abs(value) < 1e3)
    step = 1e-5
    for index in range(len(mean)):
        ends = []
        for sign in (1, -1):
            moved = scaled.copy()
            moved[index] += sign * step
            ends.append(log_likelihood(likelihood, moved)[0])
        slope = (ends[0] - ends[1]) / (2 * step)
        assert slope == pytest.approx(gradient[index], rel=1e-4, abs=1e-5)


def test_the_pymc_model_has_the_same_density_and_slope():
    """The PyMC model's log density and gradient are the circuit's plus a standard normal's."""
    likelihood = likelihood_of(FEATURED)
    model = stated_model(likelihood)
    offset = np.random.default_rng(1).normal(size=len(likelihood.form.uncertain))
    mean, sd = likelihood.normals
    value, gradient = log_likelihood(likelihood, mean + sd * offset)
    logp = model.compile_logp(mode="FAST_COMPILE")({"offset": offset})
    slope = model.compile_dlogp(mode="FAST_COMPILE")({"offset": offset})
    normal = -0.5 * (offset @ offset) - 0.5 * len(offset) * math.log(2 * math.pi)
    assert value + normal == pytest.approx(float(logp), rel=1e-12)
    np.testing.assert_allclose(gradient * sd - offset, slope, rtol=1e-10)


def test_one_model_serves_scenarios_with_as_many_numbers():
    """Swapping the data of the PyMC model gives the log density of a model made anew."""
    from models.stated import stated_data

    other = FEATURED.with_stated("doom", 0.03).with_number("arguments.speed.soundness", 0.9)
    swapped, fresh = stated_model(likelihood_of(FEATURED)), stated_model(likelihood_of(other))
    pm.set_data(stated_data(likelihood_of(other)), model=swapped)
    offset = {"offset": np.linspace(-1, 1, len(fresh.coords["number"]))}
    expected = fresh.compile_logp(mode="FAST_COMPILE")(offset)
    assert expected == swapped.compile_logp(mode="FAST_COMPILE")(offset)


THREE_DOUBTS = small(
    claims={"c": {"prior": {"low": 0.1, "high": 0.6}}},
    arguments={
        "a": {"claim": "c", "lr": {"low": 2, "high": 9}, "soundness": {"low": 0.2, "high": 0.8}},
        "b": {"claim": "c", "lr": 0.2, "soundness": 0.5, "undercuts": {"a": 0.7}},
        "d": {"undercuts": {"b": {"low": 0.2, "high": 0.9}}, "soundness": 0.6},
    },
)
DOUBTFUL = Scenario(THREE_DOUBTS).with_only("abd").with_stated("c", 0.4)


def test_drawn_patterns_come_near_the_whole_sum():
    """With 4,096 patterns drawn in place of all 8, the likelihood is right to a few hundredths."""
    whole = likelihood_of(DOUBTFUL)
    drawn = likelihood_of(DOUBTFUL, most_listed=0, patterns=4096)
    assert (True, False) == (whole.is_exact, drawn.is_exact)
    mean, sd = whole.normals
    for offset in (-1.5, 0.0, 1.5):
        scaled = mean + sd * offset
        expected = log_likelihood(whole, scaled)[0]
        assert expected == pytest.approx(log_likelihood(drawn, scaled)[0], abs=0.05)


def test_drawn_patterns_pull_on_nothing_by_themselves():
    """Where a statement tells nothing, the drawn sum is flat, whatever the numbers are."""
    vague = likelihood_of(DOUBTFUL.with_stated("c", 0.4, tolerance=1e6), most_listed=0)
    mean, sd = vague.normals
    values = [log_likelihood(vague, mean + sd * offset)[0] for offset in (-2.0, 0.0, 2.0)]
    assert 0 == pytest.approx(np.ptp(values), abs=1e-9)


def test_only_what_can_matter_is_in_the_question():
    """Arguments and numbers that cannot reach what is stated are left out, and so are sure ones."""
    library = small(
        claims={
            "c": {"prior": {"low": 0.1, "high": 0.4}},
            "elsewhere": {"prior": {"low": 0.1, "high": 0.4}},
            "below": {"prior": 0.1, "causes": {"c": {"low": 0.2, "high": 0.5}}},
        },
        arguments={
            "sure": {"claim": "c", "lr": 3},
            "unsure": {"claim": "c", "lr": {"low": 2, "high": 4}, "soundness": 0.5},
            "never": {"claim": "c", "lr": 2, "soundness": 0, "undercuts": {"sure": 0.5}},
            "far": {"claim": "elsewhere", "lr": {"low": 2, "high": 4}, "soundness": 0.5},
        },
    )
    scenario = Scenario(library).with_only(library.arguments).with_stated("c", 0.2)
    form = question.form_of(scenario)
    assert ("unsure",) == form.unsure
    assert ("sure",) == form.sure
    assert {"claims.c.prior", "arguments.unsure.lr"} == set(form.uncertain)
    told = scenario.with_only([*library.arguments]).with_supposition("below", True)
    assert "claims.below.causes.c" in question.form_of(told).uncertain
