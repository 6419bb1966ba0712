"""The pictures of a number's draws hold its counts and shares."""

import pytest

from credence.checks import NumberCheck
from credence.figures.ranks import (
    ranks_alt,
    ranks_figure,
    ranks_rows,
    shape_alt,
    shape_figure,
    shape_rows,
)

DENSITY = tuple(1.0 if place == 20 else 0.0 for place in range(32))  # from 1 to 1.25
CHECK = NumberCheck(1.0, 900, 800, 0.1, 0.2, ((10, 30), (30, 10)), DENSITY)


@pytest.mark.parametrize("dark", [False, True])
def test_each_chain_is_a_line_of_its_own_dash(dark):
    """Counts are shown in multiples of the even share, and the axis holds them."""
    figure = ranks_figure(CHECK, dark=dark)
    assert [(0.5, 1.5), (1.5, 0.5)] == [trace.y for trace in figure.data]
    assert 2 == len({trace.line.dash for trace in figure.data})
    assert figure.layout.yaxis.range[1] > 1.5
    assert "between 0.5 and 1.5 times" in ranks_alt("x", CHECK)
    assert {"Ranks": "0 to 50 %", "Chain 1": "10", "Chain 2": "30"} == ranks_rows(CHECK)[0]


@pytest.mark.parametrize("dark", [False, True])
def test_before_is_a_normal_and_after_the_draws(dark):
    """The dashed line is symmetric and sums to 1 within reach; the other is the draws' shares."""
    before, after = shape_figure(CHECK, dark=dark).data
    assert before.y == before.y[::-1]
    assert 1 == pytest.approx(sum(before.y), abs=1e-3)
    assert DENSITY == after.y
    assert before.line.dash != after.line.dash
    assert "1.1 of its standard deviations up" in shape_alt("x", CHECK)
    assert "100.0 %" == shape_rows(CHECK)[20]["After"]
