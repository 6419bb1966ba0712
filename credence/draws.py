"""Keyed, stratified draws: the same number gets the same draws, whatever else changes.

Each uncertain number has a *stream* of its own, keyed by the seed and the number's path. Adding,
removing or editing one number changes no other number's draws, so a toggle moves only what it
should, and a link gives the same figures on every machine and in every process.

A stream is *stratified*: one draw falls in each of ``count`` strata of equal probability (Latin
hypercube sampling: McKay, Beckman and Conover 1979), in an order that the stream permutes. People
take "stratified" to mean "evenly spaced, not random"; the place inside each stratum is random, so
means stay unbiased, and their error is at most that of independent draws (Owen 1997).

Numbers that share their fate mix their own stream with a *common* one, as far as they *overlap*: a
Gaussian copula (`shared_uniform`, `shared_normal`). Each keeps its own distribution and, by ranks, its
own strata; at overlap 0 it has its own draws, at 1 those of the common stream.

Philox counters keyed by SHA-256 give the bits; NumPy guarantees that they never change.
"""

import hashlib
import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PIECE = 2**13
"""A long stream is made in pieces of this length, so that any part of it costs what it holds."""

_KEPT_COLUMNS = 2048
"""Only streams of one piece are kept: a question of many draws leaves no memory."""

_KEPT_SHARED = 512

_TURNS = 1 << 128  # a Philox counter that no piece reaches


def uniform(seed: int, name: str, count: int, part: slice = slice(None)) -> NDArray[np.float64]:
    """``count`` draws from Uniform(0, 1), one in each of ``count`` equal strata; read-only.

    Args:
        seed: The scenario's seed.
        name: What the stream belongs to, such as ``arguments.counting.lr``.
        count: Number of draws, at most 2¹⁷; above `PIECE` a power of two.
        part: The draws that are wanted, all by default.
    """
    return _part(_kept_uniform if count <= PIECE else _uniform, seed, name, count, part)


def normal(seed: int, name: str, count: int, part: slice = slice(None)) -> NDArray[np.float64]:
    """``count`` stratified draws from the standard normal, by the inverse CDF; read-only."""
    return _part(_kept_normal if count <= PIECE else _normal, seed, name, count, part)


def shared_uniform(
    seed: int, name: str, common: str, overlap: float, count: int, part: slice = slice(None)
) -> NDArray[np.float64]:
    """Uniform draws Φ(√overlap · G + √(1 − overlap) · g): g is the stream's own, G the common one.

    Args:
        seed: The scenario's seed.
        name: What the stream belongs to.
        common: What it shares with others.
        overlap: From 0, its own draws, to 1, those of the common stream.
        count: Number of draws, as for `uniform`.
        part: The draws that are wanted, all by default.
    """
    if overlap in {0, 1}:
        return uniform(seed, common if overlap else name, count, part)

    def piece_of(seed: int, name: str, count: int, piece: int) -> NDArray[np.float64]:
        return _shared(_uniform, seed, name, common, overlap, 1.0, count, piece)

    return _part(piece_of, seed, name, count, part)


def shared_normal(
    seed: int,
    name: str,
    common: str,
    overlap: float,
    sign: float,
    count: int,
    part: slice = slice(None),
) -> NDArray[np.float64]:
    """Standard normal draws sign · √overlap · H + √(1 − overlap) · h, as `shared_uniform`.

    ``sign``, 1 or −1, says which way the common stream moves the number; its own draws stay as they
    are at overlap 0.
    """
    if overlap in {0, 1}:
        found = normal(seed, common if overlap else name, count, part)
        return found if sign > 0 or not overlap else _read_only(-found)

    def piece_of(seed: int, name: str, count: int, piece: int) -> NDArray[np.float64]:
        return _shared(_normal, seed, name, common, overlap, sign, count, piece)

    return _part(piece_of, seed, name, count, part)


@lru_cache(_KEPT_SHARED)
def _shared(
    own: Callable[[int, str, int, int], NDArray[np.float64]],
    seed: int,
    name: str,
    common: str,
    overlap: float,
    sign: float,
    count: int,
    piece: int,
) -> NDArray[np.float64]:
    """The values of one's own piece, in the order of the mixture of both streams."""
    mixture = sign * math.sqrt(overlap) * _normal(seed, common, count, piece)
    mixture += math.sqrt(1 - overlap) * _normal(seed, name, count, piece)
    values = np.empty_like(mixture)
    values[np.argsort(mixture)] = np.sort(own(seed, name, count, piece))
    return _read_only(values)


def _part(
    piece_of: Callable[[int, str, int, int], NDArray[np.float64]],
    seed: int,
    name: str,
    count: int,
    part: slice,
) -> NDArray[np.float64]:
    start, stop, _ = part.indices(count)
    first, last = start // PIECE, max(start, stop - 1) // PIECE
    pieces = [piece_of(seed, name, count, piece) for piece in range(first, last + 1)]
    values = pieces[0] if len(pieces) == 1 else _read_only(np.concatenate(pieces))
    return values[start - first * PIECE : stop - first * PIECE]


def _uniform(seed: int, name: str, count: int, piece: int = 0) -> NDArray[np.float64]:
    """One piece, stratified in itself; the pieces of a stream never share a stratum.

    A piece puts one draw into each of its own strata. With several pieces each such stratum is
    divided once more, and the pieces take these divisions in turn, each stratum from a random one.
    """
    key = int.from_bytes(hashlib.sha256(f"{seed}\0{name}".encode()).digest()[:16], "little")
    pieces = max(1, count // PIECE)
    length = count // pieces
    bits = np.random.Philox(key=key, counter=piece << 64).random_raw(2 * length)
    stratum = _order(bits[:length])
    if pieces > 1:
        turns = np.random.Philox(key=key, counter=_TURNS).random_raw(length) % np.uint64(pieces)
        stratum = stratum * pieces + (turns.astype(np.int64)[stratum] + piece) % pieces
    # 32 random bits and a half: with 17 bits of stratum the sum is exact, and never 0 or 1.
    inside = ((bits[length:] >> np.uint64(32)).astype(np.float64) + 0.5) / 2**32
    return _read_only((stratum + inside) / count)


def _normal(seed: int, name: str, count: int, piece: int) -> NDArray[np.float64]:
    from scipy.special import ndtri  # noqa: PLC0415 - slow to import, and points never need it

    return _read_only(ndtri(_uniform(seed, name, count, piece)))


def _order(bits: NDArray[np.uint64]) -> NDArray[np.int64]:
    """A random order of as many places, by random bits whose lowest give way to the place itself.

    So no two are equal, any way of sorting gives the same, and the fastest can be taken.
    """
    low = np.uint64(len(bits).bit_length())
    keys = (bits >> low << low) | np.arange(len(bits), dtype=np.uint64)
    keys.sort()
    return (keys & ((np.uint64(1) << low) - np.uint64(1))).astype(np.int64)


def _read_only(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values.setflags(write=False)
    return values


_kept_uniform = lru_cache(_KEPT_COLUMNS)(_uniform)
_kept_normal = lru_cache(_KEPT_COLUMNS)(_normal)
