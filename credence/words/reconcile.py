"""A reconciliation in words: what would have to move, and whether to trust the answer."""

from collections.abc import Callable
from typing import Any

from credence import odds
from credence.library import Library
from credence.number import Z90, Kind
from credence.reconciliation import Reconciliation, Spread
from credence.reconciliation.records import (
    HIGHEST_RHAT,
    LARGEST_DOUBT,
    LARGEST_ERROR,
    LARGEST_GAP,
    LEAST_ESS,
)
from credence.scenario import Scenario
from credence.words.numbers import factor, percent
from credence.words.plain import clean, listed, quoted

NOTICEABLE = 0.2
"""Standard deviations: a number that moves by less is called unmoved."""

NOTICEABLE_DOUBT = 0.03
"""A soundness that changes by less is left out of the sentence."""


def said(found: Reconciliation) -> list[str]:
    """For each stated claim: what is implied, what is said, and what a compromise would be."""
    return [
        f"{quoted(found.scenario.library.claim(claim).title)}: numbers and arguments imply "
        f"{percent(before.mean)}, you say {percent(found.scenario.stated[claim].credence)}; weighed "
        f"against each other, {percent(after.mean)}"
        for claim, (before, after) in found.implied.items()
    ]


def would_have_to(found: Reconciliation, most: int = 3) -> str:
    """The sentence that names the numbers that move farthest.

    “To mean 2 % you would have to …”, or that nothing need move.
    """
    library = found.scenario.library
    stated = listed([percent(held.credence) for held in found.scenario.stated.values()])
    moved = [
        (path, shift) for path, shift in found.numbers.items() if abs(shift.shift_sd) >= NOTICEABLE
    ][:most]
    if not moved:
        return f"You can mean {stated} as your numbers stand: none of them need move noticeably."
    moves = [
        f"{called(library, path)} from {amount(s.kind, s.before.median)} to "
        f"{amount(s.kind, s.after.median)}"
        for path, s in moved
    ]
    return f"To mean {stated} you would have to move {listed(moves)}."


def sound(found: Reconciliation, most: int = 3) -> list[str]:
    """The arguments whose soundness changes most, if any does noticeably."""
    changes = sorted(found.soundness.items(), key=lambda item: -abs(item[1].after - item[1].before))
    arguments = found.scenario.library.arguments
    changed = [
        f"{quoted(arguments[name].title)} is {'more' if held.after > held.before else 'less'} "
        f"likely sound ({percent(held.after)}, not {percent(held.before)})"
        for name, held in changes[:most]
        if abs(held.after - held.before) >= NOTICEABLE_DOUBT
    ]
    return [f"What you say fits best if {listed(changed)}."] if changed else []


def called(library: Library, path: str) -> str:
    """What a number is called in a sentence, by its path."""
    section, item, *rest = path.split(".")
    if section == "claims":
        title, others = quoted(library.claim(item).title), library.claim
        ways = {
            "prior": f"the prior of {title}",
            "weight": f"the weight of {title}",
            "table": f"{title} given {rest[-1]}",
            "causes": f"how surely {_title(others, rest)} brings about {title}",
        }
        if item in library.claims and library.claims[item].causes:
            ways["prior"] = f"{title} without its causes"
        return ways[rest[0]]
    title = quoted(library.arguments[item].title)
    ways = {
        "lr": f"the strength of {title}",
        "bears_on": f"the strength of {title} on {_title(library.claim, rest)}",
        "soundness": f"the soundness of {title}",
        "premises": f"the premise “{rest[-1].replace('_', ' ')}” of {title}",
        "undercuts": f"how surely {title} undoes {_title(library.arguments.get, rest)}",
    }
    return ways[rest[0]]


def label(library: Library, path: str, most: int = 44) -> str:
    """What a number is called in a picture, in at most so many letters.

    "Power gathers in few hands → Doom" for a cause: where it is too long, its first title is cut.
    """
    section, item, *rest = path.split(".")
    titles = {name: library.claim(name).title for name in library.claim_ids}
    arguments = {name: argument.title for name, argument in library.arguments.items()}
    first = titles[item] if section == "claims" else arguments[item]
    sort, last = rest[0], rest[-1]
    if sort == "causes":
        first, ending = titles[last], f" → {titles[item]}"
    elif sort == "bears_on":
        ending = f" on {titles[last]}: strength"
    elif sort == "undercuts":
        ending = f" undoes {arguments[last]}"
    elif sort == "premises":
        ending = f": {last.replace('_', ' ')}"
    elif sort == "prior" and item in library.claims and library.claims[item].causes:
        ending = ": without its causes"
    else:
        ending = f": {_SORTS.get(sort, f'given {last}')}"
    room = max(most - len(ending), most // 2)
    return clean(first, room) + ending


_SORTS = {"prior": "prior", "weight": "weight", "lr": "strength", "soundness": "soundness"}


def _title(find: Callable[[str], Any], rest: list[str]) -> str:
    """The quoted title of what the last part of a path names, where it names anything."""
    try:
        record = find(rest[-1])
    except KeyError:
        return ""
    return quoted(record.title) if record else ""


def amount_range(kind: Kind, spread: Spread) -> str:
    """A number's middle and its central 90 %, as it stands in a table."""
    shown = percent if kind is Kind.PROBABILITY else factor
    return f"{shown(spread.median)} ({shown(spread.low)} to {shown(spread.high)})"


def amount(kind: Kind, value: float) -> str:
    """A number in words: a percentage, or a factor."""
    return percent(value) if kind is Kind.PROBABILITY else factor(value)


def tolerance(value: float) -> str:
    """How firmly a credence is stated, from its tolerance in natural log-odds."""
    for limit, words in _FIRMNESS:
        if value <= limit:
            return words
    return "a loose remark"


_FIRMNESS = (
    (0.15, "almost to the letter"),
    (0.35, "firmly"),
    (0.75, "give or take"),
    (1.5, "roughly"),
)


def give_or_take(error: float, unit: str) -> str:
    """A standard error in words, to one digit: "± 0.2 points"."""
    return f"± {error:.1g} {unit}" if error else "exact"


def firmness(scenario: Scenario) -> str:
    """What may move and what stays, in a sentence or two."""
    if scenario.firmness == 0:
        return (
            "Your intervals may move. Every number that you hold as one figure stays, soundness "
            "included: your firmness is 0."
        )
    half = [percent(float(odds.probability(sign * Z90 * scenario.firmness))) for sign in (-1, 1)]
    return (
        "Your intervals may move, and so may how sound you think each argument (its soundness, its "
        "premises, how surely another undoes it), also where you gave one figure: 50 % is taken to "
        f"mean {half[0]} to {half[1]}. Every other single figure stays."
    )


def trust(found: Reconciliation) -> str:
    """Whether the answer can be trusted, and if not, why and what may help."""
    diagnostics, accuracy, patterns = found.diagnostics, found.accuracy, found.patterns
    reasons = {
        "rhat": "independent parts of the draws do not agree with each other "
        f"(R-hat {diagnostics.rhat_max:.3f}, and {HIGHEST_RHAT} is the most)",
        "ess": f"the draws hold too little (an effective {diagnostics.ess_min:.0f}, "
        f"and {LEAST_ESS:.0f} is the least)",
        "error": f"its figures may be off by {accuracy.error:.3f} standard deviations of a number, or "
        f"{percent(accuracy.doubt)} of a soundness, and {LARGEST_ERROR} and "
        f"{percent(LARGEST_DOUBT)} are the most",
        "routes": "two independent ways of working it out do not agree (they lie "
        f"{accuracy.gap:.1f} standard errors apart, and {LARGEST_GAP} is the most)",
    }
    if found.doubts:
        remedy = (
            " Sampling longer may settle it."
            if found.may_need_longer
            else " It was sampled longer already: mean what you say less firmly, or narrow your "
            "widest intervals."
        )
        because = listed([reasons[name] for name in found.doubts])
        return f"Do not trust this yet: {because}.{remedy}"
    rough = (
        ""
        if patterns.exact
        else f" Which arguments are sound was summed over {patterns.count} patterns in place of all; "
        "what that may change is part of the error."
    )
    return (
        "Two independent ways of working it out agree (at most "
        f"{accuracy.gap:.1f} standard errors apart). Every shift is right to about "
        f"{accuracy.error:.3f} standard deviations and every soundness to {percent(accuracy.doubt)}, "
        f"one standard error; R-hat is at most {diagnostics.rhat_max:.3f}, with an effective "
        f"{diagnostics.ess_min:,.0f} draws.{rough}"
    )
