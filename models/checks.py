"""What can be checked of a reconciliation's draws, and of the calculator's own model.

ArviZ computes; what comes back are `credence.checks`' plain records.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from credence.checks import DENSITY_EDGES, Agreement, ModelVariable, NumberCheck
from credence.marginal import Marginal
from credence.reconciliation import Reconciliation
from credence.scenario import Scenario
from credence.update import evaluate
from models.diagnostics import rhat_and_ess
from models.reconcile_file import draws_tree

Values = NDArray[np.float64]

RANK_BINS = 20
SETS, DRAWS = 2048, 16_384
SHOWN = 200
"""Quantiles that stand for the draws in a picture."""


def checks_of(found: Reconciliation) -> dict[str, NumberCheck]:
    """By path, what the draws of each number say, the largest R-hat first."""
    offset = found.draws.offset
    if not offset.shape[-1]:
        return {}
    import arviz_stats  # noqa: PLC0415 - slow to import

    tree = draws_tree(found)
    held, stated = (
        arviz_stats.psense(tree, var_names=["offset"], group=group)["offset"].to_numpy()
        for group in ("prior", "likelihood")
    )
    rhat, *sizes = rhat_and_ess(offset)
    # Draws of equal weight repeat the weighty ones, which only the errors know.
    errors = np.array([found.numbers[path].shift_mcse for path in found.draws.numbers])
    worth = offset.var(axis=(0, 1)) / errors**2
    bulk, tail = (np.minimum(size, worth) for size in sizes)
    return number_checks(found.draws.numbers, offset, (rhat, bulk, tail), held, stated)


def number_checks(
    names: Sequence[str],
    scaled: Values,
    agreement_and_size: tuple[Values, Values, Values],
    held: Values,
    stated: Values,
) -> dict[str, NumberCheck]:
    """The record of each number's draws, the largest R-hat first.

    Args:
        names: What the numbers are called, N of them.
        scaled: Their draws where each is standard normal beforehand, shape (chains, draws, N).
        agreement_and_size: R-hat, bulk and tail ESS, each of shape (N,).
        held: Sensitivity to the prior, shape (N,).
        stated: Sensitivity to what was observed, shape (N,).
    """
    checks = {}
    for index, name in enumerate(names):
        values = scaled[..., index]
        counts = np.histogram(np.clip(values, DENSITY_EDGES[0], DENSITY_EDGES[-1]), DENSITY_EDGES)
        checks[name] = NumberCheck(
            *(float(each[index]) for each in (*agreement_and_size, held, stated)),
            ranks=rank_counts(values) if len(values) > 1 else (),
            density=tuple((counts[0] / values.size).tolist()),
        )
    return dict(sorted(checks.items(), key=lambda item: -item[1].rhat))


def rank_counts(values: Values, bins: int = RANK_BINS) -> tuple[tuple[int, ...], ...]:
    """By chain, how its draws' ranks among all fall into equal bins; from (chains, draws)."""
    ranks = values.ravel().argsort().argsort().reshape(values.shape)
    edges = np.linspace(0, values.size, bins + 1)
    return tuple(tuple(np.histogram(chain, edges)[0].tolist()) for chain in ranks)


def agreement(scenario: Scenario, seed: int = 1) -> dict[str, Agreement]:
    """Every claim's credence on the fast path and by the calculator's PyMC model, drawn now."""
    from models.library import calculator_model, set_scenario  # noqa: PLC0415 - PyMC
    from models.predictive import prior_predictive  # noqa: PLC0415

    model = calculator_model(scenario.library, sets=SETS)
    set_scenario(model, scenario)
    drawn = prior_predictive(model, DRAWS, seed)
    evaluation = evaluate(scenario)
    places = (np.arange(SHOWN) + 0.5) / SHOWN
    found = {}
    for index, (claim, result) in enumerate(evaluation.claims.items()):
        values = drawn["posterior"][:, index]
        slow = Marginal(values, 1 - values, log_weight=np.log(drawn["posterior_weight"]))
        fast = evaluation.draws_of(claim)[1]
        both = (
            tuple(
                np.quantile(side.true, places, weights=side.weight, method="inverted_cdf").tolist()
            )
            for side in (fast, slow)
        )
        found[claim] = Agreement(
            result.posterior.credence,
            result.posterior.mcse,
            slow.means[0],
            slow.mcse,
            *both,
        )
    return found


def graph_of(scenario: Scenario) -> dict[str, ModelVariable]:
    """The calculator's model as a graph: by variable, what it is and what it follows from."""
    import pymc as pm  # noqa: PLC0415

    from models.library import calculator_model  # noqa: PLC0415

    model = calculator_model(scenario.library)
    random = {variable.name for variable in model.free_RVs}
    given = {variable.name for variable in model.data_vars}
    graph = pm.model_graph.ModelGraph(model).make_compute_graph()
    return {
        name: ModelVariable(
            "random" if name in random else "given" if name in given else "computed",
            tuple(sorted(parents)),
        )
        for name, parents in sorted(graph.items())
    }
