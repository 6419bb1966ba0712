"""What a credence hangs on, as pictures of a scenario: for the page, for files and for reports.

Each function works its analysis out, or takes it as a keyword where it is at hand.
"""

from typing import Any

from credence.coherence import Gap, coherence
from credence.curves import Curve, overlap_curve, prior_curve, scepticism_curve
from credence.figures.curves import curve_alt, dial_figure, prior_figure
from credence.figures.hinges import (
    Pair,
    Stand,
    Swing,
    Turn,
    coherence_alt,
    coherence_figure,
    flips_alt,
    flips_figure,
    pairs_alt,
    pairs_figure,
    tornado_alt,
    tornado_figure,
)
from credence.figures.picture import Entry, Picture
from credence.flips import Flip, flips
from credence.interactions import Interaction, interactions
from credence.scenario import Scenario
from credence.tornado import Bar, tornado
from credence.update import credence_of
from credence.words import bits_words, difference_title, held_words, percent, points_words
from credence.words.plain import clean, quoted


def tornado_picture(
    scenario: Scenario,
    *,
    dark: bool = False,
    bars: list[Bar] | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    """How far each uncertain number moves the target."""
    library, now = scenario.library, credence_of(scenario)
    bars = tornado(scenario) if bars is None else bars
    swings: list[Swing] = [
        (
            _number(scenario, bar.number),
            held_words(library, bar.number, bar.low),
            held_words(library, bar.number, bar.high),
            bar.at_low,
            bar.at_high,
        )
        for bar in bars
        if bar.width > 0
    ]
    title = _title(scenario)
    return Picture(
        figure=tornado_figure(now, swings, dark=dark),
        title=f"What {quoted(title)} hangs on: each number at both ends",
        alt=tornado_alt(title, now, swings),
        rows=[
            {
                "Number": name,
                "Low end": low,
                "Credence there": percent(at_low),
                "High end": high,
                "Credence then": percent(at_high),
            }
            for name, low, high, at_low, at_high in swings
        ],
        numbers=[
            {
                "number": bar.number,
                "low": bar.low,
                "high": bar.high,
                "at_low": bar.at_low,
                "at_high": bar.at_high,
            }
            for bar in bars
        ],
    )


def flips_picture(
    scenario: Scenario,
    *,
    dark: bool = False,
    found: dict[str, Flip] | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    """What flipping each argument would do to the target."""
    library, now = scenario.library, credence_of(scenario)
    found = flips(scenario) if found is None else found
    ranked = sorted(found.items(), key=lambda pair: -abs(pair[1].change))
    turns: list[Turn] = [
        (clean(library.arguments[name].title), flip.active, flip.flipped, flip.change)
        for name, flip in ranked
    ]
    title = _title(scenario)
    return Picture(
        figure=flips_figure(now, turns, dark=dark),
        title=f"{quoted(title)} with one argument flipped",
        alt=flips_alt(title, now, turns),
        rows=[
            {
                "Argument": name,
                "Now": "on" if on else "off",
                "Credence if flipped": percent(flipped),
                "Change": points_words(change),
            }
            for name, on, flipped, change in turns
        ],
        numbers=[
            {
                "argument": name,
                "active": flip.active,
                "flipped": flip.flipped,
                "change": flip.change,
            }
            for name, flip in ranked
        ],
    )


def pairs_picture(
    scenario: Scenario,
    *,
    dark: bool = False,
    pairs: list[Interaction] | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    """What pairs of active arguments do to the target beyond their parts."""
    arguments = scenario.library.arguments
    pairs = interactions(scenario) if pairs is None else pairs
    told: list[Pair] = [
        (clean(arguments[p.a].title), clean(arguments[p.b].title), p.points, p.bits) for p in pairs
    ]
    title = _title(scenario)
    return Picture(
        figure=pairs_figure(told, dark=dark),
        title=f"Arguments that work together on {quoted(title)}, or against each other",
        alt=pairs_alt(title, told),
        rows=[
            {
                "Argument": a,
                "with": b,
                "Together beyond their parts": points_words(points),
                "In bits": bits_words(bits),
            }
            for a, b, points, bits in told
        ],
        numbers=[{"a": p.a, "b": p.b, "points": p.points, "bits": p.bits} for p in pairs],
    )


def prior_picture(
    scenario: Scenario,
    *,
    dark: bool = False,
    curve: Curve | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    """The target from other priors."""
    curve = prior_curve(scenario) if curve is None else curve
    told = f"{quoted(_title(scenario))} for people who start elsewhere"
    return _curve(scenario, "prior", curve, prior_figure(curve, dark=dark), told, step=10)


def scepticism_picture(
    scenario: Scenario,
    *,
    dark: bool = False,
    curve: Curve | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    """The target with less and less trust in all arguments."""
    curve = scepticism_curve(scenario) if curve is None else curve
    figure = dial_figure("scepticism", curve, prior=curve.points[-1].credence, dark=dark)
    told = f"{quoted(_title(scenario))} with every argument shrunk"
    return _curve(scenario, "scepticism", curve, figure, told)


def overlap_picture(
    scenario: Scenario,
    *,
    dark: bool = False,
    curve: Curve | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    """The target with one overlap for all families."""
    curve = overlap_curve(scenario) if curve is None else curve
    figure = dial_figure("overlap", curve, dark=dark)
    told = f"{quoted(_title(scenario))} with more and less double counting"
    return _curve(scenario, "overlap", curve, figure, told)


def coherence_picture(
    scenario: Scenario,
    *,
    dark: bool = False,
    gaps: list[Gap] | None = None,
    **_: Any,  # noqa: ANN401 - what other figures take
) -> Picture:
    """What is stated beside what is implied."""
    library = scenario.library
    gaps = coherence(scenario) if gaps is None else gaps
    stands: list[Stand] = [
        (clean(library.claim(gap.claim).title), gap.stated.credence, gap.implied, gap.gap_bits)
        for gap in gaps
    ]
    return Picture(
        figure=coherence_figure(stands, dark=dark),
        title="What is stated beside what the arguments imply",
        alt=coherence_alt(stands),
        rows=[
            {
                "Claim": title,
                "Stated": percent(stated),
                "Implied": percent(implied),
                "Gap": "infinite" if bits is None else f"{bits:+.2f} bits".replace("-", "−"),
                "Prior that would close it": "none" if gap.prior is None else percent(gap.prior),
            }
            for (title, stated, implied, bits), gap in zip(stands, gaps, strict=True)
        ],
        numbers=[
            {
                "claim": gap.claim,
                "stated": gap.stated.credence,
                "implied": gap.implied,
                "gap_bits": gap.gap_bits,
                "prior": gap.prior,
                "number": gap.number,
                "value": gap.value,
            }
            for gap in gaps
        ],
    )


ENTRIES = {
    "tornado": Entry("What each number does", tornado_picture, in_report=False),
    "flips": Entry("What if one argument were flipped", flips_picture, in_report=False),
    "interactions": Entry("Which arguments work together", pairs_picture, in_report=False),
    "prior": Entry("Other priors", prior_picture, in_report=False),
    "scepticism": Entry("How much to trust arguments at all", scepticism_picture, in_report=False),
    "overlap": Entry("Double counting", overlap_picture, in_report=False),
    "coherence": Entry("What is stated beside what is implied", coherence_picture, in_report=False),
}
"""For the catalogue, by name."""


def _curve(
    scenario: Scenario,
    kind: str,
    curve: Curve,
    figure: Any,  # noqa: ANN401 - Plotly's figure
    title: str,
    step: int = 1,
) -> Picture:
    where = percent if kind == "prior" else "{:.3g}".format
    names = {"prior": "Before the arguments", "scepticism": "Scepticism", "overlap": "Overlap"}
    return Picture(
        figure=figure,
        title=title,
        alt=curve_alt(kind, _title(scenario), curve),
        rows=[
            {names[kind]: where(p.at), "Credence": percent(p.credence, p.complement, 3)}
            for place, p in enumerate(curve.points)
            if place % step == 0
        ],
        numbers=[
            {"at": p.at, "credence": p.credence, "complement": p.complement, "mcse": p.mcse}
            for p in curve.points
        ],
    )


def _title(scenario: Scenario) -> str:
    return clean(scenario.library.claim(scenario.target).title, 120)


def _number(scenario: Scenario, path: str) -> str:
    said = difference_title(scenario.library, path)
    return said[:1].upper() + said[1:]
