"""How much may be stored how fast."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.store.allowance import Allowance, Bucket


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 20)), max_size=50))
def test_no_more_is_taken_than_the_bucket_and_the_time_give(steps):
    """However one asks, what is given stays within the first filling and what came in since."""
    now, given_out = 0.0, 0.0
    bucket = Bucket(10, 0.5, lambda: now)
    for pause, count in steps:
        now += pause
        if bucket.take(count):
            given_out += count
        assert given_out <= 10 + 0.5 * now + 1e-9


def test_a_bucket_fills_to_its_brim_and_no_further():
    """A long pause gives one filling, and what is refused costs nothing."""
    now = [0.0]
    bucket = Bucket(10, 1, lambda: now[0])
    now[0] = 1e9
    assert bucket.take(6)
    assert not bucket.take(6)
    assert bucket.take(4)
    assert not bucket.take(0.1)
    now[0] += 2
    assert bucket.take(2)


def test_threads_share_one_bucket():
    """Of many that ask at once exactly as many are served as there is for."""
    bucket = Bucket(100, 0, lambda: 0.0)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: bucket.take(1), range(400)))
    assert 100 == sum(taken)


def test_bytes_are_counted_as_well_as_things():
    """Twenty megabytes at once, and then some in the hour that follows."""
    now = [0.0]
    allowance = Allowance(lambda: now[0])
    for _ in range(20):
        allowance.spend(10**6)
    with pytest.raises(InputError, match="too much was stored"):
        allowance.spend(10**6)
    now[0] += 3600
    allowance.spend(10**6)
