"""Two routes to one posterior: tempered particles, and importance sampling from what they found.

The particles (`credence.reconciliation.particles`) find where the posterior lies, all of it, by a rough
sum over soundness. Importance sampling (`credence.reconciliation.importance`) then draws independently,
by a fine sum, until the errors are small, and gives the answer. Each route has its own error. Where they
differ by more than both errors allow, one of them is wrong, and the answer is not to be trusted.

Both draw *latent* values, independent standard normals of which the numbers are made.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credence.errors import CancelledError
from credence.reconciliation.implied import Implied, joined
from credence.reconciliation.importance import Proposal, Weighed
from credence.reconciliation.particles import ISLANDS, tempered
from credence.reconciliation.question import Question
from credence.reconciliation.statement import Statement, fine, rough

Values = NDArray[np.float64]

PARTICLES = 64
"""On each island, and up to `CHEAP` times as many where the sum over soundness is short."""
CHEAP = 4
BATCH = 4096
WORK = 2**21
"""Patterns × draws that the second route may take at most; at least two batches are drawn."""
MOST_DRAWS = 2**17
LONGER = 4
"""How many times as much is done that is sampled longer."""
AIM = 0.01
"""Standard errors, in each number's standard deviation, at which drawing ends."""
ENOUGH = 0.015
"""At which it ends where half of the work is done."""


@dataclass(frozen=True)
class Routes:
    """What both routes found.

    Attributes:
        question: What was asked.
        first: Particles, shape (size, islands, particles).
        first_weight: Of each of them: its island's evidence, and what the fine sum says otherwise.
        latent: Independent draws of the second route, shape (size, draws).
        log_weight: Logarithm of posterior over proposal at each of them, but for a constant.
        implied: What each of them implies.
        statement: By which they were judged.
        other: The same by other patterns of soundness; ``None`` where every pattern is there.
        again: What the first `BATCH` draws imply by these.
    """

    question: Question
    first: Values
    first_weight: Values
    latent: Values
    log_weight: Values
    implied: Implied
    statement: Statement
    other: Statement | None
    again: Implied | None


def sampled(
    question: Question,
    *,
    longer: bool,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Routes:
    """Take both routes.

    Raises:
        InputError: Arguments are too strong.
        CancelledError: ``cancelled`` said so.
    """
    generator = np.random.Generator(np.random.Philox(key=question.scenario.seed))
    statement = rough(question)
    scale = LONGER if longer else 1
    cheap = WORK // (32 * PARTICLES * ISLANDS * statement.implication.patterns.count)
    particles = scale * PARTICLES * int(np.clip(cheap, 1, CHEAP))

    def unless_cancelled(latent: Values) -> Values:
        if cancelled():
            raise CancelledError
        return statement.log_likelihood(latent)

    first, evidence = tempered(
        unless_cancelled, question.size, particles, generator, lambda beta: progress(beta / 2)
    )
    flat = first.reshape(question.size, -1)
    change = -statement.log_likelihood(flat)
    some = flat[:, :: max(1, flat.shape[1] // 256)]
    statement, other = fine(question, some, longer=longer)
    change += statement.log_likelihood(flat)
    log_weight = change.reshape(first.shape[1:]) + evidence[:, None]
    weight = np.exp(log_weight - log_weight.max())
    proposal = Proposal.of(first)
    count = statement.implication.patterns.count
    most = scale * int(np.clip(WORK // count, 2 * BATCH, MOST_DRAWS))
    latents, log_weights, parts = [], [], []
    while True:
        latent, log_ratio = proposal.draw(generator, question.size, BATCH)
        parts.append(_in_pieces(statement, latent, cancelled))
        latents.append(latent)
        log_weights.append(log_ratio + statement.of(parts[-1]))
        weighed = Weighed.by(np.concatenate(log_weights))
        offsets = question.offsets(np.concatenate(latents, axis=1))
        worst, done = float(weighed.error(offsets).max()), len(parts) * BATCH
        progress(0.5 + 0.5 * max(done / most, min(1.0, (AIM / worst) ** 2)))
        aim = ENOUGH if 2 * done >= most else AIM
        if len(parts) > 1 and (worst <= aim or done >= most):
            break
    return Routes(
        question=question,
        first=first,
        first_weight=weight / weight.sum(),
        latent=np.concatenate(latents, axis=1),
        log_weight=np.concatenate(log_weights),
        implied=joined(parts),
        statement=statement,
        other=other,
        again=None if other is None else _in_pieces(other, latents[0], cancelled),
    )


def _in_pieces(statement: Statement, latent: Values, cancelled: Callable[[], bool]) -> Implied:
    """What draws imply, soundness too; with looks in between at whether to stop."""
    offsets, parts = statement.question.offsets(latent), []
    for piece in np.array_split(offsets, 8, axis=1):
        if cancelled():
            raise CancelledError
        parts.append(statement.implication.of(piece, soundness=True))
    return joined(parts)
