"""The picture from prior to posterior, checked as data."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.figures import step_range, waterfall_alt, waterfall_figure
from credence.figures.waterfall import MOST, Bar, largest

STEPS = [("Counting", 0.06, 0.7), ("Speed", -0.05, -0.6), ("White box", -0.02, -0.3)]
PRIOR, POSTERIOR = (0.12, 0.88), (0.11, 0.89)
MANY = [(f"Argument {i}", (-1) ** i * 0.001 * i, (-1) ** i * 0.01 * i) for i in range(40)]


def traces(figure):
    """Return the links, the bars, the arrow heads, and the first and last marks."""
    return figure.data


def test_bars_run_from_prior_to_posterior():
    """Each bar begins where the one before ended; the last ends at the posterior."""
    figure = waterfall_figure(PRIOR, POSTERIOR, STEPS)
    _, bars, heads, first, last = traces(figure)
    assert bars.base == pytest.approx((0.12, 0.18, 0.13), abs=1e-6)
    assert bars.x == pytest.approx((0.06, -0.05, -0.02), abs=1e-6)
    assert heads.x == pytest.approx((0.18, 0.13, 0.11), abs=1e-6)
    assert (first.x[0], last.x[0]) == pytest.approx((0.12, 0.11), abs=1e-6)


def test_direction_is_shown_without_colour():
    """A sign in the text and an arrow head tell up from down."""
    figure = waterfall_figure(PRIOR, POSTERIOR, STEPS)
    heads = traces(figure)[2]
    assert heads.marker.symbol == ("triangle-right", "triangle-left", "triangle-left")
    values = [note.text for note in figure.layout.annotations if note.x == 1]
    assert values == ["<b>12 %</b>", "+6 points", "−5 points", "−2 points", "<b>11 %</b>"]


def test_rows_are_read_from_top_to_bottom():
    """The prior comes first, then the arguments in the order given, then the posterior."""
    figure = waterfall_figure(PRIOR, POSTERIOR, STEPS)
    titles = [note for note in figure.layout.annotations if note.x == 0]
    ordered = [note.text for note in sorted(titles, key=lambda note: -note.y)]
    middle = ["Counting", "Speed", "White box"]
    assert ordered == ["<b>Before the arguments</b>", *middle, "<b>With the arguments</b>"]


def test_the_smaller_ones_share_a_bar():
    """Beyond twelve, the rest is summed: nothing is dropped."""
    bars = [Bar(*step) for step in MANY]
    shown = largest(bars)
    assert len(shown) == MOST
    assert shown[-1].title == "29 others"
    assert math.fsum(b.points for b in shown) == pytest.approx(math.fsum(b.points for b in bars))
    assert [bar.title for bar in shown[:-1]] == [f"Argument {i}" for i in range(29, 40)]


def test_the_largest_figure_is_small():
    """Forty arguments with long titles take less than 15 kB."""
    steps = [(title * 20, points, bits) for title, points, bits in MANY]
    figure = waterfall_figure((0.5, 0.5), (0.52, 0.48), steps)
    assert len(figure.to_json().encode()) < 15_000


@pytest.mark.parametrize("credence", [0.0, 1.0, 0.3])
def test_no_arguments_leave_both_ends(credence):
    """With nothing on, the two ends stand at the same place."""
    figure = waterfall_figure((credence, 1 - credence), (credence, 1 - credence), [])
    _, first, last = traces(figure)
    assert first.x == last.x
    low, high = figure.layout.xaxis.range
    assert low < first.x[0] < high


@given(
    st.lists(st.floats(-0.4, 0.4), max_size=8),
    st.one_of(st.floats(0, 1), st.floats(1e-12, 1e-6)),
)
def test_a_range_holds_all_that_is_reached(points, prior):
    """Every bar's two ends lie on the axis, also where sums of shares leave 0 to 1."""
    reached = [prior]
    for each in points:
        reached.append(reached[-1] + each)
    low, high = step_range(prior, reached[-1], points)
    assert low - 1e-12 <= min(reached)
    assert max(reached) <= high + 1e-12
    assert low < high


def test_a_range_stands_still_between_round_percentages():
    """A small change of a step changes no axis."""
    assert step_range(0.12, 0.165, [0.045]) == step_range(0.12, 0.168, [0.048])


@pytest.mark.parametrize(
    "reached, extent",
    [
        ((0.12, 0.084), (0.05, 0.2)),
        ((0.41, 0.43), (0.4, 0.5)),
        ((0.003, 0.0071), (0.002, 0.01)),
        ((0.93, 0.996), (0.9, 0.998)),
        ((0.3, 0.3), (0.2, 0.4)),
    ],
)
def test_a_range_goes_from_rung_to_rung(reached, extent):
    """The ends of the axis are round percentages, finer towards 0 % and 100 %."""
    prior, posterior = reached
    assert extent == pytest.approx(step_range(prior, posterior, [posterior - prior]))


def test_titles_are_shown_as_written():
    """A title that is written like a link or a formula is shown, not rendered."""
    wicked = "<a href='https://example.org'>x</a> $x^2$ &lt;"
    figure = waterfall_figure(PRIOR, POSTERIOR, [(wicked, -0.01, -0.1)])
    shown = figure.layout.annotations[2].text
    assert "<" not in shown.replace("<br>", "")
    assert "$" not in shown
    assert shown.startswith("&#60;a href=")
    assert "<a" not in figure.data[1].hovertext[0]


def test_infinite_bits_are_said_in_the_hover():
    """A step that settles the matter in log-odds still has its points."""
    figure = waterfall_figure((0.5, 0.5), (0.0, 1.0), [("Proof", -0.5, -math.inf)])
    assert "infinitely many bits against" in figure.data[1].hovertext[0]
    assert "Infinity" not in figure.to_json()


def test_height_follows_the_rows():
    """A row more is a row's height more, on any width of screen."""
    heights = [waterfall_figure(PRIOR, POSTERIOR, STEPS[:n]).layout.height for n in range(4)]
    assert [b - a for a, b in itertools.pairwise(heights)] == [40, 40, 40]


def test_the_sentence_says_what_the_figure_shows():
    """Those who do not see the figure get both ends and the largest moves."""
    assert waterfall_alt("Scheming", PRIOR, POSTERIOR, STEPS) == (
        "Credence in “Scheming”, argument by argument, from 12 % before the arguments to 11 % "
        "with them. Raising it: “Counting” (+6 points). Lowering it: “Speed” (−5 points) and "
        "“White box” (−2 points)."
    )
    assert waterfall_alt("X", PRIOR, PRIOR, []).endswith("No argument moves it.")
