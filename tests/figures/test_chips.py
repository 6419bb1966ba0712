"""The histogram of chips, on the figure's data."""

import pytest

from credence.elicitation import from_histogram
from credence.figures.chips import chips_alt, chips_figure, fitted_chips
from credence.number import Kind

EDGES = (0.1, 0.5, 1.0, 2.0, 8.0)
LABELS = ("÷10 to ÷2", "÷2 to ×1", "×1 to ×2", "×2 to ×8")


def test_bars_are_the_chips_and_diamonds_what_fits_them():
    """The fit lays as many chips as there are, less those beyond the scale, and peaks where they do."""
    chips = [0, 2, 6, 2]
    fitted = fitted_chips(from_histogram(EDGES, chips, Kind.RATIO), EDGES, chips, Kind.RATIO)
    bars, line = chips_figure(LABELS, chips, fitted).data
    assert tuple(chips) == bars.y
    assert fitted == pytest.approx(line.y, abs=1e-3)
    assert 9.9 < sum(fitted) <= 10
    assert 2 == fitted.index(max(fitted))


def test_without_a_fit_there_are_bars_alone():
    """An empty scale is drawn with room to lay chips."""
    figure = chips_figure(LABELS, [0, 0, 0, 0])
    assert 1 == len(figure.data)
    assert figure.layout.yaxis.range[1] > 6
    assert "No chips are laid." == chips_alt(LABELS, [0, 0, 0, 0])


def test_the_text_names_every_bin_that_holds_chips():
    """Who cannot see the bars reads where they stand."""
    said = chips_alt(LABELS, [0, 3, 1, 0])
    assert "3 on ÷2 to ×1" in said
    assert "1 on ×1 to ×2" in said
