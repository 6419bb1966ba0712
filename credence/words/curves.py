"""What a dial does to a credence, and what would close a gap, in sentences."""

import math
from typing import TYPE_CHECKING

from credence.number import Kind
from credence.ratios import labels_of
from credence.words.group import label_title
from credence.words.numbers import bits_words, factor, interval_words, one_in, percent
from credence.words.plain import quoted

if TYPE_CHECKING:
    from credence.coherence import Gap
    from credence.curves import Curve
    from credence.scenario import Scenario

_AGREED = 0.005  # bits, which are said as none


def curve_words(kind: str, curve: "Curve") -> str:
    """A curve in a sentence; ``kind`` is prior, scepticism or overlap."""
    first, last = curve.points[0], curve.points[-1]
    ends = percent(first.credence, first.complement), percent(last.credence, last.complement)
    if kind == "prior":
        middle = min(curve.points, key=lambda point: abs(point.at - 0.5))
        return (
            f"Whoever starts at {percent(first.at)} ends at {ends[0]} with these arguments, whoever "
            f"starts at {percent(middle.at)} at {percent(middle.credence, middle.complement)}, and "
            f"whoever starts at {percent(last.at)} at {ends[1]}."
        )
    if curve.is_flat:
        return f"It makes no difference here: {ends[0]} throughout."
    now = percent(curve.credence)
    if kind == "scepticism":
        return f"With every argument in full it is {ends[0]}, with none {ends[1]}; as set, {now}."
    least, most = curve.least, curve.most
    span = interval_words(
        least.credence, most.credence, complements=(least.complement, most.complement)
    )
    if span.endswith("throughout"):
        return f"It makes hardly any difference here: {span}."
    turns = [
        f", {said} at an overlap of {point.at:.2g}"
        for point in curve.beyond_ends
        if (said := percent(point.credence, point.complement)) not in ends
    ]
    return (
        f"Whatever the overlap, it is {span}: {ends[0]} if arguments of one family count as "
        f"independent, {ends[1]} if only the strongest of each counts{''.join(turns)}; as set, {now}."
    )


def gap_words(scenario: "Scenario", gap: "Gap") -> str:
    """A stated credence beside the implied one, and what alone would close the gap."""
    title = quoted(scenario.library.claim(gap.claim).title)
    said, implied = percent(gap.stated.credence), percent(gap.implied)
    text = f"On {title} you state {said} and your arguments imply {implied}"
    if gap.gap_bits is None and gap.stated.is_certain:
        return f"{text}; the gap is infinite. {certain_words(gap.stated.credence)}."
    if gap.gap_bits is None:
        return f"{text}, which no number alone can bring together."
    if abs(gap.gap_bits) < _AGREED:
        return f"{text}: they agree."
    size = bits_words(abs(gap.gap_bits)).partition(" for")[0]
    text = f"{text}; the gap is {size}."
    if gap.prior is not None:
        start = f"{percent(gap.prior)} ({one_in(gap.prior)})"
        text += f" It would close if you started from {start}."
    closest = _closest(scenario, gap)
    if closest:
        label, now, ratio = closest
        argument = quoted(label_title(scenario.library, label))
        text += f" So it would with {argument} at {factor(ratio)} in place of {factor(now)}."
    return text


def certain_words(stated: float) -> str:
    """Why a stated certainty can be compared with nothing, and what to state in its place."""
    near = percent(0.0001 if stated == 0 else 0.9999)
    return (
        f"{percent(stated)} is certainty, which no finite evidence gives; state a number such as "
        f"{near} in its place"
    )


def _closest(scenario: "Scenario", gap: "Gap") -> tuple[str, float, float] | None:
    """Label of the ratio that would have to move least, its middle now, and what it would be."""
    paths = labels_of(scenario.library)
    found = [
        (label, scenario.value(paths[label]).median(Kind.RATIO), ratio)
        for label, ratio in gap.arguments.items()
        if ratio is not None
    ]
    return min(found, key=lambda each: abs(math.log(each[2] / each[1])), default=None)
