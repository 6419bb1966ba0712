"""Shapley values of any game, against their definition and their axioms."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.shapley import shapley


def game(players, seed):
    """A game with random worths: every coalition interacts with every other."""
    table = np.random.default_rng(seed).normal(size=(2**players, 2))
    return lambda coalitions: table[[sum(1 << i for i in c) for c in coalitions]]


def by_all_orders(worth, players):
    """What each player adds, averaged over every order: the definition."""
    found = np.zeros((players, 2))
    orders = list(itertools.permutations(range(players)))
    for order in orders:
        for size, player in enumerate(order):
            before, after = worth([frozenset(order[:size]), frozenset(order[: size + 1])])
            found[player] += (after - before) / len(orders)
    return found


@given(st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_exact_values_are_the_mean_over_all_orders(players, seed):
    """Both measures of a random game."""
    worth = game(players, seed)
    found = shapley(worth, players)
    assert found.exact
    assert by_all_orders(worth, players) == pytest.approx(found.values, abs=1e-12)
    assert not found.errors.any()


@given(st.integers(1, 6), st.integers(0, 2**32 - 1), st.sampled_from([1, 30, 64]))
def test_values_sum_to_the_whole_and_turn_their_sign_from_the_other_end(players, seed, most):
    """Efficiency and the game played backwards, exact or sampled."""
    worth = game(players, seed)
    everyone = frozenset(range(players))
    found = shapley(worth, players, most_evaluations=most)
    none, whole = worth([frozenset(), everyone])
    assert whole - none == pytest.approx(found.values.sum(axis=0), abs=1e-12)
    back = shapley(
        lambda coalitions: worth([everyone - c for c in coalitions]),
        players,
        most_evaluations=most,
    )
    assert found.values == pytest.approx(-back.values, abs=1e-12)


def test_sampled_values_lie_within_their_errors():
    """Twelve players on 2,000 evaluations: within five standard errors, which shrink with more."""
    worth = game(12, 1)
    exact = shapley(worth, 12)
    sampled, more = (shapley(worth, 12, most_evaluations=most) for most in (500, 2_000))
    assert (True, False, False) == (exact.exact, sampled.exact, more.exact)
    for found in (sampled, more):
        assert (np.abs(found.values - exact.values) < 5 * found.errors).all()
    assert more.errors.mean() == pytest.approx(sampled.errors.mean() / 2, rel=0.3)


def test_one_pair_of_orders_is_exact_for_pairs_and_has_no_error():
    """Where players interact two by two, an order and its opposite are all orders at once."""
    weights = np.random.default_rng(0).normal(size=(9, 9))

    def worth(coalitions):
        chosen = [sorted(coalition) for coalition in coalitions]
        return np.array([[weights[np.ix_(c, c)].sum()] for c in chosen])

    found = shapley(worth, 9, most_evaluations=1)
    assert None is found.errors
    assert not found.exact
    assert shapley(worth, 9).values == pytest.approx(found.values, abs=1e-12)


def test_dummies_get_nothing_and_twins_the_same():
    """Null player and symmetry."""
    found = shapley(lambda cs: np.array([[len(c - {2}) ** 2] for c in cs], dtype=float), 3)
    assert [2, 2, 0] == pytest.approx(found.values[:, 0].tolist())
    assert math.isclose(4, found.values.sum())
