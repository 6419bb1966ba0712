"""The sentences under a headline, straight from an evaluation and its waterfall."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from credence.words.headline import headline
from credence.words.movers import Mover
from credence.words.plain import listed
from credence.words.strength import evidence_words
from credence.words.sureness import sureness

if TYPE_CHECKING:
    from credence.scenario import Scenario
    from credence.update import Evaluation


class Share(Protocol):
    """One argument's share in the move, as the waterfall's steps give it."""

    @property
    def argument(self) -> str:
        """Id of the argument."""

    @property
    def points(self) -> float:
        """Share in the change of the credence, as a difference of probabilities."""

    @property
    def bits(self) -> float:
        """Share in the change of the log-odds of the credence."""


def headline_of(evaluation: "Evaluation", steps: Iterable[Share], claim: str | None = None) -> str:
    """Say what the active arguments did to a claim, by default the scenario's target."""
    scenario = evaluation.scenario
    library, name = scenario.library, claim or scenario.target
    result = evaluation.claims[name]
    others = {other: value for other, value in scenario.suppose.items() if other != name}
    return headline(
        library.claim(name).title,
        (result.prior.credence, result.prior.complement),
        (result.posterior.credence, result.posterior.complement),
        [mover_of(scenario, step) for step in steps],
        active=len(scenario.active),
        suppose={library.claim(other).title: value for other, value in others.items()},
        supposed=scenario.suppose.get(name),
        scepticism=scenario.scepticism,
        own_numbers=bool(scenario.changes),
    )


def mover_of(scenario: "Scenario", step: Share) -> Mover:
    """One step of the waterfall with the words for what the argument is."""
    library = scenario.library
    argument = library.arguments[step.argument]
    place = f"arguments.{step.argument}"
    spoken = [
        evidence_words(
            scenario.value(f"{place}.bears_on.{claim}" if argument.bears_on else f"{place}.lr"),
            library.claim(claim).title,
        )
        for claim in argument.ratios
        if argument.bears_on or argument.lr
    ]
    active = set(scenario.active)
    questioned = [library.arguments[o].title for o in argument.undercuts if o in active]
    return Mover(argument.title, step.points, step.bits, listed(spoken), tuple(questioned))


def sureness_of(evaluation: "Evaluation", claim: str | None = None) -> str:
    """Say how sure a claim's figure is, by default that of the scenario's target."""
    result = evaluation.claims[claim or evaluation.scenario.target]
    now = result.posterior
    return sureness(
        now.credence,
        now.low,
        now.high,
        now.median,
        independent=result.independent,
        strongest_only=result.strongest_only,
        mcse=now.mcse,
        draws=evaluation.scenario.draws,
    )
