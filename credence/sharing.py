"""What of a scenario one shares: all of it, or what one thinks of the arguments alone.

How probable one holds a claim *before* any argument is a person's own; how strongly an argument
speaks can be discussed by people whose starting points are far apart. So a scenario can be shared
*without its priors*: whoever opens it sees the same arguments at work on the library's own priors.
"""

from dataclasses import replace

from credence.scenario import Scenario


def without_priors(scenario: Scenario) -> Scenario:
    """The scenario without anything that says how probable a claim is.

    Out goes every changed number of a claim (prior, weight, causes, table), what is supposed, and
    what is stated. What is said about arguments stays (toggles, likelihood ratios, soundness,
    premises, undercuts, overlap, scepticism), and so do target, seed and draws. The library stays as
    it is: the priors that it came with can be seen by everybody who opens it.
    """
    kept = tuple(pair for pair in scenario.changes if not pair[0].startswith("claims."))
    return replace(scenario, changes=kept, suppositions=(), statements=())


def holds_priors(scenario: Scenario) -> bool:
    """Whether there is anything that `without_priors` would leave out."""
    return without_priors(scenario) != scenario
