"""An instant preview of a reconciliation, from draws of the numbers as they are before it.

Every prior draw is weighed by how well it explains what is stated (importance sampling). That fails
quietly where the statement is far from what the draws imply: a handful of them get all the weight.
So the largest weights are smoothed by a generalised Pareto distribution fitted to their tail, and
its shape *k* says how far to trust the result: up to 0.7 it can be shown, beyond it must not
(Vehtari, Simpson, Gelman, Yao and Gabry 2024, *Pareto smoothed importance sampling*).

No sampler is needed here, so a page can ask for it at once.
"""

import math
from dataclasses import dataclass

import numpy as np

from credence import odds
from credence.draws import normal
from credence.number import from_scale
from credence.scenario import Scenario
from models.circuit import Values
from models.likelihood import Likelihood, likelihood_of

DRAWS = 4096
LARGEST_K = 0.7
BLOCK = 256


@dataclass(frozen=True)
class Preview:
    """What the weighed draws say.

    Attributes:
        k: Shape of the weights' tail; beyond `LARGEST_K` nothing else may be shown.
        effective: How many independent draws the weights are worth.
        implied: By stated claim, the credence implied after the statement.
        numbers: By path, the middle of each number before and after, and how far its mean moved in
            its own standard deviations; the farthest moved first.
        soundness: By unsure argument, the probability that it is sound, before and after.
    """

    k: float
    effective: float
    implied: dict[str, float]
    numbers: dict[str, tuple[float, float, float]]
    soundness: dict[str, tuple[float, float]]

    @property
    def can_be_shown(self) -> bool:
        """Whether the weights can be trusted."""
        return self.k <= LARGEST_K


def preview(scenario: Scenario, draws: int = DRAWS) -> Preview:
    """Weigh prior draws by what a scenario states.

    Raises:
        InputError: Nothing is stated, or what is stated cannot move.
    """
    likelihood = likelihood_of(scenario)
    paths = likelihood.form.uncertain
    columns = [normal(scenario.seed, path, draws) for path in paths]
    offset = np.stack(columns, axis=1) if columns else np.zeros((1, 0))
    log_weights, implied, before, after = _summed(likelihood, offset)
    weights, k = smoothed(log_weights)
    return Preview(
        k=k,
        effective=float(1 / (weights**2).sum()),
        implied={claim: float(weights @ values) for claim, values in implied.items()},
        numbers=_moved(scenario, paths, offset, weights),
        soundness={
            name: (float(before[:, i].mean()), float(weights @ after[:, i]))
            for i, name in enumerate(likelihood.form.unsure)
        },
    )


def _moved(
    scenario: Scenario, paths: tuple[str, ...], offset: Values, weights: Values
) -> dict[str, tuple[float, float, float]]:
    numbers = scenario.numbers()
    found = {}
    for index, path in enumerate(paths):
        kind, held = numbers[path]
        mean, sd = held.normal(kind)
        order = np.argsort(offset[:, index])
        middle = np.searchsorted(np.cumsum(weights[order]), 0.5)
        after = float(offset[order[min(middle, len(order) - 1)], index])
        shift = float(weights @ offset[:, index])
        found[path] = from_scale(mean, kind), from_scale(mean + sd * after, kind), shift
    return dict(sorted(found.items(), key=lambda item: -abs(item[1][2])))


def _summed(
    likelihood: Likelihood, offset: Values
) -> tuple[Values, dict[str, Values], Values, Values]:
    """Log likelihood, implied credences and soundness before and after, of each draw."""
    sound = np.array(list(likelihood.sound.values())).reshape(-1, likelihood.patterns)
    mean, sd = likelihood.normals
    parts = []
    for start in range(0, len(offset), BLOCK):
        scaled = mean + sd * offset[start : start + BLOCK]
        nodes = likelihood.log_pattern, likelihood.log_joint, *likelihood.log_odds.values()
        log_pattern, log_joint, *log_odds = likelihood.values(scaled, *nodes)
        before, every = normalised(log_pattern)
        after, joint = normalised(log_joint)
        implied = [(after * odds.probability(held)).sum(axis=1) for held in log_odds]
        parts.append((joint - every, np.stack(implied, axis=1), before @ sound.T, after @ sound.T))
    log_weights, implied, prior, posterior = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    by_claim = {claim: implied[:, i] for i, claim in enumerate(likelihood.log_odds)}
    return log_weights, by_claim, prior, posterior


def normalised(logs: Values) -> tuple[Values, Values]:
    """Weights that sum to 1 over the last axis, and the logarithm of what they summed to."""
    largest = logs.max(axis=1, keepdims=True)
    weights = np.exp(logs - largest)
    total = weights.sum(axis=1, keepdims=True)
    return weights / total, (largest + np.log(total))[:, 0]


def smoothed(log_weights: Values) -> tuple[Values, float]:
    """Pareto-smoothed weights that sum to 1, and the shape k of their tail.

    The tail is the largest 3·√S of S weights, at most a fifth of them. With fewer than five there is
    no fit, and k is infinite; where the tail is flat, nothing is smoothed and k is minus infinity.
    """
    count = len(log_weights)
    if np.ptp(log_weights) == 0:
        return np.full(count, 1 / count), -math.inf
    logs = log_weights - log_weights.max()
    length = int(min(count / 5, 3 * math.sqrt(count)))
    if length < 5:
        weights = np.exp(logs)
        return weights / weights.sum(), math.inf
    order = np.argsort(logs)
    tail = order[-length:]
    cutoff = logs[order[-length - 1]]
    excess = np.exp(logs[tail]) - np.exp(cutoff)
    k = -math.inf
    if excess[-1] > 1e-300:
        k, scale = _fit(excess[excess > 0])
        levels = (np.arange(length) + 0.5) / length
        stretch = -np.log1p(-levels) if abs(k) < 1e-9 else np.expm1(-k * np.log1p(-levels)) / k
        logs = logs.copy()
        logs[tail] = np.minimum(np.log(scale * stretch + np.exp(cutoff)), 0.0)
    weights = np.exp(logs - logs.max())
    return weights / weights.sum(), k


def _fit(excess: Values) -> tuple[float, float]:
    """Shape and scale of a generalised Pareto distribution, of excesses in rising order.

    The estimator of Zhang and Stephens (2009, Technometrics 51), with the weak prior on the shape
    that pulls it towards a half in small tails.
    """
    count = len(excess)
    candidates = 30 + int(math.sqrt(count))
    quartile = excess[int(count / 4 + 0.5) - 1]
    steps = np.arange(1, candidates + 1) - 0.5
    rates = (1 - np.sqrt(candidates / steps)) / (3 * quartile) + 1 / excess[-1]
    shapes = np.log1p(-rates[:, None] * excess).mean(axis=1)
    profile = count * (np.log(-rates / shapes) - shapes - 1)
    weights = 1 / np.exp(profile - profile[:, None]).sum(axis=1)
    rate = (rates * weights).sum() / weights.sum()
    shape = float(np.log1p(-rate * excess).mean())
    scale = -shape / rate
    return (shape * count + 0.5 * 10) / (count + 10), float(scale)
