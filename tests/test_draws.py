"""Streams: keyed, stratified, and the same for ever."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from credence import draws

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["claims.c.prior", "arguments.counting.lr", "arguments.counting.sound", ""]


@pytest.mark.parametrize("count", [1, 64, 4096, 2**14, 2**17])
@pytest.mark.parametrize("name", NAMES)
def test_one_draw_falls_in_each_stratum(count, name):
    """Sorted, the k-th draw of n lies between k/n and (k + 1)/n."""
    strata = np.floor(np.sort(draws.uniform(3, name, count)) * count)
    assert np.array_equal(np.arange(count), strata)


def test_a_draw_is_never_0_or_1():
    """Even with 2¹⁷ draws none is 0 or 1, and the normal ones are finite."""
    for seed in range(4):
        uniform = draws.uniform(seed, "n", 2**17)
        assert (True, True) == (uniform.min() > 0, uniform.max() < 1)
        assert np.isfinite(draws.normal(seed, "n", 2**17)).all()


def test_the_extreme_places_of_the_extreme_strata_are_inside():
    """The least and the greatest value that bits can give lie strictly between 0 and 1."""
    least = 0.5 / 2**32 / 2**17
    greatest = (2**17 - 1 + (2**32 - 0.5) / 2**32) / 2**17
    assert 0 < least < greatest < 1


def test_each_name_and_each_seed_has_its_own_order():
    """The orders of two streams differ, and are as good as unrelated."""
    streams = [draws.uniform(0, name, 4096) for name in NAMES] + [draws.uniform(1, NAMES[0], 4096)]
    correlation = np.corrcoef(streams) - np.eye(len(streams))
    assert np.abs(correlation).max() < 5 / np.sqrt(4096)


def test_a_stream_does_not_depend_on_what_was_asked_before():
    """Whatever else is drawn, a stream is the same to the last digit."""
    before = draws.uniform(5, "x", 256).copy()
    for index in range(50):
        draws.uniform(5, f"other.{index}", 256)
    assert np.array_equal(before, draws._uniform(5, "x", 256))


@pytest.mark.parametrize("part", [slice(100), slice(5_000, 30_000), slice(2**14, 2**15)])
def test_a_part_of_a_long_stream_is_that_part(part):
    """What is asked for in blocks is, to the last digit, what is asked for at once."""
    for stream in (draws.uniform, draws.normal):
        whole = stream(3, "n", 2**15)
        assert np.array_equal(whole[part], stream(3, "n", 2**15, part))


def test_the_pieces_of_a_long_stream_are_unrelated():
    """Neither two pieces of one stream nor the same piece of two streams go together."""
    pieces = [draws.uniform(3, name, 2**15).reshape(-1, draws.PIECE) for name in NAMES[:2]]
    correlation = np.corrcoef(np.concatenate(pieces)) - np.eye(8)
    assert np.abs(correlation).max() < 5 / np.sqrt(draws.PIECE)


def test_streams_never_change():
    """The first values of two streams, written down: a link gives its figures for ever."""
    assert [
        0.44974650402400584,
        0.8346289115524996,
        0.8021174212717597,
        0.23504575055812893,
    ] == draws.uniform(0, "arguments.counting.lr", 64)[:4].tolist()
    assert [
        0.7021754566030722,
        0.497327833347299,
        0.5012088184248569,
        0.9398891285618447,
    ] == draws.uniform(1, "claims.c.prior", 64)[:4].tolist()


def test_normal_draws_are_the_inverse_cdf():
    """A normal stream is the uniform one through the standard normal's quantile function."""
    from statistics import NormalDist

    expected = [NormalDist().inv_cdf(u) for u in draws.uniform(0, "n", 64)]
    assert expected == pytest.approx(draws.normal(0, "n", 64).tolist(), abs=1e-13)


@pytest.mark.parametrize("salt", ["0", "12345"])
def test_streams_are_the_same_in_every_process(salt):
    """A fresh process with another hash seed draws the same to the last digit."""
    script = "from credence import draws; print([x.hex() for x in draws.normal(9, 'n', 64)])"
    printed = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": salt},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str([x.hex() for x in draws.normal(9, "n", 64)]) == printed.strip()


def test_streams_cannot_be_written_to():
    """A stream is shared, so it is read-only."""
    with pytest.raises(ValueError, match="read-only"):
        draws.uniform(0, "n", 64)[0] = 0.5


COMMON = "families.f.sound"


@pytest.mark.parametrize("count", [64, 4096, 2**14])
def test_shared_draws_keep_their_strata_and_go_from_ones_own_to_the_common_ones(count):
    """At overlap 0 one's own draws, at 1 the common ones, and in between one in each stratum."""
    for overlap, stream in ((0, "x"), (1, COMMON)):
        np.testing.assert_array_equal(
            draws.uniform(3, stream, count), draws.shared_uniform(3, "x", COMMON, overlap, count)
        )
        np.testing.assert_array_equal(
            draws.normal(3, stream, count), draws.shared_normal(3, "x", COMMON, overlap, 1, count)
        )
    found = draws.shared_uniform(3, "x", COMMON, 0.5, count)
    np.testing.assert_array_equal(np.sort(found), np.sort(draws.uniform(3, "x", count)))
    part = slice(count // 4, count // 2)
    np.testing.assert_array_equal(
        found[part], draws.shared_uniform(3, "x", COMMON, 0.5, count, part)
    )


@pytest.mark.parametrize("overlap", [0.2, 0.7, 0.95])
def test_what_two_share_is_their_correlation(overlap):
    """Two normals that overlap by ρ have a correlation of ρ, and of −ρ where they speak apart."""
    one = draws.shared_normal(0, "x", COMMON, overlap, 1, 2**14)
    for sign in (1, -1):
        other = draws.shared_normal(0, "y", COMMON, overlap, sign, 2**14)
        allowed = 5 * (1 - overlap**2) / 2**7
        assert sign * overlap == pytest.approx(np.corrcoef(one, other)[0, 1], abs=allowed)


def test_ones_own_draws_stay_as_they_are_whatever_one_speaks_for():
    """At overlap 0 the sign changes nothing, and at 1 two of opposite signs are mirrored."""
    own = draws.normal(0, "x", 64)
    np.testing.assert_array_equal(own, draws.shared_normal(0, "x", COMMON, 0, -1, 64))
    mirrored = draws.shared_normal(0, "x", COMMON, 1, -1, 64)
    np.testing.assert_array_equal(-draws.normal(0, COMMON, 64), mirrored)
