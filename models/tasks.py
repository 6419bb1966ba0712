"""What the worker processes are asked to do for a page: functions that `models.worker` names.

Each takes its arguments and, by keyword, ``progress(share, text)``, which tells how far it is and
raises where the answer is not wanted any more, and ``cancelled``, which says whether that is so.
"""

from typing import TYPE_CHECKING

from credence.scenario import Scenario

if TYPE_CHECKING:
    from credence.attribution import Attribution
    from credence.checks import Agreement, ModelVariable, NumberCheck
    from credence.groups.posterior import Posterior
    from credence.reconciliation import Reconciliation
    from models.worker import Cancelled, Progress


def reconciled(
    scenario: Scenario,
    longer: bool = False,
    *,
    progress: "Progress",
    cancelled: "Cancelled",
) -> "Reconciliation":
    """What a scenario's stated credences teach; see `credence.reconciliation`."""
    from credence.reconciliation import reconcile  # noqa: PLC0415 - inside the worker alone

    progress(0.0, "Getting ready")
    return reconcile(
        scenario,
        longer=longer,
        progress=lambda share: progress(share, _WHILE[share >= 0.5]),
        cancelled=cancelled,
    )


_WHILE = ("Finding where the numbers would have to be", "Measuring how far each would move")


def attributed(
    scenario: Scenario, *, progress: "Progress", cancelled: "Cancelled"
) -> "Attribution":
    """The exact shares of a move, every combination of the active arguments evaluated."""
    del cancelled
    from credence.attribution import attribute  # noqa: PLC0415 - inside the worker alone

    progress(0.0, "Trying every combination of the arguments")
    return attribute(scenario)


def checked(
    found: "Reconciliation", *, progress: "Progress", cancelled: "Cancelled"
) -> dict[str, "NumberCheck"]:
    """What a reconciliation's draws say about themselves; see `models.checks`."""
    del cancelled
    progress(0.0, "Checking the draws")
    from models.checks import checks_of  # noqa: PLC0415 - ArviZ

    return checks_of(found)


def group_checked(
    posterior: "Posterior", *, progress: "Progress", cancelled: "Cancelled"
) -> dict[str, "NumberCheck"]:
    """What a group's draws say about themselves; see `models.group_draws`."""
    del cancelled
    progress(0.0, "Checking the draws")
    from models.group_draws import group_checks  # noqa: PLC0415 - ArviZ

    return group_checks(posterior)


def compared(
    scenario: Scenario, *, progress: "Progress", cancelled: "Cancelled"
) -> tuple[dict[str, "Agreement"], dict[str, "ModelVariable"]]:
    """The calculator's credences by its PyMC model, beside the page's, and that model's graph."""
    del cancelled
    progress(0.1, "Building the PyMC model")
    from models.checks import agreement, graph_of  # noqa: PLC0415 - PyMC

    found = agreement(scenario)
    progress(0.9, "Reading its graph")
    return found, graph_of(scenario)
