"""From a library to factors, clusters and messages."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.junction import MOST_STATES, tree_of
from credence.messages import Linear, Log, Propagation, cluster_tables
from credence.network import network_of
from credence.parameters import DrawnParameters, stack
from credence.scenario import Scenario
from credence.update import evaluate
from tests import strategies
from tests.small import small


def numbers_of(library, draws=64):
    """The library's own numbers, drawn."""
    return DrawnParameters(library, library.numbers, 0, draws)


@given(strategies.libraries(intervals=True, extreme=True, most_arguments=0))
def test_every_table_is_a_conditional_probability(library):
    """Whatever kind a claim is of, its factors sum to one over their last variable."""
    network, numbers = network_of(library), numbers_of(library)
    for factor in network.factors:
        shape = tuple(network.sizes[variable] for variable in factor.scope)
        sums = stack(factor.entries(numbers), shape).sum(axis=len(shape) - 1)
        assert np.ones(sums.shape) == pytest.approx(sums, rel=1e-14)


@given(strategies.libraries(most_arguments=0))
def test_every_variable_is_the_child_of_one_factor(library):
    """Each variable is the last of exactly one factor's scope: their product is a joint one."""
    network = network_of(library)
    children = Counter(factor.scope[-1] for factor in network.factors)
    assert dict.fromkeys(range(len(network.sizes)), 1) == dict(children)


@given(st.floats(0, 1), st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=9))
def test_a_chain_of_ors_is_the_closed_noisy_or(leak, causes):
    """With causes settled, the chain gives 1 − (1 − leak)·∏(1 − strength)."""
    claims = {f"k{index}": {"prior": 0.5} for index in range(len(causes))}
    strengths = {f"k{index}": strength for index, (strength, _) in enumerate(causes)}
    scenario = Scenario(small(claims | {"c": {"prior": leak, "causes": strengths}}))
    for index, (_, holds) in enumerate(causes):
        scenario = scenario.with_supposition(f"k{index}", holds)
    none = (1 - leak) * math.prod(1 - strength for strength, holds in causes if holds)
    found = evaluate(scenario).claims["c"].prior
    assert none == pytest.approx(found.complement, rel=1e-12, abs=1e-300)
    assert 1 - none == pytest.approx(found.credence, abs=1e-12)


def credences(library):
    """Prior credences by claim."""
    return {name: r.prior.credence for name, r in evaluate(Scenario(library)).claims.items()}


def test_members_of_one_set_as_parents():
    """Two members required at once are impossible, one required twice is required once."""
    library = small(
        {
            "both": {"prior": 0.5, "requires": ["x", "y"]},
            "twice": {"prior": 0.5, "requires": ["x", "x"]},
            "cause_too": {"prior": 0.1, "causes": {"x": 0.5}, "requires": ["x"]},
            "two_causes": {"causes": {"x": 0.5, "y": 0.25}},
            "looked_up": {
                "parents": ["x", "y"],
                "table": {"00": 0.1, "01": 0.2, "10": 0.3, "11": 0.9},
            },
        },
        None,
        {"g": {"x": 1, "y": 1, "z": 2}},
    )
    assert {
        "both": 0,
        "twice": 0.125,
        "cause_too": 0.25 * (1 - 0.9 * 0.5),
        "two_causes": 0.25 * 0.5 + 0.25 * 0.25,
        "looked_up": 0.5 * 0.1 + 0.25 * 0.2 + 0.25 * 0.3,
        "x": 0.25,
        "y": 0.25,
        "z": 0.5,
    } == pytest.approx(credences(library), rel=1e-14)


def test_a_set_that_requires_two_members_of_another_never_holds():
    """Alternatives behind an impossible gate are all false, and a weight of 0 stays 0."""
    sets = {"g": {"x": 1, "y": 1}, "h": {"m": 1, "n": 1}, "k": {"p": 0, "q": 1}}
    data = small(None, None, sets).as_data()
    data["alternatives"]["h"]["requires"] = ["x", "y"]
    found = credences(type(small(None, None, sets)).model_validate(data))
    assert {"x": 0.5, "y": 0.5, "m": 0, "n": 0, "p": 0, "q": 1} == pytest.approx(found)


# Clusters


@given(strategies.libraries(most_claims=9, most_arguments=0))
def test_clusters_that_share_a_variable_hang_together(library):
    """Running intersection: the clusters of each variable are one connected piece of a forest."""
    tree = tree_of(library)
    edges = {
        frozenset((cluster, other))
        for cluster, others in enumerate(tree.neighbours)
        for other in others
    }
    for variable in range(len(tree.network.sizes)):
        holders = {c for c, scope in enumerate(tree.scopes) if variable in scope}
        within = [edge for edge in edges if edge <= holders]
        assert len(holders) - 1 == len(within)
    pieces = {frozenset(piece) for piece in tree.connected}
    assert len(tree.scopes) - len(pieces) == len(edges)


@given(strategies.libraries(most_claims=9, most_arguments=0))
def test_each_factor_is_multiplied_once_where_it_fits(library):
    """Every factor lies in exactly one cluster that holds its scope; homes hold their variable."""
    tree = tree_of(library)
    placed = [index for indices in tree.factors for index in indices]
    assert list(range(len(tree.network.factors))) == sorted(placed)
    for scope, indices in zip(tree.scopes, tree.factors, strict=True):
        for index in indices:
            assert set(tree.network.factors[index].scope) <= set(scope)
    assert all(v in tree.scopes[cluster] for v, cluster in enumerate(tree.home))


def test_a_network_that_is_too_wide_is_named():
    """Twenty claims that all cause each other in turn are refused, and named."""
    claims = {
        f"c{i}": {"prior": 0.1, "causes": {f"c{j}": 0.2 for j in range(i)}} for i in range(20)
    }
    with pytest.raises(InputError) as caught:
        evaluate(Scenario(small(claims)))
    (problem,) = caught.value.problems
    assert problem.path == "claims"
    assert f"the most is {MOST_STATES}; give these claims fewer shared parents" in problem.message
    assert "c0, c1, c2" in problem.message


def test_a_long_chain_of_claims_stays_narrow():
    """64 claims in a row need clusters of two variables, whatever their number."""
    claims = {"c0": {"prior": 0.5}} | {
        f"c{i}": {"prior": 0.1, "causes": {f"c{i - 1}": 0.5}} for i in range(1, 64)
    }
    assert tree_of(small(claims)).states == 4


# Messages


def marginals(library, evidence, algebra):
    """Log weights of every variable's states, normalised."""
    tree = tree_of(library)
    tables = cluster_tables(tree, numbers_of(library), stack)
    if isinstance(algebra, Log):
        with np.errstate(divide="ignore"):
            tables = [np.log(table) for table in tables]
    else:
        evidence = {variable: np.exp(weights) for variable, weights in evidence.items()}
    propagation = Propagation(tree, tables, evidence, algebra)
    found = []
    for variable in range(len(tree.network.sizes)):
        weights = propagation.marginal(variable)
        if isinstance(algebra, Linear):
            with np.errstate(divide="ignore"):
                weights = np.log(weights)
        found.append(np.exp(weights - np.logaddexp.reduce(weights, axis=0)))
    return found


@given(strategies.libraries(intervals=True, most_arguments=0), st.data())
def test_plain_and_logarithmic_messages_agree(library, data):
    """Products and sums of logarithms give the same marginals, to 1e-12."""
    network = network_of(library)
    evidence = {
        place.variable: np.array(
            [[data.draw(st.floats(-5, 0))] for _ in range(network.sizes[place.variable])]
        )
        for place in network.places.values()
    }
    plain = marginals(library, evidence, Linear())
    logarithmic = marginals(library, evidence, Log())
    for one, other in zip(plain, logarithmic, strict=True):
        np.testing.assert_allclose(*np.broadcast_arrays(one, other), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("strength", [-700.0, 700.0])
def test_log_odds_of_700_come_through_a_cause(strength):
    """Evidence of ±700 on a sure consequence is on its only cause too."""
    library = small({"a": {"prior": 0.5}, "b": {"prior": 0, "causes": {"a": 1}}})
    tree = tree_of(library)
    with np.errstate(divide="ignore"):
        tables = [np.log(t) for t in cluster_tables(tree, numbers_of(library), stack)]
    place = tree.network.places["b"]
    weights = {place.variable: np.array([[0.0], [strength]])}
    found = Propagation(tree, tables, weights, Log()).marginal(tree.network.places["a"].variable)
    assert strength == pytest.approx(float(found[1, 0] - found[0, 0]), abs=1e-12)


def test_a_sum_of_nothing_but_zeros_is_zero():
    """In logarithms too the sum of impossible states is impossible, without a warning."""
    assert [-math.inf] == Log().total(np.full((2, 1), -np.inf), (0,)).tolist()
