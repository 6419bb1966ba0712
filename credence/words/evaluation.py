"""The sentences under a headline, straight from an evaluation and its attribution."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from credence.words.curves import curve_words
from credence.words.headline import headline
from credence.words.movers import Mover
from credence.words.numbers import points_words
from credence.words.plain import clean, listed
from credence.words.strength import evidence_words
from credence.words.sureness import sureness

if TYPE_CHECKING:
    from credence.attribution import Attribution
    from credence.curves import Curve
    from credence.scenario import Scenario
    from credence.update import Evaluation


class Share(Protocol):
    """One argument's share in the move, as `credence.attribution` gives it."""

    @property
    def points(self) -> float:
        """Share in the change of the credence, as a difference of probabilities."""

    @property
    def bits(self) -> float:
        """Share in the change of the log-odds of the credence."""


def headline_of(
    evaluation: "Evaluation", shares: Mapping[str, Share], claim: str | None = None
) -> str:
    """Say what the active arguments did to a claim, by default the scenario's target.

    ``shares`` are those of the active arguments that can influence the claim, by id.
    """
    scenario = evaluation.scenario
    library, name = scenario.library, claim or scenario.target
    result = evaluation.claims[name]
    others = {other: value for other, value in scenario.suppose.items() if other != name}
    idle = [
        Mover(library.arguments[each].title, 0, 0) for each in _idle(scenario) if each not in shares
    ]
    return headline(
        library.claim(name).title,
        (result.prior.credence, result.prior.complement),
        (result.posterior.credence, result.posterior.complement),
        [*(mover_of(scenario, argument, share) for argument, share in shares.items()), *idle],
        active=len(scenario.active),
        suppose={library.claim(other).title: value for other, value in others.items()},
        supposed=scenario.suppose.get(name),
        scepticism=scenario.scepticism,
        own_numbers=bool(scenario.changes),
    )


def mover_of(scenario: "Scenario", argument: str, share: Share) -> Mover:
    """An argument's share with the words for what the argument is."""
    library = scenario.library
    record = library.arguments[argument]
    spoken = [
        evidence_words(scenario.value(path), library.claim(claim).title)
        for claim, path in library.ratio_paths(argument).items()
        if record.bears_on or record.lr
    ]
    active = set(scenario.active)
    questioned = [library.arguments[o].title for o in record.undercuts if o in active]
    return Mover(record.title, share.points, share.bits, listed(spoken), tuple(questioned))


def steps_of(scenario: "Scenario", shares: Mapping[str, Share]) -> list[tuple[str, float, float]]:
    """(title, points, bits) of each share, in the library's order, for the waterfall."""
    arguments = scenario.library.arguments
    return [
        (record.title, shares[argument].points, shares[argument].bits)
        for argument, record in arguments.items()
        if argument in shares
    ]


def sampled_words(attribution: "Attribution") -> str:
    """What is to be known of shares that are estimated, and how far they may be off."""
    lead = "Shares are estimated from several orders of the arguments; their sum is exact."
    errors = [share.se for share in attribution.arguments.values()]
    known = [error for error in errors if error is not None]
    if len(known) < len(errors):
        return f"{lead} One pair of orders was all there was time for, so the error is not known."
    if not any(known):
        return lead
    largest = points_words(max(known)).removeprefix("+")
    return f"{lead} Each standard error is at most {largest}."


def errors_of(scenario: "Scenario", attribution: "Attribution") -> dict[str, str]:
    """The standard error of each share, by the argument's title."""
    return {
        clean(scenario.library.arguments[name].title): "unknown"
        if share.se is None
        else points_words(share.se).replace("+", "±")
        for name, share in attribution.arguments.items()
    }


def _idle(scenario: "Scenario") -> list[str]:
    """Active arguments that only question others, none of which is active."""
    active = set(scenario.active)
    arguments = scenario.library.arguments
    return [
        name
        for name in scenario.active
        if not (arguments[name].lr or arguments[name].bears_on)
        and active.isdisjoint(arguments[name].undercuts)
    ]


def sureness_of(
    evaluation: "Evaluation", claim: str | None = None, overlap: "Curve | None" = None
) -> str:
    """Say how sure a claim's figure is, by default that of the scenario's target.

    ``overlap`` is the claim's overlap curve, told in place of its two ends.
    """
    result = evaluation.claims[claim or evaluation.scenario.target]
    now = result.posterior
    said = sureness(
        now.credence,
        now.low,
        now.high,
        now.median,
        independent=result.independent if overlap is None else None,
        strongest_only=result.strongest_only if overlap is None else None,
        mcse=now.mcse,
        draws=evaluation.scenario.draws,
    )
    if overlap is None or overlap.is_flat:
        return said
    return f"{said} Some arguments share their evidence. {curve_words('overlap', overlap)}"
