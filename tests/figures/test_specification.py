"""The pictures of a multiverse, checked as data: curve and strips, histogram, effects."""

import math

import numpy as np
import pytest

from credence.figures.effects import effects_alt, effects_figure, effects_rows
from credence.figures.histogram import (
    BARS,
    bar_edges,
    histogram_alt,
    histogram_figure,
    histogram_rows,
)
from credence.figures.specification import (
    specification_alt,
    specification_figure,
    specification_rows,
    strip_rows,
)
from credence.multiverse import multiverse
from credence.odds import log_odds
from credence.scenario import Scenario
from tests.small import small

HOSTILE = "<b>$x$</b> and a title that goes on and on and on and on"
NAMES = [f"a{i}" for i in range(9)]
LIBRARY = small(
    {"c": {"prior": 0.1}},
    {name: {"claim": "c", "lr": 0.5 + i / 2 if i else 0.05} for i, name in enumerate(NAMES)},
)
FOUND = multiverse(Scenario(LIBRARY).with_draws(64), NAMES)
CURVE = FOUND.curve()
TITLES = [HOSTILE, *(f"Title {i}" for i in range(1, 9))]
ON = dict(zip(TITLES, CURVE.on.values(), strict=True))


@pytest.mark.parametrize("dark", [False, True])
def test_the_curve_rises_and_the_strips_lie_under_it(dark):
    """One line over 0 to 100 %, a band around it, and a bar for each place of each strip."""
    figure = specification_figure(CURVE.log_odds, ON, threshold=0.2, below=0.4, dark=dark)
    band, line, strips = figure.data
    assert sorted(line.y) == list(line.y)
    assert 0 < line.x[0] < line.x[-1] < 100
    assert 2 * len(line.x) == len(band.x)
    assert log_odds(0.2) in [shape.y0 for shape in figure.layout.shapes]
    assert 40 in [shape.x0 for shape in figure.layout.shapes]
    low, high = figure.layout.yaxis.range
    assert low < min(line.y) <= max(line.y) < high
    assert 64 * 9 == len(strips.y)
    top = [y for y, base in zip(strips.y, strips.base, strict=True) if base == 8]
    assert top == pytest.approx(0.42 * ON[HOSTILE].reshape(64, -1).mean(axis=1), abs=1e-3)
    assert len(figure.to_json()) < 60_000


def test_titles_are_shown_as_they_stand():
    """Markup in a title is text, and a long one is cut."""
    figure = specification_figure(CURVE.log_odds, ON)
    first = figure.layout.annotations[0].text
    assert first.startswith("&#60;b&#62;&#36;x")
    assert first.endswith("…")
    effects = effects_figure([(HOSTILE, 0.1, 0.2)])
    assert "<b>" not in effects.layout.annotations[0].text


def test_few_ways_are_marked_and_certain_ones_stay_inside():
    """Four ways get marks; infinite log-odds are drawn at the end of the axis."""
    logs = np.array([[-math.inf, -1.0, 0.0, math.inf]] * 3)
    figure = specification_figure(logs, {"A": np.array([0.0, 1, 0, 1])})
    line = figure.data[1]
    assert "lines+markers" == line.mode
    assert all(math.isfinite(value) for value in line.y)
    assert list(figure.layout.yaxis.range) != [-math.inf, math.inf]


def test_the_curve_in_words_and_tables():
    """The text names ends and middle; tables give tenths, and each strip by fifths."""
    quantiles = FOUND.quantiles([0.0, 0.5, 1.0])
    alt = specification_alt("A claim", quantiles, ON, FOUND.count)
    assert "“A claim” under 512 ways" in alt
    assert "On mostly at the high end: “Title 8”" in alt
    assert "On mostly at the low end: “<b>" in alt
    rows = specification_rows(quantiles)
    assert ["0 %", "50 %", "100 %"] == [row["Of all ways"] for row in rows]
    strips = strip_rows(ON)
    assert 9 == len(strips)
    assert ["On in", "least worried fifth", "second", "middle"] == list(strips[0])[:4]
    fifth = float(np.array_split(ON["Title 8"], 5)[4].mean())
    assert f"{100 * fifth:.2g} %" == strips[8]["most worried fifth"]
    assert ["On in", "part 1", "part 2"] == list(strip_rows({"A": np.array([0.0, 1.0])})[0])


def test_the_histogram_s_bars_hold_every_way():
    """Bars are equally wide, and their shares are the multiverse's."""
    edges = bar_edges(FOUND.subsets.log_odds, 0.1)
    shares = FOUND.histogram(edges).tolist()
    figure = histogram_figure(edges, shares, threshold=0.1, below=0.25)
    assert BARS == len(figure.data[0].y)
    assert 1 == pytest.approx(sum(shares))
    assert shares == pytest.approx(list(figure.data[0].y), rel=1e-3)
    assert ["25 % under 10 %", "75 % above 10 %"] == [
        note.text for note in figure.layout.annotations
    ]
    assert log_odds(0.1) == figure.layout.shapes[0].x0
    alt = histogram_alt("A claim", edges, shares)
    assert "“A claim”" in alt
    assert f"{100 * max(shares):.2g} %" in alt
    rows = histogram_rows(edges, shares)
    assert sum(share > 0 for share in shares) == len(rows)


def test_effects_are_bars_to_either_side_with_their_points_written():
    """Up is right and blue, down left and orange; each value stands beside its title."""
    held = [("Up", 0.1, 0.3), ("Down", 0.25, 0.15), ("None", 0.2, 0.2)]
    figure = effects_figure(held)
    assert [20, -10, 0] == pytest.approx(list(figure.data[0].x))
    assert 2 == len(set(figure.data[0].marker.color))
    written = [note.text for note in figure.layout.annotations]
    assert ["Up", "+20 points", "Down", "−10 points", "None", "no change"] == written
    low, high = figure.layout.xaxis.range
    assert -low == high > 20
    assert "“Up” (+20 points) and “Down” (−10 points)" in effects_alt("A claim", held)
    assert "none has any" in effects_alt("A claim", held[2:])
    assert {"Mean without it": "10 %", "Mean with it": "30 %"}.items() <= effects_rows(held)[
        0
    ].items()
