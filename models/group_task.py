"""The group as a task of the worker processes: pools, scenarios and sampling in one answer."""

from collections.abc import Callable

from credence.groups.posterior import Posterior
from credence.groups.reduced import Reduced
from credence.groups.result import GroupResult, judge
from credence.groups.statistics import Statistics
from credence.scenario import Scenario


def judged(
    survey: Reduced,
    scenario: Scenario,
    *,
    progress: Callable[[float, str], None],
    cancelled: Callable[[], bool],
) -> GroupResult:
    """Everything that is said of a group; see `credence.groups.result.judge`.

    Args:
        survey: The answers.
        scenario: What they are put on top of.
        progress: Told the share that is done and what is being done; raises once nobody waits.
        cancelled: Whether nobody waits any more; asked while the sampler runs.

    Raises:
        InputError: Nobody's answers could be used, or the group cannot be sampled reliably.
    """

    def sample(held: Statistics, labels: tuple[str, ...]) -> Posterior:
        progress(0.1, "Making the sampler ready")
        from models.group import sample_group  # noqa: PLC0415 - PyMC takes seconds

        progress(0.3, "Sampling the group")

        def report(share: float) -> None:
            # Called by the sampler's own thread, where nothing may be raised.
            if not cancelled():
                progress(0.3 + 0.4 * share, "Sampling the group")

        found = sample_group(held, labels, seed=scenario.seed, progress=report, cancelled=cancelled)
        progress(0.7, "Computing everybody's credences")
        return found

    progress(0.0, "Reading the answers")
    return judge(survey, scenario, sample)
