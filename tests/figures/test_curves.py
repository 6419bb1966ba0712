"""A credence along one dial, checked as data."""

import math

import pytest

from credence.curves import Curve, Point, overlap_curve, prior_curve, scepticism_curve
from credence.figures.curves import curve_alt, dial_figure, prior_figure
from credence.files import load_library
from credence.odds import log_odds
from credence.scenario import Scenario

AI = load_library("ai-risk-1")
SCENARIO = (
    Scenario(AI).with_only(AI.featured).with_target("scheming").with_draws(256).with_scepticism(0.3)
)


def test_the_prior_curve_has_log_odds_on_both_axes():
    """The line is the curve's; a dotted one shows where nothing would change; marks say where one is."""
    curve = prior_curve(SCENARIO)
    figure = prior_figure(curve)
    same, line, link, start, now = figure.data
    assert list(same.x) == list(same.y)
    assert "dot" == same.line.dash
    by_place = {log_odds(point.at): point for point in curve.points}
    for x, y in zip(line.x, line.y, strict=True):
        point = by_place[min(by_place, key=lambda place: abs(place - x))]
        assert math.log(point.credence) - math.log(point.complement) == pytest.approx(y, abs=0.01)
    ends = log_odds(curve.at), log_odds(curve.credence)
    assert (ends[0], ends[0]) == pytest.approx((start.x[0], start.y[0]), abs=0.01)
    assert ends == pytest.approx((now.x[0], now.y[0]), abs=0.01)
    assert ("circle", "diamond") == (start.marker.symbol, now.marker.symbol)
    assert list(link.y) == pytest.approx(ends, abs=0.01)


def test_its_axis_says_percentages_and_frequencies():
    """Below stand 50 %, 0.1 % with 1 in 1,000, and 1 in a million."""
    figure = prior_figure(prior_curve(SCENARIO))
    names = figure.layout.xaxis.ticktext
    assert {"50 %", "0.1 %<br>1 in 1,000", "1 in 10⁶"} <= set(names)
    assert len(figure.to_json().encode()) < 15_000


@pytest.mark.parametrize(
    "kind, make", [("scepticism", scepticism_curve), ("overlap", overlap_curve)]
)
def test_a_dial_goes_from_end_to_end(kind, make):
    """The line is the curve's, its ends are hollow marks, and the scenario has a diamond or a line."""
    curve = make(SCENARIO)
    figure = dial_figure(kind, curve)
    line, first, last, now = figure.data
    assert [point.at for point in curve.points] == pytest.approx(list(line.x), abs=1e-4)
    assert [point.credence for point in curve.points] == pytest.approx(list(line.y), abs=1e-4)
    assert (0, 1) == (first.x[0], last.x[0])
    assert (curve.points[0].credence, curve.points[-1].credence) == pytest.approx(
        (first.y[0], last.y[0]), abs=1e-4
    )
    if kind == "scepticism":
        assert (0.3, curve.credence) == pytest.approx((now.x[0], now.y[0]), abs=1e-4)
    low, high = figure.layout.yaxis.range
    assert all(low <= point.credence <= high for point in curve.points)


def test_families_that_differ_have_a_line_in_place_of_a_mark():
    """Where the scenario stands at no one overlap, the credence now goes across."""
    points = (Point(0.0, 0.2, 0.8, 0.0), Point(1.0, 0.1, 0.9, 0.0))
    now = dial_figure("overlap", Curve("c", None, 0.15, points)).data[-1]
    assert ([0.15, 0.15], "dot") == (list(now.y), now.line.dash)


def test_extremes_beyond_both_ends_are_marked():
    """Where the credence in between lies outside both ends, its extreme is a hollow mark too."""
    points = tuple(Point(at, p, 1 - p, 0.0) for at, p in ((0.0, 0.2), (0.4, 0.15), (1.0, 0.3)))
    marks = dial_figure("overlap", Curve("c", 0.0, 0.2, points)).data[1:4]
    assert [0, 0.4, 1] == pytest.approx([mark.x[0] for mark in marks], abs=1e-4)
    assert {"circle"} == {mark.marker.symbol for mark in marks}


def test_the_prior_stands_as_a_dotted_line():
    """How far scepticism takes one is seen against the credence without any argument."""
    curve = scepticism_curve(SCENARIO)
    line = dial_figure("scepticism", curve, prior=curve.points[-1].credence).data[1]
    assert "dot" == line.line.dash
    assert curve.points[-1].credence == pytest.approx(line.y[0], abs=1e-4)


def test_certainty_has_no_place_on_a_log_odds_axis():
    """A curve whose scenario is certain is drawn without marks."""
    points = (Point(0.1, 0.2, 0.8, 0.0), Point(0.9, 0.95, 0.05, 0.0))
    assert 2 == len(prior_figure(Curve("c", 1.0, 1.0, points)).data)


def test_the_sentence_says_what_the_figure_shows():
    """Those who do not see the figure get its ends."""
    said = curve_alt("prior", "Scheming", prior_curve(SCENARIO))
    assert said.startswith("Credence in “Scheming” over its prior credence, both on log-odds axes.")
    assert "whoever starts at 50 % at" in said
