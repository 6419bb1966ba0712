"""Shapley values of any game: what each player adds, averaged over every order of joining.

A *game* gives every coalition of players a *worth*; the values of the players sum to the worth of
all minus the worth of none (Shapley 1953). With few players every coalition is evaluated and the
values are exact. With many, orders are drawn in pairs of opposites (antithetic sampling: Mitchell
et al. 2022); one pair is already exact where players interact at most two by two, the sum is exact
always, and several pairs give a standard error.

Going from all to none in place of none to all turns every value's sign and nothing else, to the
last digit but rounding: an order and its opposite change places.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence import draws

type Worth = Callable[[Sequence[frozenset[int]]], NDArray[np.float64]]
"""Worths of many coalitions of players 0, 1, …; shape (coalitions, measures)."""


@dataclass(frozen=True)
class Shares:
    """The players' values.

    Attributes:
        values: Shape (players, measures).
        errors: Standard errors, of the same shape; 0 where exact, ``None`` where a single pair of
            orders leaves them unknown.
        exact: Whether every coalition was evaluated.
    """

    values: NDArray[np.float64]
    errors: NDArray[np.float64] | None
    exact: bool


def shapley(worth: Worth, players: int, *, seed: int = 0, most_evaluations: int = 2**12) -> Shares:
    """Share the worth of all players, above that of none, among them.

    Args:
        worth: The game; asked once with all coalitions that are needed.
        players: How many there are.
        seed: Settles the orders that are drawn.
        most_evaluations: Bound on the coalitions evaluated; where all fit, the values are exact,
            and at least one pair of orders is always evaluated.
    """
    if 2**players <= most_evaluations:
        masks = range(2**players)
        values = exact(worth([_members(mask, players) for mask in masks]))
        return Shares(values, np.zeros_like(values), exact=True)
    pairs = max(1, most_evaluations // (2 * players))
    # Keyed orders, so that the same question always gives the same answer.
    forward = [np.argsort(draws.uniform(seed, f"order.{pair}", players)) for pair in range(pairs)]
    orders = [order for one in forward for order in (one, one[::-1])]
    gains = _along(worth, orders)
    found = (gains[0::2] + gains[1::2]) / 2
    errors = found.std(axis=0, ddof=1) / math.sqrt(pairs) if pairs > 1 else None
    return Shares(found.mean(axis=0), errors, exact=False)


def exact(worths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values from every coalition's worth, shape (players, measures).

    Args:
        worths: Shape (2 ** players, measures); coalition ``mask`` has player i where its bit i is 1.
    """
    players = len(worths).bit_length() - 1
    values = np.empty((players, worths.shape[1]))
    weights = np.array([1 / (players * math.comb(players - 1, size)) for size in range(players)])
    others = np.bitwise_count(np.arange(len(worths) // 2, dtype=np.int64))
    for kind, worth in enumerate(worths.T):
        for index in range(players):
            without, with_it = worth.reshape(-1, 2, 1 << index).swapaxes(0, 1)
            # The mask without the player's own bit has as many bits as the others in it.
            values[index, kind] = (weights[others] * (with_it - without).ravel()).sum()
    return values


def coefficients(players: int) -> NDArray[np.float64]:
    """What each coalition's worth counts in each player's value, shape (players, 2 ** players)."""
    masks = np.arange(2**players, dtype=np.int64)
    sizes = np.bitwise_count(masks).astype(np.int64)
    joining = np.array([1 / (players * math.comb(players - 1, size)) for size in range(players)])
    has = masks >> np.arange(players)[:, None] & 1 == 1
    with_it = joining[np.maximum(sizes - 1, 0)]
    without = joining[np.minimum(sizes, players - 1)]
    return np.where(has, with_it, -without)


def _members(mask: int, players: int) -> frozenset[int]:
    return frozenset(index for index in range(players) if mask >> index & 1)


def _along(worth: Worth, orders: Sequence[NDArray[np.intp]]) -> NDArray[np.float64]:
    """What each player adds in each order of joining, shape (orders, players, measures)."""
    players = len(orders[0])
    chains = [[frozenset(order[:size].tolist()) for size in range(players + 1)] for order in orders]
    wanted = list(dict.fromkeys(coalition for chain in chains for coalition in chain))
    place = {coalition: index for index, coalition in enumerate(wanted)}
    worths = worth(wanted)
    gains = np.empty((len(orders), players, worths.shape[1]))
    for index, (order, chain) in enumerate(zip(orders, chains, strict=True)):
        gains[index, order] = np.diff(worths[[place[coalition] for coalition in chain]], axis=0)
    return gains
