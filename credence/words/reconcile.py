"""A reconciliation in words: what would have to move, and whether to trust the answer."""

from collections.abc import Callable
from typing import Any

from credence.library import Library
from credence.number import Kind
from credence.reconciliation import Reconciliation, Spread
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
    changes = sorted(found.soundness.items(), key=lambda item: -abs(item[1][1] - item[1][0]))
    arguments = found.scenario.library.arguments
    changed = [
        f"{quoted(arguments[name].title)} is {'more' if after > before else 'less'} likely sound "
        f"({percent(after)}, not {percent(before)})"
        for name, (before, after) in changes[:most]
        if abs(after - before) >= NOTICEABLE_DOUBT
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


def trust(found: Reconciliation) -> str:
    """Whether the answer can be trusted, and if not, why and what may help."""
    diagnostics, patterns = found.diagnostics, found.patterns
    reasons = {
        "rhat": "the chains do not agree with each other yet "
        f"(R-hat {diagnostics.rhat_max:.3f}, and 1.01 is the most)",
        "ess": f"the draws hold too little (an effective {diagnostics.ess_min:.0f}, "
        "and 400 is the least)",
        "divergences": f"the sampler lost its way {_times(diagnostics.divergences)}, so part of "
        "the answer may be missing",
        "patterns": "which arguments are sound was summed over too few patterns (an error of "
        f"{percent(patterns.error)}): fewer unsure arguments would help",
    }
    if found.doubts:
        remedy = ""
        if found.may_need_longer:
            remedy = " Sampling longer may settle it."
        elif diagnostics.problems:
            remedy = (
                " It was sampled longer already: mean what you say less firmly, or narrow your "
                "widest intervals."
            )
        because = listed([reasons[name] for name in found.doubts])
        return f"Do not trust this yet: {because}.{remedy}"
    if not diagnostics.ess_min < float("inf"):
        return "Nothing had to be sampled: the answer is exact."
    rough = "" if patterns.exact else f" Soundness is summed to {percent(patterns.error)}."
    return (
        f"The sampler agrees with itself: R-hat is at most {diagnostics.rhat_max:.3f}, an "
        f"effective {diagnostics.ess_min:.0f} draws, no divergences.{rough}"
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
