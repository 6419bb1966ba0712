"""What an argument weighs beside what it did, and what surprises people about it, in sentences."""

import math
from typing import TYPE_CHECKING

from credence.number import Kind
from credence.words.numbers import bits_words, factor, percent
from credence.words.plain import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credence.attribution import Attribution
    from credence.explaining_away import MadeRoom
    from credence.neutral_uncertainty import NeutralUncertainty
    from credence.scenario import Scenario
    from credence.weight_of_evidence import WeightOfEvidence

STRONG = 100.0
"""A ratio over this, either way, is one that tests have, and few arguments."""

_ALIKE = 0.05  # bits between a weight and an effect that are told as one
_WHY = {
    "soundness": "it may not be sound",
    "undercut": "an argument that is on objects to it",
    "undercuts": "it objects to others",
    "family": "it partly repeats others of its family",
    "scepticism": "scepticism shrinks it",
    "ratio": "its strength is an interval",
    "numbers": "the claims’ numbers are intervals, so that it meets many starting points at once",
    "company": "others are on beside it",
}


def weight_words(weight: "WeightOfEvidence", did: float) -> str:
    """A weight of evidence beside what the argument did in bits, and why the two differ."""
    itself = f"By itself and sound it weighs {bits_words(weight.bits)}"
    if not (why := why_words(weight, did)):
        return f"{itself}, and did as much."
    return f"{itself}; here it did {bits_words(did).partition(' (')[0]}: {why}."


def why_words(weight: "WeightOfEvidence", did: float) -> str:
    """Why an argument did not do what it weighs, at most three reasons; empty where it did."""
    if abs(weight.bits - did) < _ALIKE:
        return ""
    return listed([_WHY[reason] for reason in weight.reasons[:3]])


def weight_cells(
    weights: "Mapping[str, WeightOfEvidence]", bits: "Mapping[str, float]"
) -> list[tuple[str, str]]:
    """Each argument's weight and why it did not do as much, in the order of ``weights``."""
    return [
        (bits_words(weight.bits).partition(" (")[0], why_words(weight, bits[name]))
        for name, weight in weights.items()
    ]


def surprises(scenario: "Scenario", attribution: "Attribution") -> list[str]:
    """What people would stumble over in what the active arguments did, each in a sentence.

    Uncertainty that moves the credence by itself, arguments that work by way of a rival, and strong
    ratios that meet a doubtful soundness.
    """
    from credence.explaining_away import made_room  # noqa: PLC0415 - NumPy comes with it
    from credence.neutral_uncertainty import NAMED, neutral_uncertainty  # noqa: PLC0415

    claim = attribution.target
    unsure = neutral_uncertainty(scenario, claim, least=NAMED)
    bits = {name: share.bits for name, share in attribution.arguments.items()}
    return [
        *(neutral_words(scenario, u, attribution.posterior) for u in unsure.values() if u.is_named),
        *(room_words(scenario, found, claim) for found in made_room(scenario, bits, claim)),
        *(said for name in scenario.active if (said := error_rate_words(scenario, name))),
    ]


def neutral_words(scenario: "Scenario", found: "NeutralUncertainty", credence: float) -> str:
    """What not knowing an argument's direction does to a credence."""
    title = quoted(scenario.library.arguments[found.argument].title)
    size = bits_words(abs(found.bits)).partition(" for")[0]
    low = "low" if credence < 0.5 else "high"
    return (
        f"{title}: not knowing whether this speaks for or against "
        f"{'raises' if found.bits > 0 else 'lowers'} a {low} credence by {size}."
    )


def room_words(scenario: "Scenario", found: "MadeRoom", claim: str) -> str:
    """How an argument about a rival moves a claim that it says nothing on."""
    library = scenario.library
    title = quoted(library.arguments[found.argument].title)
    rival, name = (quoted(library.claim(each).title) for each in (found.rival, claim))
    side, amount, room = ("for", "more", "less") if found.for_rival else ("against", "less", "more")
    if found.alternatives:
        return f"{title} speaks {side} {rival}; {amount} {rival} leaves {room} room for {name}."
    return (
        f"{title} speaks {side} {rival}; {amount} {rival} leaves {room} for {name} to explain of "
        "what both could bring about."
    )


def error_rate_words(scenario: "Scenario", name: str) -> str:
    """The difference between a test that errs and an argument that may be unsound.

    Empty unless a ratio of over `STRONG` either way meets a soundness below 1.
    """
    library = scenario.library
    place = f"arguments.{name}"
    premises = (f"{place}.premises.{each}" for each in library.arguments[name].premises)
    sound = math.prod(
        scenario.value(path).median(Kind.PROBABILITY) for path in (f"{place}.soundness", *premises)
    )
    middles = [scenario.value(p).median(Kind.RATIO) for p in library.ratio_paths(name).values()]
    ratio = max(middles, key=lambda middle: abs(math.log(middle)), default=1.0)
    if max(ratio, 1 / ratio) <= STRONG or not 0 < sound < 1:
        return ""
    at_best = factor((1 - sound) if ratio < 1 else 1 / (1 - sound))
    return (
        f"{quoted(library.arguments[name].title)} has a ratio of {factor(ratio)} and a soundness of "
        f"{percent(sound)}: where an argument is unsound it says nothing, but a test that errs "
        f"{percent(1 - sound)} of the time errs in its own favour too, and its ratio is about "
        f"{at_best} at best (see How it works)."
    )
