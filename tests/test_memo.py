"""The store of arrays: bounded, the longest unused forgotten first, safe between threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from credence.memo import OVERHEAD, Memo

ONE = OVERHEAD + 800


def array():
    """800 bytes."""
    return np.zeros(100)


def test_what_is_held_is_not_made_again():
    """The second question under a key gives the first answer, the same object."""
    memo = Memo(10 * ONE)
    first = memo.recall("k", array)
    assert first is memo.recall("k", array)
    assert ONE == memo.held_bytes


def test_the_bound_holds_and_the_longest_unused_goes_first():
    """With room for three, the fourth pushes out the one that was asked for longest ago."""
    memo = Memo(3 * ONE)
    for key in "abc":
        memo.recall(key, array)
    memo.recall("a", array)
    memo.recall("d", array)
    assert ["c", "a", "d"] == list(memo._entries)
    assert 3 * ONE == memo.held_bytes


def test_arrays_in_a_tuple_are_counted():
    """A pair of arrays weighs what both weigh, when it comes and when it goes."""
    memo = Memo(3 * ONE)
    memo.recall("pair", lambda: (array(), array()))
    assert OVERHEAD + 1600 == memo.held_bytes
    for key in "abc":
        memo.recall(key, array)
    assert 3 * ONE == memo.held_bytes


def test_what_is_larger_than_the_bound_is_still_answered():
    """One array above the bound is given back, and is all that is held."""
    memo = Memo(100)
    memo.recall("a", array)
    assert memo.recall("b", array).shape == (100,)
    assert ["b"] == list(memo._entries)


def test_threads_share_a_memo_safely():
    """Eight threads that ask at once get right answers, and the count of bytes stays right."""
    memo = Memo(20 * ONE)

    def ask(index):
        key = index * 7 % 50
        return key == memo.recall(key, lambda: np.full(100, key))[0]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(4000)))
    assert [True] * 4000 == answers
    assert len(memo._entries) * ONE == memo.held_bytes <= 20 * ONE
