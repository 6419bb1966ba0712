"""The picture of prior and posterior, checked as data."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.figures import axis_range, posterior_alt, posterior_figure
from credence.figures.axis import padded
from credence.figures.posterior import BLOCKS, quantiles_of, spread_of
from credence.odds import log_odds, probability

GENERATOR = np.random.default_rng(7)
PRIOR = GENERATOR.normal(log_odds(0.12), 0.7, 4096)
POSTERIOR = PRIOR + GENERATOR.normal(0.8, 0.5, 4096)
BEFORE, AFTER = (f"{100 * probability(draws).mean():.0f} %" for draws in (PRIOR, POSTERIOR))
BELOW, ABOVE = slice(0, 3), slice(3, 6)  # blocks, interval and mean of each side


def size(figure):
    """Return the bytes that go to the browser."""
    return len(figure.to_json().encode())


def test_each_side_has_fifty_blocks_in_its_half():
    """The posterior stands above the middle and the prior hangs below it."""
    figure = posterior_figure(PRIOR, POSTERIOR)
    below, above = figure.data[BELOW][0], figure.data[ABOVE][0]
    assert len(below.x) == len(above.x) == BLOCKS
    assert max(below.base) < 0
    assert max(below.y) < 0
    assert min(above.base) > 0
    assert min(above.y) > 0


def test_blocks_stand_at_the_quantiles():
    """Each block's column holds its value: it lies within half a column of it."""
    span = padded(axis_range(PRIOR, POSTERIOR))
    blocks = posterior_figure(PRIOR, POSTERIOR).data[ABOVE][0]
    half = (span[1] - span[0]) / 80
    assert np.abs(np.array(blocks.x) - quantiles_of(POSTERIOR)).max() <= half + 0.002


def test_no_two_blocks_overlap():
    """Blocks of one column stand on each other."""
    blocks = posterior_figure(PRIOR, POSTERIOR).data[ABOVE][0]
    seen = sorted(zip(blocks.x, blocks.base, blocks.y, strict=True))
    for (x, base, height), (next_x, next_base, _) in itertools.pairwise(seen):
        assert x != next_x or base + height <= next_base + 1e-3


def test_marks_stand_at_the_credence_and_the_interval():
    """The mark is the mean of the probabilities, the line their 5th to 95th percentile."""
    p = probability(POSTERIOR)
    _, interval, mean = posterior_figure(PRIOR, POSTERIOR).data[ABOVE]
    assert mean.x[0] == pytest.approx(log_odds(p.mean()), abs=2e-3)
    low, high = (log_odds(end) for end in np.quantile(p, [0.05, 0.95]))
    assert interval.x == pytest.approx((low, high), abs=2e-3)


def test_labels_say_the_credence_at_its_place():
    """Each side is named beside its mark, so that no legend is needed."""
    figure = posterior_figure(PRIOR, POSTERIOR)
    before, after = figure.layout.annotations
    assert before.text == f"Before the arguments: <b>{BEFORE}</b>"
    assert after.text == f"With the arguments: <b>{AFTER}</b>"
    assert after.x == figure.data[ABOVE][2].x[0]
    assert not figure.layout.showlegend


def test_the_axis_is_the_one_asked_for():
    """With a range given, the axis does not follow the draws."""
    span = axis_range(PRIOR - 5, PRIOR + 5)
    one = posterior_figure(PRIOR, POSTERIOR, extent=span)
    other = posterior_figure(PRIOR, PRIOR - 2, extent=span)
    assert one.layout.xaxis.range == other.layout.xaxis.range == padded(span)
    assert one.layout.yaxis.range == other.layout.yaxis.range
    assert one.layout.height == other.layout.height


@pytest.mark.parametrize("values", [[-2.0], [-2.0] * 4096])
def test_a_certain_number_stands_at_its_place(values):
    """One draw, or many equal ones, are one stack at the exact value."""
    blocks, interval, mean = posterior_figure(values, values).data[ABOVE]
    assert set(blocks.x) == {-2.0}
    assert interval.x == (-2.0, -2.0)
    assert mean.x == (-2.0,)


@pytest.mark.parametrize(
    "certain,said,where,symbol",
    [
        (-math.inf, "0 %", "◂ 50 of 50 below", "triangle-left"),
        (math.inf, "100 %", "50 of 50 above ▸", "triangle-right"),
    ],
)
def test_certainty_lies_beyond_the_axis_and_is_said(certain, said, where, symbol):
    """A credence of exactly 0 or 1 is named, with an arrow at the end it lies beyond."""
    figure = posterior_figure(PRIOR, [certain] * 64)
    texts = [note.text for note in figure.layout.annotations]
    assert f"With the arguments: <b>{said}</b>" in texts
    assert where in texts
    mean = figure.data[ABOVE][2]
    assert mean.marker.symbol == symbol
    low, high = figure.layout.xaxis.range
    assert low < mean.x[0] < high
    assert "NaN" not in figure.to_json()
    assert "Infinity" not in figure.to_json()


def test_what_lies_beyond_a_given_axis_is_counted():
    """Blocks inside and those counted as outside make fifty."""
    figure = posterior_figure(PRIOR, POSTERIOR + 4, extent=(-6.0, 1.0))
    inside = len(figure.data[ABOVE][0].x)
    outside = [note.text for note in figure.layout.annotations if "above" in note.text]
    assert outside == [f"{BLOCKS - inside} of 50 above ▸"]
    assert 0 < inside < BLOCKS


@given(st.lists(st.floats(-800, 800), min_size=1, max_size=20), st.booleans())
def test_any_draws_make_a_small_figure(values, dark):
    """Whatever the draws, the figure is whole and below 15 kB."""
    figure = posterior_figure(values, values[::-1], dark=dark)
    assert size(figure) < 15_000
    assert "NaN" not in figure.to_json()


def test_the_usual_figure_is_small():
    """4,096 draws take no more bytes than fifty blocks do."""
    assert size(posterior_figure(PRIOR, POSTERIOR)) < 8_000


@pytest.mark.parametrize("wrong,message", [([], "at least one"), ([math.nan], "not a number")])
def test_what_cannot_be_drawn_is_refused(wrong, message):
    """No draws, or draws that are no numbers, are an error that says so."""
    with pytest.raises(ValueError, match=message):
        posterior_figure(PRIOR, wrong)


def test_nothing_can_be_zoomed_and_nothing_needs_to_be():
    """Both axes are fixed: zoom would be lost on the next click."""
    layout = posterior_figure(PRIOR, POSTERIOR).layout
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.dragmode is False


def test_the_sentence_says_what_the_figure_shows():
    """Those who do not see the figure get both credences and intervals."""
    said = posterior_alt("Scheming", spread_of(PRIOR), spread_of(POSTERIOR))
    assert said.startswith("Credence in “Scheming” on a log-odds axis")
    assert f"before the arguments {BEFORE}, 90 % interval between" in said
    assert f"with them {AFTER}, 90 % interval between" in said


def test_a_long_name_has_a_line_to_itself_in_the_middle():
    """It fits whole beside a narrow column, and the figure grows by its lines."""
    name = "Steven Byrnes, as quoted (our reading)"
    draws = np.array([-2.0, -1.0])
    figure = posterior_figure(draws, draws, names=("Yours", name))
    label = next(note for note in figure.layout.annotations if "Byrnes" in note.text)
    assert label.text.startswith(f"{name}<br>")
    assert (0.5, "paper", "center") == (label.x, label.xref, label.xanchor)
    assert figure.layout.height > posterior_figure(draws, draws).layout.height
