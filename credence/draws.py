"""Keyed, stratified draws: the same number gets the same draws, whatever else changes.

Each uncertain number has a *stream* of its own, keyed by the seed and the number's path. Adding,
removing or editing one number changes no other number's draws, so a toggle moves only what it
should, and a link gives the same figures on every machine and in every process.

A stream is *stratified*: one draw falls in each of ``count`` strata of equal probability (Latin
hypercube sampling: McKay, Beckman and Conover 1979), in an order that the stream permutes. People
take "stratified" to mean "evenly spaced, not random"; the place inside each stratum is random, so
means stay unbiased, and their error is at most that of independent draws (Owen 1997).

Philox counters keyed by SHA-256 give the bits; NumPy guarantees that they never change.
"""

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_KEPT_COLUMNS = 2048
_LARGEST_KEPT = 2**13
"""Longer streams are made anew each time, so that a question of many draws leaves no memory."""


def uniform(seed: int, name: str, count: int) -> NDArray[np.float64]:
    """``count`` draws from Uniform(0, 1), one in each of ``count`` equal strata; read-only.

    Args:
        seed: The scenario's seed.
        name: What the stream belongs to, such as ``arguments.counting.lr``.
        count: Number of draws, at most 2¹⁷.
    """
    make = _kept_uniform if count <= _LARGEST_KEPT else _uniform
    return make(seed, name, count)


def normal(seed: int, name: str, count: int) -> NDArray[np.float64]:
    """``count`` stratified draws from the standard normal, by the inverse CDF; read-only."""
    make = _kept_normal if count <= _LARGEST_KEPT else _normal
    return make(seed, name, count)


def _uniform(seed: int, name: str, count: int) -> NDArray[np.float64]:
    key = hashlib.sha256(f"{seed}\0{name}".encode()).digest()[:16]
    bits = np.random.Philox(key=int.from_bytes(key, "little")).random_raw(2 * count)
    order = np.argsort(bits[:count], kind="stable")
    # 32 random bits and a half: with 17 bits of stratum the sum is exact, and never 0 or 1.
    inside = ((bits[count:] >> np.uint64(32)).astype(np.float64) + 0.5) / 2**32
    return _read_only((order + inside) / count)


def _normal(seed: int, name: str, count: int) -> NDArray[np.float64]:
    from scipy.special import ndtri  # noqa: PLC0415 - slow to import, and points never need it

    return _read_only(ndtri(uniform(seed, name, count)))


def _read_only(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values.setflags(write=False)
    return values


_kept_uniform = lru_cache(_KEPT_COLUMNS)(_uniform)
_kept_normal = lru_cache(_KEPT_COLUMNS)(_normal)
