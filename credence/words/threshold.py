"""What it would take for a credence to reach another, in sentences and as rows."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from credence.number import Kind
from credence.ratios import argument_of, labels_of
from credence.words.group import label_title
from credence.words.numbers import factor, percent
from credence.words.plain import clean, counted, listed, quoted

if TYPE_CHECKING:
    from credence.scenario import Scenario
    from credence.threshold import Threshold


def threshold_words(scenario: "Scenario", found: "Threshold") -> str:
    """The fewest toggles that carry a credence across a threshold."""
    title = quoted(scenario.library.claim(found.target).title)
    now, at = percent(found.credence), percent(found.at)
    if found.smallest_set is None:
        if found.furthest is None or found.furthest == found.credence:
            return f"Nothing that could be switched moves {title} from {now} towards {at}."
        none = "No set of toggles" if found.exact else "No set of toggles that was tried"
        far = f" The furthest gives {percent(found.furthest)}."
        return f"{none} takes {title} from {now} to {at}.{far}"
    if not found.smallest_set:
        return f"{title} is at {at} already."
    steps = flips_words(scenario, found.smallest_set)
    after = "" if found.after is None else f" That gives {percent(found.after)}."
    fewest = "Nothing less does it." if found.exact else "There may be a smaller set."
    return f"To take {title} from {now} across {at}, {steps}.{after} {fewest}"


def flips_words(scenario: "Scenario", names: Iterable[str]) -> str:
    """Toggles to flip, such as "switch “A” on, and “B” off"."""
    arguments = scenario.library.arguments
    chosen = list(names)
    said = []
    for active, side in ((False, "on"), (True, "off")):
        titles = [quoted(arguments[n].title) for n in chosen if scenario.is_active(n) is active]
        if titles:
            said.append(f"{listed(titles)} {side}")
    return f"switch {', and '.join(said)}"


def ratio_rows(scenario: "Scenario", found: "Threshold") -> list[dict[str, str]]:
    """Ratios that could do it alone, those that would change least first."""
    paths = labels_of(scenario.library)
    reach = {label: ratio for label, ratio in found.arguments.items() if ratio is not None}
    now = {label: scenario.value(paths[label]).median(Kind.RATIO) for label in reach}
    ranked = sorted(reach, key=lambda label: abs(math.log(reach[label] / now[label])))
    return [
        {
            "Argument": clean(label_title(scenario.library, label)),
            "Is": "on" if scenario.is_active(argument_of(label)) else "off",
            "Likelihood ratio now": factor(now[label]),
            "Would have to be": factor(reach[label]),
        }
        for label in ranked
    ]


def no_ratio_words(scenario: "Scenario", found: "Threshold") -> str:
    """Which arguments do it at any strength, and how many cannot do it alone, whatever theirs."""
    doing = {argument_of(label) for label, ratio in found.arguments.items() if ratio is not None}
    at_any = {argument_of(label) for label in found.at_any_ratio} - doing
    others = {argument_of(label) for label in found.arguments} - doing - at_any
    said = []
    if at_any:
        titles = [quoted(scenario.library.arguments[name].title) for name in sorted(at_any)]
        verb = "does" if len(titles) == 1 else "do"
        said.append(
            f"{listed(titles)}, switched on, {verb} it at any strength, by what is undercut."
        )
    if others and found.credence not in {0.0, 1.0}:  # what is certain is moved by nothing anyway
        many = counted(len(others), "argument")
        said.append(
            f"{many[:1].upper()}{many[1:]} could not do it alone however strong, since an argument "
            "that may be unsound, or that bears on the claim from afar, moves it only so far."
        )
    return " ".join(said)


def needed_words(found: "Threshold", label: str) -> str:
    """The ratio that would do it, in a word or two."""
    ratio = found.arguments[label]
    if ratio is not None:
        return factor(ratio)
    return "any" if label in found.at_any_ratio else "out of reach"
