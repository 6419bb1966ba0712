"""Sums over the patterns of soundness at each of many draws, in one pass over each draw's patterns.

Written out over the draws, every step of these sums would be an array of draws by patterns, and
moving such arrays about takes longer than computing what they hold.
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float64]


@njit(cache=True, nogil=True, error_model="numpy")
def sums_over_patterns(
    log_pattern: Values, log_joint: Values, log_odds: Values, sound: Values, uniform: Values
) -> tuple[Values, Values, Values, Values, Values, Values]:
    """What the patterns' posterior says at each draw.

    Args:
        log_pattern: Logarithm of each pattern's weight before the statement, up to a constant;
            shape (draws, patterns).
        log_joint: The same with the statement's log likelihood added; of the same shape.
        log_odds: Each claim's log-odds in each pattern, shape (claims, draws, patterns).
        sound: Whether each argument is sound in each pattern, shape (arguments, patterns).
        uniform: By draw, where in (0, 1) a pattern is picked; shape (draws,).

    Returns:
        Each argument's probability of being sound, shape (draws, arguments); each claim's
        probability averaged over patterns, shape (claims, draws), and its log-odds in the pattern
        picked, of the same shape; by draw, the effective number of patterns, the relative standard
        error of the likelihood, and the logarithm of the likelihood.
    """
    draws, patterns = log_pattern.shape
    claims, arguments = log_odds.shape[0], sound.shape[0]
    soundness = np.zeros((draws, arguments))
    implied, picked = np.zeros((claims, draws)), np.empty((claims, draws))
    effective, error, log_likelihood = np.empty(draws), np.empty(draws), np.empty(draws)
    before, after = np.empty(patterns), np.empty(patterns)
    for draw in range(draws):
        every = _normalise(log_pattern[draw], before)
        joint = _normalise(log_joint[draw], after)
        log_likelihood[draw] = joint - every
        squares, distances, reached, chosen = 0.0, 0.0, 0.0, patterns - 1
        for k in range(patterns):
            squares += after[k] ** 2
            distances += (after[k] - before[k]) ** 2
            reached += after[k]
            if reached >= uniform[draw] and chosen == patterns - 1:
                chosen = k
        effective[draw], error[draw] = 1 / squares, math.sqrt(distances)
        for argument in range(arguments):
            for k in range(patterns):
                soundness[draw, argument] += after[k] * sound[argument, k]
        for claim in range(claims):
            picked[claim, draw] = log_odds[claim, draw, chosen]
            for k in range(patterns):
                held = log_odds[claim, draw, k]
                small = math.exp(-abs(held))
                implied[claim, draw] += after[k] * (1.0 if held >= 0 else small) / (1.0 + small)
    return soundness, implied, picked, effective, error, log_likelihood


@njit(cache=True, nogil=True, error_model="numpy")
def _normalise(logs: Values, weights: Values) -> float:
    """Weights that sum to 1 into ``weights``; the logarithm of what they summed to."""
    largest = logs[0]
    for k in range(len(logs)):
        largest = max(largest, logs[k])
    total = 0.0
    for k in range(len(logs)):
        weights[k] = math.exp(logs[k] - largest)
        total += weights[k]
    for k in range(len(logs)):
        weights[k] /= total
    return largest + math.log(total)
