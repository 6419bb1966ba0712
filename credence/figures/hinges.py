"""What a credence hangs on, as charts of rows: tornado, flips, pairs, and coherence.

Each takes plain tables: titles with numbers. ``MOST`` rows are drawn, the largest; the table under
the chart has all of them.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from credence.figures.axis import axis_range, linear_ticks, padded, ticks
from credence.figures.rows import MOST, Row, linear_range, rows_figure
from credence.figures.text import escape
from credence.odds import log_odds
from credence.words.numbers import bits_words, percent, points_words
from credence.words.plain import counted, listed, quoted

type Swing = tuple[str, str, str, float, float]
"""A number: its title, its low and its high end in words, and the credence at either."""

type Turn = tuple[str, bool, float, float]
"""An argument: its title, whether it is on, the credence with it flipped, and the change."""

type Pair = tuple[str, str, float, float]
"""Two arguments' titles, and what they do together beyond their parts in points and in bits."""

type Stand = tuple[str, float, float, float | None]
"""A claim's title, the stated and the implied credence, and the gap in bits."""


def tornado_figure(credence: float, swings: Sequence[Swing], *, dark: bool = False) -> go.Figure:
    """Draw the credence at both ends of each number; ``credence`` is that of now."""
    # What reads alike at both ends would be a bar of nothing; the table has it.
    shown = [swing for swing in swings if percent(swing[3]) != percent(swing[4])][:MOST]
    extent = linear_range([credence, *(end for swing in shown for end in swing[3:])])
    return rows_figure(
        [
            Row(
                title,
                f"{percent(min(at_low, at_high))} to {percent(max(at_low, at_high))}",
                at_low,
                at_high,
                f"{escape(title, 80)}<br>at {low}: {percent(at_low)}<br>at {high}: "
                f"{percent(at_high)}",
            )
            for title, low, high, at_low, at_high in shown
        ],
        extent=padded(extent),
        ticks=linear_ticks(extent),
        below=f"○ at its low end   ◆ at its high end   ┊ now {percent(credence)}",
        reference=credence,
        dark=dark,
    )


def tornado_alt(claim: str, credence: float, swings: Sequence[Swing]) -> str:
    """Say what `tornado_figure` shows."""
    lead = f"Credence in {quoted(claim)}, {percent(credence)} now, at both ends of each number."
    if not swings:
        return f"{lead} No uncertain number moves it."
    widest = [
        f"{quoted(title)} ({percent(at_low)} at {low}, {percent(at_high)} at {high})"
        for title, low, high, at_low, at_high in swings[:3]
    ]
    return f"{lead} Widest: {listed(widest)}."


def flips_figure(credence: float, turns: Sequence[Turn], *, dark: bool = False) -> go.Figure:
    """Draw what flipping each argument would make of the credence."""
    shown = turns[:MOST]
    extent = linear_range([credence, *(flipped for _, _, flipped, _ in shown)])
    return rows_figure(
        [
            Row(
                title,
                f"{'if off' if on else 'if on'}: {percent(flipped)}",
                credence,
                flipped,
                f"{escape(title, 80)}<br>{points_words(change)}",
            )
            for title, on, flipped, change in shown
        ],
        extent=padded(extent),
        ticks=linear_ticks(extent),
        below=f"┊ now {percent(credence)}",
        reference=credence,
        coloured="direction",
        arrows=True,
        dark=dark,
    )


def flips_alt(claim: str, credence: float, turns: Sequence[Turn]) -> str:
    """Say what `flips_figure` shows."""
    lead = f"Credence in {quoted(claim)}, {percent(credence)} now, with one argument flipped."
    moving = [turn for turn in turns if turn[3]]
    if not moving:
        return f"{lead} None of them moves it."
    largest = [
        f"{quoted(title)} {'off' if on else 'on'} ({points_words(change)})"
        for title, on, _, change in moving[:4]
    ]
    return f"{lead} Largest: {listed(largest)}."


def pairs_figure(pairs: Sequence[Pair], *, dark: bool = False) -> go.Figure:
    """Draw what pairs of arguments do beyond their parts, in points."""
    shown = pairs[:MOST]
    reach = max((abs(points) for _, _, points, _ in shown), default=0.01) or 0.01
    extent = linear_range([-reach, 0, reach], within=(-4.0, 4.0))
    marks = [(value, _points(value)) for value, _ in _even(extent)]
    return rows_figure(
        [
            Row(
                f"{a} + {b}",
                points_words(points),
                0.0,
                points,
                f"{escape(a, 60)}<br>with {escape(b, 60)}<br>{points_words(points)}, "
                f"{bits_words(bits)}",
            )
            for a, b, points, bits in shown
        ],
        extent=padded(extent),
        ticks=marks,
        below="points: ◂ less together   more together ▸",
        reference=0.0,
        coloured="direction",
        arrows=True,
        dark=dark,
    )


def pairs_alt(claim: str, pairs: Sequence[Pair]) -> str:
    """Say what `pairs_figure` shows."""
    lead = f"What pairs of arguments do to {quoted(claim)} beyond what each does."
    if not pairs:
        return f"{lead} There are no two that reach it."
    largest = [
        f"{quoted(a)} with {quoted(b)} ({points_words(points)})" for a, b, points, _ in pairs[:3]
    ]
    return f"{lead} Of {counted(len(pairs), 'pair')} the largest: {listed(largest)}."


def coherence_figure(stands: Sequence[Stand], *, dark: bool = False) -> go.Figure:
    """Draw each stated credence beside the implied one, on a log-odds axis."""
    shown = [
        stand for stand in stands[:MOST] if 0 < stand[1] < 1 and 0 < stand[2] < 1
    ]  # what is certain lies on no such axis; the table has it
    places = [(log_odds(implied), log_odds(stated)) for _, stated, implied, _ in shown]
    extent = axis_range([place for pair in places for place in pair] or [0.0])
    return rows_figure(
        [
            Row(
                title,
                f"{percent(stated)}, not {percent(implied)}",
                *place,
                f"{escape(title, 80)}<br>stated {percent(stated)}<br>implied {percent(implied)}",
            )
            for (title, stated, implied, _), place in zip(shown, places, strict=True)
        ],
        extent=padded(extent),
        ticks=ticks(extent),
        below="○ implied by the arguments   ◆ stated",
        dark=dark,
    )


def coherence_alt(stands: Sequence[Stand]) -> str:
    """Say what `coherence_figure` shows."""
    if not stands:
        return "No overall credence is stated."
    told = [
        f"{quoted(title)}: stated {percent(stated)}, implied {percent(implied)}"
        for title, stated, implied, _ in stands
    ]
    return f"Stated beside implied credences on a log-odds axis. {'; '.join(told)}."


def _even(extent: tuple[float, float]) -> list[tuple[float, str]]:
    """Five even places over a range that is as long on both sides of 0."""
    return [(extent[1] * part, "") for part in (-1, -0.5, 0, 0.5, 1)]


def _points(value: float) -> str:
    return "0" if value == 0 else f"{100 * value:+.3g}".replace("-", "−")
