"""The prior predictive is drawn by both routes, and said in words and numbers."""

from credence.checks import Agreement
from credence.figures.predictive import predictive_alt, predictive_figure, predictive_rows

VALUES = tuple(place / 200 for place in range(1, 200))
FOUND = Agreement(0.5, 0.01, 0.5, 0.01, VALUES, VALUES)


def test_both_routes_stand_under_each_other():
    """Same values give the same heap, one downward and one upward."""
    below, _, _, above, *_ = predictive_figure(FOUND).data
    assert below.x == above.x
    assert [-y for y in below.y] == list(above.y)


def test_certain_claims_are_drawn():
    """A credence of 0 or 1 breaks nothing."""
    assert predictive_figure(Agreement(0.0, 0.0, 1.0, 0.0, (0.0,) * 5, (1.0,) * 5)).data


def test_the_numbers_stand_beside_the_picture():
    """Ends and middle by both routes."""
    assert "between 5 % and 95 % on this page" in predictive_alt("Rain", FOUND).replace(
        "\u00a0", " "
    )
    rows = predictive_rows(FOUND)
    assert ["5 %", "25 %", "50 %", "75 %", "95 %"] == [row["Quantile"] for row in rows]
    assert rows[2]["This page"] == rows[2]["PyMC"]
