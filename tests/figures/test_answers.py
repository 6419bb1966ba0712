"""The picture of where both answers of each crux would lead, checked as data."""

import pytest

from credence.figures import Answers, answers_alt, answers_figure
from credence.figures.answers import MOST

CRUXES = [
    Answers("First", 0.25, 0.5, 0.1, 0.2),
    Answers("Second", 0.9, None, 0.3, 0.05),
    Answers("Third", 0.5, 0.2, 0.2, 0.001),
]


def test_both_answers_stand_in_the_row_of_their_crux():
    """A filled diamond if true and a hollow circle if false, joined where both are told."""
    now, lines, true, false = answers_figure(0.2, CRUXES).data
    assert ("if true", "if false", "now 20 %") == (true.name, false.name, now.name)
    assert [0.5, 0.2] == pytest.approx(list(true.x), abs=1e-4)
    assert [-0.2, -2.2] == pytest.approx(list(true.y))
    assert [0.1, 0.3, 0.2] == pytest.approx(list(false.x), abs=1e-4)
    assert ("diamond", "circle") == (true.marker.symbol, false.marker.symbol)
    assert 2 == list(lines.x).count(None)
    assert (0.2, 0.2) == pytest.approx(now.x)


def test_the_more_probable_answer_has_the_larger_mark():
    """Sizes grow with the probability, and none vanishes."""
    *_, true, false = answers_figure(0.2, CRUXES[:1]).data
    assert 7 < true.marker.size[0] < false.marker.size[0] <= 20


def test_rows_are_titled_and_all_lies_on_the_axis():
    """Titles at the left, bits at the right; the axis holds every credence."""
    figure = answers_figure(0.2, CRUXES, dark=True)
    left = [note.text for note in figure.layout.annotations if note.x == 0]
    right = [note.text for note in figure.layout.annotations if note.x == 1]
    assert ["First", "Second", "Third"] == left
    assert ["0.2 bits", "0.05 bits", "0.001 bits"] == right
    low, high = figure.layout.xaxis.range
    assert low < 0.1
    assert high > 0.5
    assert figure.layout.xaxis.fixedrange


def test_many_cruxes_and_none():
    """Twelve at most are drawn, in under 15 kB; with none the credence alone stands there."""
    many = [Answers("A rather long title " * 9, 0.5, 0.9, 0.1, 0.4)] * 40
    figure = answers_figure(0.5, many)
    assert MOST == len(figure.data[2].x)
    assert len(figure.to_json().encode()) < 15_000
    assert () == tuple(answers_figure(0.5, []).data[2].x)


def test_a_title_cannot_do_harm():
    """Markup in a title is shown and not read."""
    figure = answers_figure(0.5, [Answers("<b>bold</b> $x$", 0.5, 0.9, 0.1, 0.4)])
    assert "<b>" not in figure.layout.annotations[0].text
    assert "<b>" not in figure.data[2].hovertext[0]


def test_the_alternative_text_has_the_numbers():
    """Who does not see it reads the credence now and the largest cruxes."""
    text = answers_alt("Doom", 0.2, CRUXES)
    assert "“Doom”, now 20 %" in text
    assert "for 3 cruxes" in text
    assert "“First” (50 % if true, 10 % if false)" in text
    assert "“Second” (30 % if false)" in text
    assert "nothing to settle" in answers_alt("Doom", 0.2, [])
